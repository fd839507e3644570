"""A search in an article stays one until it is left, whatever it finds; a filter finds what it asks for."""

import pytest

from tuinews.model.feed import Feed
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.places import Listing
from ui.conftest import Start

UNFOUND = "“zzzz” is not in this article."


async def test_n_after_a_search_that_found_nothing_stays_in_the_article(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "/", *"zzzz", "enter")
        here = desk.open_title
        assert "Esc ends it" in desk.screen.panes.footer.note
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


async def test_a_filter_that_asks_for_what_is_read_finds_it_among_the_unread(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "h")
        read = [article.entry.title for article in desk.world.articles.values() if article.entry.read]
        assert read
        await desk.press("=", *"is:read", "enter")
        assert desk.titles == read
        assert desk.screen.session.listing.heading() == "Headlines · all · newest · is:read"
        await desk.press("q")
        assert desk.screen.session.listing.only_unread


async def test_a_filter_of_the_unread_that_finds_nothing_says_what_shows_all(start: Start) -> None:
    async with start() as desk:
        await desk.press("=", *"zzzz", "enter")
        assert desk.screen.panes.list.empty_text == "Nothing unread found: U shows all, q goes back."
        await desk.press("U")
        assert desk.screen.panes.list.empty_text == "Nothing found. Press q to go back."


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("is:read", "is:read"),
        ("-is:unread tag:sea", "-is:unread tag:sea"),
        ("is:read OR is:starred", "is:read OR is:starred"),
        ('"is:read"', '"is:read" is:unread -is:aged'),
        ("is:starred", "is:starred is:unread -is:aged"),
    ],
)
def test_only_a_filter_that_names_it_says_whether_it_wants_what_is_read(typed: str, whole: str) -> None:
    assert Listing(filter=typed).text().replace("(", "").replace(")", "") == whole


async def test_what_a_search_found_is_marked_in_the_article_and_gone_through(start: Start) -> None:
    async with start() as desk:
        await desk.press("/", *"harbour", "enter", "enter")
        search, here = desk.screen.panes.article.search, desk.open_title
        assert (search.marked, desk.screen.panes.footer.note.startswith(search.progress)) == (True, True)
        await desk.press("n", "n")
        assert (desk.open_title, search.progress.partition("/")[0]) == (here, "2")
        await desk.press("N")
        assert search.progress.startswith("1/")
        await desk.press("q")
        assert (desk.screen.session.pane, desk.screen.panes.article.search.marked) == ("list", True)
        await desk.press("q", "enter")
        assert not desk.screen.panes.article.search.marked


async def test_each_place_of_the_reader_is_offered_where_a_query_can_name_views(start: Start) -> None:
    async with start() as desk:
        complete = QueryCompleter(desk.screen.env, ())
        offered = [await complete(f"view:{part}") for part in ("riv", "ag", "stor", '"all')]
        assert offered == ["view:river", "view:aged", "view:stories", 'view:"all articles"']
        without = QueryCompleter(desk.screen.env)
        assert [await without("view:riv"), await without("tag:har")] == ["", "tag:harbour"]


async def test_names_are_read_when_the_first_of_them_is_typed(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as desk:
        library = desk.screen.env.library
        complete, read = QueryCompleter(desk.screen.env, ()), list[str]()
        every = library.feeds.all

        async def read_all() -> tuple[Feed, ...]:
            read.append("feeds")
            return await every()

        monkeypatch.setattr(library.feeds, "all", read_all)
        assert [await complete("tit"), await complete("view:riv"), await complete("is:unr")] == [
            "title:",
            "view:river",
            "is:unread",
        ]
        assert read == []
        assert [await complete('feed:"Coa'), await complete("folder:Wor")] == ['feed:"Coast Daily"', "folder:World"]
        assert read == ["feeds"]
