"""Marks: shown at once, stored beside, shown as they were where the store refuses them, undone with one key."""

from array import array
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tuinews.model.entry import Flag, Mark, Marked, has_flag, set_flag
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr, tr_count
from tuinews.model.query import Query, parse_query
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.unconfirmed_marks import UnconfirmedMark, UnconfirmedMarks
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.paint.headlines.groups import GROUPS
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem

_MOST_BY_ID = 50_000
"""Up to so many entries a list is marked by its ids; beyond, by its query and the highest of them."""


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
        self._unconfirmed = UnconfirmedMarks()
        self._anchor = 0
        """The row from which on a range is selected."""

    def mark(self, flag: Flag, ids: Sequence[EntryId], *, value: bool, tells: bool = False, of: str = "") -> None:
        """Show a mark at once and store it; where it cannot be stored, show again what was there.

        What was done to several entries is told together with the key that undoes it, also where copies of a text were
        marked with it; what was done to a single one if it `tells`.
        `of` says what they are the articles of.
        """
        if ids:
            mark = Mark(flag, value, tuple(ids))
            change = partial(self._env.library.entries.mark, mark)
            self._interaction.run(self._carry_out(mark, change, tells=tells or len(ids) > 1, of=of), "marks")

    def _carry_out(
        self, mark: Mark, change: Callable[[], Awaitable[Marked]], *, tells: bool, of: str = ""
    ) -> Coroutine[Any, Any, None]:
        """Show a mark now, and return the work that stores it by a change."""
        before = self._listing.list.shown.patch(mark.ids, mark.flag, value=mark.value)
        article = self._session.article
        if article is not None and article.entry.id in mark.ids:
            before.setdefault(article.entry.id, has_flag(article.entry, mark.flag))
            self._flag_article(article.entry.id, mark.flag, value=mark.value)
        return self._store(self._unconfirmed.begin(mark, before), change, tells=tells, of=of)

    async def _store(
        self, shown: UnconfirmedMark, change: Callable[[], Awaitable[Marked]], *, tells: bool, of: str
    ) -> None:
        try:
            marked = await self._writes.store(change, shown.mark)
        except TuinewsError:
            self._take_back(shown)
            raise
        self._unconfirmed.end(shown)
        if marked is not None and (tells or len(marked.changed) > len(shown.mark.ids)):
            self._interaction.tell(self._undoable(marked, shown.mark, of))

    def _take_back(self, refused: UnconfirmedMark) -> None:
        """Show again what was there before a mark that the store refused."""
        flag, shown = refused.mark.flag, self._unconfirmed.take_back(refused)
        self._listing.list.shown.take_back(refused.ids, shown, flag)
        for entry_id, value in shown.items():
            self._flag_article(entry_id, flag, value=value)

    def _flag_article(self, entry_id: EntryId, flag: Flag, *, value: bool) -> None:
        """Have the article in its pane flagged as well, if it is this entry."""
        article = self._session.article
        if article is not None and article.entry.id == entry_id:
            self._session.article = replace(article, entry=set_flag(article.entry, flag, value=value))

    def toggle(self, flag: Flag) -> None:
        """Set a flag of what is meant if the first entry of it has it not; else clear it."""
        if flag is Flag.READ:
            self._toggle_read()
        elif ids := self._listing.targets():
            self.mark(flag, ids, value=not self.has(ids[0], flag))

    def _toggle_read(self) -> None:
        """Mark read what is meant if the first of it is unread, be it a folded group or an article; else unread."""
        first, ids = self._listing.targets()[:1], self._listing.targets(whole=True)
        if ids:
            group = self._listing.list.rows.entries_on(first)
            value = not all(self.has(EntryId(entry_id), Flag.READ) for entry_id in group)
            self.mark(Flag.READ, ids, value=value, of=self._name_group(first[0]) if len(ids) == len(group) else "")

    def _name_group(self, entry_id: EntryId) -> str:
        """How the articles of the folded group on a line are spoken of; `""` where there is no group."""
        group = self._listing.list.rows.group_of(entry_id)
        return "" if group is None else tr(GROUPS[group.kind].of_it)

    def has(self, entry_id: EntryId, flag: Flag) -> bool:
        """Whether an entry is shown with a flag."""
        row = self._listing.list.shown.headline(entry_id)
        if row is not None:
            return has_flag(row, flag)
        article = self._session.article
        return article is not None and article.entry.id == entry_id and has_flag(article.entry, flag)

    def _undoable(self, marked: Marked, mark: Mark, of: str) -> str:
        if not marked.changed:
            return tr("Nothing was changed: all of it is marked so already.")
        articles = tr_count("{count} article", "{count} articles", len(marked.changed))
        template = tr("Marked {articles} {of} read") if mark.value else tr("Marked {articles} {of} unread")
        what = template.format(articles=articles, of=of)
        return tr(
            "{what}: {undo} takes it back.", what=what if of else marked.sentence, undo=self._env.keymap.label("undo")
        )

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
        if meant.place.kind == "briefing" and meant != self._session.listing:
            self._interaction.tell(
                tr(
                    "{briefing} opens the briefing: there it is marked read.",
                    briefing=self._env.keymap.label("briefing"),
                )
            )
            return
        query = meant.query(self._env.clock())
        # new articles that wait stay unread: the user has not seen that they are there
        seen = meant == self._session.listing and self._session.complete
        ids = self._listing.list.rows.entries if seen else await entries.ids(query)
        if not len(ids):
            self._interaction.tell(tr("There is nothing here to mark."))
            return
        await self._read_all(query, ids, self._listing.list.shown.ids_at_hand if seen else ())

    def read_everything(self) -> None:
        """Mark all that is unread read, in whichever feed, after asking."""
        self._interaction.inquire(self._read_everything())

    async def _read_everything(self) -> None:
        query = parse_query("is:unread", self._env.clock())
        number = await self._env.library.entries.count(query)
        yes = MenuItem(tr("Mark all {number} read", number=number), "read")
        if not number:
            self._interaction.tell(tr("Everything is read already."))
        elif await self._interaction.confirm(tr("Mark everything read?"), yes, tr("Leave it")):
            self._interaction.run(self.read_matching(query), "marks")

    async def read_matching(self, query: Query) -> None:
        """Mark read all that a query finds, be it shown or not; raises StoreError."""
        ids = await self._env.library.entries.ids(query)
        if len(ids):
            found = {*ids} if len(ids) > _MOST_BY_ID else set()
            await self._read_all(
                query, ids, [number for number in self._listing.list.shown.ids_at_hand if number in found]
            )
        else:
            self._interaction.tell(tr("There is nothing here to mark."))

    async def _read_all(self, query: Query, ids: "array[int]", seen: Sequence[EntryId]) -> None:
        """Mark entries of a query read, of which the list may show those that are `seen`."""
        if len(ids) <= _MOST_BY_ID:
            self._read(ids, tells=True)
            return
        # what comes later has a higher id, and this may wait for long
        every = partial(self._env.library.entries.mark_all, query, Flag.READ, value=True, last=EntryId(max(ids)))
        await self._carry_out(Mark(Flag.READ, value=True, ids=tuple(seen)), every, tells=True)
        self._listing.list.shown.reload()

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
