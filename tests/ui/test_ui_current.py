"""Which headline is current when the list is made anew."""

from ui.conftest import NOW, Start, long_document
from ui.fake_library import World, article_of, entry_of

PARSER = "A parser that never raises"
FERRY = "Ferry timetable for the winter"


async def test_when_what_was_read_leaves_the_list_its_neighbour_is_current(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "J", "J", "q", ".")
        assert desk.titles == [FERRY, *desk.titles[1:]]
        assert desk.current == FERRY, "the one after the last that was read"
        await desk.press("G", "enter", "q", ".")
        assert desk.current == desk.titles[-1], "at the end the one before"


async def test_the_next_start_finds_the_neighbour_of_what_was_read_last(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "j", "enter", "q")
        desk.screen.on_state_changed()
        await desk.settle()
    async with start() as desk:
        assert desk.current == FERRY


async def test_going_to_the_place_where_one_is_keeps_the_headline(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "j", "g", "i")
        assert desk.current == PARSER


async def test_far_down_in_a_long_list_news_move_nothing(start: Start, world: World) -> None:
    for number in range(100, 600):
        entry = entry_of(number, world.feeds[2], f"Note {number}", NOW - number * 3600)
        world.articles[entry.id] = article_of(entry, long_document("a note", 2))
    async with start() as desk:
        desk.screen.panes.list.go(450)
        await desk.press("j", "enter", "q", ".")
        assert desk.current == "Note 546", "it stood right after the one that was read"
