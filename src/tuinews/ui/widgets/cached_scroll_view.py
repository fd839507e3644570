"""A scroll view that keeps the lines it has drawn, so that scrolling by one line draws only a few."""

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

_EIGHTHS = 8
"""Steps to a cell in which Textual draws a scroll bar."""

FrameSegments = tuple[tuple[Segment, ...], tuple[Segment, ...]]
"""The segments left and right of every line: border and scroll bar."""


class CachedScrollView(ScrollView, inherit_bindings=False):
    """Draws what `render_line` gives; a strip that it has drawn before is kept with its frame and filters applied.

    Textual itself makes every line again when a pane scrolls: frame, filters, cuts and terminal codes.
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        self._framed: LRUCache[int, tuple[Strip, FrameSegments, Strip]] = LRUCache(512)
        super().__init__(id=id)

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._framed.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the widget: those of its content come from the cache, the others from Textual."""
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
                self._frame_strip(self.render_line(y - top), frame)
                if inside
                else super().render_lines(Region(0, y, width, 1))[0]
            )
        return strips

    def _frame_strip(self, strip: Strip, frame: FrameSegments) -> Strip:
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
        """Draw the lines again, and the scroll bar if it looks different."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)
        if self.show_vertical_scrollbar:
            bar, height, last = self.vertical_scrollbar, self.size.height, self.max_scroll_y
            if bar_step(new_value, height, last) != bar_step(bar.position, height, last):
                bar.position = new_value


def bar_step(position: float, height: int, last: float) -> int:
    """Where a scroll bar of `height` cells draws a position of at most `last`: two in one step look the same."""
    return int(position * height * _EIGHTHS / max(1, last))
