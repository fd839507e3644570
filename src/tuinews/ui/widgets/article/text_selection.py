"""The text of an article that the user has selected with the mouse."""

from collections.abc import Iterator

from textual.geometry import Offset
from textual.selection import Selection

from tuinews.ui.paint.text.graphemes import clusters
from tuinews.ui.paint.text.runs import Line, line_text, readable_text, restyle
from tuinews.ui.widgets.article.pictures import PicturePane


class TextSelection:
    """Finds, draws and reads what is selected. Offsets count cells of the column of text, and lines of the page."""

    def __init__(self, pane: PicturePane) -> None:
        self._pane = pane
        self._selected: Selection | None = None

    def select(self, selected: Selection | None) -> None:
        """Show this as selected from now on, or nothing."""
        self._selected = selected
        self._pane.redraw()

    @property
    def shown(self) -> bool:
        """Whether anything is selected."""
        return self._selected is not None

    def find_offset(self, x: int, y: int) -> Offset | None:
        """Return where in the text a cell of the pane is."""
        layout = self._pane.text_layout
        line = y + self._pane.seen.start
        if layout is None or line >= layout.height:
            return None
        return Offset(max(0, x - self._pane.column[0]), line)

    def decorate(self, y: int, line: Line) -> Line:
        """Return a line as it is drawn now."""
        span = None if self._selected is None else self._selected.get_span(y)
        if span is None:
            return line
        start, end = _to_characters(line_text(line), span)
        return restyle(line, start, end, "selected")

    def read(self, selected: Selection) -> str:
        """Return the selected text."""
        return "\n".join(self._read_lines(selected)).strip("\n")

    def _read_lines(self, selected: Selection) -> Iterator[str]:
        layout = self._pane.text_layout
        if layout is None:
            return
        layout.paint_all()
        first = selected.start.y if selected.start is not None else 0
        last = selected.end.y if selected.end is not None else layout.height - 1
        for y in range(first, min(last, layout.height - 1) + 1):
            text, span = readable_text(layout.line(y)), selected.get_span(y)
            if span is not None:
                start, end = _to_characters(text, span)
                yield text[start:end].rstrip()


def _to_characters(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the characters that the cells of a span lie on, whole; an end of -1 is that of the line."""
    first, last = span
    start, end, at = len(text), 0, 0
    for cluster in clusters(text):
        if at + cluster.cells > first and (last < 0 or at < last):
            start, end = min(start, cluster.start), cluster.end
        at += cluster.cells
    return (start, end) if end > start else (0, 0)
