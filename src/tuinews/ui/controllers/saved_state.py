"""What the next start finds again: shown when the reader starts, stored when it is left."""

import asyncio
from functools import partial

from tuinews.model.error import TuinewsError
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.places import HOME
from tuinews.ui.rows import Rows
from tuinews.ui.saved_state import KEY, FirstPaint, SavedState, to_text
from tuinews.ui.session import Session

_LEAVING_SECONDS = 1.5
"""How long leaving waits: one half of it for marks, the other for what is to be remembered."""


def begin_session(env: Environment, first: FirstPaint) -> Session:
    """Return a session as the last one was left, and otherwise as the settings say."""
    saved, settings = first.saved, env.settings
    session = Session(saved.sizes or env.first_sizes, saved.folded, first.counts, filling=not first.folded.ids)
    session.fold_choices = dict(saved.fold_choices)
    session.read_feeds = settings.look.read_feeds if saved.read_feeds is None else saved.read_feeds
    session.density = saved.density or settings.look.density
    session.previews = settings.reading.preview
    return session


class SavedStateController:
    """Shows at the start what was read before, and stores it for the next start."""

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

    # Starting

    def show_first(self, first: FirstPaint) -> None:
        """Show what was read before, as far as it was read for the first paint."""
        state = first.saved
        self._listing.show(state.listing, Rows(first.folded), state.near, complete=first.folded.complete)
        self._listing.list.shown.seed(first.rows)

    def begin_visit(self) -> None:
        """Remember that the user is here; what is new since the visit before is the briefing."""
        self._interaction.run(self._writes.note("visit", self._env.library.editions.begin_visit), "notes")

    async def show_rest(self, state: SavedState) -> None:
        """Show the whole of the list; raises StoreError."""
        if not self._session.complete:
            headlines = self._listing.list
            await self._listing.load(state.listing, headlines.neighbours if headlines.cursor else state.near)

    # Remembering

    def state(self) -> SavedState:
        """What the next start is to find."""
        session, theme = self._session, self._interaction.theme
        article = None if session.article is None else session.article.entry.id
        chosen = theme if theme != self._env.settings.look.theme else ""
        shown = session.read_feeds if session.read_feeds != self._env.settings.look.read_feeds else None
        return SavedState(
            HOME if session.listing.place.kind == "briefing" else session.listing,  # the next one has its own
            self._listing.near,
            article,
            session.remembered_sizes,
            session.folded,
            chosen,
            session.fold_choices,
            shown,
            "" if session.density == self._env.settings.look.density else session.density,
        )

    def remember_soon(self) -> None:
        """Store it in its turn."""
        text = to_text(self.state())
        self._interaction.run(self._writes.note(KEY, partial(self._env.library.memory.put, KEY, text)), "notes")

    # Leaving

    async def finish(self) -> None:
        """Store what is to be remembered, however long that takes the disk, but not longer than it may."""
        await self._writes.wait_until_stored(_LEAVING_SECONDS / 2)
        try:
            async with asyncio.timeout(_LEAVING_SECONDS / 2):
                if not self._writes.hindered:
                    await self._remember_all()
        except (TuinewsError, TimeoutError):
            # the place is lost, not the marks: nothing to keep anybody here for
            pass

    async def _remember_all(self) -> None:
        await self._env.library.memory.put(KEY, to_text(self.state()))
        seen_until = await self._listing.editions.find_seen_until()
        if seen_until is not None:
            await self._env.library.editions.end_visit(seen_until)
        article = self._session.article
        if article is not None and not self._session.variant:
            position = self._listing.waypoint.position
            await self._env.library.articles.remember_position(article.entry.id, position)
