"""The table of actions and what is derived from it."""

from operator import attrgetter
from pathlib import Path

import pytest

from tuinews.ui.actions import ACTIONS, GROUPS, PRESETS, keymap_of
from tuinews.ui.key_docs import key_docs
from tuinews.ui.keys.contexts import CONTEXTS
from tuinews.ui.keys.keymap import show, token
from ui.conftest import Start

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


async def test_every_row_names_a_method_of_a_controller_that_there_is(start: Start) -> None:
    async with start() as desk:
        for action in ACTIONS.values():
            names = [name for name in action.run.__code__.co_names if name[0].islower()]
            assert len(names) in {2, 3}, action.id
            assert callable(attrgetter(".".join(names))(desk.screen.controllers)), action.id


def test_ids_are_unique() -> None:
    assert len(ACTIONS) == sum(len(group.actions) for group in GROUPS)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_gives_a_key_to_two_actions(preset: str) -> None:
    assert keymap_of(preset).clashes == []


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_speak_of_actions_that_exist(preset: str) -> None:
    assert set(PRESETS[preset]) <= set(ACTIONS)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_chord_hides_behind_a_shorter_one(preset: str) -> None:
    keymap = keymap_of(preset)
    for context in CONTEXTS:
        for action in ACTIONS.values():
            for chord in keymap.keys(action.id):
                if context in action.contexts:
                    shorter = [chord[:n] for n in range(1, len(chord))]
                    assert not any(keymap.action(part, context) for part in shorter), (chord, action.id)


@pytest.mark.parametrize("preset", PRESETS)
def test_what_nobody_can_do_without_has_a_key(preset: str) -> None:
    keymap = keymap_of(preset)
    for needed in ("down", "up", "open", "leave", "help", "focus-left", "focus-right", "undo", "quit", "palette"):
        assert keymap.keys(needed), needed


def test_actions_without_a_key_are_in_the_palette() -> None:
    keymap = keymap_of()
    assert all(action.palette for action in ACTIONS.values() if not keymap.keys(action.id))


def test_the_users_key_wins_over_the_presets_and_the_table() -> None:
    keymap = keymap_of("newsboat", {"toggle-star": ["N"], "quit": []})
    found = keymap.action(("N",), "list")
    assert found is not None
    assert found.id == "toggle-star"
    assert keymap.keys("toggle-read") == ()
    assert keymap.keys("quit") == ()


def test_a_users_chord_takes_the_key_it_begins_with() -> None:
    keymap = keymap_of(overrides={"toggle-star": ["j j"]})
    assert keymap.action(("j",), "list") is None
    assert [bound.action.id for bound in keymap.find_longer(("j",), "list")] == ["toggle-star"]
    assert keymap.keys("down") == (("down",),)


def test_two_wishes_for_one_key_are_a_clash_that_is_told() -> None:
    clashes = keymap_of(overrides={"toggle-star": ["Z"], "toggle-later": ["Z"]}).clashes
    assert [(clash.first, clash.second) for clash in clashes] == [("toggle-star", "toggle-later")]


def test_actions_that_do_not_exist_are_named() -> None:
    assert keymap_of(overrides={"fly": ["F"]}).unknown == ("fly",)


def test_the_same_key_may_do_different_things_in_different_panes() -> None:
    keymap = keymap_of()
    fold, read = keymap.action(("space",), "feeds"), keymap.action(("space",), "article")
    assert fold is not None
    assert read is not None
    assert (fold.id, read.id) == ("fold", "read-on")


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("j", "j", "j"),
        ("G", "G", "G"),
        ("question_mark", "?", "?"),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("escape", None, "escape"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("left_curly_bracket", "{", "{"),
    ],
)
def test_pressed_keys_have_the_names_of_the_table(key: str, character: str | None, name: str) -> None:
    assert token(key, character) == name


def test_chords_are_shown_as_a_reader_writes_them() -> None:
    assert show(("g", "g")) == "g g"
    assert show(("ctrl+d",)) == "Ctrl-d"
    assert show(("alt+left",)) == "Alt-←"
    assert show(("f1",)) == "F1"


def test_the_page_about_keys_is_current() -> None:
    assert PAGE.read_text("utf-8") == key_docs(), "python -m tuinews.ui.key_docs > docs/keys.md"


async def test_the_mouse_does_what_the_page_about_keys_says(start: Start) -> None:
    async with start() as desk:
        await desk.pilot.click("#list", offset=(6, 2), control=True)
        await desk.settle()
        assert (desk.screen.panes.list.cursor, desk.open_title) == (1, "")
        await desk.press("x")
        for line in (2, 4, 4):
            await desk.pilot.click("#list", offset=(6, line))
            await desk.settle()
            assert (desk.screen.panes.list.cursor, desk.open_title) == (line - 1, desk.current)
        assert len(desk.screen.session.selection) == 1, "what is selected stays so"
        row = next(n for n, row in enumerate(desk.screen.panes.sidebar.rows) if row.name == "Code Notes")
        await desk.pilot.click("#feeds", offset=(8, row + 1))
        await desk.settle()
        assert desk.screen.session.listing.place.name == "Code Notes"
    assert "A click opens what it is on; with Ctrl held it only goes to a headline" in " ".join(key_docs().split())


def test_how_to_suspend_is_said_where_undo_has_the_key_for_it() -> None:
    assert "ctrl+z" in ACTIONS["undo"].keys
    assert ":suspend" in ACTIONS["suspend"].help
    readme = (PAGE.parents[1] / "README.md").read_text("utf-8")
    assert "`:suspend`" in readme
    assert "`Ctrl-z` | undo" in readme
