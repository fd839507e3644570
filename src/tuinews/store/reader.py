"""Reads the store: lists of ids, headlines, entries and their texts, feeds and when they are due."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.model.clock import DAY, Instant
from tuinews.model.entry import Entry
from tuinews.model.feed import Counts, Feed, SavedView
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.url import canonical_url
from tuinews.store import rows, visibility
from tuinews.store.bindings import bind_numbers, bind_texts
from tuinews.store.columns import Columns
from tuinews.store.readers.list_reader import ListReader
from tuinews.store.readers.read_connection import ReadConnection

if TYPE_CHECKING:
    from tuinews.store.file.upkeep import Health
    from tuinews.store.readers.edition_reader import EditionReader
    from tuinews.store.readers.freshness_reader import FreshnessReader
    from tuinews.store.readers.mute_reader import MuteReader
    from tuinews.store.readers.origin_reader import OriginReader
    from tuinews.store.readers.poll_reader import PollReader
    from tuinews.store.readers.related_reader import RelatedReader
    from tuinews.store.readers.rule_reader import RuleReader
    from tuinews.store.readers.search_reader import SearchReader
    from tuinews.store.readers.server_reader import ServerReader
    from tuinews.store.readers.shared_reader import SharedReader
    from tuinews.store.readers.story_reader import StoryReader
    from tuinews.store.readers.text_reader import TextReader
    from tuinews.store.readers.topic_reader import TopicReader

_FOLDED = (("unread", "unread"), ("total", "listed"))
_COUNTS = Columns(
    Counts,
    {name: f"sum({name})" for name in ("unread", "starred", "later", "total", "aged")}
    | {f"folded_{name}": f"(SELECT {column} FROM story_tallies)" for name, column in _FOLDED},  # noqa: S608  names of ours
)
_RESOLVE = f"""
    SELECT e.link_key, e.id FROM entries e JOIN states s ON s.id = e.id
    WHERE e.link_key IN (SELECT value FROM carray(?)) AND e.link_key <> '' AND {visibility.where_present("s")}
    ORDER BY {visibility.rank("s")} DESC, s.moment, s.id
