"""How many bodies wait to be read and stored: a slow disk slows the network instead of filling the memory."""

import asyncio

from tuinews.model.ids import FeedId

_MOST = 96
"""Feeds whose bodies or entries are held; as many more may be on their way as hosts are asked at once."""


class Backlog:
    """The feeds that were answered and are not stored yet; used on the engine's loop."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._feeds: set[FeedId] = set()
        self._room = asyncio.Event()
        self._room.set()

    def add(self, feed_id: FeedId) -> None:
        """Count a feed whose body came."""
        self._feeds.add(feed_id)
        if len(self._feeds) >= self._most:
            self._room.clear()

    def remove(self, feed_id: FeedId) -> None:
        """Count a feed no more, if it was."""
        self._feeds.discard(feed_id)
        if len(self._feeds) < self._most:
            self._room.set()

    async def wait(self) -> None:
        """Wait until another body may come."""
        await self._room.wait()
