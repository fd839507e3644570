"""What the user reads goes through the catalogues, and every language says all of it."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

import catalogues
from architecture.house import SOURCES, Module, last_name, modules
from tuinews.model.language import LANGUAGES

PLACE = re.compile(r"\{[^{}+]*\}")

SPOKEN = ("ui/", "cli/", "engine/", "fetch/", "config/")
"""The rooms whose sentences are shown."""

FOR_US = {"ValueError", "TypeError", "RemoteProtocolError"}
"""Errors that the user does not see."""

SHOWN = {"tell", "MenuItem", "busy", "ask", "choose", "confirm", "note"}
"""Functions whose first words are shown as they are."""

ENGLISH = ("cli/shell/", "cli/web/", "engine/feeds/starter_packs.py")
"""What speaks to programs, or as publishers do."""


@cache
def find_calls() -> tuple[tuple[Module, ast.Call | ast.Raise], ...]:
    """All calls and all that is raised, with their modules."""
    return tuple(
        (module, node)
        for module in modules(SOURCES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call | ast.Raise)
    )


@cache
def read_catalogues() -> dict[str, Catalog]:
    return {language: catalogues.read_catalogue(language) for language in catalogues.LANGUAGES}


def name_message(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else "|".join(message.id)


def forms(message: Message) -> list[tuple[str, str]]:
    """Each English form with the one of the language."""
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return list(zip(english, said, strict=True))


def test_the_languages_are_those_that_can_be_chosen() -> None:
    assert set(catalogues.LANGUAGES) | {"en"} == set(LANGUAGES)


def test_the_template_is_what_the_sources_say() -> None:
    with (catalogues.HERE / "tuinews.pot").open("rb") as file:
        kept = {name_message(message) for message in read_po(file) if message.id}
    sources = [(module.path.relative_to(SOURCES), module.tree) for module in modules(SOURCES)]
    said = {name_message(message) for message in catalogues.read_template(sources) if message.id}
    assert (said - kept, kept - said) == (set(), set()), "run: make languages"


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_language_says_everything(language: str) -> None:
    catalogue = read_catalogues()[language]
    silent = [name_message(message) for message in catalogue if message.id and not catalogues.is_translated(message)]
    assert silent == [], "translate it in languages/*.po, then run: make languages"
    assert catalogue.num_plurals == 2


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_translation_has_the_places_and_the_edges_of_its_message(language: str) -> None:
    wrong = []
    for message in read_catalogues()[language]:
        for english, said in forms(message) if message.id else ():
            places, theirs = set(PLACE.findall(english)), set(PLACE.findall(said))
            edges = [(text[:1].isspace(), text[-1:].isspace()) for text in (english, said)]
            if theirs - places or places - theirs - {"{count}"} or edges[0] != edges[1]:
                wrong.append((english, said))
    assert wrong == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_what_the_program_reads_is_made_of_the_translations(language: str) -> None:
    made = catalogues.render_mo(read_catalogues()[language])
    assert catalogues.mo_path(language).read_bytes() == made, "run: make languages"


def test_what_is_shown_is_wrapped() -> None:
    bare = []
    for module, node in find_calls():
        place = module.path.relative_to(SOURCES).as_posix()
        if place.startswith(SPOKEN) and not place.startswith(ENGLISH):
            shown = [literal for literal in find_shown(node) if has_words(literal)]
            bare += [f"{place}:{literal.lineno} {ast.unparse(literal)[:80]}" for literal in shown]
    assert bare == [], "CONTRIBUTING.md says how: tr, tr_count, tr_later"


def find_shown(node: ast.Call | ast.Raise) -> Iterator[ast.expr]:
    """The first words of what is told or offered, and of errors of our own."""
    if isinstance(node, ast.Call):
        if node.args and last_name(node.func) in SHOWN:
            yield from unfold(node.args[0])
    elif isinstance(node.exc, ast.Call) and node.exc.args and last_name(node.exc.func) not in FOR_US:
        yield from unfold(node.exc.args[0])


def unfold(value: ast.expr) -> Iterator[ast.expr]:
    """What an expression may be, on both sides of its conditions."""
    match value:
        case ast.IfExp(body=body, orelse=orelse):
            yield from (part for side in (body, orelse) for part in unfold(side))
        case ast.Constant() | ast.JoinedStr():
            yield value


def has_words(literal: ast.expr) -> bool:
    """Whether a literal says something: two words beside each other, or one that begins a sentence."""
    parts = literal.values if isinstance(literal, ast.JoinedStr) else [literal]
    said = " {} ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return re.search(r"[A-Za-z]{2,} [a-z]{2,}|\A[A-Z][a-z]+\Z", said) is not None


def test_messages_are_looked_up_when_they_are_shown() -> None:
    early = [
        f"{module.name}:{call.lineno}"
        for module in modules(SOURCES)
        for call in find_early_calls(module.tree)
        if last_name(call.func) in {"tr", "tr_count", "tr_in"}
    ]
    assert early == [], "mark it with tr_later where it is written, and tr it where it is shown"


def find_early_calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that are made while a module is imported: outside of functions, and in their default arguments."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*child.args.defaults, *(part for part in child.args.kw_defaults if part)):
                yield from find_early_calls(ast.Expr(default))
        elif not isinstance(child, ast.Lambda):
            if isinstance(child, ast.Call):
                yield child
            yield from find_early_calls(child)


def test_a_message_is_a_literal_without_values_in_it() -> None:
    mixed = [
        f"{module.name}:{call.lineno}"
        for module, call in find_calls()
        if isinstance(call, ast.Call) and last_name(call.func) in {"tr", "tr_later", "tr_count", "tr_in"}
        if any(isinstance(argument, ast.JoinedStr) for argument in call.args[:2])
    ]
    assert mixed == [], 'write tr("Moved {name}.", name=feed.title)'
