"""One transaction for several polls that end together: it costs little more than for one."""

import asyncio
from collections.abc import Sequence
from itertools import accumulate

from tuinews.engine.services import Services
from tuinews.model.change import FeedUpdate, UpdateResult

_MOST = 64
"""Most feeds that share a commit; each is still stored wholly or not at all."""

_MOST_ENTRIES = 2_500
"""New entries from which on a commit takes no further feed, so that a mark need not wait long behind it."""


class GroupCommit:
    """Collects updates while a commit is under way; used on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._waiting: list[tuple[FeedUpdate, asyncio.Future[UpdateResult]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def store(self, update: FeedUpdate) -> UpdateResult:
        """Store one feed's update with the next commit; raises StoreError."""
        done: asyncio.Future[UpdateResult] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await done

    async def _write(self) -> None:
        try:
            while self._waiting:
                count = count_fitting([len(update.new) for update, _ in self._waiting[:_MOST]])
                batch, self._waiting = self._waiting[:count], self._waiting[count:]
                await self._commit(batch)
        finally:
            self._writing = None

    async def _commit(self, batch: Sequence[tuple[FeedUpdate, "asyncio.Future[UpdateResult]"]]) -> None:
        updates = tuple(update for update, _ in batch)
        (outcome,) = await asyncio.gather(
            self._services.writer.do(lambda writer: writer.apply(updates)), return_exceptions=True
        )
        for number, (_, done) in enumerate(batch):
            if done.done():
                continue
            if isinstance(outcome, BaseException):
                done.set_exception(outcome)
            else:
                done.set_result(outcome[number])
        if not isinstance(outcome, BaseException):
            self._tell(outcome)

    def _tell(self, outcome: Sequence[UpdateResult]) -> None:
        feeds = frozenset(applied.feed_id for applied in outcome if applied.new or applied.updated)
        if feeds:
            self._services.publish_entries_changed(feeds, sum(len(applied.new) for applied in outcome))


def count_fitting(sizes: Sequence[int]) -> int:
    """Return how many of the feeds, given by their new entries, share a commit; at least one."""
    before = accumulate(sizes, initial=0)
    return sum(entries < _MOST_ENTRIES for entries, _ in zip(before, sizes, strict=False))
