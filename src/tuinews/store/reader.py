"""Reads the store: lists of ids, headlines, entries and their texts, feeds and when they are due."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tuinews.model.change import StoredIdentity
from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.entry import Body, Entry, Headline, Version
from tuinews.model.error import NotFoundError
from tuinews.model.feed import Counts, Feed, SavedView, Topic
from tuinews.model.feed_names import FeedNames
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.polling import Polling
from tuinews.model.query import FieldMatch, Query
from tuinews.model.repeated_lines import LineKey
from tuinews.model.url import canonical_url, host_key
from tuinews.store import rows, visibility
from tuinews.store.bindings import bind_numbers, bind_texts
from tuinews.store.columns import Columns
from tuinews.store.entries.entry_tags import NO_TAGS, read_tags, topics
from tuinews.store.entries.site_lines import REPEATED_LINES
from tuinews.store.entries.wanted_pages import read_wanted_pages
from tuinews.store.feed_names import read_feed_names
from tuinews.store.file.connection import open_reader, store_errors
from tuinews.store.file.copies import write_copy
from tuinews.store.file.schema import schema_version
from tuinews.store.file.upkeep import UNDO_DAYS, Health, health
from tuinews.store.id_arrays import read_ids
from tuinews.store.select import find_missing_feeds, needs_feed_names, select_ids, select_set, select_tally

_COUNTS = Columns(Counts, {name: f"sum({name})" for name in ("unread", "starred", "later", "total")})
_RESOLVE = f"""
    SELECT e.link_key, e.id FROM entries e JOIN states s ON s.id = e.id
    WHERE e.link_key IN (SELECT value FROM carray(?)) AND e.link_key <> '' AND {visibility.where_present("s")}
    ORDER BY {visibility.rank("s")} DESC, s.moment, s.id
