"""Runs what a change touches: `make quick`, or `python tests/quick.py [--since COMMIT] [--seconds N]`.

A change is what differs from where the branch left its upstream, commits and files not yet added included. Its files
are formatted, linted and type-checked; the tests of the house run; then those test modules that import what changed,
nearest first, as far as the time allows. How long a module takes is known from earlier runs. What is left out is
said: `make test` runs everything.
"""

import argparse
import ast
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from architecture.house import ROOT, SOURCES, TESTS, functions, imports, modules

SECONDS = 50.0
"""Of tests that are run, put end to end: two processes share them."""

DURATIONS = ROOT / ".pytest_cache" / "v" / "tuinews" / "durations"
"""Written by `tests/conftest.py`: seconds by test module."""

RATES = {"ui": 0.5, "flows": 2.0, "engine": 0.4, "cli": 0.3, "store": 0.3}
"""Seconds that a test of a room takes about, for modules that nobody ran yet; of the other rooms half a `store`."""

LONG = {"ui_terminal": 70, "ui_rude": 40, "ui_process": 25, "cli_tough": 25, "flows_pictures": 20, "store_kills": 15}
"""Seconds of modules with a few long tests, as above."""

_FAR = 99
"""The distance of what is touched without being imported: data, and the settings of the tools."""

CODE = (SOURCES, TESTS, ROOT / "benchmarks", ROOT / "fuzz", ROOT / "screenshots", ROOT / "languages")


def changed(since: str) -> list[Path]:
    """The files that differ from a commit and are there; by default from where the branch left its upstream."""
    if not since:
        fork = subprocess.run(_git("merge-base", "HEAD", "@{upstream}"), capture_output=True, text=True, check=False)
        since = fork.stdout.strip() or "HEAD"
    told = [_told("diff", "--name-only", since), _told("ls-files", "--others", "--exclude-standard")]
    paths = [ROOT / line for text in told for line in text.splitlines()]
    return sorted({path for path in paths if path.is_file()})


def _git(*words: str) -> list[str]:
    return ["git", "-C", str(ROOT), *words]


def _told(*words: str) -> str:
    return subprocess.run(_git(*words), capture_output=True, text=True, check=True).stdout


@cache
def importers() -> Mapping[Path, set[Path]]:
    """Who imports each file; a test module also imports the `conftest.py` of its folder and of those above."""
    code = {module.path: module.tree for folder in CODE for module in modules(folder)}
    names = {name: path for path in code for name in _names(path)}
    found: dict[Path, set[Path]] = {path: set() for path in code}
    for path, tree in code.items():
        used = {_owner(name, names) for name in imports(tree)}
        used |= {folder / "conftest.py" for folder in path.parents if TESTS in (folder, *folder.parents)}
        for other in used - {path}:
            if other in found:
                found[other].add(path)
    return found


def _names(path: Path) -> Iterator[str]:
    """The names that a module can be imported by."""
    top = SOURCES.parent if SOURCES in path.parents else ROOT / path.relative_to(ROOT).parts[0]
    parts = path.relative_to(top).with_suffix("").parts
    yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _owner(name: str, names: Mapping[str, Path]) -> Path:
    """The file in which a name that is imported stands, be it of a module or of something in one; of ours only."""
    return names.get(name) or names.get(name.rpartition(".")[0]) or Path(name)


def distances(files: Iterable[Path]) -> dict[Path, int]:
    """How many imports lie between each file of the code and the nearest of these."""
    known = importers()
    near = {path: 0 for path in files if path in known}
    waiting = list(near)
    for path in waiting:
        for importer in known[path]:
            if importer not in near:
                near[importer] = near[path] + 1
                waiting.append(importer)
    for path in files:
        for test in _beside(path):
            near.setdefault(test, _FAR)
    return near


def _beside(path: Path) -> Iterator[Path]:
    """The test modules of the room that a file belongs to which is no module: data, SQL, styles."""
    if path.suffix == ".py" or path.is_relative_to(ROOT / "docs") or path.parent == ROOT:
        return
    parts = path.relative_to(ROOT).parts
    rooms = [part for part in parts if (TESTS / part).is_dir() and part != "data"]
    for room in rooms[:1]:
        yield from (TESTS / room).glob("test_*.py")


def chosen(files: Iterable[Path], seconds: float) -> tuple[list[Path], list[Path]]:
    """The test modules to run, nearest first, and those that there is no time for."""
    files = list(files)
    near = distances(files)
    rooms = {part for path in files for part in path.relative_to(ROOT).parts}
    tests = [path for path in near if path.name.startswith("test_") and path.parent.name != "architecture"]
    costs = dict(zip(tests, costs_of(tests), strict=True))
    run: list[Path] = []
    left: list[Path] = []
    for path in sorted(tests, key=lambda path: (near[path], path.parent.name not in rooms, costs[path])):
        fits = costs[path] <= seconds or near[path] == 0
        (run if fits else left).append(path)
        seconds -= costs[path] if fits else 0.0
    return run, left


def costs_of(tests: Iterable[Path]) -> Iterator[float]:
    """Seconds that each of these test modules takes."""
    known = json.loads(DURATIONS.read_text("utf-8")) if DURATIONS.exists() else {}
    for path in tests:
        count = sum(one.name.startswith("test_") for one in functions(ast.parse(path.read_text("utf-8"))))
        guess = LONG.get(path.stem.removeprefix("test_"), count * RATES.get(path.parent.name, 0.15))
        yield known.get(path.relative_to(ROOT).as_posix(), guess)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--since", default="", metavar="COMMIT", help="what the change is compared with")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long the tests may take, end to end")
    wanted = parser.parse_args()
    files = changed(wanted.since)
    if not files:
        sys.stdout.write("Nothing changed.\n")
        return 0
    run, left = chosen(files, wanted.seconds)
    code = [str(path) for path in files if path.suffix == ".py" and any(path.is_relative_to(top) for top in CODE)]
    checks = [("ruff", "format", "--check", *code), ("ruff", "check", *code), ("mypy", *code)] if code else []
    tests = (str(TESTS / "architecture"), *map(str, run))
    checks.append(("python", "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *tests))
    tools = Path(sys.executable).parent
    results = [subprocess.run([tools / tool, *words], cwd=ROOT, check=False).returncode for tool, *words in checks]
    sys.stdout.write(told(len(files), run, left))
    return max(results)


def told(files: int, run: list[Path], left: list[Path]) -> str:
    """What was run and what was not, in a few sentences."""
    said = f"{files} files changed; {len(run)} test modules that import them ran, and those of the house.\n"
    if not left:
        return said
    names = ", ".join(path.relative_to(TESTS).as_posix() for path in left[:6])
    few = f"{names}{' …' if left[6:] else ''}"
    return f"{said}{len(left)} more import them and there was no time for them ({few}): `make test` runs everything.\n"


if __name__ == "__main__":
    sys.exit(main())
