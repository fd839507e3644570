"""News that ages, in memory: what has aged says so of itself, and nothing ages by time."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tuinews.engine.freshness import AgeingState
from tuinews.store.freshness import Swept

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeFreshness:
    def __init__(self, world: "World") -> None:
        self._world = world

    async def sweep(self, *, measure: bool = True) -> Swept:  # noqa: ARG002  as the real one
        self._world.asked.append("sweep")
        swept, self._world.overdue = self._world.overdue, []
        for entry_id in swept:
            article = self._world.articles[entry_id]
            self._world.articles[entry_id] = replace(article, entry=replace(article.entry, aged=1))
        return Swept(len(swept))

    async def count_today(self) -> int:
        return sum(article.entry.aged is not None for article in self._world.articles.values())

    async def read_state(self) -> AgeingState:
        setting, today = ("never" if self._world.agreed is None else "ask"), await self.count_today()
        return AgeingState(
            setting, bool(self._world.agreed), len(self._world.would_age), today, tuple(self._world.feeds)
        )

    async def turn(self, *, on: bool) -> Swept:
        self._world.agreed = on
        if on:
            self._world.overdue, self._world.would_age = self._world.would_age, []
        return await self.sweep()
