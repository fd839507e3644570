"""Headlines in two lines: in a list of any length, with headings, groups, selection and the mouse."""

from tuinews.ui.saved_state import from_text
from ui.conftest import RunningReader, Start
from ui.fake_library import World


def picture(desk: RunningReader) -> list[str]:
    area = desk.screen.panes.list.content_region
    lines = [strip.text for strip in desk.app.screen._compositor.render_strips()]
    return [line[area.x : area.right].rstrip() for line in lines[area.y : area.bottom]]


async def test_one_key_gives_headlines_two_lines_and_it_is_remembered(start: Start, world: World) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("g", "=")
        assert picture(desk)[:4] == [
            " ● Harbour opens again after the storm",
            "   Coast Daily · 1h  #harbour #storm",
            " ● Snow closes the northern pass",
            "   Hill Post · 2h  #snow #storm",
        ]
        assert from_text(world.notes["reader"]).density == "comfortable"
        await desk.pilot.click("#list", offset=(8, 6))
        await desk.settle()
        assert desk.open_title == "A parser that never raises", "its lower line is the row's as well"
        await desk.press("q", "x", "j", "g", "=")
        assert [line[:2] for line in picture(desk)[:3]] == [" ●", " ●", "▎○"]
        assert from_text(world.notes["reader"]).density == ""
