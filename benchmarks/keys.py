"""From a key to the paint that answers it, in a pty of 120x40: at rest, then while a refresh of all feeds runs.

    python benchmarks/keys.py [--entries 100000] [--feeds 200] [--keys 200]

The home is filled by `populate.py` once and copied for each run. Each feed answers after 0.2 to 2 seconds with 30 new
entries; the server is a process of its own. Keys come as from a held key, 30 a second. A move is over when the new
place is painted in the frame, an article is open when its masthead is painted. What other programs do to the figures is
told as well: the average load, and (Linux) the figures without the time in which the reader's main thread was ready to
run and had no core, and the time in which it ran.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

from served import Plain, served
from terminal import Terminal

HERE = Path(__file__).parent

PORT = 8931
"""Where the feeds of `populate.py` are."""

FRESH = 30
"""New entries of each feed."""

KEY_SECONDS = 1 / 30

SETTLED_SECONDS = 6.0
"""Seconds for what the reader does after its start, which is measured by `start.py`."""

MOVES = 10
"""Moves between two articles that are opened."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--keys", type=int, default=200, help="moves at rest")
    parser.add_argument("--into", type=Path, default=Path("/tmp/tuinews-benchmark"))  # noqa: S108
    arguments = parser.parse_args()
    home = _copy_home(arguments.into, arguments.entries, arguments.feeds)
    print(f"load {os.getloadavg()[0]:.2f} of {os.cpu_count()} cores")
    context = get_context("fork")
    asked = context.Value("i", 0)
    server = context.Process(target=_serve, args=(asked,), daemon=True)
    server.start()
    terminal = Terminal([sys.executable, "-m", "tuinews", "--home", str(home)], dict(os.environ))
    try:
        terminal.until("1/")
        time.sleep(SETTLED_SECONDS)
        _press(terminal, "\r", "Writer ")  # the first article imports what paints articles
        _press(terminal, "2", "")
        terminal.quiet(0.5)
        place = _measure("at rest", terminal, 1, iter(range(arguments.keys // MOVES)))
        began = time.perf_counter()
        terminal.send("R")
        place = _measure("refresh", terminal, place, _until_asked(asked, arguments.feeds))
        print(f"the refresh: {asked.value} feeds asked in {time.perf_counter() - began:.1f} s")
    finally:
        terminal.end()
        server.terminate()
    print(f"load {os.getloadavg()[0]:.2f} of {os.cpu_count()} cores")


def _until_asked(asked: "object", feeds: int) -> Iterator[int]:
    """Count on until every feed was asked, and for two seconds more: what came last is stored then."""
    end, turn = time.perf_counter() + 120, 0
    while (now := time.perf_counter()) < end:
        if asked.value >= feeds:  # type: ignore[attr-defined]
            end = min(end, now + 2)
        yield turn
        turn += 1


def _measure(name: str, terminal: Terminal, place: int, turns: Iterator[int]) -> int:
    """Move and open by turns; returns the number of the current headline."""
    moves: list[tuple[float, float, float]] = []
    opened: list[tuple[float, float, float]] = []
    for _ in turns:
        for _ in range(MOVES):
            place += 1
            moves.append(_press(terminal, "j", f" {place}/"))
        opened.append(_press(terminal, "\r", "Writer "))
        _press(terminal, "2", "")
        terminal.quiet(0.2)
    _tell(f"{name}: move", moves)
    _tell(f"{name}: open", opened)
    return place


def _press(terminal: Terminal, key: str, marker: str) -> tuple[float, float, float]:
    """Press a key; returns milliseconds until the marker is painted: all, those with a core, those that were used."""
    began, (ran, waited) = time.perf_counter(), _read_times(terminal.pid)
    terminal.send(key)
    taken = terminal.until(marker, 10.0) * 1000 if marker else 0.0
    ran_then, waited_then = _read_times(terminal.pid)
    while (rest := began + KEY_SECONDS - time.perf_counter()) > 0:
        terminal.read(rest)
    return taken, max(0.0, taken - (waited_then - waited)), ran_then - ran


def _read_times(pid: int) -> tuple[float, float]:
    """Return for how many milliseconds the main thread ran, and was ready to and had no core; 0 where nothing tells."""
    try:
        ran, waited, _ = Path(f"/proc/{pid}/task/{pid}/schedstat").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0.0, 0.0
    return int(ran) / 1e6, int(waited) / 1e6


def _tell(name: str, times: list[tuple[float, float, float]]) -> None:
    print(f"{name}, {len(times)} times, in ms")
    for label, column in zip(
        ("from key to paint", "without waiting for a core", "run"), zip(*times, strict=True), strict=True
    ):
        ordered = sorted(column)
        print(
            f"  {label:<28} p50 {statistics.median(ordered):6.1f}  p95 {ordered[int(0.95 * len(ordered))]:6.1f}  "
            f"max {ordered[-1]:6.1f}"
        )


def _copy_home(into: Path, entries: int, feeds: int) -> Path:
    """Return a home of its own for this run, filled."""
    filled, home = into / f"keys-{entries}-{feeds}", into / "keys-run"
    if not (filled / "data" / "tuinews.db").exists():
        words = ["--home", str(filled), "--entries", str(entries), "--feeds", str(feeds), "--index"]
        subprocess.run([sys.executable, str(HERE / "populate.py"), *words], check=True)
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(filled, home)
    (home / "config").mkdir(exist_ok=True)
    settings = "[refresh]\nat_start = false\nwhile_open = false\n"
    (home / "config" / "config.toml").write_text(settings, encoding="utf-8")
    return home


def _serve(asked: "object") -> None:
    chance = random.Random(1)  # noqa: S311  no secret

    class Feed(Plain):
        def do_GET(self) -> None:  # noqa: N802  its name
            time.sleep(chance.uniform(0.2, 2.0))
            with asked.get_lock():  # type: ignore[attr-defined]
                asked.value += 1  # type: ignore[attr-defined]
            body = _write_feed(self.path).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with served(Feed, "", PORT):
        time.sleep(3600)


def _write_feed(path: str) -> str:
    now = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
    items = "".join(
        f"<item><title>Fresh {path} {n}</title><guid isPermaLink='false'>{path}-{n}</guid>"
        f"<link>http://example.org/fresh{path}/{n}</link><pubDate>{now}</pubDate>"
        f"<description>&lt;p&gt;{'What the wind did. ' * 60}&lt;/p&gt;</description></item>"
        for n in range(FRESH)
    )
    return f"<rss version='2.0'><channel><title>Feed {path}</title>{items}</channel></rss>"


if __name__ == "__main__":
    main()
