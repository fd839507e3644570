"""The line of a text that the user reads, on which the terminal's cursor stands."""

from typing import Protocol

from tuinews.ui.paint.text.runs import line_text
from tuinews.ui.widgets.article.text_pane import TextPane


class LinePane(TextPane, Protocol):
    """A pane whose lines can be sent to the terminal again."""

    def refresh_line(self, y: int) -> None:
        """Send one line of the text again, if it is on the screen."""


class ReadingLine:
    """One line of those on the screen, with text if there is any; nothing of it is drawn.

    It stays where it is on the screen while the text scrolls, and goes on over the screen where that ends.
    """

    def __init__(self, pane: LinePane) -> None:
        self._pane = pane
        self._below = 0

    @property
    def line(self) -> int:
        """The number of the line."""
        seen = self._pane.seen
        lines = seen[: max(1, self._height - seen.start)]
        at = min(self._below, max(0, len(lines) - 1))
        return next((y for y in (*lines[at:], *reversed(lines[:at])) if self._has_text(y)), seen.start)

    @property
    def fixed(self) -> int:
        """The number of the line at its place on the screen, with text or without."""
        return self._pane.seen.start + self._below

    def forget(self) -> None:
        """Be at the top: another text is shown."""
        self._below = 0

    def place(self, y: int) -> None:
        """Be at a line, or as near to it as the screen goes."""
        seen = self._pane.seen
        below = max(0, min(y, seen.stop - 1, self._height - 1) - seen.start)
        if below != self._below:
            self._below = below
            # the terminal's cursor goes where it belongs whenever something is drawn
            self._pane.refresh_line(seen.start + below)

    def move(self, delta: int) -> None:
        """Go by lines over a screen that stays, and on to a line with text; stay where there is none."""
        y = self.line + delta
        while 0 <= y < self._height and not self._has_text(y):
            y += 1 if delta > 0 else -1
        if abs(delta) > 1 or 0 <= y < self._height:
            self.place(y)

    @property
    def _height(self) -> int:
        layout = self._pane.text_layout
        return 0 if layout is None else layout.height

    def _has_text(self, y: int) -> bool:
        layout = self._pane.text_layout
        return layout is not None and bool(line_text(layout.line(y)).strip())
