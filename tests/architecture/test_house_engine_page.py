"""`docs/engine.md` names the methods of the library as they are, and all of them."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import pytest

from architecture.house import ROOT
from tuinews.config import Settings, find_paths
from tuinews.engine.library import Library, open_library

PAGE = (ROOT / "docs" / "engine.md").read_text("utf-8")
_LINE = re.compile(r"^(open_library|library(?:\.\w+)+)(\(.*?\))? -> (.*?)(?:\s+#\s*(.*))?$", re.MULTILINE)


class Named(NamedTuple):
    """A line of the page."""

    name: str
    arguments: str
    returned: str
    comment: str


LINES = [Named(*(part or "" for part in found)) for found in _LINE.findall(PAGE)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = open_library(find_paths(str(tmp_path_factory.mktemp("home")), {}), Settings())
    yield opened
    opened.close()


def member(library: Library, name: str) -> Any:
    """The function behind a name of the page."""
    if name == "open_library":
        return open_library
    owner: object = library
    *parts, last = name.split(".")[1:]
    for part in parts:
        owner = getattr(owner, part)
    found = inspect.getattr_static(type(owner), last)
    if isinstance(found, cached_property):
        return found.func
    return found.fget if isinstance(found, property) else found


def signature(line: Named) -> list[tuple[str, str, str]]:
    """The name, the kind and the default of each argument, as the page has them."""
    told = ast.parse(f"def f{line.arguments or '()'}: pass").body[0]
    assert isinstance(told, ast.FunctionDef)
    given = told.args
    first = [*given.posonlyargs, *given.args]
    defaults = [""] * (len(first) - len(given.defaults)) + [ast.unparse(value) for value in given.defaults]
    found = [(one.arg, "any", value) for one, value in zip(first, defaults, strict=True)]
    found += [(given.vararg.arg, "star", "")] if given.vararg else []
    named = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return found + [(one.arg, "keyword", "" if value is None else ast.unparse(value)) for one, value in named]


def real(function: Any) -> list[tuple[str, str, str]]:
    """The same of a function."""
    kinds: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "star", inspect.Parameter.KEYWORD_ONLY: "keyword"}
    return [
        (one.name, kinds.get(one.kind, "any"), "" if one.default is one.empty else shown(one.default))
        for one in inspect.signature(function).parameters.values()
        if one.name != "self"
    ]


def shown(default: object) -> str:
    return default.__name__ if inspect.isfunction(default) else repr(default)


def returned(function: Any) -> str:
    """The annotation of what is returned, without modules; an alias is shown as what it stands for."""
    annotation = inspect.signature(function).return_annotation
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"Optional\[(.*)\]$", r"\1 | None", re.sub(r"(?:\w+\.)+(\w+)", r"\1", text))


def test_the_page_names_methods() -> None:
    assert len(LINES) > 50


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_method_is_as_the_page_says(library: Library, line: Named) -> None:
    function = member(library, line.name)
    assert signature(line) == real(function)
    assert line.returned == returned(function)
    assert line.comment.startswith("sync") is not inspect.iscoroutinefunction(function) or line.name == "open_library"


def test_the_page_leaves_no_method_out(library: Library) -> None:
    parts = {name.split(".")[1] for name, *_ in LINES if name.count(".") == 2}
    owners: dict[str, object] = {"library": library} | {f"library.{part}": getattr(library, part) for part in parts}
    every = {
        f"{prefix}.{name}" for prefix, owner in owners.items() for name in dir(type(owner)) if not name.startswith("_")
    }
    assert every - {line.name for line in LINES} - owners.keys() == set()
