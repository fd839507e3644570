"""Kills a refresh at random points and looks at what is left: nothing that was there or acknowledged may be missing.

    python benchmarks/kills.py [--kills 100] [--feeds 20] [--seed 1]

Every feed changes with every round, so that each refresh writes all of them. While it runs, this process marks entries
of the same store. After each kill the file has to be sound, each feed stored wholly or not at all, with the validators
of just those entries, and every mark has to be there.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from served import Plain, served
from tuinews.config import find_paths
from tuinews.model.entry import Flag, Mark
from tuinews.model.ids import EntryId
from tuinews.store import Writer, prepare

ENTRIES = 5
"""Entries that a feed brings with each round."""

_CONFIG = "[refresh]\nhost_gap_seconds = 0.0\n"


@dataclass
class World:
    """Feeds on loopback, one store, and what is known to be in it."""

    folder: Path
    feeds: int
    round: int = 0
    port: int = 0
    marked: set[int] = field(default_factory=set)
    stored: set[str] = field(default_factory=set)
    killed_in: list[str] = field(default_factory=list)
    """How far each killed refresh had come."""

    @property
    def store(self) -> Path:
        return find_paths(str(self.folder), {}).store

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tuinews", "--home", str(self.folder), *words]

    def body(self, number: int) -> bytes:
        items = "".join(
            f"<item><title>Story {number}-{self.round}-{n}</title><guid>f{number}-v{self.round}-{n}</guid>"
            f"<link>http://127.0.0.1/{number}/{self.round}/{n}</link>"
            f"<description>{'The ferry left the quay at dawn. ' * 40}</description></item>"
            for n in range(ENTRIES)
        )
        return f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'.encode()


def answering(world: World) -> type[Plain]:
    """What answers for the feeds."""

    class Handler(Plain):
        def do_GET(self) -> None:  # noqa: N802  the base class names it so
            tag, body = f'"v{world.round}"', world.body(int(self.path.strip("/")))
            unchanged = self.headers.get("If-None-Match") == tag
            self.send_response(304 if unchanged else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", "0" if unchanged else str(len(body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(body)

    return Handler


def kill_often(folder: Path, kills: int, feeds: int, seed: int) -> tuple[World, list[str]]:
    """Kill as many refreshes; the world afterwards, and what was found broken, each as a sentence."""
    world, chance = World(folder, feeds), random.Random(seed)  # noqa: S311  it only has to be repeatable
    config = find_paths(str(folder), {}).settings_file
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(_CONFIG, encoding="utf-8")
    with served(answering(world)) as world.port:
        _import(world)
        started = time.perf_counter()
        subprocess.run(world.command("refresh", "--force"), check=True, capture_output=True)
        whole = time.perf_counter() - started
        broken = list(_examine(world))
        for number in range(kills):
            world.round += 1
            _kill_one(world, whole * chance.uniform(0.25, 1.1), chance)
            broken += [f"after kill {number + 1}: {what}" for what in _examine(world)]
        world.round += 1
        _let_a_minute_pass(world)
        last = subprocess.run(world.command("refresh", "--force"), check=False, capture_output=True, text=True)
        broken += [f"the last refresh failed: {last.stderr}"] if last.returncode else []
        broken += _examine(world)
    return world, broken


def _import(world: World) -> None:
    outlines = "".join(f'<outline xmlUrl="http://127.0.0.1:{world.port}/{n}"/>' for n in range(world.feeds))
    opml = f"<opml><body>{outlines}</body></opml>"
    subprocess.run(world.command("import", "-"), input=opml.encode(), check=True, capture_output=True)


def _let_a_minute_pass(world: World) -> None:
    """Have every feed asked again at once: the user can insist on that once a minute only."""
    with closing(apsw.Connection(str(world.store))) as connection:
        connection.execute("UPDATE polling SET last_forced = NULL")


def _kill_one(world: World, seconds: float, chance: random.Random) -> None:
    _let_a_minute_pass(world)
    process = subprocess.Popen(world.command("refresh", "--force"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    half = seconds / 2
    for wait in (half, half):
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            _mark_some(world, chance)
    process.kill()
    process.communicate()


def _mark_some(world: World, chance: random.Random) -> None:
    """Mark a few entries read; what returns is acknowledged."""
    with closing(Writer(world.store, lambda: int(time.time()))) as writer:
        newest = writer._connection.execute("SELECT max(id) FROM entries").get or 0  # noqa: SLF001
        ids = tuple(EntryId(chance.randint(1, newest)) for _ in range(3))
        world.marked.update(writer.mark(Mark(Flag.READ, value=True, ids=ids)).changed)


def _examine(world: World) -> Iterator[str]:
    """What is broken in the store."""
    prepare(world.store, int(time.time()))
    with closing(apsw.Connection(str(world.store), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
        problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        if problems != ["ok"]:
            yield f"the file is damaged: {problems[:3]}"
        read = {row[0] for row in connection.execute("SELECT id FROM states WHERE read")}
        if lost := world.marked - read:
            yield f"{len(lost)} acknowledged marks are lost"
        guids = {str(row[0]) for row in connection.execute("SELECT guid FROM entries WHERE feed_id > 0")}
        if lost_entries := world.stored - guids:
            yield f"{len(lost_entries)} entries are lost"
        world.stored = guids
        etags = dict(connection.execute("SELECT f.url, p.etag FROM polling p JOIN feeds f ON f.id = p.feed_id"))
        done = 0
        for url, etag in etags.items():
            if str(url).startswith("tuinews:"):
                continue
            feed = str(url).rpartition("/")[2]
            last = int(etag.strip('"v')) if etag else -1
            done += last == world.round
            yield from _wholeness(feed, last, guids, world.round)
        world.killed_in.append(f"{done}/{world.feeds}")


def _wholeness(feed: str, last: int, guids: set[str], newest: int) -> Iterator[str]:
    """Whether the feed has all entries of the round that its validators are from, and none of a later one."""
    for round_ in range(max(last, 0), newest + 1):
        have = sum(f"f{feed}-v{round_}-{n}" in guids for n in range(ENTRIES))
        if have != (ENTRIES if round_ == last else 0):
            yield f"feed {feed} has {have} entries of round {round_}, but its validators are of round {last}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--feeds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.pop("TUINEWS_HOME", None)
    with tempfile.TemporaryDirectory() as folder:
        world, broken = kill_often(Path(folder), arguments.kills, arguments.feeds, arguments.seed)
    partly = sum(not done.startswith(("0/", f"{world.feeds}/")) for done in world.killed_in)
    print(
        f"{arguments.kills} kills, {partly} of them between the first and the last commit; "
        f"{len(world.stored)} entries, {len(world.marked)} marks; broken promises: {len(broken)}"
    )
    for what in broken:
        print(f"  {what}")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
