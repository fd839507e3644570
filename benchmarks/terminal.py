"""A terminal for benchmarks: runs a command in a pty, feeds it keys and tells when what appeared on the screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_ESCAPE = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78cDEHM])")


class Terminal:
    """One run of a command in a pty of its own."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str], columns: int = 120, rows: int = 40) -> None:
        self.output = bytearray()
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], list(argv), {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"})  # noqa: S606

    def read(self, seconds: float) -> bool:
        """Take in what comes within the time; whether anything came."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return False
        try:
            self.output += os.read(self._fd, 1 << 16)
        except OSError:
            return False
        return True

    def until(self, marker: str, seconds: float = 120.0) -> float:
        """Seconds since the last `send` (or the start) until the marker is painted; raises TimeoutError."""
        wanted, end = marker.encode(), time.perf_counter() + seconds
        while time.perf_counter() < end:
            if self.read(0.5) and wanted in _ESCAPE.sub(b"", bytes(self.output)):
                return time.perf_counter() - self.started
        raise TimeoutError(f"{marker!r} did not appear in {seconds:.0f} s")

    def quiet(self, silence: float) -> float:
        """Seconds since the last `send` until the last byte before that much silence."""
        last = time.perf_counter()
        while self.read(silence):
            last = time.perf_counter()
        return last - self.started

    def send(self, keys: str) -> None:
        """Press keys; the clock starts anew."""
        self.output.clear()
        self.started = time.perf_counter()
        os.write(self._fd, keys.encode())

    def memory(self) -> float:
        """Resident memory of the process in MB."""
        return (
            int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
            * os.sysconf("SC_PAGE_SIZE")
            / 1e6
        )

    def end(self) -> None:
        """Kill the process and reap it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)
