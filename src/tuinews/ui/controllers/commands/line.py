"""The command line: what a line may become and what that does, while it is typed; lines are remembered."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from tuinews.config.file_edit import list_values
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.ui.controllers.commands.names import RunCommand, describe_outside, find_outside, read_command
from tuinews.ui.controllers.commands.own_commands import find_line_fault
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.dialogs.command_prompt import CommandPrompt, Offer
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem

_REMEMBERED = "command-lines"
"""The key under which the library's memory keeps the lines."""

_MOST_REMEMBERED = 200

_OWN = "own command"
"""What keys wait for while the lines of an own command are carried out."""

_SECRET = frozenset({"login"})
"""Actions whose lines are not remembered, should somebody type a password behind them."""


class CommandLineController:
    """Has the user type a command and carries it out."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, run: RunCommand) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._run = run
        self._past: list[str] | None = None
        self._values: dict[str, Callable[[], Sequence[str]]] = {
            "theme": lambda: interaction.themes,
            "settings": lambda: [f"{one}.{key}" for one, keys in list_values(env.settings).items() for key in keys],
            "refresh-all": lambda: ("--force",),
        }
        """What can stand behind an action, where that is known."""

    def type(self) -> None:
        """Type a command."""
        self._interaction.inquire(self._type())

    async def _type(self) -> None:
        past = await self._recall()
        complete = QueryCompleter(self._env, self._session.saved_views)
        line = CommandPrompt(self._offer, self._check, partial(self._complete, complete), past)
        typed = await self._interaction.put(line)
        if typed is not None and typed.strip(": "):
            found, argument = self._parse(typed)
            self._remember(typed.lstrip(": "), found[0])
            self._run(found[0], argument)

    def run_lines(self, lines: Sequence[str]) -> None:
        """Carry out lines of an own command one after the other; one that cannot be ends them, and is told."""
        self._interaction.run(self._run_lines(lines), "own", done=self._interaction.typeahead.hold(_OWN))

    async def _run_lines(self, lines: Sequence[str]) -> None:
        """Carry out each when what the one before began is there: keys that were typed behind wait for the last."""
        wait = partial(self._interaction.typeahead.wait_for_others, _OWN)
        for line in lines:
            await wait()
            if not self._run_line(line):
                return
        await wait()

    def _run_line(self, line: str) -> bool:
        if fault := find_line_fault(line, self._env.keymap.actions):
            self._interaction.tell(fault, "error")
            return False
        found, argument = self._parse(line)
        self._run(found[0], argument)
        return True

    # What was typed before

    async def _recall(self) -> list[str]:
        """Return the lines of before, the newest last."""
        if self._past is None:
            try:
                stored = json.loads(await self._env.library.memory.get(_REMEMBERED) or "[]")
            except (TuinewsError, ValueError):
                stored = []
            self._past = (
                [safe_text(line) for line in stored if isinstance(line, str)] if isinstance(stored, list) else []
            )
        return self._past

    def _remember(self, line: str, action: str) -> None:
        if self._past is None or action in _SECRET:
            return
        self._past[:] = [*(one for one in self._past if one != line), line][-_MOST_REMEMBERED:]
        self._interaction.run(self._env.library.memory.put(_REMEMBERED, json.dumps(self._past)), "notes")

    # What it may become

    @property
    def _commands(self) -> dict[str, Action[Any]]:
        return {name: action for name, action in self._env.keymap.actions.items() if action.in_panes}

    def _parse(self, typed: str) -> tuple[list[str], str]:
        """The actions that a typed line may mean, and what stands after the name."""
        return read_command(typed.lstrip(": "), self._commands)

    def _offer(self, typed: str) -> Offer:
        """Return what the line may become, and what it would do now."""
        line = typed.lstrip(": ")
        if not line.strip():
            # what nobody looks for by its name, such as moving, comes last
            every = sorted(self._commands.values(), key=lambda action: not action.palette)
            return Offer([*map(self._describe, every)], self._foot)
        found, argument = self._parse(line)
        begun = "-".join(line.lower().split())
        if " " in line.rstrip("\n") and len(found) == 1:
            return Offer([*self._offer_values(found[0], line, argument)], self._explain(found[0]))
        near = dict.fromkeys(
            [*found, *(one for one in self._commands if one.startswith(begun))] or self._find_within(line)
        )
        outside = find_outside(line) if not near else None
        sentence = describe_outside(outside) if outside else self._explain(found[0]) if len(found) == 1 else ""
        return Offer([self._describe(self._commands[one]) for one in near], sentence)

    def _find_within(self, line: str) -> Iterator[str]:
        """Give the actions with every typed word somewhere in their names or titles."""
        words = line.lower().split()
        for name, action in self._commands.items():
            text = " ".join((name, tr(action.title).lower(), *action.words))
            if all(word in text for word in words):
                yield name

    @property
    def _foot(self) -> str:
        key = self._interaction.key
        return tr(
            "{command_complete} completes · {command_older} what you typed before",
            command_complete=key("command-complete"),
            command_older=key("command-older"),
        )

    def _describe(self, action: Action[Any]) -> MenuItem:
        title = f"{action.id} {action.argument}".rstrip()
        line = f"{action.id} " if action.argument else action.id
        return MenuItem(title, line, tr(action.title), self._env.keymap.label(action.id))

    def _explain(self, name: str) -> str:
        """Say what an action does, and what it takes."""
        action = self._commands[name]
        takes = tr(" · takes {argument}", argument=action.argument) if action.argument else ""
        return f"{tr(action.title)}{takes}"

    def _offer_values(self, name: str, line: str, argument: str) -> Iterator[MenuItem]:
        """Give what can stand behind an action."""
        before = line[: len(line) - len(argument)] if argument else f"{line.rstrip()} "
        values = self._values[name]() if name in self._values else ()
        begun = [value for value in values if value.startswith(argument)]
        within = [value for value in values if argument in value and value not in begun]
        for value in (*begun, *within):
            yield MenuItem(value, f"{before}{value}", self._describe_value(name, value))
        if not begun and not within and self._commands[name].help:
            yield MenuItem(tr(self._commands[name].help), line)

    def _describe_value(self, name: str, value: str) -> str:
        """Say what a setting is now."""
        if name != "settings":
            return ""
        from tuinews.ui.controllers.settings.setting_items import show_value

        section, _, key = value.partition(".")
        return show_value(list_values(self._env.settings)[section][key])

    async def _complete(self, of_query: QueryCompleter, line: str) -> str:
        """Return how the line goes on: a query behind an action that takes one, else the first that is offered."""
        if not line.strip(": "):
            return ""
        found, argument = self._parse(line)
        if len(found) == 1 and argument and self._commands[found[0]].argument in {"query", "words"}:
            rest = await of_query(argument)
            return f"{line[: len(line) - len(argument)]}{rest}" if rest else ""
        first = next(iter(self._offer(line).items), None)
        return str(first.value) if first is not None and str(first.value).startswith(line) else ""

    def _check(self, typed: str) -> str:
        """What is wrong with a command line, if anything."""
        if not typed.strip(": "):
            return ""
        found, argument = self._parse(typed)
        if not found and (outside := find_outside(typed)):
            return describe_outside(outside)
        if not found:
            return tr("There is no such command: {help} lists them all.", help=self._env.keymap.label("help"))
        if len(found) > 1:
            return tr("That could be {found}.", found=", ".join(found[:4]))
        return (
            tr("{found} takes nothing after it.", found=found[0])
            if argument and not self._commands[found[0]].argument
            else ""
        )
