"""A few child processes that parse and extract, each with a deadline; one that hangs or dies is replaced."""

import asyncio
import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, Protocol, TypeVar, cast

from tuinews.engine.stderr_log import StderrLog
from tuinews.engine.workers.child import read_frame, write_frame
from tuinews.model.language import tr

Result = TypeVar("Result")

IDLE_SECONDS = 60.0
"""Seconds for which an unused child is kept."""

_START_SECONDS = 20.0
"""Seconds that a child may take to start, before its first job counts."""


class JobFailedError(Exception):
    """A job gave no result; the text says why, as the end of a sentence."""


class WorkerProcess(Protocol):
    """A child process with pipes: what the pool needs of `subprocess.Popen`."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def kill(self) -> None:
        """End it at once; of a process that has ended, do nothing."""

    def wait(self) -> object:
        """Wait until it has ended."""


def start_process(stderr_log: int) -> WorkerProcess:
    """Start a child that writes its errors to a descriptor; raises OSError."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "tuinews.engine.workers.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr_log,
        start_new_session=True,
    )


class WorkerPool:
    """A bounded pool of children; `run` waits for a free one. To be used from one loop."""

    def __init__(self, size: int | None = None) -> None:
        self._size = size or max(1, min(4, os.cpu_count() or 1))
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="tuinews-worker")
        self._stderr_log: StderrLog | None = None
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._free = asyncio.Semaphore(self._size)
        self._retire: asyncio.TimerHandle | None = None

    @property
    def size(self) -> int:
        """How many jobs run at once."""
        return self._size

    async def run(self, job: Callable[..., Result], *arguments: Any, seconds: float = 5.0) -> Result:
        """Run a module-level function in a child.

        Raises:
            JobFailedError: it raised, ran longer than `seconds`, or its process died.
        """
        async with self._free:
            child = self._idle.pop() if self._idle else self._new_child()
            self._all.add(child)
            call = (job.__module__, job.__qualname__, arguments, seconds)
            loop = asyncio.get_running_loop()
            try:
                value, sentence = await loop.run_in_executor(self._threads, child.ask, call, seconds)
            except BaseException:
                child.kill()
                self._all.discard(child)
                raise
            self._idle.append(child)
            self._schedule_retirement(loop)
        if sentence is not None:
            raise JobFailedError(sentence)
        return cast("Result", value)

    def close(self) -> None:
        """End every child at once."""
        if self._retire is not None:
            self._retire.cancel()
        for child in self._all:
            child.kill()
        self._all.clear()
        self._idle.clear()
        self._threads.shutdown(wait=True)
        if self._stderr_log is not None:
            self._stderr_log.close()
            self._stderr_log = None

    def _new_child(self) -> "_Child":
        try:
            self._stderr_log = self._stderr_log or StderrLog(tr("a worker"))
            return _Child(self._stderr_log.descriptor)
        except OSError as error:
            raise JobFailedError(
                tr("no process could be started for it ({strerror})", strerror=error.strerror)
            ) from error

    def _schedule_retirement(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._retire is not None:
            self._retire.cancel()
        self._retire = loop.call_later(IDLE_SECONDS, self._retire_idle)

    def _retire_idle(self) -> None:
        for child in self._idle:
            child.kill()
            self._all.discard(child)
        self._idle.clear()


def ask_once(job: Callable[..., Result], *arguments: Any, seconds: float) -> Result:
    """Run a module-level function in a child of its own and wait for it in this thread.

    Raises:
        JobFailedError: it raised, ran longer than `seconds`, or its process died.
    """
    try:
        child = _Child(subprocess.DEVNULL)
    except OSError as error:
        raise JobFailedError(tr("no process could be started for it ({strerror})", strerror=error.strerror)) from error
    try:
        value, sentence = child.ask((job.__module__, job.__qualname__, arguments, seconds), seconds)
    finally:
        child.kill()
    if sentence is not None:
        raise JobFailedError(sentence)
    return cast("Result", value)


class _Child:
    def __init__(self, stderr_log: int) -> None:
        self._fresh = True
        self._process = start_process(stderr_log)

    def ask(self, call: tuple[str, str, tuple[Any, ...], float], seconds: float) -> tuple[Any, str | None]:
        """Send a job and await its answer (in a thread of the pool)."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise JobFailedError(tr("its process could not be started"))
        try:
            if self._fresh:
                self._await_ready(process.stdout)
            write_frame(cast("Any", process.stdin), call)
            if not _readable(process.stdout.fileno(), seconds):
                raise JobFailedError(tr("reading it took longer than {seconds:.0f} s", seconds=seconds))
            answer = cast("tuple[Any, str | None]", read_frame(cast("Any", process.stdout)))
        except (EOFError, OSError, ValueError) as error:
            raise JobFailedError(tr("the process that read it died")) from error
        return answer

    def _await_ready(self, answers: IO[bytes]) -> None:
        if not _readable(answers.fileno(), _START_SECONDS):
            raise JobFailedError(tr("its process did not start"))
        read_frame(cast("Any", answers))
        self._fresh = False

    def kill(self) -> None:
        """End the process and reap it."""
        process = self._process
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


def _readable(descriptor: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if poll.poll(left * 1000):
            return True
    return False
