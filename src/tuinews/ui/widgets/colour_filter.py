"""The last step of painting for those who want no colour (NO_COLOR): everything on the screen passes it."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class ColourFilter(LineFilter):
    """Takes the colours out of every line that a widget has painted; what they told is told by attributes."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 — Textual's names
        """Return the segments without colours."""
        return [Segment(text, style and _without_colour(style), control) for text, style, control in segments]


@lru_cache(maxsize=1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
