"""A text of several lines to write, over the main screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Offset
from textual.widgets import TextArea

from tuinews.ui.dialogs.question import Question
from tuinews.ui.keys.contexts import TEXT
from tuinews.ui.widgets.content import content


class _TextLines(TextArea):
    """The lines, which know where the caret is."""

    @property
    def caret(self) -> Offset:
        """The cell of the caret, counted from the top left one of the content."""
        return self.cursor_screen_offset - self.content_region.offset


class TextBox(Question[str | None], inherit_bindings=False):
    """Several lines to write; the answer is all of them, or `None`."""

    context: ClassVar[str] = TEXT

    DEFAULT_CSS = """
    TextBox { align: center middle; background: $background 30%; }
    TextBox > Container {
        width: 84; max-width: 96%; height: 14; max-height: 90%;
        border: round $accent; border-title-color: $accent; border-subtitle-color: $foreground 60%;
        background: $surface; padding: 0 1;
    }
    TextBox TextArea, TextBox TextArea:focus { border: none; padding: 0; height: 1fr; background: $surface; }
    """

    def __init__(self, title: str, text: str, foot: str) -> None:
        self._lines = _TextLines(text, tab_behavior="indent", highlight_cursor_line=False)
        super().__init__(self._lines)
        self._frame = Container(self._lines)
        self._frame.border_title = content(title)
        self._frame.border_subtitle = content(foot)

    def compose(self) -> ComposeResult:
        """Give the lines in their frame."""
        yield self._frame

    def on_mount(self) -> None:
        """Write on below what is there."""
        self._lines.focus()
        self._lines.move_cursor(self._lines.document.end)

    @property
    def text(self) -> str:
        """What is written by now."""
        return self._lines.text

    def accept(self) -> None:
        """Answer with the text."""
        self.dismiss(self.text)
