"""What rules did with entries: which rule did what to which entry, and how that is taken back and done again."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.arrival import RuleEffect
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.store.entries import entry_tags, marks
from tuinews.store.search import note_changed

_WORDS = {Flag.READ: "marked read", Flag.STARRED: "starred", Flag.LATER: "kept for later"}


class EntryEffect(NamedTuple):
    """What a rule did with one entry, as the journal stores it."""

    entry_id: int
    did: str
    flags: Sequence[str] = ()
    tags: Sequence[str] = ()
    full_text: bool = False


def describe_effect(effect: RuleEffect) -> str:
    """Return what a rule did as words for the user: `starred, tagged rivers`."""
    parts = [words for flag, words in _WORDS.items() if flag in effect.marks]
    parts += [f"tagged {tag}" for tag in effect.tags]
    parts += ["full text"] if effect.full_text else []
    parts += [f"ran {job.words[0]}" if job.words else "notified" for job in effect.jobs]
    return ", ".join(parts)


def make_entry_effect(entry_id: EntryId, effect: RuleEffect) -> EntryEffect:
    """Return what a rule did with an entry."""
    flags = tuple(flag.value for flag in Flag if flag in effect.marks)
    return EntryEffect(entry_id, describe_effect(effect), flags, effect.tags, effect.full_text)


def note_effects(connection: apsw.Connection, rule_id: int, effects: Iterable[EntryEffect]) -> None:
    """Note which rule did what."""
    connection.executemany(
        "INSERT OR REPLACE INTO rule_effects (entry_id, rule_id, did) VALUES (?, ?, ?)",
        [(effect.entry_id, rule_id, effect.did) for effect in effects],
    )


def perform(
    connection: apsw.Connection, now: Instant, rule_id: int, effects: Sequence[Sequence[Any]], *, forward: bool
) -> list[int]:
    """Do again what a rule did, or take it back unless `forward`; return the entries.

    What it ran stays as it is; what it would run yet is run no more.
    """
    there = [
        effect
        for effect in (EntryEffect(*stored) for stored in effects)
        if connection.execute("SELECT 1 FROM entries WHERE id = ?", (effect.entry_id,)).get is not None
    ]
    for flag in Flag:
        ids = [effect.entry_id for effect in there if flag.value in effect.flags]
        marks.set_flag(connection, flag, ids, now, value=forward)
    tagged = [
        entry_tags.TagChange(effect.entry_id, tuple(map(SafeText, effect.tags)), ()) for effect in there if effect.tags
    ]
    entry_tags.change_tags(connection, tagged if forward else [change.reverse() for change in tagged])
    note_changed(connection, [change.entry_id for change in tagged])
    pages = [(effect.entry_id,) for effect in there if effect.full_text]
    wanted = "INSERT OR IGNORE INTO wanted_pages (entry_id) VALUES (?)"
    connection.executemany(wanted if forward else "DELETE FROM wanted_pages WHERE entry_id = ?", pages)
    if forward:
        note_effects(connection, rule_id, there)
    else:
        touched = [(effect.entry_id, rule_id) for effect in there]
        connection.executemany("DELETE FROM rule_effects WHERE entry_id = ? AND rule_id = ?", touched)
        connection.executemany("DELETE FROM rule_jobs WHERE entry_id = ? AND rule_id = ?", touched)
    return [effect.entry_id for effect in there]
