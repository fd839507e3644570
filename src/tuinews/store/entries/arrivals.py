"""The one door for entries: stores them and carries out what follows, in the caller's transaction."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import apsw

from tuinews.model.arrival import Arrival, Consequence, Decide, FeedRules
from tuinews.model.change import Edited
from tuinews.model.clock import Instant
from tuinews.model.codec.stored_text import pack, unpack
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.rules.rule import ActionKind
from tuinews.store import freshness, outbox, visibility
from tuinews.store.entries import entry_tags
from tuinews.store.entries.entry_rows import earlier_marks, insert
from tuinews.store.feed_names import read_feed_names
from tuinews.store.rules import mute_rows, rule_rows
from tuinews.store.rules.rule_record import record_effects
from tuinews.store.topics.spellings import read_same_tags

if TYPE_CHECKING:
    from tuinews.store.shared.waiting_marks import Waiting


class StoredEntries(NamedTuple):
    """The entries that `store_arrivals` stored."""

    ids: tuple[EntryId, ...]
    """In the arrivals' order."""
    listed: tuple[EntryId, ...]
    """Those that are not hidden."""


def store_arrivals(
    connection: apsw.Connection,
    feed_id: FeedId,
    arrivals: Sequence[Arrival],
    now: Instant,
    decide: Decide,
    *,
    listed: bool = True,
    jobs: bool = True,
) -> StoredEntries:
    """Store new entries of a feed and carry out what follows for them, inside the caller's transaction.

    An entry that was deleted before gets back the marks it had. Unless `listed`, the entries are kept outside the
    lists. Without `jobs`, rules run no programs and show no notifications: nothing happened that is news.
    """
    if not arrivals:
        return StoredEntries((), ())
    known = earlier_marks(connection, feed_id, [arrival.draft for arrival in arrivals])
    marked = [_with_marks(arrival, known) if arrival.draft.guid in known else arrival for arrival in arrivals]
    waiting = _find_waiting(connection, feed_id, arrivals)
    follows = _decide_all(marked, read_rules(connection, feed_id, now), decide, waiting)
    drafts = [arrival.draft for arrival in arrivals]
    marks = {guid: consequence.marks for guid, consequence in follows.items() if consequence.marks}
    ids = insert(connection, feed_id, drafts, now, marks, listed=listed)
    numbered = dict(zip((draft.guid for draft in drafts), ids, strict=True))
    if waiting:
        from tuinews.store.shared.waiting_marks import carry_out_waiting

        carry_out_waiting(connection, numbered, waiting, now)
    if not follows:
        freshness.settle(connection, ids, now)
        return StoredEntries(ids, ids)
    _note_marks(connection, arrivals, numbered, marks)
    _carry_out(connection, [(numbered[guid], consequence) for guid, consequence in follows.items()])
    effects = [(numbered[guid], effect) for guid, consequence in follows.items() for effect in consequence.effects]
    if effects:
        record_effects(connection, now, effects, jobs=jobs)
    freshness.settle(connection, ids, now)
    hidden = {numbered[guid] for guid, consequence in follows.items() if consequence.hidden}
    return StoredEntries(ids, tuple(number for number in ids if number not in hidden))


def _note_marks(
    connection: apsw.Connection,
    arrivals: Sequence[Arrival],
    numbered: Mapping[str, EntryId],
    marks: Mapping[str, frozenset[Flag]],
) -> None:
    """Let accounts hear of marks that new entries did not come with."""
    for flag in Flag if marks else ():
        told = {arrival.draft.guid for arrival in arrivals if flag in arrival.marks}
        ours = [numbered[guid] for guid, flags in marks.items() if flag in flags and guid not in told]
        outbox.note_flag(connection, flag, ours, value=True, done=True, source="rule")


def _with_marks(arrival: Arrival, known: Mapping[str, frozenset[Flag]]) -> Arrival:
    return arrival._replace(marks=arrival.marks | known[arrival.draft.guid])


