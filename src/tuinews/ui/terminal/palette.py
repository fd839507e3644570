"""The 256 colours of a terminal without full colour, and which of them a theme's colour is shown as."""

import math
from functools import lru_cache
from typing import NamedTuple

_QUIET = 0.06
"""The chroma below which a colour is a shade of grey to the eye: backgrounds, lines, the cursor's row."""

_EXCESS_QUIET, _EXCESS = 1.0, 0.4
"""What it costs to be more colourful than a quiet colour, and than any other, beside the plain distance."""


class Oklab(NamedTuple):
    """A colour as the eye sees it (Björn Ottosson's Oklab): lightness 0 to 1, green to red, blue to yellow."""

    lightness: float
    green_red: float
    blue_yellow: float

    @property
    def chroma(self) -> float:
        """How colourful it is: 0 for a grey, about 0.3 at most."""
        return math.hypot(self.green_red, self.blue_yellow)


def oklab(red: int, green: int, blue: int) -> Oklab:
    """Convert a colour of sRGB, its channels 0 to 255."""
    r, g, b = (_linear(channel / 255) for channel in (red, green, blue))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return Oklab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


_STEPS = (0, 95, 135, 175, 215, 255)

PALETTE = {
    16 + 36 * r + 6 * g + b: (_STEPS[r], _STEPS[g], _STEPS[b]) for r in range(6) for g in range(6) for b in range(6)
}
PALETTE |= {232 + step: (8 + 10 * step,) * 3 for step in range(24)}
"""By their numbers, the red, green and blue of xterm's cube and greys; the first 16 are the user's own choice."""

_SEEN = {number: oklab(*channels) for number, channels in PALETTE.items()}


@lru_cache(maxsize=2048)
def find_nearest(red: int, green: int, blue: int) -> int:
    """Return the number of the nearest colour that is hardly more colourful than this one.

    The steps of the cube are so wide that the nearest by channels of a dark grey with a touch of blue is navy.
    """
    wanted = oklab(red, green, blue)
    excess = _EXCESS_QUIET if wanted.chroma < _QUIET else _EXCESS

    def cost(number: int) -> float:
        seen = _SEEN[number]
        distance = sum((a - b) ** 2 for a, b in zip(seen, wanted, strict=True))
        return distance + excess * max(0.0, seen.chroma - wanted.chroma) ** 2

    return min(_SEEN, key=cost)
