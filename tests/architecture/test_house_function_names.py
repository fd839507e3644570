"""Functions are called by verbs, and a class has a name of its own."""

import ast
import re
from collections import defaultdict

import pytest

from architecture.house import SOURCES, functions, last_name, modules

LEADS = frozenset(
    [
        *("is", "has", "can", "may", "was", "asks", "where", "with", "without", "on"),
        *("add", "change", "check", "compare", "count", "cut", "describe", "draft", "end", "explain", "fetch", "find"),
        *(
            "fold",
            "follow",
            "go",
            "group",
            "guess",
            "index",
            "keep",
            "mark",
            "note",
            "open",
            "paint",
            "publish",
            "read",
        ),
        *("record", "refuse", "render", "run", "set", "settle", "show", "store", "subscribe", "take", "tell", "toggle"),
        *("translate", "wait", "write"),
    ]
)
"""Verbs and the like, behind which a participle is right: `is_hidden`, `where_listed` (in SQL), `count_unsearched`."""

IRREGULAR = re.compile(
    r"told|said|made|gone|lost|shown|written|known|found|meant|kept|given|taken|drawn|sent|left|begun|broken|chosen|hidden"
    r"|held|heard|built|bound|spoken|grown|hung|laid|led|lit|met|paid|seen|sold|spent|thought|thrown|torn|understood|worn"
    r"|won|withdrawn|brought|caught|taught|dealt|felt|stood|swept|fed|came|became|unread|unseen"
)

NO_PARTICIPLE = re.compile(r"(em)?bed|need|.*feed|seed|speed|heading|listing|setting|string|polling|thing|bring")
"""Words that end as participles do."""

ALLOWED = {
    "process_exited": "asyncio's name, for a class that it calls",
    "pipe_data_received": "asyncio's name, for a class that it calls",
    "connection_lost": "asyncio's name, for a class that it calls",
    "selection_updated": "Textual's name, for a widget whose text is selected",
}


def is_participle(word: str) -> bool:
    return not NO_PARTICIPLE.fullmatch(word) and bool(IRREGULAR.fullmatch(word) or word.endswith(("ed", "ing")))


def is_riddle(name: str) -> bool:
    """Whether a function is called after what its result has gone through, such as `shown`, instead of what it does."""
    words = name.strip("_").split("_")
    if name.startswith("__"):
        return False
    last = is_participle(words[-1]) and not words[-1].endswith("ing")
    return is_participle(words[0]) or (words[0] not in LEADS and last)


def is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("property" in ast.unparse(one) or last_name(one) == "setter" for one in function.decorator_list)


@pytest.mark.parametrize("name", ["shown", "_told", "looked_up", "agency_named", "merging", "known_feeds", "gone"])
def test_riddles_are_told_from(name: str) -> None:
    assert is_riddle(name)


@pytest.mark.parametrize("name", ["show", "read_feed", "is_hidden", "where_kept", "embed", "feed_place", "_tell_apart"])
def test_verbs_and_things(name: str) -> None:
    assert not is_riddle(name)


def test_functions_are_called_after_what_they_do() -> None:
    riddles = {
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules(SOURCES)
        for function in functions(module.tree)
        if is_riddle(function.name) and not is_property(function) and function.name not in ALLOWED
    }
    assert riddles == set(), "say what it does (`find_x`, `describe_x`, `is_x`), or add its first word to LEADS"


def test_no_exception_is_kept_for_a_name_that_is_gone() -> None:
    names = {function.name for module in modules(SOURCES) for function in functions(module.tree)}
    assert ALLOWED.keys() <= names


def test_no_two_classes_share_a_name() -> None:
    owners = defaultdict(set)
    for module in modules(SOURCES):
        for node in module.tree.body:
            for name in defined_types(node):
                owners[name].add(module.name)
    shared = {name: sorted(found) for name, found in owners.items() if len(found) > 1}
    assert shared == {}, "one word has one meaning: give each its own name"


def defined_types(node: ast.stmt) -> list[str]:
    """Classes and type aliases of a module, without private ones and type variables."""
    match node:
        case ast.ClassDef(name=name) if not name.startswith("_"):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            is_variable = isinstance(value, ast.Call) and last_name(value.func) in {"TypeVar", "ParamSpec"}
            return [name] if re.fullmatch(r"[A-Z][a-z]\w*", name) and not is_variable else []
        case _:
            return []
