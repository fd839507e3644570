"""The argument parser: one sentence for each mistake, and words such as `-is:read` are queries, not options."""

import argparse
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from tuinews.cli.command import Command, CommandRow
from tuinews.model.error import UsageError
from tuinews.model.language import tr, tr_later

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHIELD = "\x1f"
"""Put before a word that starts with a single dash, so that it is read as a word."""

COMMON_OPTIONS = (
    ("--home", "DIR", tr_later("keep config, data, cache and state under DIR (or set TUINEWS_HOME)")),
    ("--no-color", "", tr_later("no colours (or set NO_COLOR)")),
    ("--debug", "", tr_later("show the traceback of an error")),
    ("--version", "", tr_later("print the version")),
)
"""The options of every command: each with what it takes, if anything, and what it does."""


def describe_common() -> str:
    """Return what every command's help says of the options of every command."""
    lines = (f"  {f'{name} {takes}':<21} {tr(about)}" for name, takes, about in COMMON_OPTIONS)
    return "\n".join((tr("options of every command:"), *lines))


_PATHS = frozenset({"FILE", "PATH", "DB"})
"""What arguments are called in help that name files, which may have any bytes in their names; others are texts."""


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises UsageError, and knows which of its arguments are texts."""

    def __init__(self, **options: Any) -> None:
        self.texts: dict[str, str] = {}
        """What the arguments are called in help that are no paths, by their names in the result."""
        self.arguments: list[argparse.Action] = []
        """The arguments in their order, without `--help`."""
        self.offers: dict[str, tuple[str, ...]] = {}
        """Words that arguments may begin with though others are right as well, by the names of the arguments."""
        super().__init__(**options)

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        """Add an argument, and remember what it is called if it is no path.

        `offers` are words that may stand there: shells complete them. Unlike `choices` they are not checked.
        """
        offers = tuple(options.pop("offers", ()))
        options["help"] = tr(options["help"]) if options.get("help") else options.get("help")
        action = super().add_argument(*names, **options)
        if not isinstance(action, argparse._HelpAction):  # noqa: SLF001  there is no public name
            self.arguments.append(action)
            self.offers[action.dest] = offers
        if options.get("metavar") not in _PATHS:
            self.texts[action.dest] = names[0] if names[0].startswith("-") else str(options.get("metavar", names[0]))
        return action

    def print_help(self, _file: Any = None) -> None:
        """Print the help; unlike the base class, it raises OSError when that cannot be done."""
        sys.stdout.write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of printing the usage and leaving."""
        text = message.removeprefix("argument ").removeprefix("the following ").replace(repr(_SHIELD)[1:-1], "")
        raise UsageError(
            tr(
                "{prog}: {without_values}; `{prog} --help` explains it.",
                prog=self.prog,
                without_values=_without_values(text),
            )
        )


def _without_values(message: str) -> str:
    """Return what argparse says without what follows an option that it does not know, which may be a password."""
    said, unknown, words = message.partition("unrecognized arguments: ")
    options = [word.partition("=")[0] for word in words.split() if word.startswith("--")]
    return said + unknown + (" ".join(options) or words)


def parse(row: CommandRow, command: Command, words: "Sequence[str]") -> argparse.Namespace:
    """Return a command's own words; `--help` among them prints its help and leaves.

    Raises:
        UsageError: the words do not fit the command.
    """
    parser = make_parser(row, command)
    values = parser.parse_intermixed_args([_shield(word) for word in words])
    for name, value in vars(values).items():
        setattr(values, name, _unshield(value))
        if name in parser.texts and not is_text(value):
            raise UsageError(tr("{texts} is no UTF-8 text: write it in that encoding.", texts=parser.texts[name]))
    return values


def is_text(value: object) -> bool:
    """Return whether a word could be decoded; bytes that could not are surrogates (PEP 383)."""
    if isinstance(value, list):
        return all(map(is_text, value))
    return not isinstance(value, str) or value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value)


def make_parser(row: CommandRow, command: Command) -> Parser:
    """Return the parser of a command's own words."""
    examples = "\n".join(f"  tuinews {line}" for line in command.examples)
    parser = Parser(
        prog=f"tuinews {row.name}",
        description=f"{row.summary[0].upper()}{row.summary[1:]}.",
        epilog="\n\n".join(
            part for part in (tr(command.notes), describe_common(), tr("examples:") + f"\n{examples}") if part
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.describe(parser)
    return parser


def _shield(word: str) -> str:
    single = len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"
    return _SHIELD + word if single else word


def _unshield(value: object) -> object:
    if isinstance(value, str):
        return value.removeprefix(_SHIELD)
    return [_unshield(item) for item in value] if isinstance(value, list) else value
