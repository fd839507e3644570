"""Searching as one types, of what the world holds in memory."""

from typing import TYPE_CHECKING

from tuinews.model.ids import EntryId
from tuinews.model.query import Query, find_sought_words, parse_query
from tuinews.model.query.search_hit import SearchHit
from tuinews.model.query.snippet import make_snippet
from ui.fake_queries import matches

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeSearch:
    """Finds by the world's queries, and shows titles as texts."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def find_hits(self, query: Query, limit: int = 20) -> tuple[SearchHit, ...]:
        from ui.fake_library import headline

        self._world.asked.append(f"hits {query.text}")
        words = find_sought_words(query.condition)
        whole = parse_query(query.text.replace("*", ""), 0).condition
        found = [a.entry for a in self._world.articles.values() if matches(self._world, a.entry, whole)]
        texts = {EntryId(entry.id): f"It says that {entry.title}" for entry in found}
        return tuple(SearchHit(headline(one), make_snippet(texts[one.id], words, 80)) for one in found[:limit])

    async def is_rank_bounded(self, query: Query) -> bool:
        return self._world.behind > 0 and bool(find_sought_words(query.condition))
