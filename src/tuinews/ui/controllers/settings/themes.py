"""The theme: chosen from a list in which the reader looks like each while the user goes over it."""

from tuinews.engine.settings.settings_file import SettingEdit
from tuinews.model.language import tr
from tuinews.ui.controllers.settings.settings import SettingsController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.saved_state import StateChanged
from tuinews.ui.widgets.menu import MenuItem


class ThemesController:
    """Has the user choose a theme; it is remembered."""

    def __init__(self, env: Environment, interaction: Interaction, settings: SettingsController) -> None:
        self._env = env
        self._interaction = interaction
        self._settings = settings

    def choose(self, name: str = "") -> None:
        """Choose a theme, unless one is named."""
        if name:
            self._keep(name)
        else:
            self._interaction.inquire(self.choose_from_list())

    async def choose_from_list(self) -> None:
        """Choose a theme from the list of them."""
        from tuinews.ui.dialogs.manual import menu_keys
        from tuinews.ui.dialogs.theme_picker import ThemePicker

        before, key = self._interaction.theme, self._interaction.key
        names = sorted(self._interaction.themes, key=lambda theme: (not theme.startswith("tuinews"), theme))
        items = [MenuItem(theme, theme, "now" if theme == before else "") for theme in names]
        foot = tr(
            "{menu_choose} keeps · {close_dialog} leaves",
            menu_choose=key("menu-choose"),
            close_dialog=key("close-dialog"),
        )
        picker = ThemePicker(items, before, self._interaction.set_theme, [*menu_keys(self._env.keymap)], foot)
        chosen = await self._interaction.put(picker)
        if chosen is None:
            self._interaction.set_theme(before)
        else:
            self._keep(str(chosen.value))

    def _keep(self, name: str) -> None:
        if name not in self._interaction.themes:
            self._interaction.tell(
                tr(
                    "There is no theme {name}: {command}theme lists them.",
                    name=name,
                    command=self._interaction.key("command"),
                ),
                "warning",
            )
            return
        self._interaction.set_theme(name)
        self._interaction.run(self._write(name), "settings")

    async def _write(self, name: str) -> None:
        """Write it to the settings; where that cannot be done, the reader's own memory has it."""
        try:
            undoable = False
            if self._env.settings_file is not None:
                undoable = await self._settings.write(SettingEdit("look", "theme", name))
            told = tr("The theme is {name} now.", name=name)
            self._interaction.tell(self._settings.promise(told, undoable=undoable))
        finally:
            self._interaction.post(StateChanged())
