"""Letters beside links: they reach all of the article, and take the keys as long as they are shown."""

from dataclasses import replace

from ui.conftest import HARBOUR, Start
from ui.fake_library import World


async def test_link_hints_open_inside(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "f")
        shown = desk.screen.panes.article.hints.shown
        await desk.press("escape")
        assert (shown, desk.screen.panes.article.hints.shown) == (True, False)
        assert desk.screen.session.pane == "article"


async def test_letters_reach_what_is_beyond_the_screen(start: Start) -> None:
    async with start(size=(140, 16)) as desk:
        await desk.press("enter")
        view = desk.screen.panes.article
        assert view.links.find("related", visible=True) == ()
        await desk.press("f", "down", "pagedown", "up")
        assert view.hints.shown
        assert view.scroll_offset.y > 0
        await desk.press("a")
        assert desk.screen.interaction.question is None, "the letter meant the first of READ ALSO"
        assert desk.open_title == "How the pilots saw it"


async def test_a_text_that_comes_while_letters_are_shown_keeps_them(start: Start) -> None:
    async with start(size=(140, 16)) as desk:
        await desk.press("enter", "f")
        opened = desk.screen.session.article
        assert opened is not None
        desk.screen.panes.article.show(opened)
        await desk.press("a")
        assert desk.open_title == "How the pilots saw it"


async def test_the_full_text_stays_on_along_read_also(start: Start, world: World) -> None:
    harbour, ferry = (
        article for article in world.articles.values() if article.entry.url in {HARBOUR, f"{HARBOUR[:-1]}4"}
    )
    for article in (harbour, ferry):
        world.pages[article.entry.url] = replace(article, full_text=True)
    async with start(size=(140, 16)) as desk:
        for text, full in (("the feed's", False), ("the page's", True)):
            await desk.press("enter", *("v" if full else ""), "f", "s")
            opened = desk.screen.session.article
            assert opened is not None
            assert (opened.entry.id, opened.full_text) == (ferry.entry.id, full), text
            await desk.press("q", "q")


async def test_where_the_article_is_not_seen_no_letter_is_shown_beside_it(start: Start) -> None:
    async with start(size=(60, 20)) as desk:
        await desk.press("enter", "h", "f")
        assert desk.told[-1] == "The article is not on the screen: 3 goes there."
        assert not desk.screen.panes.article.hints.shown
        await desk.press("3", "f")
        assert desk.screen.panes.article.hints.shown