"""  # noqa: S608  conditions of ours, values bound


class Reader:
    """A connection that only reads; to be used from one thread at a time.

    Every method raises StoreError, or one of its kinds, when the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._connection = ReadConnection(path)
        self.lists = ListReader(self._connection)

    @cached_property
    def texts(self) -> "TextReader":
        """The texts of entries."""
        from tuinews.store.readers.text_reader import TextReader

        return TextReader(self._connection)

    @cached_property
    def polls(self) -> "PollReader":
        """What polling feeds needs."""
        from tuinews.store.readers.poll_reader import PollReader

        return PollReader(self._connection)

    @cached_property
    def mutes(self) -> "MuteReader":
        """Queries whose entries are hidden."""
        from tuinews.store.readers.mute_reader import MuteReader

        return MuteReader(self._connection)

    @cached_property
    def shared(self) -> "SharedReader":
        """The folder that is shared with other machines."""
        from tuinews.store.readers.shared_reader import SharedReader

        return SharedReader(self._connection)

    @cached_property
    def rules(self) -> "RuleReader":
        """Actions for entries that arrive."""
        from tuinews.store.readers.rule_reader import RuleReader

        return RuleReader(self._connection)

    @cached_property
    def servers(self) -> "ServerReader":
        """The account on a server."""
        from tuinews.store.readers.server_reader import ServerReader

        return ServerReader(self._connection)

    @cached_property
    def topics(self) -> "TopicReader":
        """Tags as places."""
        from tuinews.store.readers.topic_reader import TopicReader

        return TopicReader(self._connection)

    @cached_property
    def freshness(self) -> "FreshnessReader":
        """News that ages."""
        from tuinews.store.readers.freshness_reader import FreshnessReader

        return FreshnessReader(self._connection)

    @cached_property
    def stories(self) -> "StoryReader":
        """What belongs together."""
        from tuinews.store.readers.story_reader import StoryReader

        return StoryReader(self._connection)

    @cached_property
    def editions(self) -> "EditionReader":
        """What an edition is made of."""
        from tuinews.store.readers.edition_reader import EditionReader

        return EditionReader(self._connection)

    @cached_property
    def origins(self) -> "OriginReader":
        """How an entry stands in the library."""
        from tuinews.store.readers.origin_reader import OriginReader

        return OriginReader(self._connection)

    @cached_property
    def related(self) -> "RelatedReader":
        """What related entries are found by."""
        from tuinews.store.readers.related_reader import RelatedReader

        return RelatedReader(self._connection)

    @cached_property
    def search(self) -> "SearchReader":
        """What a search shows while it is typed."""
        from tuinews.store.readers.search_reader import SearchReader

        return SearchReader(self._connection, self.lists)

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        self._connection.close()

    def feeds(self) -> tuple[Feed, ...]:
        """Return every subscription with its counts, by folder and title."""
        found = [
            rows.feed(row)
            for row in self._connection.rows(f"{rows.FEEDS} AND f.kind = 'feed' ORDER BY f.title_key, f.id")
        ]
        return tuple(sorted(found, key=lambda feed: rows.folder_key(feed.folder)))

    def feed(self, feed_id: FeedId) -> Feed | None:
        """Return one subscription, or the feed that holds followed pages; `None` when it is missing or removed."""
        found = self._connection.rows(f"{rows.FEEDS} AND f.id = ?", (feed_id,))
        return rows.feed(found[0]) if found else None

    def feed_url(self, feed_id: FeedId) -> str:
        """Return the address of a feed, even of a removed one; `""` when there is none."""
        found = self._connection.rows("SELECT url FROM feeds WHERE id = ?", (feed_id,))
        return str(found[0][0]) if found else ""

    def read_remembered(self, now: Instant) -> frozenset[FeedId]:
        """Return the feeds that are there, and the removed ones that can still be brought back."""
        from tuinews.store.file.upkeep import UNDO_DAYS

        sql = "SELECT id FROM feeds WHERE removed_at IS NULL OR removed_at >= ?"
        return frozenset(FeedId(number) for (number,) in self._connection.rows(sql, (now - UNDO_DAYS * DAY,)))

    def counts(self) -> Counts:
        """Return the library's totals, from the counters."""
        counts = _COUNTS.value(self._connection.rows(f"SELECT {_COUNTS.select} FROM tallies")[0])  # noqa: S608  names of columns
        return counts._replace(muted=self.count_hidden().get("muted", 0))

    def count_hidden(self) -> dict[str, int]:
        """Return how many entries each reason hides, from the counters."""
        with self._connection.use() as connection:
            return visibility.count_hidden(connection)

    def backup(self, target: Path, enclosed: Mapping[str, bytes] | None = None) -> None:
        """Write a consistent copy with files `enclosed`; raises UsageError for a place that is none (`write_copy`)."""
        from tuinews.store.file.copies import write_copy
        from tuinews.store.file.schema import schema_version

        with self._connection.use() as connection:
            write_copy(connection, self._connection.path, target, schema_version(), enclosed or {})

    def entry(self, entry_id: EntryId) -> Entry | None:
        """Return an entry without its texts; its related links know which of them are stored."""
        return next(iter(self.entries((entry_id,))), None)

    def entries(self, ids: Sequence[int]) -> tuple[Entry, ...]:
        """Return the entries with these ids, in this order, as `entry` does; missing ones are left out."""
        if not ids:
            return ()
        from tuinews.store.entries.entry_tags import NO_TAGS, read_tags

        numbers = bind_numbers(ids)
        with self._connection.use() as connection:
            tags = read_tags(connection, ids)
        found = {
            row[0]: rows.entry(row, *tags.get(row[0], NO_TAGS))
            for row in self._connection.rows(rows.ENTRIES, (numbers,))
        }
        stored = self.resolve({link.url for entry in found.values() for link in entry.related})
        return tuple(rows.with_related(found[number], stored) for number in ids if number in found)

    def views(self) -> tuple[SavedView, ...]:
        """Return the saved queries in their order, without counts."""
        return tuple(rows.VIEW.value(row) for row in self._connection.rows(rows.VIEWS))

    def resolve(self, urls: Iterable[str]) -> dict[str, EntryId]:
        """Return the stored entries with these addresses, compared by `canonical_url`; the others are left out."""
        keys = {url: key for url in urls if (key := canonical_url(url))}
        if not keys:
            return {}
        found: dict[str, int] = dict(self._connection.rows(_RESOLVE, (bind_texts(set(keys.values())),)))
        return {url: EntryId(found[key]) for url, key in keys.items() if key in found}

    def note(self, key: str) -> str | None:
        """Return what was remembered under the key, or `None`."""
        found = self._connection.rows("SELECT value FROM notes WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def health(self) -> "Health":
        """Return the state of the store; checks every page of the file, which takes a second a gigabyte."""
        from tuinews.store.file.upkeep import health

        with self._connection.use() as connection:
            return health(connection, self._connection.path)
