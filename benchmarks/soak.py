"""Many refreshes of many feeds of which some always fail, by a clock that runs ahead: does anything grow or come back?

    python benchmarks/soak.py [--feeds 200] [--cycles 300] [--faults 0.2] [--seed 1]

Prints memory, open files and threads early and late, and whether the store is sound; ends with 1 when something grew,
an entry that was read turned unread again, or the store is damaged.
"""

import argparse
import asyncio
import gc
import os
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tuinews.cli.log import keep_log
from tuinews.config import Settings, find_paths
from tuinews.config.settings import KeepSettings
from tuinews.engine.library import Library, open_library
from tuinews.engine.results import Refreshed
from tuinews.fetch import SystemNetwork
from tuinews.fetch.dial import Streams
from tuinews.model.clock import DAY, HOUR
from tuinews.model.entry import Flag, Headline
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.store import Health

START = 1_800_000_000
_WARM = 0.1
"""Part of the cycles after which nothing should grow any more."""


@dataclass
class Soak:
    """The time that runs ahead, and what is seen of the library."""

    now: int = START
    read: set[int] = field(default_factory=set)
    back: list[str] = field(default_factory=list)
    """What was read and turned unread again."""
    outcomes: Counter[str] = field(default_factory=Counter)
    sizes: list[tuple[float, int, int]] = field(default_factory=list)
    """Memory in MB, open files and threads after each cycle."""


@contextmanager
def failing_server(seed: int, faults: float, hang: float) -> Iterator[int]:
    """The server of `faults.py` in a process of its own; gives its port."""
    with tempfile.TemporaryDirectory() as folder:
        port_file = Path(folder) / "port"
        script = Path(__file__).with_name("faults.py")
        words = [str(port_file), "--seed", str(seed), "--faults", str(faults), "--hang", str(hang)]
        server = subprocess.Popen([sys.executable, str(script), *words])
        try:
            while not port_file.exists() and server.poll() is None:
                time.sleep(0.02)
            yield int(port_file.read_text(encoding="ascii"))
        finally:
            server.kill()
            server.wait()


def system_network(port: int) -> SystemNetwork:
    """A world in which every name leads to the server."""

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34"]

    async def connect(_address: str, _port: int) -> Streams:
        return await asyncio.open_connection("127.0.0.1", port)

    return SystemNetwork(environ={}, resolve=resolve, connect=connect)


def settings(patience: float) -> Settings:
    """Short deadlines and a small memory of what was read, so that much happens in little time."""
    usual = Settings()
    return replace(
        usual,
        refresh=replace(usual.refresh, host_gap_seconds=0.0),
        network=replace(usual.network, feed_seconds=patience, connect_seconds=patience),
        keep=KeepSettings(articles=50),
    )


async def soak(folder: Path, port: int, feeds: int, cycles: int, patience: float = 1.0) -> tuple[Soak, Health]:
    """Refresh so many times, with so much patience in seconds; what was seen, and what the store is like at the end."""
    paths = find_paths(str(folder), {})
    state = Soak()
    library = open_library(paths, settings(patience), clock=lambda: state.now, system_network=system_network(port))
    outlines = "".join(f'<outline xmlUrl="http://feed{n}.example/{n}"/>' for n in range(feeds))
    await library.feeds.import_list(f"<opml><body>{outlines}</body></opml>".encode(), "soak.opml")
    for cycle in range(cycles):
        state.now += 2 * HOUR if cycle % 5 else DAY
        started = time.perf_counter()
        await library.refresh.run(report=lambda refreshed: _count(state, refreshed))
        await _look(library, state)
        gc.collect()
        state.sizes.append(_sizes())
        if cycle % 10 == 0:
            memory, files, threads = state.sizes[-1]
            took = time.perf_counter() - started
            print(f"cycle {cycle:4} {took:5.1f} s  {memory:6.1f} MB  {files} files  {threads} threads", flush=True)
    health = await library.health()
    library.close()
    return state, health


def _count(state: Soak, refreshed: Refreshed) -> None:
    state.outcomes[refreshed.outcome] += 1


async def _look(library: Library, state: Soak) -> None:
    """See what is unread, and read it."""
    entries = library.entries
    unread = await entries.ids(parse_query("is:unread", state.now))
    for start in range(0, len(unread), 500):
        for headline in await entries.page(unread[start : start + 500]):
            if (key := _key(headline)) in state.read:
                state.back.append(f"{headline.title} of feed {headline.feed_id}")
            state.read.add(key)
    await entries.mark_all(EVERYTHING, Flag.READ, value=True)


def _key(headline: Headline) -> int:
    """What stands for an entry: small, so that what is remembered here does not count as growth there."""
    return zlib.crc32(f"{headline.feed_id} {headline.title}".encode())


def _sizes() -> tuple[float, int, int]:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, len(os.listdir("/proc/self/fd")), threading.active_count()  # noqa: PTH208


async def _run(arguments: argparse.Namespace) -> list[str]:
    with (
        tempfile.TemporaryDirectory() as folder,
        failing_server(arguments.seed, arguments.faults, 3.0) as port,
        keep_log(Path(folder) / "state" / "tuinews.log"),
    ):
        started = time.perf_counter()
        state, health = await soak(Path(folder), port, arguments.feeds, arguments.cycles)
        log = sum(file.stat().st_size for file in (Path(folder) / "state").iterdir())
    early, late = state.sizes[int(len(state.sizes) * _WARM)], state.sizes[-1]
    print(f"{arguments.feeds} feeds, {arguments.cycles} cycles in {time.perf_counter() - started:.0f} s")
    print(f"outcomes: {dict(state.outcomes.most_common())}")
    print(f"{len(state.read)} entries read, {health.entries} kept, {health.bytes / 1e6:.1f} MB of store, {log} of log")
    most = [max(sizes) for sizes in zip(*state.sizes, strict=True)]
    for name, *figures in zip(("memory in MB", "open files", "threads"), early, late, most, strict=True):
        print("{}: {:.0f} early, {:.0f} late, {:.0f} at most".format(name, *figures))
    return [
        *([f"{len(state.back)} read entries are unread again: {state.back[:9]}"] if state.back else []),
        *([f"the store is damaged: {health.integrity}"] if health.integrity != "ok" else []),
        *(["memory grew"] if late[0] > early[0] * 1.2 + 5 else []),
        *(["open files grew"] if late[1] > early[1] + 10 else []),
        *(["threads grew"] if late[2] > early[2] + 4 else []),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--cycles", type=int, default=300)
    parser.add_argument("--faults", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    broken = asyncio.run(_run(parser.parse_args()))
    print("; ".join(broken) or "nothing grew, nothing came back, the store is sound")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
