"""Searching everything: what is found stands below the line while one types."""

import pytest

from tuinews.model.error import QueryError
from tuinews.ui.controllers.headlines.search import complete_last_word
from tuinews.ui.dialogs.search_box import SearchBox
from ui.conftest import Start


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("har", "har*"),
        ("storm har", "storm har*"),
        ("-har", "-har*"),
        ("h", "h"),
        ("har ", "har "),
        ("har*", "har*"),
        ("tag:sea", "tag:sea"),
        ('"old har', '"old har'),
        ("storm OR", "storm OR"),
        ("東京", "東京*"),
    ],
)
def test_the_last_word_may_go_on(typed: str, asked: str) -> None:
    assert complete_last_word(typed) == asked


async def test_what_is_found_stands_below_while_one_types(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "/", *"harb")
        box = desk.screen.interaction.question
        assert isinstance(box, SearchBox)
        titles = [item.title for item in box._menu._items]
        assert titles[0] == "All with harb"
        assert any("arbour" in title for title in titles[1:])
        marked = next(item for item in box._menu._items if item.marks)
        assert next(marked.title[first:last].lower() for first, last in marked.marks).startswith("harb")
        assert "hits harb*" in desk.world.asked
        await desk.press("down", "enter")
        assert "arbour" in desk.open_title
        assert desk.screen.session.listing.place.query == "harb"


async def test_enter_searches_for_what_was_typed(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "/", *"harbour", "enter")
        assert desk.screen.session.listing.place.query == "harbour"


async def test_a_line_that_cannot_be_read_stays_with_the_cursor_where_it_is_wrong(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "/", *"sea (harbour", "enter")
        box = desk.screen.interaction.question
        assert isinstance(box, SearchBox)
        assert box._input.cursor_position == 4
        assert "never closed" in str(box._frame.border_subtitle)
        await desk.press("escape")
        assert desk.screen.interaction.question is None


async def test_a_search_that_fails_while_one_types_is_told_in_the_frame(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise QueryError("The regular expression takes too long here.")

    async with start() as desk:
        await desk.press("g", "/")
        monkeypatch.setattr(desk.screen.env.library.search, "find_hits", fail)
        await desk.press(*"/a+/")
        box = desk.screen.interaction.question
        assert isinstance(box, SearchBox)
        assert str(box._frame.border_subtitle) == "The regular expression takes too long here."
        monkeypatch.undo()
        await desk.press(*["backspace"] * 4, *"harb", "down", "enter")
        assert "arbour" in desk.open_title


async def test_what_was_read_of_late_is_a_place_and_relevance_an_order_of_searches_only(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "w")
        assert desk.screen.session.listing.place.name == "Recently read"
        orders = set()
        for _ in range(7):
            await desk.press("\\")
            orders.add(desk.screen.session.listing.order.value)
        assert "relevance" not in orders
        assert {"oldest", "title"} <= orders
        await desk.press("g", "/", *"harbour", "enter")
        for _ in range(7):
            await desk.press("\\")
            orders.add(desk.screen.session.listing.order.value)
        assert "relevance" in orders
