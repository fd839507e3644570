"""Previews: the current headline's article beside the list while the user moves, if the settings ask for it."""

from asyncio import gather
from contextlib import suppress

from textual.timer import Timer

from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import LIST
from tuinews.ui.session import Session

_REST_SECONDS = 0.15
"""How long a headline has to be current: who holds a key down wants to see none on the way."""


class PreviewController:
    """Shows what is cached of an article, without a request or a mark: it is opened when the user goes there."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, panes: Panes, article: ArticleController
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._article = article
        self._rest: Timer | None = None

    def note_move(self) -> None:
        """Show the article of the headline that is current now, if it stays so for a moment."""
        if not self._env.settings.reading.preview or not self._session.keys_taken:
            return
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._interaction.set_timer(_REST_SECONDS, self.show_current)

    def show_current(self) -> None:
        """Show the current headline's article, unless it is there or cannot be seen beside the list."""
        current = self._panes.list.current_id
        if current is not None and self._is_wanted(current) and not self._session.shows(current):
            self._interaction.run(self._show(current), "preview", exclusive=True)

    def _is_wanted(self, entry_id: EntryId) -> bool:
        session = self._session
        beside = session.pane == LIST and not session.leaving and self._panes.plan.article
        return beside and self._panes.list.current_id == entry_id

    async def _show(self, entry_id: EntryId) -> None:
        articles = self._env.library.articles
        with suppress(NotFoundError):  # the list tells that it is no longer here
            article, position = await gather(articles.open(entry_id), articles.position(entry_id))
            if self._is_wanted(entry_id):
                self._article.show(article, position, preview=True)

    def open(self) -> None:
        """Open what is shown as a preview: the user went to it."""
        if self._session.previewing and self._session.article is not None:
            self._article.open_entry(self._session.article.entry.id)
