"""Measures tuinews beside other readers and writes `docs/benchmarks.md`: `make bench`.

    PYTHONPATH=benchmarks python -m bench [--only refresh,latency,trouble,growth,library,import] [--feeds 1000]
        [--sizes 10000 100000] [--runs 3] [--quick]

Every run is added to `benchmarks/results/`, and the page tells of the last three. Worlds and libraries are kept in
`/tmp/tuinews-bench` (or `BENCH_CACHE`) for the next time. `--quick` takes about ten minutes: fewer runs, no library of
a million, and the readers that are slow by nature with 300 feeds only.
"""

import argparse
import json
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from bench.libraries import measure_import, measure_library
from bench.measure import Spent, run
from bench.report import write_page
from bench.rivals import CACHE, MANY_THREADS, RIVALS, Rival
from bench.world import PORT, World, write_world

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
PARTS = ("refresh", "latency", "trouble", "growth", "library", "import")
Figures = dict[str, list[Spent]]
"""What runs took, by what was done."""


def main() -> None:
    """Run the parts that are asked for."""
    arguments = _arguments()
    CACHE.mkdir(parents=True, exist_ok=True)
    usable = [rival for rival in RIVALS if not _tell_missing(rival)]
    found: dict[str, object] = {}
    parts: dict[str, Callable[[], object]] = {
        "refresh": lambda: _refresh(usable, arguments),
        "latency": lambda: _latency(usable, arguments),
        "trouble": lambda: _trouble(usable, arguments),
        "growth": lambda: _growth(usable[:2], arguments),
        "library": lambda: {
            str(size): measure_library(CACHE, size, 3 if arguments.quick else 7) for size in arguments.sizes
        },
        "import": lambda: measure_import(CACHE, 10_000),
    }
    for name in arguments.only:
        began = time.monotonic()
        found[name] = parts[name]()
        _say(f"{name}: {time.monotonic() - began:.0f} s")
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%MZ")
    RESULTS.mkdir(exist_ok=True)
    whole = {
        "moment": moment,
        "machine": _machine(),
        "versions": list(dict.fromkeys(rival.version() for rival in usable)),
        **found,
    }
    (RESULTS / f"{moment}.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    write_page(RESULTS, HERE.parents[1] / "docs" / "benchmarks.md")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS))
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--sizes", type=int, nargs="+", default=None, help="entries of the libraries")
    parser.add_argument("--runs", type=int, default=None)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    if unknown := set(arguments.only) - set(PARTS):
        parser.error(f"--only knows {', '.join(PARTS)}; not {', '.join(sorted(unknown))}")
    arguments.sizes = arguments.sizes or ([10_000, 100_000] if arguments.quick else [10_000, 100_000, 1_000_000])
    arguments.runs = arguments.runs or (2 if arguments.quick else 3)
    return arguments


def _refresh(rivals: Sequence[Rival], arguments: argparse.Namespace) -> object:
    """Cold, warm, and a day later: the two that are alike with all feeds, the others with as many as they can bear."""
    main, others = rivals[:2], [rivals[0], *rivals[2:]]
    few = 300 if arguments.quick else arguments.feeds
    found = {f"{arguments.feeds} feeds": _fetch_in_turn(main, arguments.feeds, arguments.runs)}
    slow = _fetch_in_turn(others, few, 1)
    return found | {f"{few} feeds, the others": slow}


def _latency(rivals: Sequence[Rival], arguments: argparse.Namespace) -> object:
    """The same with 100 ms before each answer; newsboat with 100 threads."""
    pair = [rivals[0], *([MANY_THREADS] if len(rivals) > 1 else [])]
    return {
        f"{arguments.feeds} feeds": _fetch_in_turn(pair, arguments.feeds, max(1, arguments.runs - 1), "latency=100")
    }


def _trouble(rivals: Sequence[Rival], arguments: argparse.Namespace) -> object:
    """Some feeds late, some failing, some broken off, some no XML."""
    return {f"{arguments.feeds} feeds": _fetch_in_turn(rivals[:2], arguments.feeds, 1, "trouble=1", ("cold",))}


def _growth(rivals: Sequence[Rival], arguments: argparse.Namespace) -> object:
    """How a cold and a warm refresh grow with the number of feeds, with the memory of all processes."""
    sizes = [100, 300, 1_000] if arguments.quick else [100, 300, 1_000, 5_000]
    return {str(size): _fetch_in_turn(rivals, size, 1, watched=True) for size in sizes}


STEPS = ("cold", "warm", "later")


def _fetch_in_turn(
    rivals: Sequence[Rival],
    feeds: int,
    runs: int,
    setting: str = "",
    steps: Sequence[str] = STEPS,
    *,
    watched: bool = False,
) -> dict[str, dict[str, object]]:
    """Return what fetching took: every reader once, then every reader again, so that drift hits all alike."""
    world = write_world(CACHE / f"world-{feeds}", feeds)
    found: dict[str, dict[str, object]] = {rival.name: {step: [] for step in steps} for rival in rivals}
    with _served(world):
        for _ in range(runs):
            for rival in rivals:
                for step, spent in _fetch(rival, world, setting, steps, watched=watched):
                    asked = _set()
                    if asked < feeds and "trouble" not in setting:
                        _say(f"  {rival.name}, {step}: asked for {asked} of {feeds} feeds only, which does not count")
                        continue
                    found[rival.name][step].append(spent._asdict())  # type: ignore[attr-defined]
                    ended = f", exit code {spent.code}" if spent.code else ""
                    took = f"{spent.wall:.1f} s, {spent.cpu:.1f} s CPU"
                    _say(f"  {rival.name}, {feeds} feeds, {setting} {step}: {took}{ended}")
                found[rival.name]["megabytes"] = rival.size(CACHE / "home")
    return found


def _fetch(
    rival: Rival, world: World, setting: str, steps: Sequence[str], *, watched: bool
) -> Iterator[tuple[str, Spent]]:
    home = CACHE / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    _set("version=0&latency=0&trouble=0")
    rival.prepare(home, world)
    _set(setting)
    yield "cold", run(rival.fetch(home, again=False), watched=watched)
    if steps == ("cold",):
        return
    for _ in range(rival.repeats - 1):
        _set("latency=0")
        run(rival.fetch(home, again=True))
    rival.renew(home)
    _set(setting)
    yield "warm", run(rival.fetch(home, again=True), watched=watched)
    rival.renew(home)
    _set("version=1")
    yield "later", run(rival.fetch(home, again=True), watched=watched)


@contextmanager
def _served(world: World) -> Iterator[None]:
    server = subprocess.Popen(
        [sys.executable, str(HERE / "feed_server.py"), str(world.folder)], stdout=subprocess.PIPE, text=True
    )
    try:
        if server.stdout is None or server.stdout.readline().strip() != "ready":
            sys.exit(f"The server of feeds did not start: is port {PORT} in use?")
        yield
    finally:
        server.terminate()
        server.wait()


def _set(query: str = "") -> int:
    """Change how feeds are answered; return how many were answered since the last time."""
    with urlopen(f"http://127.0.0.1:{PORT}/_set?{query}") as answer:
        return sum(json.loads(answer.read()).values())


def _tell_missing(rival: Rival) -> bool:
    if why := rival.missing():
        _say(f"{rival.name}: {why}")
    return bool(why)


def _machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in _read("/proc/cpuinfo").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    cores = len([line for line in _read("/proc/cpuinfo").splitlines() if line.startswith("processor")])
    load = _read("/proc/loadavg").split(" ")[0]
    return (
        f"{cores} x {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}, load {load}"
    )


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
