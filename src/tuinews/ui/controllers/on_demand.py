"""Controllers that most visits do without: each is imported and made when it is first called."""

from functools import cached_property
from typing import TYPE_CHECKING

from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers
    from tuinews.ui.controllers.feeds.first_run import FirstRunController
    from tuinews.ui.controllers.feeds.imports import ImportsController
    from tuinews.ui.controllers.settings.composition import SettingsControllers


class OnDemandControllers:
    """The controllers by their names; they work with those that are always there."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, always: "Controllers") -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._always = always

    @cached_property
    def imports(self) -> "ImportsController":
        """Imports lists of feeds."""
        from tuinews.ui.controllers.feeds.imports import ImportsController

        return ImportsController(self._env, self._interaction, self._always.sidebar, self._always.refresh)

    @cached_property
    def first_run(self) -> "FirstRunController":
        """Offers ways to begin."""
        from tuinews.ui.controllers.feeds.first_run import FirstRunController

        always = self._always
        return FirstRunController(self._env, self._interaction, always.subscriptions, self.imports, always.refresh)

    @cached_property
    def settings(self) -> "SettingsControllers":
        """Change settings, keys and the theme."""
        from tuinews.ui.controllers.settings.composition import make_settings_controllers

        always = self._always
        return make_settings_controllers(self._env, self._session, self._interaction, always.panes, always.sidebar)

    async def offer_first_run(self) -> None:
        """Show the ways to begin if there is no feed at all."""
        if not await self._env.library.feeds.all() and not self._session.leaving:
            self.first_run.begin()
