"""A bar of one line, drawn as runs of text."""

from collections.abc import Callable, Mapping

from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.paint.text.graphemes import cells, clip
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.widgets.line_styles import LineStyles


class Bar(Widget, can_focus=False, inherit_bindings=False):
    """A widget one line high, which draws the line that a function makes for its width."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; }
    """

    def __init__(
        self,
        styles: tuple[str, Mapping[str, str]],
        line: Callable[[int], Line],
        id: str | None = None,  # noqa: A002 — Textual's name
    ) -> None:
        """Make a bar of the line that `line` gives for a width.

        `styles` are the prefix of its component classes and their table.
        """
        super().__init__(id=id)
        self._line_styles = LineStyles(self, *styles)
        self._line = line

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._line_styles.clear()

    def render_line(self, y: int) -> Strip:
        """Draw the bar."""
        width = self.size.width
        return self._line_styles.strip(self._line(width) if y == 0 else (), width)


def justify(left: Line, right: Line, width: int, style: str) -> Line:
    """A line of `width` cells with one part at each end; the left part is cut if there is no room for both."""
    room = width - sum(cells(run.text) for run in right)
    if room < 1:
        return _clip_line(right, width)
    left = _clip_line(left, room - 1)
    gap = room - sum(cells(run.text) for run in left)
    return (*left, Run(" " * gap, style), *right)


def _clip_line(line: Line, width: int) -> Line:
    out: list[Run] = []
    for run in line:
        text = clip(run.text, width)
        if not text:
            break
        out.append(run._replace(text=text))
        if text != run.text:
            break
        width -= cells(text)
    return tuple(out)
