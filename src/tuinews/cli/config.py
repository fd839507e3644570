"""`config`: where the settings are, what holds, what is wrong with them."""

import os
import shlex
import subprocess
from argparse import ArgumentParser, Namespace

from tuinews.cli.command import Command
from tuinews.cli.session import Session
from tuinews.config.load import load, render, render_default
from tuinews.config.paths import Paths
from tuinews.model.error import TuinewsError

ACTIONS = ("path", "show", "check", "edit")


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=ACTIONS,
        help="path: where it is; show: what holds; check: is it right; edit: open it in $EDITOR",
    )


def _config(session: Session, values: Namespace) -> int:
    paths = session.paths()
    match values.action:
        case "path":
            session.output.line(str(paths.settings_file))
            return 0
        case "show":
            session.output.line(render(session.settings(paths)).rstrip("\n"))
            return 0
        case "check":
            return _check(session, paths)
        case _:
            return _edit(session, paths)


def _check(session: Session, paths: Paths) -> int:
    warnings = load(paths).warnings
    for warning in warnings:
        session.output.note(warning)
    if not paths.settings_file.exists():
        session.output.line(f"{paths.settings_file} is not there: the defaults hold.")
    elif warnings:
        session.output.line(f"{paths.settings_file} can be used; what is named above is passed over.")
    else:
        session.output.line(f"{paths.settings_file} is right.")
    return 0


def _edit(session: Session, paths: Paths) -> int:
    """Open the file, made with every default as a comment if it is new, then check what became of it."""
    file = paths.settings_file
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(render_default(), "utf-8")
    editor = session.environ.get("VISUAL") or session.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(editor), os.fspath(file)], check=False)  # noqa: S603  the user's own editor
    except (OSError, ValueError) as error:
        raise TuinewsError(f"{editor} cannot be started ({error}): set EDITOR, or edit {file} yourself.") from error
    if done.returncode:
        raise TuinewsError(f"{editor} left with {done.returncode}: {file} is as it left it.")
    return _check(session, paths)


COMMANDS = {"config": Command(_describe, _config, ("config path", "config show", "config check", "config edit"))}
