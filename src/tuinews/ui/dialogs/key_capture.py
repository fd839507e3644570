"""A box that takes the next keys as they are pressed, to give them to an action."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input, Static

from tuinews.model.language import tr
from tuinews.ui.dialogs.question import Question
from tuinews.ui.keys.contexts import CAPTURE
from tuinews.ui.keys.keymap import Chord, show, token
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.widgets.content import content

_MOST_KEYS = 4
"""Keys of a chord."""


class KeyCapture(Question[Chord | None], inherit_bindings=False):
    """Shows the keys that were pressed; the answer is them, or `None`.

    `explain` returns in a sentence what giving these keys would mean.
    """

    context: ClassVar[str] = CAPTURE

    DEFAULT_CSS = """
    KeyCapture { align: center middle; background: $background 30%; }
    KeyCapture > Container {
        width: 64; max-width: 96%; height: auto; padding: 0 1;
        border: round $accent; border-title-color: $accent; border-subtitle-color: $foreground 60%;
        background: $surface;
    }
    KeyCapture Input { border: none; height: 1; padding: 0; background: $panel; }
    KeyCapture Input:focus { border: none; }
    KeyCapture Static { height: auto; margin-top: 1; }
    """

    def __init__(self, title: str, explain: Callable[[Chord], str], foot: str) -> None:
        super().__init__(Input(placeholder=tr("Press the keys")))
        self._explain = explain
        self._chord: Chord = ()
        self._note = Static()
        self._frame = Container(self._input, self._note)
        self._frame.border_title = content(title)
        self._frame.border_subtitle = content(foot)

    def compose(self) -> ComposeResult:
        """Give the keys, and what they would mean."""
        yield self._frame

    def on_mount(self) -> None:
        """Take keys."""
        self._input.focus()
        self._show()

    def type(self, event: Typed) -> None:
        """Take one more key; it goes to nothing else."""
        if isinstance(event, events.Key) and len(self._chord) < _MOST_KEYS:
            self._chord = (*self._chord, token(event.key, event.character))
            self._show()

    def accept(self) -> bool:
        """Answer with the keys; without any the key that accepts is one itself."""
        if self._chord:
            self.dismiss(self._chord)
        return bool(self._chord)

    def erase(self) -> bool:
        """Take the last key back; without any the key that does so is one itself."""
        had = bool(self._chord)
        self._chord = self._chord[:-1]
        self._show()
        return had

    def _show(self) -> None:
        self._input.value = show(self._chord)
        self._input.cursor_position = len(self._input.value)
        self._note.update(content(self._explain(self._chord)))
