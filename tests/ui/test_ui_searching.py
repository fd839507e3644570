"""A search in an article stays one until it is left, whatever it finds."""

import pytest

from ui.conftest import Start

UNFOUND = "“zzzz” is not in this article."


async def test_n_after_a_search_that_found_nothing_stays_in_the_article(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "/", *"zzzz", "enter")
        here = desk.open_title
        assert "Esc ends the search" in desk.screen.note()
        for key in ("n", "N", "p"):
            desk.app.clear_notifications()
            await desk.press(key)
            assert desk.told == [UNFOUND]
        assert (desk.open_title, sum(article.entry.read for article in desk.world.articles.values())) == (here, 1)


@pytest.mark.parametrize("way_out", ["escape", "J"])
async def test_n_goes_on_to_the_next_unread_article_once_the_search_is_left(start: Start, way_out: str) -> None:
    async with start() as desk:
        await desk.press("enter", "/", *"zzzz", "enter", way_out)
        here = desk.open_title
        await desk.press("n")
        assert desk.open_title != here
        assert desk.told == [UNFOUND]
