"""Settings, keys and the theme, changed in the reader and written to the file."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tuinews.model.event import SettingsTurned
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.key_capture import KeyCapture
from tuinews.ui.dialogs.list_page import ListPage
from tuinews.ui.dialogs.prompt import Prompt
from tuinews.ui.widgets.menu import Menu
from ui.conftest import RunningReader, Start
from ui.fake_library import World


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "config.toml"
    made.write_text("[reading] # mine\nwidth = 60 # my eyes\n")
    return made


def text(file: Path) -> str:
    return file.read_text()


def write(file: Path, text: str) -> None:
    file.write_text(text)


def held(file: Path) -> dict[str, Any]:
    return tomllib.loads(text(file))


def rows(desk: RunningReader) -> list[str]:
    menu = desk.app.screen.query_one(Menu)
    return [menu.render_line(y).text.strip() for y in range(menu.size.height)]


async def test_a_number_is_changed_in_its_place_in_the_file_and_on_the_screen(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", ",")
        await desk.paste("reading.width")
        await desk.press("enter")
        assert isinstance(desk.app.screen, Prompt)
        await desk.press("ctrl+u", *"8", "enter")
        assert desk.complaint == "reading.width must be a whole number from 20 to 200, not 8."
        await desk.press("0", "enter")
        assert isinstance(desk.app.screen, ListPage), "the settings are still there"
        assert any("80 (default 72)" in row for row in rows(desk))
        assert text(file) == "[reading] # mine\nwidth = 80 # my eyes\n"
        assert desk.screen.panes.article.measure == 80
        assert desk.told[-1] == "reading.width is 80 now. Ctrl-z takes it back."
        await desk.press("ctrl+r")
        assert (held(file), desk.screen.panes.article.measure) == ({"reading": {}}, 72)


async def test_a_switch_and_a_choice_go_on_with_one_key(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", ",")
        await desk.paste("reading.preview")
        await desk.press("enter")
        assert desk.screen.env.settings.reading.preview
        await desk.press("escape", "g", ",")
        await desk.paste("reading.mark_read")
        await desk.press("right")
        assert held(file)["reading"]["mark_read"] == "end"
        await desk.press("left", "left")
        assert desk.screen.env.settings.reading.mark_read == "never"
        await desk.press("enter")
        assert not isinstance(desk.app.screen, ListPage), "the choices are listed"
        await desk.press("down", "enter")
        assert isinstance(desk.app.screen, ListPage)
        assert desk.screen.env.settings.reading.mark_read != "never"
        await desk.press("escape", "g", ",")
        await desk.paste("refresh.concurrency")
        await desk.press("left", "x")
        typed = desk.app.screen.query_one(Input).value
        assert typed == "refresh.concurrencxy", "where there is no next value, it is text"


async def test_what_holds_later_says_so_and_a_value_that_cannot_work_stays_in_the_line(
    start: Start, file: Path
) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", ",", *"time.zone", "enter", *"Europe/Lisbn", "enter")
        assert "did you mean Europe/Lisbon?" in desk.complaint
        await desk.press("backspace", *"on", "enter")
        assert desk.told[-1] == "time.zone is Europe/Lisbon now. It holds from the next start. Ctrl-z takes it back."


async def test_a_setting_can_be_typed(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press(":")
        await desk.paste("settings reading.width 90")
        await desk.press("enter")
        assert held(file)["reading"]["width"] == 90
        await desk.press(":")
        await desk.paste("set reading.width 9")
        await desk.press("enter")
        assert "from 20 to 200, not 9" in desk.told[-1]
        assert held(file)["reading"]["width"] == 90


async def test_a_file_that_cannot_be_written_is_one_sentence(start: Start, tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    async with start(settings_file=tmp_path / "config.toml") as desk:
        await desk.press(":")
        await desk.paste("set reading.width 90")
        await desk.press("enter")
        assert "cannot be read (Is a directory)" in desk.told[-1]
        assert desk.screen.env.settings.reading.width == 72


async def test_a_key_is_pressed_what_it_takes_is_said_and_it_works_at_once(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", "k")
        await desk.paste("toggle-star")
        await desk.press("enter")
        capture = desk.app.screen
        assert isinstance(capture, KeyCapture)
        await desk.press("n")
        assert str(capture._note.content) == "Takes n from “Next unread”; “Next unread” would have no key."
        await desk.press("backspace", "g", "9")
        assert str(capture._note.content) == "These keys are free."
        await desk.press("enter")
        assert held(file)["keys"]["overrides"] == {"toggle-star": ["g 9"]}
        await desk.press("escape", "g", "9")
        assert desk.screen.panes.list.current is not None
        assert desk.screen.panes.list.current.headline.starred
        await desk.press("s")
        assert desk.screen.panes.list.current.headline.starred, "the old key is free"


async def test_more_keys_no_keys_and_those_of_the_preset_again(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        keymap = desk.screen.env.keymap
        await desk.press("g", "k")
        await desk.paste("toggle-star")
        await desk.press("ctrl+a", "f", "8", "enter")
        assert keymap.keys("toggle-star") == (("s",), ("f", "8"))
        assert keymap.keys("hints") == ()
        await desk.press("escape", "g", "k")
        await desk.paste("hints inside")
        await desk.press("enter", "f", "enter")
        assert (keymap.keys("hints"), keymap.keys("toggle-star")) == ((("f",),), (("s",),)), (
            "taken from own keys as well"
        )
        await desk.press("ctrl+x")
        assert keymap.keys("hints") == ()
        await desk.press("ctrl+r")
        assert keymap.keys("hints") == (("f",),)
        assert "hints" not in held(file)["keys"]["overrides"]


async def test_enter_and_backspace_can_be_given_as_keys(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", "k")
        await desk.paste("toggle-later")
        await desk.press("enter", "backspace", "enter")
        assert held(file)["keys"]["overrides"]["toggle-later"] == ["backspace"]


async def test_another_preset_holds_at_once(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", "k", "enter")
        await desk.paste("newsboat")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ListPage)
        assert held(file)["keys"]["preset"] == "newsboat"
        await desk.press("escape", "N")
        assert desk.screen.panes.list.current is not None
        assert desk.screen.panes.list.current.headline.read


async def test_the_reader_looks_like_each_theme_and_escape_brings_the_old_one_back(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", "T", "down")
        assert desk.app.theme == "tuinews-dusk"
        await desk.paste("nord")
        assert desk.app.theme == "nord"
        await desk.press("escape")
        assert (desk.app.theme, "look" in held(file)) == ("tuinews-dark", False)
        await desk.press("g", "T")
        await desk.paste("nord")
        await desk.press("enter")
        assert not isinstance(desk.app.screen, Chooser)
        assert (desk.app.theme, held(file)["look"]["theme"]) == ("nord", "nord")
        await desk.press(":")
        await desk.paste("theme no-such")
        await desk.press("enter")
        assert desk.told[-1].startswith("There is no theme no-such")


async def test_the_page_of_settings_leads_to_those_of_keys_and_themes(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", ",")
        await desk.paste("keys.overrides")
        await desk.press("enter")
        assert isinstance(desk.app.screen, ListPage)
        assert any("Star or unstar" in row for row in rows(desk)) or rows(desk)[0].startswith("Preset")
        await desk.press("escape")
        assert isinstance(desk.app.screen, ListPage), "leaving the keys leads back to the settings"
        assert (current := desk.app.screen.query_one(Menu).current) is not None
        assert str(current.value) == "keys.overrides", "to where the user was"
        assert any("keys.overrides" in row for row in rows(desk)), "which is seen"
        await desk.paste("look.theme")
        await desk.press("enter", "down", "enter")
        assert isinstance(desk.app.screen, ListPage), "so does choosing a theme"
        assert "theme" in held(file)["look"]
        await desk.press("escape")
        assert desk.screen.is_current


async def test_no_word_of_what_settings_are_for_is_lost_in_the_smallest_terminal(start: Start) -> None:
    async with start(size=(40, 12)) as desk:
        await desk.press("g", ",")
        menu = desk.app.screen.query_one(Menu)
        items = [item for item in menu._items if item.quiet]
        assert len(items) > 100
        widest = max(items, key=lambda item: len(item.title))
        menu.cursor = menu._items.index(widest)
        await desk.settle()
        assert widest.title in menu.render_line(menu.caret.y).text


async def test_a_click_on_a_setting_changes_it_and_the_page_stays(start: Start, file: Path) -> None:
    async with start(settings_file=file) as desk:
        await desk.press("g", ",")
        await desk.paste("reading.preview")
        await desk.pilot.click(Menu, offset=(5, 0))
        await desk.settle()
        assert desk.screen.env.settings.reading.preview
        assert isinstance(desk.app.screen, ListPage)


async def test_changes_are_written_down_and_what_is_taken_back_holds_at_once(
    start: Start, world: World, file: Path
) -> None:
    async with start(settings_file=file) as desk:
        before = desk.screen.interaction.theme
        await desk.press("colon", *"theme nord", "enter")
        await desk.settle()
        assert world.asked[-1] == "recorded look.theme is nord now (was the default)"
        assert desk.told[-1] == "The theme is nord now. z takes it back."
        write(file, "[reading] # mine\nwidth = 66 # my eyes\n")
        await desk.press("g", ",")
        world.publish(SettingsTurned())
        await desk.settle()
        assert (desk.screen.interaction.theme, desk.screen.panes.article.measure) == (before, 66)
        await desk.paste("reading.width")
        assert any("66 (default 72)" in row for row in rows(desk))
        await desk.press("ctrl+z")
        await desk.settle()
        assert any("left to undo" in said for said in desk.told)
