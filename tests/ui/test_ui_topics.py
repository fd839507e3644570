"""Topics on the screen: their page, the place of one, what is decided there, and related articles below a text."""

import pytest

from tuinews.model.entry import RelatedEntry
from tuinews.model.error import StoreBusyError
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.model.topics.topic import COLOURS, Topic, TopicSuggestion, pick_colour
from tuinews.ui.controllers.topics.topic_items import topic_head, topic_item
from tuinews.ui.dialogs.topic_page import TopicPage
from tuinews.ui.paint.text.sparkline import draw_sparkline
from tuinews.ui.sidebar_rows import TOPICS
from tuinews.ui.widgets.menu import Menu
from tuinews.ui.widgets.style_tables import TINTS
from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World
from ui.test_ui_mutes import offered

SNOW = "Snow closes the northern pass"


def page_of(desk: RunningReader) -> list[str]:
    """The names on the page of topics."""
    page = desk.app.screen
    assert isinstance(page, TopicPage)
    return [item.title for item in page._menu._items if item.value is not None]


def sidebar_of(desk: RunningReader) -> list[str]:
    return [row.name for row in desk.screen.panes.sidebar.rows]


async def test_the_page_lists_topics_with_their_trend_and_typing_narrows_it(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "t")
        await desk.pilot.pause()
        assert page_of(desk) == ["#harbour", "#python", "#storm", "#release", "#snow"]
        page = desk.app.screen
        assert isinstance(page, TopicPage)
        assert page._menu._items[1].detail.split()[-2:] == ["2", "2"]
        assert "with storm" in page._menu._items[1].detail
        assert "█" in page._menu._items[1].detail
        await desk.press("s", "n")
        assert page_of(desk) == ["#snow"]
        await desk.press("enter")
        assert desk.screen.session.listing.place.name == "#snow"
        assert desk.titles == [SNOW]


