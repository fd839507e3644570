"""Changes of the settings file stand in the journal; taking one back loses nothing that somebody else wrote there."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuinews.config import Paths, Settings, find_paths
from tuinews.engine.library import Library, open_library
from tuinews.engine.settings.settings_file import SettingEdit, edit_settings, is_secret
from tuinews.model.error import ConfigError, UsageError
from tuinews.model.event import Event, SettingsTurned
from tuinews.model.reports.setting_change import SettingChange

START = "# mine\n[reading]\nwidth = 60 # my eyes\n"


class Desk:
    """A library with its settings file, and what is done to both as the reader does it."""

    def __init__(self, home: Path) -> None:
        self.paths: Paths = find_paths(str(home), {})
        self.file = self.paths.settings_file
        self.file.parent.mkdir(parents=True)
        self.file.write_text(START)
        self.events: list[Event] = []
        self.library: Library = open_library(self.paths, Settings(), self.events.append)

    async def edit(self, *edits: SettingEdit, goes_on: bool = False) -> None:
        changes = edit_settings(self.file, *edits).changes
        await self.library.journal.record_settings(changes, goes_on=goes_on)

    async def undo(self) -> str:
        done = await self.library.entries.undo(own=True, agreed=0)
        return "" if done is None else str(done.sentence)

    async def redo(self) -> None:
        await self.library.entries.redo(own=True, agreed=0)

    async def journal(self) -> list[str]:
        return [str(change.sentence) for change in await self.library.journal.changes()]

    @property
    def text(self) -> str:
        return self.file.read_text()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.library.close()


async def test_a_setting_is_taken_back_and_given_again_with_its_comment(desk: Desk) -> None:
    await desk.edit(SettingEdit("reading", "width", 80))
    assert desk.text == START.replace("60", "80")
    assert await desk.journal() == ["reading.width is 80 now (was 60)"]
    assert await desk.undo() == "Undone: reading.width is 80 now (was 60)"
    assert (desk.text, desk.events.count(SettingsTurned())) == (START, 1)
    await desk.redo()
    assert desk.text == START.replace("60", "80")


async def test_one_that_the_file_did_not_name_is_left_to_the_default_again(desk: Desk) -> None:
    await desk.edit(SettingEdit("look", "theme", "nord"))
    assert await desk.journal() == ["look.theme is nord now (was the default)"]
    await desk.undo()
    assert edit_settings(desk.file).settings == Settings(reading=edit_settings(desk.file).settings.reading)
    await desk.redo()
    assert edit_settings(desk.file).settings.look.theme == "nord"


async def test_keys_of_several_actions_are_one_change(desk: Desk) -> None:
    own = "keys.overrides"
    await desk.edit(SettingEdit(own, "toggle-star", ("S", "g x")))
    await desk.edit(SettingEdit(own, "toggle-star", ("S",)), SettingEdit(own, "share", ("g x",)))
    assert (await desk.journal())[0] == "keys of 2 actions changed"
    await desk.undo()
    assert edit_settings(desk.file).settings.keys.overrides == {"toggle-star": ("S", "g x")}


async def test_what_was_edited_by_hand_meanwhile_is_never_lost(desk: Desk) -> None:
    await desk.edit(SettingEdit("reading", "width", 80))
    by_hand = desk.text.replace("80", "90") + 'mark_read = "end" # by hand\n'
    desk.file.write_text(by_hand)
    with pytest.raises(UsageError, match=r"reading\.width was changed in .*config\.toml since"):
        await desk.undo()
    assert desk.text == by_hand
    desk.file.write_text(by_hand.replace("90", "80"))
    await desk.undo()
    assert desk.text == by_hand.replace("90", "60")


async def test_a_file_that_cannot_be_read_leaves_the_change_to_be_taken_back_later(desk: Desk) -> None:
    await desk.edit(SettingEdit("reading", "width", 80))
    kept = desk.text
    desk.file.write_text("[reading\n")
    with pytest.raises(ConfigError, match="no TOML"):
        await desk.undo()
    assert desk.text == "[reading\n"
    desk.file.write_text(kept)
    await desk.undo()
    assert desk.text == START
    desk.file.write_text(START.replace("60", "60 "))
    await desk.redo()
    assert "width = 80" in desk.text


async def test_one_from_the_middle_is_taken_back_unless_it_was_changed_again(desk: Desk) -> None:
    await desk.edit(SettingEdit("reading", "width", 80))
    await desk.edit(SettingEdit("look", "theme", "nord"))
    await desk.edit(SettingEdit("look", "theme", "dracula"))
    last, middle, first = (change.number for change in await desk.library.journal.changes())
    await desk.library.journal.undo(first)
    assert "width = 60" in desk.text
    with pytest.raises(UsageError, match="touches the same"):
        await desk.library.journal.undo(middle)
    await desk.library.journal.undo(last)
    assert edit_settings(desk.file).settings.look.theme == "nord"


async def test_stepping_through_values_is_one_change_and_none_where_it_ends_as_it_began(desk: Desk) -> None:
    for value in ("end", "never", "open"):
        await desk.edit(SettingEdit("reading", "mark_read", value), goes_on=True)
    await desk.edit(SettingEdit("look", "theme", "nord"), goes_on=True)
    assert await desk.journal() == [
        "look.theme is nord now (was the default)",
        "reading.mark_read is open now (was the default)",
    ]
    await desk.undo()
    await desk.undo()
    assert edit_settings(desk.file).settings.reading.mark_read == Settings().reading.mark_read
    await desk.edit(SettingEdit("reading", "width", 80), goes_on=True)
    await desk.edit(SettingEdit("reading", "width", 60), goes_on=True)
    assert await desk.journal() == []


def test_a_password_is_no_part_of_the_journal() -> None:
    assert is_secret([SettingChange("network", "proxy", None, "http://me:word@proxy.example:3128")])
    assert not is_secret([SettingChange("network", "proxy", None, "http://proxy.example:3128")])


def test_other_programs_of_the_home_take_it_back_too(tmp_path: Path) -> None:
    first = Desk(tmp_path)
    asyncio.run(first.edit(SettingEdit("reading", "width", 80)))
    first.library.close()
    again = open_library(first.paths, Settings())
    try:
        assert asyncio.run(again.entries.undo()) is not None
    finally:
        again.close()
    assert first.text == START
