"""Pictures as the screen can show them: already decoded, small, and harmless."""

from dataclasses import dataclass
from typing import NamedTuple

from tuinews.model.text import SafeText


class Box(NamedTuple):
    """The room for a picture, in cells of the terminal; a cell counts as twice as high as wide."""

    columns: int
    rows: int


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
    """The same with more dots, for terminals that draw pictures; empty unless asked for."""


class Missing(NamedTuple):
    """A picture that cannot be shown."""

    why: SafeText
    """In a few words."""
