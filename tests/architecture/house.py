"""The repository as its own tests see it: files, syntax trees, and who imports whom."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "tuinews"
TESTS = ROOT / "tests"

ROOMS = ("article", "cli", "config", "demo", "engine", "fetch", "model", "parse", "store", "ui")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """Its place in the repository, for a message."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        """The folder under `src/tuinews` that it lives in, or its own name there."""
        return self.path.relative_to(SOURCES).parts[0].removesuffix(".py")


@cache
def modules(folder: Path = SOURCES) -> tuple[Module, ...]:
    found = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    collects = gc.isenabled()
    # trees are millions of objects that stay: whatever collects garbage need not go through them
    gc.disable()
    read = tuple(_module(path) for path in found)
    gc.freeze()
    if collects:
        gc.enable()
    return read


@cache
def _module(path: Path) -> Module:
    text = path.read_text("utf-8")
    return Module(path, ast.parse(text), text.count("\n"))


@cache
def everything() -> tuple[Module, ...]:
    """All that is written in Python here."""
    folders = (SOURCES, TESTS, *(ROOT / name for name in ("benchmarks", "fuzz", "screenshots", "languages")))
    return tuple(module for folder in folders for module in modules(folder))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of all that a module imports, lazily or not."""
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str(module)):
                yield from (f"{module}.{alias.name}" for alias in node.names)


def public(tree: ast.Module) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Public functions and classes of a module, and the public methods of those classes, with their names."""
    for node in tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        yield node.name, node
        if isinstance(node, ast.ClassDef):
            inner = (part for part in node.body if isinstance(part, Function) and not part.name.startswith("_"))
            yield from ((f"{node.name}.{part.name}", part) for part in inner)


def arguments(function: Function) -> list[ast.arg]:
    given = function.args
    named = chain(given.posonlyargs, given.args, given.kwonlyargs)
    return [*named, *(part for part in (given.vararg, given.kwarg) if part)]


def last_name(node: ast.expr) -> str:
    """`c` of the expression `a.b.c`, `c` of `c`, else nothing."""
    match node:
        case ast.Attribute():
            return node.attr
        case ast.Name():
            return node.id
    return ""
