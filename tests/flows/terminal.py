"""A pseudo-terminal with a program on it."""

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Self

PATIENCE_SECONDS = 60
"""Longest time that anything is waited for: a reader's clock speaks every minute, so that silence may never come."""

SILENCE_SECONDS = 20
"""A program that says nothing for so long hangs."""


class Terminal:
    """Starts a program on a terminal and collects what it writes there: 100 by 30 cells of 8 by 17 pixels."""

    def __init__(self, home: Path, *words: str, **more: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}}
        environment = kept | {"TUINEWS_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"} | more
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 30, 100, 800, 510))
        self._child = subprocess.Popen(
            [sys.executable, *words],
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End what still runs, as closing a terminal's window does."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        os.close(self._ours)

    def until(self, text: str) -> None:
        """Wait for a text, a minute at most; the program ending before, or falling silent, fails the test."""
        last = time.monotonic() + PATIENCE_SECONDS
        while text not in self.seen:
            assert self._read(last), f"{text!r} never came, but {self.seen[-2000:]!r}"

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def finish(self) -> int:
        """Read to the end, which has to come within a minute; the exit code."""
        last = time.monotonic() + PATIENCE_SECONDS
        while self._read(last):
            pass
        return self._child.wait(PATIENCE_SECONDS)

    def _read(self, last: float) -> bool:
        ready, _, _ = select.select([self._ours], [], [], max(0.0, min(SILENCE_SECONDS, last - time.monotonic())))
        assert ready, f"nothing more came than {self.seen[-2000:]!r}"
        with contextlib.suppress(OSError):  # Linux ends a terminal with EIO
            chunk = os.read(self._ours, 65_536)
            self.seen += chunk.decode("utf-8", "replace")
            return bool(chunk)
        return False
