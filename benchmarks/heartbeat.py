"""How long the screen's loop is held up while many feeds are refreshed of which a fifth hang and some are hostile.

    python benchmarks/heartbeat.py [--feeds 200] [--hanging 5] [--faults 0.15] [--runs 3]

The main thread runs a loop that does what the reader's does, a tick every 5 ms, a page of headlines and a mark now and
then, while the engine refreshes in its own thread. Prints the worst time that a tick was late in each run and how long
the refresh took; ends with 1 when the median of the worst is above 50 ms or a refresh took more than a minute.
"""

import argparse
import asyncio
import gc
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from soak import failing_server
from tuinews.config import Settings, find_paths
from tuinews.engine.library import Library, open_library
from tuinews.fetch import SystemNetwork
from tuinews.fetch.dial import Streams
from tuinews.model.entry import Flag, Mark
from tuinews.model.ids import EntryId
from tuinews.model.query import parse_query

TICK = 0.005
MOST_LATE = 0.050
LONGEST = 60.0


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes connections and never says anything; gives it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1_024)
        yield int(listening.getsockname()[1])


def system_network(port: int, silent: int, hanging: int) -> SystemNetwork:
    """A world in which every name leads to the server, and of every `hanging` names one to silence."""

    async def resolve(host: str, _port: int) -> list[str]:
        number = int("".join(filter(str.isdigit, host)) or 1)
        return ["93.184.216.35" if number % hanging == 0 else "93.184.216.34"]

    async def connect(address: str, _port: int) -> Streams:
        return await asyncio.open_connection("127.0.0.1", silent if address.endswith("35") else port)

    return SystemNetwork(environ={}, resolve=resolve, connect=connect)


async def _beat(stop: asyncio.Event) -> float:
    """The most that a tick was late, in seconds."""
    worst, last = 0.0, time.perf_counter()
    while not stop.is_set():
        await asyncio.sleep(TICK)
        now = time.perf_counter()
        worst, last = max(worst, now - last - TICK), now
    return worst


async def _read_on(library: Library, stop: asyncio.Event) -> None:
    """Look at a page of headlines and mark one, as somebody does who reads meanwhile."""
    while not stop.is_set():
        await asyncio.sleep(0.1)
        unread = await library.entries.ids(parse_query("is:unread", int(time.time())), 64)
        page = await library.entries.page(unread)
        if page:
            await library.entries.mark(Mark(Flag.READ, value=True, ids=(EntryId(page[0].id),)))


async def measure(folder: Path, world: SystemNetwork, feeds: int, patience: float) -> tuple[float, float]:
    """Refresh once from nothing: the worst lateness and the time it took, in seconds."""
    usual = Settings()
    network = replace(usual.network, feed_seconds=patience)
    settings = replace(usual, refresh=replace(usual.refresh, host_gap_seconds=0.0), network=network)
    library = open_library(find_paths(str(folder), {}), settings, system_network=world)
    outlines = "".join(f'<outline xmlUrl="http://feed{n}.example/{n}"/>' for n in range(1, feeds + 1))
    await library.feeds.import_list(f"<opml><body>{outlines}</body></opml>".encode(), "beat.opml")
    stop = asyncio.Event()
    gc.collect()
    gc.freeze()
    beat, reading = asyncio.create_task(_beat(stop)), asyncio.create_task(_read_on(library, stop))
    started = time.perf_counter()
    summary = await library.refresh.run()
    took = time.perf_counter() - started
    stop.set()
    worst = await beat
    await reading
    library.close()
    print(f"worst tick {worst * 1000:5.1f} ms late, refresh {took:4.1f} s, {summary.new} new, {summary.failed} failed")
    return worst, took


def run(feeds: int, hanging: int, faults: float, runs: int, patience: float = 30.0) -> list[tuple[float, float]]:
    """The figures of so many runs; `patience` is what a feed may take, in seconds."""
    figures = []
    with silent_server() as silent:
        for seed in range(runs):
            with failing_server(seed, faults, 100.0) as port, tempfile.TemporaryDirectory() as folder:
                figures.append(
                    asyncio.run(measure(Path(folder), system_network(port, silent, hanging), feeds, patience))
                )
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--hanging", type=int, default=5, help="of so many feeds one hangs")
    parser.add_argument("--faults", type=float, default=0.15)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    figures = run(arguments.feeds, arguments.hanging, arguments.faults, arguments.runs)
    worst = statistics.median(late for late, _ in figures)
    longest = max(took for _, took in figures)
    print(f"median of the worst: {worst * 1000:.1f} ms; longest refresh: {longest:.1f} s")
    sys.exit(worst > MOST_LATE or longest > LONGEST)


if __name__ == "__main__":
    main()
