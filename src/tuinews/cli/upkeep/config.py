"""`config`: where the settings are, what they are, what is wrong with them, and how one is changed."""

import os
import shlex
import subprocess
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from tuinews.cli.command import Command
from tuinews.cli.session import CommandSession
from tuinews.cli.upkeep.settings_check import THEMES, find_problems
from tuinews.config.file_edit import is_list, list_values, read_typed, write_typed
from tuinews.config.load import Loaded, examine, render, render_default
from tuinews.config.paths import Paths
from tuinews.config.schema import make_schema
from tuinews.config.settings import SECTIONS, Settings, table
from tuinews.engine.files import write_whole
from tuinews.engine.settings.settings_file import SettingEdit, edit_settings
from tuinews.model.error import ConfigError, TuinewsError, UsageError
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.model.url import redact
from tuinews.ui.actions import ACTIONS as ACTIONS_OF_READER

ACTIONS = ("path", "show", "check", "edit", "set", "unset", "schema")


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=ACTIONS,
        help="path: where it is; show: what holds; check: is it right; edit: open it in $VISUAL or $EDITOR; "
        "set: give a setting a value; unset: leave it to its default; schema: a JSON Schema of the file",
    )
    parser.add_argument("key", metavar="KEY", nargs="?", default="", help="for set and unset: such as look.theme")
    parser.add_argument("value", metavar="VALUE", nargs="*", help="for set: what it is to be")
    parser.add_argument("--json", action="store_true", help="print an object: the file, the settings, or what is wrong")


def _config(session: CommandSession, values: Namespace) -> int:
    paths = session.paths()
    if values.key and values.action not in {"set", "unset"}:
        raise UsageError(tr("config {action} takes nothing after it.", action=values.action))
    match values.action:
        case "path" if values.json:
            session.output.json({"file": str(paths.settings_file)})
        case "path":
            session.output.path(paths.settings_file)
        case "show":
            text = render(session.settings(paths))
            if values.json:
                session.output.json(tomllib.loads(text))
            else:
                session.output.line(text.rstrip("\n"))
        case "check":
            return _check(session, paths, as_json=values.json)
        case "schema":
            titles = {name: action.title for name, action in ACTIONS_OF_READER.items()}
            session.output.json(make_schema(titles, sorted(THEMES)))
        case "set" | "unset":
            _change(session, paths, values)
        case _:
            return _edit(session, paths, as_json=values.json)
    return 0


def _check(session: CommandSession, paths: Paths, *, as_json: bool) -> int:
    try:
        loaded, errors = examine(paths)
    except ConfigError as error:
        if not as_json:
            raise
        loaded, errors = Loaded(Settings()), (safe_text(str(error), 600),)
    warnings = (*loaded.warnings, *find_problems(paths, loaded.settings))
    if as_json:
        session.output.json(
            {
                "file": str(paths.settings_file),
                "exists": paths.settings_file.exists(),
                "usable": not errors,
                "errors": list(errors),
                "warnings": list(warnings),
            }
        )
        return ConfigError.exit_code if errors else 0
    for sentence in (*errors, *warnings):
        session.output.note(sentence)
    if errors:
        return ConfigError.exit_code
    if not paths.settings_file.exists():
        session.output.line(tr("{settings_file} is not there: the defaults hold.", settings_file=paths.settings_file))
    elif warnings:
        session.output.line(
            tr(
                "{settings_file} can be used; what is named above does not do what it says.",
                settings_file=paths.settings_file,
            )
        )
    else:
        session.output.line(tr("{settings_file} is right.", settings_file=paths.settings_file))
    return 0


