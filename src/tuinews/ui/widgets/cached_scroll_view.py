"""A scrolled pane whose lines, once drawn, are drawn no more: scrolling them by one costs a few, not all."""

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

_EIGHTHS = 8
"""Steps to a cell in which Textual draws a scroll bar."""

Frame = tuple[tuple[Segment, ...], tuple[Segment, ...]]
"""What stands left and right of every line."""


class CachedScrollView(ScrollView, inherit_bindings=False):
    """Draws what `render_line` gives; a strip that was given before is known with its frame and as it is sent.

    Textual makes every line of the screen anew when a pane scrolls: frame, filters, cuts and codes.
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        self._framed: LRUCache[int, tuple[Strip, Frame, Strip]] = LRUCache(512)
        super().__init__(id=id)

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._framed.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the widget: those of its content are put together here, the others by Textual."""
        width, top, height = self.outer_size.width, self.gutter.top, self.size.height
        if crop.width != width or height < 1:
            return super().render_lines(crop)
        sample = super().render_lines(Region(0, top, width, 1))[0]
        left = self.gutter.left
        frame = tuple(sample.crop(0, left)), tuple(sample.crop(left + self.scrollable_size.width, width))
        strips: list[Strip] = []
        for y in crop.line_range:
            inside = top <= y < top + height
            strips.append(
                self._framed_strip(self.render_line(y - top), frame)
                if inside
                else super().render_lines(Region(0, y, width, 1))[0]
            )
        return strips

    def _framed_strip(self, strip: Strip, frame: Frame) -> Strip:
        """The strip in its frame."""
        held = self._framed.get(id(strip))
        # the strip is held as well: nothing else can get its id meanwhile
        if held is not None and held[0] is strip and held[1] == frame:
            return held[2]
        shown = strip.adjust_cell_length(self.scrollable_size.width)
        for line_filter in self.get_line_filters():
            shown = shown.apply_filter(line_filter, self.background_colors[1])
        whole = Strip([*frame[0], *shown, *frame[1]], self.outer_size.width)
        self._framed[id(strip)] = (strip, frame, whole)
        return whole

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the lines anew, and the scroll bar if that makes a difference to it."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)
        if self.show_vertical_scrollbar:
            bar, height, last = self.vertical_scrollbar, self.size.height, self.max_scroll_y
            if bar_step(new_value, height, last) != bar_step(bar.position, height, last):
                bar.position = new_value


def bar_step(position: float, height: int, last: float) -> int:
    """Where a scroll bar of `height` cells draws a position of at most `last`: two in one step look the same."""
    return int(position * height * _EIGHTHS / max(1, last))
