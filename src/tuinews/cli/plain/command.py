"""What can be typed while reading without a screen: a row for each command."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tuinews.cli.plain.plain_reader import PlainReader


class PlainCommand(NamedTuple):
    """A command that is typed as a line."""

    names: tuple[str, ...]
    """What it is called by; the first is told, and the others are as good."""
    run: "Callable[[PlainReader, str], Awaitable[None]]"
    """Does it, with what was typed behind the name; may raise TuinewsError, which is told."""
    summary: str
    """What it does, in one sentence."""
    argument: str = ""
    """What may be typed behind the name, as help shows it."""
    covers: tuple[str, ...] = ()
    """The actions of the reader on the screen that it stands for."""


class PlainGroup(NamedTuple):
    """Commands that belong together in the manual."""

    title: str
    commands: tuple[PlainCommand, ...]
