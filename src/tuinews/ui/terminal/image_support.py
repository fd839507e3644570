"""Which pictures a terminal can show, and whether they are shown at first."""

import fcntl
import re
import struct
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, get_args

from tuinews.model.picture import CellSize, Way

_SLOW = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Environment variables that are set where the terminal is on another machine."""

_KITTY = ("xterm-kitty", "xterm-ghostty")
"""Values of TERM of terminals that draw pictures over placeholders."""

_KITTY_SINCE = (0, 28)
"""The first version of kitty that does."""

_SIXEL = ("foot", "mlterm", "contour")
"""Beginnings of TERM of terminals that draw sixels."""

_SIXEL_PROGRAMS = ("WezTerm", "iTerm.app")
"""Terminals that draw sixels and say who they are in `TERM_PROGRAM`."""

_OTHERS = ("VTE_VERSION", "XTERM_VERSION", "ALACRITTY_WINDOW_ID", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION")
"""Variables of terminals without sixels, or with them only if asked; started from another, they inherit its own."""

_BETWEEN = ("TMUX", "STY", "ZELLIJ")
"""Variables that are set inside a multiplexer, which lets no pictures through."""


class ImageSupport(NamedTuple):
    """How pictures are shown."""

    shown: bool = False
    """Whether they are shown, as long as the user does not say otherwise."""
    way: Way = "blocks"
    """How the terminal shows them."""
    asked: bool = False
    """Whether each article is shown without pictures until the user asks for them."""


def detect_image_support(setting: str, environ: Mapping[str, str], *, ascii_only: bool = False) -> ImageSupport:
    """What the setting `look.images` means in this environment.

    With `auto` none are shown where the terminal is on another machine or has few colours. A way that is named in the
    setting is taken wherever there are colours, but for kitty's with `ascii_only`: its placeholders are no ASCII.

    The terminal is recognised by the environment. To ask it would delay the start, and its answer would arrive as keys.
    """
    far = any(environ.get(name) for name in _SLOW)
    plain = bool(environ.get("NO_COLOR"))
    way = _way(environ)
    if ascii_only:
        way, setting = ("blocks" if way == "kitty" else way), ("blocks" if setting == "kitty" else setting)
    for forced in get_args(Way):
        if setting == forced:
            return ImageSupport(shown=True, way="blocks" if plain else forced)
    fair = not plain and (way != "blocks" or _full(environ) or "256color" in environ.get("TERM", ""))
    return ImageSupport(setting == "on" or (setting == "auto" and fair and not far), way, setting == "ask")


def _full(environ: Mapping[str, str]) -> bool:
    return environ.get("COLORTERM") in {"truecolor", "24bit"}


def _way(environ: Mapping[str, str]) -> Way:
    if environ.get("NO_COLOR") or any(environ.get(name) for name in _BETWEEN):
        return "blocks"
    term = environ.get("TERM", "")
    if term in _KITTY:
        # a picture is named by the colour of its cells
        return "kitty" if _full(environ) and not _is_old_kitty(environ) else "blocks"
    return "sixel" if term.startswith(_SIXEL) or _says_sixel(environ) else "blocks"


def _is_old_kitty(environ: Mapping[str, str]) -> bool:
    """Whether this is a kitty that would show placeholders as boxes: only its own files know its version."""
    home = environ.get("KITTY_INSTALLATION_DIR", "")
    try:
        source = Path(home, "kitty", "constants.py").read_text("utf-8", "replace") if home else ""
    except OSError:
        return False
    found = re.search(r"Version\((\d+), (\d+)", source)
    return found is not None and (int(found[1]), int(found[2])) < _KITTY_SINCE


def _says_sixel(environ: Mapping[str, str]) -> bool:
    """Whether a terminal that calls itself xterm, as most do, is one that draws sixels."""
    if any(environ.get(name) for name in _OTHERS):
        return False
    return environ.get("TERM_PROGRAM") in _SIXEL_PROGRAMS or bool(environ.get("MLTERM"))


def cell_size(terminal: int = 1) -> CellSize:
    """The pixels of a cell of a terminal (a file descriptor) now, if the kernel knows them.

    The kernel knows the pixels of the whole window; some terminals include its edge of a few pixels.
    """
    try:
        told = fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return CellSize()
    rows, columns, width, height = struct.unpack("4H", told)
    return CellSize(width // columns, height // rows) if rows and columns else CellSize()
