"""Who may import whom. The contracts in `pyproject.toml` say it to import-linter; here is what they cannot say."""

import subprocess
import sys
from pathlib import Path

import pytest

from architecture.house import ROOMS, ROOT, SOURCES, imports, modules

LIBRARIES = {
    "textual": {"ui"},
    "rich": {"ui", "cli"},
    "httpx": {"fetch"},
    "h11": {"fetch"},
    "isal": {"model"},
    "apsw": {"store"},
    "sqlite3": {"store"},
    "feedparser": {"parse"},
    "trafilatura": {"article"},
    "lxml": {"article", "parse"},
    "platformdirs": {"config"},
    "PIL": {"parse"},
    "keyring": {"engine"},
    "textual_serve": {"cli"},
    "aiohttp": {"cli"},
}
"""Only these rooms know the library, so that it can be replaced in one place."""


def test_the_rooms_are_the_ones_that_are_known() -> None:
    found = {path.name for path in SOURCES.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found == set(ROOMS)
    assert all((SOURCES / room / "__init__.py").exists() for room in ROOMS)


def test_the_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed beside this Python")
    ran = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_to_its_rooms_only(library: str) -> None:
    who = {
        module.room for module in modules() if any(name.partition(".")[0] == library for name in imports(module.tree))
    }
    assert who <= LIBRARIES[library]


def test_the_sample_portal_needs_nothing_but_the_model() -> None:
    allowed = sys.stdlib_module_names
    used = {name for module in modules() if module.room == "demo" for name in imports(module.tree)}
    foreign = {name for name in used if name.partition(".")[0] not in allowed}
    assert {name for name in foreign if not name.startswith(("tuinews.demo", "tuinews.model"))} == set()


def test_only_the_commands_know_the_sample_portal() -> None:
    who = {module.room for module in modules() if any(name.startswith("tuinews.demo") for name in imports(module.tree))}
    assert who <= {"demo", "cli"}


def test_the_model_and_the_commands_start_without_heavy_libraries() -> None:
    heavy = ("textual", "httpx", "feedparser", "trafilatura", "lxml")
    script = (
        "import sys, tuinews.model.entry, tuinews.model.query, tuinews.cli, tuinews.demo\n"
        f"sys.exit(' '.join(name for name in {heavy!r} if name in sys.modules) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr.strip()) == (0, "")
