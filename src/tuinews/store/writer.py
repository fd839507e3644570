"""Writes to the store through one connection; each method is one commit."""

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from tuinews.model.arrival import Decide, decide_marks
from tuinews.model.change import (
    FeedEdit,
    FeedUpdate,
    ImportedState,
    ImportResult,
    PendingChange,
    RemoteState,
    UpdateResult,
)
from tuinews.model.clock import Clock, Instant
from tuinews.model.entry import Flag, Mark, Marked
from tuinews.model.feed import Folder, NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.parsed import ExtractedPage, NamedQuery, Outline
from tuinews.model.query import Query
from tuinews.model.text import SafeText, safe_text
from tuinews.store import journal, outbox, search, subscriptions, views
from tuinews.store.entries import entry_tags, feed_updates, imported_states, marks, pages, retention, wanted_pages
from tuinews.store.feed_names import read_names_for
from tuinews.store.file import upkeep
from tuinews.store.file.connection import open_writer, rehearsal, store_errors, transaction
from tuinews.store.rules import mute_rows
from tuinews.store.select import select_set
from tuinews.store.stories import membership
from tuinews.store.writers.feed_writer import FeedBatchWriter
from tuinews.store.writers.freshness_writer import FreshnessWriter
from tuinews.store.writers.journal_writer import JournalWriter
from tuinews.store.writers.mute_writer import MuteWriter
from tuinews.store.writers.rule_writer import RuleWriter
from tuinews.store.writers.story_writer import StoryWriter
from tuinews.store.writers.topic_writer import TopicWriter
from tuinews.store.writers.write_connection import WriteConnection

if TYPE_CHECKING:
    from tuinews.store.writers.note_writer import NoteWriter
    from tuinews.store.writers.server_writer import ServerWriter
    from tuinews.store.writers.shared_writer import SharedWriter
    from tuinews.store.writers.view_writer import ViewWriter


