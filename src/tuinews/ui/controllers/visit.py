"""The beginning and the end of a visit: what waits until the first headlines are seen, and what is stored at last."""

from functools import cached_property
from typing import TYPE_CHECKING

from tuinews.ui.bridge import Bridge
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.saved_state import FirstPaint, SavedState
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers
    from tuinews.ui.controllers.settings.theme_files import ThemeFilesController

_THEMES_SECONDS = 1.0
"""After the first headlines are seen."""


class VisitController:
    """Begins and ends what the controllers do by themselves."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, others: "Controllers") -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._others = others

    def begin(self, first: FirstPaint, bridge: Bridge) -> None:
        """Begin what waits until the first headlines are seen."""
        others = self._others
        others.sidebar.count_soon()
        self._interaction.run(self._show_rest(first.saved), "list", exclusive=True)
        others.background.tick()
        others.keys.tell_wrong_keys(self._env.settings_file, self._env.settings.keys.commands)
        others.pictures.tell_if_missing()
        others.news.listen(bridge)
        others.background.start()
        others.saved_state.begin_visit()
        if self._env.tour:
            others.feed_work.tour.begin()
        if not first.counts.total:
            self._interaction.run(self._offer_first_run(), "first run")
        if self._env.settings_file is not None:
            self._interaction.set_timer(_THEMES_SECONDS, self._follow_themes)

    def _follow_themes(self) -> None:
        """Offer the themes of files; the one that is shown was read before the first paint."""
        self.theme_files.start()

    @cached_property
    def theme_files(self) -> "ThemeFilesController":
        """The themes of files."""
        from tuinews.ui.controllers.settings.theme_files import ThemeFilesController

        return ThemeFilesController(self._env, self._interaction)

    async def _offer_first_run(self) -> None:
        """Show the ways to begin if there is no feed at all, and nothing that the user has asked for already."""
        if not await self._env.library.feeds.all() and not self._session.leaving and self._interaction.question is None:
            self._others.feed_work.first_run.begin(unasked=True)

    async def _show_rest(self, state: SavedState) -> None:
        """Show the whole of the list, and the article that was open."""
        await self._others.saved_state.show_rest(state)
        if state.article is not None and self._session.article is None:
            await self._others.article.recall(state.article)

    def end(self, code: int) -> None:
        """End what goes on by itself, store what is to be remembered, and leave with an exit code."""
        if not self._session.leaving:
            self._session.leaving = True
            self._others.news.stop()
            self._others.background.stop()
            self._interaction.run(self._end(code), "leaving")

    async def _end(self, code: int) -> None:
        try:
            await self._others.saved_state.finish()
        finally:
            self._others.pictures.take_down()
            self._interaction.exit(code)
