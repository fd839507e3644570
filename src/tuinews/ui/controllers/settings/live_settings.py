"""What follows on the screen from settings that changed while the reader is open."""

import os
from collections.abc import Callable

from tuinews.config.file_edit import list_values
from tuinews.config.language_choice import choose_language
from tuinews.config.settings import Settings
from tuinews.ui.controllers.commands.own_commands import make_own_group
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.saved_state import StateChanged
from tuinews.ui.session import Session
from tuinews.ui.terminal.date_locale import find_date_style
from tuinews.ui.terminal.image_support import detect_image_support


class LiveSettings:
    """Gives changed settings to whoever holds something that was made of them."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        panes: Panes,
        sidebar: SidebarController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._sidebar = sidebar
        self._followers: dict[str, Callable[[], object]] = {
            "look.theme": lambda: interaction.set_theme(env.settings.look.theme),
            "look.language": self._speak,
            "look.read_feeds": self._show_read_feeds,
            "look.images": self._show_images,
            "look.density": lambda: panes.set_density(env.settings.look.density),
            "reading.preview": self._preview,
            "look.reduced_motion": lambda: panes.header.move(allowed=not env.settings.look.reduced_motion),
            "look.feeds_width": self._arrange,
            "reading.width": self._arrange,
            "keys.preset": self._bind_keys,
            "keys.overrides": self._bind_keys,
            "keys.commands": self._bind_keys,
            "ageing.shelf_life": lambda: interaction.run(self._sweep()),
        }

    def use(self, settings: Settings) -> None:
        """Hold to these settings from now on, as far as can be."""
        before, after = list_values(self._env.settings), list_values(settings)
        self._env.settings = settings
        self._env.library.use_settings(settings)
        changed = {f"{one}.{key}" for one, values in after.items() for key in values if before[one][key] != values[key]}
        for name, follow in self._followers.items():
            if name in changed:
                follow()
        if changed:
            self._interaction.post(StateChanged())

    def _bind_keys(self) -> None:
        keys = self._env.settings.keys
        self._env.keymap.add_group(make_own_group(keys.commands))
        self._env.keymap.give_keys(keys.preset, keys.overrides)
        self._panes.show_keys()
        self._sidebar.show()

    def _speak(self) -> None:
        choose_language(self._env.settings.look.language, os.environ)
        self._env.dates = find_date_style()
        self._panes.show_keys()
        self._sidebar.show()

    def _show_read_feeds(self) -> None:
        self._session.read_feeds = self._env.settings.look.read_feeds
        self._sidebar.show()

    def _show_images(self) -> None:
        look = self._env.settings.look
        self._env.image_support = detect_image_support(look.images, os.environ, ascii_only=look.ascii)
        if self._panes.article_if_made is not None:
            shown = self._env.image_support.shown and self._env.library.pictures.able
            self._panes.article_if_made.show_pictures(shown=shown)

    def _preview(self) -> None:
        self._session.previews = self._env.settings.reading.preview
        self._panes.arrange()

    def _arrange(self) -> None:
        sizes = self._env.first_sizes
        self._panes.set_first_sizes(sizes)
        if self._panes.article_if_made is not None:
            self._panes.article_if_made.set_width(sizes.first.measure)

    async def _sweep(self) -> None:
        await self._env.library.freshness.sweep()
        self._sidebar.count_soon()
