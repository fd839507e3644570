"""Writes the user's notes to entries."""

from tuinews.model.clock import Instant
from tuinews.model.entry import Marked
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.store import journal
from tuinews.store.entries.notes import NoteChange, describe_change, put_notes, read_note
from tuinews.store.visibility import describe
from tuinews.store.writers.write_connection import WriteConnection


class NoteWriter:
    """`writer.notes`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def write(self, entry_id: EntryId, text: SafeText, now: Instant) -> Marked:
        """Let an entry have this note, or with `""` none; raises NotFoundError."""
        with self._connection.commit() as connection:
            if describe(connection, entry_id) is None:
                raise NotFoundError(
                    tr("There is no entry {entry_id}: see `tuinews list` for what there is.", entry_id=entry_id)
                )
            change = NoteChange(entry_id, read_note(connection, entry_id), text)
            if change.before == change.after:
                return Marked(safe_text(tr("The note is as it was") if text else tr("There is no note to it")), ())
            put_notes(connection, [change], now, forward=True)
            sentence = describe_change(change)
            journal.record(connection, self._connection.stamp(), "note", sentence, {"notes": [change]}, ids=[entry_id])
            return Marked(safe_text(sentence), (entry_id,))
