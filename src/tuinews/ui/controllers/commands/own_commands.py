"""The user's own commands: keys of the settings that carry out lines of the command line, one after the other.

[keys.commands]
"g 5" = ["# The week's best", "filter is:starred newer:1w sort:oldest", "open"]
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.ui.controllers.commands.names import read_command
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.key_names import is_key

SECTION = "keys.commands"
"""The table of the settings in which they are."""

_ID = "own-"
"""What the ids of their actions begin with."""

OwnKeys = Mapping[str, Sequence[str]]
"""Lines by the keys that carry them out, as the settings have them; a first one that begins with `#` is a name."""


class OwnCommand(NamedTuple):
    """Lines that a key carries out."""

    keys: str
    name: str
    lines: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the id of its action."""
        return f"{_ID}{'-'.join(self.keys.split())}"


def read_own_commands(written: OwnKeys) -> Iterator[OwnCommand]:
    """Yield the commands that are written; those without a name are called as what they do."""
    for keys, lines in written.items():
        wanted = tuple(line.strip().lstrip(": ") for line in lines if line.strip(": ") and not line.startswith("#"))
        name = next((line.strip("# ") for line in lines if line.startswith("#")), "")
        yield OwnCommand(keys, safe_text(name or " · ".join(f":{line}" for line in wanted), 80), wanted)


def make_own_group(written: OwnKeys) -> Group[Any]:
    """Return an action for each command."""
    return Group("Your own commands", tuple(map(_make_action, read_own_commands(written))))


def _make_action(command: OwnCommand) -> Action[Any]:
    lines = command.lines
    told = " · ".join(f":{line}" for line in lines)
    return Action(
        command.id,
        command.name,
        lambda controllers, _: controllers.command_line.run_lines(lines),
        (command.keys,),
        help="" if told == command.name else told,
    )


def find_command_faults(written: OwnKeys, known: Mapping[str, Action[Any]]) -> Iterator[tuple[str, str]]:
    """Yield the keys of commands that cannot be carried out as they are written, each with why in a sentence."""
    for command in read_own_commands(written):
        wrong = next((key for key in command.keys.split() if not is_key(key)), None)
        if wrong is not None or not command.keys.strip():
            said = tr("{key} is no key: write f6, ctrl+g, or g 5 for two in a row.", key=wrong or "“”")
            yield command.keys, said
        elif not command.lines:
            yield command.keys, tr("it says nothing to do: write a line as behind : in the reader.")
        for line in command.lines:
            if fault := find_line_fault(line, known):
                yield command.keys, fault


def find_line_fault(line: str, known: Mapping[str, Action[Any]]) -> str:
    """Return why an own command cannot carry out a line, `""` if it can."""
    runnable = {name: action for name, action in known.items() if action.in_panes and not name.startswith(_ID)}
    found, argument = read_command(line, runnable)
    if not found:
        return tr("“{line}” is no command: `tuinews keys` lists them.", line=safe_text(line, 60))
    if len(found) > 1:
        return tr("“{line}” could be {names}: write it whole.", line=safe_text(line, 60), names=", ".join(found[:4]))
    if argument and not runnable[found[0]].argument:
        return tr("{name} takes nothing after it.", name=found[0])
    return ""


def find_own_keys(action_id: str, written: OwnKeys) -> str | None:
    """Return the keys, as they are written, of the command whose action has this id; `None` for another action."""
    return next((command.keys for command in read_own_commands(written) if command.id == action_id), None)
