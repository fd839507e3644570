"""`library.stories`: what belongs together, and what the user decides of it."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from tuinews.engine.services import Services
from tuinews.engine.stories.additions import find_additions
from tuinews.engine.views import resolve_views
from tuinews.model.error import NotFoundError
from tuinews.model.language import tr
from tuinews.model.query import EVERYTHING, Query
from tuinews.model.stories.story import Addition, Story, StoryEvidence, StoryPage
from tuinews.model.text import bare_words

if TYPE_CHECKING:
    from tuinews.engine.stories.story_worker import StoryWorker
    from tuinews.model.clock import Instant
    from tuinews.model.entry import Body, Headline, Marked
    from tuinews.model.ids import EntryId
    from tuinews.model.stories.story import ReportGrouped

_NEAR = 20
"""Most entries that are offered as close to a story."""


class Stories:
    """`library.stories`."""

    def __init__(self, services: Services, worker: "StoryWorker") -> None:
        self._services = services
        self._worker = worker

    async def catch_up(self, report: "ReportGrouped | None" = None, seconds: float = inf) -> None:
        """Group what waits, for so many seconds; `report` is told how many were grouped, and how many there are."""
        await self._worker.group_all(seconds, report)

    async def list(
        self, query: Query | None = None, since: "Instant | None" = None, limit: int = -1
    ) -> tuple[Story, ...]:
        """Return the stories that have a matching entry, of `since` or later; those with the newest entries first."""
        asked = await resolve_views(self._services, EVERYTHING if query is None else query)
        return await self._services.scans.do(
            lambda reader: reader.stories.read(reader.stories.select(asked, since, limit))
        )

    async def get(self, story_id: int) -> Story:
        """Return a story; raises NotFoundError."""
        found = await self._services.pages.do(lambda reader: reader.stories.read((story_id,)))
        if not found:
            raise NotFoundError(
                tr("There is no story {story_id}: `tuinews stories` shows what there is.", story_id=story_id)
            )
        return found[0]

    async def find(self, entry_id: "EntryId") -> Story | None:
        """Return the story of an entry; `None` for an entry that is alone."""
        found = await self._services.pages.do(
            lambda reader: reader.stories.read(tuple(reader.stories.find((entry_id,)).values()))
        )
        return found[0] if found else None

    async def find_ids(self, entry_ids: "Sequence[int]") -> dict[int, int]:
        """Return the ids of the stories of those entries that are in one."""
        return await self._services.pages.do(lambda reader: reader.stories.find(entry_ids)) if entry_ids else {}

    async def explain(self, entry_id: "EntryId") -> StoryEvidence:
        """Return why an entry is in its story, or in none."""
        return await self._services.pages.do(lambda reader: reader.stories.read_evidence(entry_id))

    async def page(self, story_id: int) -> StoryPage:
        """Return a story with what each entry adds, and which sources usually tell such stories; NotFoundError."""
        story, now = await self.get(story_id), self._services.clock()
        ids = [member.id for member in story.entries]
        bodies, silent = await self._services.pages.do(
            lambda reader: (reader.stories.read_bodies(ids), reader.stories.find_silent(story, now))
        )
        return StoryPage(story, _find_additions(story, bodies), silent)

    async def find_others(self, entry_id: "EntryId") -> StoryPage | None:
        """Return the story of an entry with what each entry adds; it asks less than `page`, for what opens often.

        `None` for an entry that is alone.
        """
        story = await self.find(entry_id)
        if story is None:
            return None
        ids = [member.id for member in story.entries]
        bodies = await self._services.pages.do(lambda reader: reader.stories.read_bodies(ids))
        return StoryPage(story, _find_additions(story, bodies))

    async def find_near(self, story_id: int) -> "tuple[Headline, ...]":
        """Return entries that are close to a story and not in it, the closest first."""
        return await self._services.pages.do(
            lambda reader: reader.lists.headlines(reader.stories.find_near(story_id)[:_NEAR])
        )

    async def split(self, entry_id: "EntryId") -> "Marked":
        """Take an entry out of its story for good; undoable; NotFoundError, UsageError if it is in none."""
        return self._publish(await self._services.writer.do(lambda writer: writer.stories.split(entry_id)))

    async def merge(self, entry_ids: "Sequence[EntryId]") -> "Marked":
        """Make one story of those of entries; undoable; NotFoundError, UsageError if they are one already."""
        return self._publish(await self._services.writer.do(lambda writer: writer.stories.merge(entry_ids)))

    async def follow(self, story_id: int, *, value: bool) -> "Marked":
        """Follow a story, or no more; undoable; NotFoundError."""
        return self._publish(
            await self._services.writer.do(lambda writer: writer.stories.follow(story_id, value=value))
        )

    def _publish(self, marked: "Marked") -> "Marked":
        self._services.publish_entries_changed()
        return marked


def _find_additions(story: Story, bodies: "Mapping[int, Body]") -> tuple[Addition, ...]:
    texts = {}
    for member in story.entries:
        body = bodies.get(member.id)
        texts[member.id] = bare_words(body.feed_html or body.page_html) if body else ""
    langs = {member.id: str(member.lang)[:2].lower() for member in story.entries}
    return find_additions(texts, langs)
