"""Marks on entries, one or a hundred thousand at a time."""

from array import array
from collections.abc import Sequence

import apsw

from tuinews.model.entry import Flag
from tuinews.store.pack import packed_ids
from tuinews.store.select import Sql
from tuinews.store.visibility import COUNTERS, present

_SAID = {
    (Flag.READ, True): "marked read",
    (Flag.READ, False): "marked unread",
    (Flag.STARRED, True): "starred",
    (Flag.STARRED, False): "no longer starred",
    (Flag.LATER, True): "kept for later",
    (Flag.LATER, False): "no longer kept for later",
}

_SET = {flag: f"UPDATE states SET {flag.value} = ? WHERE id IN (SELECT value FROM carray(?))" for flag in Flag}  # noqa: S608  names of columns
_COUNTED = {Flag.READ: "unread", Flag.STARRED: "starred", Flag.LATER: "later"}
"""The counter that a flag changes; its index is called `<counter>_feed`."""

_COUNT = {
    flag: f"""
        UPDATE tallies SET {counter} = (SELECT count(*) FROM states s INDEXED BY {counter}_feed
        WHERE s.feed_id = tallies.feed_id AND {COUNTERS[counter]("s")}) WHERE feed_id = ?
    """  # noqa: S608  names of columns, conditions of ours
    for flag, counter in _COUNTED.items()
}
_ALL_FEEDS = "SELECT feed_id FROM tallies"
_MANY = 1_000
"""Marks from which on it is quicker to count all feeds anew than to ask which they touched."""


def unlike(flag: Flag, *, value: bool) -> str:
    """The condition on `e` that a mark would change it."""
    return f"e.{flag.value} = {int(not value)}"


def changing(connection: apsw.Connection, flag: Flag, ids: Sequence[int], *, value: bool) -> "array[int]":
    """Those of the entries that are there and that a mark would change."""
    if not ids:
        return array("q")
    found = f"""
        SELECT e.id FROM states e
        WHERE e.id IN (SELECT value FROM carray(?)) AND {present("e")} AND {unlike(flag, value=value)}
    """  # noqa: S608  a column's name
    return array("q", [row[0] for row in connection.execute(found, (apsw.carray(array("q", ids)),))])


def matching(connection: apsw.Connection, sql: Sql) -> "array[int]":
    """The ids that a statement gives, ascending, so that rows are then visited in their order on disk."""
    return array("q", sorted(packed_ids(connection, sql)))


def set_flag(connection: apsw.Connection, flag: Flag, ids: Sequence[int], *, value: bool) -> None:
    """Set or clear a flag and count anew; a trigger a row would take longer than the marks themselves."""
    if not ids:
        return
    marked = apsw.carray(array("q", ids))
    connection.execute(_SET[flag], (value, marked))
    feeds = "SELECT DISTINCT feed_id FROM states WHERE id IN (SELECT value FROM carray(?))"
    touched = connection.execute(feeds, (marked,)) if len(ids) < _MANY else connection.execute(_ALL_FEEDS)
    connection.executemany(_COUNT[flag], touched.fetchall())


def said(flag: Flag, count: int, *, value: bool) -> str:
    """What a mark did, for the user: `12 marked read`."""
    return f"{count} {_SAID[flag, value]}"
