"""The panes at every size, with hostile text too."""

import json
from dataclasses import replace

import pytest

from tuinews.model.document import Document
from tuinews.model.feed import Feed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import SafeText
from tuinews.ui.paint.text.runs import line_text
from tuinews.ui.pane_layout import PaneSizes, Shown, arrange, from_data, resize
from ui.conftest import NOW, RunningReader, Start, paragraph
from ui.fake_library import World, article_of, entry_of

HOSTILE = SafeText("[/foo] [red]x[/] \x1b]52;c;aGk=\x07\x1b[2J \x9b31m $(id) \u202egnp.exe")


def seen(desk: RunningReader) -> set[str]:
    return {name for name, pane in desk.screen.panes.by_name.items() if pane.display and pane.region.area}


def picture(desk: RunningReader) -> str:
    lines = desk.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines)


async def test_three_columns_from_120_columns_up(start: Start) -> None:
    async with start(size=(120, 30)) as desk:
        assert seen(desk) == {"feeds", "list", "article"}
        regions = [desk.screen.panes.by_name[name].region for name in ("feeds", "list", "article")]
        assert [region.x for region in regions] == sorted(region.x for region in regions)
        assert {region.height for region in regions} == {28}


async def test_at_80_headlines_have_all_lines_until_an_article_is_open(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        assert seen(desk) == {"list"}
        assert desk.screen.panes.list.region.height == 22
        await desk.press("enter")
        assert seen(desk) == {"list", "article"}
        strip, article = desk.screen.panes.list.region, desk.screen.panes.article.region
        assert (strip.height, article.y, article.height) == (5, 6, 17)
        await desk.press("2")
        assert seen(desk) == {"list"}, "one key leads to the whole list"
        await desk.press("3")
        assert desk.screen.panes.article.region == article
        await desk.press("q")
        assert seen(desk) == {"list"}


@pytest.mark.parametrize("width", [60, 80])
async def test_on_a_small_screen_the_way_right_opens_the_article_instead_of_an_empty_pane(
    start: Start, width: int
) -> None:
    async with start(size=(width, 24)) as desk:
        await desk.press("tab")
        assert desk.screen.session.pane == "feeds", "an article that is not there is left out"
        await desk.press("tab", "l")
        assert desk.open_title == "Harbour opens again after the storm"


async def test_at_80_the_strip_is_as_high_as_the_user_wants(start: Start, world: World) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("enter", "<")
        assert desk.screen.panes.list.region.height == 6
        await desk.press(*">" * 9)
        assert seen(desk) == {"article"}
        await desk.press("<")
        assert desk.screen.panes.list.region.height == 3
        await desk.pilot.resize_terminal(100, 30)
        await desk.settle()
        assert desk.screen.panes.list.region.height == 3, "a like screen is arranged as the last one"
        await desk.press("<")
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        assert desk.screen.panes.list.region.height == 3, "sizes are those of this size of the terminal"
        remembered = from_data(json.loads(world.notes["reader"])["sizes"])
        assert remembered is not None
        assert {screen: sizes.strip for screen, sizes in remembered.chosen.items()} == {(80, 24): 3, (100, 30): 4}


def test_the_strip_shrinks_from_what_is_seen_of_it() -> None:
    sizes, shown = PaneSizes(), Shown("article", reading=True)
    for _ in range(30):
        sizes = resize(sizes, shown, arrange(80, 24, sizes, shown), -1, 80)
    highest = arrange(80, 24, sizes, shown).list_height
    sizes = resize(sizes, shown, arrange(80, 24, sizes, shown), 1, 80)
    assert arrange(80, 24, sizes, shown).list_height == highest - 1


async def test_the_strip_is_left_with_the_key_that_leaves_the_article(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("enter")
        await desk.pilot.click("#list", offset=(8, 2))
        await desk.settle()
        assert desk.open_title == "Snow closes the northern pass"
        desk.screen.panes.focus_widget(desk.screen.panes.list)
        await desk.settle()
        assert seen(desk) == {"list", "article"}, "a click into the strip does not move what is clicked"
        await desk.press("q")
        assert seen(desk) == {"list"}


async def test_at_80_feeds_are_a_drawer(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        before = desk.screen.panes.list.region
        await desk.press("1")
        assert seen(desk) == {"feeds", "list"}
        assert desk.screen.panes.sidebar.region.x == 0
        assert desk.screen.panes.list.region == before, "a drawer lies over the rest"
        await desk.press("down", "enter")
        assert seen(desk) == {"list"}
        assert desk.screen.panes.header.trail == ("Starred",)
        await desk.press("g", "i", "enter", "1", "escape")
        assert desk.screen.session.pane == "article", "the drawer is closed over what it was opened on"


async def test_one_pane_below_80_with_the_way_back(start: Start) -> None:
    async with start(size=(60, 20)) as desk:
        assert seen(desk) == {"list"}
        await desk.press("enter")
        assert seen(desk) == {"article"}
        assert desk.app.focused is desk.screen.panes.article
        await desk.press("escape")
        assert seen(desk) == {"list"}
        await desk.press("h")
        assert seen(desk) == {"feeds"}
        await desk.press("tab")
        assert seen(desk) == {"list"}


async def test_it_can_be_used_at_40_by_12(start: Start) -> None:
    async with start(size=(40, 12)) as desk:
        assert "Harbour opens" in picture(desk)
        await desk.press("enter")
        assert "#harbour" in picture(desk)
        await desk.press("?")
        await desk.press("escape", "q", "/")
        await desk.press(*"ferry", "enter")
        await desk.settle()
        assert desk.titles == ["Ferry timetable for the winter"]


async def test_resizing_keeps_the_place(start: Start) -> None:
    async with start(size=(160, 40)) as desk:
        await desk.press("j", "enter")
        for size in ((100, 30), (50, 14), (160, 40)):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert desk.screen.session.pane == "article"
            assert "article" in seen(desk)
            assert "Snow closes" in picture(desk)


async def test_feeds_can_be_hidden_and_panes_resized(start: Start, world: World) -> None:
    async with start() as desk:
        before = desk.screen.panes.list.region.width
        await desk.press("b")
        assert seen(desk) == {"list", "article"}
        await desk.press("b", ">")
        assert seen(desk) == {"feeds", "list", "article"}
        assert desk.screen.panes.list.region.width > before
        assert '"hidden": false' in world.notes["reader"]


async def test_zen_shows_the_article_alone(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "Z")
        assert seen(desk) == {"article"}
        assert desk.screen.panes.article.region.size == desk.app.size
        await desk.press("q")
        assert seen(desk) == {"feeds", "list", "article"}


async def test_half_a_chord_says_how_it_can_go_on(start: Start) -> None:
    async with start() as desk:
        await desk.pilot.press("g")
        assert "Go to the inbox" not in picture(desk)
        desk.screen.panes.chord_help.show()
        await desk.pilot.pause()
        assert "Go to the inbox" in picture(desk)
        await desk.press("s")
        assert "Go to the inbox" not in picture(desk)
        assert desk.screen.panes.header.trail == ("Starred",)


async def test_a_chord_that_leads_nowhere_is_forgotten(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "%", "j")
        assert desk.current == "Snow closes the northern pass"


async def test_clicks_go_where_they_point(start: Start) -> None:
    async with start() as desk:
        await desk.pilot.click("#list", offset=(8, 3))
        await desk.settle()
        assert desk.current == "A parser that never raises"
        await desk.pilot.click("#feeds", offset=(4, 3))
        await desk.settle()
        assert desk.screen.panes.header.trail == ("Starred",)
        await desk.pilot.click("#article", offset=(4, 2))
        await desk.settle()
        assert desk.screen.session.pane == "article"


async def test_folding_a_folder_by_key_and_by_click(start: Start) -> None:
    async with start() as desk:
        rows = len(desk.screen.panes.sidebar.rows)
        at = next(n for n, row in enumerate(desk.screen.panes.sidebar.rows) if row.folder)
        await desk.press("1")
        desk.screen.panes.sidebar.go(at)
        await desk.press("space")
        assert len(desk.screen.panes.sidebar.rows) == rows - 2
        await desk.pilot.click("#feeds", offset=(1, at + 1))
        await desk.settle()
        assert len(desk.screen.panes.sidebar.rows) == rows


async def test_text_of_the_world_stays_text(start: Start, world: World) -> None:
    feed = Feed(FeedId(9), "https://bad.example/feed", HOSTILE, (HOSTILE,), error=HOSTILE)
    world.feeds.append(feed)
    entry = replace(entry_of(66, feed, "", NOW, tags=(HOSTILE,), user_tags=(HOSTILE,)), title=HOSTILE)
    world.articles[EntryId(66)] = article_of(entry, Document((paragraph(HOSTILE),)))
    async with start() as desk:
        for keys in (
            ("enter",),
            ("t", "escape"),
            ("u", "escape"),
            ("y", "t"),
            ("?", "escape"),
            ("g", "t"),
            ("escape",),
        ):
            await desk.press(*keys)
            assert not set("\x1b\x07\x9b\u202e") & set(picture(desk))
        desk.screen.interaction.tell(HOSTILE, "error")
        await desk.settle()
        assert "[/foo] [red]x[/]" in picture(desk)
        assert not set("\x1b\x07\x9b\u202e") & set(picture(desk))
        assert "\x1b" not in desk.app.clipboard
        rows = [line_text(desk.screen.panes.sidebar._line(row, 80)) for row in desk.screen.panes.sidebar.rows]
        assert sum("[/foo] [red]x[/]" in row for row in rows) == 2


async def test_ascii_signs_are_enough(start: Start) -> None:
    """Every cell that is painted, wherever one goes: borders, bars, menus, prompts, toasts, help."""
    async with start(ascii_only=True, shown=True) as desk:
        desk.screen.interaction.tell(SafeText("Kept “a view” … as → it is"), "error")
        await desk.settle()
        for keys in (
            "1",
            "2",
            "/ p i l o t s enter",
            "q enter",
            "f",
            "escape ) d d",
            "u",
            "escape t",
            "escape S",
            "escape y y |",
            "escape g t",
            "escape g h",
            "escape g p",
            "escape g L",
            "escape ctrl+p",
            "escape ?",
            "escape a",
            "escape = t a g : s t o r m enter",
            "q 1 E",
            "escape D",
            "escape : t h e m e enter",
            "escape g",
        ):
            await desk.press(*keys.split())
            odd = {line.strip() for line in picture(desk).splitlines() if not line.isascii()}
            assert not odd, keys
