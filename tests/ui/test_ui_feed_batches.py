"""Folders and several feeds at once, the form of a feed, its health, and the journal."""

from dataclasses import replace

import pytest
from textual.events import Key

from tuinews.model.clock import DAY
from tuinews.model.feed import Feed, FeedLink, FeedStatus
from tuinews.model.habits.silence import describe_silence
from tuinews.model.ids import FeedId
from tuinews.model.polling import RequestRecord
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.reports.feed_activity import FeedActivity
from tuinews.model.text import SafeText
from tuinews.ui.controllers.feeds.feed_form import feed_fields, read_form
from tuinews.ui.controllers.feeds.feed_health import describe_activity, describe_request
from tuinews.ui.controllers.journal import change_items
from tuinews.ui.dialogs.field_form import FieldForm
from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World


async def go_to(desk: RunningReader, name: str) -> None:
    rows = desk.screen.panes.sidebar.rows
    await desk.press("1")
    desk.screen.panes.sidebar.go([row.name for row in rows].index(SafeText(name)))


def folders(world: World) -> dict[str, str]:
    return {feed.title: "/".join(feed.folder) for feed in world.feeds}


async def test_selected_feeds_move_into_a_new_folder_together(start: Start, world: World) -> None:
    async with start() as desk:
        await go_to(desk, "Coast Daily")
        await desk.press("x")
        assert desk.screen.panes.footer.note == "1 feed selected · m moves"
        await go_to(desk, "Code Notes")
        await desk.press("x", "m")
        assert "Move 2 feeds to …" in desk.painted
        await desk.press(*"Sea/Deep")
        assert "New folder Sea/Deep" in desk.painted
        await desk.press("enter")
        assert folders(world) == {"Coast Daily": "Sea/Deep", "Hill Post": "World", "Code Notes": "Sea/Deep"}
        assert desk.told == ["2 feeds are in Sea/Deep now: z takes it back."]
        assert not desk.screen.session.selected_feeds, "they were moved: nothing is selected any more"


async def test_a_folder_is_moved_into_another_one_and_not_into_itself(start: Start, world: World) -> None:
    world.feeds[2] = replace(world.feeds[2], folder=(SafeText("Craft"),))
    async with start() as desk:
        await go_to(desk, "World")
        await desk.press("m")
        assert "World/" not in desk.painted.replace("folder World", "")
        await desk.press(*"craft", "enter")
        assert folders(world) == {
            "Coast Daily": "Craft/World",
            "Hill Post": "Craft/World",
            "Code Notes": "Craft",
        }


async def test_a_folder_is_selected_whole_archived_and_left(start: Start, world: World) -> None:
    async with start() as desk:
        await go_to(desk, "World")
        await desk.press("x", ":", *"archive", "enter")
        assert [feed.options.archived for feed in world.feeds] == [True, True, False]
        assert desk.told == ["2 feeds are archived: the articles stay, no request is made. z takes it back."]
        assert [row.rest for row in desk.screen.panes.sidebar.rows if row.name == "Coast Daily"] == ["archived"]
        assert desk.screen.panes.footer.note == ""
        await go_to(desk, "World")
        await desk.press("x", "escape")
        assert not desk.screen.session.selected_feeds
        assert desk.screen.session.pane == "feeds", "the first Escape gives the selection up, and no more"
        await go_to(desk, "World")
        await desk.press("x", "D", "down", "enter")
        assert [feed.title for feed in world.feeds] == ["Code Notes"]


async def test_the_form_of_a_feed_checks_in_place_and_changes_what_was_changed(start: Start, world: World) -> None:
    async with start(size=(80, 24)) as desk:
        await go_to(desk, "Coast Daily")
        await desk.press("E")
        form = desk.app.screen
        assert isinstance(form, FieldForm)
        at = [field.name for field in form._fields].index("interval")
        await desk.press(*["tab"] * at, "ctrl+u", *"soon")
        assert isinstance(form, FieldForm)
        assert form.said == "'soon' is no interval: write 45m, 2h, 1d, 1w, or default for the one of the settings."
        await desk.press("enter")
        assert desk.app.screen is form, "a wrong line keeps the form"
        await desk.press("ctrl+u", *"3h")
        assert isinstance(form, FieldForm)
        assert form.said == (
            "How often it is asked: 45m, 2h, 1d, 1w, or default; its publisher's wish is kept. "
            "Publisher: every 2 hours at most."
        )
        await desk.press("tab", "tab", "space")
        assert "Archived       on" in desk.painted
        await desk.press("enter")
        assert (world.feeds[0].options.interval, world.feeds[0].options.archived) == (10_800, True)
        assert desk.told == ["Coast Daily: changed interval, archived. z takes it back."]


async def test_keys_typed_ahead_go_to_the_lines_that_they_are_for(start: Start, world: World) -> None:
    async with start() as desk:
        await go_to(desk, "Coast Daily")
        for key in ("E", *["tab"] * 7, "space", "tab", "space", "enter"):
            desk.app.main.typeahead.press(Key(key, " " if key == "space" else key if len(key) == 1 else None))
        await desk.settle()
        await desk.settle()
        assert (world.feeds[0].options.archived, world.feeds[0].options.full_text) == (True, True)


