"""Saved views: saved, renamed, removed."""

from collections.abc import Sequence
from typing import NamedTuple

import apsw

from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.feed import NOTHING_CHOSEN, ViewChoices
from tuinews.model.language import tr
from tuinews.model.text import SafeText, fold
from tuinews.store.columns import columns_of
from tuinews.store.rows import write_folder


class StoredView(NamedTuple):
    """A saved view as the journal stores it."""

    position: int
    name: str
    query: str
    shortcut: str = ""
    folder: str = "[]"
    """A JSON array of names."""


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
        "INSERT INTO views (position, name, key, query, shortcut, folder) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET position = excluded.position, name = excluded.name, "
        "query = excluded.query, shortcut = excluded.shortcut, folder = excluded.folder",
        (view.position, view.name, fold(view.name), view.query, view.shortcut, view.folder),
    )


def save(
    connection: apsw.Connection, name: SafeText, query: str, chosen: ViewChoices = NOTHING_CHOSEN
) -> tuple[StoredView | None, StoredView]:
    """Save a query under a name, replacing the view of that name; return the view before and after."""
    before = find(connection, name)
    if before is None:
        position = int(connection.execute("SELECT coalesce(max(position), 0) + 1 FROM views").get)
        after = _choose(StoredView(position, name, query), chosen)
    else:
        after = _choose(before._replace(name=name, query=query), chosen)
    put(connection, name, after)
    return before, after


def rename(
    connection: apsw.Connection, name: SafeText, new: SafeText, query: str, chosen: ViewChoices = NOTHING_CHOSEN
) -> list[tuple[str, StoredView | None, StoredView | None]]:
    """Give a view another name, query and what else was chosen; return names with their views before and after.

    Raises:
        NotFoundError: there is no view of that name.
        UsageError: another view has the new name.
    """
    before = find(connection, name)
    if before is None:
        raise NotFoundError(tr("There is no view “{name}” any more.", name=name))
    taken = find(connection, new) if fold(new) != fold(name) else None
    if taken is not None:
        raise UsageError(tr("There is a view {name} already: give this one another name.", name=taken.name))
    after = _choose(before._replace(name=new, query=query), chosen)
    if after == before:
        return []
    changes: list[tuple[str, StoredView | None, StoredView | None]] = [(new, before, after)]
    if fold(new) != fold(name):
        changes = [(name, before, None), (new, None, after)]
    restore(connection, [(changed, stored) for changed, _, stored in changes])
    return changes


def _choose(view: StoredView, chosen: ViewChoices) -> StoredView:
    """Return a view with what was chosen for it."""
    shortcut = view.shortcut if chosen.shortcut is None else chosen.shortcut
    folder = view.folder if chosen.folder is None else write_folder(chosen.folder)
    return view._replace(shortcut=shortcut, folder=folder)


def restore(connection: apsw.Connection, changes: Sequence[tuple[str, Sequence[object] | None]]) -> None:
    """Bring views back to what the journal says that they were."""
    for name, stored in changes:
        put(connection, name, None if stored is None else _STORED.value(stored))
