"""The readers that are measured: how each is given the feeds, and how it is told to fetch them.

To add one, write a class with these methods and a row in `RIVALS`.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

from bench.world import World

CACHE = Path(os.environ.get("BENCH_CACHE", "/tmp/tuinews-bench"))  # noqa: S108  made anew where it is lost


class Rival(Protocol):
    """A reader."""

    name: str
    repeats: int
    """How often it fetches before all that comes are answers of 304."""

    def missing(self) -> str:
        """Return why it cannot be measured here; `""` if it can."""
        ...

    def version(self) -> str:
        """Return which one it is."""
        ...

    def prepare(self, home: Path, world: World) -> None:
        """Subscribe to the feeds."""

    def fetch(self, home: Path, *, again: bool) -> Sequence[str]:
        """Return the command that fetches all feeds; `again` for any but the first time."""
        ...

    def renew(self, home: Path) -> None:
        """Make it ready to fetch once more at once."""

    def size(self, home: Path) -> float:
        """Return the megabytes that it stores."""
        ...


class Tuinews:
    """This program, from the environment that runs this."""

    name, repeats = "tuinews", 1

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return _say(sys.executable, "-m", "tuinews", "--version")

    def prepare(self, home: Path, world: World) -> None:
        _quietly(*self._command(home), "import", str(world.folder / "feeds.opml"))

    def fetch(self, home: Path, *, again: bool) -> Sequence[str]:
        return [*self._command(home), "refresh", *(["--force"] if again else [])]

    def renew(self, home: Path) -> None:
        """Forget that the user insisted: nobody is asked twice within a minute because of that."""
        with closing(sqlite3.connect(home / "data" / "tuinews.db")) as connection, connection:
            connection.execute("UPDATE polling SET last_forced = 0")

    def size(self, home: Path) -> float:
        return _megabytes(home / "data" / "tuinews.db")

    @staticmethod
    def _command(home: Path) -> list[str]:
        return [sys.executable, "-m", "tuinews", "--home", str(home)]


class Newsboat:
    """newsboat, as it is installed or with the statistics without which SQLite looks at all entries for each feed."""

    repeats = 2

    def __init__(self, threads: int = 8, *, filled: bool = True) -> None:
        self.name = f"newsboat{'' if filled else ', stock'}{f', {threads} threads' if threads != 8 else ''}"
        self._threads, self._filled = threads, filled

    def missing(self) -> str:
        return "" if shutil.which("newsboat") else "not installed"

    def version(self) -> str:
        return " ".join(_say("newsboat", "-v").split()[:2])

    def prepare(self, home: Path, world: World) -> None:
        (home / "urls").write_text("".join(f"{url}\n" for url in world.urls), encoding="utf-8")
        options = f"reload-threads {self._threads}\ndownload-retries 1\ndownload-timeout 60\nauto-reload no\n"
        (home / "config").write_text(options, encoding="utf-8")
        _quietly(*self._command(home), "-x", "print-unread")
        if self._filled:
            rows = world.feeds * world.entries
            with closing(sqlite3.connect(home / "cache.db")) as connection, connection:
                connection.execute("ANALYZE")
                connection.execute("DELETE FROM sqlite_stat1")
                connection.executemany(
                    "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)",
                    [
                        ("rss_item", "idx_feedurl", f"{rows} {world.entries}"),
                        ("rss_item", "idx_guid", f"{rows} 1"),
                        ("rss_item", "idx_deleted", f"{rows} {rows}"),
                        ("rss_feed", "idx_rssurl", f"{world.feeds} 1"),
                        ("rss_feed", "idx_lastmodified", f"{world.feeds} {world.feeds}"),
                    ],
                )

    def fetch(self, home: Path, *, again: bool) -> Sequence[str]:  # noqa: ARG002
        return [*self._command(home), "-x", "reload"]

    def renew(self, home: Path) -> None:
        """Do nothing."""

    def size(self, home: Path) -> float:
        return _megabytes(home / "cache.db")

    @staticmethod
    def _command(home: Path) -> list[str]:
        return ["newsboat", "-C", str(home / "config"), "-u", str(home / "urls"), "-c", str(home / "cache.db")]


class Sfeed:
    """sfeed: a shell script that starts curl, a parser and a sort for each feed; it knows no 304 by itself."""

    name, repeats = "sfeed", 1

    def missing(self) -> str:
        return "" if shutil.which("sfeed_update") and shutil.which("curl") else "not installed"

    def version(self) -> str:
        return _say("dpkg-query", "-W", "-f", "sfeed ${Version}", "sfeed") or "sfeed"

    def prepare(self, home: Path, world: World) -> None:
        (home / "feeds").mkdir()
        lines = "".join(f'\tfeed "f{number}" "{url}"\n' for number, url in enumerate(world.urls))
        text = f"sfeedpath={home / 'feeds'}\nmaxjobs=8\nfeeds() {{\n{lines}}}\n"
        (home / "sfeedrc").write_text(text, encoding="utf-8")

    def fetch(self, home: Path, *, again: bool) -> Sequence[str]:  # noqa: ARG002
        return ["sfeed_update", str(home / "sfeedrc")]

    def renew(self, home: Path) -> None:
        """Do nothing."""

    def size(self, home: Path) -> float:
        return _megabytes(*(home / "feeds").iterdir())


class Reader:
    """lemon24/reader, a library, by a script of three lines; it is installed into an environment of its own."""

    name, repeats = "reader", 1
    _PYTHON = CACHE / "reader" / "bin" / "python"
    _FETCH = "import sys, reader; r = reader.make_reader(sys.argv[1]); r.update_feeds(workers=8)"
    _ADD = (
        "import sys, reader; r = reader.make_reader(sys.argv[1]); "
        "[r.add_feed(line.strip()) for line in open(sys.argv[2])]"
    )

    def missing(self) -> str:
        if not self._PYTHON.exists():
            _quietly(sys.executable, "-m", "venv", str(self._PYTHON.parents[1]))
            _quietly(str(self._PYTHON), "-m", "pip", "install", "--quiet", "reader", "sgmllib3k")
        return (
            ""
            if _say(str(self._PYTHON), "-c", "import reader; reader.make_reader(':memory:'); print(1)")
            else "cannot be installed"
        )

    def version(self) -> str:
        told = _say(str(self._PYTHON), "-c", "import reader; print(reader.__version__)")
        return f"reader {told}" if told else ""

    def prepare(self, home: Path, world: World) -> None:
        (home / "urls").write_text("".join(f"{url}\n" for url in world.urls), encoding="utf-8")
        _quietly(str(self._PYTHON), "-c", self._ADD, str(home / "db.sqlite"), str(home / "urls"))

    def fetch(self, home: Path, *, again: bool) -> Sequence[str]:  # noqa: ARG002
        return [str(self._PYTHON), "-c", self._FETCH, str(home / "db.sqlite")]

    def renew(self, home: Path) -> None:
        """Have it ask at once: it puts each feed off to the next full hour, and asks nobody before."""
        with closing(sqlite3.connect(home / "db.sqlite")) as connection, connection:
            connection.execute("UPDATE feeds SET update_after = NULL")

    def size(self, home: Path) -> float:
        return _megabytes(home / "db.sqlite")


RIVALS: tuple[Rival, ...] = (Tuinews(), Newsboat(), Newsboat(filled=False), Sfeed(), Reader())
MANY_THREADS = Newsboat(100)


def _say(*argv: str) -> str:
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60).stdout.strip()
    except OSError:
        return ""


def _quietly(*argv: str) -> None:
    subprocess.run(argv, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _megabytes(*paths: Path) -> float:
    return sum(path.stat().st_size for path in paths) / 1e6
