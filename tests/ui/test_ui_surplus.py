"""A feed's daily cap in the list: what is beyond it is one line that unfolds."""

from ui.conftest import Start
from ui.fake_library import World
from ui.test_ui_stories import FERRY, HARBOUR, PARSER, RELEASE, SCHOOL, SNOW, lines

REST = {4: 1, 5: 1, 6: 1}


async def test_what_is_beyond_a_daily_cap_is_one_line_that_the_key_and_enter_unfold(start: Start, world: World) -> None:
    world.surplus = REST
    async with start() as desk:
        assert [line.split("  ")[0] for line in lines(desk)] == [
            f"● {HARBOUR}",
            f"● {SNOW}",
            f"● {PARSER}",
            "● 3 more from Coast Daily",
        ]
        await desk.press("j", "j", "j", "enter")
        assert desk.open_title == "", "which article is meant is not seen"
        assert desk.titles == [HARBOUR, SNOW, PARSER, FERRY, SCHOOL, RELEASE]
        assert FERRY in lines(desk)[3]
        await desk.press("enter")
        assert desk.open_title == FERRY


async def test_space_unfolds_it_as_well_and_the_key_folds_it_again(start: Start, world: World) -> None:
    world.surplus = REST
    async with start() as desk:
        await desk.press("j", "j", "j", "space")
        assert (len(desk.titles), desk.open_title) == (6, "")
        await desk.press("-")
        assert len(desk.titles) == 4
        assert not any(article.entry.read for article in world.articles.values())


async def test_nothing_is_folded_in_the_feed_itself(start: Start, world: World) -> None:
    world.surplus = {1: 1, 4: 1}
    async with start() as desk:
        await desk.press("1", "G", *["k"] * 5, "enter")
        await desk.finish()
        place = desk.screen.session.listing.place
        assert place.kind == "feed"
        assert not any("more from" in line for line in lines(desk))
