"""Names that a newcomer would guess, and plain words."""

import ast
import tokenize
from collections.abc import Iterator

from architecture.house import ROOT, SOURCES, Module, everything, modules

NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

NOUNS = {"heading", "headings", "keyring", "listing", "setting", "string", "polling"}
"""Words that end as a gerund does and are things."""


def test_names_say_something() -> None:
    assert {
        module.name for module in everything() if NAMELESS & set(module.path.relative_to(ROOT).with_suffix("").parts)
    } == set()


def test_modules_are_called_after_things() -> None:
    parts = {part for module in modules(SOURCES) for part in module.path.relative_to(SOURCES).with_suffix("").parts}
    gerunds = {part for part in parts if part.endswith("ing") and part.rpartition("_")[2] not in NOUNS}
    assert gerunds == set()


def test_textual_is_called_by_its_name() -> None:
    found = {module.path.name for module in modules(SOURCES) if any("toolkit" in text.lower() for text in said(module))}
    assert found == set()


def said(module: Module) -> Iterator[str]:
    """Its comments and its literals, among them all docstrings."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
    with module.path.open("rb") as file:
        yield from (token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT)