async def test_a_page_whose_trends_cannot_be_read_says_why_and_keeps_what_it_has(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreBusyError("Another program keeps the library locked.")

    async with start() as desk:
        await desk.press("g", "t")
        monkeypatch.setattr(desk.screen.env.library.topics, "complete", fail)
        await desk.press(*"snow")
        assert "#snow" in page_of(desk)
        page = desk.app.screen
        assert isinstance(page, TopicPage)
        assert str(page._frame.border_subtitle) == "Another program keeps the library locked."


async def test_the_keys_of_the_page_sort_it_and_decide_about_a_topic(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "t")
        await desk.press("ctrl+s", "ctrl+s")
        assert page_of(desk) == ["#harbour", "#python", "#release", "#snow", "#storm"]
        await desk.press("ctrl+f")
        assert world.topics["harbour"].followed
        assert desk.told[-1].startswith("Following harbour: z takes it back")
        await desk.press("escape")
        await desk.finish()
        at = sidebar_of(desk).index(TOPICS.name)
        assert sidebar_of(desk)[at + 1] == "#harbour"


async def test_the_place_of_a_topic_tells_what_is_known_and_what_to_do(start: Start, world: World) -> None:
    world.suggestions = [TopicSuggestion(SafeText("storms"), SafeText("storm"), SafeText("nearly the same letters"))]
    async with start() as desk:
        await desk.press("g", "t", *"storm", "enter")
        await desk.finish()
        frame = str(desk.screen.panes.list.border_title)
        assert "#harbour" in frame
        assert "█" in frame
        await desk.press("#", *"follow", "enter")
        assert world.topics["storm"].followed
        await desk.press("#", *"same as", "enter", "enter")
        assert world.topics["storms"].alias_of == "storm"
        await desk.press("#", *"colour", "enter", *"teal", "enter")
        assert world.topics["storm"].colour == "teal"
        await desk.press("#", *"harbour", "enter")
        assert desk.screen.session.listing.place.name == "#harbour"


async def test_a_topic_is_muted_as_a_tag_of_an_article_is(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "t", *"#snow", "ctrl+x")
        assert "Would go: 1 article, 1 of the last 30 days" in offered(desk)
        await desk.press("escape")
        assert not world.muted.mutes
        await desk.press("escape", "g", "t", *"#snow", "enter", "#", *"mute it", "enter", *"week", "enter")
        assert [(mute.query, mute.until) for mute in world.muted.mutes.values()] == [
            ('tag:"snow"', NOW + 7 * 86_400),
        ]
        assert desk.titles == [], "what is hidden leaves the list at once"


async def test_without_a_topic_it_is_said_how_to_get_to_one(start: Start) -> None:
    async with start() as desk:
        await desk.press("#")
        assert desk.told == ["Go to a topic first: g t lists all, t those of this article."]


async def test_a_followed_topic_is_renamed_and_left_in_its_row(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.screen.controllers.topic_page._env.library.topics.follow(["storm"])
        await desk.finish()
        sidebar = desk.screen.panes.sidebar
        sidebar.go(sidebar_of(desk).index("#storm"))
        await desk.press("1", "E", *"Gales", "enter")
        assert world.topics["storm"].alias_of == "gales"
        await desk.finish()
        sidebar.go(sidebar_of(desk).index(TOPICS.name) + 1)
        await desk.press("D")
        assert desk.told[-1].startswith("No longer following Gales: z takes it back")


async def test_the_tags_of_an_article_have_the_colours_that_the_user_chose(start: Start) -> None:
    async with start() as desk:
        await desk.screen.controllers.topic_page._env.library.topics.colour("storm", "teal")
        await desk.finish()
        await desk.press("enter")
        paper = desk.screen.panes.article.text_layout
        assert paper is not None
        styles = {run.text.strip(): run.style for line in paper.lines for run in line if run.text.startswith("#")}
        assert styles["#storm"] == "chip tint-teal"
        assert styles["#harbour"] == f"chip tint-{pick_colour('harbour')}", "another one has a colour of its own"


def test_each_colour_that_a_topic_may_have_is_painted() -> None:
    assert tuple(TINTS) == COLOURS


async def test_related_articles_stand_below_the_text_and_open_inside(start: Start, world: World) -> None:
    world.near = {
        1: (
            RelatedEntry(EntryId(2), SafeText(SNOW), SafeText("Hill Post"), 0.4, (SafeText("storm"), SafeText("pass"))),
            RelatedEntry(EntryId(4), SafeText("named as READ ALSO"), SafeText("Coast Daily"), 0.3, ()),
        )
    }
    async with start() as desk:
        await desk.press("enter")
        await desk.finish()
        below = "\n".join(desk.reading).partition("RELATED")[2]
        assert f"{SNOW} · Hill" in below
        assert "both: storm, pass" in below
        assert "named as READ ALSO" not in below
        await desk.press("g", "r", "enter")
        assert desk.open_title == SNOW
        await desk.press("g", "r")
        assert desk.told[-1] == "Nothing that is stored is near enough to this article."


async def test_a_topic_says_what_is_known_of_it_where_no_article_is_open_and_in_its_frame(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "t", "enter")
        await desk.finish()
        frame = str(desk.screen.panes.list.border_title)
        assert frame.startswith("2 articles · ")
        assert "Headlines" not in frame
        card = desk.screen.panes.article.empty
        assert card.startswith("#harbour\n\n2 articles · 2 unread")
        assert "30 days, to today" in card
        assert "with #storm" in card
        assert "# follows, mutes" in card
        await desk.press("g", "i")
        assert "#harbour" not in desk.screen.panes.article.empty
        assert str(desk.screen.panes.list.border_title).startswith("Headlines")


def test_a_trend_is_drawn_in_the_room_there_is() -> None:
    assert draw_sparkline((0, 1, 4, 8)) == " ▁▄█"
    assert draw_sparkline((1, 1, 1, 1, 4, 4), 3) == "▂▂█"
    assert draw_sparkline((0, 0)) == "  "
    assert draw_sparkline(()) == ""


def test_a_narrow_page_leaves_out_what_there_is_no_room_for() -> None:
    topic = Topic(SafeText("sea"), 5, 1, trend=(0,) * 29 + (5,), co=(SafeText("coast"),), heat=2.1, followed=True)
    wide, narrow = topic_item(topic, 120), topic_item(topic, 40)
    assert "with coast" in wide.detail
    assert wide.lead.split() == ["★", "2.1"]
    assert narrow.detail.split() == ["1", "5"]


def test_the_head_of_the_topics_stands_over_their_columns() -> None:
    topic = Topic(SafeText("sea"), 5, 1, trend=(1,) * 30, heat=2.1)
    for width in (120, 70, 40):
        head, item = topic_head(width), topic_item(topic, width)
        assert len(head.lead) == len(item.lead)
        assert len(head.detail) == len(item.detail)
        assert head.detail.split()[-2:] == ["unread", "all"]


async def test_the_head_stays_while_one_types(start: Start) -> None:
    async with start(size=(100, 30)) as desk:
        await desk.press("g", "t", *"snow")
        menu = desk.app.screen.query_one(Menu)
        head, first = (menu.render_line(y).text for y in (0, 1))
        assert " ".join(head.split()) == "heat topic trend, 30 days unread all"
        assert "#snow" in first
        assert menu.current is not None
        await desk.press("x", "x")
        assert "Nothing matches" in menu.render_line(0).text
