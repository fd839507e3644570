"""Characters whose width terminals disagree about, written so that what follows them stands in the right column.

Such a character gets as many cells as the widest terminal gives it: the cells are blanked, the character is written
over them, and the cursor is set after them. Textual measures and cuts lines as text. So `mark_width` puts the
character between tag characters (U+E0000 and up), which have no width and are removed from everything that a feed
says. `resolve_marks` turns what is marked into the terminal's commands when it is written. Where Textual has cut
through it, because something lies over the line there, blanks remain.
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
"""A command and the text up to the next one, if the text has a mark in it; pictures have thousands of commands."""


def mark_width(text: str, left: int, room: int) -> str:
    """The text, marked to take `room` cells from the screen's column `left` on, counted from 0."""
    where = "".join(chr(ord(char) + _SHIFT) for char in f"{left};{room}")
    return f"{_OPENING}{where}{' ' * (room - cell_len(text))}{text}{_CLOSING}"


def resolve_marks(output: str) -> str:
    """The output with what is marked turned into commands: CHA, ECH, the text, CHA (ECMA-48)."""
    if _OPENING not in output and _CLOSING not in output:
        return output
    return "\n".join(map(_resolve_line, output.split("\n")))


def _resolve_line(line: str) -> str:
    if _OPENING not in line and _CLOSING not in line:
        return line
    return _FRAMED.sub(lambda found: found[1] + _resolve_part(found[2]), f"\n{line}")[1:]


def _resolve_part(text: str) -> str:
    """A text between commands; a mark may begin before it or end after it."""
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
