"""A row of a picture, written as the terminal's own commands: as half blocks (two dots a cell), or as a sixel.

A picture has some thousand dots. To give each a style, as Textual does, takes ten times as long as to write commands.
"""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

_RESET = "\x1b[0m"
_SAVE, _RESTORE = "\x1b7", "\x1b8"
"""Commands that save and restore where the cursor is (DECSC, DECRC)."""

_MOST_SIXELS = 400_000
"""Bytes of a row: one of noise, 128 cells wide, on a usual screen has half as many."""

_CUBE = bytes(0 if part < 48 else 1 if part < 115 else (part - 35) // 40 for part in range(256))
_GREYS = bytes(
    16 if part < 4 else 231 if part > 246 else 232 + min(23, max(0, (part - 3) // 10)) for part in range(256)
)
"""By the value of a channel: its step in the cube of 256 colours, and the grey of that brightness."""

_FULL, _FEW = "\x1b[38;2;%d;%d;%d;48;2;%d;%d;%dm", "\x1b[38;5;%d;48;5;%dm"

_SIXEL_SIGNS = bytes(range(0x3F, 0x7F)) + b'"#!$-;0123456789'


class Dots(NamedTuple):
    """A row of a picture: of each cell the upper and the lower dot, three bytes each."""

    upper: bytes
    lower: bytes
    sixels: bytes = b""
    """Its pixels as `parse.sixel` packs them; empty where the terminal draws none."""

    @property
    def columns(self) -> int:
        """The cells of the row."""
        return len(self.upper) // 3

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, bytes, bytes]]:
        """The cells from `start` to `end` as pieces of one colour: how many, their upper dot, their lower one."""
        cells = [(self.upper[3 * x : 3 * x + 3], self.lower[3 * x : 3 * x + 3]) for x in range(start, end)]
        count = 0
        for n, cell in enumerate(cells, 1):
            count += 1
            if n == len(cells) or cells[n] != cell:
                yield count, *cell
                count = 0

    def to_text(self, sign: str, *, full: bool) -> str:
        """The dots as the terminal understands them, in `full` colour or in its 256."""
        command = _FULL if full else _FEW
        channels = _channels if full else _nearest
        cells = zip(*channels(self.upper), *channels(self.lower), strict=True)
        out: list[str] = []
        last: tuple[int, ...] = ()
        for cell in cells:
            out.append(sign if cell == last else command % cell + sign)
            last = cell
        return "".join((*out, _RESET))

    def to_sixel(self) -> str:
        """The command that draws the row's pixels at the cursor and leaves the cursor after them.

        Pixels that no sixel sets stay as they are (P2 = 1): the last six lines of them may reach into the row below.
        """
        signs = _unpack(self.sixels)
        return f"{_SAVE}\x1bP0;1;0q{signs}\x1b\\{_RESTORE}\x1b[{self.columns}C" if signs else ""


def _unpack(sixels: bytes) -> str:
    """The sixels, or nothing if there is any other character: a broken picture file must not send other commands."""
    unpacker = zlib.decompressobj()
    try:
        signs = unpacker.decompress(sixels, _MOST_SIXELS)
    except zlib.error:
        return ""
    harmless = unpacker.eof and not signs.translate(None, _SIXEL_SIGNS)
    return signs.decode("ascii") if harmless else ""


def _channels(dots: bytes) -> tuple[bytes, ...]:
    return dots[::3], dots[1::3], dots[2::3]


def _nearest(dots: bytes) -> tuple[bytes]:
    """The nearest of the 256 colours for each dot: one of a cube 6 by 6 by 6, or a grey."""
    cells = zip(*_channels(dots.translate(_CUBE)), dots[1::3].translate(_GREYS), strict=True)
    return (bytes(grey if r == g == b else 16 + 36 * r + 6 * g + b for r, g, b, grey in cells),)
