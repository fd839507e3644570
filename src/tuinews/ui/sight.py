"""Whether pictures are shown to begin with, and how this terminal shows them."""

from collections.abc import Mapping
from typing import NamedTuple

_SLOW = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
"""Variables that are set where the terminal is far away."""

_SHARP = ("xterm-kitty", "xterm-ghostty")
"""Terminals that draw pictures over placeholders."""

_BETWEEN = ("TMUX", "STY")
"""Variables that are set inside a multiplexer, which lets no pictures through."""


class Sight(NamedTuple):
    """How pictures are seen."""

    shown: bool = False
    """Whether they are shown, as long as the user does not say otherwise."""
    sharp: bool = False
    """Whether the terminal draws them itself; otherwise they are two dots to a cell."""


def sight_of(wish: str, environ: Mapping[str, str]) -> Sight:
    """What the setting `look.images` means in this environment.

    With `auto` none are shown where the terminal is far away, nor where it has but a few colours.

    The terminal is known by what it calls itself. To ask it would delay the start, and its answer would be typed text
    to whoever reads the keys.
    """
    far = any(environ.get(name) for name in _SLOW)
    between = any(environ.get(name) for name in _BETWEEN)
    term, plain = environ.get("TERM", ""), bool(environ.get("NO_COLOR"))
    full = environ.get("COLORTERM") in {"truecolor", "24bit"} and not plain
    fair = (full or "256color" in term) and not plain
    sharp = term in _SHARP and full and not between
    return Sight(wish == "on" or (wish == "auto" and fair and not far), sharp)
