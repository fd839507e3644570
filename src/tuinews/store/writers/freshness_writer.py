"""Writes what ageing needs: the rhythms of feeds, what ages, and what the user agreed to."""

from collections.abc import Sequence

from tuinews.model.clock import Instant
from tuinews.store import freshness, journal
from tuinews.store.freshness import Rhythm, Swept
from tuinews.store.writers.write_connection import WriteConnection


class FreshnessWriter:
    """`writer.freshness`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def write_rhythms(self, rhythms: Sequence[Rhythm]) -> None:
        """Store the rhythms of feeds."""
        with self._connection.commit() as connection:
            freshness.write_rhythms(connection, rhythms)

    def sweep(self, now: Instant, limit: int) -> Swept:
        """Have up to `limit` entries leave the inbox or come back; none changed: all is right."""
        with self._connection.commit() as connection:
            return freshness.sweep(connection, now, limit)

    def agree(self, *, on: bool) -> bool:
        """Store whether feeds without a choice of their own age, undoably; return whether that is new."""
        with self._connection.commit() as connection:
            before = freshness.read_agreement(connection)
            if before != on:
                freshness.write_agreement(connection, on=on)
                sentence = f"ageing turned {'on' if on else 'off'}"
                detail = {"ageing": [("", before, on)]}
                journal.record(connection, self._connection.stamp(), "ageing", sentence, detail)
            return before != on
