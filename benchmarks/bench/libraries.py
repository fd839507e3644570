"""Measures the reader on libraries of many entries, and an import of many feeds."""

import os
import shutil
import statistics
import sys
from pathlib import Path

from bench.measure import run
from bench.world import FOLDERS
from start import fill_newsboat, populate
from terminal import Terminal


def measure_library(cache: Path, entries: int, runs: int) -> dict[str, dict[str, float]]:
    """Return milliseconds to the first headline, to the next after a key, and megabytes; beside newsboat's."""
    home, other = cache / f"library-{entries}", cache / f"newsboat-{entries}"
    populate(home, entries)
    commands = {"tuinews": ([sys.executable, "-m", "tuinews", "--home", str(home)], dict(os.environ), "●")}
    if shutil.which("newsboat") and entries <= 100_000:
        fill_newsboat(other, home)
        newsboat = ["newsboat", "-u", str(other / "urls"), "-c", str(other / "cache.db"), "-C", "/dev/null"]
        commands["newsboat"] = (newsboat, {**os.environ, "HOME": str(other)}, "Feed 1")
    times: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, float] = {}
    for _ in range(runs):
        for name, (argv, environment, marker) in commands.items():
            terminal = Terminal(argv, environment)
            try:
                times[name].append(1_000 * terminal.until(marker))
                terminal.quiet(0.5)
                memory[name] = terminal.memory()
            finally:
                terminal.end()
    found = {name: {"first": statistics.median(times[name]), "memory": memory[name]} for name in commands}
    own = [sys.executable, "-m", "tuinews", "--home", str(home)]
    found["tuinews"]["list"] = 1_000 * statistics.median(run([*own, "list", "--limit", "50"]).wall for _ in range(runs))
    return found


def measure_import(cache: Path, feeds: int) -> dict[str, float]:
    """Return the seconds that importing a list of so many feeds takes."""
    home, listed = cache / "import", cache / "import.opml"
    shutil.rmtree(home, ignore_errors=True)
    lines = "".join(
        f'<outline text="Folder {number % FOLDERS}"><outline type="rss" text="Feed {number}" '
        f'xmlUrl="https://site{number}.example/feed"/></outline>\n'
        for number in range(feeds)
    )
    listed.write_text(f'<opml version="2.0"><head/><body>\n{lines}</body></opml>\n', encoding="utf-8")
    spent = run([sys.executable, "-m", "tuinews", "--home", str(home), "import", str(listed)])
    return {"wall": spent.wall, "cpu": spent.cpu}
