"""Writes `docs/benchmarks.md` from the runs in `benchmarks/results/`."""

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

SHOWN = 3
"""Runs that the page tells of: the last ones."""

BUDGETS = {"cold": 0.45, "warm": 0.25, "later": 0.35}
"""The part of newsboat's time, with statistics, that a refresh may take; 0.5 of it with latency."""
_WITH_LATENCY = 0.5

_INTRODUCTION = """\
# How fast it is

Written by `make bench` (`benchmarks/bench/`). `make bench ONLY=refresh FEEDS=300` measures a part, `QUICK=1` takes ten
minutes. All feeds are on this machine, each on a host of its own (127.x.y.z), 50 entries of 3 kB, gzip, with
validators; the readers run in turn. *Cold* is the first fetch, *warm* one in which every server says 304, *later* one
in which a fifth of the feeds has two new entries and an edited one. newsboat has the statistics that SQLite needs to
find entries by their feed; *stock* is without. Seconds are medians, CPU those of all processes; memory is what all
processes share in (PSS). A run that did not ask for
every feed is left out. Of eilmeldung, 1.10 was tried: it needs a Rust (1.98) that the machines of these runs did not
have.
"""


def write_page(results: Path, page: Path) -> None:
    """Write the page anew."""
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob("*.json"))][-SHOWN:]
    page.write_text("\n".join([_INTRODUCTION, *_sections(runs)]) + "\n", encoding="utf-8")


def _sections(runs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for run in runs:
        yield f"## {run['moment'][:10]}, {run['moment'][11:13]}:{run['moment'][13:15]} UTC\n"
        yield f"{run['machine']}. {', '.join(run['versions'])}.\n"
        for part, title in (("refresh", "Refresh"), ("latency", "Refresh, 100 ms before each answer")):
            for feeds, found in run.get(part, {}).items():
                yield from _refresh_table(
                    f"{title}, {feeds}",
                    found,
                    latency=part == "latency",
                )
        for feeds, found in run.get("trouble", {}).items():
            yield f"### Cold, {feeds}, 4 of 100 late, failing, cut short or no XML\n"
            yield from _rows(("reader", "seconds", "CPU"), _trouble_rows(found))
        yield from _growth(run.get("growth", {}))
        yield from _libraries(run.get("library", {}))
        if spent := run.get("import"):
            yield f"Importing a list of 10,000 feeds: {spent['wall']:.1f} s, {spent['cpu']:.1f} s CPU.\n"


def _refresh_table(title: str, found: Mapping[str, Any], *, latency: bool) -> Iterator[str]:
    yield f"### {title}\n"
    names = list(found)
    ours = found[names[0]]
    rows = []
    for name in names:
        cells = [name]
        for step in BUDGETS:
            if not found[name].get(step):
                cells += ["", ""]
                continue
            wall, cpu = (_median(found[name][step], what) for what in ("wall", "cpu"))
            cells += [f"{wall:.1f}", f"{cpu:.1f}"]
        rows.append([*cells, f"{found[name]['megabytes']:.0f}"])
    yield from _rows(("reader", "cold s", "CPU", "warm s", "CPU", "later s", "CPU", "stored MB"), rows)
    for name in names[1:2]:
        told = []
        for step, budget in BUDGETS.items():
            pairs = list(zip(ours[step], found[name][step], strict=False))
            wall = statistics.median(one["wall"] / other["wall"] for one, other in pairs)
            cpu = statistics.median(one["cpu"] / other["cpu"] for one, other in pairs)
            told.append(f"{step} {wall:.2f} (CPU {cpu:.2f}; budget {_WITH_LATENCY if latency else budget})")
        yield f"tuinews : {name}: {', '.join(told)}; stored {ours['megabytes'] / found[name]['megabytes']:.2f}.\n"


def _trouble_rows(found: Mapping[str, Any]) -> list[list[str]]:
    return [
        [name, f"{_median(steps['cold'], 'wall'):.1f}", f"{_median(steps['cold'], 'cpu'):.1f}"]
        for name, steps in found.items()
    ]


def _growth(found: Mapping[str, Any]) -> Iterator[str]:
    if not found:
        return
    yield "### Growth with the number of feeds\n"
    sizes = list(found)
    rows = []
    for name in found[sizes[0]]:
        for step in ("cold", "warm"):
            for what, unit in (("cpu", "CPU s"), ("memory", "MB")):
                values = [_median(found[size][name][step], what) for size in sizes]
                power = find_exponent([float(size) for size in sizes], values)
                rows.append([f"{name}, {step}, {unit}", *(f"{value:.1f}" for value in values), f"{power:.2f}"])
    yield from _rows(("feeds", *sizes, "exponent"), rows)


def _libraries(found: Mapping[str, Any]) -> Iterator[str]:
    if not found:
        return
    yield "### Libraries of many entries\n"
    sizes = list(found)
    rows = []
    for name, what, told in (
        ("tuinews", "first", "tuinews, first headline, ms"),
        ("newsboat", "first", "newsboat, first feed, ms"),
        ("tuinews", "memory", "tuinews, RSS, MB"),
        ("newsboat", "memory", "newsboat, RSS, MB"),
        ("tuinews", "list", "`tuinews list --limit 50`, ms"),
    ):
        there = {size: found[size][name][what] for size in sizes if name in found[size]}
        if there:
            power = find_exponent([float(size) for size in there], list(there.values()))
            cells = [f"{there[size]:.0f}" if size in there else "" for size in sizes]
            rows.append([told, *cells, f"{power:.2f}"])
    yield from _rows(("entries", *(f"{int(size):,}" for size in sizes), "exponent"), rows)


def find_exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the power of the size that values grow with: the slope of a line through their logarithms."""
    if len(sizes) < 2:
        return 0.0
    across, up = [log(size) for size in sizes], [log(max(value, 1e-3)) for value in values]
    return statistics.linear_regression(across, up).slope


def _median(runs: Sequence[Mapping[str, float]], what: str) -> float:
    return statistics.median(run[what] for run in runs)


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    lines = [head, ["---"] * len(head), *rows]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
