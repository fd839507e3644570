"""Undo in the reader: its own changes, and a question before more than marks."""

from tuinews.ui.dialogs.chooser import Chooser
from ui.conftest import Start
from ui.fake_library import World


async def test_undo_with_nothing_to_undo_says_so(start: Start) -> None:
    async with start() as desk:
        await desk.press("z")
        assert desk.told == ["Nothing of this session is left to undo; `tuinews undo` goes further back."]
        assert "undo agreed 0" in desk.world.asked


async def test_undoing_more_than_a_mark_says_first_what_that_is(start: Start, world: World) -> None:
    world.weighty = 12
    async with start() as desk:
        await desk.press("z")
        assert isinstance(chooser := desk.app.screen, Chooser)
        assert "unsubscribed from Coast Daily; it is back with 3 entries" in chooser._menu.render_line(1).text
        await desk.press("enter")
        assert desk.told == []
        assert [asked for asked in world.asked if asked.startswith("undo")] == []
        await desk.press("z", "down", "enter")
        assert "undo agreed 12" in world.asked


async def test_keys_typed_behind_an_undo_are_its_answer_or_go_on(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("s", "j")
        await desk.press("z", "k", "L")
        assert [n for n, a in world.articles.items() if a.entry.later] == [1]


async def test_a_question_of_which_nothing_is_left_says_so(start: Start, world: World) -> None:
    world.weighty = 12
    async with start() as desk:
        await desk.press("z", "z")
        assert isinstance(chooser := desk.app.screen, Chooser)
        assert "Nothing matches what you typed" in chooser._menu.render_line(0).text
        await desk.press("enter")
        assert desk.app.screen is chooser
        await desk.press("backspace", "down", "enter")
        assert "undo agreed 12" in world.asked