"""  # noqa: S608  conditions of ours, values bound
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


class Reader:
    """A connection that only reads; to be used from one thread at a time.

    Every method raises StoreError, or one of its kinds, when the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with store_errors(path):
            self._connection = open_reader(path)

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        with store_errors(self._path):
            self._connection.close()

    def feeds(self) -> tuple[Feed, ...]:
        """Return every subscription with its counts, by folder and title."""
        found = [rows.feed(row) for row in self._rows(f"{rows.FEEDS} AND f.kind = 'feed' ORDER BY f.title_key, f.id")]
        return tuple(sorted(found, key=lambda feed: rows.folder_key(feed.folder)))

    def feed(self, feed_id: FeedId) -> Feed | None:
        """Return one subscription, or the feed that holds followed pages; `None` when it is missing or removed."""
        found = self._rows(f"{rows.FEEDS} AND f.id = ?", (feed_id,))
        return rows.feed(found[0]) if found else None

    def feed_url(self, feed_id: FeedId) -> str:
        """Return the address of a feed, even of a removed one; `""` when there is none."""
        found = self._rows("SELECT url FROM feeds WHERE id = ?", (feed_id,))
        return str(found[0][0]) if found else ""

    def read_remembered(self, now: Instant) -> frozenset[FeedId]:
        """Return the feeds that are there, and the removed ones that can still be brought back."""
        sql = "SELECT id FROM feeds WHERE removed_at IS NULL OR removed_at >= ?"
        return frozenset(FeedId(number) for (number,) in self._rows(sql, (now - UNDO_DAYS * DAY,)))

    def counts(self) -> Counts:
        """Return the library's totals, from the counters."""
        return _COUNTS.value(self._rows(f"SELECT {_COUNTS.select} FROM tallies")[0])  # noqa: S608  names of columns

    def count_hidden(self) -> dict[str, int]:
        """Return how many entries each reason hides, from the counters."""
        with store_errors(self._path):
            return visibility.count_hidden(self._connection)

    def ids(self, query: Query, now: Instant, limit: int | None = None) -> "array[int]":  # noqa: ARG002  part of the door
        """Return the matching entries' ids in the query's order, as `array('q')`; with a limit, only the first."""
        sql = select_ids(query, self._feed_names(query), whole=limit is None)
        if limit is not None:
            return array("q", [row[0] for row in self._rows(f"{sql.text} LIMIT ?", (*sql.bindings, limit))])
        with store_errors(self._path):
            return read_ids(self._connection, sql)

    def count(self, query: Query, now: Instant) -> int:  # noqa: ARG002  part of the door
        """Return how many entries match."""
        sql = select_set(query, self._feed_names(query))
        counted = f"SELECT count(*) FROM ({sql.text})"  # noqa: S608  SQL of ours, values bound
        return int(self._rows(counted, sql.bindings)[0][0])

    def tally(self, query: Query) -> tuple[int, int]:
        """Return how many entries match, and how many of them are unread."""
        sql = select_tally(query, self._feed_names(query))
        ((total, unread),) = self._rows(sql.text, sql.bindings)
        return int(total), int(unread)

    def find_missing_feeds(self, query: Query) -> tuple[FieldMatch, ...]:
        """Return the feeds and folders that the query names and that do not exist."""
        return find_missing_feeds(query.condition, self._feed_names(query))

    def backup(self, target: Path, enclosed: Mapping[str, bytes] | None = None) -> None:
        """Write a consistent copy with files `enclosed`; raises UsageError for a place that is none (`write_copy`)."""
        write_copy(self._connection, self._path, target, schema_version(), enclosed or {})

    def count_unindexed(self) -> int:
        """Return how many entries the full-text index does not know yet, counted to 10,000."""
        return int(self._rows("SELECT count(*) FROM (SELECT 1 FROM unindexed LIMIT 10000)")[0][0])

    def headlines(self, ids: Sequence[int]) -> tuple[Headline, ...]:
        """Return the headlines with these ids, in this order; missing ones are left out."""
        if not ids:
            return ()
        found = {row[0]: rows.headline(row) for row in self._rows(rows.HEADLINES, (bind_numbers(ids),))}
        return tuple(found[number] for number in ids if number in found)

    def find_existing(self, ids: Sequence[int]) -> frozenset[int]:
        """Return those of the ids that an entry has."""
        sql = f"SELECT id FROM states WHERE id IN (SELECT value FROM carray(?)) AND {visibility.where_present()}"  # noqa: S608  a condition of ours
        return frozenset(row[0] for row in self._rows(sql, (bind_numbers(ids),)))

    def entry(self, entry_id: EntryId) -> Entry | None:
        """Return an entry without its texts; its related links know which of them are stored."""
        return next(iter(self.entries((entry_id,))), None)

    def entries(self, ids: Sequence[int]) -> tuple[Entry, ...]:
        """Return the entries with these ids, in this order, as `entry` does; missing ones are left out."""
        if not ids:
            return ()
        numbers = bind_numbers(ids)
        with store_errors(self._path):
            tags = read_tags(self._connection, ids)
        found = {row[0]: rows.entry(row, *tags.get(row[0], NO_TAGS)) for row in self._rows(rows.ENTRIES, (numbers,))}
        stored = self.resolve({link.url for entry in found.values() for link in entry.related})
        return tuple(rows.with_related(found[number], stored) for number in ids if number in found)

    def body(self, entry_id: EntryId) -> Body:
        """Return an entry's stored texts; empty for an entry without any."""
        found = self._rows("SELECT feed_html, page_html, base FROM bodies WHERE entry_id = ?", (entry_id,))
        if not found:
            return Body()
        feed_html, page_html, base = found[0]
        return Body(unpack(feed_html), unpack(page_html), base)

    def versions(self, entry_id: EntryId) -> tuple[Version, ...]:
        """Return what an edited entry said before, the newest last."""
        sql = "SELECT replaced_at, title, html, base FROM versions WHERE entry_id = ? ORDER BY id"
        found = self._rows(sql, (entry_id,))
        return tuple(Version(at, title, unpack(html), base) for at, title, html, base in found)

    def views(self) -> tuple[SavedView, ...]:
        """Return the saved queries in their order, without counts."""
        return tuple(rows.VIEW.value(row) for row in self._rows(rows.VIEWS))

    def find_repeated_lines(self, url: str, lines: frozenset[LineKey]) -> frozenset[LineKey]:
        """Return those of the lines that stand on several stored pages of the address's site."""
        return frozenset(row[0] for row in self._rows(REPEATED_LINES, (host_key(url), bind_numbers(lines))))

    def resolve(self, urls: Iterable[str]) -> dict[str, EntryId]:
        """Return the stored entries with these addresses, compared by `canonical_url`; the others are left out."""
        keys = {url: key for url in urls if (key := canonical_url(url))}
        if not keys:
            return {}
        found: dict[str, int] = dict(self._rows(_RESOLVE, (bind_texts(set(keys.values())),)))
        return {url: EntryId(found[key]) for url, key in keys.items() if key in found}

    def find_known(self, feed_id: FeedId, guids: Sequence[str], link_keys: Sequence[str]) -> tuple[StoredIdentity, ...]:
        """Return the feed's stored entries that have one of these guids or link keys."""
        keys = [key for key in link_keys if key]
        found = self._find_known(feed_id, "guid", guids) | self._find_known(feed_id, "link_key", keys)
        return tuple(found.values())

    def find_known_by_date(self, feed_id: FeedId, dates: Sequence[Instant]) -> tuple[StoredIdentity, ...]:
        """Return those of the feed's 2,000 newest entries that were published at one of these moments."""
        if not dates:
            return ()
        return tuple(rows.read_identity(row) for row in self._rows(_KNOWN_BY_DATE, (feed_id, bind_numbers(dates))))

    def fingerprints(self, feed_id: FeedId) -> frozenset[str]:
        """Return the fingerprints of the feed's 2,000 newest entries; what has one of them needs no draft."""
        return frozenset(row[0] for row in self._rows(_FINGERPRINTS, (feed_id,)))

    def polling(self, feed_id: FeedId) -> Polling:
        """Return how the feed is polled; raises NotFoundError for a feed that is not subscribed to."""
        found = self._rows(f"{rows.POLLINGS} AND p.feed_id = ?", (feed_id,))
        if not found:
            raise NotFoundError(f"There is no feed {feed_id}: see `tuinews feeds` for what there is.")
        return rows.polling(found[0])

    def pollings(self) -> tuple[Polling, ...]:
        """Return how each feed is polled."""
        return tuple(rows.polling(row) for row in self._rows(rows.POLLINGS))

    def due(self, now: Instant) -> tuple[Polling, ...]:
        """Return the feeds that may be asked now, the longest due first, without those that are gone for good."""
        due = f"{rows.POLLINGS} AND p.gone = 0 AND p.next_check <= ? ORDER BY p.next_check"
        return tuple(rows.polling(row) for row in self._rows(due, (now,)))

    def read_wanted_pages(self, feed_ids: Iterable[FeedId]) -> tuple[EntryId, ...]:
        """Return the entries of these feeds whose pages are still to be fetched, the oldest first."""
        with store_errors(self._path):
            return read_wanted_pages(self._connection, feed_ids)

    def pauses(self, now: Instant) -> dict[str, Instant]:
        """Return the hosts and addresses that are to be left alone, and until when."""
        return dict(self._rows("SELECT host, paused_until FROM hosts WHERE paused_until > ?", (now,)))

    def lease_holder(self, name: str, now: Instant) -> str | None:
        """Return who has a lease (`Writer.lease`); `None` when it is free."""
        found = self._rows("SELECT owner FROM leases WHERE name = ? AND until > ?", (name, now))
        return str(found[0][0]) if found else None

    def topics(self, limit: int) -> tuple[Topic, ...]:
        """Return the commonest tags, each under its commonest spelling."""
        with store_errors(self._path):
            return topics(self._connection, limit)

    def position(self, entry_id: EntryId) -> int:
        """Return the block at which reading an entry stopped; 0 at first."""
        found = self._rows("SELECT block FROM positions WHERE entry_id = ?", (entry_id,))
        return int(found[0][0]) if found else 0

    def note(self, key: str) -> str | None:
        """Return what was remembered under the key, or `None`."""
        found = self._rows("SELECT value FROM notes WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def health(self) -> Health:
        """Return the state of the store; checks every page of the file, which takes a second a gigabyte."""
        with store_errors(self._path):
            return health(self._connection, self._path)

    def _feed_names(self, query: Query) -> list[FeedNames]:
        if not needs_feed_names(query.condition):
            return []
        with store_errors(self._path):
            return list(read_feed_names(self._connection))

    def _find_known(self, feed_id: FeedId, column: str, values: Sequence[str]) -> dict[int, StoredIdentity]:
        if not values:
            return {}
        sql = _KNOWN[column]
        return {row[0]: rows.read_identity(row) for row in self._rows(sql, (bind_texts(values), feed_id))}

    def _rows(self, sql: str, bindings: Sequence[object] = ()) -> list[rows.SqlRow]:
        with store_errors(self._path):
            return self._connection.execute(sql, bindings).fetchall()
