"""The controllers of settings, keys and themes, made once and given to each other."""

from typing import NamedTuple

from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.controllers.settings.key_edits import KeyEditsController
from tuinews.ui.controllers.settings.live_settings import LiveSettings
from tuinews.ui.controllers.settings.settings import SettingsController
from tuinews.ui.controllers.settings.themes import ThemesController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session


class SettingsControllers(NamedTuple):
    """What the actions on settings, keys and themes call."""

    page: SettingsController
    keys: KeyEditsController
    themes: ThemesController


def make_settings_controllers(
    env: Environment, session: Session, interaction: Interaction, panes: Panes, sidebar: SidebarController
) -> SettingsControllers:
    """Return the controllers of settings, keys and themes."""
    settings = SettingsController(env, interaction, LiveSettings(env, session, interaction, panes, sidebar))
    key_edits = KeyEditsController(env, interaction, settings)
    themes = ThemesController(env, interaction, settings)
    settings.after_undo = key_edits.renew
    settings.open_other = {
        "look.theme": themes.choose_from_list,
        "keys.overrides": key_edits.show_page,
        "keys.commands": key_edits.show_page,
    }
    return SettingsControllers(page=settings, keys=key_edits, themes=themes)
