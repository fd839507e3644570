"""A line of the screen with a row of a picture in it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.terminal.textual_private import SEGMENTS, drop_segments, set_segments


class PicturePlaceholder(Strip):
    """Keeps the place of a row of a picture until Textual has drawn the border, for which it takes strips apart."""

    __slots__ = ("left", "row", "sign")

    def __init__(self, segments: Iterable[Segment], cell_length: int, left: int, row: Dots, sign: str) -> None:
        super().__init__(segments, cell_length)
        self.left, self.row, self.sign = left, row, sign


class PictureStrip(Strip):
    """Writes a row of a picture in one go as long as all of it is seen, else what is seen of it as half blocks.

    The half blocks are segments like those of any strip, so Textual can cut and style them. They are made only when
    something asks for them, which is rare.
    """

    __slots__ = ("_after", "_before", "_row", "_sign")

    def __init__(self, before: Strip, row: Dots, sign: str, after: Strip) -> None:
        super().__init__((), before.cell_length + row.columns + after.cell_length)
        drop_segments(self)
        self._before, self._row, self._sign, self._after = before, row, sign, after

    def __getattr__(self, name: str) -> Any:
        if name != SEGMENTS:
            raise AttributeError(name)
        row = self._row
        pieces = row.pieces(0, row.columns)
        dots = (Segment(self._sign * count, _style(upper, lower)) for count, upper, lower in pieces)
        return set_segments(self, [*self._before, *dots, *self._after])

    def render(self, console: Console) -> str:
        """The line as the terminal understands it."""
        if console.color_system not in {"truecolor", "256"}:
            return super().render(console)
        row = _write_row(self._row, self._sign, full=console.color_system == "truecolor")
        return self._before.render(console) + row + self._after.render(console)

    def crop(self, start: int, end: int | None = None) -> Strip:
        """A part of the line.

        Textual writes only the first cells of a line when the others are on the screen already. The picture is then
        written whole: what was half blocks, while something lay over it, becomes a picture again.
        """
        start, end = max(0, start), self.cell_length if end is None else min(end, self.cell_length)
        if start == 0 and self._before.cell_length < end < self.cell_length - self._after.cell_length:
            return _Beginning(self, Strip.crop(self, 0, end))
        return self._piece(start, end)

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The line in pieces; the piece with the whole row of the picture is still a `PictureStrip`."""
        edges = [cut for cut in cuts if cut <= self.cell_length]
        return [self._piece(start, end) for start, end in pairwise([0, *edges])]

    def _piece(self, start: int, end: int) -> Strip:
        left, right = self._before.cell_length, self.cell_length - self._after.cell_length
        if start == 0 and end == self.cell_length:
            return self
        if start <= left and right <= end:
            return PictureStrip(self._before.crop(start), self._row, self._sign, self._after.crop(0, end - right))
        if end <= left:
            return self._before.crop(start, end)
        if start >= right:
            return self._after.crop(start - right, end - right)
        return Strip.crop(self, start, end)


class _Beginning(Strip):
    """The first cells of a line in which a picture begins; writing them writes the whole line."""

    __slots__ = ("_whole",)

    def __init__(self, whole: PictureStrip, cut: Strip) -> None:
        super().__init__(cut, cut.cell_length)
        self._whole = whole

    def render(self, console: Console) -> str:
        return self._whole.render(console)


@lru_cache(maxsize=256)
def _write_row(row: Dots, sign: str, *, full: bool) -> str:
    """The commands for a row: half blocks, and over them the pixels, which a terminal without sixels ignores."""
    pixels = row.to_sixel()
    back = f"\x1b[{row.columns}D" if pixels else ""
    return row.to_text(sign, full=full) + back + pixels


@lru_cache(maxsize=4096)
def _style(upper: bytes, lower: bytes) -> Style:
    """The style of a cell with two dots."""
    return Style.from_color(_colour(upper), _colour(lower))


def _colour(dot: bytes) -> Color:
    return Color("", ColorType.TRUECOLOR, None, ColorTriplet(*dot))
