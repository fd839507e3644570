"""Stores what polls brought: many feeds in one commit, each of them wholly or not at all."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import apsw

from tuinews.model.arrival import Arrival, Decide
from tuinews.model.change import Edited, EntryDraft, FeedUpdate, UpdateResult
from tuinews.model.clock import Instant
from tuinews.model.feed import FeedCard
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.polling import Polling, RequestRecord
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import redact
from tuinews.store import feed_merge, journal, polling_rows, rows
from tuinews.store.bindings import bind_texts
from tuinews.store.columns import Columns
from tuinews.store.entries.arrivals import look_again, store_arrivals
from tuinews.store.entries.entry_rows import rewrite
from tuinews.store.file.connection import savepoint
from tuinews.store.subscriptions import read_choices, set_title, titles

REQUESTS_KEPT = 20
"""Requests that are remembered of each feed."""

_UNSTORABLE = (apsw.ConstraintError, apsw.MismatchError, apsw.TooBigError, OverflowError, ValueError)
"""What makes one feed's data impossible to store, though the store itself is well."""


_POLLED: tuple[Columns[Any], ...] = (
    polling_rows.VALIDATORS,
    polling_rows.SCHEDULE,
    polling_rows.LAST_CHECK,
    polling_rows.MOVE,
    polling_rows.REFUSALS,
)
"""What a poll changes; the options are the user's."""

_UPDATE_POLLING = (
    f"UPDATE polling SET {', '.join(f'{name} = ?' for part in _POLLED for name in part.names)} WHERE feed_id = ?"  # noqa: S608  names of columns
)


Commit = Callable[[], AbstractContextManager[apsw.Connection]]
"""Runs a block in a transaction."""


class _UnstorableError(Exception):
    """One of the feeds cannot be stored."""


def apply_updates(commit: Commit, updates: Sequence[FeedUpdate], decide: Decide) -> tuple[UpdateResult, ...]:
    """Store the updates in one transaction. A feed that cannot be stored says why and harms no other.

    Savepoints cost a copy of every page that they touch: they are used only once it is known that a feed needs them.
    """
    try:
        with commit() as connection:
            return _apply_together(connection, updates, decide)
    except _UnstorableError:
        with commit() as connection:
            return tuple([_apply_or_tell(connection, update, decide) for update in updates])


def _apply_together(
    connection: apsw.Connection, updates: Sequence[FeedUpdate], decide: Decide
) -> tuple[UpdateResult, ...]:
    try:
        return tuple([_apply_one(connection, update, decide) for update in updates])
    except _UNSTORABLE as error:
        raise _UnstorableError from error


def _apply_or_tell(connection: apsw.Connection, update: FeedUpdate, decide: Decide) -> UpdateResult:
    try:
        with savepoint(connection):
            applied = _apply_one(connection, update, decide)
    except _UNSTORABLE as error:
        address = connection.execute("SELECT url FROM feeds WHERE id = ?", (update.feed_id,)).get
        sentence = (
            f"What {redact(str(address))} brought cannot be stored ({error}); it is asked again at the next refresh."
        )
        return UpdateResult(update.feed_id, (), 0, safe_text(sentence))
    return applied


def _apply_one(connection: apsw.Connection, update: FeedUpdate, decide: Decide) -> UpdateResult:
    feed_id = update.feed_id
    live = connection.execute("SELECT removed_at IS NULL FROM feeds WHERE id = ?", (feed_id,)).get
    if not live:
        return UpdateResult(feed_id, (), 0)
    move = _Move() if update.polling is None else _write_polling(connection, update.polling, update.seen_at)
    if update.request is not None:
        _record_request(connection, feed_id, update.request)
    if update.card is not None:
        _write_card(connection, feed_id, update.card)
    known = _read_stored_guids(connection, feed_id, update.new)
    fresh = {draft.guid: draft for draft in update.new if draft.guid not in known}
    late = [
        Edited(EntryId(known[draft.guid][0]), draft)
        for draft in update.new
        if draft.guid in known and known[draft.guid][1] != draft.fingerprint
    ]
    arrivals = [Arrival(draft) for draft in fresh.values()]
    stored = store_arrivals(connection, feed_id, arrivals, update.seen_at, decide)
    edits = (*update.edited, *late)
    updated = sum(rewrite(connection, feed_id, edited, update.seen_at) for edited in edits)
    look_again(connection, feed_id, edits, update.seen_at, decide)
    told = move.told or _merge(connection, feed_id, move.taken_by, update.seen_at)
    return UpdateResult(feed_id, stored.listed, updated, moved=told, merged_into=move.taken_by)


