"""Taking changes back, and doing them again."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Protocol

from tuinews.model.clock import Instant
from tuinews.model.entry import Marked
from tuinews.model.error import ConsentError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.widgets.menu import MenuItem

_LOOKED_AT = 20
"""Changes among which the one is that the user was just told of; other processes make some as well."""


class Change(Protocol):
    """What undoes or redoes: `library.entries.undo` and `redo`."""

    def __call__(self, *, own: bool, agreed: int | None) -> Awaitable[Marked | None]:
        """Make the change; raises ConsentError while the user has not agreed to it."""


async def _show_nothing(_ids: Sequence[EntryId]) -> None:
    """Show nothing: no article is open."""


class UndoController:
    """Undoes and redoes changes of this run of the reader, one at a time."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        listing: ListingController,
        sidebar: SidebarController,
        writes: PendingWrites,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar
        self._writes = writes

        self.show_again: Callable[[Sequence[EntryId]], Awaitable[None]] = _show_nothing
        """Called with the entries that changed, to show the open article as it is now."""

    def take_back(self) -> None:
        """Take the last change back that was made in this reader."""
        nothing = tr("Nothing of this session is left to undo; `tuinews undo` goes further back.")
        promise = self._interaction.promise.take()
        told = None if promise is None else self._env.clock() - int(promise)
        work = self._turn(self._env.library.entries.undo, tr("Undo"), nothing, told=told)
        self._interaction.inquire(work, always=False)

    def redo(self) -> None:
        """Do again what was undone."""
        nothing = tr("There is nothing to redo.")
        self._interaction.inquire(self._turn(self._env.library.entries.redo, tr("Redo"), nothing), always=False)

    async def _turn(self, change: Change, what: str, nothing: str, *, told: Instant | None = None) -> None:
        """Make a change, say what was done, and show it; what is more than marks is asked for first.

        Nothing is asked of a change that the user was `told` the key for at that time, right after it was made.
        """
        before = self._sidebar.known
        try:
            marked = await self._writes.store(partial(change, own=True, agreed=0))
        except ConsentError as error:
            if not (told is not None and await self._was_made_by(told, error.change)):
                item = MenuItem(f"{what}: {error.ahead}", "agreed")
                if not await self._interaction.confirm(f"{what}?", item, tr("Leave it as it is")):
                    return
            marked = await self._writes.store(partial(change, own=True, agreed=error.change))
        if marked is None:
            self._interaction.tell(nothing)
            return
        await self.show(marked, before)

    async def _was_made_by(self, told: Instant, number: int) -> bool:
        """Whether the last change of this reader was there when the user was told of one: then it is that one."""
        changes = await self._env.library.journal.changes(_LOOKED_AT)
        return any(change.number == number and change.at <= told for change in changes)

    async def turn_one(self, number: int, *, forward: bool) -> None:
        """Undo a change by its number in the journal, or do it again, and show it; raises TuinewsError."""
        before, journal = self._sidebar.known, self._env.library.journal
        turn = journal.redo if forward else journal.undo
        done = await self._writes.store(partial(turn, number))
        if done is not None:
            await self.show(done, before)

    async def show(self, marked: Marked, before: object) -> None:
        """Tell what was done, and show it; `before` is which feeds and mutes were known until then."""
        self._interaction.tell(marked.sentence)
        # only feeds and mutes that come or go change which rows there are; an event may have had them counted already
        await self._sidebar.count()
        if self._sidebar.known != before:
            await self._listing.load_again()
        else:
            self._listing.list.shown.reload()
            await self._listing.regroup()
        await self.show_again(marked.changed)
