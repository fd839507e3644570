"""The command line taken apart: the command, its words, and the options that every command knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from tuinews.model.error import UsageError
from tuinews.model.language import tr

HELP, VERSION = "--help", "--version"

_HOISTED = {"--json", "-h", HELP}
"""Options of a command that may come before its name."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command line; `command` is `""` for the reader, `--help` or `--version`."""

    command: str = ""
    words: tuple[str, ...] = ()
    """What the command's own parser reads."""
    home: str | None = None
    debug: bool = False
    plain: bool = False
    """Whether colour is switched off."""


def read_command_line(argv: Sequence[str]) -> CommandLine:
    """Take the common options out, wherever they are; behind `--` everything is a word.

    Raises:
        UsageError: `--home` has no folder, or there is an unknown option before the command.
    """
    command, home, flags, words = "", None, set[str](), list[str]()
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        match word:
            case "--":
                words += [word, *rest]
                break
            case "--home":
                home = _folder(rest.pop(0) if rest else "")
            case _ if word == VERSION:
                return CommandLine(VERSION)
            case "--debug" | "--no-color":
                flags.add(word)
            case _ if word.startswith("--home="):
                home = _folder(word.partition("=")[2])
            case _ if command or word in _HOISTED:
                words.append(word)
            case _:
                command = _check_command_name(word)
    return _call(command, words, home, flags)


def _call(command: str, words: list[str], home: str | None, flags: set[str]) -> CommandLine:
    if command == "help":
        command, words = (words[0], [HELP]) if words else (HELP, [])
    if not command and words:
        if words[0] in {"-h", HELP}:
            command, words = HELP, []
        else:
            raise UsageError(tr("{words} needs a command: `tuinews --help` lists them.", words=words[0]))
    return CommandLine(command, tuple(words), home, "--debug" in flags, "--no-color" in flags)


def _folder(value: str) -> str:
    if not value:
        raise UsageError(tr("--home needs a folder: write --home DIR."))
    return value


def _check_command_name(word: str) -> str:
    if word.startswith("-") and word != VERSION:
        raise UsageError(
            tr("{word} is no option of tuinews itself: options of a command come after its name.", word=word)
        )
    return word
