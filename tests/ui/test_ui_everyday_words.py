"""Actions are found by everyday words: on the command line, in the palette, in help."""

import pytest

from tuinews.ui.actions import ACTIONS, keymap_of
from tuinews.ui.controllers.commands.names import find_actions, find_outside, read_command
from tuinews.ui.dialogs.item_index import filter_items
from tuinews.ui.dialogs.manual import help_items, palette_items
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.outside_commands import OUTSIDE_COMMANDS, OutsideCommand
from ui.conftest import Start

IN_PANES = {name: action for name, action in ACTIONS.items() if action.in_panes}


@pytest.mark.parametrize(
    ("word", "action"),
    [
        ("rename", "edit-feed"),
        ("delete", "unsubscribe"),
        ("remove", "unsubscribe"),
        ("password", "login"),
        ("exit", "quit"),
        ("q", "quit"),
        ("wq", "quit"),
        ("save", "share"),
        ("color", "theme"),
        ("config", "settings"),
        ("prefs", "settings"),
        ("set", "settings"),
        ("remap", "edit-keys"),
        ("find", "search"),
        ("unread", "toggle-unread"),
        ("update", "refresh-all"),
        ("subscribe", "add-feed"),
        ("favor", "toggle-star saved"),
        ("sidebar", "toggle-feeds"),
        ("keys", "help"),
        ("inb", "inbox"),
        ("star", "toggle-star"),
        ("unstar", "toggle-star"),
        ("read", "toggle-read"),
        ("later", "later"),
    ],
)
def test_an_everyday_word_means_an_action(word: str, action: str) -> None:
    assert find_actions(word, IN_PANES) == action.split()


@pytest.mark.parametrize(
    ("line", "action", "argument"),
    [
        ("mark all read", "read-list", ""),
        ("Mark all read now", "read-list", "now"),
        ("hide read", "toggle-unread", ""),
        ("log in", "login", ""),
        ("quit now", "quit", ""),
        ("add feed  example.org", "add-feed", "example.org"),
        ("search everything bridge", "search", "everything bridge"),
        ("filter tag:a  OR tag:b", "filter", "tag:a  OR tag:b"),
        ("log of today", "log", "of today"),
    ],
)
def test_a_name_of_several_words_is_typed_with_spaces(line: str, action: str, argument: str) -> None:
    assert read_command(line, IN_PANES) == ([action], argument)


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("toml", "config edit"),
        ("proxy", "config edit"),
        ("export feeds.opml", "export FILE"),
        ("backup", "backup FILE"),
    ],
)
def test_what_only_a_command_does_is_told_with_the_command(word: str, command: str) -> None:
    assert find_actions(word.split(maxsplit=1)[0].lower(), IN_PANES) == []
    outside = find_outside(f":{word}")
    assert outside is not None
    assert outside.command == f"tuinews {command}"


def test_no_word_is_the_name_of_another_action_or_of_something_outside() -> None:
    words = {word for action in ACTIONS.values() for word in action.words}
    outside = {word for command in OUTSIDE_COMMANDS for word in command.words}
    assert not words & {*ACTIONS}, "the action of that name would be meant"
    assert not outside & (words | {*ACTIONS})
    assert all(word == word.lower() and " " not in word for word in words | outside)


@pytest.mark.parametrize("word", ["password", "exit", "settings", "export", "delete", "color"])
def test_palette_and_help_find_what_the_command_line_finds(word: str) -> None:
    wanted = [*find_actions(word, IN_PANES)]
    for items in (palette_items(keymap_of(), "list", 80), help_items(keymap_of(), "list", 80)):
        found = [item.value for item in filter_items([*items], word) if item.value is not None]
        names = [value.id for value in found if isinstance(value, Action)]
        commands = [value for value in found if isinstance(value, OutsideCommand)]
        assert set(wanted) <= set(names)
        assert wanted or find_outside(word) in commands


async def test_a_word_is_typed_and_something_outside_is_told_and_can_be_mended(start: Start) -> None:
    async with start() as desk:
        await desk.press(":", *"toml", "enter")
        assert desk.complaint == "Edit the settings file: `tuinews config edit` does that outside the reader."
        await desk.press("ctrl+u", *"unread", "enter")
        assert not desk.screen.session.listing.unread
        await desk.press("ctrl+p", *"backup", "enter")
        assert desk.told[-1].startswith("Back the library up: `tuinews backup FILE`")
        assert desk.app.clipboard == "tuinews backup FILE"
