"""Registers of entries: written in the transaction that marks, and met by entries that arrive."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Clock
from tuinews.model.entry import Flag
from tuinews.model.shared.names import EntryName, name_entry
from tuinews.model.shared.stamps import WEAK, make_stamp
from tuinews.model.text import SafeText, fold
from tuinews.store.bindings import bind_numbers

FOLDER = "folder"
"""The name under which the shared folder listens."""

TAG = "tag:"
"""What the field of a tag begins with; the folded name follows. Its value is the name as the user spells it, or 0."""

POSITION = "position"
"""The field of the block at which reading stopped."""


def register(connection: apsw.Connection, clock: Clock) -> None:
    """Let a connection that writes name entries and date registers."""
    connection.create_scalar_function("entry_name", _name_entry, 1, deterministic=True)
    connection.create_scalar_function("stamp_now", partial(_stamp_now, clock), 0)


def _name_entry(*guid: object) -> int:
    return name_entry(str(guid[0]))


def _stamp_now(clock: Clock, *_none: object) -> int:
    return make_stamp(clock())


_AFTER = "ON CONFLICT DO UPDATE SET value = excluded.value, at = max(excluded.at, at + 1), writer = '', told = 0"
_FLAGGED = """
    INSERT INTO shared_marks (feed, entry, field, value, at)
    SELECT n.shared_id, entry_name(e.guid), ?1, ?2, {at}
    FROM states s JOIN entries e ON e.id = s.id JOIN shared_feed_numbers n ON n.feed_id = s.feed_id
    WHERE s.id IN (SELECT value FROM carray(?3)) AND s.{flag} = ?4
    {conflict}
"""
_FLAGS = {
    (flag, weak): _FLAGGED.format(
        flag=flag.value,
        at=WEAK if weak else "(SELECT stamp_now())",
        conflict="ON CONFLICT DO NOTHING" if weak else _AFTER,
    )
    for flag in Flag
    for weak in (False, True)
}
_SET = """
    INSERT INTO shared_marks (feed, entry, field, value, at)
    SELECT n.shared_id, entry_name(e.guid), ?1, ?2, {at}
    FROM entries e JOIN shared_feed_numbers n ON n.feed_id = e.feed_id WHERE e.id = ?3
    {conflict}
"""
_SET_NOW = _SET.format(at="(SELECT stamp_now())", conflict=_AFTER)
_SET_WEAKLY = _SET.format(at=WEAK, conflict="ON CONFLICT DO NOTHING")


def note_flag(
    connection: apsw.Connection, flag: Flag, ids: Sequence[int], *, value: bool, done: bool, weak: bool
) -> None:
    """Write that a flag is about to be set or cleared, for those that have it otherwise; `done`: it is so already.

    What is `weak` holds until somebody decides.
    """
    connection.execute(_FLAGS[flag, weak], (flag.value, int(value), bind_numbers(ids), value == done))


def note_tags(
    connection: apsw.Connection, entry_id: int, added: Iterable[str], removed: Iterable[str], *, weak: bool
) -> None:
    """Write that the user's tags of an entry are about to change."""
    rows: list[tuple[str, str | int, int]] = [(TAG + fold(name), 0, entry_id) for name in removed]
    rows += [(TAG + fold(name), name, entry_id) for name in added]
    connection.executemany(_SET_WEAKLY if weak else _SET_NOW, rows)


def note_position(connection: apsw.Connection, entry_id: int, block: int) -> None:
    """Write where reading an entry stopped."""
    connection.execute(_SET_NOW, (POSITION, block, entry_id))


class WaitingMarks(NamedTuple):
    """What was written about an entry before it was here."""

    marks: frozenset[Flag] = frozenset()
    cleared: frozenset[Flag] = frozenset()
    """Flags that it must not have, whatever rules say."""
    tags: tuple[SafeText, ...] = ()
    refused: frozenset[str] = frozenset()
    """Folded names of tags that it must not have."""
    position: int | None = None


NOTHING_WAITS = WaitingMarks()


def is_listening(connection: apsw.Connection) -> bool:
    """Whether a shared folder is told what changes."""
    return connection.execute("SELECT 1 FROM listeners WHERE account = ?", (FOLDER,)).get is not None


def find_waiting(connection: apsw.Connection, feed_id: int, guids: Iterable[str]) -> dict[str, WaitingMarks]:
    """Return, by guid, what was written about entries that arrive in a feed; nothing while no folder listens."""
    if not is_listening(connection):
        return {}
    named = {name_entry(guid): guid for guid in guids}
    rows: list[Any] = connection.execute(
        "SELECT entry, field, value FROM shared_marks "
        "WHERE feed = (SELECT shared_id FROM shared_feed_numbers WHERE feed_id = ?) "
        "AND entry IN (SELECT value FROM carray(?))",
        (feed_id, bind_numbers(named)),
    ).fetchall()
    found: dict[EntryName, dict[str, Any]] = {}
    for entry, field, value in rows:
        found.setdefault(entry, {})[field] = value
    return {named[entry]: _read_waiting(fields) for entry, fields in found.items()}


def _read_waiting(fields: dict[str, Any]) -> WaitingMarks:
    flags = {flag: fields[flag.value] for flag in Flag if flag.value in fields}
    tags = {name.removeprefix(TAG): value for name, value in fields.items() if name.startswith(TAG)}
    return WaitingMarks(
        frozenset(flag for flag, value in flags.items() if value),
        frozenset(flag for flag, value in flags.items() if not value),
        tuple(SafeText(value) for value in tags.values() if value),
        frozenset(key for key, value in tags.items() if not value),
        fields.get(POSITION),
    )
