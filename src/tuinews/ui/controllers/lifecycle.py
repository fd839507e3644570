"""Starting, the minutes that pass, and leaving: what the next start finds again."""

import asyncio
from array import array
from functools import partial

from tuinews.model.error import TuinewsError
from tuinews.ui.controllers.article.opening import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.saved_state import KEY, FirstPaint, SavedState, to_text
from tuinews.ui.session import Session

_LEAVING_SECONDS = 1.5
"""How long leaving waits: one half of it for marks, the other for what is to be remembered."""


class LifecycleController:
    """Shows at the start what was read before, and stores it for the next start."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        listing: ListingController,
        article: ArticleController,
        writes: PendingWrites,
    ) -> None:
        self._env = env
        self._session = session
        self._listing = listing
        self._article = article
        self._writes = writes

    # Starting

    def show_first(self, first: FirstPaint) -> None:
        """Show what was read before, as far as it was read for the first paint."""
        state = first.saved
        self._listing.show(state.listing, array("q", first.ids), state.near)
        self._listing.list.seed(first.rows)

    async def show_rest(self, state: SavedState) -> None:
        """Show the whole of the list, and the article that was open; raises StoreError."""
        if not self._session.complete:
            headlines = self._listing.list
            await self._listing.load(state.listing, headlines.neighbours if headlines.cursor else state.near)
        if state.article is not None and self._session.article is None:
            position = await self._env.library.articles.position(state.article)
            await self._article.show_cached(state.article, position)

    # Remembering

    def state(self, theme: str) -> SavedState:
        """What the next start is to find; `theme` is the one that is shown."""
        session = self._session
        article = None if session.article is None else session.article.entry.id
        chosen = theme if theme != self._env.settings.look.theme else ""
        return SavedState(session.listing, self._listing.near, article, session.sizes, session.folded, chosen)

    async def remember(self, theme: str) -> None:
        """Store it in its turn; raises StoreError."""
        text = to_text(self.state(theme))
        await self._writes.note(KEY, partial(self._env.library.memory.put, KEY, text))

    # Leaving

    async def finish(self, theme: str) -> None:
        """Store what is to be remembered, however long that takes the disk, but not longer than it may."""
        await self._writes.stored(_LEAVING_SECONDS / 2)
        try:
            async with asyncio.timeout(_LEAVING_SECONDS / 2):
                if not self._writes.hindered:
                    await self._remember_all(theme)
        except (TuinewsError, TimeoutError):
            # the place is lost, not the marks: nothing to keep anybody here for
            pass

    async def _remember_all(self, theme: str) -> None:
        await self._env.library.memory.put(KEY, to_text(self.state(theme)))
        article = self._session.article
        if article is not None and not self._session.variant:
            position = self._article.view.position
            await self._env.library.articles.remember_position(article.entry.id, position)
