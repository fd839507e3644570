"""Which registers stand in which log, which files were read how far, and this machine's own part."""

from collections.abc import Collection
from typing import Any

import apsw

from tuinews.model.clock import DAY, Instant
from tuinews.model.shared.log_lines import SharedChoice, SharedMark, write_lines
from tuinews.model.shared.machine import KnownLog, SharedMachine, Telling
from tuinews.model.shared.stamps import WriteStamp, make_stamp
from tuinews.store.bindings import bind_texts
from tuinews.store.columns import columns_of
from tuinews.store.shared.marks import POSITION

KEPT_DAYS = 400
"""Days for which a log says what was read, and what is no more: enough for a machine that was away for a year."""

POSITION_DAYS = 60
"""Days for which a log says where reading stopped."""

_MACHINE = columns_of(SharedMachine, "m")
_LOG = columns_of(KnownLog, "l")


def read_machine(connection: apsw.Connection) -> SharedMachine | None:
    """Return this machine's part; `None` where no folder is shared."""
    row = connection.execute(f"SELECT {_MACHINE.select} FROM shared_machine m").get  # noqa: S608  names of columns
    return None if row is None else _MACHINE.value(row)


def put_machine(connection: apsw.Connection, machine: SharedMachine) -> None:
    """Store this machine's part."""
    marks = ", ".join("?" * len(_MACHINE.names))
    connection.execute(
        f"INSERT OR REPLACE INTO shared_machine (id, {', '.join(_MACHINE.names)}) VALUES (1, {marks})",  # noqa: S608  names of columns
        _MACHINE.row(machine),
    )


def read_logs(connection: apsw.Connection) -> dict[str, KnownLog]:
    """Return by file the logs that were read."""
    rows: list[Any] = connection.execute(f"SELECT {_LOG.select} FROM shared_logs l").fetchall()  # noqa: S608  names of columns
    return {row[0]: _LOG.value(row) for row in rows}


def put_log(connection: apsw.Connection, log: KnownLog) -> None:
    """Remember how far a log was read."""
    marks = ", ".join("?" * len(_LOG.names))
    connection.execute(
        f"INSERT OR REPLACE INTO shared_logs ({', '.join(_LOG.names)}) VALUES ({marks})",  # noqa: S608  names of columns
        _LOG.row(log),
    )


def count_untold(connection: apsw.Connection) -> int:
    """Return how many registers stand in no log yet."""
    marks, choices = (
        int(connection.execute(f"SELECT count(*) FROM {table} WHERE told = 0 OR told = 3").get)  # noqa: S608  names of ours
        for table in ("shared_marks", "shared_choices")
    )
    return marks + choices


_MARKS = """
    SELECT f.key, m.field, m.value, m.writer, m.entry, m.at FROM shared_marks m JOIN shared_feeds f ON f.id = m.feed
"""
_CHOICES = "SELECT kind, key, field, value, writer, at FROM shared_choices"


def _read_marks(connection: apsw.Connection, machine: str, which: str) -> list[SharedMark]:
    rows: list[Any] = connection.execute(f"{_MARKS} WHERE {which}").fetchall()
    return [
        SharedMark(key, field, value, writer or machine, entry, at) for key, field, value, writer, entry, at in rows
    ]


def _read_choices(connection: apsw.Connection, machine: str, which: str) -> list[SharedChoice]:
    rows: list[Any] = connection.execute(f"{_CHOICES} WHERE {which}").fetchall()
    return [
        SharedChoice(kind, key, field, value, writer or machine, at) for kind, key, field, value, writer, at in rows
    ]


def begin_telling(connection: apsw.Connection, machine: str) -> Telling:
    """Return what stands in no log yet; from now on it may stand in this machine's."""
    which = "told = 0 OR told = 3"
    telling = Telling(_read_marks(connection, machine, which), _read_choices(connection, machine, which))
    for table in ("shared_marks", "shared_choices"):
        connection.execute(f"UPDATE {table} SET told = 3 WHERE told = 0")  # noqa: S608  names of ours
    return telling


def begin_compacting(connection: apsw.Connection, machine: str, present: Collection[str], now: Instant) -> str:
    """Return all lines that this machine's log has when it is written anew.

    That is what stands in no other log: what this machine wrote, and what the logs said that are there no more. What
    is older than `KEPT_DAYS` and says nothing but that something was read, or is not so any more, is left out.
    """
    there = (*present, "")
    gone = "told = 2 AND writer NOT IN (SELECT value FROM carray(?))"
    for table in ("shared_marks", "shared_choices"):
        connection.execute(f"UPDATE {table} SET told = 3 WHERE told IN (0, 1)")  # noqa: S608  names of ours
        connection.execute(f"UPDATE {table} SET told = 3 WHERE {gone}", (bind_texts(there),))  # noqa: S608  as above
    old, stale = make_stamp(now - KEPT_DAYS * DAY), make_stamp(now - POSITION_DAYS * DAY)
    connection.execute(
        "UPDATE shared_marks SET told = 4 WHERE told = 3 AND at > 1 AND "
        "((at < ?1 AND (field = 'read' OR value IS NULL OR value = 0)) "
        "OR (at < ?2 AND field = ?3))",
        (old, stale, POSITION),
    )
    connection.execute("UPDATE shared_choices SET told = 4 WHERE told = 3 AND at < ? AND value IS NULL", (old,))
    lines = [*write_lines((), _read_choices(connection, machine, "told = 3"), machine)]
    # one feed after the other: a large library marks a million entries
    for feed in [int(str(row[0])) for row in connection.execute("SELECT id FROM shared_feeds ORDER BY key").fetchall()]:
        lines += write_lines(_read_marks(connection, machine, f"m.feed = {feed} AND told = 3"), (), machine)
    return "".join(lines)


def end_telling(connection: apsw.Connection) -> None:
    """Note that what was on its way stands in this machine's log; what changed meanwhile is told the next time."""
    for table in ("shared_marks", "shared_choices"):
        connection.execute(f"UPDATE {table} SET told = 1 WHERE told = 3")  # noqa: S608  names of ours


def tell_all_again(connection: apsw.Connection, former: str = "") -> None:
    """Let all be told anew, for a folder that has none of it.

    With a `former` name of this machine, what was written under it keeps it.
    """
    for table in ("shared_marks", "shared_choices"):
        if former:
            connection.execute(f"UPDATE {table} SET writer = ?, told = 0 WHERE writer = ''", (former,))  # noqa: S608  names of ours
        else:
            connection.execute(f"UPDATE {table} SET told = 0")  # noqa: S608  as above


def find_unknown(connection: apsw.Connection, machine: str, telling: Telling, forgotten: WriteStamp) -> bool:
    """Whether a log says under this machine's name what this library never wrote: another one has the same name."""
    marks = (
        "SELECT max(m.at) FROM shared_marks m JOIN shared_feeds f ON f.id = m.feed "
        "WHERE f.key = ? AND m.entry = ? AND m.field = ?"
    )
    for mark in telling.marks:
        if mark.writer == machine and mark.at >= forgotten:
            at = connection.execute(marks, (mark.feed, mark.entry, mark.field)).get
            if at is None or at < mark.at:
                return True
    sql = "SELECT at FROM shared_choices WHERE kind = ? AND key = ? AND field = ?"
    for choice in telling.choices:
        if choice.writer == machine:
            at = connection.execute(sql, choice[:3]).get
            if at is None or at < choice.at:
                return True
    return False