class _Move(NamedTuple):
    """What came of a permanent redirect that is believed now."""

    told: SafeText = EMPTY
    """That the feed has a new address."""
    taken_by: FeedId | None = None
    """The subscription that has that address already."""


def _write_polling(connection: apsw.Connection, polling: Polling, now: Instant) -> _Move:
    """Store the state after a poll, and return what came of a move.

    The user's options stay as they are in the store, so that an edit made during the poll is not lost.
    """
    pending = "SELECT 1 FROM polling WHERE feed_id = ? AND moved_to = ?"
    moves = connection.execute(pending, (polling.feed_id, polling.url)).get is not None
    move = _move(connection, polling, now) if moves else _Move()
    values = (polling.validators, polling.schedule, polling.last_check, polling.move, polling.refusals)
    stored = [value for part, whole in zip(_POLLED, values, strict=True) for value in part.row(whole)]
    connection.execute(_UPDATE_POLLING, (*stored, polling.feed_id))
    return move


def _move(connection: apsw.Connection, polling: Polling, now: Instant) -> _Move:
    """Take over the address of a permanent redirect as an undoable edit; say so when another feed has it."""
    taken_by = connection.execute(
        "SELECT id FROM feeds WHERE url = ? AND id <> ? AND removed_at IS NULL", (polling.url, polling.feed_id)
    ).get
    if taken_by is not None:
        return _Move(taken_by=FeedId(taken_by))
    before = read_choices(connection, polling.feed_id)
    connection.execute("UPDATE feeds SET url = ? WHERE id = ?", (polling.url, polling.feed_id))
    after = read_choices(connection, polling.feed_id)
    if after == before:
        return _Move()
    set_title(connection, polling.feed_id)
    sentence = safe_text(f"{titles(connection, [polling.feed_id])} moved to {redact(polling.url)}")
    detail = {"feed": polling.feed_id, "before": before, "after": after, "redirect": {polling.feed_id: polling.url}}
    journal.record(connection, journal.Stamp(now), "edit", sentence, detail)
    return _Move(sentence)


def _merge(connection: apsw.Connection, feed_id: FeedId, taken_by: FeedId | None, now: Instant) -> SafeText:
    """Merge a feed into the one that has its new address, as an undoable change; return the sentence that tells so."""
    if taken_by is None:
        return EMPTY
    gone, stays = titles(connection, [feed_id]), titles(connection, [taken_by])
    sentence = safe_text(f"{gone} moved to the address of {stays}, so the two are one feed now, with all marks of both")
    detail = feed_merge.merge(connection, feed_id, taken_by, now)
    detail["redirect"] = {feed_id: detail["after"]["url"]}
    journal.record(connection, journal.Stamp(now), "merge", sentence, detail)
    return sentence


def _record_request(connection: apsw.Connection, feed_id: FeedId, record: RequestRecord) -> None:
    """Add a request to those of a feed, and forget the oldest."""
    marks = ", ".join("?" * (len(polling_rows.REQUEST) + 1))
    connection.execute(
        f"INSERT OR REPLACE INTO requests (feed_id, {', '.join(polling_rows.REQUEST.names)}) VALUES ({marks})",  # noqa: S608  names of columns
        (feed_id, *polling_rows.REQUEST.row(record)),
    )
    connection.execute(
        "DELETE FROM requests WHERE feed_id = ?1 AND at <= "
        "(SELECT at FROM requests WHERE feed_id = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
        (feed_id, REQUESTS_KEPT),
    )


def _write_card(connection: apsw.Connection, feed_id: FeedId, card: FeedCard) -> None:
    moved = "SELECT 1 FROM feeds WHERE id = ? AND site_url <> ?"
    if connection.execute(moved, (feed_id, card.site_url)).get is not None:
        # what the pages of another site said of their publisher
        connection.execute("DELETE FROM imprints WHERE feed_id = ?", (feed_id,))
    connection.execute(
        "UPDATE feeds SET card_title = ?, site_url = ?, tagline = ?, editor = ?, copyright = ?, contact = ?, lang = ?, "
        "image = ? WHERE id = ?",
        (*rows.CARD.row(card), feed_id),
    )
    set_title(connection, feed_id)


def _read_stored_guids(
    connection: apsw.Connection, feed_id: FeedId, drafts: Sequence[EntryDraft]
) -> dict[str, tuple[int, str]]:
    """Return id and fingerprint of those new entries that another process has stored in the meantime."""
    if not drafts:
        return {}
    sql = "SELECT guid, id, fingerprint FROM entries WHERE guid IN (SELECT value FROM carray(?)) AND feed_id = ?"
    guids = bind_texts(draft.guid for draft in drafts)
    return {guid: (number, fingerprint) for guid, number, fingerprint in connection.execute(sql, (guids, feed_id))}
