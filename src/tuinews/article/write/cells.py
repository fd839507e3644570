# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Breaks text into lines of terminal cells: words are kept whole, wide scripts break anywhere."""

import re
from unicodedata import category, east_asian_width

_TOKEN = re.compile(r" +|[^ ]+")
_NO_BREAK_BEFORE = frozenset("、。，．・：；？！」』）】》〉”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}")


def width_of(text: str) -> int:
    """How many cells the text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; its own line feeds stay; a word too long for a line is cut."""
    return [line for part in text.split("\n") for line in _wrap_line(part, max(1, width))]


def _wrap_line(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for token in _pieces(text, width):
        size = width_of(token)
        if used + size > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not token.isspace():
            line += token
            used += size
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> list[str]:
    """The text in pieces between which a line may end."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        if token.isascii() and len(token) <= width:
            pieces.append(token)
        else:
            pieces.extend(_break_word(token, width))
    return pieces


def _break_word(word: str, width: int) -> list[str]:
    """A word with breaks around wide characters and wherever it outgrows a line."""
    pieces = [""]
    used = 0
    wide_before = False
    for character in word:
        cells = _cells(character)
        wide = cells == 2
        may_break = (wide or wide_before) and character not in _NO_BREAK_BEFORE
        if pieces[-1] and cells and (may_break or used + cells > width):
            pieces.append("")
            used = 0
        pieces[-1] += character
        used += cells
        wide_before = wide or (wide_before and not cells)
    return pieces
