"""The last step of painting for terminals without signs: everything on the screen passes it."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tuinews.ui.paint.text.ascii_signs import replace_signs


class AsciiFilter(LineFilter):
    """Replaces the signs of every line that a widget has painted, with its border and scroll bar, by ASCII ones."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 — Textual's names
        """Return the segments in ASCII; their styles and widths stay."""
        return [Segment(replace_signs(text), style, control) for text, style, control in segments]
