"""Writes what a shared folder says and is told."""

from collections.abc import Collection, Sequence

from tuinews.model.clock import DAY
from tuinews.model.shared.log_lines import SharedChoice, SharedMark
from tuinews.model.shared.machine import KnownLog, SharedMachine, Telling
from tuinews.model.shared.stamps import make_stamp
from tuinews.store import outbox
from tuinews.store.shared import choices, feeds, log_rows, merge
from tuinews.store.shared.former_marks import note_marks_of
from tuinews.store.shared.merge import SharedMarkName
from tuinews.store.writers.write_connection import WriteConnection

_TABLES = ("marks", "choices", "feeds", "feed_numbers", "logs", "machine", "dirty", "moves")


class SharedWriter:
    """`writer.shared`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def join(self, machine: SharedMachine) -> None:
        """Begin to share a folder, with all that was decided so far besides marks."""
        with self._connection.commit() as connection:
            outbox.listen(connection, outbox.FOLDER)
            feeds.name_all_feeds(connection)
            choices.note_all(connection)
            log_rows.put_machine(connection, machine)

    def note_marks_of(self, feed_ids: Sequence[int]) -> None:
        """Write what was marked in some feeds before the folder was shared."""
        with self._connection.commit() as connection:
            note_marks_of(connection, feed_ids, self._connection.stamp().at)

    def leave(self) -> None:
        """Share no folder any more; what is here stays."""
        with self._connection.commit() as connection:
            connection.execute("DELETE FROM listeners WHERE account = ?", (outbox.FOLDER,))
            for table in _TABLES:
                connection.execute(f"DELETE FROM shared_{table}")  # noqa: S608  names of ours

    def put_machine(self, machine: SharedMachine) -> None:
        """Store this machine's part."""
        with self._connection.commit() as connection:
            log_rows.put_machine(connection, machine)

    def rename_machine(self, machine: SharedMachine, former: str) -> None:
        """Go on under another name in the folder: another library has the former one."""
        with self._connection.commit() as connection:
            log_rows.tell_all_again(connection, former)
            log_rows.put_machine(connection, machine)

    def merge(self, marks: Sequence[SharedMark], told: Sequence[SharedChoice], machine: str) -> int:
        """Merge what a log says, and return how many registers changed."""
        with self._connection.commit() as connection:
            now = self._connection.stamp().at
            merging = merge.Merging(machine, make_stamp(now - log_rows.KEPT_DAYS * DAY), now)
            return merge.merge_choices(connection, told, merging) + merge.merge_marks(connection, marks, merging)

    def ask_back(self, machine: str, marks: frozenset[SharedMarkName], told: frozenset[tuple[str, str, str]]) -> None:
        """Tell again what holds here as written by a machine whose log, which names these, names it no more."""
        with self._connection.commit() as connection:
            merge.ask_back_marks(connection, machine, marks)
            merge.ask_back_choices(connection, machine, told)

    def put_log(self, log: KnownLog) -> None:
        """Remember how far a log was read."""
        with self._connection.commit() as connection:
            log_rows.put_log(connection, log)

    def begin_telling(self, machine: str) -> Telling:
        """Return what stands in no log yet; from now on it may stand in this machine's."""
        with self._connection.commit() as connection:
            return log_rows.begin_telling(connection, machine)

    def begin_compacting(self, machine: str, present: Collection[str]) -> str:
        """Return all lines that this machine's log has when written anew; `present` are the other logs' machines."""
        with self._connection.commit() as connection:
            return log_rows.begin_compacting(connection, machine, present, self._connection.stamp().at)

    def end_telling(self, machine: SharedMachine) -> None:
        """Note that what was on its way stands in this machine's log, which is as `machine` says now."""
        with self._connection.commit() as connection:
            log_rows.end_telling(connection)
            log_rows.put_machine(connection, machine)
