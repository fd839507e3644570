"""Keys that were typed before the reader took the terminal, in which Enter came as a newline, which is Ctrl-j later."""

import contextlib
from array import array
from fcntl import ioctl
from termios import FIONREAD

from textual.events import Key


class EarlyKeys:
    """Knows how much was typed before the terminal was taken, and gives Enter back its name there."""

    def __init__(self) -> None:
        self._bytes = 0

    def count(self, terminal: int) -> None:
        """Note how many bytes of whole lines wait in a terminal that is about to be taken."""
        waiting = array("i", [0])
        with contextlib.suppress(OSError):
            ioctl(terminal, FIONREAD, waiting)
        self._bytes = waiting[0]

    def restore(self, key: Key) -> Key:
        """Return the key that was pressed; called for every key in turn."""
        if self._bytes <= 0:
            return key
        self._bytes -= len((key.character or " ").encode(errors="replace"))
        return Key("enter", "\r") if key.key == "ctrl+j" else key
