"""Where the reader has been: a way back and a way forward again."""

from array import array
from typing import NamedTuple

from tuinews.model.ids import EntryId
from tuinews.ui.places import Listing

_LONGEST = 100


class Waypoint(NamedTuple):
    """A moment of reading that can be returned to."""

    listing: Listing
    near: tuple[int, ...] = ()
    """The current headline, then others in case that it is gone."""
    article: EntryId | None = None
    position: int = 0
    """The block of the article that was at the top."""
    pane: str = "list"
    followed: bool = False
    """Whether the article was reached by a link."""
    ids: "array[int] | None" = None
    """The list as it was, so that what was read meanwhile is still where it stood; `None`: ask anew."""


class History:
    """Spots left behind and spots gone back from."""

    def __init__(self) -> None:
        self._behind: list[Waypoint] = []
        self._ahead: list[Waypoint] = []

    def __len__(self) -> int:
        return len(self._behind)

    def leave(self, spot: Waypoint) -> None:
        """Remember a spot that is left for somewhere new; the way forward ends there."""
        if not self._behind or self._behind[-1] != spot:
            self._behind.append(spot)
        del self._behind[:-_LONGEST]
        self._ahead.clear()

    def back(self, here: Waypoint) -> Waypoint | None:
        """The spot before, remembering this one for the way forward."""
        return self._turn(self._behind, self._ahead, here)

    def unfiltered(self, here: Waypoint) -> Waypoint | None:
        """The latest spot at the same place without a filter, if the way there led through filters of it only."""
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
        """The spot that was gone back from."""
        return self._turn(self._ahead, self._behind, here)

    @staticmethod
    def _turn(taken: list[Waypoint], kept: list[Waypoint], here: Waypoint) -> Waypoint | None:
        if not taken:
            return None
        kept.append(here)
        return taken.pop()
