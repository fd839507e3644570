"""A terminal that draws sixels, as far as tests need one: cells with signs, and over them pixels."""

import re
from typing import NamedTuple

from rich.cells import cell_len

from tuinews.model.picture import CellSize

Colour = tuple[int, int, int]

_PIECES = re.compile(
    r"(?P<csi>\x1b\[[0-9;?]*[@-~])|\x1bP(?P<sixel>[^\x1b]*)\x1b\\|\x1b(?P<keep>[78])|(?P<osc>\x1b\][^\x1b]*\x1b\\)|(?P<sign>.)",
    re.DOTALL,
)
_COMMANDS = re.compile(r'"[\d;]*|#[\d;]+|!\d+[?-~]|[?-~]|[$-]')


class Drawn(NamedTuple):
    """A sixel decoded: its declared size, and the pixels that it sets."""

    width: int
    height: int
    pixels: dict[tuple[int, int], Colour]


def decoded(signs: str) -> Drawn:
    """The picture of a sixel, from after its `q`; everything has to be a command that is known."""
    assert "".join(_COMMANDS.findall(signs)) == signs
    palette: dict[int, Colour] = {}
    pixels: dict[tuple[int, int], Colour] = {}
    size = (0, 0)
    x = y = colour = 0
    for command in _COMMANDS.findall(signs):
        kind, numbers = command[0], [int(part) for part in re.findall(r"\d+", command)]
        if kind == '"':
            assert numbers[:2] == [1, 1]
            size = (numbers[2], numbers[3])
        elif kind == "#":
            colour = numbers[0]
            if len(numbers) == 5:
                palette[colour] = (numbers[2], numbers[3], numbers[4])
        elif kind in "$-":
            x, y = 0, y + 6 * (kind == "-")
        else:
            bits = ord(command[-1]) - 63
            count = numbers[0] if kind == "!" else 1
            red, green, blue = palette[colour]
            hue = (round(red * 2.55), round(green * 2.55), round(blue * 2.55))
            places = ((x + n, y + line) for n in range(count) for line in range(6) if bits >> line & 1)
            pixels.update(dict.fromkeys(places, hue))
            x += count
    return Drawn(*size, pixels)


class PixelTerminal:
    """Understands what Textual and pictures write, and nothing else."""

    def __init__(self, columns: int, lines: int, cell: CellSize) -> None:
        self.cell = cell
        self.signs = [[" "] * columns for _ in range(lines)]
        self.pixels: dict[tuple[int, int], Colour] = {}
        self._at = self._kept = (0, 0)

    def feed(self, output: str) -> None:
        for piece in _PIECES.finditer(output):
            kind, text = piece.lastgroup, piece[piece.lastgroup or 0]
            if kind == "csi":
                self._move(text)
            elif kind == "sixel":
                self._draw(text)
            elif kind == "keep":
                self._kept, self._at = (self._at, self._at) if text == "7" else (self._kept, self._kept)
            elif kind == "sign":
                self._at = (0, self._at[1] + 1) if text == "\n" else self._write(text)

    def row(self, y: int) -> dict[tuple[int, int], Colour]:
        """The pixels on a line of the screen, from its upper edge on."""
        top = y * self.cell.height
        return {(px, py - top): hue for (px, py), hue in self.pixels.items() if top <= py < top + self.cell.height}

    def text(self, y: int) -> str:
        return "".join(self.signs[y])

    def _move(self, command: str) -> None:
        x, y = self._at
        numbers = [int(part or 1) for part in command[2:-1].strip("?").split(";")]
        if command[-1] in "CD":
            self._at = (x + (numbers[0] if command[-1] == "C" else -numbers[0]), y)
        elif command[-1] == "H":
            self._at = (numbers[-1] - 1, numbers[0] - 1)
        else:
            assert command[-1] == "m", command

    def _write(self, sign: str) -> tuple[int, int]:
        x, y = self._at
        assert sign.isprintable()
        for column in range(x, x + cell_len(sign)):
            self.signs[y][column] = sign
            for px in range(column * self.cell.width, (column + 1) * self.cell.width):
                for py in range(y * self.cell.height, (y + 1) * self.cell.height):
                    self.pixels.pop((px, py), None)
        return x + cell_len(sign), y

    def _draw(self, sixel: str) -> None:
        parameters, _, signs = sixel.partition("q")
        assert parameters == "0;1;0"
        left, top = self._at[0] * self.cell.width, self._at[1] * self.cell.height
        self.pixels.update({(left + x, top + y): hue for (x, y), hue in decoded(signs).pixels.items()})
        # where the cursor is now, terminals do not agree
        self._at = (0, len(self.signs) - 1)
