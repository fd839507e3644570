"""Every promise names tests that exist, and every rule of polite polling has a test of its number."""

import re
from functools import cache

from architecture.house import ROOT, TESTS, functions, modules

PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")


@cache
def names() -> set[str]:
    """The names of all functions of the tests."""
    return {function.name for module in modules(TESTS) for function in functions(module.tree)}


def test_every_test_that_the_promises_name_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 150
    assert named - names() == set()


def test_every_line_of_the_promises_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.endswith("| tests |")]
    assert len(rows) > 100
    assert [row for row in rows if "`test_" not in row] == []


def test_every_rule_of_polite_polling_has_a_test_of_its_number() -> None:
    etiquette = [module for module in modules(TESTS / "fetch") if "etiquette" in module.name]
    tests = " ".join(node.name for module in etiquette for node in functions(module.tree))
    tests += " ".join(name for name in names() if name.startswith("test_E18"))
    assert [number for number in range(1, 36) if f"E{number:02}" not in tests] == []
    assert [number for number in range(1, 36) if f"| E{number} |" not in PAGE] == []


def test_the_readme_tells_every_promise() -> None:
    told = (ROOT / "README.md").read_text("utf-8").partition("## What it promises")[2].partition("\n## ")[0]
    assert "docs/promises.md" in told