class Writer:
    """The connection that writes; to be used from one thread.

    The clock dates the journal. `decide` says what follows for entries that arrive.

    Every method is one transaction and raises StoreError, StoreBusyError or StoreFullError, with nothing changed.
    """

    def __init__(self, path: Path, clock: Clock, decide: Decide = decide_marks) -> None:
        self._path = path
        self._clock = clock
        self._decide = decide
        self._run = os.urandom(8).hex()
        with store_errors(path):
            self._connection = open_writer(path)
            outbox.register(self._connection, clock)
        self._parts = parts = WriteConnection(self._commit, self._stamp)
        self.feeds = FeedBatchWriter(parts)
        self.journal = JournalWriter(parts)
        self.journal.register(self._connection)
        self.mutes = MuteWriter(parts)
        self.rules = RuleWriter(parts)
        self.topics = TopicWriter(parts)
        self.freshness = FreshnessWriter(parts)
        self.stories = StoryWriter(parts)

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        with store_errors(self._path):
            self._connection.close()

    @cached_property
    def notes(self) -> "NoteWriter":
        """The user's notes."""
        from tuinews.store.writers.note_writer import NoteWriter

        return NoteWriter(self._parts)

    @cached_property
    def servers(self) -> "ServerWriter":
        """The account on a server."""
        from tuinews.store.writers.server_writer import ServerWriter

        return ServerWriter(self._parts, self._clock, self._decide)

    @cached_property
    def views(self) -> "ViewWriter":
        """The user's views."""
        from tuinews.store.writers.view_writer import ViewWriter

        return ViewWriter(self._parts)

    @cached_property
    def shared(self) -> "SharedWriter":
        """The folder that is shared with other machines."""
        from tuinews.store.writers.shared_writer import SharedWriter

        return SharedWriter(self._parts)

    def free_memory(self) -> None:
        """Give back what is kept for what may be written next; for when much was written, and nothing follows soon."""
        self.stories.forget_counts()
        with store_errors(self._path):
            self._connection.pragma("shrink_memory")

    @property
    def revision(self) -> int:
        """A number that differs after another process has committed."""
        with store_errors(self._path):
            return int(self._connection.pragma("data_version"))

    def add_feed(self, new: NewFeed) -> FeedId:
        """Subscribe to a feed, and return its id; for an address that is subscribed to, the id of that feed."""
        with self._commit() as connection:
            wanted = subscriptions.subscribe(connection, new, self._clock())
            if wanted.fresh:
                sentence = f"subscribed to {subscriptions.titles(connection, [wanted.feed_id])}"
                journal.record_subscribed(connection, self._stamp(), sentence, [wanted])
            return wanted.feed_id

    def edit_feed(self, feed_id: FeedId, edit: FeedEdit) -> None:
        """Change what the user decides of a feed; raises NotFoundError, or UsageError for another feed's address."""
        with self._commit() as connection:
            before = subscriptions.read_choices(connection, feed_id)
            after = subscriptions.edit_choices(before, edit)
            if after != before:
                subscriptions.set_choices(connection, feed_id, after)
                taken_out = membership.take_feed_out(connection, feed_id) if not after["stories"] else []
                if after["stories"] and not before["stories"]:
                    membership.let_feed_in(connection, feed_id)
                sentence = f"{subscriptions.titles(connection, [feed_id])} edited"
                detail = {"feed": feed_id, "before": before, "after": after, "stories": taken_out}
                journal.record(connection, self._stamp(), "edit", sentence, detail)

    def move_folder(self, before: Folder, after: Folder) -> int:
        """Rename or move a folder with all that is in it, as one change, and return how many feeds it has.

        A folder `after` that is there already takes the feeds in; with `()` they are in no folder any more.
        """
        with self._commit() as connection:
            named = subscriptions.move_folder(connection, before, after)
            if named:
                detail = {"added": [], "removed": [], "named": named}
                journal.record(connection, self._stamp(), "feeds", subscriptions.describe_move(before, after), detail)
            return len(named)

    def allow_refresh(self, feed_id: FeedId) -> None:
        """Let the user have the feed asked at once, though it was so less than a minute ago."""
        with self._commit() as connection:
            connection.execute("UPDATE polling SET last_forced = NULL WHERE feed_id = ?", (feed_id,))

    def remove_feed(self, *feed_ids: FeedId) -> int:
        """Unsubscribe from feeds as one change, and return how many entries are gone with them.

        Starred, read-later and tagged entries, and those with a note, are kept outside the lists.
        """
        with self._commit() as connection:
            for feed_id in feed_ids:
                subscriptions.read_choices(connection, feed_id)
            gone = subscriptions.remove(connection, feed_ids, self._clock())
            title = subscriptions.titles(connection, feed_ids)
            detail = {"added": [], "removed": list(feed_ids), "named": []}
            journal.record(connection, self._stamp(), "feeds", tr("unsubscribed from {title}", title=title), detail)
            return gone

    def import_feeds(
        self,
        outlines: Sequence[Outline],
        saved: Sequence[NamedQuery] = (),
        states: Sequence[ImportedState] = (),
        *,
        dry_run: bool = False,
    ) -> ImportResult:
        """Subscribe to a list's feeds, save its queries and take over what was read elsewhere, as one change.

        A `dry_run` only returns what would come of it.
        """
        with self._commit() as connection:
            with rehearsal(connection, dry_run=dry_run):
                listed = subscriptions.merge_outlines(connection, outlines)
                merged = {outline.url: outline for outline in listed.values()}.values()
                found = [subscriptions.subscribe_listed(connection, outline, self._clock()) for outline in merged]
                kept = [(name, *views.save(connection, name, query)) for name, query in saved]
                fresh = [(name, before, after) for name, before, after in kept if before != after]
                added = sum(wanted.fresh for wanted in found)
                moved = sum(not wanted.fresh and wanted.before is not None for wanted in found)
                if added or moved or fresh:
                    sentence = f"{added} feeds imported, {moved} moved"
                    journal.record_subscribed(connection, self._stamp(), sentence, found, fresh)
                taken, marked = imported_states.take_states(connection, states, self._clock(), self._decide)
                for flag, ids in marked.items():
                    self._mark(marks.find_changed(connection, flag, ids, value=True), flag, value=True)
            feed_ids = {outline.url: feed.feed_id for outline, feed in zip(merged, found, strict=True)}
            by_url = {address: feed_ids[outline.url] for address, outline in listed.items()}
            return ImportResult(added, len(found) - added - moved, moved, len(fresh), taken, by_url)

    def apply(self, updates: Sequence[FeedUpdate]) -> tuple[UpdateResult, ...]:
        """Store what arrived for feeds in one commit; a feed that cannot be stored says why in its UpdateResult."""
        return feed_updates.apply_updates(self._commit, updates, self._decide)

    def listen(self, account: str) -> None:
        """Write what changes in the account's feeds into the outbox from now on."""
        with self._commit() as connection:
            outbox.listen(connection, account)

    def begin_sending(self, account: str, limit: int) -> tuple[PendingChange, ...]:
        """Return the account's oldest changes that it has not agreed to; from now on they may have reached it."""
        with self._commit() as connection:
            return outbox.begin_sending(connection, account, limit)

    def end_sending(self, agreed: Sequence[PendingChange]) -> None:
        """Forget the changes that the account agreed to; what changed again meanwhile still waits."""
        with self._commit() as connection:
            outbox.end_sending(connection, agreed)

    def take_states(self, states: Sequence[RemoteState]) -> int:
        """Mark as an account says, and return how many marks changed; what waits in the outbox wins."""
        with self._commit() as connection:
            return marks.take_states(connection, states, self._clock())

    def pause(self, key: str, until: Instant) -> None:
        """Leave a host (by `host_key`) or one address alone until then; a longer pause stays."""
        with self._commit() as connection:
            connection.execute(
                "INSERT INTO hosts (host, paused_until) VALUES (?, ?) "
                "ON CONFLICT (host) DO UPDATE SET paused_until = max(paused_until, excluded.paused_until)",
                (key, until),
            )

    def mark(self, mark: Mark, *, copies: bool = False) -> Marked:
        """Set or clear a flag on some entries, and with `copies` on those that have the same texts in their stories.

        The result's `changed` names those that were otherwise.
        """
        with self._commit() as connection:
            ids = (*mark.ids, *membership.find_copies(connection, mark.ids)) if copies else mark.ids
            changed = marks.find_changed(connection, mark.flag, ids, value=mark.value)
            return self._mark(changed, mark.flag, value=mark.value)

    def mark_query(
        self,
        query: Query,
        flag: Flag,
        value: bool,  # noqa: FBT001  part of the door
        last: EntryId | None = None,
    ) -> Marked:
        """Set or clear a flag on all entries that match, except those that came after the entry `last`."""
        with self._commit() as connection:
            feeds = read_names_for(connection, query.condition)
            among = marks.would_change(flag, value=value) + ("" if last is None else f" AND +e.id <= {last}")
            found = marks.find_matching(connection, select_set(query, feeds, among))
            return self._mark(found, flag, value=value)

    def set_user_tags(self, ids: Sequence[EntryId], add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        """Add and remove the user's tags of entries, as one change."""
        with self._commit():
            return self._tag(ids, add, remove)

    def tag_query(self, query: Query, add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        """Add and remove the user's tags of all entries that match, as one change."""
        with self._commit() as connection:
            feeds = read_names_for(connection, query.condition)
            return self._tag(marks.find_matching(connection, select_set(query, feeds)), add, remove)

    def undo(self, *, own: bool = False, agreed: int | None = None) -> Marked | None:
        """Undo the user's last change, or with `own` the last that this object made; `None` when there is none.

        `agreed` is the number of the change that the user agreed to undo, 0 that there is none yet.

        Raises:
            ConsentError: the user has to agree: with `own` to all that is more than marks and tags, else only where
                a subscription would go.
        """
        with self._commit() as connection:
            return journal.undo(connection, self._clock(), self._make_request(agreed, own=own))

    def redo(self, *, own: bool = False, agreed: int | None = None) -> Marked | None:
        """Do again what was undone last; `None` when there is nothing, or something changed since. As `undo`."""
        with self._commit() as connection:
            return journal.redo(connection, self._clock(), self._make_request(agreed, own=own))

    def save_page(self, entry_id: EntryId, page: ExtractedPage, now: Instant) -> None:  # noqa: ARG002  part of the door
        """Store the full text of an entry and what its page tells; raises NotFoundError."""
        with self._commit() as connection:
            pages.save_page(connection, entry_id, page)

    def add_page_entry(self, url: str, page: ExtractedPage, now: Instant, *, read: bool = True) -> EntryId:
        """Store a page that belongs to no feed, and return its entry's id; a new one is `read` or not."""
        with self._commit() as connection:
            return pages.add_page_entry(connection, url, page, now, self._decide, read=read)

    def forget_wanted_pages(self, entry_ids: Sequence[EntryId]) -> None:
        """Fetch the pages of these entries no more, since that was done or tried."""
        with self._commit() as connection:
            wanted_pages.forget_wanted_pages(connection, entry_ids)

    def remember_position(self, entry_id: EntryId, block: int) -> None:
        """Store the block at which reading an entry stopped."""
        with self._commit() as connection:
            pages.put_position(connection, entry_id, block)

    def remember(self, key: str, value: str) -> None:
        """Store a short text under the key."""
        with self._commit() as connection:
            connection.execute("INSERT OR REPLACE INTO notes (key, value) VALUES (?, ?)", (key, value))

    def lease(
        self, name: str, owner: str, seconds: int, now: Instant, abandoned: Callable[[str], bool] = lambda _: False
    ) -> bool:
        """Take a lease on what only one process may do at a time, and return whether it was free.

        It is free if nobody has it, if it ran out, if its owner is `abandoned`, or if the caller has it already.
        """
        with self._commit() as connection:
            held = connection.execute("SELECT owner FROM leases WHERE name = ? AND until > ?", (name, now)).fetchone()
            if held is not None and held[0] != owner and not abandoned(str(held[0])):
                return False
            connection.execute(
                "INSERT INTO leases (name, owner, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
                "SET owner = excluded.owner, until = excluded.until",
                (name, owner, now + seconds),
            )
            return True

    def release(self, name: str, owner: str) -> None:
        """Give a lease back, if it is still the owner's."""
        with self._commit() as connection:
            connection.execute("DELETE FROM leases WHERE name = ? AND owner = ?", (name, owner))

    def index_some(self, limit: int) -> int:
        """Bring up to `limit` entries into the search index, and return how many are left, counted to 10,000."""
        with self._commit() as connection:
            former = not search.is_rebuilt(connection)
            left = search.index_some(connection, limit)
            if former and search.is_rebuilt(connection):
                mute_rows.look_again(connection)
            return left

    def trim(self, keep: int) -> int:
        """Delete some read entries of feeds that have more than `keep`, and return how many; 0 when none are left."""
        with self._commit() as connection:
            return retention.trim(connection, keep)

    def optimize(self) -> None:
        """Refresh the planner's statistics, delete what cannot be brought back any more, and pauses that are over."""
        with self._commit() as connection:
            upkeep.purge(connection, self._clock())
        with store_errors(self._path):
            upkeep.optimize(self._connection)

    def _stamp(self) -> journal.Stamp:
        return journal.Stamp(self._clock(), self._run)

    def _make_request(self, agreed: int | None, *, own: bool) -> journal.Asked:
        return journal.Asked(self._run if own else None, agreed, beyond_marks=own)

    def _tag(self, ids: Sequence[int], add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        connection = self._connection
        changes = entry_tags.change_tags(connection, [entry_tags.TagChange(number, add, remove) for number in ids])
        if not changes:
            return Marked(safe_text(tr("No tag changed")), ())
        sentence = entry_tags.describe_changes(changes)
        changed = tuple(EntryId(change.entry_id) for change in changes)
        search.note_changed(connection, changed)
        detail = {"tagged_alike": entry_tags.group_changes(changes)}
        journal.record(connection, self._stamp(), "tag", sentence, detail, ids=changed)
        return Marked(safe_text(sentence), changed)

    def _mark(self, ids: "array[int]", flag: Flag, *, value: bool) -> Marked:
        sentence = marks.describe_mark(flag, len(ids), value=value)
        if ids:
            marks.set_flag(self._connection, flag, ids, self._clock(), value=value, at=self._clock())
            journal.record(self._connection, self._stamp(), "mark", sentence, {"flag": flag, "value": value}, ids=ids)
        return Marked(safe_text(sentence), tuple(map(EntryId, ids)))

    @contextmanager
    def _commit(self) -> Iterator[apsw.Connection]:
        with store_errors(self._path), transaction(self._connection):
            yield self._connection
            outbox.note_choices(self._connection, self._clock)
