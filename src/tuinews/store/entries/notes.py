"""Notes that the user wrote to entries."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.language import tr
from tuinews.store import outbox
from tuinews.store.search import note_changed


class NoteChange(NamedTuple):
    """The note to an entry before and after; `""` is none. The journal keeps it as a list."""

    entry_id: int
    before: str
    after: str


def read_note(connection: apsw.Connection, entry_id: int) -> str:
    """Return the note to an entry; `""` when there is none."""
    return str(connection.execute("SELECT text FROM entry_notes WHERE entry_id = ?", (entry_id,)).get or "")


def put_notes(
    connection: apsw.Connection,
    changes: Iterable[NoteChange],
    now: Instant,
    *,
    forward: bool,
    source: outbox.Source = "user",
) -> list[int]:
    """Carry changes out, or take them back unless `forward`; return the entries, without those that are gone."""
    touched = []
    for entry_id, before, after in changes:
        text = after if forward else before
        outbox.note_text(connection, entry_id, outbox.NOTE, read_note(connection, entry_id), text, source=source)
        if text:
            connection.execute(
                "INSERT OR REPLACE INTO entry_notes (entry_id, text, written_at) "
                "SELECT id, ?, ? FROM entries WHERE id = ?",
                (text, now, entry_id),
            )
        else:
            connection.execute("DELETE FROM entry_notes WHERE entry_id = ?", (entry_id,))
        touched += [entry_id] * connection.changes()
    note_changed(connection, touched)
    return touched


def read_changes(detail: Mapping[str, Any]) -> list[NoteChange]:
    """Return the changes that a row of the journal tells."""
    return [NoteChange(*change) for change in detail["notes"]]


def describe_change(change: NoteChange) -> str:
    """Return what was done as words for the user."""
    if not change.after:
        return tr("note removed")
    return tr("note changed") if change.before else tr("note written")
