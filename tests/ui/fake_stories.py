"""The stories of the library that the reader is tested on: `World.stories` says which entries belong together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.model.entry import Headline, Marked
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.event import EntriesChanged
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.stories.story import Addition, SilentSource, SilentSources, Story, StoryMember, StoryPage
from tuinews.model.text import SafeText

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuinews.model.entry import Entry
    from ui.fake_library import World


class FakeStories:
    def __init__(self, world: "World", headline: "Callable[[Entry], Headline]") -> None:
        self._world = world
        self._headline = headline

    async def find(self, entry_id: EntryId) -> Story | None:
        self._world.asked.append(f"story of {entry_id}")
        number = self._world.stories.get(entry_id)
        return None if number is None else self._story(number)

    async def get(self, story_id: int) -> Story:
        story = self._story(story_id)
        if story is None:
            raise NotFoundError(f"There is no story {story_id}.")
        return story

    async def page(self, story_id: int) -> StoryPage:
        story = await self.get(story_id)
        said = tuple(Addition(one.id, (SafeText(f"Only {one.feed} says so of {one.title}."),)) for one in story.entries)
        silent = SilentSources(SafeText("#coast"), (SilentSource(FeedId(3), SafeText("Code Notes"), 3, 4),))
        return StoryPage(story, said, (silent,))

    async def find_others(self, entry_id: EntryId) -> StoryPage | None:
        story = await self.find(entry_id)
        return None if story is None else (await self.page(story.id))._replace(silent=())

    async def find_near(self, story_id: int) -> tuple[Headline, ...]:
        inside = {n for n, story in self._world.stories.items() if story == story_id} | {story_id}
        entries = (article.entry for article in self._world.articles.values())
        return tuple(self._headline(entry) for entry in entries if entry.id not in inside)[:2]

    async def split(self, entry_id: EntryId) -> Marked:
        if entry_id not in self._world.stories:
            raise UsageError("This article is in no story.")
        del self._world.stories[entry_id]
        return self._told("Taken out of its story", (entry_id,))

    async def merge(self, entry_ids: Sequence[EntryId]) -> Marked:
        numbers = [self._world.stories.get(entry_id, int(entry_id)) for entry_id in entry_ids]
        members = {n for n, story in self._world.stories.items() if story in numbers} | set(entry_ids)
        self._world.stories.update(dict.fromkeys(sorted(members), min(numbers)))
        return self._told("Put together into one story", tuple(entry_ids))

    async def follow(self, story_id: int, *, value: bool) -> Marked:
        (self._world.followed.add if value else self._world.followed.discard)(story_id)
        return self._told("Followed" if value else "Followed no more", ())

    def _told(self, sentence: str, ids: tuple[EntryId, ...]) -> Marked:
        self._world.publish(EntriesChanged(frozenset(), 0))
        return Marked(SafeText(sentence), ids)

    def _story(self, number: int) -> Story | None:
        entries = [a.entry for n, a in self._world.articles.items() if self._world.stories.get(n) == number]
        entries.sort(key=lambda entry: entry.moment)
        if len(entries) < 2:
            return None
        first = {feed.id for feed in self._world.feeds if feed.options.prefer}
        members = tuple(
            StoryMember(e.id, e.feed_id, e.feed, e.title, e.published, e.moment, e.read, e.minutes, e.lang)._replace(
                preferred=e.feed_id in first
            )
            for e in entries
        )
        moments = [member.moment for member in members]
        return Story(
            number,
            members[0].title,
            members,
            len({member.feed_id for member in members}),
            min(moments),
            max(moments),
            sum(not member.read for member in members),
            number in self._world.followed,
        )
