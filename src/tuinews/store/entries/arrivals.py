"""The one door for entries: stores them and carries out what follows, in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import apsw

from tuinews.model.arrival import Arrival, Consequence, Decide, FeedRules
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId, FeedId
from tuinews.store import outbox, visibility
from tuinews.store.entries import entry_tags
from tuinews.store.entries.entry_rows import earlier_marks, insert
from tuinews.store.feed_names import read_feed_names


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
) -> StoredEntries:
    """Store new entries of a feed and carry out what follows for them, inside the caller's transaction.

    An entry that was deleted before gets back the marks it had. Unless `listed`, the entries are kept outside the
    lists.
    """
    if not arrivals:
        return StoredEntries((), ())
    known = earlier_marks(connection, feed_id, [arrival.draft for arrival in arrivals])
    marked = [_with_marks(arrival, known) if arrival.draft.guid in known else arrival for arrival in arrivals]
    follows = decide(marked, read_rules(connection, feed_id, now))
    drafts = [arrival.draft for arrival in arrivals]
    marks = {guid: consequence.marks for guid, consequence in follows.items() if consequence.marks}
    ids = insert(connection, feed_id, drafts, now, marks, listed=listed)
    if not follows:
        return StoredEntries(ids, ids)
    numbered = dict(zip((draft.guid for draft in drafts), ids, strict=True))
    for flag in Flag if marks else ():
        told = {arrival.draft.guid for arrival in arrivals if flag in arrival.marks}
        ours = [numbered[guid] for guid, flags in marks.items() if flag in flags and guid not in told]
        outbox.note_flag(connection, flag, ours, value=True, done=True)
    _carry_out(connection, [(numbered[guid], consequence) for guid, consequence in follows.items()])
    hidden = {numbered[guid] for guid, consequence in follows.items() if consequence.hidden}
    return StoredEntries(ids, tuple(number for number in ids if number not in hidden))


def _with_marks(arrival: Arrival, known: Mapping[str, frozenset[Flag]]) -> Arrival:
    return arrival._replace(marks=arrival.marks | known[arrival.draft.guid])


def read_rules(connection: apsw.Connection, feed_id: FeedId, now: Instant) -> FeedRules:
    """Return what the user wants done with entries that arrive in a feed."""
    mark_read, full_text = connection.execute(
        "SELECT mark_read, full_text FROM polling WHERE feed_id = ?", (feed_id,)
    ).get
    names = tuple(read_feed_names(connection)) if mark_read else ()
    return FeedRules(feed_id, now, mark_read, bool(full_text), names)


def _carry_out(connection: apsw.Connection, follows: Iterable[tuple[EntryId, Consequence]]) -> None:
    """Do what follows, except for marks: these are inserted with the entries."""
    for entry_id, consequence in follows:
        if consequence.tags:
            outbox.note_tags(connection, entry_id, consequence.tags, ())
            entry_tags.add_tags(connection, entry_id, consequence.tags, entry_tags.USER)
        for reason in consequence.hidden:
            visibility.hide(connection, [entry_id], reason)
        if consequence.full_text:
            connection.execute("INSERT OR IGNORE INTO wanted_pages (entry_id) VALUES (?)", (entry_id,))
