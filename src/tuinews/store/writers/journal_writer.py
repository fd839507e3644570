"""Turns single changes of the journal."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import apsw

from tuinews.model.entry import Marked
from tuinews.model.error import UsageError
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.reports.setting_change import SettingChange
from tuinews.model.text import SafeText
from tuinews.store import journal
from tuinews.store.writers.write_connection import WriteConnection

DescribeChanges = Callable[[Sequence[SettingChange]], SafeText]
"""Returns what was changed as words for the user."""

TurnSettings = Callable[[Sequence[SettingChange], bool], None]
"""Makes changes of the settings file again, or takes them back."""


def refuse_settings(_changes: Sequence[SettingChange], _forward: bool) -> None:  # noqa: FBT001  as `TurnSettings`
    """Turn no change of settings: there is no settings file."""
    raise UsageError("Changes of settings are taken back where there is a settings file.")


class JournalWriter:
    """`writer.journal`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection
        self.turn_settings: TurnSettings = refuse_settings
        """Called when a change of the settings file is undone or done again; what it raises leaves all as it was."""

    def register(self, connection: apsw.Connection) -> None:
        """Have the connection, within its transactions, turn changes of the settings file by `turn_settings`."""

        def turn(*told: Any) -> None:
            changes, forward = told
            self.turn_settings([SettingChange(*change) for change in json.loads(changes)], bool(forward))

        connection.create_scalar_function(journal.TURN_SETTINGS, turn)

    def list_changes(self, limit: int) -> tuple[ChangeRecord, ...]:
        """Return the last changes, the newest first."""
        with self._connection.commit() as connection:
            return journal.list_changes(connection, self._connection.stamp().run, limit)

    def record_settings(
        self, changes: Sequence[SettingChange], describe: DescribeChanges, *, goes_on: bool = False
    ) -> None:
        """Add to the journal what was changed in the settings file; `describe` gives the sentence for that.

        What `goes_on` with the last change, if that is of the same setting and of this run, becomes one with it: who
        steps through values takes all steps back at once.
        """
        with self._connection.commit() as connection:
            stamp = self._connection.stamp()
            made = _merge_with_last(connection, stamp.run, changes) if goes_on else tuple(changes)
            if made:
                journal.record(connection, stamp, journal.SETTINGS, describe(made), {"settings": made})

    def turn(self, number: int, *, forward: bool = False) -> Marked:
        """Undo one change, or do it again; raises NotFoundError, or UsageError where that cannot be."""
        with self._connection.commit() as connection:
            return journal.turn(connection, self._connection.stamp().at, number, forward=forward)


def _merge_with_last(
    connection: apsw.Connection, run: str, changes: Sequence[SettingChange]
) -> tuple[SettingChange, ...]:
    """Return a change as one with the last of the journal, which is taken out; nothing where all is as it was."""
    last = "SELECT id, kind, run, undone, detail FROM journal ORDER BY id DESC LIMIT 1"
    for number, kind, made_by, undone, detail in connection.execute(last):
        if kind != journal.SETTINGS or made_by != run or undone:
            continue
        former = [SettingChange(*change) for change in json.loads(str(detail))["settings"]]
        if [(one.section, one.key) for one in former] == [(one.section, one.key) for one in changes]:
            connection.execute("DELETE FROM journal WHERE id = ?", (number,))
            joined = (now._replace(before=old.before) for old, now in zip(former, changes, strict=True))
            return tuple(change for change in joined if change.before != change.after)
    return tuple(changes)
