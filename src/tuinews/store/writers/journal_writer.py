"""Turns single changes of the journal."""

from tuinews.model.entry import Marked
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.store import journal
from tuinews.store.writers.write_connection import WriteConnection


class JournalWriter:
    """`writer.journal`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def list_changes(self, limit: int) -> tuple[ChangeRecord, ...]:
        """Return the last changes, the newest first."""
        with self._connection.commit() as connection:
            return journal.list_changes(connection, self._connection.stamp().run, limit)

    def turn(self, number: int, *, forward: bool = False) -> Marked:
        """Undo one change, or do it again; raises NotFoundError, or UsageError where that cannot be."""
        with self._connection.commit() as connection:
            return journal.turn(connection, self._connection.stamp().at, number, forward=forward)
