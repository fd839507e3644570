"""The pictures of the article that is shown: which are missing, which have arrived, and which the terminal holds."""

from collections.abc import Callable, Mapping
from itertools import count
from secrets import randbelow
from typing import Protocol

from tuinews.model.picture import Box, CellSize, Missing, Picture
from tuinews.ui.paint.article.lead import beside_room
from tuinews.ui.paint.article.pictures import picture_room, whole_room
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.pictures.kitty import delete_command, upload_command
from tuinews.ui.widgets.article.text_pane import TextPane


class PicturePane(TextPane, Protocol):
    """A pane whose parts can be painted anew."""

    @property
    def column(self) -> tuple[int, int]:
        """The column of text: its first cell and its width."""

    def repaint(self, parts: list[int]) -> None:
        """Paint parts of the page anew, and stay at the same words."""


class ArticlePictures:
    """Asks for pictures when they are at most a screen away. It decodes none."""

    def __init__(
        self,
        pane: PicturePane,
        wanted: Callable[[Mapping[str, Box]], object],
        write: Callable[[str], None],
        held: Callable[[], bool],
    ) -> None:
        """Begin with no picture.

        Args:
            pane: the pane that shows the text.
            wanted: called with the addresses of pictures that are about to be seen, the nearest first, and their rooms.
            write: writes commands to the terminal.
            held: tells whether lines must stay where they are for now.
        """
        self._pane, self._tell_wanted, self._write, self._held = pane, wanted, write, held
        self.shown = False
        """Whether pictures are shown."""
        self.fills = False
        """Whether a single picture is shown, in any case and as large as fits."""
        self.cell: Callable[[], CellSize] = CellSize
        """Tells how many pixels the terminal's cells have now."""
        self.gallery: Gallery | None = None
        """The pictures that have arrived; `None` where no pictures are shown."""
        self._wanted: dict[str, Box] = {}
        self._changed: set[int] = set()
        # other programs in the same terminal count, too: hardly any of them begins here
        self._numbers = count(0x100000 + randbelow(0x700000))

    @property
    def missing(self) -> bool:
        """Whether pictures that were asked for have not arrived yet."""
        return bool(self._wanted)

    def clear(self) -> None:
        """Forget all pictures, for another article."""
        self.drop()
        self.gallery = Gallery(self._room) if self.shown or self.fills else None
        self._wanted = {}
        self.fit()
        self._changed.clear()

    def drop(self) -> None:
        """Have the terminal forget the pictures that it holds, because nobody sees them any more."""
        if self.gallery is not None:
            self._send("".join(map(delete_command, self.gallery.numbers.values())))
            self.gallery.numbers.clear()

    def show(self, url: str, seen: Picture | Missing) -> None:
        """Show a picture that has arrived, or say why it cannot be had."""
        gallery, layout = self.gallery, self._pane.text_layout
        if gallery is None or layout is None:
            return
        gallery.arrived[url] = seen
        # made for other room meanwhile, it is wanted once more
        self._wanted.pop(url, None)
        before = gallery.numbers.pop(url, None)
        if before is not None:
            self._send(delete_command(before))
        if isinstance(seen, Picture) and seen.png:
            gallery.numbers[url] = number = next(self._numbers)
            self._send(upload_command(number, seen.png, seen.columns, seen.rows))
        self._changed.update(part for part, urls in layout.page.pictures.items() if url in urls)
        if not self._held():
            self.repaint()

    def repaint(self) -> None:
        """Paint again the parts whose pictures have changed."""
        changed, self._changed = self._changed, set()
        if changed:
            self._pane.repaint(sorted(changed))

    def fits(self) -> bool:
        """Whether the room for pictures is still what those of the gallery were made for."""
        return self.gallery is None or self.gallery.box == self._room

    def fit(self) -> None:
        """Give pictures the room that there is now."""
        if self.gallery is not None:
            self.gallery.box = self._room
            self.gallery.beside = None if self.fills else beside_room(*self._space)

    def want(self) -> None:
        """Tell which pictures are missing on the screen, on the next one and on the one before."""
        gallery, layout = self.gallery, self._pane.text_layout
        if gallery is None or layout is None or not layout.page.pictures:
            return
        top, height = self._pane.seen.start, len(self._pane.seen)
        here, last = layout.part_at(top)[0], layout.part_at(top + 2 * height)[0]
        first = layout.part_at(max(0, top - height))[0]
        parts = (*range(here, last + 1), *range(first, here))
        near = dict.fromkeys(url for part in parts for url in layout.page.pictures.get(part, ()))
        wanted = {url: gallery.room_of(url) for url in near if gallery.is_missing(url)}
        if (wanted, [*wanted]) != (self._wanted, [*self._wanted]):
            self._wanted = wanted
            self._tell_wanted(dict(wanted))

    def _send(self, commands: str) -> None:
        if commands:
            self._write(commands)

    @property
    def _room(self) -> Box:
        return whole_room(*self._space) if self.fills else picture_room(*self._space)

    @property
    def _space(self) -> tuple[int, int, CellSize]:
        """The width of the column of text, the height of the pane, and the size of a cell."""
        return self._pane.column[1], len(self._pane.seen), self.cell()
