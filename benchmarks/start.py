"""Process start to first headlines painted, in a pty of 120x40: tuinews, and newsboat where it is installed.

    python benchmarks/start.py [--entries 10000 50000 500000] [--runs 7]

Homes are filled by `populate.py` and kept under --into for the next call. Commands run in turn, so that a drift of
the machine hits all alike; the figures are medians.
"""

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
from pathlib import Path

from terminal import Terminal

HERE = Path(__file__).parent


def main() -> None:
    arguments = _arguments()
    runs: dict[str, list[float]] = {}
    commands: dict[str, tuple[list[str], dict[str, str], str]] = {}
    for entries in arguments.entries:
        home = arguments.into / f"tuinews-{entries}"
        populate(home, entries)
        commands[f"tuinews {entries:>7}"] = (
            [sys.executable, "-m", "tuinews", "--home", str(home)],
            dict(os.environ),
            arguments.marker,
        )
        if newsboat := shutil.which("newsboat"):
            cache = arguments.into / f"newsboat-{entries}"
            fill_newsboat(cache, home)
            commands[f"newsboat {entries:>6}"] = (
                [newsboat, "-u", str(cache / "urls"), "-c", str(cache / "cache.db"), "-C", "/dev/null"],
                {**os.environ, "HOME": str(cache)},
                "Feed 1",
            )
    memory: dict[str, float] = {}
    for _ in range(arguments.runs):
        for name, (argv, environment, marker) in commands.items():
            terminal = Terminal(argv, environment)
            try:
                runs.setdefault(name, []).append(terminal.until(marker) * 1000)
                terminal.quiet(0.25)
                memory[name] = terminal.memory()
            finally:
                terminal.end()
    for name, times in runs.items():
        print(
            f"{name}: median {statistics.median(times):7.0f} ms  min {min(times):7.0f}  max {max(times):7.0f}  "
            f"RSS {memory[name]:5.0f} MB"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 50_000, 500_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--into", type=Path, default=Path("/tmp/tuinews-benchmark"))  # noqa: S108
    parser.add_argument("--marker", default="●", help="what the first painted headline shows")
    return parser.parse_args()


def populate(home: Path, entries: int) -> None:
    """Fill a home with so many entries, unless it is there."""
    if not (home / "data" / "tuinews.db").exists():
        subprocess.run(
            [
                sys.executable,
                str(HERE / "populate.py"),
                "--home",
                str(home),
                "--entries",
                str(entries),
                "--feeds",
                str(max(10, entries // 50)),
            ],
            check=True,
        )


def fill_newsboat(cache: Path, home: Path) -> None:
    """Give newsboat the same entries, with the statistics without which it scans everything for each feed."""
    if (cache / "cache.db").exists():
        return
    cache.mkdir(parents=True)
    source = sqlite3.connect(home / "data" / "tuinews.db")
    feeds = source.execute("SELECT id, url FROM feeds WHERE url LIKE 'http%'").fetchall()
    (cache / "urls").write_text("".join(f"{url}\n" for _, url in feeds), encoding="utf-8")
    (cache / ".newsboat").mkdir()
    subprocess.run(
        ["newsboat", "-u", str(cache / "urls"), "-c", str(cache / "cache.db"), "-x", "print-unread"],  # noqa: S607
        check=False,
        capture_output=True,
        env={**os.environ, "HOME": str(cache)},
    )
    target = sqlite3.connect(cache / "cache.db")
    target.executemany(
        "INSERT INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET title = excluded.title",
        [(url, url, f"Feed {n}") for n, url in feeds],
    )
    addresses = dict(feeds)
    target.executemany(
        "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) "
        "VALUES (?, ?, '', ?, ?, ?, ?, 1)",
        (
            (f"{n}-{guid}", title, url, addresses[n], moment, "x" * 3000)
            for n, guid, title, url, moment in source.execute("SELECT feed_id, guid, title, url, moment FROM entries")
            if n in addresses
        ),
    )
    target.execute("ANALYZE")
    target.commit()


if __name__ == "__main__":
    main()
