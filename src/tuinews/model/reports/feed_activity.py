"""What a feed brought of late, and how its server answered."""

from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.polling import RequestRecord

ACTIVITY_DAYS = 30
"""Days that are looked back on."""


class FeedActivity(NamedTuple):
    """The last days of a feed."""

    entries: int
    """Entries of these days."""
    read: int
    """How many of them are read."""
    latest: Instant | None
    """The date of its newest entry."""
    ttl: int | None
    """Seconds between two requests that its publisher asks for."""
    requests: tuple[RequestRecord, ...]
    """Its last requests, the newest first."""

    @property
    def per_day(self) -> float:
        """How many entries a day came."""
        return self.entries / ACTIVITY_DAYS

    @property
    def share_read(self) -> int | None:
        """How many of a hundred entries are read; `None` where there are none."""
        return round(100 * self.read / self.entries) if self.entries else None
