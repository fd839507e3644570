"""The settings: shown in groups, changed one by one, written to the file, and held to at once where that can be."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from tuinews.config.file_edit import list_values, read_typed, write_typed
from tuinews.config.settings import SECTIONS, Settings, about, default, table
from tuinews.engine.settings.setting_faults import find_fault
from tuinews.engine.settings.settings_file import SettingEdit
from tuinews.model.error import StoreError
from tuinews.model.language import tr
from tuinews.ui.controllers.settings.live_settings import LiveSettings
from tuinews.ui.controllers.settings.setting_items import SettingName, explain_expected, setting_items, show_value
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import SETTINGS
from tuinews.ui.widgets.menu import MenuItem


class SettingsController:
    """Shows and changes settings; `open_themes` and `open_keys` are the pages of what has one of its own."""

    def __init__(self, env: Environment, interaction: Interaction, live: LiveSettings) -> None:
        self._env = env
        self._interaction = interaction
        self._live = live
        self._turn = asyncio.Lock()
        self.after_undo: Callable[[], object] = self._renew
        """Called when a change was taken back, to show it on another page."""
        self.open_other: Mapping[str, Callable[[], Awaitable[object]]] = {}
        """Settings that have a page of their own, by name; it leads back to this one."""

    # The page

    def show(self, typed: str = "") -> None:
        """Show every setting; a name and a value (`reading.width 80`) change that setting at once."""
        name, _, value = typed.strip().partition(" ")
        found = find_setting(name.removesuffix("="))
        if found is not None and value.strip(" ="):
            self._interaction.run(self.change(found, read_typed(*found, value.strip(" ="))), "settings")
        else:
            self._interaction.inquire(self._show(name))

    async def _show(self, typed: str) -> None:
        from tuinews.ui.dialogs.list_page import ListPage
        from tuinews.ui.dialogs.manual import menu_keys

        key = self._interaction.key
        foot = tr(
            "{menu_choose} changes · {reset_setting} resets · {close_dialog} leaves",
            menu_choose=key("menu-choose"),
            reset_setting=key("reset-setting"),
            close_dialog=key("close-dialog"),
        )
        keys = [*menu_keys(self._env.keymap, SETTINGS)]
        current: object = None
        while True:
            page = ListPage(tr("Settings"), self._items(), self._act, SETTINGS, keys=keys, foot=foot, typed=typed)
            page.begin_at = current
            chosen = await self._interaction.put(page)
            if chosen is None:
                return
            await self.open_other[str(chosen.value)]()
            typed, current = "", chosen.value

    def _items(self) -> list[MenuItem]:
        return [*setting_items(self._env.settings, self._interaction.wide_menu_width)]

    def do(self, verb: str) -> object:
        """Do something with the current setting of the open page; False when the key is text."""
        page = self._interaction.page
        return False if page is None else page.do(verb)

    def _act(self, verb: str, item: MenuItem) -> object:
        name = item.value
        if not isinstance(name, SettingName):
            return False
        if verb == "reset":
            return self._keep(name, default(name.setting), reset=True)
        if verb == "open" and str(name) in self.open_other:
            return self._interaction.page is not None and self._interaction.page.answer(item)
        listed = verb == "open" and bool(about(name.setting).choices)
        if not listed and _find_next(name, self._value(name), 1) is not None:
            self._interaction.run(self._go_on(name, -1 if verb == "previous" else 1), "settings")
            return True
        if verb != "open":
            return False
        self._interaction.inquire_above(self._ask(name))
        return True

    def _value(self, name: SettingName) -> Any:
        return list_values(self._env.settings)[name.section][name.key]

    def _keep(self, name: SettingName, value: object, *, reset: bool = False) -> bool:
        """Change a setting while the page stays, and show it there."""
        self._interaction.run(self.change(name, value, reset=reset), "settings")
        return True

    async def _go_on(self, name: SettingName, step: int) -> None:
        """Give a setting of a few values the next, or the one before; keys may come faster than the disk writes."""
        async with self._turn:
            following = _find_next(name, self._value(name), step)
            kept = await self._write(SettingEdit(*name, following), goes_on=True)
        self._tell(name, undoable=kept)

    async def _ask(self, name: SettingName) -> None:
        setting, before = name.setting, write_typed(self._value(name))
        choices = about(setting).choices
        if choices:
            items = [MenuItem(choice, choice, tr("is so now") if choice == before else "") for choice in choices]
            chosen = await self._interaction.choose(str(name), items)
            typed = None if chosen is None else str(chosen.value)
        else:
            question = f"{name}: {explain_expected(name)}"
            typed = await self._interaction.ask(question, before, check=partial(self._check, name))
        if typed is not None:
            self._keep(name, read_typed(*name, typed))

    def _check(self, name: SettingName, typed: str) -> str:
        """What is wrong with a typed value, if anything."""
        from tuinews.config.file_edit import change_setting
        from tuinews.config.load import examine_text

        value = read_typed(*name, typed)
        _, errors = examine_text(change_setting("", name.section, name.key, value), "")
        return errors[0].partition(": ")[2] if errors else find_fault(str(name), typed)

    # Changing

    async def change(self, name: SettingName, value: object, *, reset: bool = False) -> None:
        """Give a setting a value, or its default, and say so.

        Raises:
            UsageError: the value does not fit.
            ConfigError: the settings file cannot be changed.
        """
        edit = SettingEdit(*name) if reset else SettingEdit(*name, value)
        self._tell(name, undoable=await self.write(edit))

    def _tell(self, name: SettingName, *, undoable: bool) -> None:
        """Say what a setting is now, and show it on the page."""
        when = "" if about(name.setting).live else tr(" It holds from the next start.")
        told = tr("{name} is {value} now.{when}", name=name, value=show_value(self._value(name)), when=when)
        self._interaction.tell(self.promise(told, undoable=undoable))
        self._renew()

    def _renew(self) -> None:
        """Show on the page of settings, if it is open, what they are now."""
        page = self._interaction.page
        if page is not None and page.of == SETTINGS:
            page.replace(self._items())

    def promise(self, told: str, *, undoable: bool) -> str:
        """Return a sentence with the key that takes back what it tells, where that can be."""
        key = self._interaction.key("undo" if self._interaction.page is None else "undo-on-page")
        return tr("{told} {key} takes it back.", told=told, key=key) if undoable and key else told

    async def write(self, *edits: SettingEdit) -> bool:
        """Write changes to the file, hold to them, and return whether they can be undone.

        Raises:
            UsageError: a value does not fit.
            ConfigError: the settings file cannot be changed.
        """
        async with self._turn:
            return await self._write(*edits)

    async def _write(self, *edits: SettingEdit, goes_on: bool = False) -> bool:
        if self._env.settings_file is None:
            self._live.use(_edit_in_memory(self._env.settings, edits))
            return False
        from tuinews.engine.settings.settings_file import edit_settings, is_secret

        edited = await asyncio.to_thread(edit_settings, self._env.settings_file, *edits)
        self._live.use(edited.settings)
        if not edited.changes or is_secret(edited.changes):
            return False
        with suppress(StoreError):  # the setting holds all the same
            await self._env.library.journal.record_settings(edited.changes, goes_on=goes_on)
            return True
        return False

    async def use_file(self) -> None:
        """Hold to what the settings file says now; raises ConfigError."""
        if self._env.settings_file is None:
            return
        from tuinews.config.load import examine_text, read_text

        async with self._turn:
            file = self._env.settings_file
            loaded, _ = examine_text(await asyncio.to_thread(read_text, file), str(file))
            self._live.use(loaded.settings)
        self._renew()
        self.after_undo()


def find_setting(typed: str) -> SettingName | None:
    """Return the setting of that name: `look.theme`, or `theme` where only one section has it."""
    section, _, key = typed.rpartition(".")
    named = [SettingName(one, key) for one, kind in SECTIONS.items() if key in table(kind) and section in {"", one}]
    return named[0] if len(named) == 1 else None


def _find_next(name: SettingName, value: object, step: int) -> object | None:
    """Return the value that follows in a setting of two or a few; `None` for others, and where a list is longer."""
    if isinstance(value, bool):
        return not value
    choices = about(name.setting).choices
    return choices[(choices.index(str(value)) + step) % len(choices)] if choices else None


def _edit_in_memory(settings: Settings, edits: tuple[SettingEdit, ...]) -> Settings:
    """Return the settings with changes that no file remembers."""
    from tuinews.config.file_edit import change_setting
    from tuinews.config.load import examine_text
    from tuinews.config.render import render

    text = render(settings)
    for edit in edits:
        text = change_setting(text, *edit)
    return examine_text(text, "")[0].settings
