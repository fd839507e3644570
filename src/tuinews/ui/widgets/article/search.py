"""Searching in an article: the words, the matches, and which of them is shown."""

from collections.abc import Mapping, Sequence

from tuinews.model.language import tr
from tuinews.ui.paint.text.runs import Line, restyle
from tuinews.ui.paint.text.search import Match, Piece, by_line, find, find_any
from tuinews.ui.widgets.article.text_pane import TextPane

_BEFORE = -1
"""The match that one is at before going to the first."""


class ArticleSearch:
    """The search that is on, if any, or the words of the one that found the article."""

    def __init__(self, pane: TextPane) -> None:
        self._pane = pane
        self.words = ""
        """What is searched for; empty when no search is on."""
        self.wrapped = False
        """Whether the last move went around an end."""
        self._sought: tuple[str, ...] = ()
        self._matches: list[Match] = []
        self._pieces: Mapping[int, Sequence[tuple[int, Piece]]] = {}
        self._current = 0

    def start(self, words: str) -> int:
        """Highlight the words, go to the first match from here on, and return how many there are. No words: stop."""
        self.words, self._sought = words, ()
        self._find()
        top = self._pane.seen.start
        self._current = next((n for n, match in enumerate(self._matches) if match[0].y >= top), 0)
        self._show()
        return len(self._matches)

    def mark(self, sought: Sequence[str]) -> None:
        """Highlight any of the words by which the article was found, and stay where one is."""
        self.words, self._sought, self._current = "", tuple(sought), _BEFORE
        self._find()
        self._pane.redraw()

    @property
    def marked(self) -> bool:
        """Whether words by which the article was found are highlighted."""
        return bool(self._sought and self._matches)

    def clear(self) -> None:
        """Forget the search; nothing is drawn anew."""
        self.words, self._sought, self._matches, self._pieces = "", (), [], {}

    @property
    def progress(self) -> str:
        """Which match is shown, of how many: `3/17`, at first `17 found`; empty when there is none."""
        if self._matches and self._current == _BEFORE:
            return tr("{count} found", count=len(self._matches))
        return f"{self._current + 1}/{len(self._matches)}" if self._matches else ""

    @property
    def current(self) -> tuple[int, int]:
        """The line of the match that is shown, and its first character there; (-1, 0) when none is."""
        if not self._matches or self._current == _BEFORE:
            return (-1, 0)
        piece = self._matches[self._current][0]
        return (piece.y, piece.start)

    def move(self, delta: int) -> bool:
        """Go to the next or previous match, around the end; return False when there is none."""
        if not self._matches:
            return False
        wanted = self._current + delta
        if self._current == _BEFORE:
            wanted = 0 if delta > 0 else len(self._matches) - 1
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
        if layout is not None and (self.words.strip() or self._sought):
            layout.paint_all()
            lines = layout.lines
            self._matches = find_any(lines, self._sought) if self._sought else find(lines, self.words)
        self._pieces = by_line(self._matches)

    def _show(self) -> None:
        self._pane.redraw()
        if self._matches:
            self._pane.bring_into_view(self._matches[self._current][0].y)
