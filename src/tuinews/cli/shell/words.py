"""The command line as a table of words: what completions and the manual page are made from."""

from argparse import Action
from collections.abc import Iterator
from typing import NamedTuple

from tuinews.cli.command import GROUPS, Command, CommandRow, load
from tuinews.cli.parser import COMMON_OPTIONS, make_parser
from tuinews.model.query.terms import TERMS, TRAITS, ValueKind
from tuinews.model.query.tree import Order

FILE, FOLDER, QUERY = "file", "folder", "query"
"""Kinds of values that shells complete by themselves, and queries; other kinds are those of `NAME_KINDS`."""

NAME_KINDS = ("feed", "folder-name", "tag", "view", "rule", "lang")
"""Kinds of names that are in the library: `tuinews completion --names KIND` prints them."""

_KINDS = {"FEED": "feed", "FILE": FILE, "PATH": FILE, "DB": FILE, "DIR": FOLDER}
_QUERIES = ("QUERY", "Q")
_NAMED = {
    ("views", "name"): "view",
    ("rules", "name"): "rule",
    ("topics", "names"): "tag",
    ("add", "folder"): "folder-name",
    ("edit", "folder"): "folder-name",
}
"""Kinds of arguments whose names in help do not tell them, by command and argument."""

_TERM_NAMES = {"feed": "feed", "folder": "folder-name", "tag": "tag", "view": "view", "lang": "lang"}


class ArgumentWords(NamedTuple):
    """An argument of a command."""

    options: tuple[str, ...]
    """The options that it follows; none for one that stands in its place."""
    takes: str
    """What its value is called in help; `""` for an option without a value."""
    about: str
    words: tuple[str, ...] = ()
    """The values that there are, or some of them."""
    kind: str = ""
    """What is completed there besides: `file`, `folder`, `query`, or one of `NAME_KINDS`."""
    many: bool = False
    """Whether more than one value may follow."""


class CommandWords(NamedTuple):
    """A command with its arguments."""

    name: str
    about: str
    options: tuple[ArgumentWords, ...]
    places: tuple[ArgumentWords, ...]
    """Arguments that stand in their places, in this order."""
    notes: str
    examples: tuple[str, ...]


class QueryWord(NamedTuple):
    """A word that a query may have."""

    word: str
    """Such as `is:unread`; one that ends with a colon goes on."""
    about: str


COMMON = tuple(
    ArgumentWords((name,), takes, about, kind=_KINDS.get(takes, "")) for name, takes, about in COMMON_OPTIONS
)
"""The options of every command."""


def read_commands() -> tuple[CommandWords, ...]:
    """Return all commands with their arguments, in the order of the overview."""
    return tuple(_read_command(row, load(row)) for rows in GROUPS.values() for row in rows)


def _read_command(row: CommandRow, command: Command) -> CommandWords:
    parser = make_parser(row, command)
    arguments = [_read_argument(row.name, action, parser.offers[action.dest]) for action in parser.arguments]
    return CommandWords(
        row.name,
        row.summary,
        tuple(argument for argument in arguments if argument.options),
        tuple(argument for argument in arguments if not argument.options),
        command.notes,
        command.examples,
    )


def _read_argument(command: str, action: Action, offers: tuple[str, ...]) -> ArgumentWords:
    options, many = tuple(action.option_strings), action.nargs in {"*", "+"}
    about = str(action.help or "")
    if action.nargs == 0:
        return ArgumentWords(options, "", about)
    words = offers if action.choices is None else tuple(map(str, action.choices))
    called = action.metavar if isinstance(action.metavar, str) else "|".join(words) or action.dest.upper()
    kind = _NAMED.get((command, action.dest), "")
    for part in () if kind else called.replace("|", " ").split():
        kind = kind or _KINDS.get(part, QUERY if part in _QUERIES else "")
    return ArgumentWords(options, called, about, words, kind, many)


def list_query_words() -> tuple[QueryWord, ...]:
    """Return the words of the query language: terms, traits, orders and samples of ages."""
    return tuple(_query_words())


def _query_words() -> Iterator[QueryWord]:
    for name, term in TERMS.items():
        if term.value is ValueKind.TRAIT:
            traits = ((word, trait) for word, trait in TRAITS.items() if trait.term == name)
            yield from (QueryWord(f"{name}:{word}", trait.about) for word, trait in traits)
        elif term.value is ValueKind.ORDER:
            yield from (QueryWord(f"{name}:{order.value}", term.about) for order in Order)
        else:
            yield QueryWord(f"{name}:", term.about)


def list_term_names() -> dict[str, str]:
    """Return the kind of names that each term of queries takes, by all words for the term."""
    return {word: kind for term, kind in _TERM_NAMES.items() for word in (term, *TERMS[term].aliases)}
