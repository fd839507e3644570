"""The palette: what it finds, in which order, and what choosing does."""

from tuinews.ui.dialogs.item_index import ItemIndex
from tuinews.ui.dialogs.list_page import ListPage
from tuinews.ui.dialogs.palette_box import FoundGroup, PaletteGroup, arrange_groups
from tuinews.ui.widgets.menu import Menu, MenuItem
from ui.conftest import RunningReader, Start

ACTIONS = ItemIndex(
    [
        MenuItem("Mark this list read", "list"),
        MenuItem("What it means", quiet=True),
        MenuItem("Read later", "later", words="toggle-later bookmark"),
        MenuItem("Reader", "reader"),
    ]
)
FEEDS = ItemIndex([MenuItem(f"Feed {n}", n, "later" if n == 7 else "") for n in range(10_000)])
GROUPS = (PaletteGroup("Do", ACTIONS), PaletteGroup("Go to", FEEDS), PaletteGroup("Settings", FEEDS, listed=False))


def titles(typed: str, *more: FoundGroup) -> list[str]:
    return [item.title for item in arrange_groups(GROUPS, more, typed)]


def test_the_best_match_comes_first_and_its_group_on_top() -> None:
    assert titles("read")[:4] == ["Do", "Reader", "Read later", "Mark this list read"]
    assert titles("feed 9999")[:2] == ["Go to", "Feed 9999"]
    assert titles("later")[:2] == ["Do", "Read later"]


def test_initials_and_everyday_words_find_as_well() -> None:
    assert titles("mtlr") == ["Do", "Mark this list read", "What it means"]
    assert titles("book") == ["Do", "Read later"]
    assert titles("no such thing") == []


def test_of_ten_thousand_feeds_a_few_are_shown_and_all_counted() -> None:
    found = titles("feed")
    assert found[0] == "Go to · 6 of 10000"
    assert len(found) == 14
    assert titles("", FoundGroup("Topics", ()))[:2] == ["Do", "Mark this list read"]
    assert len(titles("")) < 600


def test_what_is_found_elsewhere_comes_below() -> None:
    assert titles("reader", FoundGroup("Topics", [MenuItem("#reader", 1)])) == ["Do", "Reader", "Topics", "#reader"]


def offered(desk: RunningReader) -> list[str]:
    return [item.title for item in desk.app.screen.query_one(Menu)._items]


async def test_topics_settings_and_articles_are_found_and_opened(start: Start) -> None:
    async with start() as desk:
        await desk.press("ctrl+p")
        await desk.paste("snow")
        assert offered(desk) == ["Topics", "#snow", "Articles", "Snow closes the northern pass"]
        await desk.press("down", "enter")
        assert desk.open_title == "Snow closes the northern pass"
        await desk.press("ctrl+p")
        await desk.paste("storm")
        await desk.press("enter")
        assert desk.screen.panes.header.trail == ("#storm",)
        await desk.press("ctrl+p")
        await desk.paste("host gap")
        assert offered(desk)[:2] == ["Settings", "refresh.host_gap_seconds"]
        await desk.press("enter")
        assert isinstance(desk.app.screen, ListPage)
        assert offered(desk)[1] == "refresh.host_gap_seconds" or offered(desk)[0] == "refresh.host_gap_seconds"


async def test_a_feed_is_gone_to_and_an_action_run(start: Start) -> None:
    async with start() as desk:
        await desk.press("ctrl+p")
        await desk.paste("hill po")
        await desk.press("enter")
        assert [*desk.screen.panes.header.trail] == ["World", "Hill Post"]
        await desk.press("ctrl+p")
        await desk.paste("starred")
        await desk.press("enter")
        assert [*desk.screen.panes.header.trail] == ["Starred"]
