"""What is installed: not only code, also what the code reads."""

import subprocess
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from architecture.house import ROOT, SOURCES

READ = {
    "migrations": "store/migrations/*.sql",
    "stories": "demo/stories/*.t*",
    "types": "py.typed",
    "looks": "ui/**/*.tcss",
}


@pytest.mark.parametrize("what", ["migrations", "stories", "types"])
def test_what_the_code_reads_is_in_the_package(what: str) -> None:
    found = list(SOURCES.glob(READ[what]))
    assert found
    for path in found:
        inside = files("tuinews").joinpath(*path.relative_to(SOURCES).parts)
        assert inside.read_bytes() == path.read_bytes()


def test_nothing_that_is_needed_is_ignored() -> None:
    needed = sorted(path for pattern in READ.values() for path in SOURCES.glob(pattern))
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a working tree of git")
    asked = subprocess.run(["git", "check-ignore", *needed], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    assert (asked.returncode, asked.stdout) == (1, b"")


def test_the_wheel_takes_the_whole_package_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"] == {"packages": ["src/tuinews"]}


def test_a_built_wheel_has_it_all(tmp_path: Path) -> None:
    builder = pytest.importorskip("hatchling.builders.wheel")
    made = next(builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(made) as wheel:
        names = set(wheel.namelist())
    needed = {path for pattern in ("**/*.py", *READ.values()) for path in SOURCES.glob(pattern)}
    assert {f"tuinews/{path.relative_to(SOURCES).as_posix()}" for path in needed} <= names
    assert not {name for name in names if not name.startswith(("tuinews/", "tuinews-"))}
