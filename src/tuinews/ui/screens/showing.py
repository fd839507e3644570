"""Pictures of articles: fetched when they are about to be seen, if they are to be seen at all."""

from typing import TYPE_CHECKING

from tuinews.model.entry import Article, Entry
from tuinews.model.picture import Box
from tuinews.ui.screens.sharing import Sharing

if TYPE_CHECKING:
    from tuinews.ui.widgets.picture_sheet import PictureSheet

NOT_INSTALLED = "Pictures need Pillow, which is not there: `pipx inject tuinews pillow`, or install 'tuinews[images]'."

_AT_ONCE = 2
"""Pictures that are fetched at the same time."""


class Showing(Sharing):
    """The actions on pictures."""

    _wanted: tuple[str, ...] = ()
    _box = Box(0, 0)
    _under_way: frozenset[str] = frozenset()

    def show_article(self, article: Article, position: int = 0, *, aside: str = "") -> None:
        """Have an article in its pane; the pictures of the one before are wanted no more."""
        self._wanted = ()
        if self.env.image_support.asked and (self.article is None or self.article.entry.id != article.entry.id):
            self.reader.pictured = False
        super().show_article(article, position, aside=aside)

    def action_pictures(self) -> None:
        """Show pictures, or none."""
        if not self.library.pictures.able:
            self.tell(NOT_INSTALLED, "warning")
            return
        self._wanted = ()
        shown = not self.reader.pictured
        self.reader.show_pictures(shown=shown)
        self.tell(self._shown(shown=shown))

    def _shown(self, *, shown: bool) -> str:
        """What is told of pictures; one would look for those of an article that has none."""
        from tuinews.ui.paint.article.pictures import has_pictures

        if self.article is None or has_pictures(self.article):
            return "Pictures are shown." if shown else "No pictures are shown."
        if self.env.image_support.asked:
            return "This article has no pictures."
        return f"This article has no pictures; others are shown {'with' if shown else 'without'} theirs."

    def take_down_pictures(self) -> None:
        """Leave nothing behind in the terminal."""
        if self._reader is not None:
            self._reader.take_down()

    def fit_pictures(self) -> None:
        """Have pictures made anew if the terminal's letters have another size now."""
        if self._reader is not None:
            self._reader.on_resize()

    def tell_of_pictures(self) -> None:
        """Say so if the settings want pictures and they cannot be had."""
        if self.env.image_support.shown and self.env.settings.look.images != "auto" and not self.library.pictures.able:
            self.tell(NOT_INSTALLED, "warning")

    def on_picture_sheet_wanted(self, message: "PictureSheet.Wanted") -> None:
        """Fetch what is about to be seen; what was wanted before and is not any more is left."""
        self._wanted, self._box = message.urls, message.box
        for _ in range(_AT_ONCE - len(self._under_way)):
            self._fetch_next()

    def _fetch_next(self) -> None:
        waiting = [url for url in self._wanted if url not in self._under_way]
        if waiting and self.article is not None:
            self._under_way |= {waiting[0]}
            self.job(self._fetch_picture(self.article.entry, waiting[0], self._box), "pictures")

    async def _fetch_picture(self, entry: Entry, url: str, box: Box) -> None:
        try:
            seen = await self.library.pictures.get(url, entry, box, self.env.image_support.way)
        finally:
            self._under_way -= {url}
        if self.article is not None and self.article.entry.id == entry.id:
            # should it be missing anew, because there is other room for it now, the sheet tells
            self._wanted = tuple(other for other in self._wanted if other != url)
            self.reader.hang(url, seen)
        self._fetch_next()
