"""Characters whose width terminals disagree about, written so that what follows them stands in the right column.

Such a character gets as many cells as the widest terminal gives it: the cells are blanked, the character is written
over them, and the cursor is set after them. Textual measures and cuts lines as text. So `mark_width` puts the
character between tag characters (U+E0000 and up), which have no width and are removed from everything that a feed
says. `resolve_marks` turns what is marked into the terminal's commands when it is written. Where Textual has cut
through it, because something lies over the line there, blanks remain.

What Textual writes by itself, such as titles in frames and toasts, has no marks. There an emoji gets the cells that
Textual counted for it: what a terminal draws beyond them is covered by what follows. Scripts stay as they are, since
without their vowel signs they cannot be read.
"""

import re

from rich.cells import cell_len

from tuinews.ui.paint.text.graphemes import clusters, is_disputed

_OPENING, _CLOSING = "\U000e0001", "\U000e007f"
_SHIFT = 0xE0000
_FRAME = re.compile(f"{_OPENING}([\U000e0030-\U000e003b]+) *([^{_OPENING}{_CLOSING}]*){_CLOSING}")
_STRAY = re.compile("[\U000e0000-\U000e007f]")
_JOINING = "\u200d\ufe0e\ufe0f"
"""Joiner and selectors of emoji."""
_BEYOND = "\U00010000-\U0010ffff"
"""Emoji, marks, and what the other planes have."""
_EMOJI = re.compile(
    "[\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\u27bf\U0001f300-\U0001faff]"
)
"""What makes terminals disagree about an emoji: an asked look, a flag, a skin tone, a joiner."""
_SUSPECT = re.compile(f"[{_JOINING}]"), re.compile(f"[{_BEYOND}]")
"""Characters that may need a command, marked or not. Two patterns: one for both would take long."""
_SUSPECT_TEXT = re.compile(
    "(\x1b\\[[0-9;?]*[ -/]*[@-~]|\x1b\\][^\x1b\x07]*(?:\x1b\\\\|\x07)|[\r\n])"
    f"([^\x1b\r\n{_JOINING}{_BEYOND}]*[{_JOINING}{_BEYOND}][^\x1b\r\n]*)"
)
"""A command and the text up to the next one, if it has a suspect in it; pictures have thousands of commands."""


def mark_width(text: str, left: int, room: int) -> str:
    """The text, marked to take `room` cells from the screen's column `left` on, counted from 0."""
    where = "".join(chr(ord(char) + _SHIFT) for char in f"{left};{room}")
    return f"{_OPENING}{where}{' ' * (room - cell_len(text))}{text}{_CLOSING}"


def resolve_marks(output: str) -> str:
    """The output with what is marked, or should have been, turned into commands (ECMA-48; DECSC, DECRC)."""
    if not _has_suspects(output):
        return output
    return "\n".join(map(_resolve_line, output.split("\n")))


def _has_suspects(output: str) -> bool:
    return any(pattern.search(output) is not None for pattern in _SUSPECT)


def _resolve_line(line: str) -> str:
    if not _has_suspects(line):
        return line
    return _SUSPECT_TEXT.sub(lambda found: found[1] + _resolve_part(found[2]), f"\n{line}")[1:]


def _resolve_part(text: str) -> str:
    """A text between commands; a mark may begin before it or end after it."""
    opening, closing = text.find(_OPENING), text.find(_CLOSING)
    if closing >= 0 and not 0 <= opening < closing:
        text = _blanks(text[:closing]) + text[closing + 1 :]
    opening = text.rfind(_OPENING)
    if opening > text.rfind(_CLOSING):
        text = text[:opening] + _blanks(text[opening:])
    pieces, end = [], 0
    for frame in _FRAME.finditer(text):
        pieces += [_keep_columns(_STRAY.sub("", text[end : frame.start()])), _STRAY.sub("", _commands(frame))]
        end = frame.end()
    return "".join((*pieces, _keep_columns(_STRAY.sub("", text[end:]))))


def _keep_columns(text: str) -> str:
    """Text without marks, each disputed emoji in the cells that Textual counts for it."""
    if _EMOJI.search(text) is None:
        return text
    parts = (text[cluster.start : cluster.end] for cluster in clusters(text))
    return "".join(_keep_column(part) if _EMOJI.search(part) and is_disputed(part) else part for part in parts)


def _keep_column(part: str) -> str:
    """A character between commands: DECSC, ECH, the character, DECRC, CUF."""
    room = cell_len(part)
    return f"\x1b7\x1b[{room}X{part}\x1b8\x1b[{room}C" if room else part


def _commands(frame: re.Match[str]) -> str:
    where = "".join(chr(ord(char) - _SHIFT) for char in frame[1])
    left, _, room = where.partition(";")
    if not left.isdigit() or not room.isdigit():
        return frame[2]
    return f"\x1b[{int(left) + 1}G\x1b[{room}X{frame[2]}\x1b[{int(left) + int(room) + 1}G"


def _blanks(text: str) -> str:
    return " " * cell_len(_STRAY.sub("", text))
