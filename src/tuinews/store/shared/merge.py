"""Merges what logs say into the registers, and carries out what won."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.language import tr, tr_count
from tuinews.model.shared.log_lines import SharedChoice, SharedMark
from tuinews.model.shared.names import EntryName, name_entry
from tuinews.model.shared.registers import Register, Value, find_winner
from tuinews.model.shared.stamps import WriteStamp, read_seconds
from tuinews.model.text import fold, safe_text
from tuinews.store import journal, search
from tuinews.store.bindings import bind_numbers
from tuinews.store.entries import entry_tags, marks, notes
from tuinews.store.entries.entry_tags import TagChange
from tuinews.store.entries.notes import NoteChange
from tuinews.store.shared import apply_choices, choices, feeds
from tuinews.store.shared.feeds import MOVED
from tuinews.store.shared.marks import NOTE, POSITION, TAG
from tuinews.store.shared.waiting_marks import clean_note


class Merging(NamedTuple):
    """What a merge needs to know."""

    machine: str
    """The name of this machine."""
    forgotten: WriteStamp
    """What was written before stands in no log of ours any more."""
    now: Instant


SharedMarkName = tuple[str, EntryName, str]
"""A feed, an entry and a field."""

_Name = tuple[EntryName, str]
"""An entry and a field."""

_KNOWN = """
    SELECT entry, field, value, at, writer, told FROM shared_marks
    WHERE feed = ? AND entry IN (SELECT value FROM carray(?))
"""
_PUT = """
    INSERT INTO shared_marks (feed, entry, field, value, at, writer, told) VALUES (?, ?, ?, ?, ?, ?, 2)
    ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, writer = excluded.writer, told = 2
"""
_ENTRIES = """
    SELECT e.id, e.guid FROM shared_feed_numbers n JOIN entries e ON e.feed_id = n.feed_id WHERE n.shared_id = ?
"""
_STANDING = """
    SELECT m.feed, f.key, m.entry, m.field FROM shared_marks m JOIN shared_feeds f ON f.id = m.feed
    WHERE m.writer = ? AND m.value <> 0 AND m.field <> 'read' AND m.field <> 'position'
