"""The command line: a line to type a command in, and above it the commands that it may become, with what they do."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Input, Static

from tuinews.ui.dialogs.query_suggester import Complete, QuerySuggester
from tuinews.ui.dialogs.question import Question
from tuinews.ui.keys.contexts import COMMAND
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.menu import Menu, MenuItem


class Offer(NamedTuple):
    """What is offered for a typed line: items whose values are whole lines, and a sentence about it."""

    items: Sequence[MenuItem]
    sentence: str = ""


class CommandPrompt(Question[str | None], inherit_bindings=False):
    """A line whose answer is what was typed, or `None`.

    `offer` gives what a line may become, `check` says what is wrong with one that is sent, `complete` how an argument
    goes on. `past` are the lines of before, the newest last: the keys that go back show those that begin as the line.
    """

    context: ClassVar[str] = COMMAND

    DEFAULT_CSS = """
    CommandPrompt { align: center bottom; background: $background 30%; }
    CommandPrompt > Container { height: auto; max-height: 80%; border: round $accent; background: $surface; }
    CommandPrompt > Container { border-subtitle-color: $foreground 70%; border-title-color: $accent; }
    CommandPrompt > .wrong { border: round $error; border-subtitle-color: $text-error; }
    CommandPrompt Menu { height: auto; max-height: 100%; }
    CommandPrompt Horizontal { dock: bottom; height: 1; background: $panel; }
    CommandPrompt Static { width: auto; padding: 0 0 0 1; color: $primary; }
    CommandPrompt Input { border: none; height: 1; width: 1fr; padding: 0 1 0 0; background: $panel; }
    CommandPrompt Input:focus { border: none; }
    """

    def __init__(
        self,
        offer: Callable[[str], Offer],
        check: Callable[[str], str],
        complete: Complete,
        past: Sequence[str] = (),
    ) -> None:
        super().__init__(Input(suggester=QuerySuggester(complete), select_on_focus=False))
        self._offer, self._check, self._past = offer, check, tuple(past)
        self._menu = Menu()
        self._frame = Container(self._menu, Horizontal(Static(content(":")), self._input))
        self._typed = ""
        """What the user typed: the line shows another while they go over what is offered or was typed before."""
        self._at = len(self._past)
        self._said = ""

    def compose(self) -> ComposeResult:
        """Give what is offered, and the line below it."""
        yield self._frame

    def on_mount(self) -> None:
        """Offer every command."""
        self._input.focus()
        self._show("")

    @property
    def said(self) -> str:
        """The sentence that is said of the line now."""
        return self._said

    def on_input_changed(self, message: Input.Changed) -> None:
        """Offer what the line may become, unless it was taken from what is offered."""
        message.stop()
        if message.value != self._taken:
            self._typed, self._at, self._taken = message.value, len(self._past), ""
            self._show(safe_line(message.value))

    _taken = ""

    def _show(self, typed: str) -> None:
        offer = self._offer(typed)
        self._menu.show(offer.items)
        self._menu.styles.height = max(1, min(len(offer.items), self.app.size.height * 6 // 10))
        self._menu.display = bool(offer.items)
        self._fresh, self._alone = True, len(offer.items) == 1
        self._say(offer.sentence)

    _fresh, _alone = True, False
    """Whether nothing of what is offered was taken yet, and whether only one line is offered."""

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self._said = sentence
        self._frame.border_subtitle = content(sentence)
        self._frame.set_class(wrong, "wrong")

    def _take(self, line: str) -> None:
        """Have a line that was not typed."""
        self._taken = line
        self._input.value = line
        self._input.cursor_position = len(line)

    def complete(self, step: int) -> None:
        """Take the next of what is offered, or the one before; what is offered alone is taken as if it was typed."""
        if not self._fresh:
            self._menu.move(step)
        self._fresh = False
        if self._menu.current is None:
            return
        self._take(str(self._menu.current.value))
        if self._alone:
            self._typed = self._taken
            self._show(self._taken)

    def recall(self, step: int) -> None:
        """Go back (-1) or on (1) over the lines of before that begin as what was typed."""
        at = self._at + step
        while 0 <= at < len(self._past) and not self._past[at].startswith(self._typed):
            at += step
        if at < 0:
            return
        self._at = min(at, len(self._past))
        line = self._past[self._at] if self._at < len(self._past) else self._typed
        self._take(line)
        self._say(self._offer(line).sentence)

    def accept(self) -> None:
        """Answer with the line; if something is wrong with it, say what and keep it."""
        typed = safe_line(self._input.value).strip()
        wrong = self._check(typed)
        self._say(wrong, wrong=bool(wrong))
        if not wrong:
            self.dismiss(typed)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Take what was clicked."""
        message.stop()
        self._take(str(message.item.value))
        self._typed = str(message.item.value)
        self._show(self._typed)
