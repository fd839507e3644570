"""Searching in an article: the words, the matches, and which of them is shown."""

from collections.abc import Mapping, Sequence

from tuinews.ui.paint.text.runs import Line, restyle
from tuinews.ui.paint.text.search import Match, Piece, by_line, find
from tuinews.ui.widgets.article.text_pane import TextPane


class ArticleSearch:
    """The search that is on, if any."""

    def __init__(self, pane: TextPane) -> None:
        self._pane = pane
        self.words = ""
        """What is searched for; empty when no search is on."""
        self.wrapped = False
        """Whether the last move went around an end."""
        self._matches: list[Match] = []
        self._pieces: Mapping[int, Sequence[tuple[int, Piece]]] = {}
        self._current = 0

    def start(self, words: str) -> int:
        """Highlight the words, go to the first match from here on, and return how many there are. No words: stop."""
        self.words = words
        self._find()
        top = self._pane.seen.start
        self._current = next((n for n, match in enumerate(self._matches) if match[0].y >= top), 0)
        self._show()
        return len(self._matches)

    def clear(self) -> None:
        """Forget the search; nothing is drawn anew."""
        self.words, self._matches, self._pieces = "", [], {}

    @property
    def progress(self) -> str:
        """Which match is shown, of how many: `3/17`; empty when there is none."""
        return f"{self._current + 1}/{len(self._matches)}" if self._matches else ""

    def move(self, delta: int) -> bool:
        """Go to the next or previous match, around the end; return False when there is none."""
        if not self._matches:
            return False
        wanted = self._current + delta
        self._current = wanted % len(self._matches)
        self.wrapped = self._current != wanted
        self._show()
        return True

    def find_again(self) -> None:
        """Find the words anew, because they stand on other lines now."""
        self._find()
        self._current = min(self._current, max(0, len(self._matches) - 1))

    def decorate(self, y: int, line: Line) -> Line:
        """Return the line with its matches highlighted."""
        for n, piece in self._pieces.get(y, ()):
            line = restyle(line, piece.start, piece.end, "match" if n == self._current else "found")
        return line

    def _find(self) -> None:
        self._matches = []
        layout = self._pane.text_layout
        if layout is not None and self.words.strip():
            layout.paint_all()
            self._matches = find(layout.lines, self.words)
        self._pieces = by_line(self._matches)

    def _show(self) -> None:
        self._pane.redraw()
        if self._matches:
            self._pane.bring_into_view(self._matches[self._current][0].y)