def _change(session: CommandSession, paths: Paths, values: Namespace) -> None:
    """Write one setting into the file, and say what it is now."""
    section, _, key = values.key.rpartition(".")
    own_keys = section == "keys.overrides"
    if own_keys and key not in ACTIONS_OF_READER:
        raise UsageError(tr("There is no action {key}: `tuinews keys` lists them.", key=key))
    if not own_keys and key not in (table(SECTIONS[section]) if section in SECTIONS else ()):
        raise UsageError(
            tr("There is no setting {key}: `tuinews config show` lists them.", key=values.key or tr("without a name"))
        )
    if values.action == "unset":
        if values.value:
            raise UsageError(tr("config unset takes the name of a setting and nothing else."))
        edit = SettingEdit(section, key)
    elif not values.value and not own_keys:
        raise UsageError(tr("Say what {key} is to be: `tuinews config set {key} VALUE`.", key=values.key))
    elif own_keys or is_list(section, key):
        edit = SettingEdit(section, key, _read_list(section, key, values.value))
    else:
        edit = SettingEdit(section, key, read_typed(section, key, " ".join(values.value)))
    settings = edit_settings(paths.settings_file, edit).settings
    held = settings.keys.overrides.get(key, tr("as in the preset")) if own_keys else list_values(settings)[section][key]
    if values.json:
        session.output.json({"file": str(paths.settings_file), "setting": values.key, "value": held})
    else:
        session.output.note(
            tr(
                "{key} is {typed} now, in {settings_file}.",
                key=values.key,
                typed=redact(write_typed(held)) or "empty",
                settings_file=paths.settings_file,
            )
        )
    for problem in find_problems(paths, settings):
        if f": {values.key}:" in problem or f": {values.key} " in problem:
            session.output.note(problem)


def _read_list(section: str, key: str, words: Sequence[str]) -> object:
    """Return the texts of a list: each word is one, or a single word is a list as TOML writes it."""
    return read_typed(section, key, words[0]) if len(words) == 1 and words[0].startswith("[") else tuple(words)


def _edit(session: CommandSession, paths: Paths, *, as_json: bool) -> int:
    """Open the settings file, made if it is missing, then check it."""
    file = paths.settings_file
    editor = session.environ.get("VISUAL") or session.environ.get("EDITOR") or "vi"
    from tuinews.ui.programs.editor import needs_terminal

    if not session.on_terminal() and needs_terminal(editor.partition(" ")[0]):
        raise UsageError(
            tr(
                "{editor} needs a terminal: edit {file} yourself, then `tuinews config check` looks "
                "at it, or set EDITOR.",
                editor=editor,
                file=file,
            )
        )
    if not file.exists():
        create_settings_file(file)
    try:
        done = subprocess.run([*shlex.split(editor), os.fspath(file)], check=False)  # noqa: S603  the user's own editor
    except (OSError, ValueError) as error:
        raise TuinewsError(
            tr(
                "{editor} cannot be started ({error}): set EDITOR, or edit {file} yourself.",
                editor=editor,
                error=error,
                file=file,
            )
        ) from error
    if done.returncode:
        raise TuinewsError(
            tr(
                "{editor} left with {returncode}: {file} is as it left it.",
                editor=editor,
                returncode=done.returncode,
                file=file,
            )
        )
    return _check(session, paths, as_json=as_json)


def create_settings_file(file: Path) -> None:
    """Create a private settings file with every default as a comment, unless there is one by now.

    A link that leads to nothing yet is followed.
    """
    Path(os.path.realpath(file)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(file, render_default().encode(), over=False)


_NOTES = """\
check tells all mistakes at once. It leaves with 4 if the file cannot be used, and with 0 if it can: what it does not
know, such as a setting that is written wrongly, is told and passed over, and so is what cannot be had: a theme that is
not there, a folder, a proxy without an address, or a key that is none or that another action loses.
show prints *** for the name and password of a proxy.
set and unset change one line of the file and leave the others, comments included, as they are; keys.overrides.ACTION
sets the keys of an action. A value that does not fit is refused. The reader's `:settings` does the same.
"""

COMMANDS = {
    "config": Command(
        _describe,
        _config,
        (
            "config path",
            "config show",
            "config check",
            "config edit",
            "config set reading.width 80",
            "config set keys.overrides.toggle-star s '*'",
            "config unset reading.width",
            "config schema",
        ),
        _NOTES,
    )
}
