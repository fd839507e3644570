"""The rows of the headline list as Textual's strips; a row that has not changed is not drawn again."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.cache import LRUCache
from textual.strip import Strip

from tuinews.ui.paint.headlines.columns import RowOptions
from tuinews.ui.paint.headlines.row import paint_placeholder, paint_row
from tuinews.ui.paint.headlines.two_lines import paint_two_lines
from tuinews.ui.paint.text.glyphs import Glyphs
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.runs import Line, line_text, restyle
from tuinews.ui.paint.text.search import find_words
from tuinews.ui.rows import Row
from tuinews.ui.widgets.line_styles import LineStyles


class RowState(NamedTuple):
    """What the drawing of a row depends on besides the row."""

    width: int
    left: int
    """The screen's column at which rows begin: characters of disputed width are written at fixed columns."""
    age: str
    sources: bool
    """Whether rows name their feed."""
    chosen: bool
    current: bool
    gone: bool
    """Whether the row is missing for good, rather than being fetched."""
    lower: bool | None = None
    """Which of two lines is drawn; `None` where a row has one."""


class RowStrips:
    """Draws rows and keeps the strips."""

    def __init__(self, line_styles: LineStyles, glyphs: Glyphs) -> None:
        self._line_styles, self._glyphs = line_styles, glyphs
        self._words: tuple[str, ...] = ()
        self._drawn: LRUCache[tuple[type[Row] | None, Row | None, RowState], Strip] = LRUCache(1024)

    def clear(self) -> None:
        """Forget what was drawn in other colours."""
        self._line_styles.clear()
        self._drawn.clear()

    def highlight(self, words: Sequence[str]) -> None:
        """Make these words stand out from now on."""
        self._words = tuple(word for word in words if word.strip())
        self._drawn.clear()

    def strip(self, row: Row | None, state: RowState) -> Strip:
        """The strip of a row; `None` is a row whose headline is not at hand."""
        key = (None if row is None else type(row), row, state)
        strip = self._drawn.get(key)
        if strip is None:
            words = " ".join(word for word, on in (("chosen", state.chosen), ("current", state.current)) if on)
            strip = self._line_styles.strip(self._line(row, state), state.width, words)
            self._drawn[key] = strip
        return strip

    def style_at(self, x: int, row: Row | None, state: RowState) -> str:
        """The style of what a row has at a cell."""
        for run in self._line(row, state):
            x -= cells(run.text)
            if x < 0:
                return run.style
        return ""

    def _line(self, row: Row | None, state: RowState) -> Line:
        options = RowOptions(state.width, state.sources, self._glyphs)
        if state.lower is not None:
            lines = paint_two_lines(row, state.age, options, selected=state.chosen, gone=state.gone)
            line = lines[state.lower]
        elif row is None:
            return paint_placeholder(options, gone=state.gone)
        else:
            line = paint_row(row, state.age, options, selected=state.chosen)
        for start, end in find_words(line_text(line), self._words) if self._words else ():
            line = restyle(line, start, end, "found")
        return line
