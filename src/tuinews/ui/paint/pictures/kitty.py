"""Pictures that the terminal draws itself: kitty's graphics protocol with Unicode placeholders.

A picture is sent once, under a number. It then shows wherever cells hold the placeholder, in a colour that is the
number, with combining marks that say which part of the picture each cell shows. To Textual such cells are text.
https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
"""

import unicodedata
from base64 import b64encode
from functools import cache

_PLACEHOLDER = "\U0010eeee"
_CHUNK = 4096
"""Characters of a picture in one command (the protocol's limit)."""

_COMPOSING = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311\u0313\u0314\u0342\u0653\u0654"
)
"""Marks that Unicode normalization would join with the character before them."""

MOST_CELLS = 128
"""The most columns or rows of a picture: the first 128 marks are the same in every version of Unicode."""


@cache
def _marks() -> str:
    """The marks that stand for 0, 1, 2, …, as the protocol defines them: a property of characters and their order."""
    found = (
        char
        for char in map(chr, range(0x300, 0x840))
        if unicodedata.combining(char) == 230
        and unicodedata.category(char) == "Mn"
        and not unicodedata.decomposition(char)
        and char not in _COMPOSING
    )
    return "".join(found)


def placeholders(columns: int, rows: int) -> list[str]:
    """The cells of a picture, a text for each row; every cell says which part it is, so lines can be cut anywhere."""
    marks = _marks()
    return ["".join(_PLACEHOLDER + marks[row] + marks[x] for x in range(columns)) for row in range(rows)]


def upload_command(number: int, png: bytes, columns: int, rows: int) -> str:
    """The commands that send a picture to the terminal and fit it into cells; they ask for no answer."""
    data = b64encode(png).decode("ascii")
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    last = len(chunks) - 1
    commands = [
        _command((f"a=t,f=100,i={number},q=2," if n == 0 else "") + f"m={int(n < last)}", chunk)
        for n, chunk in enumerate(chunks)
    ]
    return "".join([*commands, _command(f"a=p,U=1,i={number},c={columns},r={rows},q=2")])


def delete_command(number: int) -> str:
    """The command that makes the terminal forget a picture."""
    return _command(f"a=d,d=I,i={number},q=2")


def _command(control: str, data: str = "") -> str:
    return f"\x1b_G{control}{';' if data else ''}{data}\x1b\\"
