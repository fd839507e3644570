"""The topics of the library: tags as places, and what the user decides about them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.model.error import NotFoundError, StoreError, UsageError
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, SafeText, fold, safe_text
from tuinews.model.topics.topic import SameTag, Topic, TopicOrder, TopicSuggestion

if TYPE_CHECKING:
    from tuinews.store.writers.topic_writer import TopicWriter


class Topics:
    """`library.topics`; each change publishes FeedsChanged, since the sidebar is then stale, and can be undone."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def page(
        self, order: TopicOrder = "count", limit: int | None = None, part: str = "", *, whole: bool = True
    ) -> tuple[Topic, ...]:
        """Return the first topics of an order whose names have a part; `whole` with trends, companions, aliases."""
        now = self._services.clock()
        await self._renew_days()
        most = -1 if limit is None else limit
        found = await self._services.scans.do(lambda reader: reader.topics.read_page(now, order, most, part))
        return await self.complete(found) if whole else found

    async def complete(self, topics: Sequence[Topic]) -> tuple[Topic, ...]:
        """Return topics with their trends, the tags that they appear with, and their aliases."""
        now = self._services.clock()
        return await self._services.scans.do(lambda reader: reader.topics.complete(topics, now))

    async def find(self, name: str) -> Topic:
        """Return the topic that a name means, whole; raises NotFoundError."""
        now = self._services.clock()
        await self._renew_days()
        found = await self._services.scans.do(lambda reader: reader.topics.read_one(name, now))
        if found is None:
            raise NotFoundError(
                tr("There is no topic “{name}”: `tuinews topics` lists what there is.", name=safe_text(name, 60))
            )
        return found

    async def find_followed(self) -> tuple[Topic, ...]:
        """Return the topics that the user follows, by name."""
        now = self._services.clock()
        return await self._services.pages.do(lambda reader: reader.topics.read_followed(now))

    async def colours(self) -> dict[str, str]:
        """Return the colours that the user chose, by the folded names of topics."""
        return await self._services.pages.do(lambda reader: reader.topics.read_colours())

    async def aliases(self) -> tuple[SameTag, ...]:
        """Return the tags that are the same as another."""
        return await self._services.pages.do(lambda reader: reader.topics.read_aliases())

    async def suggest(self, name: str = "", limit: int = 20) -> tuple[TopicSuggestion, ...]:
        """Return tags that may be the same as another: as the topic of that name, or among the commonest."""
        return await self._services.scans.do(lambda reader: reader.topics.suggest(name, limit))

    async def alias(self, names: Sequence[str], topic: str) -> SafeText:
        """Let tags be the same as a topic, and return what was done; raises NotFoundError, UsageError."""
        wanted = [_check_name(name) for name in names]
        called = _check_name(topic)
        return await self._change(lambda writer: writer.alias(wanted, called))

    async def part(self, name: str) -> SafeText:
        """Let a tag be a topic of its own again; raises NotFoundError, UsageError."""
        wanted = _check_name(name)
        return await self._change(lambda writer: writer.part(wanted))

    async def rename(self, name: str, new: str) -> SafeText:
        """Call a topic otherwise, whatever publishers call it; raises NotFoundError, UsageError."""
        wanted, called = _check_name(name), _check_name(new)
        return await self._change(lambda writer: writer.rename(wanted, called))

    async def follow(self, names: Sequence[str], *, followed: bool = True) -> SafeText:
        """Follow topics, or no more; raises NotFoundError, UsageError."""
        wanted = [_check_name(name) for name in names]
        return await self._change(lambda writer: writer.follow(wanted, followed=followed))

    async def colour(self, name: str, chosen: str) -> SafeText:
        """Give a topic a colour, or with `""` the one of its name; raises NotFoundError, UsageError."""
        wanted = _check_name(name)
        return await self._change(lambda writer: writer.colour(wanted, chosen))

    async def _change(self, change: "Callable[[TopicWriter], SafeText]") -> SafeText:
        said = await self._services.writer.do(lambda writer: change(writer.topics))
        await settle_mutes(self._services)
        self._services.publish_entries_changed()
        self._services.publish_feeds_changed()
        return said

    async def _renew_days(self) -> None:
        """Have topics counted by the days of the user's clock; where nothing can be written, trends are as they are."""
        now = self._services.clock()
        if not await self._services.scans.do(lambda reader: reader.topics.is_current(now)):
            try:
                await self._services.writer.do(lambda writer: writer.topics.renew_days(now))
            except StoreError:
                return


def _check_name(name: str) -> SafeText:
    """Return a tag's name made safe; raises UsageError for one without letters."""
    called = safe_text(name, NAME_LIMIT)
    if not fold(called):
        raise UsageError(tr("A topic needs a name: write it, in quotes if it has spaces."))
    return called
