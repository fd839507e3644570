"""Mutes and what they hide, inside the caller's transaction.

A mute hides the entries that `muted_entries` names for it. Stored entries are put there and taken out in slices, by
whoever settles a stale mute (`engine.rules.mutes`); those that arrive are put there as they are stored.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import apsw

from tuinews.model.arrival import StandingMute
from tuinews.model.clock import Instant
from tuinews.model.ids import EntryId
from tuinews.store import visibility
from tuinews.store.bindings import bind_numbers

MUTED = "muted"
"""The reason to be hidden."""


class StoredMute(NamedTuple):
    """A mute as the journal stores it."""

    query: str
    feed_id: int | None
    until: Instant | None
    added_at: Instant


MuteChange = tuple[int, "Sequence[object] | None", "Sequence[object] | None"]
"""The number of a mute, what it was, and what it is now; `None`: there is none."""

_STORY = re.compile(r"story:(\d{1,18})", re.ASCII | re.IGNORECASE)
"""The query of a mute that is about one story."""

_FIND = "SELECT query, feed_id, until, added_at FROM mutes WHERE id = ? AND removed = 0"
_ACTIVE = "removed = 0 AND coalesce(until > {now}, 1)"


def find(connection: apsw.Connection, number: int) -> StoredMute | None:
    """Return a mute, or `None`."""
    row = connection.execute(_FIND, (number,)).get
    return None if row is None else StoredMute(*row)


def add(connection: apsw.Connection, mute: StoredMute) -> int:
    """Store a new mute, and return its number."""
    number = 1 + int(connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mutes'").get or 0)
    put(connection, number, mute)
    return number


def put(connection: apsw.Connection, number: int, mute: Sequence[object] | None) -> None:
    """Store a mute under its number, or remove it if it is `None`; what it hides follows when it is settled."""
    if mute is None:
        connection.execute("UPDATE mutes SET removed = 1, stale = 1, version = random() WHERE id = ?", (number,))
        return
    query, feed_id, until, added_at = mute
    story = _STORY.fullmatch(str(query).strip())
    connection.execute(
        "INSERT INTO mutes (id, query, feed_id, until, added_at, version, grouped, story_id) "
        "VALUES (?, ?, ?, ?, ?, random(), ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET query = excluded.query, feed_id = excluded.feed_id, until = excluded.until, "
        "grouped = excluded.grouped, story_id = excluded.story_id, removed = 0, stale = 1, version = random()",
        (number, query, feed_id, until, added_at, "story:" in str(query).lower(), story and int(story[1])),
    )


def find_of_feed(connection: apsw.Connection, feed_id: int) -> list[int]:
    """Return the mutes that are about one feed alone."""
    return [row[0] for row in connection.execute("SELECT id FROM mutes WHERE feed_id = ?", (feed_id,))]


def set_feed(connection: apsw.Connection, numbers: Iterable[int], feed_id: int) -> None:
    """Have mutes be about this feed alone."""
    sql = (
        "UPDATE mutes SET query = iif(query = 'feed:' || feed_id, 'feed:' || ?1, query), feed_id = ?1, stale = 1, "
        "version = random() WHERE id = ?2"
    )
    connection.executemany(sql, [(feed_id, number) for number in numbers])


def has_alike(connection: apsw.Connection, mute: StoredMute) -> bool:
    """Whether there is a mute already that asks the same of the same feeds."""
    sql = "SELECT 1 FROM mutes WHERE query = ? AND feed_id IS ? AND removed = 0"
    return connection.execute(sql, (mute.query, mute.feed_id)).get is not None


def restore(connection: apsw.Connection, changes: Iterable[tuple[int, Sequence[object] | None]]) -> None:
    """Bring mutes back to what the journal says that they were."""
    for number, stored in changes:
        put(connection, number, stored)


def read_standing(connection: apsw.Connection, now: Instant) -> tuple[StandingMute, ...]:
    """Return the mutes that arriving entries meet."""
    sql = f"SELECT id, query, feed_id FROM mutes WHERE {_ACTIVE.format(now='?')} ORDER BY id"  # noqa: S608  a condition of ours
    return tuple(StandingMute(*row) for row in connection.execute(sql, (now,)))


def look_again_at_tags(connection: apsw.Connection) -> None:
    """Have the mutes that ask for tags settled again, after it was decided which tags are the same."""
    connection.execute(
        "UPDATE mutes SET stale = 1, version = random() "
        "WHERE removed = 0 AND (query LIKE '%tag:%' OR query LIKE '%topic:%')"
    )


def look_again(connection: apsw.Connection) -> None:
    """Have all mutes settled again, after texts came to have other words."""
    connection.execute("UPDATE mutes SET stale = 1, version = random() WHERE removed = 0")


def is_current(connection: apsw.Connection, number: int, version: int) -> bool:
    """Whether a mute is still the one that somebody settles."""
    return connection.execute("SELECT 1 FROM mutes WHERE id = ? AND version = ?", (number, version)).get is not None


_TAKE = """
    INSERT OR IGNORE INTO muted_entries (mute_id, moment, entry_id)
    SELECT ?, s.moment, s.id FROM states s WHERE s.id IN (SELECT value FROM carray(?))
