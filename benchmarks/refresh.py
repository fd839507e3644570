"""Seconds to refresh many loopback feeds, each on a host of its own: cold, then warm (all 304).

    python benchmarks/refresh.py [--feeds 200] [--entries 50] [--bytes 3000] [--runs 3] [--bench ../shared/bench]

Needs the generator and the server of the benchmark folder (`gen_feeds.py`, `feedserver.py`).
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--bytes", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--port", type=int, default=8931)
    parser.add_argument("--bench", type=Path, default=Path(__file__).parents[2] / "shared" / "bench")
    arguments = parser.parse_args()
    if not (arguments.bench / "feedserver.py").exists():
        sys.exit(f"There is no feedserver.py in {arguments.bench}: name its folder with --bench.")
    with tempfile.TemporaryDirectory() as folder:
        world = Path(folder)
        _generate(arguments, world / "feeds")
        server = _serve(arguments, world)
        try:
            figures = [_measure(world) for _ in range(arguments.runs)]
        finally:
            server.terminate()
            server.wait()
    for name in ("cold", "warm"):
        seconds = [figure[name][0] for figure in figures]
        print(
            f"{name}: median {statistics.median(seconds):6.2f} s  min {min(seconds):6.2f}  max {max(seconds):6.2f}  "
            f"{figures[-1][name][1]}"
        )


def _generate(arguments: argparse.Namespace, into: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            str(arguments.bench / "gen_feeds.py"),
            str(into),
            "--feeds",
            str(arguments.feeds),
            "--entries",
            str(arguments.entries),
            "--bytes",
            str(arguments.bytes),
            "--spread",
            "--base",
            f"http://127.0.0.1:{arguments.port}",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _serve(arguments: argparse.Namespace, world: Path) -> "subprocess.Popen[bytes]":
    ready = world / "ready"
    server = subprocess.Popen(
        [
            sys.executable,
            str(arguments.bench / "feedserver.py"),
            str(world / "feeds"),
            "--bind",
            "0.0.0.0",  # noqa: S104
            "--port",
            str(arguments.port),
            "--ready",
            str(ready),
        ],
        stdout=subprocess.DEVNULL,
    )
    while not ready.exists() and server.poll() is None:
        time.sleep(0.05)
    return server


def _measure(world: Path) -> dict[str, tuple[float, str]]:
    home = world / "home"
    shutil.rmtree(home, ignore_errors=True)
    tuinews = [sys.executable, "-m", "tuinews", "--home", str(home)]
    subprocess.run([*tuinews, "import", str(world / "feeds" / "feeds.opml")], check=True, stdout=subprocess.DEVNULL)
    figures = {}
    # at first all are due; nobody is asked twice within a minute because the user insists
    for name, forced in (("cold", ()), ("warm", ("--force",))):
        started = time.perf_counter()
        run = subprocess.run([*tuinews, "refresh", *forced, "--json"], check=False, capture_output=True, text=True)
        seconds = time.perf_counter() - started
        figures[name] = (seconds, json.dumps(json.loads(run.stdout.splitlines()[-1])))
    return figures


if __name__ == "__main__":
    main()
