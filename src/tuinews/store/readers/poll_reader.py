"""Reads what refreshing needs: how feeds are polled, who refreshes, and what is stored of a feed already."""

from collections.abc import Iterable, Sequence

from tuinews.model.change import StoredIdentity
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.polling import Polling
from tuinews.model.reports.feed_activity import FeedActivity
from tuinews.model.text import fold
from tuinews.store import visibility
from tuinews.store.bindings import bind_numbers, bind_texts
from tuinews.store.entries.wanted_pages import read_wanted_pages
from tuinews.store.polling_rows import POLLINGS, REQUEST, make_polling
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.rows import SqlRow

_KNOWN = {
    "guid": """
        SELECT id, guid, link_key, title, fingerprint, published, updated FROM entries
        WHERE guid IN (SELECT value FROM carray(?)) AND feed_id = ?
    """,
    "link_key": """
        SELECT id, guid, link_key, title, fingerprint, published, updated FROM entries
        WHERE link_key IN (SELECT value FROM carray(?)) AND link_key <> '' AND feed_id = ?
    """,
}
_KNOWN_BY_DATE = f"""
    SELECT e.id, e.guid, e.link_key, e.title, e.fingerprint, e.published, e.updated
    FROM (SELECT id FROM states WHERE feed_id = ? AND {visibility.where_subscribed()} ORDER BY moment DESC LIMIT 2000) s
    JOIN entries e ON e.id = s.id WHERE e.published IN (SELECT value FROM carray(?))
"""  # noqa: S608  as above
_FINGERPRINTS = f"""
    SELECT e.fingerprint FROM states s CROSS JOIN entries e ON e.id = s.id
    WHERE s.feed_id = ? AND {visibility.where_subscribed("s")} ORDER BY s.moment DESC LIMIT 2000
"""  # noqa: S608  as above


class PollReader:
    """`reader.polls`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def activity(self, feed_id: FeedId, since: Instant) -> FeedActivity:
        """Return what a feed brought since a moment, and its last requests."""
        counted = (
            "SELECT count(*), coalesce(sum(read), 0), (SELECT max(moment) FROM states "  # noqa: S608  a condition of ours
            f"WHERE feed_id = ?1 AND {visibility.where_subscribed()}), (SELECT ttl FROM polling WHERE feed_id = ?1) "
            f"FROM states WHERE feed_id = ?1 AND moment >= ?2 AND {visibility.where_subscribed()}"
        )
        ((entries, read, latest, ttl),) = self._connection.rows(counted, (feed_id, since))
        asked = f"SELECT {REQUEST.select} FROM requests r WHERE r.feed_id = ? ORDER BY r.at DESC"  # noqa: S608  names of columns
        requests = self._connection.rows(asked, (feed_id,))
        return FeedActivity(entries, read, latest, ttl, tuple(REQUEST.value(row) for row in requests))

    def polling(self, feed_id: FeedId) -> Polling:
        """Return how the feed is polled; raises NotFoundError for a feed that is not subscribed to."""
        found = self._connection.rows(f"{POLLINGS} AND p.feed_id = ?", (feed_id,))
        if not found:
            raise NotFoundError(
                tr("There is no feed {feed_id}: see `tuinews feeds` for what there is.", feed_id=feed_id)
            )
        return make_polling(found[0])

    def pollings(self) -> tuple[Polling, ...]:
        """Return how each feed is polled."""
        return tuple(make_polling(row) for row in self._connection.rows(POLLINGS))

    def due(self, now: Instant) -> tuple[Polling, ...]:
        """Return the feeds that may be asked now, the longest due first, without those that are gone for good."""
        due = f"{POLLINGS} AND p.gone = 0 AND p.next_check <= ? ORDER BY p.next_check"
        return tuple(make_polling(row) for row in self._connection.rows(due, (now,)))

    def pauses(self, now: Instant) -> dict[str, Instant]:
        """Return the hosts and addresses that are to be left alone, and until when."""
        return dict(self._connection.rows("SELECT host, paused_until FROM hosts WHERE paused_until > ?", (now,)))

    def lease_holder(self, name: str, now: Instant) -> str | None:
        """Return who has a lease (`Writer.lease`); `None` when it is free."""
        found = self._connection.rows("SELECT owner FROM leases WHERE name = ? AND until > ?", (name, now))
        return str(found[0][0]) if found else None

    def read_wanted_pages(self, feed_ids: Iterable[FeedId]) -> tuple[EntryId, ...]:
        """Return the entries of these feeds whose pages are still to be fetched, the oldest first."""
        with self._connection.use() as connection:
            return read_wanted_pages(connection, feed_ids)

    def find_known(self, feed_id: FeedId, guids: Sequence[str], link_keys: Sequence[str]) -> tuple[StoredIdentity, ...]:
        """Return the feed's stored entries that have one of these guids or link keys."""
        keys = [key for key in link_keys if key]
        found = self._find_known(feed_id, "guid", guids) | self._find_known(feed_id, "link_key", keys)
        return tuple(found.values())

    def find_known_by_date(self, feed_id: FeedId, dates: Sequence[Instant]) -> tuple[StoredIdentity, ...]:
        """Return those of the feed's 2,000 newest entries that were published at one of these moments."""
        if not dates:
            return ()
        return tuple(
            _read_identity(row) for row in self._connection.rows(_KNOWN_BY_DATE, (feed_id, bind_numbers(dates)))
        )

    def find_bare(self) -> frozenset[FeedId]:
        """Return the feeds that have no entries at all, as before their first poll."""
        bare = "SELECT f.id FROM feeds f WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.feed_id = f.id)"
        return frozenset(FeedId(number) for (number,) in self._connection.rows(bare))

    def fingerprints(self, feed_id: FeedId) -> frozenset[str]:
        """Return the fingerprints of the feed's 2,000 newest entries; what has one of them needs no draft."""
        return frozenset(row[0] for row in self._connection.rows(_FINGERPRINTS, (feed_id,)))

    def _find_known(self, feed_id: FeedId, column: str, values: Sequence[str]) -> dict[int, StoredIdentity]:
        if not values:
            return {}
        sql = _KNOWN[column]
        return {row[0]: _read_identity(row) for row in self._connection.rows(sql, (bind_texts(values), feed_id))}


def _read_identity(row: SqlRow) -> StoredIdentity:
    """Read a row of id, guid, link key, title, fingerprint and dates."""
    number, guid, link_key, title, fingerprint, *dates = row
    return StoredIdentity(EntryId(number), guid, link_key, fold(title), fingerprint, *dates)