"""
_LEAVE = """
    DELETE FROM muted_entries WHERE (mute_id, moment, entry_id) IN (
        SELECT m.mute_id, m.moment, m.entry_id FROM muted_entries m INDEXED BY muted_entries_entry
        WHERE m.entry_id IN (SELECT value FROM carray(?)) AND m.mute_id = ?
    )
"""
_FREE = """
    SELECT value FROM carray(?) WHERE NOT EXISTS (
        SELECT 1 FROM muted_entries m INDEXED BY muted_entries_entry WHERE m.entry_id = value
    )
"""


def name(connection: apsw.Connection, number: int, ids: Sequence[int]) -> None:
    """Note that a mute hides entries, which are hidden anyway."""
    connection.execute(_TAKE, (number, bind_numbers(ids)))


def hide(connection: apsw.Connection, number: int, ids: Sequence[int]) -> None:
    """Hide entries for a mute."""
    name(connection, number, ids)
    visibility.hide(connection, ids, MUTED)


def release(connection: apsw.Connection, number: int, ids: Sequence[int]) -> None:
    """Hide entries no more for a mute; what another mute hides stays hidden."""
    connection.execute(_LEAVE, (bind_numbers(ids), number))
    free = [row[0] for row in connection.execute(_FREE, (bind_numbers(ids),))]
    visibility.show(connection, free, MUTED)


def set_mutes(connection: apsw.Connection, entry_id: EntryId, numbers: Iterable[int]) -> bool:
    """Have these mutes hide an entry and no others, after it was edited; return whether that changed anything."""
    wanted, had = set(numbers), set(find_of_entry(connection, entry_id))
    for number in had - wanted:
        release(connection, number, [entry_id])
    for number in wanted - had:
        hide(connection, number, [entry_id])
    return wanted != had


def is_there(connection: apsw.Connection, entry_id: int) -> bool:
    """Whether an entry is stored."""
    return connection.execute("SELECT 1 FROM states WHERE id = ?", (entry_id,)).get is not None


def find_of_entry(connection: apsw.Connection, entry_id: int) -> tuple[int, ...]:
    """Return the numbers of the mutes that hide an entry."""
    sql = "SELECT mute_id FROM muted_entries WHERE entry_id = ? ORDER BY mute_id"
    return tuple(int(row[0]) for row in connection.execute(sql, (entry_id,)))


def settle(connection: apsw.Connection, number: int) -> None:
    """Note that a mute hides what it should."""
    connection.execute("UPDATE mutes SET stale = 0 WHERE id = ?", (number,))


def forget(connection: apsw.Connection, number: int) -> None:
    """Delete a mute that is removed or over, and show what it still hides."""
    left = [row[0] for row in connection.execute("SELECT entry_id FROM muted_entries WHERE mute_id = ?", (number,))]
    release(connection, number, left)
    connection.execute("DELETE FROM mutes WHERE id = ?", (number,))


def mend(connection: apsw.Connection) -> None:
    """Show what no mute hides, and hide what one does, after rows were lost; every mute is settled again."""
    connection.execute("DELETE FROM muted_entries WHERE mute_id NOT IN (SELECT id FROM mutes)")
    named = {row[0] for row in connection.execute("SELECT entry_id FROM muted_entries")}
    hidden = set(visibility.find_hidden(connection, MUTED))
    visibility.show(connection, hidden - named, MUTED)
    visibility.hide(connection, named - hidden, MUTED)
    connection.execute("UPDATE mutes SET stale = 1, version = random()")
