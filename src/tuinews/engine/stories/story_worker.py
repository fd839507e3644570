"""Groups the entries that wait: in slices between which marks go first, as the search index is fed."""

import asyncio
from collections.abc import Sequence
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.engine.stories.grouper import FOLDED, StoryGrouper
from tuinews.engine.stories.placement import Pins, StoryEntry
from tuinews.engine.stories.signature import TEXT_LIMIT
from tuinews.engine.stories.stored_index import StoredIndex
from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import unpack_beginning
from tuinews.model.event import Noticed
from tuinews.model.stories.story import ReportGrouped
from tuinews.model.text import bare_words, format_count, safe_text
from tuinews.store.stories.story_tables import StoryTables, WaitingEntry

if TYPE_CHECKING:
    from tuinews.store import Writer


_SLICE = 40
"""Entries that are grouped at once: few enough that a mark does not wait long behind them."""

_PAUSE = 0.03
"""Seconds between two slices in the background, so that keys and painting get their turn."""

_MANY = 1_000
"""Entries that wait from which on the user is told, as when a library is grouped for the first time."""

_MARKUP = 8 * TEXT_LIMIT
"""Characters of an entry's HTML that are looked at."""


class Slice(NamedTuple):
    """What came of some entries."""

    grouped: int = 0
    changed: bool = False
    """Whether any of them is in a story now, or has left one."""


class StoryWorker:
    """Groups what waits; several may do so at once, in whatever process: each slice is one transaction."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._window = services.settings.stories.window_days * DAY
        self._index = StoredIndex(self._window)

    async def group_all(self, seconds: float = inf, report: ReportGrouped | None = None, *, pause: float = 0) -> None:
        """Group until nothing waits or the time is over, and publish what changed by that.

        `report` is told how many entries were grouped and how many there are; `pause` is in seconds.
        """
        last = monotonic() + seconds
        total = await self.count_waiting() if report else 0
        grouped, changed = 0, False
        while some := await self._services.writer.do(self._group_slice):
            grouped, changed = grouped + some.grouped, changed or some.changed
            if report:
                report(grouped, max(total, grouped))
            if some.grouped < _SLICE or monotonic() >= last:
                break
            await asyncio.sleep(pause)
        if changed:
            await settle_mutes(self._services)
            self._services.publish_entries_changed()

    def group_soon(self) -> None:
        """Group in the background."""
        self._services.loop.submit(self._group_waiting())

    async def count_waiting(self) -> int:
        """Return how many entries wait, about, counted to 100,000."""
        return await self._services.scans.do(lambda reader: reader.stories.count_ungrouped())

    async def forget_old(self) -> None:
        """Delete what is too old for new entries to be compared with."""
        until = self._services.clock() - 2 * self._window
        await self._services.writer.do(lambda writer: writer.stories.forget_old(until))

    async def _group_waiting(self) -> None:
        waiting = await self.count_waiting()
        if waiting >= _MANY:
            days = self._services.settings.stories.window_days
            sentence = (
                f"Looking for stories among the articles of the last {format_count(days, 'day')}: {waiting} wait."
            )
            self._services.publish(Noticed(safe_text(sentence)))
        if waiting:
            await self.group_all(pause=_PAUSE)

    def _group_slice(self, writer: "Writer") -> Slice:
        since = self._services.clock() - self._window
        return writer.stories.group(lambda tables: group_slice(tables, self._index, since))


def group_slice(tables: StoryTables, index: StoredIndex, since: Instant, limit: int = _SLICE) -> Slice:
    """Group the oldest entries that wait, of `since` or later."""
    waiting = tables.read_waiting(limit, since)
    if not waiting:
        return Slice()
    index.begin(tables)
    splits = tables.read_splits()
    grouper = StoryGrouper(index, FOLDED, Pins(stories_apart=frozenset(map(frozenset, splits))))
    known = frozenset(tables.find_grouped(one.id for one in waiting))
    changed = False
    for one in waiting:
        if one.id in known and index.begin_again(one.id, [other for group, other in splits if group == one.id]):
            grouper.place_all([_read(one)])
            changed = True
    placements = grouper.place_all([_read(one) for one in waiting if one.id not in known])
    tables.forget_waiting(one.id for one in waiting)
    return Slice(len(waiting), changed or any(placement.joined or placement.merges for placement in placements))


def _read(one: WaitingEntry) -> StoryEntry:
    texts: Sequence[bytes | None] = (one.html, one.page)
    markup = next((text for stored in texts if (text := unpack_beginning(stored, _MARKUP))), "")
    return StoryEntry(one.id, str(one.feed_id), one.title, bare_words(markup), one.moment, one.lang, one.url)
