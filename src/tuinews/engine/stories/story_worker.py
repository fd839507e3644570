"""Groups the entries that wait: in slices between which marks go first, as the search index is fed."""

import asyncio
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.model.clock import DAY
from tuinews.model.event import Noticed
from tuinews.model.language import tr, tr_count
from tuinews.model.stories.story import ReportGrouped
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from tuinews.engine.stories.stored_index import StoredIndex
    from tuinews.engine.stories.story_slices import Slice
    from tuinews.store import Writer

_PAUSE = 0.03
"""Seconds between two slices in the background, so that keys and painting get their turn."""

_MANY = 1_000
"""Entries that wait from which on the user is told, as when a library is grouped for the first time."""


class StoryWorker:
    """Groups what waits; several may do so at once, in whatever process: each slice is one transaction."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._window = services.settings.stories.window_days * DAY
        self._index: StoredIndex | None = None

    async def group_all(self, seconds: float = inf, report: ReportGrouped | None = None, *, pause: float = 0) -> None:
        """Group until nothing waits or the time is over, and publish what changed by that.

        `report` is told how many entries were grouped and how many there are; `pause` is in seconds.
        """
        last = monotonic() + seconds
        # what compares entries is imported only if there are any; some may be too old, and are forgotten
        more = await self._services.scans.do(lambda reader: reader.stories.count_ungrouped()) > 0
        total = await self.count_waiting() if more and report else 0
        grouped, changed = 0, False
        while more:
            some = await self._services.writer.do(self._group_slice)
            grouped, changed = grouped + some.grouped, changed or some.changed
            if report:
                report(grouped, max(total, grouped))
            more = some.grouped > 0 and monotonic() < last
            await asyncio.sleep(pause)
        if grouped:
            await self._services.writer.do(self._free_memory)
        if changed:
            await settle_mutes(self._services)
            self._services.publish_entries_changed()

    def group_soon(self) -> None:
        """Group in the background."""
        self._services.loop.submit(self._group_waiting())

    async def count_waiting(self) -> int:
        """Return how many entries of the window wait, counted to 100,000."""
        since = self._services.clock() - self._window
        return await self._services.scans.do(lambda reader: reader.stories.count_ungrouped(since))

    async def forget_old(self) -> None:
        """Delete what is too old for new entries to be compared with."""
        until = self._services.clock() - 2 * self._window
        await self._services.writer.do(lambda writer: writer.stories.forget_old(until))

    async def _group_waiting(self) -> None:
        waiting = await self.count_waiting()
        if waiting >= _MANY:
            days = self._services.settings.stories.window_days
            sentence = tr(
                "Looking for stories among the articles of the last {days}: {waiting} wait.",
                days=tr_count("{count} day", "{count} days", days),
                waiting=waiting,
            )
            self._services.publish(Noticed(safe_text(sentence)))
        await self.group_all(pause=_PAUSE)

    def _free_memory(self, writer: "Writer") -> None:
        """Give memory back: until entries wait again, minutes may pass."""
        self._index = None
        writer.free_memory()

    def _group_slice(self, writer: "Writer") -> "Slice":
        from tuinews.engine.stories.stored_index import StoredIndex
        from tuinews.engine.stories.story_slices import group_slice

        index = self._index = self._index or StoredIndex(self._window)
        since = self._services.clock() - self._window
        return writer.stories.group(lambda tables: group_slice(tables, index, since))
