"""Connections that are kept open for a while after an answer: one a host, a few dozen altogether."""

import asyncio
from collections.abc import Hashable

from tuinews.fetch.connection import Connection

KEPT_SECONDS = 15.0
"""Seconds for which an unused connection is kept."""

KEPT = 32
"""Most connections that are kept at once; keeping them for thousands of hosts gains nothing."""


class ConnectionPool:
    """Idle connections, by origin, reach and proxy."""

    def __init__(self) -> None:
        self._idle: dict[Hashable, tuple[Connection, asyncio.TimerHandle]] = {}

    def take(self, key: Hashable) -> Connection | None:
        """Return a kept connection that still stands, or `None`."""
        wire, timer = self._idle.pop(key, (None, None))
        if wire is None or timer is None:
            return None
        timer.cancel()
        if wire.reusable:
            return wire
        wire.drop()
        return None

    def put_back(self, key: Hashable, wire: Connection) -> None:
        """Keep the connection for the next request, or close it when it cannot be used again."""
        if not wire.reusable or len(self._idle) >= KEPT or key in self._idle:
            wire.drop()
            return
        timer = asyncio.get_running_loop().call_later(KEPT_SECONDS, self._drop, key)
        self._idle[key] = wire, timer

    async def close(self) -> None:
        """Close all of them."""
        idle, self._idle = self._idle, {}
        for _, timer in idle.values():
            timer.cancel()
        await asyncio.gather(*(wire.aclose() for wire, _ in idle.values()))

    def _drop(self, key: Hashable) -> None:
        wire, _ = self._idle.pop(key)
        wire.drop()
