"""Characters whose width terminals dispute, written so that what follows them stands where it belongs.

Such a character is given the room of the widest terminal: its cells are blanked, it is written over them, and the
cursor is set behind them. Textual measures and cuts lines as text, so all of this travels through it as text of
just that many cells, framed by tag characters (U+E0000 and up): they have no width, and the cleaner takes them out of
everything that a feed says. `resolve` turns whole frames into the terminal's own commands on the way out. Where the
Textual cut through a frame, because something lies over the line there, blanks remain: half a character is none.
"""

import re

from rich.cells import cell_len

_OPENING, _CLOSING = "\U000e0001", "\U000e007f"
_SHIFT = 0xE0000
_FRAME = re.compile(f"{_OPENING}([\U000e0030-\U000e003b]+) *([^{_OPENING}{_CLOSING}]*){_CLOSING}")
_STRAY = re.compile("[\U000e0000-\U000e007f]")
_FRAMED = re.compile(
    "(\x1b\\[[0-9;?]*[ -/]*[@-~]|\x1b\\][^\x1b\x07]*(?:\x1b\\\\|\x07)|[\r\n])"
    "([^\x1b\r\n\U000e0000-\U000e007f]*[\U000e0000-\U000e007f][^\x1b\r\n]*)"
)
"""What follows a command up to the next one, if there is any of a frame in it; pictures between have thousands."""


def mark_width(text: str, left: int, room: int) -> str:
    """A text that is to take `room` cells from the screen's column `left` on, counted from 0."""
    where = "".join(chr(ord(char) + _SHIFT) for char in f"{left};{room}")
    return f"{_OPENING}{where}{' ' * (room - cell_len(text))}{text}{_CLOSING}"


def resolve_marks(output: str) -> str:
    """The output with its frames as the terminal understands them: CHA, ECH, the text, CHA (ECMA-48)."""
    if _OPENING not in output and _CLOSING not in output:
        return output
    return "\n".join(map(_resolved_line, output.split("\n")))


def _resolved_line(line: str) -> str:
    if _OPENING not in line and _CLOSING not in line:
        return line
    return _FRAMED.sub(lambda found: found[1] + _resolved(found[2]), f"\n{line}")[1:]


def _resolved(text: str) -> str:
    """A piece of text between commands: half a frame at its start, whole ones, half a one at its end."""
    opening, closing = text.find(_OPENING), text.find(_CLOSING)
    if closing >= 0 and not 0 <= opening < closing:
        text = _blanks(text[:closing]) + text[closing + 1 :]
    opening = text.rfind(_OPENING)
    if opening > text.rfind(_CLOSING):
        text = text[:opening] + _blanks(text[opening:])
    return _STRAY.sub("", _FRAME.sub(_commands, text))


def _commands(frame: re.Match[str]) -> str:
    where = "".join(chr(ord(char) - _SHIFT) for char in frame[1])
    left, _, room = where.partition(";")
    if not left.isdigit() or not room.isdigit():
        return frame[2]
    return f"\x1b[{int(left) + 1}G\x1b[{room}X{frame[2]}\x1b[{int(left) + int(room) + 1}G"


def _blanks(text: str) -> str:
    return " " * cell_len(_STRAY.sub("", text))
