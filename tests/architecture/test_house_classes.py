"""Classes stay small and shallow, inherited parts counted: a class that is sliced into bases is one class still."""

import ast
from importlib import import_module
from inspect import getsource, signature

import pytest

from architecture.classes import Class, classes, classes_of, lines_up, methods_of
from architecture.house import SOURCES, Module, modules
from tuinews.ui.controllers import composition
from tuinews.ui.controllers.article import composition as article_composition
from tuinews.ui.screens import main

MOST_METHODS = 40
MOST_LEVELS = 3

COMPUTED = {
    ("cli/parser.py", "setattr(values, name, _unshield(value))"): "argparse keeps a command's arguments as attributes",
    ("cli/signals.py", "getattr(sys, name)"): "stdin, stdout and stderr, each looked at in the same way",
    ("cli/signals.py", "setattr(sys, name, open(number, mode, encoding='utf-8', closefd=False))"): "as above",
    ("config/render.py", "getattr(settings, name)"): "the groups of the settings, written one after the other",
    ("config/render.py", "getattr(section, key)"): "the settings of a group, as above",
    (
        "engine/workers/child.py",
        "getattr(importlib.import_module(module), function)",
    ): "a worker is sent functions' names",
    (
        "store/columns.py",
        "attrgetter(*self.names)",
    ): "fields of a value, which are named like the columns that hold them",
    ("store/entries/entry_rows.py", "attrgetter(*_DRAFTED)"): "the fields of an entry, as above",
    (
        "model/change.py",
        "attrgetter(*(field.name for field in fields(EntryDraft)))",
    ): "all fields of an entry that comes out of a worker, in their order",
    ("store/entries/entry_rows.py", "attrgetter(*_EDITS)"): "as above",
}
"""Attributes looked up by a name that is known at run time only: in which file, by which expression, and why."""


def named(name: str) -> Class:
    (found,) = (one for one in classes().values() if one.name == name)
    return found


def test_classes_are_found_with_what_they_inherit() -> None:
    app = named("ReaderApp")
    assert named("OneLineCrashApp").bases == ("textual.app.App",)
    assert {"get_default_screen", "_fatal_error"} <= methods_of(app), "its own and an inherited one"
    assert any(len(line) > 1 for one in classes().values() for line in lines_up(one))


def test_every_base_of_ours_is_found() -> None:
    bases = {base for one in classes().values() for base in one.bases}
    assert {base for base in bases if base.startswith("tuinews.") and base not in classes()} == set()


def module_of(name: str, text: str) -> Module:
    return Module(SOURCES / name, ast.parse(text), text.count("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "from tuinews.shop import Clerk\nclass Cook(Clerk): pass",
        "from tuinews.shop import Clerk as Other\nclass Cook(Other): pass",
        "from tuinews import shop\nclass Cook(shop.Clerk): pass",
        "import tuinews.shop\nclass Cook(tuinews.shop.Clerk): pass",
        "import tuinews.shop as house\nclass Cook(house.Clerk): pass",
        "from tuinews.shop.people import Clerk\nclass Cook(Clerk): pass",
    ],
)
def test_a_base_is_found_by_whichever_door_it_was_imported(text: str) -> None:
    found = classes_of(
        (
            module_of("shop/people.py", "class Clerk:\n    def sell(self): pass\n"),
            module_of("shop/__init__.py", "from tuinews.shop.people import Clerk\n"),
            module_of("kitchen.py", text),
        )
    )
    assert found["tuinews.kitchen.Cook"].bases == ("tuinews.shop.people.Clerk",)


def test_no_class_has_too_many_methods_with_the_inherited_ones() -> None:
    large = {one.name: len(methods_of(one)) for one in classes().values() if len(methods_of(one)) > MOST_METHODS}
    assert large == {}


def test_no_class_stands_on_too_many_of_ours() -> None:
    deep = {one.name for one in classes().values() for line in lines_up(one) if len(line) > MOST_LEVELS}
    assert deep == set()


def test_only_protocols_leave_a_method_to_others() -> None:
    protocols = {id(node) for one in classes().values() if one.is_protocol for node in ast.walk(one.node)}
    found = {
        f"{module.path.name} {node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id == "NotImplementedError" and id(node) not in protocols
    }
    assert found == set()


def test_no_attribute_is_looked_up_by_a_computed_name() -> None:
    found = {
        (module.path.relative_to(SOURCES).as_posix(), ast.unparse(node))
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"getattr", "setattr", "hasattr", "delattr", "attrgetter", "methodcaller"}
        and not all(isinstance(name, ast.Constant) for name in attribute_names(node))
    }
    assert found - COMPUTED.keys() == set()
    assert COMPUTED.keys() - found == set(), "these are looked up no more"


def attribute_names(call: ast.Call) -> list[ast.expr]:
    """The arguments of a look-up that say which attribute is meant."""
    return call.args if ast.unparse(call.func) in {"attrgetter", "methodcaller"} else call.args[1:2]


def test_the_main_screen_only_composes_wires_and_routes() -> None:
    assert len(getsource(main).splitlines()) <= 150


def test_a_controller_works_with_at_most_five_others() -> None:
    tree = ast.parse(f"{getsource(composition)}\n{getsource(article_composition)}")
    made = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Controller")
    ]
    assert len(made) > 15
    homes = {
        name.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    }
    for call in made:
        kind = vars(import_module(homes[ast.unparse(call.func)]))[ast.unparse(call.func)]
        assert len(signature(kind).parameters) <= 5, kind.__name__
