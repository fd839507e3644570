"""Our own classes and what they inherit from one another."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from architecture.house import SOURCES, Function, Module, modules


class Class(NamedTuple):
    module: Module
    name: str
    """With the class it stands in, if it does: `Outer.Inner`."""
    node: ast.ClassDef
    bases: tuple[str, ...]
    """Full names, as far as they can be told: of our own classes always."""

    @property
    def full_name(self) -> str:
        return f"{dotted(self.module)}.{self.name}"

    @property
    def methods(self) -> frozenset[str]:
        """What it can do; a part that is made when it is first asked for is no deed of its own."""
        return frozenset(
            part.name for part in self.node.body if isinstance(part, Function) and not is_cached_property(part)
        )

    @property
    def is_protocol(self) -> bool:
        return any(base.endswith("typing.Protocol") for base in self.bases)


def is_cached_property(part: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "cached_property" for mark in part.decorator_list)


def dotted(module: Module) -> str:
    """`tuinews.ui.app` of `src/tuinews/ui/app.py`."""
    parts = module.path.relative_to(SOURCES.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def classes() -> dict[str, Class]:
    return classes_of(modules())


def classes_of(among: Iterable[Module]) -> dict[str, Class]:
    """The classes of some modules by their full names, each base by the name of the class that it really is."""
    passed_on = {f"{dotted(module)}.{name}": full for module in among for name, full in imported(module).items()}
    found = {one.full_name: one for module in among for one in of_module(module)}
    return {
        name: one._replace(bases=tuple(defined(base, found, passed_on) for base in one.bases))
        for name, one in found.items()
    }


def defined(base: str, found: dict[str, Class], passed_on: dict[str, str]) -> str:
    """Where a class is defined that was imported from a module or a package which had imported it itself."""
    seen: set[str] = set()
    while base not in found and base in passed_on and base not in seen:
        seen.add(base)
        base = passed_on[base]
    return base


def of_module(module: Module) -> Iterator[Class]:
    known = imported(module)
    known |= {node.name: f"{dotted(module)}.{node.name}" for node in module.tree.body if isinstance(node, ast.ClassDef)}
    waiting = [("", node) for node in module.tree.body]
    while waiting:
        outer, node = waiting.pop()
        if not isinstance(node, ast.ClassDef):
            continue
        name = f"{outer}{node.name}"
        yield Class(module, name, node, tuple(resolved(base, known, dotted(module)) for base in node.bases))
        waiting += [(f"{name}.", part) for part in node.body]


def imported(module: Module) -> dict[str, str]:
    """Names of a module and the full names of what they stand for."""
    known: dict[str, str] = {}
    for node in ast.walk(module.tree):
        match node:
            case ast.ImportFrom(module=str(where), names=names):
                known |= {alias.asname or alias.name: f"{where}.{alias.name}" for alias in names}
            case ast.Import(names=names):
                known |= {alias.asname: alias.name for alias in names if alias.asname}
                known |= {(root := alias.name.partition(".")[0]): root for alias in names if not alias.asname}
    return known


def resolved(base: ast.expr, known: dict[str, str], here: str) -> str:
    """The full name of a base class; `Base[int]` is `Base`."""
    text = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
    first, dot, rest = text.partition(".")
    if first in known:
        return f"{known[first]}{dot}{rest}"
    return f"builtins.{text}" if first in vars(builtins) else f"{here}.{text}"


def lines_up(one: Class) -> Iterator[tuple[Class, ...]]:
    """Each way up from a class through our own classes, itself first."""
    above = [classes()[base] for base in one.bases if base in classes()]
    if not above:
        yield (one,)
    for parent in above:
        yield from ((one, *line) for line in lines_up(parent))


def methods_of(one: Class) -> frozenset[str]:
    """Names of a class's methods of ours, inherited ones included."""
    return frozenset(name for line in lines_up(one) for part in line for name in part.methods)
