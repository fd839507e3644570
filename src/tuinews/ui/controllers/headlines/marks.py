"""Marks: shown at once, stored beside, shown as they were where the store refuses them, undone with one key."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from tuinews.model.entry import Article, Entry, Flag, Headline, Mark, Marked
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.session import Session

_MOST_BY_ID = 50_000
"""Up to so many entries a list is marked by its ids; beyond, by its query and the highest of them."""


class _Shown(NamedTuple):
    """What was on the screen before a mark."""

    changed: frozenset[EntryId]
    """The entries whose rows looked otherwise."""
    article: Article | None


class MarksController:
    """Marks entries: every way of marking goes through `mark`."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        writes: PendingWrites,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._writes = writes
        self._anchor = 0
        """The row from which on a range is selected."""

    def mark(self, flag: Flag, ids: Sequence[EntryId], *, value: bool, tells: bool = False) -> None:
        """Show a mark at once and store it; where it cannot be stored, show again what was there.

        What was done to several entries is told together with the key that undoes it; to a single one if it `tells`.
        """
        if not ids:
            return
        mark = Mark(flag, value, tuple(ids))
        shown = _Shown(self._listing.list.patch(ids, flag, value=value), self._session.article)
        self._flag_article(mark)
        self._interaction.run(self._store(mark, shown, tells=tells or len(ids) > 1), "marks")

    def toggle(self, flag: Flag) -> None:
        """Turn a flag of what is meant; all of a selection gets what its first entry gets."""
        ids = self._listing.targets()
        if ids:
            self.mark(flag, ids, value=not self.has(ids[0], flag))

    def has(self, entry_id: EntryId, flag: Flag) -> bool:
        """Whether an entry is shown with a flag."""
        row = self._listing.list.headline(entry_id)
        if row is not None:
            return _has(row, flag)
        article = self._session.article
        return article is not None and article.entry.id == entry_id and _has(article.entry, flag)

    def _flag_article(self, mark: Mark) -> None:
        """Have the article in its pane marked as well, if it is one of those."""
        article = self._session.article
        if article is not None and article.entry.id in mark.ids:
            entry = _flagged(article.entry, mark.flag, value=mark.value)
            self._session.article = replace(article, entry=entry)

    async def _store(self, mark: Mark, shown: "_Shown", *, tells: bool) -> None:
        try:
            marked = await self._writes.store(partial(self._env.library.entries.mark, mark), mark)
        except TuinewsError:
            self._take_back(mark, shown)
            raise
        if marked is not None and tells:
            self._interaction.tell(self._undoable(marked))

    def _take_back(self, mark: Mark, shown: "_Shown") -> None:
        """Show again what was there before a mark that the store refused."""
        self._listing.list.take_back(mark.ids, shown.changed, mark.flag, value=not mark.value)
        article, before = self._session.article, shown.article
        if article is not None and before is not None and article.entry.id == before.entry.id:
            was = _flagged(article.entry, mark.flag, value=_has(before.entry, mark.flag))
            self._session.article = replace(article, entry=was)

    def _undoable(self, marked: Marked) -> str:
        if not marked.changed:
            return "Nothing was changed: all of it is marked so already."
        return f"{marked.sentence}: {self._env.keymap.label('undo')} takes it back."

    def store_position(self, entry_id: EntryId, block: int) -> None:
        """Remember the block at which reading an entry stopped."""
        work = partial(self._env.library.articles.remember_position, entry_id, block)
        self._interaction.run(self._writes.note(f"position {entry_id}", work), "notes")

    # Whole lists

    def read_list(self) -> None:
        """Mark read what the list shows, or all of the feed or folder that the sidebar is at."""
        self._interaction.run(self._read_list(), "marks")

    async def _read_list(self) -> None:
        entries, meant = self._env.library.entries, self._listing.meant
        query = meant.query(self._env.clock())
        # new articles that wait stay unread: the user has not seen that they are there
        seen = meant == self._session.listing and self._session.complete
        ids = self._listing.list.ids if seen else await entries.ids(query)
        if not len(ids):
            self._interaction.tell("There is nothing here to mark.")
            return
        if len(ids) <= _MOST_BY_ID:
            self._read(ids, tells=True)
            return
        # what comes later has a higher id, and this may wait for long
        last = EntryId(max(ids))
        marked = await self._writes.store(partial(entries.mark_all, query, Flag.READ, value=True, last=last))
        self._listing.list.reload()
        if marked is not None:
            self._interaction.tell(self._undoable(marked))

    def read_above(self) -> None:
        """Mark read everything above the current headline."""
        self._read(self._listing.list.rows.above(self._listing.list.cursor))

    def read_below(self) -> None:
        """Mark read everything below the current headline."""
        self._read(self._listing.list.rows.below(self._listing.list.cursor))

    def _read(self, ids: "array[int]", *, tells: bool = False) -> None:
        self.mark(Flag.READ, tuple(map(EntryId, ids)), value=True, tells=tells)

    # Selecting

    def select(self) -> None:
        """Select the current headline, or not, and go on."""
        headlines = self._listing.list
        if headlines.current_id is not None:
            self._listing.select(self._session.selection ^ {headlines.current_id})
            self._anchor = headlines.cursor
            headlines.move(1)

    def select_to(self) -> None:
        """Select from the last selected headline to this one."""
        headlines = self._listing.list
        between = headlines.rows.between(headlines.cursor, self._anchor)
        self._listing.select(self._session.selection | frozenset(map(EntryId, between)))


def _has(row: Headline | Entry, flag: Flag) -> bool:
    match flag:
        case Flag.READ:
            return row.read
        case Flag.STARRED:
            return row.starred
        case Flag.LATER:
            return row.later


def _flagged(entry: Entry, flag: Flag, *, value: bool) -> Entry:
    match flag:
        case Flag.READ:
            return replace(entry, read=value)
        case Flag.STARRED:
            return replace(entry, starred=value)
        case Flag.LATER:
            return replace(entry, later=value)
