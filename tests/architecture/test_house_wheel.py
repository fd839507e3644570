"""What is installed: not only code, also what the code reads."""

import importlib.util
import re
import subprocess
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from architecture.house import ROOT, SOURCES
from tuinews.cli.shell.shared_files import make_shared_files

READ = {
    "migrations": "store/migrations/*.sql",
    "stories": "demo/stories/*.t*",
    "types": "py.typed",
    "looks": "ui/**/*.tcss",
    "pages": "cli/web/page/*.*",
    "languages": "config/locale/*/LC_MESSAGES/tuinews.mo",
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
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel == {"packages": ["src/tuinews"], "shared-data": {"share": "share"}}


def test_what_is_installed_beside_the_program_is_made_from_its_tables() -> None:
    made = make_shared_files()
    wrong = [path for path, text in made.items() if (ROOT / "share" / path).read_text("utf-8") != text]
    assert wrong == [], "make it anew: python -m tuinews.cli.shell.shared_files share"


def test_the_source_distribution_has_all_that_its_pages_and_tests_need() -> None:
    builder = pytest.importorskip("hatchling.builders.sdist").SdistBuilder(str(ROOT))
    found = {Path(file.relative_path).as_posix() for file in builder.recurse_included_files()}
    assert {"CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "hatch_build.py", ".ci/run", "tests/quick.py"} <= found
    links = set(re.findall(r"\]\(([^)#:\s]+)", (ROOT / "README.md").read_text("utf-8")))
    assert len(links) > 10
    assert {link for link in links if not any(name == link or name.startswith(link) for name in found)} == set()
    assert not {name for name in found if "__pycache__" in name or name.startswith((".venv", ".git/"))}


def test_the_description_leads_nowhere_that_is_not_there() -> None:
    metadata = pytest.importorskip("hatchling.metadata.core").ProjectMetadata(str(ROOT), _plugins()).core
    assert "# tuinews" in metadata.readme
    assert re.findall(r"\]\((?!https://)", metadata.readme) == []
    assert metadata.urls == {}  # there is none yet, and none is made up
    text = "![A](pictures/a.png) [b](docs/b.md) [c](https://c.example/) [d](#d)"
    places = {"!": "https://raw.example/", "": "https://pages.example"}
    assert _describe(text, places) == (
        "![A](https://raw.example/pictures/a.png) [b](https://pages.example/docs/b.md) [c](https://c.example/) [d](#d)"
    )


def test_what_the_package_says_of_itself_is_so() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = pytest.importorskip("trove_classifiers").classifiers
    assert set(project["classifiers"]) <= set(known)
    assert not [name for name in project["classifiers"] if name.startswith("License ::")]  # PEP 639: `license` says it
    named = [name.rpartition(" ")[2] for name in project["classifiers"] if re.search(r"Python :: 3\.\d+$", name)]
    assert f">={named[0]}" == project["requires-python"]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert [name for name in named if f"python{name}" not in makefile] == []
    assert project["authors"][0]["name"] in (ROOT / "LICENSE").read_text("utf-8")


def _plugins() -> Any:
    return importlib.import_module("hatchling.plugin.manager").PluginManager()


def _describe(text: str, places: dict[str, str]) -> str:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.describe(text, places))


def test_a_built_wheel_has_it_all(tmp_path: Path) -> None:
    builder = pytest.importorskip("hatchling.builders.wheel")
    made = next(builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(made) as wheel:
        names = set(wheel.namelist())
    needed = {path for pattern in ("**/*.py", *READ.values()) for path in SOURCES.glob(pattern)}
    assert {f"tuinews/{path.relative_to(SOURCES).as_posix()}" for path in needed} <= names
    assert not {name for name in names if not name.startswith(("tuinews/", "tuinews-"))}
    beside = {name.partition(".data/data/")[2] for name in names}
    assert {f"share/{path}" for path in make_shared_files()} <= beside
    assert {"share/applications/tuinews.desktop", "share/icons/hicolor/scalable/apps/tuinews.svg"} <= beside
