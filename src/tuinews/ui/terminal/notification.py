"""Notifications that the terminal shows on the desktop, where there is no program for it, such as over ssh."""

from collections.abc import Mapping

_NINE = ("KITTY_WINDOW_ID", "WEZTERM_PANE", "WT_SESSION", "ITERM_SESSION_ID", "GHOSTTY_RESOURCES_DIR", "ConEmuPID")
"""Environment variables of terminals that take OSC 9 (iTerm2's); others take OSC 777 (rxvt's), or ignore it."""

_WITHOUT = frozenset({"", "dumb", "linux"})
"""Values of `TERM` of terminals that print what they do not know."""


def notification_commands(title: str, text: str, environ: Mapping[str, str]) -> str:
    """Return what to write to the terminal; `""` for one that shows none. The texts have no control characters."""
    if environ.get("TERM", "") in _WITHOUT:
        return ""
    if any(environ.get(name) for name in _NINE):
        return f"\x1b]9;{title}: {text}\x1b\\"
    return f"\x1b]777;notify;{title.replace(';', ',')};{text}\x1b\\"
