"""The bottom bar: what it says, and what a click on it does."""

from tuinews.ui.paint.text.runs import line_text
from ui.conftest import RunningReader, Start
from ui.fake_library import World


def said(desk: RunningReader) -> str:
    return line_text(desk.screen.panes.footer.line(desk.app.size.width)).strip()


async def click(desk: RunningReader, word: str) -> None:
    x = line_text(desk.screen.panes.footer.line(desk.app.size.width)).index(word)
    await desk.pilot.click("#footer", offset=(x, 0))
    await desk.settle()


async def test_while_letters_are_shown_it_says_only_what_to_do_with_them(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "f")
        assert said(desk) == "Type a link's letters · ↓ scrolls · Esc cancels"
        await desk.press("escape")
        assert "j/k move" in said(desk)
        await desk.press("F")
        assert said(desk) == "Browser: type letters · ↓ scrolls · Esc cancels"
        await desk.press("%")
        assert "j/k move" in said(desk)


async def test_what_is_said_besides_comes_back_after_the_letters(start: Start) -> None:
    async with start() as desk:
        await desk.press("x", "enter", "f", "escape")
        assert said(desk).startswith("1 selected")


async def test_a_related_article_opens_by_the_letter_beside_it_wherever_one_is(start: Start) -> None:
    async with start(size=(140, 14)) as desk:
        await desk.press("enter", "end")
        assert any(line.startswith("[s] ◆ Ferry timetable") for line in desk.reading)
        await desk.press("f", "s")
        assert desk.open_title == "Ferry timetable for the winter"


async def test_a_click_on_a_hint_does_what_its_key_does(start: Start, world: World) -> None:
    async with start() as desk:
        await click(desk, "j")
        assert desk.screen.panes.list.cursor == 1
        await click(desk, "k")
        assert desk.screen.panes.list.cursor == 0
        await click(desk, "star")
        assert [e for e in world.articles if world.articles[e].entry.starred] == [1]
        await click(desk, "Enter open")
        assert desk.open_title == "Harbour opens again after the storm"
        await desk.pilot.click("#footer", offset=(0, 0))
        await click(desk, "? help")
        assert desk.app.screen is not desk.screen
