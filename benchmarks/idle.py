"""Count how often the reader and its processes are woken while nobody presses a key.

    python benchmarks/idle.py --home DIR [--minutes 10] [--settle 45]

Starts the reader in a terminal of its own, lets it settle, and counts the voluntary context switches of every thread of
it and of its children, as Linux tells them. Prints them minute by minute and, at the end, by thread; ends with 1 when
they are more than six a minute. Processor time is printed as well. Feeds that are due, or fail, are no idleness.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from terminal import Terminal

MOST = 6.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--settle", type=int, default=45, help="seconds")
    arguments = parser.parse_args()
    reader = Terminal([sys.executable, "-m", "tuinews", "--home", str(arguments.home)], os.environ)
    try:
        _wait(reader, arguments.settle)
        woken = Counter[str]()
        for minute in range(1, arguments.minutes + 1):
            before, spent = count_wakes(reader.pid), _read_seconds(reader.pid)
            _wait(reader, 60)
            new = count_wakes(reader.pid) - before
            woken += new
            seconds = _read_seconds(reader.pid) - spent
            print(f"minute {minute:2}: {new.total():3} wake-ups, {1000 * seconds:.0f} ms", flush=True)
    finally:
        reader.end()
    for thread, times in woken.most_common():
        print(f"{times / arguments.minutes:6.1f} a minute  {thread}")
    mean = woken.total() / arguments.minutes
    print(f"{mean:6.1f} a minute in all, at most {MOST:.0f}")
    sys.exit(mean > MOST)


def _wait(reader: Terminal, seconds: float) -> None:
    """Take what the reader paints, as terminals do."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        reader.read(left)


def count_wakes(pid: int) -> Counter[str]:
    """Return by process and thread how often each was woken so far."""
    return Counter(
        {
            f"process {process}, thread {position}: {_read(task / 'comm')}": _count_switches(task)
            for process in _list_processes(pid)
            for position, task in enumerate(sorted(Path(f"/proc/{process}/task").iterdir()))
        }
    )


def _list_processes(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in _read(task / "children").split():
            yield from _list_processes(int(child))


def _count_switches(task: Path) -> int:
    return int(_read(task / "status").partition("\nvoluntary_ctxt_switches:")[2].split()[0])


def _read(file: Path) -> str:
    return file.read_text(encoding="ascii").strip()


def _read_seconds(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
