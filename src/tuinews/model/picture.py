"""Pictures as the screen can show them: already decoded, small, and harmless."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tuinews.model.text import SafeText

Way = Literal["blocks", "kitty", "sixel"]
"""How a terminal shows pictures: two dots to a cell, or by one of the graphics protocols."""


class CellSize(NamedTuple):
    """The pixels of a cell of the terminal; 0 by 0 where the terminal does not tell."""

    width: int = 0
    height: int = 0

    @property
    def ratio(self) -> float:
        """How many times higher than wide it is; 2 where that is not known."""
        return self.height / self.width if self.width and self.height else 2.0


class Box(NamedTuple):
    """The room for a picture, in cells of the terminal."""

    columns: int
    rows: int
    cell: CellSize = CellSize()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture scaled to fit a box."""

    box: Box
    """The room it was made for."""
    columns: int
    rows: int
    """The cells it takes of that room."""
    rgb: bytes
    """Its dots, three bytes each, line by line: `columns` in a line, two lines to a row."""
    png: bytes = b""
    """The same with more dots, for terminals that speak kitty's protocol; empty unless asked for."""
    sixels: tuple[bytes, ...] = ()
    """Its rows pixel by pixel, packed, for terminals that speak sixel; empty unless asked for."""


class Missing(NamedTuple):
    """A picture that cannot be shown."""

    why: SafeText
    """In a few words."""
