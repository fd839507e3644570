"""Runs a command once and says what it took: time, and processor time and memory of all its processes."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

LONGEST = 600.0
"""Seconds after which a command is ended."""


class Spent(NamedTuple):
    """What a command took."""

    wall: float
    cpu: float
    """Seconds of processor time, of the command and of those of its children that it waited for."""
    memory: float
    """Most megabytes that all its processes had at once (PSS), if it was watched; else those of the largest (RSS)."""
    code: int
    """Its exit code; below 0 the signal that ended it."""


def run(argv: Sequence[str], environment: Mapping[str, str] | None = None, *, watched: bool = False) -> Spent:
    """Run a command; `watched` has the memory of its processes read ten times a second, which costs it a little."""
    started = time.perf_counter()
    process = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=None if environment is None else dict(environment),
        start_new_session=True,
    )
    ended = threading.Event()
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, ended, peak, watched))
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = peak[0] if watched else usage.ru_maxrss / 1024
    return Spent(wall, usage.ru_utime + usage.ru_stime, memory, process.returncode)


def _watch(group: int, ended: threading.Event, peak: list[float], watched: bool) -> None:  # noqa: FBT001
    started = time.perf_counter()
    while not ended.wait(0.1):
        if watched:
            peak[0] = max(peak[0], _memory_of(group))
        if time.perf_counter() - started > LONGEST:
            os.killpg(group, signal.SIGKILL)
            return


def _memory_of(process: int) -> float:
    """Return the megabytes of a process and of all that it started: workers are in sessions of their own."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:
            continue
    found, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1024
