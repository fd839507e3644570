"""Writes pixels as sixels: each row of cells is a picture of its own, because the screen is drawn line by line.

A sixel is a character for a column of six pixels, of which those are set that have the colour named before. By DEC STD
070, chapter 9, `"` says that pixels are square and how many there are, `#` names or defines a colour, `!` repeats, `$`
goes back to the left edge, `-` goes six pixels down.
"""

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_COLOURS = 256
"""Colours of a picture: all terminals have registers for so many."""

_BAND = 6
_SAME = re.compile(rb"(.)\1{3,}", re.DOTALL)
_SIGNS = bytes(63 + bits % 64 for bits in range(256))
_NONE = _SIGNS[:1]


def sixels(image: "Image", height: int) -> tuple[bytes, ...]:
    """The rows of `height` pixels of an RGB picture, each packed with zlib; its own height is a multiple of that."""
    from PIL.Image import Dither, Quantize

    drawn = image.quantize(_COLOURS, Quantize.MEDIANCUT, dither=Dither.NONE)
    palette, pixels, width = drawn.getpalette() or [], drawn.tobytes(), drawn.width
    lines = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    return tuple(_row(lines[top : top + height], palette) for top in range(0, len(lines), height))


def _row(lines: list[bytes], palette: list[int]) -> bytes:
    colours = sorted(set(b"".join(lines)))
    size = b'"1;1;%d;%d' % (len(lines[0]), len(lines))
    defined = b"".join(b"#%d;2;%d;%d;%d" % (n, *_percent(palette[3 * n : 3 * n + 3])) for n in colours)
    bands = b"-".join(_band(lines[top : top + _BAND]) for top in range(0, len(lines), _BAND))
    return zlib.compress(size + defined + bands, 1)


def _percent(colour: list[int]) -> list[int]:
    return [round(part * 100 / 255) for part in colour]


def _band(lines: list[bytes]) -> bytes:
    """At most six lines of pixels: for each of their colours the sixels that show it, one layer over the other."""
    width = len(lines[0])
    layers = []
    for colour in sorted(set(b"".join(lines))):
        bits = 0
        for line, tables in zip(lines, _tables(), strict=False):
            bits |= int.from_bytes(line.translate(tables[colour]))
        signs = bits.to_bytes(width).translate(_SIGNS).rstrip(_NONE)
        layers.append(b"#%d%b" % (colour, _SAME.sub(_repeat, signs)))
    return b"$".join(layers)


def _repeat(same: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (len(same[0]), same[1])


@cache
def _tables() -> list[list[bytes]]:
    """For each line of a band and each colour what turns its pixels into their bit, and all others into none."""
    return [
        [bytes(1 << line if other == colour else 0 for other in range(_COLOURS)) for colour in range(_COLOURS)]
        for line in range(_BAND)
    ]
