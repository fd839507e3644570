"""Topics in memory, as `library.topics` gives them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tuinews.model.entry import Entry
from tuinews.model.error import NotFoundError
from tuinews.model.event import FeedsChanged
from tuinews.model.text import SafeText, fold, safe_text
from tuinews.model.topics.tag_forms import fold_tag
from tuinews.model.topics.topic import TREND_DAYS, SameTag, Topic, TopicChoice, TopicOrder, TopicSuggestion

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeTopics:
    """Counts the tags of what the world holds."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def page(
        self, order: TopicOrder = "count", limit: int | None = None, part: str = "", *, whole: bool = True
    ) -> tuple[Topic, ...]:
        counted: dict[str, list[tuple[SafeText, Entry]]] = {}
        for article in self._world.articles.values():
            for tag in dict.fromkeys((*article.entry.tags, *article.entry.user_tags)):
                counted.setdefault(self._form(tag), []).append((tag, article.entry))
        topics = [self._topic(found, whole=whole) for found in counted.values()]
        kept = [topic for topic in topics if fold(part) in fold(topic.name)]
        by_name = sorted(kept, key=lambda topic: fold(topic.name))
        ordered = by_name if order == "name" else sorted(by_name, key=lambda topic: -topic.total)
        return tuple(ordered[:limit])

    async def complete(self, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        whole = {topic.name: topic for topic in await self.page()}
        return tuple(whole.get(topic.name, topic) for topic in topics)

    async def find(self, name: str) -> Topic:
        for topic in (*await self.page(), *await self.find_followed()):
            if self._form(topic.name) == self._form(name):
                return topic
        raise NotFoundError(f"There is no topic “{name}”.")

    async def find_followed(self) -> tuple[Topic, ...]:
        there = {self._form(topic.name): topic for topic in await self.page()}
        followed = [choice for choice in self._world.topics.values() if choice.followed]
        missing = (Topic(safe_text(choice.name or choice.key), 0, 0, followed=True) for choice in followed)
        return tuple(there.get(self._form(topic.name), topic) for topic in missing)

    async def colours(self) -> dict[str, str]:
        return {choice.key: choice.colour for choice in self._world.topics.values() if choice.colour}

    async def aliases(self) -> tuple[SameTag, ...]:
        return tuple(
            SameTag(SafeText(choice.key), SafeText(self._world.topics[choice.alias_of].name), chosen=True)
            for choice in self._world.topics.values()
            if choice.alias_of
        )

    async def suggest(self, name: str = "", limit: int = 20) -> tuple[TopicSuggestion, ...]:
        return tuple(each for each in self._world.suggestions if name in {"", each.name, each.topic})[:limit]

    async def alias(self, names: Sequence[str], topic: str) -> SafeText:
        for name in names:
            self._choose(name, alias_of=fold(topic))
        self._choose(topic, name=topic)
        return self._told(f"{', '.join(names)} is {topic} now")

    async def part(self, name: str) -> SafeText:
        self._choose(name, alias_of="")
        return self._told(f"{name} is a topic of its own")

    async def rename(self, name: str, new: str) -> SafeText:
        return await self.alias([name], new)

    async def follow(self, names: Sequence[str], *, followed: bool = True) -> SafeText:
        for name in names:
            self._choose(name, followed=followed, name=name)
        return self._told(f"{'following' if followed else 'no longer following'} {', '.join(names)}")

    async def colour(self, name: str, chosen: str) -> SafeText:
        self._choose(name, colour=chosen)
        return self._told(f"{name} is {chosen} now")

    def _form(self, tag: str) -> str:
        choice = self._world.topics.get(fold(tag))
        return fold_tag(choice.alias_of if choice is not None and choice.alias_of else tag)

    def _topic(self, found: Iterable[tuple[SafeText, Entry]], *, whole: bool) -> Topic:
        given = list(found)
        form = self._form(given[0][0])
        choice = next((c for c in self._world.topics.values() if fold_tag(c.key) == form), TopicChoice(form))
        entries = {entry.id: entry for _, entry in given}
        topic = Topic(
            safe_text(choice.name or given[0][0]),
            len(entries),
            sum(not entry.read for entry in entries.values()),
            followed=choice.followed,
            colour=choice.colour,
        )
        if not whole:
            return topic
        others = {tag for e in entries.values() for tag in (*e.tags, *e.user_tags) if self._form(tag) != form}
        return topic._replace(trend=(*[0] * (TREND_DAYS - 1), len(entries)), co=tuple(sorted(others)))

    def _choose(self, tag: str, **what: object) -> None:
        before = self._world.topics.get(fold(tag), TopicChoice(fold(tag)))
        self._world.topics[fold(tag)] = before._replace(**what)  # type: ignore[arg-type]

    def _told(self, sentence: str) -> SafeText:
        self._world.publish(FeedsChanged())
        return safe_text(sentence)
