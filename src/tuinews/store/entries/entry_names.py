"""Authors, agencies, sources and languages that entries have: a part of a name is looked for among these.

A trigger keeps them where an entry is edited. New entries come by the thousand, so they are noted here at once: as a
trigger of each row, it made SQLite copy every page that the row touched.
"""

from collections.abc import Iterable
from operator import attrgetter

import apsw

from tuinews.model.change import EntryDraft

_FIELDS = ("author", "agency", "source", "lang")
_named = attrgetter("author", "agency", "source", "lang")


def note_names(connection: apsw.Connection, drafts: Iterable[EntryDraft]) -> None:
    """Note the names that new entries have."""
    found = {pair: None for draft in drafts for pair in zip(_FIELDS, _named(draft), strict=True) if pair[1]}
    connection.executemany("INSERT OR IGNORE INTO names (field, name) VALUES (?, ?)", found)


def remake_names(connection: apsw.Connection) -> None:
    """Note the names of all stored entries."""
    for field in _FIELDS:
        connection.execute(
            f"INSERT OR IGNORE INTO names (field, name) SELECT DISTINCT '{field}', {field} FROM entries "  # noqa: S608  names of columns
            f"WHERE {field} <> ''"
        )
