"""Looking for the next unread entry of a list of which only some pages are at hand."""

from tuinews.ui.widgets.shown_rows import ShownRows

_MOST_PAGES = 64
"""How many pages that are not at hand one search may fetch."""


class UnreadSearch:
    """A search that goes on when the page comes which it waits for."""

    def __init__(self, shown: ShownRows) -> None:
        self._shown = shown
        self._pages = shown.pages
        self.direction = 0
        """Which way a search is under way: 1 down, -1 up; 0 when none is."""
        self._number, self._pages_left = 0, 0

    def start(self, number: int, direction: int) -> int | None:
        """Look for an unread entry from this number on; see `go_on`."""
        self.direction, self._number, self._pages_left = direction, number, _MOST_PAGES
        return self.go_on()

    def go_on(self) -> int | None:
        """Return the number of the unread entry; `None` when there is none, or as long as a page is waited for.

        In the second case `direction` is kept: call this again when the page has come.
        """
        while 0 <= self._number < len(self._pages):
            unread = self._shown.is_unread(self._number)
            if unread:
                self.direction = 0
                return self._number
            if unread is None and not self._pages.is_loaded(self._number):
                self._pages_left -= 1
                if self._pages_left <= 0 or self._pages.has_failed(self._number):
                    break
                self._pages.row(self._number)
                return None
            self._number += self.direction
        self.direction = 0
        return None

    def stop(self) -> None:
        """Look no further."""
        self.direction = 0
