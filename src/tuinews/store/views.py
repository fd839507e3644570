"""Saved views: saved, renamed, removed."""

from collections.abc import Sequence
from typing import NamedTuple

import apsw

from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.text import SafeText, fold
from tuinews.store.columns import columns_of


class StoredView(NamedTuple):
    """A saved view as the journal stores it."""

    position: int
    name: str
    query: str


_STORED = columns_of(StoredView, "v")
_FIND = f"SELECT {_STORED.select} FROM views v WHERE v.key = ?"  # noqa: S608  names of columns


def find(connection: apsw.Connection, name: str) -> StoredView | None:
    """Return the view of that name, in any case, or `None`."""
    row = connection.execute(_FIND, (fold(name),)).get
    return None if row is None else _STORED.value(row)


def put(connection: apsw.Connection, name: str, view: StoredView | None) -> None:
    """Store the view under that name, or remove what has the name if it is `None`."""
    if view is None:
        connection.execute("DELETE FROM views WHERE key = ?", (fold(name),))
        return
    connection.execute(
        "INSERT INTO views (position, name, key, query) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE "
        "SET position = excluded.position, name = excluded.name, query = excluded.query",
        (view.position, view.name, fold(view.name), view.query),
    )


def save(connection: apsw.Connection, name: SafeText, query: str) -> tuple[StoredView | None, StoredView]:
    """Save a query under a name, replacing the view of that name; return the view before and after."""
    before = find(connection, name)
    if before is None:
        position = int(connection.execute("SELECT coalesce(max(position), 0) + 1 FROM views").get)
    else:
        position = before.position
    after = StoredView(position, name, query)
    put(connection, name, after)
    return before, after


def rename(
    connection: apsw.Connection, name: SafeText, new: SafeText, query: str
) -> list[tuple[str, StoredView | None, StoredView | None]]:
    """Give a view another name and query; return each name that changed with its view before and after.

    Raises:
        NotFoundError: there is no view of that name.
        UsageError: another view has the new name.
    """
    before = find(connection, name)
    if before is None:
        raise NotFoundError(f"There is no view “{name}” any more.")
    taken = find(connection, new) if fold(new) != fold(name) else None
    if taken is not None:
        raise UsageError(f"There is a view {taken.name} already: give this one another name.")
    after = StoredView(before.position, new, query)
    if after == before:
        return []
    changes: list[tuple[str, StoredView | None, StoredView | None]] = [(new, before, after)]
    if fold(new) != fold(name):
        changes = [(name, before, None), (new, None, after)]
    restore(connection, [(changed, stored) for changed, _, stored in changes])
    return changes


def restore(connection: apsw.Connection, changes: Sequence[tuple[str, Sequence[object] | None]]) -> None:
    """Bring views back to what the journal says that they were."""
    for name, stored in changes:
        put(connection, name, None if stored is None else _STORED.value(stored))
