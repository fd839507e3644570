"""The rows of the headline list as Textual's strips; a row that looks as it did before is not drawn again."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.cache import LRUCache
from textual.strip import Strip

from tuinews.ui.paint.find import spots
from tuinews.ui.paint.glyphs import Glyphs
from tuinews.ui.paint.row import Ways, paint_placeholder, paint_row
from tuinews.ui.paint.runs import Line, relook, text_of
from tuinews.ui.rows import Row
from tuinews.ui.widgets.looks import Looks


class RowState(NamedTuple):
    """What a row's picture depends on besides the row."""

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


class RowStrips:
    """Draws rows, and keeps what it drew."""

    def __init__(self, looks: Looks, glyphs: Glyphs) -> None:
        self._looks, self._glyphs = looks, glyphs
        self._words: tuple[str, ...] = ()
        self._drawn: LRUCache[tuple[type[Row] | None, Row | None, RowState], Strip] = LRUCache(1024)

    def clear(self) -> None:
        """Forget what was drawn in other colours."""
        self._looks.clear()
        self._drawn.clear()

    def highlight(self, words: Sequence[str]) -> None:
        """Make these words stand out from now on."""
        self._words = tuple(word for word in words if word.strip())
        self._drawn.clear()

    def strip(self, row: Row | None, state: RowState) -> Strip:
        """The row's strip; `None` is a row that is not there."""
        key = (None if row is None else type(row), row, state)
        strip = self._drawn.get(key)
        if strip is None:
            words = " ".join(word for word, on in (("chosen", state.chosen), ("current", state.current)) if on)
            strip = self._looks.strip(self._line(row, state), state.width, words)
            self._drawn[key] = strip
        return strip

    def _line(self, row: Row | None, state: RowState) -> Line:
        ways = Ways(state.width, state.sources, self._glyphs)
        if row is None:
            return paint_placeholder(ways, gone=state.gone)
        line = paint_row(row, state.age, ways, selected=state.chosen)
        for start, end in spots(text_of(line), self._words) if self._words else ():
            line = relook(line, start, end, "found")
        return line
