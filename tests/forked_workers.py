"""Worker processes that cost a test next to nothing: forks of one that has imported the parsers already.

A worker takes 0.15 s of CPU to start, most of it for imports, and hundreds of tests want one. Everything else is as
in the program: a process with pipes, limits and a deadline of its own, ended with its pool. Tests whose subject is a
worker start real ones, as does everything that runs in a process of its own. Only Linux has process descriptors;
elsewhere all workers are real.
"""

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

import pytest

from tuinews.engine.workers import pool

_LONGEST_REQUEST = 1 << 18
"""Bytes of an environment, at most."""


@contextmanager
def forked_workers() -> Iterator[None]:
    """Have the pools of this process fork their workers."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            patch.setattr(pool, "start_process", lambda stderr_log: _template().fork(stderr_log))
        yield


class ForkedWorker:
    """What the pool needs of a process."""

    def __init__(self, process: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        """`process` is its descriptor."""
        self._process = process
        self.stdin: IO[bytes] | None = stdin
        self.stdout: IO[bytes] | None = stdout

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def wait(self) -> None:
        if self._process >= 0:
            select.select([self._process], [], [])
            os.close(self._process)
            self._process = -1


class _Template:
    """The process that is forked; it ends with this one, as its socket does."""

    def __init__(self) -> None:
        self._socket, its_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LONGEST_REQUEST)
        self._one_at_a_time = threading.Lock()
        with its_end:
            self._process = subprocess.Popen(
                [sys.executable, "-P", __file__, str(its_end.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[its_end.fileno()],
                start_new_session=True,
            )

        atexit.register(self._end)

    def _end(self) -> None:
        self._socket.close()
        self._process.wait()

    def fork(self, stderr_log: int) -> ForkedWorker:
        """Start a worker that writes its errors to a descriptor, in today's folder and environment."""
        its_stdin, stdin = os.pipe()
        stdout, its_stdout = os.pipe()
        errors = os.open(os.devnull, os.O_WRONLY) if stderr_log == subprocess.DEVNULL else os.dup(stderr_log)
        theirs = [its_stdin, its_stdout, errors]
        request = json.dumps([str(Path.cwd()), dict(os.environ)]).encode()
        with self._one_at_a_time:
            socket.send_fds(self._socket, [request], theirs)
            _, (process,), _, _ = socket.recv_fds(self._socket, 1, 1)
        for descriptor in theirs:
            os.close(descriptor)
        return ForkedWorker(process, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"))


@cache
def _template() -> _Template:
    return _Template()


def _serve(requests: socket.socket) -> None:
    """Fork a worker for each request, until the tests end."""
    from tuinews.engine.workers.child import main
    from tuinews.engine.workers.jobs import extract_page, read_feed
    from tuinews.model.parsed import Expected

    # what parsers import lazily
    read_feed(
        b"<rss version='2.0'><channel><item><guid>1</guid></item></channel></rss>",
        "http://a.example/",
        "",
        0,
        frozenset(),
    )
    extract_page(b"<html><body><article><p>Words.</p></article></body></html>", "http://a.example/", "", Expected())
    gc.collect()
    gc.freeze()
    while True:
        request, theirs, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, 3)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                continue
        if not request:
            return
        worker = os.fork()
        if worker == 0:
            requests.close()
            _become_worker(request, theirs)
            main()
            os._exit(0)
        process = os.pidfd_open(worker)
        socket.send_fds(requests, [b"."], [process])
        for descriptor in (*theirs, process):
            os.close(descriptor)


def _become_worker(request: bytes, theirs: list[int]) -> None:
    os.setsid()
    for place, descriptor in enumerate(theirs):
        os.dup2(descriptor, place)
        os.close(descriptor)
    folder, environment = json.loads(request)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
