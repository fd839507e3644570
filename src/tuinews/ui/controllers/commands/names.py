"""Which actions a typed command line may mean: by their ids, and by everyday words."""

from collections.abc import Callable, Mapping
from typing import Any

from tuinews.model.language import tr
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.outside_commands import OUTSIDE_COMMANDS, OutsideCommand

RunCommand = Callable[[str, str], object]
"""Carries out an action by its id, with what was typed behind it."""


def read_command(line: str, known: Mapping[str, Action[Any]]) -> tuple[list[str], str]:
    """Return the ids of the actions that a line may mean, and what stands after the name.

    A name of several words may be typed with spaces, such as `mark all read`, unless its first word is the name of an
    action that takes an argument.
    """
    words = line.split()
    if not any(known[id_].argument for id_ in _find_named(words[0].lower(), known)):
        for count in range(len(words), 1, -1):
            if found := _find_named("-".join(words[:count]).lower(), known):
                return found, " ".join(words[count:])
    return find_actions(words[0].lower(), known), line.partition(" ")[2].strip()


def find_actions(name: str, known: Mapping[str, Action[Any]]) -> list[str]:
    """Return the ids of the actions that a name may mean.

    It means the action of that id, else those with that everyday word, else those whose id, or then a word, begins so;
    none that only a command does.
    """
    if named := _find_named(name, known):
        return named
    if any(name in outside.words for outside in OUTSIDE_COMMANDS):
        return []
    begun = [id_ for id_ in known if id_.startswith(name)]
    return begun or [id_ for id_, action in known.items() if any(word.startswith(name) for word in action.words)]


def _find_named(name: str, known: Mapping[str, Action[Any]]) -> list[str]:
    """Return the ids of the actions with that id, else of those with that everyday word."""
    return [name] if name in known else [id_ for id_, action in known.items() if name in action.words]


def find_outside(typed: str) -> OutsideCommand | None:
    """Return what only a command does and the first typed word, or its beginning, stands for."""
    name = typed.lstrip(": ").partition(" ")[0].lower()
    exact = (outside for outside in OUTSIDE_COMMANDS if name in outside.words)
    begun = (outside for outside in OUTSIDE_COMMANDS if any(word.startswith(name) for word in outside.words))
    return next(exact, None) or next(begun, None)


def describe_outside(outside: OutsideCommand) -> str:
    """Say which command does it."""
    return tr("{title}: `{command}` does that outside the reader.", title=tr(outside.title), command=outside.command)