def _decide_all(
    arrivals: Sequence[Arrival], rules: FeedRules, decide: Decide, waiting: "Waiting"
) -> Mapping[str, Consequence]:
    """Return what follows for entries by the user's rules, where nothing else was decided on another machine."""
    if not waiting:
        return decide(arrivals, rules)
    from tuinews.store.shared.waiting_marks import mark_arrivals, obey_waiting

    return obey_waiting(decide(mark_arrivals(arrivals, waiting), rules), waiting)


def _find_waiting(connection: apsw.Connection, feed_id: FeedId, arrivals: Sequence[Arrival]) -> "Waiting":
    """Return what other machines told of entries before they came; nothing where no folder is shared."""
    if not outbox.is_shared(connection):
        return {}
    from tuinews.store.shared.waiting_marks import find_waiting

    return find_waiting(connection, feed_id, [arrival.draft.guid for arrival in arrivals])


def read_rules(connection: apsw.Connection, feed_id: FeedId, now: Instant) -> FeedRules:
    """Return what the user wants done with entries that arrive in a feed."""
    mutes = mute_rows.read_standing(connection, now)
    rules = (*rule_rows.read_options(connection, feed_id), *rule_rows.read_standing(connection))
    queries = (*(mute.query for mute in mutes), *(rule.query for rule in rules))
    named = any(map(_NAMES_FEEDS.search, queries))
    tagging = any(action.kind is ActionKind.TAG for rule in rules for action in rule.actions)
    topics = read_same_tags(connection) if tagging or any(map(_NAMES_TAGS.search, queries)) else {}
    return FeedRules(feed_id, now, rules, mutes, topics, tuple(read_feed_names(connection)) if named else ())


def look_again(
    connection: apsw.Connection, feed_id: FeedId, edits: Sequence[Edited], now: Instant, decide: Decide
) -> None:
    """Have mutes look again at entries that their publisher edited."""
    if not edits:
        return
    rules = read_rules(connection, feed_id, now)
    some = connection.execute("SELECT 1 FROM muted_entries LIMIT 1").get is not None
    if not (rules.mutes or some):
        return
    there = [edited for edited in edits if mute_rows.is_there(connection, edited.id)]
    arrivals = [_read_arrival(connection, edited) for edited in there]
    follows = decide(arrivals, replace(rules, rules=()))
    for edited in there:
        consequence = follows.get(edited.draft.guid)
        mute_rows.set_mutes(connection, edited.id, consequence.muted_by if consequence else ())


def _read_arrival(connection: apsw.Connection, edited: Edited) -> Arrival:
    """Return an edited entry as if it came now, with its marks, the user's tags and the text of its page."""
    row: Any = connection.execute(
        "SELECT s.read, s.starred, s.later, b.page_html FROM states s LEFT JOIN bodies b ON b.entry_id = s.id "
        "WHERE s.id = ?",
        (edited.id,),
    ).get
    *flags, page = row
    marks = frozenset(flag for flag, value in zip((Flag.READ, Flag.STARRED, Flag.LATER), flags, strict=True) if value)
    _, own = entry_tags.read_tags(connection, [edited.id]).get(edited.id, entry_tags.NO_TAGS)
    draft = edited.draft
    if page is not None:
        draft = replace(draft, html=pack(f"{unpack(draft.html)} {unpack(page)}"))
    return Arrival(draft, marks, own)


_NAMES_FEEDS = re.compile(r"(?:feed|folder)\s*:", re.IGNORECASE)
_NAMES_TAGS = re.compile(r"(?:tag|topic)\s*:", re.IGNORECASE)


def _carry_out(connection: apsw.Connection, follows: Iterable[tuple[EntryId, Consequence]]) -> None:
    """Do what follows, except for marks: these are inserted with the entries."""
    for entry_id, consequence in follows:
        if consequence.tags:
            outbox.note_tags(connection, entry_id, consequence.tags, (), "rule")
            entry_tags.add_tags(connection, entry_id, consequence.tags, entry_tags.USER)
        for reason in consequence.hidden:
            visibility.hide(connection, [entry_id], reason)
        for number in consequence.muted_by:
            mute_rows.name(connection, number, [entry_id])
        if consequence.full_text:
            connection.execute("INSERT OR IGNORE INTO wanted_pages (entry_id) VALUES (?)", (entry_id,))