"""
_TELL_CHOICE_AGAIN = "UPDATE shared_choices SET told = 0 WHERE kind = ? AND key = ? AND field = ?"
_TELL_AGAIN = "UPDATE shared_marks SET told = 0 WHERE feed = ? AND entry = ? AND field = ?"


def merge_marks(connection: apsw.Connection, told: Iterable[SharedMark], merging: Merging) -> int:
    """Merge marks of entries, and return how many registers changed; those of entries not here wait for them."""
    moves = feeds.read_moves(connection)
    by_feed: dict[str, list[SharedMark]] = {}
    for mark in told:
        by_feed.setdefault(moves.get(mark.feed, mark.feed), []).append(mark)
    changed, wanted = 0, _Wanted()
    for key, some in by_feed.items():
        shared_id = feeds.find_shared_id(connection, key)
        won = _find_won(connection, shared_id, some, merging)
        rows = [(shared_id, *name, one.value, one.at, one.writer) for name, one in won.items()]
        connection.executemany(_PUT, rows)
        wanted.add(connection, shared_id, won)
        changed += len(won)
    wanted.carry_out(connection, merging.now)
    return changed


def _find_won(
    connection: apsw.Connection, shared_id: int, told: Sequence[SharedMark], merging: Merging
) -> dict[_Name, Register]:
    """Return the registers that hold now and did not before.

    Who tells what is long overwritten has not heard of that, and is told again what no log has any more.
    """
    names = {mark.entry for mark in told}
    rows: list[Any] = connection.execute(_KNOWN, (shared_id, bind_numbers(names))).fetchall()
    known = {
        (entry, field): Register(value, at, writer or merging.machine) for entry, field, value, at, writer, _ in rows
    }
    forgotten = {
        (entry, field)
        for entry, field, _, at, _, where in rows
        if where == 4 or (where == 2 and at < merging.forgotten)
    }
    won: dict[_Name, Register] = {}
    again: set[_Name] = set()
    for mark in told:
        name = mark.entry, mark.field
        new = Register(mark.value, mark.at, mark.writer)
        held = won.get(name) or known.get(name)
        if held is None or (new != held and find_winner(new, held) is new):
            won[name] = new
        elif new != held and name in forgotten:
            again.add(name)
    connection.executemany(_TELL_AGAIN, [(shared_id, *name) for name in again])
    return won


class _Wanted:
    """What entries of this library are to be like."""

    def __init__(self) -> None:
        self._flags: dict[tuple[Flag, bool], tuple[array[int], list[WriteStamp]]] = {}
        self._tags: dict[int, tuple[list[str], list[str]]] = {}
        self._positions: list[tuple[int, int]] = []
        self._notes: list[tuple[int, str]] = []

    def add(self, connection: apsw.Connection, shared_id: int, won: dict[_Name, Register]) -> None:
        """Add what registers of one feed say of entries that are here."""
        fields: dict[EntryName, list[tuple[str, Register]]] = {}
        for (entry, field), register in won.items():
            fields.setdefault(entry, []).append((field, register))
        for number, guid in connection.execute(_ENTRIES, (shared_id,)):
            for field, register in fields.get(name_entry(str(guid)), ()):
                self._add_one(int(str(number)), field, register)

    def _add_one(self, number: int, field: str, register: Register) -> None:
        value: Value = register.value
        if field in _FLAGS:
            ids, stamps = self._flags.setdefault((_FLAGS[field], bool(value)), (array("q"), []))
            ids.append(number)
            stamps.append(register.at)
        elif field.startswith(TAG):
            added, removed = self._tags.setdefault(number, ([], []))
            if value and fold(str(value)) == field.removeprefix(TAG):
                added.append(str(value))
            elif not value:
                removed.append(field.removeprefix(TAG))
        elif field == NOTE:
            self._notes.append((number, clean_note(str(value)) if value else ""))
        elif field == POSITION and isinstance(value, int) and 0 <= value < 1_000_000:
            self._positions.append((number, value))

    def carry_out(self, connection: apsw.Connection, now: Instant) -> None:
        """Mark, tag and place entries as wanted."""
        for (flag, value), (ids, stamps) in self._flags.items():
            found = marks.find_changed(connection, flag, ids, value=value, gone=True)
            at = min(now, read_seconds(max(stamps)))
            marks.set_flag(connection, flag, found, now, value=value, source="folder", at=at)
        changes = [
            TagChange(number, tuple(map(safe_text, added)), tuple(map(safe_text, removed)))
            for number, (added, removed) in self._tags.items()
        ]
        if changes:
            changed = entry_tags.change_tags(connection, changes, source="folder")
            search.note_changed(connection, [change.entry_id for change in changed])
        connection.executemany("INSERT OR REPLACE INTO positions (entry_id, block) VALUES (?, ?)", self._positions)
        for number, text in self._notes:
            _put_note(connection, number, text, now)


def _put_note(connection: apsw.Connection, number: int, text: str, now: Instant) -> None:
    """Let an entry have a note; one that another text takes the place of can be brought back by the journal."""
    change = NoteChange(number, notes.read_note(connection, number), text)
    if change.before == text:
        return
    notes.put_notes(connection, [change], now, forward=True, source="folder")
    if change.before:
        sentence = tr("{what} on another machine", what=notes.describe_change(change))
        journal.record(connection, journal.Stamp(now), "note", sentence, {"notes": [change]}, ids=[number])


_FLAGS = {flag.value: flag for flag in Flag}


def follow_guid(connection: apsw.Connection, entry_id: int, before: str, after: str, now: Instant) -> None:
    """Let what was written about an entry be about its new guid, and what was written about that be so."""
    shared_id = connection.execute(
        "SELECT n.shared_id FROM entries e JOIN shared_feed_numbers n ON n.feed_id = e.feed_id WHERE e.id = ?",
        (entry_id,),
    ).get
    if shared_id is None:
        return
    connection.execute(
        "INSERT INTO shared_marks (feed, entry, field, value, at, writer, told) "
        "SELECT feed, ?3, field, value, at, writer, 0 FROM shared_marks WHERE feed = ?1 AND entry = ?2 "
        "ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, writer = excluded.writer, told = 0 "
        "WHERE (excluded.at, excluded.writer) > (shared_marks.at, shared_marks.writer)",
        (shared_id, name_entry(before), name_entry(after)),
    )
    rows: list[Any] = connection.execute(
        "SELECT field, value, at, writer FROM shared_marks WHERE feed = ? AND entry = ?", (shared_id, name_entry(after))
    ).fetchall()
    wanted = _Wanted()
    wanted.add(
        connection,
        int(shared_id),
        {(name_entry(after), field): Register(value, at, writer) for field, value, at, writer in rows},
    )
    wanted.carry_out(connection, now)


def ask_back_marks(connection: apsw.Connection, machine: str, named: frozenset[SharedMarkName]) -> None:
    """Tell again the marks that hold here as written by a machine, and that its log names no more.

    Logs leave out in the end that something is so no more, and who was away for longer never hears of it. Who knows
    better answers (`_find_won`).
    """
    moves = feeds.read_moves(connection)
    there = {(moves.get(feed, feed), entry, field) for feed, entry, field in named}
    rows: list[Any] = connection.execute(_STANDING, (machine,)).fetchall()
    asked = [(feed, entry, field) for feed, key, entry, field in rows if (key, entry, field) not in there]
    connection.executemany(_TELL_AGAIN, asked)


def ask_back_choices(connection: apsw.Connection, machine: str, named: frozenset[tuple[str, str, str]]) -> None:
    """Tell again the choices that hold here as made on a machine, and that its log names no more."""
    sql = "SELECT kind, key, field FROM shared_choices WHERE writer = ? AND value IS NOT NULL"
    rows: list[Any] = connection.execute(sql, (machine,)).fetchall()
    connection.executemany(_TELL_CHOICE_AGAIN, [row for row in rows if tuple(row) not in named])


def merge_choices(connection: apsw.Connection, told: Sequence[SharedChoice], merging: Merging) -> int:
    """Merge what was decided besides marks, and carry it out; return how many registers changed."""
    won: list[tuple[str, str]] = []
    changed = 0
    for choice in told:
        name = choice.kind, choice.key, choice.field
        row: Any = connection.execute(
            "SELECT value, at, writer, told FROM shared_choices WHERE kind = ? AND key = ? AND field = ?", name
        ).fetchone()
        new = Register(choice.value, choice.at, choice.writer)
        held = None if row is None else Register(row[0], row[1], row[2] or merging.machine)
        if held is not None and (new == held or find_winner(new, held) is held):
            if new != held and row[3] == 4:
                connection.execute(_TELL_CHOICE_AGAIN, name)
            continue
        connection.execute(
            "INSERT INTO shared_choices (kind, key, field, value, at, writer, told) VALUES (?, ?, ?, ?, ?, ?, 2) "
            "ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, writer = excluded.writer, told = 2",
            (*name, *new),
        )
        won.append(name[:2])
        changed += 1
    if won:
        _carry_out(connection, won, merging.now)
    return changed


def _carry_out(connection: apsw.Connection, won: Sequence[tuple[str, str]], now: Instant) -> None:
    carried = apply_choices.carry_out(connection, won, now)
    choices.note_as_here(connection, {kind for kind, _ in won} & choices.READ.keys() | {"feed"})
    if carried.added or carried.removed:
        came = tr_count("{count} feed came", "{count} feeds came", len(carried.added)) if carried.added else ""
        went = tr_count("{count} feed went", "{count} feeds went", len(carried.removed)) if carried.removed else ""
        sentence = tr("from another machine: {what}", what=", ".join(filter(None, (came, went))))
        detail = {"added": carried.added, "removed": carried.removed, "named": []}
        journal.record(connection, journal.Stamp(now), "feeds", sentence, detail)
    if any(kind == MOVED for kind, _ in won):
        feeds.name_all_feeds(connection)
