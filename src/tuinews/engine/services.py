"""What the parts of the engine share: connections, loop, clock, secrets, and the way to tell the UI."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tuinews.config.settings import Settings
from tuinews.engine.connection_thread import ConnectionThread
from tuinews.engine.loop_thread import LoopThread
from tuinews.model.clock import Clock
from tuinews.model.ids import FeedId

if TYPE_CHECKING:
    from tuinews.engine.secrets.secrets_file import Secrets
    from tuinews.fetch import SystemNetwork
    from tuinews.model.event import Event
    from tuinews.store import Reader, Writer
    from tuinews.store.file.write_watch import WriteWatch

_FEWEST, _MOST = 100, 4_000
"""Entries that are indexed at once."""
_SHORT, _LONG = 0.05, 0.3
"""Seconds that indexing some takes: few enough that a mark does not wait long behind them, or while somebody waits for
all to be indexed. The more at once, the less it costs."""

ReportIndexed = Callable[[int, int], None]
"""Is told how many entries were indexed, and how many there are."""


@dataclass(slots=True)
class Services:
    """Made once by `open_library` and given to every part."""

    settings: Settings
    clock: Clock
    cache: Path
    """A directory for what may be lost; it need not exist yet."""
    downloads: Path
    """A directory for files that are to be kept, unless the settings name another; it need not exist yet."""
    publish: "Callable[[Event], None]"
    loop: LoopThread
    pages: "ConnectionThread[Reader]"
    """For short reads: a page of headlines, an entry, the sidebar."""
    scans: "ConnectionThread[Reader]"
    """For long reads: all ids of a view, searches, health. Apart, so that a page need not wait for a scan."""
    writer: "ConnectionThread[Writer]"
    make_secrets: "Callable[[], Secrets]"
    """Returns the credentials, which it makes when they are first asked for."""
    make_watch: "Callable[[], WriteWatch]"
    """Returns what sees whether the store was written to, as above."""
    revision: int = field(default=0)
    settling: int = 0
    """How many are carrying mutes out just now, which may take a while: nobody need begin the same beside them."""
    system_network: "SystemNetwork | None" = None
    """What fetching touches of the system; `None` for the system itself."""

    @property
    def secrets(self) -> "Secrets":
        """The credentials of feeds and accounts."""
        return self.make_secrets()

    def publish_entries_changed(self, feeds: frozenset[FeedId] = frozenset(), new: int = 0) -> None:
        """Publish that entries are stale; empty `feeds` means any."""
        from tuinews.model.event import EntriesChanged

        self.revision += 1
        self.publish(EntriesChanged(feeds, self.revision, new))

    def publish_feeds_changed(self) -> None:
        """Publish that subscriptions, their folders, health or cards are stale, or the saved views."""
        from tuinews.model.event import FeedsChanged

        self.publish(FeedsChanged())

    async def index_all(self, seconds: float = inf) -> None:
        """Feed the search index until it is up to date or the time is over, in slices between which marks go first."""
        last = monotonic() + seconds
        async for _ in self._index_slices(_SHORT):
            if monotonic() >= last:
                break

    async def index_new(self, seconds: float = 3, report: ReportIndexed | None = None) -> None:
        """Feed the search index until it lacks nothing, then for some seconds with what it has by former words."""
        last = inf
        if not await self.scans.do(lambda reader: reader.lists.count_unindexed()):
            return  # who only reads needs no connection that writes
        total = await self.scans.do(lambda reader: reader.lists.count_unindexed(new=True))
        async for done in self._index_slices(_LONG):
            if report is not None and total:
                report(min(done, total), total)
            if last == inf and not await self.scans.do(lambda reader: reader.lists.lacks_any()):
                last = monotonic() + seconds
            if monotonic() >= last:
                break

    async def _index_slices(self, seconds: float) -> AsyncIterator[int]:
        """Feed the search index in slices that take about so long, and yield after each how many entries these were."""
        size, done = _FEWEST, 0

        def index(writer: "Writer") -> tuple[int, float]:
            began = monotonic()
            return writer.index_some(size), monotonic() - began

        left = 1
        while left:
            left, took = await self.writer.do(index)
            done += size
            yield done
            size = min(_MOST, 2 * size) if took < seconds / 2 else max(_FEWEST, size // 2) if took > seconds else size

    def index_soon(self) -> None:
        """Feed the search index in the background, so that new entries are found."""
        self.loop.submit(self._index_if_needed())

    async def _index_if_needed(self) -> None:
        if await self.scans.do(lambda reader: reader.lists.count_unindexed()):
            await self.index_all()
