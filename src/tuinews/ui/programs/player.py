"""Playing sound and films with a program of the user's, without a shell; mpv tells where it is through its socket."""

import asyncio
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.url import is_web
from tuinews.ui.programs.browser import fill_address

_PLAYERS = (("mpv",), ("vlc", "--play-and-exit"), ("mplayer",), ("ffplay", "-autoexit", "-loglevel", "quiet"))
_CONNECT_TRIES, _CONNECT_SECONDS = 50, 0.1

NotePlace = Callable[[float], None]


class Player(NamedTuple):
    """A command that plays a file, and where it tells how far it is."""

    command: tuple[str, ...]
    socket: str = ""
    """The path of mpv's socket; `""` where the player has none."""
    takes_terminal: bool = False
    """Whether it has no window to show itself in."""


def find_player(command: Sequence[str], file: str, start: float, environ: Mapping[str, str]) -> Player:
    """Return what plays a file, which is a path or an address of the web, from so many seconds on.

    Raises:
        TuinewsError: the address is of another kind, or no program is known that plays it.
    """
    if not is_web(file) and not file.startswith("/"):
        raise TuinewsError(tr("Only files on the web and on this machine are played: copy this address with y y."))
    windows = sys.platform == "darwin" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    if command:
        if PurePath(command[0]).name != "mpv":
            return Player(fill_address(command, "{url}", file))
        return _make_mpv(command, file, start, windows=windows)
    for words in _PLAYERS:
        path = shutil.which(words[0], path=environ.get("PATH"))
        if path and words[0] == "mpv":
            return _make_mpv((path,), file, start, windows=windows)
        if path:
            return Player((path, *words[1:], file), takes_terminal=words[0] == "mplayer" and not windows)
    if sys.platform == "darwin":
        return Player(("open", file))
    raise TuinewsError(tr("No player was found: install mpv, or name a program in the settings, section player."))


def _make_mpv(command: Sequence[str], file: str, start: float, *, windows: bool) -> Player:
    """Return mpv with a socket; without a desktop it has the terminal, where its keys are."""
    name, *rest = command
    options = [f"--start={start:.1f}"] if start else []
    if not windows:
        # what it keeps itself, as nobody listens to its socket meanwhile
        words = (name, *options, "--save-position-on-quit", *rest)
        return Player(fill_address(words, "{url}", file), takes_terminal=True)
    socket = str(Path(tempfile.mkdtemp(prefix="tuinews-"), "mpv"))  # a folder that only the user may enter
    options += ["--force-window=yes", "--no-terminal", f"--input-ipc-server={socket}"]
    return Player(fill_address((name, *options, *rest), "{url}", file), socket)


async def watch_place(socket: str, note: NotePlace) -> None:
    """Call `note` with the seconds that mpv is at whenever it tells them, and with 0 at the end, until it leaves."""
    try:
        await _read_places(socket, note)
    finally:
        await asyncio.to_thread(shutil.rmtree, PurePath(socket).parent, ignore_errors=True)


async def _read_places(socket: str, note: NotePlace) -> None:
    try:
        reader, writer = await _connect(socket)
    except OSError:
        return
    try:
        writer.write(b'{"command": ["observe_property", 1, "time-pos"]}\n')
        while line := await reader.readline():
            with suppress(ValueError, AttributeError):
                told = json.loads(line)
                if told.get("event") == "property-change" and isinstance(told.get("data"), int | float):
                    note(float(told["data"]))
                elif told.get("event") == "end-file" and told.get("reason") == "eof":
                    note(0.0)
    except (OSError, ValueError):
        return
    finally:
        writer.close()


async def _connect(socket: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(_CONNECT_TRIES):
        with suppress(OSError):
            return await asyncio.open_unix_connection(socket)
        await asyncio.sleep(_CONNECT_SECONDS)
    return await asyncio.open_unix_connection(socket)
