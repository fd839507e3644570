"""The mutes of the library that the reader is tested on: a mute takes its articles out of the world."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuinews.engine.rules.asked_query import check_query
from tuinews.model.entry import Article, Entry, Headline
from tuinews.model.error import NotFoundError
from tuinews.model.event import EntriesChanged
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.rules.mute import Mute, MutePreview

if TYPE_CHECKING:
    from ui.fake_library import World


@dataclass
class MutedArticles:
    """Mutes by their numbers, each with what it hides."""

    mutes: dict[int, Mute] = field(default_factory=dict)
    hidden: dict[int, dict[EntryId, Article]] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[EntryId]:
        """All that was hidden, though an undo may have brought it back."""
        return frozenset(number for articles in self.hidden.values() for number in articles)


class FakeMutes:
    def __init__(
        self, world: "World", find: Callable[[str], list[Entry]], headline: Callable[[Entry], Headline]
    ) -> None:
        self._world = world
        self._find = find
        self._headline = headline

    async def all(self) -> tuple[Mute, ...]:
        return tuple(self._world.muted.mutes.values())

    async def find(self, number: int) -> Mute:
        if number not in self._world.muted.mutes:
            raise NotFoundError(f"There is no mute {number}.")
        return self._world.muted.mutes[number]

    async def find_of_entry(self, entry_id: EntryId) -> tuple[Mute, ...]:
        muted = self._world.muted
        return tuple(mute for number, mute in muted.mutes.items() if entry_id in muted.hidden[number])

    async def find_story(self, entry_id: EntryId) -> int | None:
        return self._world.stories.get(entry_id)

    def check(self, query: str) -> None:
        check_query(query, 0, "A mute")

    async def preview(self, query: str, feed_id: FeedId | None = None) -> MutePreview:
        self.check(query)
        found = self._matching(query, feed_id)
        return MutePreview(len(found), len(found), tuple(map(self._headline, found)))

    async def add(self, query: str, *, until: int | None = None, feed_id: FeedId | None = None) -> Mute:
        world, found = self._world, self._matching(query, feed_id)
        world.past.append((f"muted {query}", dict(world.articles)))
        number = len(world.muted.mutes) + 1
        world.muted.hidden[number] = {entry.id: world.articles.pop(entry.id) for entry in found}
        world.muted.mutes[number] = Mute(number, query, feed_id, until, hides=len(found), hides_30d=len(found))
        world.publish(EntriesChanged(frozenset(), 0))
        return world.muted.mutes[number]

    async def edit(self, number: int, query: str = "", *, until: int | None) -> Mute:
        mute = await self.find(number)
        self._world.muted.mutes[number] = mute._replace(query=query or mute.query, until=until)
        return self._world.muted.mutes[number]

    async def remove(self, number: int) -> Mute:
        await self.find(number)
        self._world.articles.update(self._world.muted.hidden.pop(number))
        return self._world.muted.mutes.pop(number)

    def _matching(self, query: str, feed_id: FeedId | None) -> list[Entry]:
        return [entry for entry in self._find(query) if feed_id in {None, entry.feed_id}]
