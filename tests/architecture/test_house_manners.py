"""How tests and texts behave: no mocks, no sleeping, nothing that belongs on somebody's desk."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from architecture.house import ROOT, SOURCES, TESTS, imports, modules

TEXTS = {".py", ".md", ".toml", ".txt", ".tcss", ".css", ".sql", ".yml", ".yaml", ".cfg", ""}
FOLDERS = ("src", "tests", "docs", "benchmarks", "fuzz", "screenshots", "share", "languages")

# Put together here, so that this file does not contain what it forbids.
BANNED = {
    "a path of one machine": re.compile("/" + "work/"),
    "a note to oneself": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
    "an issue's number": re.compile(r"\b(?:is" + r"sue|pull request|PR|gh|bug)s?[ :/-]?#?\d+\b", re.IGNORECASE),
    "a registry's host": re.compile(r"\b(?:pypi|pythonhosted|npmjs|crates)\.(?:org|com|io)\b", re.IGNORECASE),
}

ALLOWED_IN_SOURCES = {"a registry's host"}
"""The reader knows where well-known sites keep their feeds."""


def texts() -> Iterator[Path]:
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXTS and path.name != ".git")
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in TEXTS and not {"__pycache__", "data"} & set(path.parts):
                yield path


@pytest.mark.parametrize("what", BANNED)
def test_the_repository_speaks_of_the_program_alone(what: str) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in texts()
        if what not in ALLOWED_IN_SOURCES or SOURCES not in path.parents
        for match in BANNED[what].finditer(path.read_text("utf-8", errors="replace"))
    }
    assert not found


def test_the_rule_finds_what_it_forbids() -> None:
    wrong = {
        "a path of one machine": "see /" + "work/notes",
        "a note to oneself": "# TO" + "DO: later",
        "an issue's number": "fixes is" + "sue #12",
        "a registry's host": "from pypi" + ".org",
    }
    assert all(BANNED[what].search(text) for what, text in wrong.items())
    assert wrong.keys() == BANNED.keys()


def test_nothing_is_left_in_the_repository_by_a_run() -> None:
    built = {"dist", "build", "__pycache__"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders <= {*FOLDERS, *built}
    assert not [path for folder in FOLDERS for path in (ROOT / folder).rglob("tuinews.db*")]


def test_tests_mock_nothing() -> None:
    mocking = {
        module.name for module in modules(TESTS) if any("mock" in name.split(".") for name in imports(module.tree))
    }
    assert not mocking


def test_tests_wait_for_events_and_not_for_time() -> None:
    sleeping = {
        f"{module.name}:{node.lineno}"
        for module in modules(TESTS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep"}
    }
    assert not sleeping


def test_every_test_module_has_a_name_of_its_own() -> None:
    names = [module.path.name for module in modules(TESTS) if module.path.name != "conftest.py"]
    assert sorted(set(names)) == sorted(names)


def test_every_test_can_fail() -> None:
    toothless = {
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules(TESTS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
        if not any(can_fail(part) for part in ast.walk(node))
    }
    assert not toothless


def can_fail(node: ast.AST) -> bool:
    """An assertion, an expected exception, or a call of something that is named after checking."""
    match node:
        case ast.Assert():
            return True
        case ast.Call():
            name = ast.unparse(node.func)
            return name == "pytest.raises" or bool(re.match(r"(?:assert|check|expect|snap_compare|holds)", name))
    return False
