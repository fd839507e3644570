"""Reads what ageing needs: the rhythms of feeds, and what has aged or would."""

from collections.abc import Iterable

from tuinews.model.clock import Instant
from tuinews.model.habits.shelf_life import Publishing
from tuinews.store import freshness
from tuinews.store.freshness import StoredRhythm
from tuinews.store.readers.read_connection import ReadConnection


class FreshnessReader:
    """`reader.freshness`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def read_agreement(self) -> bool:
        """Return whether the user agreed that feeds without a choice of their own age."""
        with self._connection.use() as connection:
            return freshness.read_agreement(connection)

    def read_rhythms(self) -> list[StoredRhythm]:
        """Return what is stored of the rhythm of each subscribed feed."""
        with self._connection.use() as connection:
            return freshness.read_rhythms(connection)

    def read_publishing(self, now: Instant) -> dict[int, Publishing]:
        """Return what each subscribed feed published of late."""
        with self._connection.use() as connection:
            feeds = [rhythm.feed_id for rhythm in freshness.read_rhythms(connection)]
            return {feed_id: freshness.read_publishing(connection, feed_id, now) for feed_id in feeds}

    def needs_sweep(self, now: Instant) -> bool:
        """Whether any entry has to leave the inbox or to come back."""
        with self._connection.use() as connection:
            return freshness.needs_sweep(connection, now)

    def count_overdue(self, now: Instant, shelf_lives: Iterable[tuple[int, int]]) -> int:
        """Return how many entries would leave the inbox if these feeds had these shelf lives, in seconds."""
        with self._connection.use() as connection:
            return freshness.count_overdue(connection, now, shelf_lives)

    def count_since(self, since: Instant) -> int:
        """Return how many unread entries left the inbox at that moment or later."""
        with self._connection.use() as connection:
            return freshness.count_since(connection, since)
