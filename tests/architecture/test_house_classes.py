"""Classes stay small and shallow, inherited parts counted: a class that is sliced into bases is one class still."""

import ast

from architecture.classes import Class, classes, lines_up, methods_of
from architecture.house import modules

MOST_METHODS = 40
MOST_LEVELS = 3

COMPUTED = {
    "getattr(settings, name)": "the groups of the settings, written one after the other",
    "getattr(section, key)": "the settings of a group, as above",
    "setattr(values, name, _bare(value))": "argparse keeps the arguments of a command as attributes",
    "getattr(sys, name)": "stdin, stdout and stderr, each looked at in the same way",
    "setattr(sys, name, open(number, mode, encoding='utf-8', closefd=False))": "as above",
    "attrgetter(*self.names)": "the fields of a value, which are named like the columns that hold them",
    "attrgetter(*_DRAFTED)": "the fields of an entry, as above",
    "attrgetter(*_EDITS)": "as above",
    "getattr(importlib.import_module(module), function)": "a worker process is sent names of functions",
}
"""Attributes looked up by a name that is known at run time only, and why."""


def named(name: str) -> Class:
    (found,) = (one for one in classes().values() if one.name == name)
    return found


def test_classes_are_found_with_what_they_inherit() -> None:
    app = named("ReaderApp")
    assert named("OneLineCrashApp").bases == ("textual.app.App",)
    assert {"get_default_screen", "_fatal_error"} <= methods_of(app), "its own and an inherited one"
    assert any(len(line) > 1 for one in classes().values() for line in lines_up(one))


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
        ast.unparse(node): module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"getattr", "setattr", "hasattr", "delattr", "attrgetter", "methodcaller"}
        and not all(isinstance(name, ast.Constant) for name in attribute_names(node))
    }
    assert {text: where for text, where in found.items() if text not in COMPUTED} == {}
    assert COMPUTED.keys() - found.keys() == set(), "these are looked up no more"


def attribute_names(call: ast.Call) -> list[ast.expr]:
    """The arguments of a look-up that say which attribute is meant."""
    return call.args if ast.unparse(call.func) in {"attrgetter", "methodcaller"} else call.args[1:2]
