"""Old articles that come with a feed's first answer: they are offered to be marked read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from tuinews.model.language import tr, tr_count
from tuinews.model.query import AllOf, parse_query
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.marks import MarksController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction

_AGE = "30d"
"""What is older is old, unless the user names another age."""

_WORTH_TELLING = 20
"""So many old articles have to come before anybody is told."""


class OldArticlesController:
    """Marks old articles read, and tells how when many have come."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, marks: MarksController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._marks = marks

    def mark(self, age: str = "") -> None:
        """Mark read what is older than an age in the list, or in the feed or folder that the sidebar is at."""
        self._interaction.run(self._mark(age), "marks")

    async def _mark(self, age: str) -> None:
        now = self._env.clock()
        old = parse_query(f"is:unread older:{''.join(age.split()) or _AGE}", now)
        meant = self._listing.meant.query(now)
        await self._marks.read_matching(replace(meant, condition=AllOf((meant.condition, old.condition))))

    async def count(self, query: str = "") -> int:
        """Return how many unread articles are older than a month, of all or of those that a query finds."""
        asked = parse_query(f"is:unread older:{_AGE} {query}".rstrip(), self._env.clock())
        return await self._env.library.entries.count(asked)

    @asynccontextmanager
    async def offer_afterwards(self) -> AsyncIterator[None]:
        """Tell how to mark old articles read, if what is inside brings many of feeds that were never asked before."""
        first = any(feed.last_checked is None for feed in await self._env.library.feeds.all())
        before = await self.count() if first else 0
        yield
        if first:
            self.offer(await self.count() - before)

    def offer(self, number: int) -> None:
        """Tell how to mark old articles read, if many came."""
        if number >= _WORTH_TELLING:
            self._interaction.tell(
                tr(
                    "{articles} that came are older than a month: :read-older marks them read in the "
                    "list that you look at.",
                    articles=tr_count("{count} article", "{count} articles", number),
                )
            )
