"""Writes mutes, and carries them out in slices."""

from collections.abc import Sequence

from tuinews.model.error import NotFoundError
from tuinews.model.language import tr
from tuinews.store import journal
from tuinews.store.file.connection import rehearsal
from tuinews.store.readers.mute_reader import StaleMute
from tuinews.store.rules import mute_rows
from tuinews.store.rules.mute_rows import StoredMute
from tuinews.store.writers.write_connection import WriteConnection


class MuteWriter:
    """`writer.mutes`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def add(self, mute: StoredMute, called: str) -> int:
        """Store a mute, called so in the journal, and return its number; what it hides follows when it is settled."""
        with self._connection.commit() as connection:
            number = mute_rows.add(connection, mute)
            detail = {"mutes": [(number, None, mute)]}
            journal.record(connection, self._connection.stamp(), "mutes", tr("muted {called}", called=called), detail)
            return number

    def add_all(self, mutes: Sequence[StoredMute], *, dry_run: bool) -> int:
        """Store mutes of a list as one change, and return how many of them were not there yet.

        A `dry_run` only counts them.
        """
        with self._connection.commit() as connection, rehearsal(connection, dry_run=dry_run):
            fresh = [mute for mute in dict.fromkeys(mutes) if not mute_rows.has_alike(connection, mute)]
            changes = [(mute_rows.add(connection, mute), None, mute) for mute in fresh]
            if changes:
                sentence = f"{len(changes)} mutes imported"
                journal.record(connection, self._connection.stamp(), "mutes", sentence, {"mutes": changes})
        return len(changes)

    def edit(self, number: int, mute: StoredMute, called: str) -> bool:
        """Have a mute ask something else or end at another time; return whether that changed it.

        Raises:
            NotFoundError: it is gone.
        """
        with self._connection.commit() as connection:
            before = mute_rows.find(connection, number)
            if before is None:
                raise NotFoundError(tr("There is no mute {number} any more.", number=number))
            if before == mute:
                return False
            mute_rows.put(connection, number, mute)
            detail = {"mutes": [(number, before, mute)]}
            journal.record(
                connection, self._connection.stamp(), "mutes", tr("mute of {called} edited", called=called), detail
            )
            return True

    def remove(self, number: int, called: str) -> bool:
        """Remove a mute, and return whether there was one; what it hid comes back when it is settled."""
        with self._connection.commit() as connection:
            before = mute_rows.find(connection, number)
            if before is not None:
                mute_rows.put(connection, number, None)
                detail = {"mutes": [(number, before, None)]}
                journal.record(
                    connection, self._connection.stamp(), "mutes", tr("mute of {called} removed", called=called), detail
                )
            return before is not None

    def hide(self, mute: StaleMute, ids: Sequence[int]) -> bool:
        """Hide some entries for a mute; return whether it is still what it was."""
        with self._connection.commit() as connection:
            current = mute_rows.is_current(connection, mute.id, mute.version)
            if current:
                mute_rows.hide(connection, mute.id, ids)
            return current

    def release(self, mute: StaleMute, ids: Sequence[int]) -> bool:
        """Hide some entries no more for a mute; return whether it is still what it was."""
        with self._connection.commit() as connection:
            current = mute_rows.is_current(connection, mute.id, mute.version)
            if current:
                mute_rows.release(connection, mute.id, ids)
            return current

    def end(self, mute: StaleMute) -> None:
        """Note that a mute hides what it should; one that is removed or over goes for good."""
        with self._connection.commit() as connection:
            if not mute_rows.is_current(connection, mute.id, mute.version):
                return
            if mute.active:
                mute_rows.settle(connection, mute.id)
            else:
                mute_rows.forget(connection, mute.id)
