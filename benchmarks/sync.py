"""A library kept in step with a server on loopback: the first sync, one without news, marks pushed, and memory.

python benchmarks/sync.py [--mode freshrss] [--unread 10000]
"""

import argparse
import asyncio
import resource
import subprocess
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from tuinews.config import Settings, find_paths
from tuinews.engine.library import open_library
from tuinews.model.entry import Flag
from tuinews.model.query import parse_query

TESTS = Path(__file__).parent.parent / "tests"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure syncing with a server on loopback.")
    parser.add_argument("--mode", default="freshrss", help="whose quirks the server has")
    parser.add_argument("--unread", type=int, default=10_000, help="its unread items")
    chosen = parser.parse_args()
    command = [sys.executable, TESTS / "servers" / "serve.py", "--mode", chosen.mode, "--unread", str(chosen.unread)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(TESTS)}) as server:
        try:
            url, user, password = (line.strip() for line in islice(server.stdout or (), 3))
            with TemporaryDirectory() as folder:
                asyncio.run(measure(Path(folder), url, user, password))
        finally:
            server.terminate()


async def measure(folder: Path, url: str, user: str, password: str) -> None:
    """Print the figures."""
    library = open_library(find_paths(str(folder), {}), Settings())
    try:
        await library.sync.login(url, user, password)
        began, busy = perf_counter(), process_time()
        readable: list[float] = []
        done: list[float] = []

        def report(here: int, every: int) -> None:
            if here and not readable:
                readable.append(perf_counter() - began)
            if here == every:
                done.append(perf_counter() - began)

        first = await library.sync.run(report=report)
        tell("first sync, first headlines", f"{readable[0]:.2f} s")
        tell(
            "first sync, all articles", f"{done[-1]:.2f} s, {process_time() - busy:.2f} s of CPU with index and stories"
        )
        tell("first sync", f"{first.requests} requests, {first.bytes:,} bytes, {first.new} new")
        idle = await library.sync.run()
        tell("sync without news", f"{idle.requests} requests, {idle.bytes:,} bytes, {idle.ms} ms")
        await library.entries.mark_all(parse_query("is:unread", 0), Flag.READ, value=True)
        pushed = await library.sync.run()
        tell("marks pushed", f"{pushed.pushed} in {pushed.requests} requests, {pushed.ms} ms")
        tell("memory at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    finally:
        library.close()


def tell(what: str, figure: str) -> None:
    """Print a figure."""
    print(f"{what:30} {figure}")


if __name__ == "__main__":
    main()
