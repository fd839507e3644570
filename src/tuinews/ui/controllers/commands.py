"""Actions found by their names: help, the palette, the command line."""

from collections.abc import Callable, Mapping
from typing import Any

from tuinews.ui.controllers.headlines.listing import ListingController, place_items
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.outside_commands import OUTSIDE_COMMANDS, OutsideCommand
from tuinews.ui.places import Place
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem

RunCommand = Callable[[str, str], object]
"""Carries out an action by its id, with what was typed behind it."""


class CommandsController:
    """Offers actions and carries out the one that is chosen."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, listing: ListingController, run: RunCommand
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._run = run

    # Help and palette

    def show_help(self) -> None:
        """Show what the keys do, those of this pane first; choosing one does it."""
        from tuinews.ui.dialogs.manual import help_items

        items = help_items(self._env.keymap, self._session.pane, self._interaction.menu_width)
        self._interaction.inquire(self._offer("Help", [*items], "Type a key or a word"))

    def show_palette(self) -> None:
        """Offer every action that works here, and every feed, folder and view."""
        from tuinews.ui.dialogs.manual import palette_items

        items = palette_items(self._env.keymap, self._session.pane, self._interaction.menu_width)
        offered = [*items, MenuItem("Go to"), *place_items(self._session)]
        self._interaction.inquire(self._offer("Palette", offered, "What do you want to do, or where to go?"))

    async def _offer(self, title: str, items: list[MenuItem], placeholder: str) -> None:
        chosen = await self._interaction.choose(title, items, placeholder=placeholder)
        if chosen is not None and isinstance(chosen.value, Action):
            self._run(chosen.value.id, "")
        elif chosen is not None and isinstance(chosen.value, Place):
            self._listing.visit(chosen.value)
        elif chosen is not None and isinstance(chosen.value, OutsideCommand):
            self._interaction.copy(chosen.value.command)
            self._interaction.tell(f"{_describe_outside(chosen.value)} It was copied.")

    # Command line

    @property
    def _commands(self) -> dict[str, Action[Any]]:
        return {name: action for name, action in self._env.keymap.actions.items() if action.in_panes}

    def type_command(self) -> None:
        """Type a command."""
        self._interaction.inquire(self._type_command())

    async def _type_command(self) -> None:
        words = [word for action in self._commands.values() for word in action.words]
        typed = await self._interaction.ask(":", words=(*self._commands, *words), check=self._check_line)
        if typed is not None and typed.strip(": "):
            found, argument = self._parse_command(typed)
            self._run(found[0], argument)

    def _parse_command(self, typed: str) -> tuple[list[str], str]:
        """The actions that a typed command line may mean, and what stands after the name."""
        return read_command(typed.lstrip(": "), self._commands)

    def _check_line(self, typed: str) -> str:
        """What is wrong with a command line, if anything."""
        if not typed.strip(": "):
            return ""
        found, argument = self._parse_command(typed)
        if not found and (outside := find_outside(typed)):
            return _describe_outside(outside)
        if not found:
            return f"There is no such command: {self._env.keymap.label('help')} lists them all."
        if len(found) > 1:
            return f"That could be {', '.join(found[:4])}."
        return f"{found[0]} takes nothing after it." if argument and not self._commands[found[0]].argument else ""


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


def _describe_outside(outside: OutsideCommand) -> str:
    """Say which command does it."""
    return f"{outside.title}: `{outside.command}` does that outside the reader."
