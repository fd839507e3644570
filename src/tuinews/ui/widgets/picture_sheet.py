"""A sheet with pictures on it: says which are about to be seen, and hangs them when they come."""

from collections.abc import Callable
from itertools import count
from secrets import randbelow

from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from tuinews.model.picture import Box, Cell, Missing, Picture
from tuinews.ui.paint.article.pictures import room_for
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.pictures.kitty import dropped, sent
from tuinews.ui.terminal.textual_private import driver_of
from tuinews.ui.widgets.paged_text import PagedText
from tuinews.ui.widgets.picture_strip import PicturePlaceholder, PictureStrip


class PictureSheet(PagedText, inherit_bindings=False):
    """Asks for pictures only when they are a screen away or nearer; never decodes any."""

    class Wanted(Message):
        """These pictures are about to be seen, the nearest first, and others are not any more."""

        def __init__(self, urls: tuple[str, ...], box: Box) -> None:
            super().__init__()
            self.urls, self.box = urls, box

        def can_replace(self, message: Message) -> bool:
            """Whether an older message is stale now."""
            return isinstance(message, PictureSheet.Wanted)

    def __init__(self, prefix: str, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(prefix, id)
        self.pictured = False
        """Whether pictures are shown."""
        self.cell: Callable[[], Cell] = Cell
        """Tells how many pixels the terminal's cells have now."""
        self.gallery: Gallery | None = None
        self._wanted: tuple[str, ...] = ()
        self._changed: set[int] = set()
        self.rest_seconds = 0.12
        """Lines that follow each other faster are those of a key held down."""
        self.rushing = False
        """Whether lines are scrolled faster than pixels are worth it."""
        self._rest: Timer | None = None
        # other programs in the same terminal count, too: hardly any of them begins here
        self._numbers = count(0x100000 + randbelow(0x700000))

    @property
    def awaits(self) -> bool:
        """Whether pictures that are near have not come yet."""
        return bool(self._wanted)

    @property
    def held(self) -> bool:
        """Whether lines must stay where they are for now."""
        return False

    def new_gallery(self) -> None:
        """Begin with no picture."""
        self.take_down()
        self.gallery = Gallery(self._room) if self.pictured else None
        self._wanted = ()
        self._changed.clear()

    def take_down(self) -> None:
        """Have the terminal drop the pictures that it holds: nobody sees them any more."""
        if self.gallery is not None:
            self._tell_terminal("".join(map(dropped, self.gallery.numbers.values())))
            self.gallery.numbers.clear()

    def hang(self, url: str, seen: Picture | Missing) -> None:
        """A picture has come, or cannot."""
        gallery = self.gallery
        if gallery is None or self.paper is None:
            return
        gallery.hung[url] = seen
        # made for other room meanwhile, it is wanted once more
        self._wanted = tuple(other for other in self._wanted if other != url)
        before = gallery.numbers.pop(url, None)
        if before is not None:
            self._tell_terminal(dropped(before))
        if isinstance(seen, Picture) and seen.png:
            gallery.numbers[url] = number = next(self._numbers)
            self._tell_terminal(sent(number, seen.png, seen.columns, seen.rows))
        self._changed.update(part for part, urls in self.paper.page.pictures.items() if url in urls)
        if not self.held:
            self.renew()

    def renew(self) -> None:
        """Paint what has changed."""
        changed, self._changed = self._changed, set()
        if changed:
            self.repaint(sorted(changed))

    def _tell_terminal(self, commands: str) -> None:
        driver = driver_of(self.app)
        if driver is not None and commands:
            driver.write(commands)

    @property
    def _room(self) -> Box:
        return room_for(self.column[1], self.size.height, self.cell())

    def on_resize(self) -> None:
        """A pane that is only higher or lower has other room for pictures, too."""
        if self.paper is not None and self.gallery is not None and self.gallery.box != self._room:
            self.lay_out()

    def lay_out(self) -> None:
        """As the sheet does, with other room for pictures."""
        if self.gallery is not None:
            self.gallery.box = self._room
        super().lay_out()

    def laid_out(self) -> None:
        """Other pictures may be near now."""
        self._want()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other pictures are near now."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._want()
            self._rush()

    def _rush(self) -> None:
        """Leave the pixels out while a key is held down: each line scrolled sends all of them, and no eye follows."""
        self.rushing = self._rest is not None
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(self.rest_seconds, self._rested)

    def _rested(self) -> None:
        self._rest = None
        if self.rushing:
            self.rushing = False
            self.refresh()

    def _want(self) -> None:
        """Tell which pictures are missing on the screen, on the next one and on the one before."""
        gallery, paper = self.gallery, self.paper
        if gallery is None or paper is None or not paper.page.pictures:
            return
        top, height = self.scroll_offset.y, self.size.height
        here, last = paper.part_at(top)[0], paper.part_at(top + 2 * height)[0]
        first = paper.part_at(max(0, top - height))[0]
        parts = (*range(here, last + 1), *range(first, here))
        near = dict.fromkeys(url for part in parts for url in paper.page.pictures.get(part, ()))
        wanted = tuple(url for url in near if gallery.lacks(url))
        if wanted != self._wanted:
            self._wanted = wanted
            self.post_message(self.Wanted(wanted, gallery.box))

    # Called by Textual

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the pane with its border around them, and the rows of pictures in their places."""
        strips = super().render_lines(crop)
        # no row may be written whole where the pane is cut off at a side, nor on the terminal's last two lines: the end
        # of a sixel may count as another line, and below the last one the terminal would scroll
        bottom = self.app.size.height - 2 - self.region.y
        cut = crop.x > 0 or crop.right < self.region.width
        pairs = zip(crop.line_range, strips, strict=True)
        return [self._hung(y, strip, crop.x, whole=y < bottom and not cut) for y, strip in pairs]

    def _hung(self, y: int, strip: Strip, start: int, *, whole: bool) -> Strip:
        """A line of the pane from the column `start` on, with the row of a picture if one stands there."""
        y -= self.gutter.top
        line = self.render_line(y) if 0 <= y < self.size.height else strip
        if not isinstance(line, PicturePlaceholder):
            return strip
        left = self.gutter.left + line.left - start
        right = left + line.row.columns
        if left < 0 or right > strip.cell_length:
            return strip
        row = line.row._replace(sixels=b"") if self.rushing else line.row
        hung: Strip = PictureStrip(strip.crop(0, left), row, line.sign, strip.crop(right))
        others = [each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)]
        for other in others:
            hung = hung.apply_filter(other, self.background_colors[1])
        return hung if whole else Strip(hung, hung.cell_length)