def test_a_form_that_was_left_as_it_is_edits_nothing(world: World) -> None:
    feed = replace(world.feeds[0], tags=(SafeText("a"), SafeText("b")))
    fields = {field.name: field.value for field in feed_fields(feed, (), None, NOW)}
    assert set(read_form(feed, fields, NOW)) == {None}
    edit = read_form(feed, fields | {"tags": "b, c,,b", "keep": "50", "probe": "off", "folder": "X / Y"}, NOW)
    assert (edit.tags, edit.keep, edit.probe, edit.folder) == (("b", "c"), 50, False, ("X", "Y"))


async def test_the_health_of_a_feed_says_why_and_mends_its_address(start: Start, world: World) -> None:
    feed = world.feeds[0]
    world.feeds[0] = replace(
        feed,
        status=FeedStatus.GONE,
        error=SafeText("The server says that it is gone for good."),
        last_checked=NOW - 60,
        http_status=410,
        card=replace(feed.card, site_url="https://coast.example/"),
    )
    world.requests[feed.id] = [RequestRecord(NOW - 60, "gone", 410, ms=20, error=SafeText("It is gone."))]
    world.found["https://coast.example/"] = (FeedLink("https://coast.example/new", SafeText("Coast")),)
    async with start(size=(100, 34)) as desk:
        await go_to(desk, "Coast Daily")
        await desk.press("!")
        assert "Coast Daily: 410 · checked 1m ago · never again" in desk.painted
        assert "The server says that it is gone for good." in desk.painted
        assert "1m · 410 · gone for good · 20 ms · It is gone." in desk.painted
        assert "2 articles, less than one in ten days, 0 % of them read." in desk.painted
        await desk.press(*"mend", "enter")
        assert "https://coast.example/new" in desk.painted
        await desk.press("enter")
        assert world.feeds[0].url == "https://coast.example/new"
        assert "refresh 1 force" in world.asked
        assert "is fetched from https://coast.example/new from now on: z takes it back." in desk.told[-1]
        await desk.press("enter")
        assert desk.screen.panes.header.trail == ("World", "Coast Daily"), "the first line leads to its articles"


async def test_the_journal_undoes_from_the_middle_and_refuses_in_a_sentence(start: Start, world: World) -> None:
    said = ["tags changed", "2 starred", "a later one"]
    world.changes = [ChangeRecord(n, NOW - 60, "mark", SafeText(text), n == 9, own=True) for n, text in enumerate(said)]
    async with start() as desk:
        await desk.press("Y", "down", "enter")
        assert [change.undone for change in world.changes] == [False, True, False]
        assert desk.told == ["Undone: 2 starred"]
        assert "undone" in desk.painted
        await desk.press("down", "enter")
        assert [change.undone for change in world.changes] == [False, False, False], "what is undone is done again"
        await desk.press("down", "down", "enter")
        assert desk.told[-1] == "“a later one” touches the same as another."


async def test_every_place_and_page_is_in_the_sidebar_and_has_something_to_say(start: Start, world: World) -> None:
    world.articles.clear()
    async with start() as desk:
        for name, said in (("Today", "Nothing was published today yet"), ("Recently read", "You read nothing")):
            await go_to(desk, name)
            await desk.press("enter")
            assert desk.screen.session.listing.place.name == name
            desk.screen.session.counts = desk.screen.session.counts._replace(total=1)
            desk.screen.controllers.listing.update_empty_text()
            assert desk.screen.panes.list.empty_text.startswith(said)
        await go_to(desk, "Journal")
        await desk.press("enter")
        await go_to(desk, "Log")
        await desk.press("enter")
        assert desk.told == [
            "Nothing was changed yet: what you mark, tag, add and edit will be here.",
            "Nothing was logged yet: what goes wrong while you read will be here.",
        ]
        await go_to(desk, "Health")
        await desk.press("enter")
        assert "Health of 3 feeds" in desk.painted


@pytest.mark.parametrize(
    ("days", "gap", "silent"), [(29, None, False), (31, None, True), (100, 20 * DAY, False), (130, 20 * DAY, True)]
)
def test_a_feed_is_silent_after_a_month_and_six_times_its_gap(days: int, gap: int | None, *, silent: bool) -> None:
    feed = Feed(
        FeedId(1), "https://a.example/", SafeText("A"), status=FeedStatus.OK, last_new=NOW - days * DAY, gap=gap
    )
    assert bool(describe_silence(feed, NOW)) is silent
    assert not describe_silence(replace(feed, status=FeedStatus.FAILING), NOW)


def test_requests_changes_and_activity_are_told_in_a_line() -> None:
    record = RequestRecord(NOW - 7_200, "updated", 200, 3, 240, 1_250)
    assert describe_request(record, NOW) == "2h · 200 · brought something · 3 new · 1.2 kB · 240 ms"
    assert describe_request(RequestRecord(NOW, "failed"), NOW) == "now · no answer · failed"
    assert describe_activity(FeedActivity(0, 0, None, None, ()), NOW) == "No article came."
    assert describe_activity(FeedActivity(60, 15, NOW - 3_600, None, ()), NOW) == (
        "60 articles, 2.0 a day, 25 % of them read. The newest is 1h old."
    )
    change = ChangeRecord(1, NOW, "rule", SafeText("Quiz read"), undone=False, own=False)
    assert next(change_items([change], NOW)).detail == "by a rule"
