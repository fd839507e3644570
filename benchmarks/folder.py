"""Measure a shared folder: how long many marks take to be told and taken over, how large a year of them is.

    python benchmarks/folder.py [--marks 100000] [--feeds 100] [--days 365] [--a-day 300]

Two libraries with the same entries share a folder below a temporary one. The first marks all of them read at once; the
second takes that over. Then a library marks so many a day, each by itself.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from store.storing import NOW, draft
from tuinews.config import Settings, find_paths
from tuinews.engine.library import Library, open_library
from tuinews.model.change import FeedUpdate
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag, Mark
from tuinews.model.feed import NewFeed
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING
from tuinews.store import Writer, prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", type=int, default=100_000)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--a-day", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(measure_merge(Path(place), arguments.marks, arguments.feeds))
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(measure_year(Path(place), arguments.days, arguments.a_day, arguments.feeds))


async def measure_merge(place: Path, marks: int, feeds: int) -> None:
    """Let one library tell many marks, and another one take them over."""
    for name in ("one", "two"):
        with writing(place / name, lambda: NOW) as writer:
            fill(writer, marks, feeds)
    with opened(place / "one") as library:
        await library.folder.join(str(place / "folder"))
    with opened(place / "two") as library:
        await library.folder.join(str(place / "folder"))
    with writing(place / "one", lambda: NOW + DAY) as writer:
        began = time.perf_counter()
        writer.mark_query(EVERYTHING, Flag.READ, value=True)
        print(f"{marks} marked read        {time.perf_counter() - began:8.2f} s")
    with opened(place / "one") as library:
        result = await library.folder.run()
        print(f"told                       {result.ms / 1000:8.2f} s  {result.bytes / 1e6:.2f} MB")
    with opened(place / "two") as library:
        began = time.process_time()
        result = await library.folder.run()
        used = time.process_time() - began
        print(f"{result.pulled} taken over        {result.ms / 1000:8.2f} s, {used:.2f} s of the processor")
        result = await library.folder.run()
        began = time.perf_counter()
        for _ in range(100):
            await library.folder.run()
        print(f"nothing new                {(time.perf_counter() - began) * 10:8.2f} ms")


async def measure_year(place: Path, days: int, a_day: int, feeds: int) -> None:
    """Mark some entries each day, and tell how large that log is."""
    now = [NOW - days * DAY]
    with writing(place / "one", lambda: now[0]) as writer:
        ids = fill(writer, days * a_day, feeds)
    with opened(place / "one", lambda: now[0]) as library:
        await library.folder.join(str(place / "folder"))
    with writing(place / "one", lambda: now[0]) as writer:
        for number, entry_id in enumerate(ids):
            now[0] = NOW - days * DAY + DAY * (number // a_day) + 80 * (number % a_day)
            writer.mark(Mark(Flag.READ, True, (entry_id,)))  # noqa: FBT003  a field
    now[0] = NOW
    with opened(place / "one", lambda: now[0]) as library:
        await library.folder.run()
        (log,) = (place / "folder").glob("*.log")
        print(f"{days} days of {a_day} marks   {log.stat().st_size / 1e6:8.2f} MB")
        log.unlink()
        await library.folder.run()
        print(f"compacted                  {log.stat().st_size / 1e6:8.2f} MB")


def fill(writer: Writer, entries: int, feeds: int) -> list[EntryId]:
    """Store entries in feeds, and return their ids, those of one feed never behind one another."""
    each = -(-entries // feeds)
    stored = []
    for number in range(feeds):
        feed_id = writer.add_feed(NewFeed(f"https://outlet-{number}.example/feed"))
        drafts = tuple(draft(f"https://outlet-{number}.example/2026/story-{entry}.html") for entry in range(each))
        (result,) = writer.apply([FeedUpdate(feed_id, NOW - 400 * DAY, new=drafts)])
        stored.append(result.new)
    return [entry_id for group in zip(*stored, strict=True) for entry_id in group][:entries]


@contextmanager
def writing(home: Path, clock: Callable[[], int]) -> Iterator[Writer]:
    """Give the connection that writes to a library."""
    path = find_paths(str(home), {}).store
    prepare(path, clock())
    writer = Writer(path, clock)
    try:
        yield writer
    finally:
        writer.close()


@contextmanager
def opened(home: Path, clock: Callable[[], int] = lambda: NOW + DAY) -> Iterator[Library]:
    """Give a library."""
    library = open_library(find_paths(str(home), {}), Settings(), clock=clock)
    try:
        yield library
    finally:
        library.close()


if __name__ == "__main__":
    main()
