"""The refresh lease: of all processes that use a library, one refreshes at a time, and the others can wait for it."""

import asyncio
import logging
import os
import socket
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tuinews.engine.services import Services
from tuinews.model.error import RefreshRunningError, StoreError
from tuinews.model.event import Noticed
from tuinews.model.language import tr
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LEASE_SECONDS = 600
"""Seconds for which a refresh keeps others out; taken over when its process has died."""

_NAME = "refresh"
_LOOK_SECONDS = 0.2
"""Seconds between two looks at whether the other refresh is done."""

_log = logging.getLogger(__name__)


class RefreshLease:
    """The right to refresh, as it is stored in the library; used on the engine's loop."""

    def __init__(self, services: Services, seconds: int = LEASE_SECONDS) -> None:
        """The lease ends `seconds` after it was last renewed, which is done three times as often."""
        self._services = services
        self._seconds = seconds
        self._owner = f"{socket.gethostname()}:{os.getpid()}"

    @asynccontextmanager
    async def hold(self, patience: float) -> "AsyncIterator[float]":
        """Hold the lease inside, and give the seconds that were waited for it; 0 when it was free.

        Raises:
            RefreshRunningError: after so many seconds of `patience`, another process has it still.
        """
        waited = await self._wait(patience)
        renewing = asyncio.create_task(self._renew())
        try:
            yield waited
        finally:
            renewing.cancel()
            # queued and not awaited: being cancelled a second time must not keep the lease
            self._services.writer.submit(lambda writer: writer.release(_NAME, self._owner))

    async def _wait(self, patience: float) -> float:
        began = monotonic()
        if await self._take():
            return 0.0
        if patience > 0:
            self._services.publish(Noticed(safe_text(tr("Another tuinews is refreshing: waiting for it to end."))))
        while monotonic() - began < patience:
            await asyncio.sleep(min(_LOOK_SECONDS, patience))
            # looked at first, since trying to take it is a transaction that stands in the other's way
            if await self._is_free() and await self._take():
                return monotonic() - began
        raise RefreshRunningError(
            tr("Another tuinews is refreshing these feeds: its articles appear here as they come.")
        )

    async def _take(self) -> bool:
        now = self._services.clock()
        return await self._services.writer.do(
            lambda writer: writer.lease(_NAME, self._owner, self._seconds, now, is_abandoned)
        )

    async def _is_free(self) -> bool:
        now = self._services.clock()
        holder = await self._services.pages.do(lambda reader: reader.polls.lease_holder(_NAME, now))
        return holder is None or is_abandoned(holder)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._seconds / 3)
            try:
                await self._take()
            except StoreError as error:  # it has two more turns before the lease ends
                _log.warning("the refresh lease was not renewed: %s", error)


def is_abandoned(owner: str) -> bool:
    """Whether the lease's owner was a process of this machine that has ended."""
    host, _, number = owner.rpartition(":")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return _is_zombie(number)


def _is_zombie(number: str) -> bool:
    """Whether the process has ended and its parent has not asked how; only Linux is asked."""
    with suppress(OSError):
        status = Path(f"/proc/{number}/stat").read_bytes()
        return status.rpartition(b")")[2].split()[:1] == [b"Z"]
    return False
