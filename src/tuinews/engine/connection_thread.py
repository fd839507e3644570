"""A thread that owns one connection to the store and serves one caller after the other."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """What a connection thread owns."""

    def close(self) -> None:
        """Release what is held."""


Owned = TypeVar("Owned", bound=Closable)
Result = TypeVar("Result")


class ConnectionThread(Generic[Owned]):
    """Runs work on one connection, in turn, in a thread of its own; to be awaited from any loop."""

    def __init__(self, name: str, make: Callable[[], Owned]) -> None:
        self.name = name
        self._make = make
        self._owned: Owned | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"tuinews-{name}")

    def submit(self, work: Callable[[Owned], Result]) -> Future[Result]:
        """Queue work from any thread; the connection is opened for the first of it."""
        return self._thread.submit(self._run, work)

    async def do(self, work: Callable[[Owned], Result]) -> Result:
        """Queue work and return its result; raises what the work raises."""
        return await asyncio.wrap_future(self.submit(work))

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        self._thread.submit(self._end)
        self._thread.shutdown(wait=True)

    def _run(self, work: Callable[[Owned], Result]) -> Result:
        if self._owned is None:
            self._owned = self._make()
        return work(self._owned)

    def _end(self) -> None:
        if self._owned is not None:
            self._owned.close()
            self._owned = None
