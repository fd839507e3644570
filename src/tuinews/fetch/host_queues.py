"""A queue for each host: one request at a time, with a pause between two, and many hosts at once."""

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

from tuinews.model.clock import Clock, Instant, to_iso
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.model.url import host_key, host_to_show, tidy_url

Sleep = Callable[[float], Awaitable[None]]

PATIENCE = 5.0
"""Seconds after which a slow request no longer keeps other hosts waiting."""

_FILES_A_HOST = 4
"""Open files that each host may need: slow requests, kept connections and the store need theirs."""


class HostPausedError(TuinewsError):
    """The host asked to be left alone, so nothing was sent."""

    def __init__(self, url: str, until: Instant) -> None:
        super().__init__(
            safe_text(
                tr(
                    "{host_to_show} asks to be left alone until {to_iso}: nothing was sent.",
                    host_to_show=host_to_show(url),
                    to_iso=to_iso(until),
                )
            )
        )
        self.until = until


def find_pause_end(pauses: Mapping[str, Instant], url: str) -> Instant:
    """Return when the pauses of an address and of its host are over; 0 when there is none."""
    return max(pauses.get(host_key(url), 0), pauses.get(tidy_url(url), 0)) if pauses else 0


@dataclass(slots=True)
class _HostQueue:
    """A host's queue."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    """When the next request may start, by `time.monotonic`."""
    waiting: int = 0


class HostQueues:
    """One request at a time for each host, a gap between two starts, and a bound on hosts asked at once."""

    def __init__(
        self,
        clock: Clock,
        gap: float = 1.0,
        concurrency: int = 64,
        pauses: Mapping[str, Instant] | None = None,
        *,
        patience: float = PATIENCE,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        self._clock = clock
        self._gap = gap
        self._most = min(concurrency, most_hosts_at_once())
        self._slots = asyncio.Semaphore(self._most)
        self._patience = patience
        self._slow = 0
        self._pauses = dict(pauses or {})
        self._sleep = sleep
        self._monotonic = monotonic
        self._queues: dict[str, _HostQueue] = {}

    def pause(self, url: str, until: Instant, *, whole_host: bool = True) -> str:
        """Send nothing to the address's host, or to the address alone, until then; returns the key of the pause."""
        key = host_key(url) if whole_host else tidy_url(url)
        self._pauses[key] = max(until, self._pauses.get(key, until))
        return key

    def find_pause(self, url: str) -> Instant | None:
        """Return when the pause of the address or of its host ends; `None` if there is none now."""
        until = find_pause_end(self._pauses, url)
        return until if self._clock() < until else None

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Hold the host's queue while its request runs; the slot among all hosts is taken last.

        Raises:
            HostPausedError: the host is paused, or was paused while this request waited.
        """
        host = host_key(url)
        queue = self._queues.setdefault(host, _HostQueue())
        queue.waiting += 1
        try:
            async with queue.turn:
                self._refuse_if_paused(url)
                await self._wait(queue)
                async with self._slot():
                    self._refuse_if_paused(url)
                    queue.free_at = max(queue.free_at, self._monotonic() + self._gap)
                    yield
        finally:
            queue.waiting -= 1
            self._forget(host, queue)

    async def hop(self, url: str) -> Instant | None:
        """Wait until a redirect may go on to this address; return the end of the host's pause if there is one.

        It waits for the gap only, not for the queue: two redirects that wait for each other's queue would never end.
        """
        if (until := self.find_pause(url)) is not None:
            return until
        queue = self._queues.setdefault(host_key(url), _HostQueue())
        await self._wait(queue)
        return None

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """Hold a slot among all hosts; slow requests give it back early, so that dead hosts do not stop the others."""
        slow = False

        def give_back() -> None:
            nonlocal slow
            if self._slow < self._most:
                slow = True
                self._slow += 1
                self._slots.release()

        await self._slots.acquire()
        timer = asyncio.get_running_loop().call_later(self._patience, give_back)
        try:
            yield
        finally:
            timer.cancel()
            if slow:
                self._slow -= 1
            else:
                self._slots.release()

    async def _wait(self, queue: _HostQueue) -> None:
        """Wait out the gap, and take the next start."""
        while (left := queue.free_at - self._monotonic()) > 0:
            await self._sleep(left)
        queue.free_at = self._monotonic() + self._gap

    def _refuse_if_paused(self, url: str) -> None:
        if (until := self.find_pause(url)) is not None:
            raise HostPausedError(url, until)

    def _forget(self, host: str, queue: _HostQueue) -> None:
        """Delete a host's queue once nobody waits and the gap is over: there are thousands of hosts."""
        if not queue.waiting and queue.free_at <= self._monotonic() and self._queues.get(host) is queue:
            del self._queues[host]


def most_hosts_at_once() -> int:
    """Return how many hosts can be asked at once with the files that this process may open."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000 if files == resource.RLIM_INFINITY else max(1, files // _FILES_A_HOST)
