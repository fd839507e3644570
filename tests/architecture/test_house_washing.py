"""A census: no plain text reaches a widget of Textual.

Textual reads a `str` as markup and writes control characters of it straight to the terminal. So whatever `ui`
gives to a widget, a toast, a tooltip or a border is wrapped: made by `content(...)`, `Content(...)`, `Text(...)` or
another call of a name in `WRAPPERS`; a literal without any value in it is safe too. To show a text, write
`widget.update(content(text))`; to keep a wrapped text in a variable, annotate it: `line: Content = …`.
A toast takes only `str`: `notify(safe_text(text), markup=False)`.
"""

import ast
from collections.abc import Iterator

import pytest

from architecture.house import SOURCES, Function, functions, last_name, modules

WRAPPERS = {"content", "Content", "Text", "assemble", "styled", "from_text", "from_rich_text", "join", "Strip"}
"""Last names of calls that give wrapped text; `join` is one of `Content` only when what joins is wrapped."""

WASHERS = {"safe_text", "safe_block", "safe_line"}
"""Calls that make text safe but leave it a `str`."""

WRAPPED_TYPES = {"Content", "Text", "Strip", "Visual"}
SHOWING_CALLS = {"Static": 0, "Label": 0, "notify": 0, "update": 0, "set_tooltip": 0}
"""Calls that show their argument, and which one it is."""

SHOWING_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "loading_message"}


def unwashed(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each place where something unwrapped is shown."""
    for function in [tree, *functions(tree)]:
        known = wrapped_names(function)
        for node in own_nodes(function):
            for part in shown_parts(node):
                if not is_wrapped(part, known) and not is_washed_toast(node, part):
                    yield part.lineno, ast.unparse(part)


def own_nodes(scope: ast.Module | Function) -> Iterator[ast.AST]:
    """Everything in the scope but the insides of the functions in it."""
    waiting: list[ast.AST] = list(scope.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function):
            waiting.extend(ast.iter_child_nodes(node))


def shown_parts(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Call() if last_name(node.func) in SHOWING_CALLS and not is_mapping_update(node):
            place = SHOWING_CALLS[last_name(node.func)]
            yield from node.args[place : place + 1]
            yield from (word.value for word in node.keywords if word.arg in {"content", "message", "tooltip"})
        case ast.Assign():
            if any(isinstance(target, ast.Attribute) and target.attr in SHOWING_ATTRIBUTES for target in node.targets):
                yield node.value


def is_mapping_update(call: ast.Call) -> bool:
    """`update` of a dictionary or a set: it is given names, a mapping or a comprehension."""
    if last_name(call.func) != "update" or not isinstance(call.func, ast.Attribute):
        return False
    if not call.args:
        return True
    owner = ast.unparse(call.func.value)
    queried = isinstance(call.func.value, ast.Call) and last_name(call.func.value.func) in {"query_one", "query"}
    literal = isinstance(call.args[0], ast.Dict | ast.DictComp | ast.SetComp | ast.GeneratorExp)
    return literal or not (owner == "self" or queried)


def is_washed_toast(node: ast.AST, part: ast.expr) -> bool:
    """Whether it is a toast whose text was made safe and is not read as markup."""
    if not isinstance(node, ast.Call) or last_name(node.func) != "notify" or not isinstance(part, ast.Call):
        return False
    plain = any(word.arg == "markup" and ast.unparse(word.value) == "False" for word in node.keywords)
    return plain and last_name(part.func) in WASHERS


def wrapped_names(scope: ast.Module | Function) -> set[str]:
    """Names that are annotated as wrapped, or that are only ever given something wrapped."""
    given: dict[str, bool] = {}
    if isinstance(scope, Function):
        every = [*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs]
        given |= {part.arg: annotated_as_wrapped(part.annotation) for part in every}
    for node in sorted(own_nodes(scope), key=lambda node: getattr(node, "lineno", 0)):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                given[name] = annotated_as_wrapped(annotation)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                known = {name for name, wrapped in given.items() if wrapped}
                given[name] = is_wrapped(value, known) and given.get(name, True)
    return {name for name, wrapped in given.items() if wrapped}


def annotated_as_wrapped(annotation: ast.expr | None) -> bool:
    return annotation is not None and last_name(annotation) in WRAPPED_TYPES


def is_wrapped(node: ast.expr, known: set[str]) -> bool:
    match node:
        case ast.Name():
            return node.id in known
        case ast.Call():
            glue = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Constant)
            return last_name(node.func) in WRAPPERS and not glue
        case ast.IfExp():
            return is_wrapped(node.body, known) and is_wrapped(node.orelse, known)
        case ast.BinOp(op=ast.Add()):
            return is_wrapped(node.left, known) and is_wrapped(node.right, known)
    return isinstance(node, ast.Constant)


def test_what_is_shown_is_wrapped() -> None:
    found = {module.name: sorted(unwashed(module.tree)) for module in modules(SOURCES / "ui")}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "line",
    [
        "Static(title)",
        "Static(f'{n} new')",
        "self.notify(entry.title)",
        "self.notify(message=f'{x}')",
        "app.notify('a' + x)",
        "app.notify(safe_text(x))",
        "app.notify(x, markup=False)",
        "self.border_title = feed.title",
        "self.tooltip = str(x)",
        "self.query_one(Label).update(' '.join(words))",
        "self.update(text)",
        "text = feed.title\nself.update(text)",
        "def f(text: str) -> None:\n    Label(text)",
        "Label(a if b else content(c))",
    ],
)
def test_the_census_finds_plain_text(line: str) -> None:
    assert list(unwashed(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "Static(content(title))",
        "Static('Loading')",
        "Static()",
        "self.notify(content(entry.title))",
        "self.border_title = Content(x) + content(y)",
        "self.update(Content.assemble(a, b))",
        "line = content(title)\nself.update(line)",
        "def f(text: Content) -> None:\n    Label(text)",
        "app.notify(safe_text(x), markup=False)",
        "sizes.setdefault(1, {}).update(flags)",
        "sizes.update(width=3)",
        "marks.update(others)",
        "self.seen.update({1: 2})",
    ],
)
def test_the_census_lets_wrapped_text_pass(line: str) -> None:
    assert not list(unwashed(ast.parse(line)))


PRINTERS = {
    "src/tuinews/cli/__init__.py",  # the version and the overview; an error and its traceback, redacted
    "src/tuinews/cli/parser.py",  # the help of a command
    "src/tuinews/cli/output.py",  # what commands say, redacted
    "src/tuinews/config/docs.py",
    "src/tuinews/model/query/docs.py",
    "src/tuinews/ui/app.py",  # sentences without addresses
    "src/tuinews/cli/plain/manual.py",
    "src/tuinews/ui/key_docs.py",
}
"""Modules that write to stdout or stderr: through `redact`, or without secrets."""


def test_what_is_printed_goes_through_what_takes_passwords_out() -> None:
    assert {module.name for module in modules() if any(find_prints(module.tree))} == PRINTERS


def find_prints(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that write text to a standard stream, or to what `Output` keeps them as."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "print",
            "sys.stdout.write",
            "sys.stderr.write",
            "self._out.write",
            "self._err.write",
            "traceback.print_exception",
            "traceback.print_exc",
        }:
            yield node
