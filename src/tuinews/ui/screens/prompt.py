"""A line to type in, at the bottom of the screen."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.suggester import SuggestFromList
from textual.widgets import Input

from tuinews.ui.paint.wash import wash_line
from tuinews.ui.screens.question import Question
from tuinews.ui.widgets.shown import shown


class Prompt(Question[str | None], inherit_bindings=False):
    """Gives what was typed, or `None`. `check` tells in a sentence what is wrong with it, or "" when nothing is.

    `remark` says while it is typed how it will be understood.

    What is there already is typed `over`, or else typed on behind it.
    """

    DEFAULT_CSS = """
    Prompt { align: center bottom; background: $background 30%; }
    Prompt > Input { border: round $accent; background: $surface; margin: 0 1; }
    Prompt > Input:focus { border: round $accent; }
    Prompt > Input.wrong, Prompt > Input.wrong:focus { border: round $error; }
    """

    def __init__(
        self,
        question: str,
        value: str = "",
        words: Sequence[str] = (),
        check: Callable[[str], str] | None = None,
        *,
        remark: Callable[[str], str] | None = None,
        over: bool = False,
    ) -> None:
        # what is offered is painted as it is, and folders may be called what a list of somebody else's says
        suggester = SuggestFromList(map(wash_line, words), case_sensitive=False) if words else None
        super().__init__(Input(wash_line(value), suggester=suggester, select_on_focus=False))
        self._check, self._remark, self._over = check, remark, over
        self._input.border_title = shown(question)

    def compose(self) -> ComposeResult:
        """The line."""
        yield self._input

    def on_mount(self) -> None:
        """Type at once, behind what is there."""
        self._input.focus()
        self._input.cursor_position = len(self._input.value)
        if self._over:
            self._input.select_all()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say how it is understood so far."""
        message.stop()
        self._say(self._remark(wash_line(message.value).strip()) if self._remark is not None else "")

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self._input.border_subtitle = shown(sentence)
        self._input.set_class(wrong, "wrong")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter: that is it, unless it cannot be used: then why is said, and it can be mended."""
        message.stop()
        typed = wash_line(message.value).strip()
        wrong = self._check(typed) if self._check is not None else ""
        self._say(wrong, wrong=bool(wrong))
        if not wrong:
            self.dismiss(typed)

    def on_key(self, event: events.Key) -> None:
        """Escape leaves; Tab takes what is offered."""
        if event.key in {"escape", "ctrl+c"}:
            event.stop()
            self.dismiss(None)
        elif event.key == "tab":
            event.stop()
            self._input.action_cursor_right()
