"""Marks on entries, one or a hundred thousand at a time."""

from array import array
from collections.abc import Sequence

import apsw

from tuinews.model.entry import Flag
from tuinews.store.pack import packed_ids
from tuinews.store.select import Sql

_SAID = {
    (Flag.READ, True): "marked read",
    (Flag.READ, False): "marked unread",
    (Flag.STARRED, True): "starred",
    (Flag.STARRED, False): "no longer starred",
    (Flag.LATER, True): "kept for later",
    (Flag.LATER, False): "no longer kept for later",
}


def unlike(flag: Flag, *, value: bool) -> str:
    """The condition on `e` that a mark would change it."""
    return f"e.{flag.value} = {int(not value)}"


def changing(connection: apsw.Connection, flag: Flag, ids: Sequence[int], *, value: bool) -> "array[int]":
    """Those of the entries that are there and that a mark would change."""
    if not ids:
        return array("q")
    found = f"""
        SELECT e.id FROM entries e
        WHERE e.id IN (SELECT value FROM carray(?)) AND e.shelf < 2 AND {unlike(flag, value=value)}
    """  # noqa: S608  a column's name
    return array("q", [row[0] for row in connection.execute(found, (apsw.carray(array("q", ids)),))])


def matching(connection: apsw.Connection, sql: Sql) -> "array[int]":
    """The ids that a statement gives, ascending, so that rows are then visited in their order on disk."""
    return array("q", sorted(packed_ids(connection, sql)))


def set_flag(connection: apsw.Connection, flag: Flag, ids: Sequence[int], *, value: bool) -> None:
    """Set or clear a flag."""
    if ids:
        connection.execute(
            f"UPDATE entries SET {flag.value} = ? WHERE id IN (SELECT value FROM carray(?))",  # noqa: S608  a column's name
            (value, apsw.carray(array("q", ids))),
        )


def said(flag: Flag, count: int, *, value: bool) -> str:
    """What a mark did, for the user: `12 marked read`."""
    return f"{count} {_SAID[flag, value]}"
