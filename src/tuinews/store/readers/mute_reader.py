"""Reads mutes: which there are, what they hide, and which have still to be carried out."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.ids import FeedId
from tuinews.model.query import Query
from tuinews.model.rules.mute import RECENT, Mute
from tuinews.model.text import SafeText
from tuinews.store.conditions import Sql
from tuinews.store.feed_names import read_names_for
from tuinews.store.id_arrays import read_ids
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.select import select_all
from tuinews.store.visibility import where_gone, where_present

_GONE = f"""
    SELECT count(*) FROM feeds g CROSS JOIN states s ON s.feed_id = g.id
    CROSS JOIN muted_entries k ON k.entry_id = s.id AND k.mute_id = m.id
    WHERE g.removed_at IS NOT NULL AND {where_gone("s")}
"""  # noqa: S608  a condition of ours
"""How many of the entries that a mute hides are gone with their feeds; the others need not be looked at for it."""

_MUTES = f"""
    SELECT m.id, m.query, m.feed_id, m.until, m.added_at, coalesce(f.title, ''), coalesce(f.url, ''),
        (SELECT count(*) FROM muted_entries k WHERE k.mute_id = m.id) - ({_GONE}),
        (SELECT count(*) FROM muted_entries k WHERE k.mute_id = m.id AND k.moment >= ?1)
            - ({_GONE} AND k.moment >= ?1)
    FROM mutes m LEFT JOIN feeds f ON f.id = m.feed_id
    WHERE m.removed = 0 AND coalesce(m.until > ?2, 1)
"""  # noqa: S608  conditions of ours, values bound


class StaleMute(NamedTuple):
    """A mute of which stored entries do not know yet, or not any more."""

    id: int
    version: int
    query: str
    feed_id: FeedId | None
    active: bool
    """Whether it hides anything: it is neither removed nor over."""
    story_id: int | None = None
    """The story that it is about, if it is about one alone."""


class MuteReader:
    """`reader.mutes`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def all(self, now: Instant) -> tuple[Mute, ...]:
        """Return the mutes that are on, the newest last, with what they hide."""
        return self._read(f"{_MUTES} ORDER BY m.id", (now - RECENT, now))

    def find_of_entry(self, entry_id: int, now: Instant) -> tuple[Mute, ...]:
        """Return the mutes that hide an entry."""
        sql = f"{_MUTES} AND m.id IN (SELECT mute_id FROM muted_entries WHERE entry_id = ?3) ORDER BY m.id"  # noqa: S608  as above
        return self._read(sql, (now - RECENT, now, entry_id))

    def find_story(self, entry_id: int) -> int | None:
        """Return the number of the story that an entry is in."""
        rows = self._connection.rows("SELECT story_id FROM states WHERE id = ?", (entry_id,))
        return rows[0][0] if rows else None

    def find_stale(self, now: Instant) -> tuple[StaleMute, ...]:
        """Return the mutes that have still to be carried out, among them those that are over."""
        sql = (
            "SELECT id, version, query, feed_id, removed = 0 AND coalesce(until > ?1, 1), story_id FROM mutes "
            "WHERE stale = 1 OR until <= ?1 ORDER BY id"
        )
        return tuple(
            StaleMute(number, version, query, feed_id, bool(active), story_id)
            for number, version, query, feed_id, active, story_id in self._connection.rows(sql, (now,))
        )

    def find_hidden(self, number: int) -> "array[int]":
        """Return the entries that a mute hides, gone ones included."""
        return array("q", [row[0] for row in self._connection.rows(_HIDDEN, (number,))])

    def find_left_alone(self, number: int) -> "array[int]":
        """Return the entries that a mute hides and that are in no story any more."""
        return array("q", [row[0] for row in self._connection.rows(_ALONE, (number,))])

    def find_matching(self, query: Query, feed_id: FeedId | None) -> "array[int]":
        """Return all stored entries that a query matches, in the lists or not."""
        with self._connection.use() as connection:
            return read_ids(connection, self._select(query, feed_id))

    def count_matching(self, query: Query, feed_id: FeedId | None, now: Instant) -> tuple[int, int]:
        """Return how many entries a query matches that can be opened, and how many of them are of the last 30 days."""
        sql = self._select(query, feed_id)
        counted = sql.text.replace("SELECT e.id", "SELECT count(*), coalesce(sum(e.moment >= ?), 0)", 1)
        bindings = (now - RECENT, *sql.bindings)
        ((total, recent),) = self._connection.rows(f"{counted} AND {where_present('e')}", bindings)
        return int(total), int(recent)

    def find_newest(self, query: Query, feed_id: FeedId | None, limit: int) -> Sequence[int]:
        """Return the newest entries that a query matches."""
        sql = self._select(query, feed_id)
        ordered = f"{sql.text} AND {where_present('e')} ORDER BY e.moment DESC, e.id DESC LIMIT ?"
        return [row[0] for row in self._connection.rows(ordered, (*sql.bindings, limit))]

    def _select(self, query: Query, feed_id: FeedId | None) -> Sql:
        with self._connection.use() as connection:
            names = read_names_for(connection, query.condition)
        return select_all(query.condition, names, feed_id)

    def _read(self, sql: str, bindings: Sequence[object]) -> tuple[Mute, ...]:
        return tuple(
            Mute(number, query, feed_id, until, added_at, SafeText(feed), url, hides, recent)
            for number, query, feed_id, until, added_at, feed, url, hides, recent in self._connection.rows(
                sql, bindings
            )
        )


_ALONE = """
    SELECT k.entry_id FROM muted_entries k CROSS JOIN states s ON s.id = k.entry_id
    WHERE k.mute_id = ? AND s.story_id IS NULL
"""
_HIDDEN = "SELECT entry_id FROM muted_entries WHERE mute_id = ?"
