"""Registers of entries: written in the transaction that marks, and met by entries that arrive."""

from collections.abc import Iterable, Sequence

import apsw

from tuinews.model.entry import Flag
from tuinews.model.shared.stamps import WEAK
from tuinews.model.text import fold
from tuinews.store.bindings import bind_numbers

TAG = "tag:"
"""What the field of a tag begins with; the folded name follows. Its value is the name as the user spells it, or 0."""

NOTE = "note"
"""The field of the user's note. Its value is the text, or 0 for none."""

POSITION = "position"
"""The field of the block at which reading stopped."""


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


def note_text(connection: apsw.Connection, entry_id: int, field: str, text: str) -> None:
    """Write a text of the user's to an entry; none is written as 0."""
    connection.execute(_SET_NOW, (field, text or 0, entry_id))
