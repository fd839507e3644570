"""Own commands: keys of the settings that carry out lines of the command line, one after the other."""

from pathlib import Path

import pytest

from tuinews.ui.actions import keymap_of
from tuinews.ui.controllers.commands.own_commands import find_command_faults, read_own_commands
from ui.conftest import Start

COMMANDS = {
    "g 5": ("# Harbours", "filter tag:harbour", "bottom", ":open"),
    "f6": ("theme tuinews-light",),
    "f7": ("theme tuinews-light", "dance", "theme tuinews-dark"),
    "f8": ("filter", "open"),
}


@pytest.mark.parametrize(
    ("keys", "line", "fault"),
    [
        ("g 5", "dance", "“dance” is no command: `tuinews keys` lists them."),
        ("g 5", "undo 3", "undo takes nothing after it."),
        ("g 5", "foc", "“foc” could be "),
        ("g 5", "own-f6", "“own-f6” is no command"),
        ("entre", "undo", "entre is no key"),
        ("g 5", "#only a name", "it says nothing to do"),
        ("g 5", "filter is:starred", ""),
        ("g 5", "mark all read", ""),
    ],
)
def test_what_cannot_be_carried_out_is_named(keys: str, line: str, fault: str) -> None:
    known = keymap_of(commands=COMMANDS).actions
    found = [said for _, said in find_command_faults({keys: (line,)}, known)]
    assert len(found) == bool(fault)
    assert all(said.startswith(fault) for said in found)


def test_a_command_is_called_as_its_user_called_it_or_as_what_it_does() -> None:
    named, other, *_ = read_own_commands(COMMANDS)
    assert (named.name, named.lines) == ("Harbours", ("filter tag:harbour", "bottom", "open"))
    assert (other.name, other.id) == (":theme tuinews-light", "own-f6")


async def test_each_line_waits_for_what_the_one_before_began_and_keys_for_the_last(start: Start) -> None:
    async with start(commands=COMMANDS) as desk:
        await desk.press("g", "5", "K")
        assert desk.screen.session.listing.filter == "tag:harbour"
        assert desk.titles == ["Harbour opens again after the storm", "Ferry timetable for the winter"]
        assert desk.open_title == "Harbour opens again after the storm", "the key behind it went on from the last one"


async def test_a_line_that_asks_is_answered_before_the_next(start: Start) -> None:
    async with start(commands=COMMANDS) as desk:
        await desk.press("f8", *"tag:snow", "enter")
        assert (desk.titles, desk.open_title) == (["Snow closes the northern pass"], "Snow closes the northern pass")


async def test_a_line_that_cannot_be_carried_out_ends_the_command(start: Start) -> None:
    async with start(commands=COMMANDS) as desk:
        await desk.press("f7")
        assert "“dance” is no command: `tuinews keys` lists them." in desk.told
        assert desk.app.theme == "tuinews-light"


async def test_help_palette_and_the_popup_of_chords_name_own_commands(start: Start) -> None:
    async with start(commands=COMMANDS) as desk:
        await desk.press("?", "/", *"harbours")
        assert "g 5" in desk.painted
        assert "Harbours" in desk.painted
        await desk.press("escape", "g")
        desk.screen.panes.chord_help.show()
        await desk.settle()
        assert "g 5  Harbours" in desk.painted
        await desk.press("escape", "ctrl+p", *"harbours", "enter")
        assert desk.screen.session.listing.filter == "tag:harbour"


async def test_a_wrong_command_is_told_with_file_and_line(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys.commands]\n"f6" = "undo"\n"g 5" = ["dance"]\n')
    async with start(commands={"f6": ("undo",), "g 5": ("dance",)}, settings_file=file) as desk:
        assert f"{file}, line 3: “dance” is no command: `tuinews keys` lists them." in desk.told
