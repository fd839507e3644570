"""Drawing the rows of pictures among the lines of the article view."""

from collections.abc import Sequence

from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tuinews.ui.widgets.article.picture_strip import PicturePlaceholder, PictureStrip


class PictureRows:
    """Replaces placeholders in the lines of a widget by rows of pictures."""

    def __init__(self, view: Widget) -> None:
        self._view = view
        self.rest_seconds = 0.12
        """Seconds between two scrolled lines below which a key is taken to be held down."""
        self.rushing = False
        """Whether a key is held down, so that pixels are left out."""
        self._rest: Timer | None = None

    def note_scroll(self) -> None:
        """Leave the pixels out while a key is held down: every scrolled line sends all of them, and nobody looks."""
        self.rushing = self._rest is not None
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._view.set_timer(self.rest_seconds, self._end_rush)

    def _end_rush(self) -> None:
        self._rest = None
        if self.rushing:
            self.rushing = False
            self._view.refresh()

    def insert(self, strips: Sequence[Strip], crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget with the rows of pictures in them."""
        # no row may be written whole where the pane is cut off at a side, nor on the terminal's last two lines: the end
        # of a sixel may count as another line, and below the last one the terminal would scroll
        view = self._view
        bottom = view.app.size.height - 2 - view.region.y
        cut = crop.x > 0 or crop.right < view.region.width
        pairs = zip(crop.line_range, strips, strict=True)
        return [self._insert_picture(y, strip, crop.x, whole=y < bottom and not cut) for y, strip in pairs]

    def _insert_picture(self, y: int, strip: Strip, start: int, *, whole: bool) -> Strip:
        """A line of the widget from the column `start` on, with the row of a picture if one stands there."""
        view = self._view
        y -= view.gutter.top
        line = view.render_line(y) if 0 <= y < view.size.height else strip
        if not isinstance(line, PicturePlaceholder):
            return strip
        left = view.gutter.left + line.left - start
        right = left + line.row.columns
        if left < 0 or right > strip.cell_length:
            return strip
        row = line.row._replace(sixels=b"") if self.rushing else line.row
        placed: Strip = PictureStrip(strip.crop(0, left), row, line.sign, strip.crop(right))
        others = [each for each in view.get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        for other in others:
            placed = placed.apply_filter(other, view.background_colors[1])
        return placed if whole else Strip(placed, placed.cell_length)
