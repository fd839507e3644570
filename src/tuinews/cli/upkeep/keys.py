"""`keys`: what the reader's keys do, from the reader's own table."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import Shape
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.model.language import tr
from tuinews.ui.actions import PRESETS, keymap_of
from tuinews.ui.keys.keymap import Keymap, show


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--preset", choices=tuple(PRESETS), help="these instead of those of the settings")
    parser.add_argument("--json", action="store_true", help="print a list of actions with their keys")


def _keys(session: CommandSession, values: Namespace) -> int:
    configured = session.settings(session.paths()).keys
    keymap = keymap_of(values.preset or configured.preset, configured.overrides, configured.commands)
    for name in keymap.unknown:
        session.output.note(tr("tuinews: there is no action {name}, so its keys are passed over.", name=name))
    if values.json:
        session.output.json_rows(_shapes(keymap))
        return 0
    columns = (
        TableColumn("keys", "bold", limit=24),
        TableColumn(tr("what it does"), flexible=True),
        TableColumn("action", "dim"),
    )
    session.output.rows(columns, [(shape["shown"], shape["title"], shape["action"]) for shape in _shapes(keymap)])
    return 0


def _shapes(keymap: Keymap) -> Iterator[Shape]:
    for group in keymap.groups:
        for action in group.actions:
            chords = keymap.keys(action.id)
            yield {
                "action": action.id,
                "title": action.title,
                "keys": [" ".join(chord) for chord in chords],
                "shown": ", ".join(map(show, chords)),
                "group": group.title,
                "panes": list(action.contexts),
                "help": action.help or None,
            }


COMMANDS = {"keys": Command(_describe, _keys, ("keys", "keys --preset arrows", "keys --json"))}
