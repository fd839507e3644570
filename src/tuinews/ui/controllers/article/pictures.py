"""Pictures of articles: fetched when they are about to be seen, if they are to be seen at all."""

from collections.abc import Mapping

from tuinews.model.entry import Entry
from tuinews.model.ids import EntryId
from tuinews.model.language import tr, tr_later
from tuinews.model.picture import Box
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session

NOT_INSTALLED = tr_later(
    "Pictures need Pillow, which is not there: `pipx inject tuinews pillow`, or install 'tuinews[images]'."
)

_AT_ONCE = 2
"""Pictures that are fetched at the same time."""


class PicturesController:
    """Shows pictures or none, and fetches those that the article pane asks for."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, panes: Panes) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._wanted: dict[str, Box] = {}
        self._wanted_for: EntryId | None = None
        self._under_way: frozenset[str] = frozenset()

    def toggle(self) -> None:
        """Show pictures, or none."""
        if not self._env.library.pictures.able:
            self._interaction.tell(tr(NOT_INSTALLED), "warning")
            return
        self._wanted = {}
        view = self._panes.article
        shown = not view.pictures.shown
        view.show_pictures(shown=shown)
        self._interaction.tell(self._describe_pictures(shown=shown))

    def _describe_pictures(self, *, shown: bool) -> str:
        """What is told of pictures; one would look for those of an article that has none."""
        from tuinews.ui.paint.article.pictures import has_pictures

        if self._session.article is None or has_pictures(self._session.article):
            return tr("Pictures are shown.") if shown else tr("No pictures are shown.")
        if self._env.image_support.asked:
            return tr("This article has no pictures.")
        if shown:
            return tr("This article has no pictures; others are shown with theirs.")
        return tr("This article has no pictures; others are shown without theirs.")

    def tell_if_missing(self) -> None:
        """Say so if the settings want pictures and they cannot be had."""
        wanted = self._env.image_support.shown and self._env.settings.look.images != "auto"
        if wanted and not self._env.library.pictures.able:
            self._interaction.tell(tr(NOT_INSTALLED), "warning")

    def take_down(self) -> None:
        """Leave nothing behind in the terminal."""
        if self._panes.article_if_made is not None:
            self._panes.article_if_made.pictures.drop()

    def fit(self) -> None:
        """Have pictures made anew if the terminal's letters have another size now."""
        if self._panes.article_if_made is not None:
            self._panes.article_if_made.on_resize()

    def want(self, rooms: Mapping[str, Box]) -> None:
        """Fetch what is about to be seen, for its room; what was wanted before and is not any more is left.

        A preview has none.
        """
        article = self._session.article
        self._wanted = {} if self._session.previewing else dict(rooms)
        self._wanted_for = None if article is None else article.entry.id
        for _ in range(_AT_ONCE - len(self._under_way)):
            self._fetch_next()

    def _fetch_next(self) -> None:
        article = self._session.article
        if article is None or article.entry.id != self._wanted_for:
            return
        waiting = [url for url in self._wanted if url not in self._under_way]
        if waiting:
            self._under_way |= {waiting[0]}
            self._interaction.run(self._fetch(article.entry, waiting[0], self._wanted[waiting[0]]), "pictures")

    async def _fetch(self, entry: Entry, url: str, box: Box) -> None:
        try:
            seen = await self._env.library.pictures.get(url, entry, box, self._env.image_support.way)
        finally:
            self._under_way -= {url}
        if self._session.shows(entry.id):
            # should it be missing anew, because there is other room for it now, the view tells
            self._wanted.pop(url, None)
            self._panes.article.pictures.show(url, seen)
        self._fetch_next()
