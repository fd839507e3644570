"""Taking changes back, and doing them again."""

from collections.abc import Awaitable, Callable
from functools import partial

from tuinews.model.entry import Marked
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites


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
        self._since = env.clock()
        """When this run began: what was done before is not undone by a key."""

    def take_back(self) -> None:
        """Take the last change back."""
        nothing = "Nothing of this session is left to undo; `tuinews undo` goes further back."
        self._interaction.run(self._turn(partial(self._env.library.entries.undo, since=self._since), nothing), "marks")

    def redo(self) -> None:
        """Do again what was undone."""
        self._interaction.run(self._turn(self._env.library.entries.redo, "There is nothing to redo."), "marks")

    async def _turn(self, change: Callable[[], Awaitable[Marked | None]], nothing: str) -> None:
        """Make a change, say what was done, and show it; only feeds that come or go change which rows there are."""
        marked = await self._writes.store(change)
        self._interaction.tell(nothing if marked is None else marked.sentence)
        if marked is None:
            return
        if await self._sidebar.count():
            await self._listing.load_again()
        else:
            self._listing.list.reload()
