"""What was written about entries before they were here: they meet it as they arrive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import apsw

from tuinews.model.arrival import Arrival, Consequence
from tuinews.model.clock import Instant
from tuinews.model.entry import NOTE_LIMIT, Flag, read_note
from tuinews.model.ids import EntryId
from tuinews.model.shared.names import EntryName, name_entry
from tuinews.model.text import SafeText, fold
from tuinews.store import outbox
from tuinews.store.bindings import bind_numbers
from tuinews.store.entries import entry_tags
from tuinews.store.entries.notes import NoteChange, put_notes
from tuinews.store.shared.marks import NOTE, POSITION, TAG


def clean_note(text: str) -> SafeText:
    """Return a note that another machine wrote as it can be kept."""
    return read_note(text[:NOTE_LIMIT])


class WaitingMarks(NamedTuple):
    """What was written about an entry before it was here."""

    marks: frozenset[Flag]
    cleared: frozenset[Flag]
    """Flags that it must not have, whatever rules say."""
    tags: tuple[SafeText, ...]
    refused: frozenset[str]
    """Folded names of tags that it must not have."""
    position: int | None
    note: str


Waiting = Mapping[str, WaitingMarks]
"""What waits for entries, by their guids."""


def find_waiting(connection: apsw.Connection, feed_id: int, guids: Iterable[str]) -> Waiting:
    """Return what was written about entries that arrive in a feed."""
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


def _read_waiting(fields: Mapping[str, Any]) -> WaitingMarks:
    flags = {flag: fields[flag.value] for flag in Flag if flag.value in fields}
    tags = {name.removeprefix(TAG): value for name, value in fields.items() if name.startswith(TAG)}
    return WaitingMarks(
        frozenset(flag for flag, value in flags.items() if value),
        frozenset(flag for flag, value in flags.items() if not value),
        tuple(SafeText(value) for value in tags.values() if value),
        frozenset(key for key, value in tags.items() if not value),
        fields.get(POSITION),
        fields.get(NOTE) or "",
    )


def mark_arrivals(arrivals: Sequence[Arrival], waiting: Waiting) -> list[Arrival]:
    """Return arrivals with the marks and tags that wait for them."""
    marked = []
    for arrival in arrivals:
        told = waiting.get(arrival.draft.guid)
        if told is None:
            marked.append(arrival)
        else:
            marked.append(arrival._replace(marks=(arrival.marks | told.marks) - told.cleared, tags=told.tags))
    return marked


def obey_waiting(follows: Mapping[str, Consequence], waiting: Waiting) -> dict[str, Consequence]:
    """Leave out of what follows by rules what the user decided otherwise on another machine."""
    return {
        guid: _obey(consequence, waiting[guid]) if guid in waiting else consequence
        for guid, consequence in follows.items()
    }


def _obey(consequence: Consequence, told: WaitingMarks) -> Consequence:
    tags = tuple(tag for tag in consequence.tags if fold(tag) not in told.refused)
    return replace(consequence, marks=consequence.marks - told.cleared, tags=tags)


def carry_out_waiting(
    connection: apsw.Connection, numbered: Mapping[str, EntryId], waiting: Waiting, now: Instant
) -> None:
    """Give new entries what waits for them besides marks: these are inserted with them."""
    for guid, told in waiting.items():
        if told.tags:
            outbox.note_tags(connection, numbered[guid], told.tags, (), "folder")
            entry_tags.add_tags(connection, numbered[guid], told.tags, entry_tags.USER)
        if told.note:
            change = NoteChange(numbered[guid], "", clean_note(told.note))
            put_notes(connection, [change], now, forward=True, source="folder")
        if told.position is not None:
            connection.execute(
                "INSERT OR REPLACE INTO positions (entry_id, block) VALUES (?, ?)", (numbered[guid], told.position)
            )
