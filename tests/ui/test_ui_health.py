"""How the feeds are doing, and what the log says."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from tuinews.cli.log import keep_log
from tuinews.model.error import TuinewsError
from tuinews.model.feed import FeedCard, FeedOptions, FeedStatus
from tuinews.model.text import SafeText
from tuinews.ui.controllers.feeds.health import card_items, health_items
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.item_index import filter_items
from tuinews.ui.log_records import read_last_records
from tuinews.ui.widgets.menu import Menu, MenuItem
from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World

HOUR = 3600


@pytest.fixture
def ailing(world: World) -> World:
    coast, hills, code = world.feeds
    world.feeds[:] = [
        replace(
            coast,
            status=FeedStatus.OK,
            http_status=304,
            last_checked=NOW - HOUR,
            next_check=NOW + 2 * HOUR,
            next_check_reason=SafeText("It is asked every 3 hours, as it says itself."),
        ),
        replace(
            hills,
            status=FeedStatus.FAILING,
            http_status=None,
            error=SafeText("The certificate of hills.example cannot be trusted (expired)."),
            last_checked=NOW - 30,
            next_check=NOW - 1,
            next_check_reason=SafeText("It failed twice."),
        ),
        replace(code, status=FeedStatus.GONE, http_status=410, last_checked=NOW - 50 * HOUR, next_check=NOW),
    ]
    return world


def rows(desk: RunningReader) -> list[str]:
    chooser = desk.app.screen
    assert isinstance(chooser, Chooser)
    return [chooser._menu.render_line(y).text.strip() for y in range(len(chooser._menu._items))]


async def test_the_health_page_tells_of_every_feed_and_leads_to_it(start: Start, ailing: World) -> None:
    async with start(size=(120, 30)) as desk:
        await desk.press("g", "h")
        seen = [" ".join(row.split()) for row in rows(desk)]
        assert seen == [
            "failing Hill Post no answer · checked now · due",
            "The certificate of hills.example cannot be trusted (expired). It failed twice.",
            "gone Code Notes 410 · checked 2d ago · never again",
            "ok Coast Daily 304 · checked 1h ago · next in 2h",
            "It is asked every 3 hours, as it says itself.",
        ]
        chooser = desk.app.screen
        assert isinstance(chooser, Chooser)
        assert str(chooser._frame.border_title) == "Health of 3 feeds: 1 failing, 1 gone, 1 ok"
        await desk.press(*"certif")
        assert [row.split()[0] for row in rows(desk)] == ["failing", "The"]
        await desk.press("enter", "enter")
        assert desk.screen.session.listing.place.name == "Hill Post"


def test_a_feed_that_was_never_asked_and_one_that_waits_say_so(world: World) -> None:
    coast, hills, _ = world.feeds
    waits = replace(hills, status=FeedStatus.LIMITED, http_status=429, last_checked=NOW, next_check=NOW + 59)
    items = list(health_items((coast, waits), NOW, 60))
    assert [(item.lead, item.detail) for item in items] == [
        ("waits", "429 · checked now · next in 1m"),
        ("new", "not checked yet"),
    ]


async def test_the_card_of_a_feed_tells_who_publishes_it(start: Start, ailing: World) -> None:
    card = FeedCard(tagline=SafeText("News from the pier"), editor=SafeText("Orla Finch"), lang=SafeText("en"))
    ailing.feeds[0] = replace(ailing.feeds[0], card=card, url="https://me:secret@coast.example/feed")
    async with start(size=(120, 30)) as desk:
        await desk.press("g", "p")
        chooser = desk.app.screen
        assert isinstance(chooser, Chooser)
        assert str(chooser._frame.border_title) == "About Coast Daily"
        seen = [" ".join(row.split()) for row in rows(desk)]
        assert seen[:3] == ["Says News from the pier", "Editor Orla Finch", "Language en"]
        assert "secret" not in " ".join(seen)
        assert "Checked 304 · checked 1h ago · next in 2h" in seen
        await desk.press(*"finch", "enter")
        assert desk.told == ["Copied: Orla Finch"]


def test_the_card_of_a_feed_tells_what_was_set_for_it_and_no_more(world: World) -> None:
    plain = world.feeds[0]
    edited = replace(
        plain,
        options=FeedOptions(
            2 * HOUR, full_text=True, user_agent="Reader/1", keep=500, mark_read="title:/quiz/", probe=False
        ),
        hidden=True,
    )
    usual = {item.lead for item in card_items(plain, NOW)}
    seen = {item.lead: item.title for item in card_items(edited, NOW) if item.lead not in usual}
    assert seen == {
        "Interval": "every 2 hours, or as seldom as it wishes",
        "Keeps": "500 articles besides marked ones",
        "Marks read": "new ones that match title:/quiz/",
        "Full text": "each page is read instead of the feed's text",
        "User agent": "Reader/1",
        "Probe": "off: not asked for all when its server always says that nothing is new",
        "Hidden": "seen in views only, not among the feeds",
    }


async def test_where_no_feed_is_meant_there_is_no_card(start: Start, world: World) -> None:
    world.articles.clear()
    async with start() as desk:
        await desk.press("g", "p")
        assert desk.told == ["Go to a feed, or to an article of one, to see who publishes it."]


async def test_without_feeds_the_health_page_says_what_to_do(start: Start, world: World) -> None:
    world.feeds.clear()
    world.articles.clear()
    async with start() as desk:
        await desk.press("escape")
        await desk.press("g", "h")
        assert desk.told[-1] == "There are no feeds yet: a adds one."


def test_what_goes_with_an_item_is_found_and_shown_with_it() -> None:
    items = (
        MenuItem("A", 1),
        MenuItem("why a", quiet=True),
        MenuItem("Heading"),
        MenuItem("B", 2),
        MenuItem("why b", quiet=True),
    )
    assert filter_items(items, "why b") == items[3:]
    assert filter_items(items, "b") == items[3:]
    assert filter_items(items, "") == items


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "tuinews.log"
    with keep_log(path):
        logger = logging.getLogger("tuinews.test")
        logger.info("the first")
        logger.warning("a poisoned \x1b]52;c;aGk=\x07[/foo] one")
        try:
            int("a made-up defect")
        except ValueError:
            logger.exception("it broke")
    return path


def test_the_log_is_read_from_its_end_and_made_safe(log: Path) -> None:
    broke, poisoned, first = read_last_records(log)
    assert (first.level, first.text) == ("info", "the first")
    assert (poisoned.level, poisoned.text) == ("warning", "a poisoned [/foo] one")
    assert broke.text.startswith("it broke\nTraceback")
    assert broke.text.endswith("'a made-up defect'")
    assert "\n" not in broke.line
    assert read_last_records(log, 1) == (broke,)


def test_of_a_long_log_only_the_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.log"
    path.write_text("".join(f"2026-11-25 12:45:00,123 INFO a: {n} {'x' * 90}\n" for n in range(20_000)), "utf-8")
    assert [record.text.split()[0] for record in read_last_records(path, 3)] == ["19999", "19998", "19997"]
    assert len(read_last_records(path, 100_000)) < 4_000


def test_a_log_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert read_last_records(tmp_path / "none.log") == ()
    with pytest.raises(TuinewsError, match="cannot be read"):
        read_last_records(tmp_path)


async def test_the_log_is_shown_narrowed_and_copied(start: Start, log: Path) -> None:
    async with start(size=(100, 30), log=log) as desk:
        await desk.press(":", *"log", "enter")
        seen = rows(desk)
        assert "ERROR it broke" in seen[0]
        assert any("ValueError: invalid" in row for row in seen)
        assert "WARNING a poisoned [/foo] one" in seen[-2]
        assert seen[-1].endswith("the first")
        await desk.press(*"poison", "enter")
        assert desk.told == ["Copied the line of the log."]
        assert desk.app.clipboard.endswith("warning: a poisoned [/foo] one")


async def test_without_a_log_that_is_said(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "L")
        assert desk.told == ["Nothing was logged yet: what goes wrong while you read will be here."]


async def test_messages_come_again_newest_first_each_row_of_them_under_the_cursor(start: Start) -> None:
    async with start(size=(40, 12)) as desk:
        await desk.press("g", "M")
        long = "A long message of which one line of the smallest terminal holds no more than the first few words."
        desk.screen.interaction.tell(long)
        await desk.press("?", *"message", "enter")
        menu = desk.app.screen.query_one(Menu)
        seen = []
        for _ in range(5):
            seen.append(menu.render_line(menu.caret.y).text.strip())
            await desk.press("down")
        assert " ".join(seen).startswith(f"{long} There was no message yet")


async def test_a_hidden_part_of_an_address_is_never_made_the_address(start: Start, world: World) -> None:
    url = "https://coast.example/feed?token=s3cret"
    world.feeds[0] = replace(world.feeds[0], url=url)
    async with start() as desk:
        await desk.press(":")
        await desk.paste("feed-health")
        await desk.press("enter")
        await desk.paste("mend its")
        await desk.press("enter")
        await desk.paste("type an")
        await desk.press("enter", "x", "backspace")
        await desk.paste("https://new.example/feed?token=***")
        await desk.press("enter")
        assert "is hidden as ***" in desk.complaint
        await desk.press("ctrl+u")
        await desk.paste("https://coast.example/feed?token=***")
        await desk.press("enter")
        assert desk.told[-1].endswith("stays as it is.")
        assert world.feeds[0].url == url
