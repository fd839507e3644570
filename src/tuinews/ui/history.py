"""The way back to what was read before, and forward again."""

from typing import NamedTuple

from tuinews.model.ids import EntryId
from tuinews.ui.places import Listing
from tuinews.ui.rows import Rows

_LONGEST = 100


class Waypoint(NamedTuple):
    """A moment of reading that one can go back to."""

    listing: Listing
    near: tuple[int, ...] = ()
    """The current headline, then others in case that it is gone."""
    article: EntryId | None = None
    position: int = 0
    """The block of the article that was at the top."""
    pane: str = "list"
    followed: bool = False
    """Whether the article was reached by a link."""
    story: bool = False
    """Whether the page of the article's story stood there for its text."""
    rows: Rows | None = None
    """The list as it was, so that what was read meanwhile is still where it stood; `None`: ask anew."""


class History:
    """The waypoints behind and ahead of the user; at most 100 behind."""

    def __init__(self) -> None:
        self._behind: list[Waypoint] = []
        self._ahead: list[Waypoint] = []

    def __len__(self) -> int:
        return len(self._behind)

    def leave(self, spot: Waypoint) -> None:
        """Remember a waypoint that is left for somewhere new; there is no way forward from there."""
        if not self._behind or self._behind[-1] != spot:
            self._behind.append(spot)
        del self._behind[:-_LONGEST]
        self._ahead.clear()

    def back(self, here: Waypoint) -> Waypoint | None:
        """Return the waypoint before, and keep this one for the way forward; `None` when there is none."""
        return self._turn(self._behind, self._ahead, here)

    def find_unfiltered(self, here: Waypoint) -> Waypoint | None:
        """Return the last waypoint at this place without a filter, if only filters of it came since; else `None`."""
        plain = here.listing._replace(filter="")
        kept = len(self._behind)
        while kept and self._behind[kept - 1].listing._replace(filter="") == plain:
            kept -= 1
            if not self._behind[kept].listing.filter:
                spot = self._behind[kept]
                del self._behind[kept:]
                return spot
        return None

    def forward(self, here: Waypoint) -> Waypoint | None:
        """Return the waypoint that was gone back from; `None` when there is none."""
        return self._turn(self._ahead, self._behind, here)

    @staticmethod
    def _turn(taken: list[Waypoint], kept: list[Waypoint], here: Waypoint) -> Waypoint | None:
        if not taken:
            return None
        kept.append(here)
        return taken.pop()
