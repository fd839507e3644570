"""Waiting in tests for what comes in the end: with a limit, and a failure that says what did not come."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

PATIENCE_SECONDS = 60.0
"""How long something is waited for: it comes in the end, however slow the machine is."""


@asynccontextmanager
async def patience(what: str) -> AsyncIterator[None]:
    """Fail with what is waited for when what is inside takes too long."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS) as limit:
            yield
    except TimeoutError:
        if not limit.expired():
            raise
        raise AssertionError(f"This did not come in {PATIENCE_SECONDS:.0f} seconds: {what}") from None


async def wait_until(what: str, is_so: Callable[[], bool], pause: Callable[[], Awaitable[object]]) -> None:
    """Pause until something is so."""
    async with patience(what):
        while not is_so():
            await pause()
