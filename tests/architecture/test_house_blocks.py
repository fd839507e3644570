"""A block of a new kind is known everywhere: the type checker finds each `match` over blocks that does not know it."""

import ast
from collections.abc import Iterator
from typing import get_args

import pytest

from architecture.house import SOURCES, Module, functions, last_name, modules
from tuinews.model.document import Block

KINDS = {kind.__name__ for kind in get_args(Block)}

PARTIAL = {
    "with_caption": "only some blocks can have a caption, and only while they have none",
    "_merge_versions": "pairs of blocks of one kind, of which only some are compared inside",
    "_leaves": "asks `children`, which knows all kinds",
}
"""Functions that rightly look for some kinds only."""


def matches_over_blocks(module: Module) -> Iterator[tuple[str, ast.Match, ast.stmt | None]]:
    """Each `match` with a pattern for a kind of block, with its function and the statement behind it."""
    for function in functions(module.tree):
        for outer in ast.walk(function):
            for body in (part for part in ast.iter_fields(outer) if isinstance(part[1], list)):
                for place, node in enumerate(body[1]):
                    if isinstance(node, ast.Match) and KINDS & set(patterns(node)):
                        after = body[1][place + 1] if place + 1 < len(body[1]) else None
                        yield function.name, node, after


def patterns(node: ast.Match) -> Iterator[str]:
    classes = (part for case in node.cases for part in ast.walk(case.pattern) if isinstance(part, ast.MatchClass))
    return (last_name(part.cls) for part in classes)


def is_exhaustive(node: ast.Match, after: ast.stmt | None, others: set[str]) -> bool:
    """Whether it ends in `assert_never`, or hands what is left to a function that does and takes nothing else."""
    last = node.cases[-1]
    catches_all = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
    rest: list[ast.stmt] = [*last.body] if catches_all else [after] if after is not None else []
    called = {last_name(part.func) for one in rest for part in ast.walk(one) if isinstance(part, ast.Call)}
    return bool(called & ({"assert_never"} | others))


def test_there_are_matches_over_blocks() -> None:
    assert sum(len(list(matches_over_blocks(module))) for module in modules(SOURCES)) >= 15


def test_every_match_over_blocks_ends_in_assert_never() -> None:
    open_ended = set()
    for module in modules(SOURCES):
        found = list(matches_over_blocks(module))
        exhaustive = {name for name, node, after in found if is_exhaustive(node, after, set())}
        open_ended |= {
            f"{module.name}:{node.lineno} {name}"
            for name, node, after in found
            if not is_exhaustive(node, after, exhaustive) and name not in PARTIAL
        }
    assert open_ended == set()


def test_what_may_be_partial_is_still_there() -> None:
    found = {
        name
        for module in modules(SOURCES)
        for name, node, after in matches_over_blocks(module)
        if not is_exhaustive(node, after, set())
    }
    assert set(PARTIAL) <= found


@pytest.mark.parametrize(
    ("source", "is_good"),
    [
        ("match b:\n  case ThematicBreak():\n   return 1\n  case _:\n   return 2", False),
        ("match b:\n  case ThematicBreak():\n   return 1", False),
        ("match b:\n  case ThematicBreak():\n   return 1\n  case _:\n   assert_never(b)", True),
        ("match b:\n  case ThematicBreak():\n   return 1\n assert_never(b)", True),
        ("match b:\n  case ThematicBreak():\n   return 1\n  case _:\n   return other(b)", True),
        ("match b:\n  case ThematicBreak():\n   return 1\n  case _ if b:\n   return other(b)", False),
    ],
)
def test_the_rule_knows_good_from_bad(source: str, *, is_good: bool) -> None:
    tree = ast.parse(f"def f(b):\n {source}")
    ((_, node, after),) = matches_over_blocks(Module(SOURCES, tree, 1))
    assert is_exhaustive(node, after, {"other"}) is is_good
