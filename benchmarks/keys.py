"""From a key to the last byte of what it repaints, in a pty of 120x40, over the homes that `start.py` filled.

python benchmarks/keys.py [--entries 50000] [--keys 200]
"""

import argparse
import os
import statistics
import sys
from pathlib import Path

from terminal import Terminal

QUIET = 0.03
"""Seconds without output after which a repaint counts as over."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--into", type=Path, default=Path("/tmp/tuinews-benchmark"))  # noqa: S108
    arguments = parser.parse_args()
    home = arguments.into / f"tuinews-{arguments.entries}"
    terminal = Terminal([sys.executable, "-m", "tuinews", "--home", str(home)], dict(os.environ))
    try:
        terminal.until("●")
        terminal.quiet(1.0)
        _tell("down", [_press(terminal, "j") for _ in range(arguments.keys)])
        _tell("open", [_open(terminal) for _ in range(20)])
    finally:
        terminal.end()


def _press(terminal: Terminal, key: str) -> float:
    terminal.send(key)
    terminal.read(1.0)
    return terminal.quiet(QUIET) * 1000


def _open(terminal: Terminal) -> float:
    """Open the next article; the mark and the counts are painted with it."""
    _press(terminal, "2")
    _press(terminal, "j")
    return _press(terminal, "\r")


def _tell(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(
        f"{name}: median {statistics.median(ordered):6.1f} ms  p95 {ordered[int(0.95 * len(ordered))]:6.1f}  "
        f"max {ordered[-1]:6.1f}"
    )


if __name__ == "__main__":
    main()
