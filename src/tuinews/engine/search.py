"""Searching as one types."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.engine.services import Services
from tuinews.engine.views import resolve_views
from tuinews.model.query import Order, Query, find_sought_words

if TYPE_CHECKING:
    from tuinews.model.query.search_hit import SearchHit
    from tuinews.model.query.snippet import Snippet


class Search:
    """`library.search`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._asked = 0

    async def find_hits(self, query: Query, limit: int = 20) -> "tuple[SearchHit, ...]":
        """Return the first entries that a query finds, with pieces of their texts.

        Asking again ends what was asked before, which then gives nothing.
        """
        self._asked += 1
        number, now = self._asked, self._services.clock()
        asked = await resolve_views(self._services, query)
        return await self._services.scans.do(
            lambda reader: reader.search.find_hits(asked, now, limit, lambda: number == self._asked)
        )

    async def read_snippets(self, query: Query, ids: Sequence[int]) -> "dict[int, Snippet]":
        """Return a piece of the text of each entry that shows what a query seeks; none if it seeks no words."""
        asked = await resolve_views(self._services, query)
        if not find_sought_words(asked.condition):
            return {}
        return await self._services.scans.do(lambda reader: reader.search.read_snippets(asked, ids))

    async def is_rank_bounded(self, query: Query) -> bool:
        """Whether a query sorts only the newest of what it finds by relevance, because it finds so much."""
        asked = await resolve_views(self._services, query)
        return asked.order is Order.RELEVANCE and await self._services.scans.do(
            lambda reader: reader.lists.is_rank_bounded(asked)
        )
