"""Undo in the reader: its own changes, and a question before more than marks."""

from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.text import SafeText
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
        assert "Undo: subscribe to Coast Daily again; its 3 articles come back" in chooser._menu.render_line(1).text
        await desk.press("enter")
        assert desk.told == []
        assert [asked for asked in world.asked if asked.startswith("undo")] == []
        await desk.press("z", "down", "enter")
        assert "undo agreed 12" in world.asked


async def test_what_was_just_told_to_be_taken_back_is_without_a_question(start: Start, world: World) -> None:
    world.weighty = 12
    async with start() as desk:
        now = desk.app.main.env.clock()
        world.changes[:] = [ChangeRecord(12, now, "feeds", SafeText("unsubscribed"), undone=False, own=True)]
        desk.app.main.interaction.tell("Left Coast Daily, 3 articles went: z brings it back.")
        await desk.press("z")
        assert "undo agreed 12" in world.asked
        await desk.press("z")
        assert isinstance(desk.app.screen, Chooser), "what is older is asked for"
        await desk.press("escape")
        desk.app.main.interaction.tell("Left Coast Daily, 3 articles went: z brings it back.")
        world.changes[:] = [world.changes[0]._replace(at=now + 5)]
        await desk.press("z")
        assert isinstance(desk.app.screen, Chooser), "that was of an earlier change"


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
        await desk.press("down")
        assert (chooser.attended, chooser._menu.caret.y) == (chooser._menu, 0), "the cursor of the terminal is on it"
        await desk.press("enter")
        assert desk.app.screen is chooser
        await desk.press("backspace", "down", "enter")
        assert "undo agreed 12" in world.asked


async def test_the_letters_that_move_in_lists_move_in_a_question_until_something_is_typed(
    start: Start, world: World
) -> None:
    world.weighty = 12
    async with start() as desk:
        await desk.press("z", "j")
        assert isinstance(chooser := desk.app.screen, Chooser)
        assert (chooser._menu.cursor, chooser.narrowed) == (1, False)
        await desk.press("k")
        assert chooser._menu.cursor == 0
        await desk.press("x", "j")
        assert chooser._input.value == "xj"
        await desk.press("backspace", "backspace", "j", "enter")
        assert "undo agreed 12" in world.asked
