"""Themes of the user's own: read from their files, and anew whenever one of these is written."""

import asyncio
from pathlib import Path
from time import time

from textual.theme import Theme

from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.themes.theme_file import FOLDER, ThemeFolder, read_stamps, read_theme_folder

_SECONDS, _REST_SECONDS = 1.0, 60.0
"""Between two looks whether a theme was written: who tries out colours wants to see them; and while nobody does."""

_TRIED = 600
"""Seconds since a theme was written for which somebody tries it out."""


class ThemeFilesController:
    """Offers the themes of the folder beside the settings, and follows their changes."""

    def __init__(self, env: Environment, interaction: Interaction) -> None:
        self._interaction = interaction
        self._folder: Path | None = None if env.settings_file is None else env.settings_file.parent / FOLDER
        self._stamps: tuple[tuple[str, int, int], ...] = ()
        self._offered: dict[str, Theme] = {}

    def start(self) -> None:
        """Read what is there, and begin to look for changes."""
        if self._folder is not None:
            self._look()

    def _look(self) -> None:
        self._interaction.run(self._follow(), "themes", done=self._look_later)

    def _look_later(self) -> None:
        written = max((stamp for _, stamp, _ in self._stamps), default=0) // 10**9
        if time() - written < _TRIED:
            self._interaction.set_timer(_SECONDS, self._look)
        else:
            self._interaction.set_timer(_REST_SECONDS, self._glance)

    def _glance(self) -> None:
        """Look whether anything changed without a thread: two wake-ups less in each minute that nothing did."""
        if self._folder is not None and read_stamps(self._folder) != self._stamps:
            self._look()
        else:
            self._look_later()

    async def _follow(self) -> None:
        """Read the folder if something in it changed since the last look."""
        if self._folder is None:
            return
        stamps = await asyncio.to_thread(read_stamps, self._folder)
        if stamps != self._stamps:
            self._stamps = stamps
            self.use(await asyncio.to_thread(read_theme_folder, self._folder))

    def use(self, found: ThemeFolder) -> None:
        """Offer these themes; the one that is shown looks as its file says now."""
        changed = {name: theme for name, theme in found.themes.items() if theme != self._offered.get(name)}
        # a file that is wrong for now is still there: what it said before holds until it is mended
        gone = self._offered.keys() - {Path(name).stem for name, *_ in self._stamps}
        self._offered = {name: theme for name, theme in self._offered.items() if name not in gone} | dict(found.themes)
        self._interaction.offer_themes(changed, gone)
        for fault in found.faults:
            self._interaction.tell(fault, "warning")
