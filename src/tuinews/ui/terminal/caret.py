"""Where the terminal's own cursor stands: screen readers, braille displays and magnifiers follow it."""

from typing import Any, Protocol, runtime_checkable

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input


@runtime_checkable
class HasCaret(Protocol):
    """A widget that knows which of its cells the user is at: the current row, link or match."""

    @property
    def caret(self) -> Offset:
        """The cell, counted from the top left one of the widget's content."""


@runtime_checkable
class HasAttended(Protocol):
    """A screen on which another widget than the one with the focus may be what the user works with."""

    @property
    def attended(self) -> Widget:
        """The widget that the last key was about."""


def find_caret(screen: Screen[Any]) -> Offset | None:
    """Return the cell of the screen on which the terminal's cursor belongs; `None` when nothing there has the focus."""
    widget = screen.attended if isinstance(screen, HasAttended) else screen.focused
    if widget is None or not widget.is_attached:
        return None
    if isinstance(widget, Input):
        # Textual says one cell more where the cursor is behind the text, for what input methods show there
        return widget.cursor_screen_offset - Offset(int(widget.cursor_at_end), 0)
    region = widget.content_region
    if not region.area:
        return None
    caret = widget.caret if isinstance(widget, HasCaret) else Offset(0, 0)
    return region.offset + Offset(min(max(caret.x, 0), region.width - 1), min(max(caret.y, 0), region.height - 1))
