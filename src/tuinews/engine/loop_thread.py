"""The engine's own thread with an asyncio loop, so that nothing the engine does delays a key."""

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")

_SWITCH_INTERVAL = 0.001
"""Seconds a thread may keep the interpreter while another waits; the default of 5 ms is felt as late keys."""


class LoopThread:
    """A loop in a thread, started by the first coroutine and ended by `close`."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._last: Callable[[], Coroutine[Any, Any, None]] | None = None

    def submit(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        """Run a coroutine on the engine's loop, from any thread; after `close` the future is cancelled at once."""
        with self._lock:
            if self._closed:
                work.close()
                refused: Future[Result] = Future()
                refused.cancel()
                return refused
            return asyncio.run_coroutine_threadsafe(work, self._ensure_loop())

    async def call(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine on the engine's loop and await it from any other; cancelling cancels it there."""
        if self._loop is asyncio.get_running_loop():
            return await work
        return await asyncio.wrap_future(self.submit(work))

    def run_at_end(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Have this run on the loop when everything else on it has been cancelled."""
        self._last = last

    def close(self) -> None:
        """Cancel what still runs, wait until it has ended, end the thread; it cannot be started again."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        self._loop = self._thread = None

    def _ensure_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            sys.setswitchinterval(_SWITCH_INTERVAL)
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._run, args=(self._loop,), name="tuinews-engine", daemon=True)
            self._thread.start()
        return self._loop

    async def _end(self) -> None:
        await _cancel_others()
        if self._last is not None:
            await self._last()

    @staticmethod
    def _run(loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
