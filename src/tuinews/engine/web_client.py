"""The fetcher, the hosts' queues and the workers, each made when first used; needs the engine's loop."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.language import tr
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from tuinews.engine.workers.pool import WorkerPool
    from tuinews.fetch import Fetcher, HostQueues, Limited, Outcome, Request

Result = TypeVar("Result")


OFFLINE_AFTER = 3
"""Requests in a row without network after which the others are not tried."""


class WebClient:
    """Fetching and parsing for the other parts; its coroutines run on the engine's loop only."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._fetcher: Fetcher | None = None
        self._queues: HostQueues | None = None
        self._workers: WorkerPool | None = None
        self._connecting = asyncio.Lock()
        self.unreached_in_a_row = 0
        """Requests in a row that found no network."""
        self._asking = 0
        self._told = asyncio.Event()

    def now(self) -> Instant:
        """Return the time by the engine's clock."""
        return self._services.clock()

    async def fetch(self, request: "Request") -> "Outcome":
        """Fetch in the host's queue: one request at a time, a second apart; 429 and 503 pause the host."""
        return await self._fetch(request, None)

    async def fetch_feed(self, request: "Request", wait: Callable[[], Awaitable[None]]) -> "Outcome":
        """Fetch a feed as one of many: when it is its turn, `wait` comes first.

        Nothing is sent if it turns out before that there is no network.
        """
        return await self._fetch(request, wait)

    async def _fetch(self, request: "Request", wait: Callable[[], Awaitable[None]] | None) -> "Outcome":
        from tuinews.fetch import Failed, HostPausedError, Limited

        fetcher, queues = await self._network()
        try:
            async with queues.turn(request.url):
                if wait is not None:
                    await wait()
                    if await self._seems_offline():
                        return Failed(
                            safe_text(tr("There is no network, so it was not asked.")), offline=True, asked=False
                        )
                outcome = await self._ask(fetcher, request)
        except HostPausedError as error:
            return Limited(error.until)
        if isinstance(outcome, Limited) and outcome.reply is not None:
            await self._pause(request, outcome)
        return outcome

    async def download(self, request: "Request") -> "Outcome":
        """Fetch a file: pauses and the gap hold, but other requests to the host do not wait until it is here."""
        from tuinews.fetch import Limited

        fetcher, queues = await self._network()
        if (until := await queues.hop(request.url)) is not None:
            return Limited(until)
        outcome = await self._ask(fetcher, request)
        if isinstance(outcome, Limited) and outcome.reply is not None:
            await self._pause(request, outcome)
        return outcome

    async def ask(self, request: "Request") -> "Outcome":
        """Ask an API of a server that the user has an account at: no gap, and no pause for feeds of the same host."""
        fetcher, _ = await self._network()
        return await self._ask(fetcher, request)

    @property
    def found(self) -> float:
        """The latest moment at which a host on the internet was found and then answered, by `time.monotonic`."""
        return 0.0 if self._fetcher is None else self._fetcher.found

    async def work(self, job: Callable[..., Result], *arguments: Any, seconds: float = 5.0) -> Result:
        """Run a job in a worker process; raises JobFailedError."""
        return await self.workers().run(job, *arguments, seconds=seconds)

    def workers(self) -> "WorkerPool":
        """The pool of worker processes."""
        if self._workers is None:
            from tuinews.engine.workers.pool import WorkerPool

            self._workers = WorkerPool()
        return self._workers

    async def warm(self) -> None:
        """Import what opening an article needs, in a thread, so that the first one opens at once."""
        await asyncio.to_thread(__import__, "tuinews.article.build.feed_body")

    async def _ask(self, fetcher: "Fetcher", request: "Request") -> "Outcome":
        from tuinews.fetch import Failed

        self._asking += 1
        try:
            outcome = await fetcher.fetch(request)
            self.unreached_in_a_row = (
                self.unreached_in_a_row + 1 if isinstance(outcome, Failed) and outcome.no_network else 0
            )
        finally:
            self._asking -= 1
            self._told.set()
        return outcome

    async def _seems_offline(self) -> bool:
        """Whether the last requests found no network, and none is under way that may still be answered.

        The name server of one dead name can be silent too, and fails faster than most hosts answer.
        """
        while self.unreached_in_a_row >= OFFLINE_AFTER and self._asking:
            self._told.clear()
            await self._told.wait()
        return self.unreached_in_a_row >= OFFLINE_AFTER

    async def _pause(self, request: "Request", limited: "Limited") -> None:
        """Send nothing to the host that asked for it, or to the address, until then, also after a restart."""
        _, queues = await self._network()
        answered = limited.reply.final_url if limited.reply is not None and limited.whole_host else ""
        key = queues.pause(answered or request.url, limited.until, whole_host=limited.whole_host)
        await self._services.writer.do(lambda writer: writer.pause(key, limited.until))

    async def _network(self) -> "tuple[Fetcher, HostQueues]":
        """Return the one fetcher and the one set of queues; callers wait while they are being made."""
        async with self._connecting:
            if self._fetcher is None or self._queues is None:
                self._fetcher, self._queues = await self._connect()
            return self._fetcher, self._queues

    async def _connect(self) -> "tuple[Fetcher, HostQueues]":
        if "tuinews.fetch.client" not in sys.modules:
            # the first import of the HTTP library takes a tenth of a second: not on this loop
            await asyncio.to_thread(__import__, "tuinews.fetch.client")
        from tuinews.fetch import Fetcher, HostQueues

        clock, settings = self._services.clock, self._services.settings
        pauses = await self._services.pages.do(lambda reader: reader.polls.pauses(clock()))
        queues = HostQueues(clock, settings.refresh.host_gap_seconds, settings.refresh.concurrency, pauses)
        return Fetcher(clock, settings.network, queues.hop, self._services.system_network), queues

    async def close(self) -> None:
        """End the workers and connections; nothing may use them any more."""
        if self._workers is not None:
            self._workers.close()
        if self._fetcher is not None:
            await self._fetcher.close()
