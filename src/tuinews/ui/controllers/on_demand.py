"""Controllers that most visits do without: each is imported and made when it is first called."""

from functools import cached_property
from typing import TYPE_CHECKING

from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.controllers.commands.line import CommandLineController
    from tuinews.ui.controllers.commands.palette import PaletteController
    from tuinews.ui.controllers.composition import Controllers
    from tuinews.ui.controllers.feeds.first_run import FirstRunController
    from tuinews.ui.controllers.feeds.imports import ImportsController
    from tuinews.ui.controllers.settings.composition import SettingsControllers
    from tuinews.ui.controllers.settings.key_edits import KeyEditsController
    from tuinews.ui.controllers.settings.settings import SettingsController
    from tuinews.ui.controllers.settings.themes import ThemesController


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
    def _settings(self) -> "SettingsControllers":
        from tuinews.ui.controllers.settings.composition import make_settings_controllers

        always = self._always
        return make_settings_controllers(self._env, self._session, self._interaction, always.panes, always.sidebar)

    @property
    def settings(self) -> "SettingsController":
        """Shows and changes settings."""
        return self._settings.page

    @property
    def key_edits(self) -> "KeyEditsController":
        """Gives actions other keys."""
        return self._settings.keys

    @property
    def themes(self) -> "ThemesController":
        """Has the user choose a theme."""
        return self._settings.themes

    @cached_property
    def command_line(self) -> "CommandLineController":
        """Has the user type a command."""
        from tuinews.ui.controllers.commands.line import CommandLineController

        return CommandLineController(self._env, self._session, self._interaction, self._always.run_named)

    @cached_property
    def palette(self) -> "PaletteController":
        """Offers what can be done, and where one can go."""
        from tuinews.ui.controllers.commands.palette import PaletteController

        always = self._always
        return PaletteController(
            self._env,
            self._session,
            self._interaction,
            always.listing,
            article=always.article,
            run=always.run_named,
        )

    async def offer_first_run(self) -> None:
        """Show the ways to begin if there is no feed at all."""
        if not await self._env.library.feeds.all() and not self._session.leaving:
            self.first_run.begin()
