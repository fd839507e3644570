"""Sizes and habits that may only get better. Where one is wrong, change it here and say why in `docs/decisions/`."""

import ast
from collections import Counter
from statistics import median

from architecture.house import SOURCES, Function, arguments, everything, functions, modules, public

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
MEDIAN_FILE = 120
BROAD_EXCEPTS = 3

MOST_MODULES = 20
"""In one folder, not counting folders in it."""


def test_there_is_a_house() -> None:
    assert len(modules(SOURCES)) > 50


def test_no_file_runs_away() -> None:
    assert {module.name: module.lines for module in everything() if module.lines > LONGEST_FILE} == {}


def test_files_are_small() -> None:
    assert median(module.lines for module in modules(SOURCES)) <= MEDIAN_FILE


def test_no_function_runs_away() -> None:
    long = {
        f"{module.name}:{function.lineno} {function.name}"
        for module in everything()
        for function in functions(module.tree)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    }
    assert not long


def test_everything_public_says_what_it_is_for() -> None:
    silent = {
        f"{module.name} {name}"
        for module in modules(SOURCES)
        for name, node in public(module.tree)
        if ast.get_docstring(node) is None and not explained_by_its_base(node)
    }
    silent |= {module.name for module in modules(SOURCES) if ast.get_docstring(module.tree) is None}
    assert not silent


def explained_by_its_base(node: Function | ast.ClassDef) -> bool:
    """Whether it is marked as an override, or one of several signatures of a function that is documented."""
    marks = {ast.unparse(mark).rpartition(".")[2] for mark in node.decorator_list}
    return bool(marks & {"override", "overload", "setter"})


def test_everything_has_types() -> None:
    untyped = {
        f"{module.name}:{function.lineno} {function.name}"
        for module in everything()
        for function in functions(module.tree)
        if function.returns is None
        or any(part.annotation is None and part.arg not in {"self", "cls"} for part in arguments(function))
    }
    assert not untyped


def test_what_is_caught_is_named() -> None:
    broad = [
        f"{module.name}:{node.lineno}"
        for module in modules(SOURCES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and not isinstance(node.body[-1], ast.Raise)
    ]
    assert len(broad) <= BROAD_EXCEPTS, broad


def is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def test_no_folder_runs_over() -> None:
    folders = Counter(module.path.parent for module in modules(SOURCES) if module.path.name != "__init__.py")
    large = {folder.relative_to(SOURCES).as_posix(): count for folder, count in folders.items() if count > MOST_MODULES}
    assert large == {}


def test_nothing_is_shown_by_print() -> None:
    prints = {
        f"{module.name}:{node.lineno}"
        for module in modules(SOURCES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "builtins.print"}
    }
    assert not prints


def test_no_globals_are_reassigned() -> None:
    assert not {
        f"{module.name}:{node.lineno}"
        for module in modules(SOURCES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Global)
    }
