"""What is found again at the next start, and looking after feeds."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from tuinews.config.settings import RefreshSettings, Settings
from tuinews.engine.results import Summary
from tuinews.model.event import FeedsChanged
from tuinews.model.feed import Access, FeedLink
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.ui.actions import keymap_of
from tuinews.ui.app import ReaderApp
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.feeds.refresh import describe_refresh
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.field_form import FieldForm
from tuinews.ui.dialogs.prompt import Prompt
from tuinews.ui.environment import Environment
from tuinews.ui.saved_state import FirstPaint
from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World, library_of

HARBOUR = "Harbour opens again after the storm"
SNOW = "Snow closes the northern pass"
PARSER = "A parser that never raises"
FERRY = "Ferry timetable for the winter"


async def test_the_place_and_the_headline_are_found_again(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("]", "j", "enter", ">", "h", "W")
        await desk.press("Q")
        await desk.settle()
        assert desk.app.return_code == 0
        left = desk.open_title
    async with start() as desk:
        assert desk.screen.panes.header.trail == ("World", "Coast Daily")
        assert desk.open_title == left
        assert desk.screen.session.sizes.measure == 76


async def test_an_article_may_count_as_read_at_its_end_only(start: Start) -> None:
    async with start(size=(140, 20), mark_read="end") as desk:
        await desk.press("enter")
        assert not desk.world.articles[EntryId(1)].entry.read
        await desk.press("G")
        assert desk.world.articles[EntryId(1)].entry.read
        assert sum(len(asked) > 0 for asked, _ in desk.world.past) == 1


async def test_a_feed_that_was_added_is_told_and_takes_nobody_away(start: Start, world: World) -> None:
    world.found["https://new.example/"] = (FeedLink("https://new.example/feed", SafeText("New Things")),)
    async with start() as desk:
        await desk.press("a")
        await desk.press(*"https://new.example/", "enter")
        assert "The last of New Things" in desk.painted
        await desk.press("enter")
        assert desk.screen.panes.header.trail == ("Inbox",)
        assert desk.screen.session.pane == "list"
        assert any("Added New Things" in told for told in desk.told)
        assert "New Things" in [row.name for row in desk.screen.panes.sidebar.rows]


async def test_what_an_added_feed_brings_is_in_the_list_that_is_open(start: Start, world: World) -> None:
    world.found["https://new.example/"] = (FeedLink("https://new.example/feed", SafeText("New Things")),)
    ferry, brought = next((number, one) for number, one in world.articles.items() if one.entry.title == FERRY)
    del world.articles[ferry]
    async with start() as desk:
        assert FERRY not in desk.titles
        await desk.press("a", *"https://new.example/", "enter")
        world.articles[ferry] = brought
        await desk.press("enter")
        assert (FERRY in desk.titles, desk.screen.session.waiting) == (True, 0)


async def test_an_empty_library_says_whether_all_of_it_is_muted(start: Start, world: World) -> None:
    world.articles.clear()
    async with start() as desk:
        listing, session = desk.screen.controllers.listing, desk.screen.session
        listing.update_empty_text()
        assert listing.list.empty_text == "No articles yet. R fetches them."
        session.counts = session.counts._replace(muted=37)
        listing.update_empty_text()
        assert listing.list.empty_text == "37 articles are muted: g m shows them."


async def test_the_rows_of_a_feed_have_its_new_name_at_once(start: Start, world: World) -> None:
    async with start() as desk:
        world.feeds[0] = replace(world.feeds[0], title=SafeText("Coast Weekly"))
        article = world.articles[EntryId(1)]
        world.articles[EntryId(1)] = replace(article, entry=replace(article.entry, feed=SafeText("Coast Weekly")))
        world.publish(FeedsChanged())
        await desk.settle()
        assert "Coast Weekly" in desk.screen.panes.list.render_line(0).text


async def test_h20_what_is_told_is_told_without_passwords(start: Start) -> None:
    async with start() as desk:
        desk.screen.interaction.tell("https://ann:hunter2@coast.example/?token=t0psecret cannot be reached.", "error")
        await desk.settle()
        assert desk.told == ["https://***@coast.example/?token=*** cannot be reached."]
        with desk.screen.interaction.busy("looking at ann:hunter2@coast.example"):
            assert desk.screen.panes.header.busy == "looking at ***@coast.example"


async def test_of_several_feeds_one_is_chosen(start: Start, world: World) -> None:
    world.found["https://many.example/"] = (
        FeedLink("https://many.example/world", SafeText("World")),
        FeedLink("https://many.example/sport", SafeText("Sport")),
    )
    sport = FeedLink("https://many.example/sport", SafeText("Sport"), kind="rss 2.0", entries=1)
    world.found["https://many.example/"] = (world.found["https://many.example/"][0], sport)
    world.found["https://many.example/sport"] = (FeedLink("https://many.example/sport", SafeText("Sport")),)
    async with start() as desk:
        await desk.press("a")
        await desk.press(*"https://many.example/", "enter")
        await desk.settle()
        assert isinstance(chooser := desk.app.screen, Chooser)
        assert "rss 2.0 · 1 entry ·" in chooser._menu.render_line(2).text
        assert "The last of Sport" in chooser._menu.render_line(3).text
        await desk.press(*"spo", "enter", "enter")
        assert "Sport" in [row.name for row in desk.screen.panes.sidebar.rows]


async def test_an_address_without_a_feed_is_one_sentence(start: Start) -> None:
    async with start() as desk:
        await desk.press("a")
        await desk.press(*"nowhere.example", "enter")
        await desk.settle()
        assert desk.told == ["nowhere.example cannot be added: there is no feed there."]
        assert desk.screen.panes.header.busy == ""
        assert desk.app.screen.query_one(Input).value == "nowhere.example", "it can be mended at once"
        await desk.press("escape")
        assert desk.screen.session.pane == "list"


async def test_leaving_a_feed_asks_first(start: Start) -> None:
    async with start() as desk:
        await desk.press("]", "D")
        await desk.press("enter")
        await desk.settle()
        assert len(desk.world.feeds) == 3, "the first answer keeps it"
        await desk.press("D")
        await desk.press("down", "enter")
        await desk.settle()
        assert [feed.title for feed in desk.world.feeds] == ["Hill Post", "Code Notes"]
        assert desk.screen.panes.header.trail == ("Inbox",)


async def test_a_feeds_title_and_folder_are_edited(start: Start) -> None:
    async with start() as desk:
        await desk.press("]", "E")
        await desk.press("end", *" 2", "tab", "ctrl+u", *"News/Sea", "enter")
        edited = desk.world.feeds[0]
        assert (edited.title, edited.folder) == ("Coast Daily 2", ("News", "Sea"))
        assert desk.told == ["Coast Daily is called Coast Daily 2 now and is in News/Sea now. z takes it back."]


def names(desk: RunningReader) -> list[str]:
    return [row.name for row in desk.screen.panes.sidebar.rows]


async def go_to_row(desk: RunningReader, name: str) -> None:
    await desk.press("1", "g", "g", *["j"] * [n for n in names(desk) if n].index(name))
    row = desk.screen.panes.sidebar.current
    assert row is not None
    assert row.name == name


async def test_a_folder_is_renamed_and_what_is_open_goes_with_it(start: Start) -> None:
    async with start() as desk:
        await go_to_row(desk, "World")
        await desk.press("enter")
        assert desk.screen.panes.header.trail == ("World",)
        await go_to_row(desk, "World")
        await desk.press("E", "ctrl+u", *"Press/Sea", "enter")
        await desk.settle()
        moved = [feed.folder for feed in desk.world.feeds if feed.title in {"Coast Daily", "Hill Post"}]
        assert moved == [("Press", "Sea"), ("Press", "Sea")]
        there: tuple[str, ...] = desk.screen.panes.header.trail
        assert there == ("Press", "Sea")
        assert desk.told == ["World is Press/Sea now, with 2 feeds."]


async def test_a_folder_is_removed_with_or_without_its_feeds_or_kept(start: Start) -> None:
    async with start() as desk:
        await go_to_row(desk, "World")
        await desk.press("D", "enter")
        assert "World" in names(desk)
        await go_to_row(desk, "World")
        await desk.press("D", "down", "enter")
        await desk.settle()
        assert "World" not in names(desk)
        assert len(desk.world.feeds) == 3
    async with start() as desk:
        await desk.press("U")
        await go_to_row(desk, "Code Notes")
        await desk.press("E", "tab", "ctrl+u", *"Work", "enter")
        await desk.settle()
        await go_to_row(desk, "Work")
        await desk.press("D", "down", "down", "enter")
        await desk.settle()
        assert [feed.title for feed in desk.world.feeds] == ["Coast Daily", "Hill Post"]
        assert desk.told[-1].startswith("Left Work with 1 feed, ")


async def test_a_view_is_edited_where_it_stands(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("U", "=", *"tag:ferry", "enter", "+", *"Ferries", "enter")
        await go_to_row(desk, "Ferries")
        await desk.press("E", "ctrl+u", *"Boats", "tab")
        await desk.press("ctrl+u", *"is:nonsense", "enter")
        assert isinstance(form := desk.app.screen, FieldForm)
        assert "is: takes unread" in form.said
        await desk.press("ctrl+u", "enter")
        assert form.said == "A view needs a query: what it shows."
        await desk.press(*"tag:harbour", "enter")
        await desk.settle()
        assert {name: view.query for name, view in world.views.items()} == {"Boats": "tag:harbour"}


async def test_the_way_there_is_called_by_a_feeds_new_title_at_once(start: Start) -> None:
    async with start() as desk:
        await desk.press("]", "E", "end", *" 2", "enter")
        assert desk.screen.panes.header.trail == ("World", "Coast Daily 2")


async def test_an_edit_tells_only_what_it_changed(start: Start) -> None:
    async with start() as desk:
        await desk.press("]", "E")
        await desk.press("end", *" 2", "enter")
        assert desk.told == ["Coast Daily is called Coast Daily 2 now. z takes it back."]


async def test_refreshing_a_feed_asks_for_it_alone(start: Start) -> None:
    async with start() as desk:
        await desk.press("]", "r")
        await desk.press("R")
        assert [asked for asked in desk.world.asked if asked.startswith("refresh")] == [
            "refresh 1 force",
            "refresh due",
        ]
        assert desk.told[-1] == "Nothing new."


async def test_a_refresh_that_asks_nobody_says_so(start: Start, world: World) -> None:
    world.early = len(world.feeds)
    world.feeds[0] = replace(world.feeds[0], last_checked=NOW)
    async with start() as desk:
        await desk.press("R")
        assert desk.told[-1] == "No feed is due yet: nobody was asked. R within a minute asks all the same."
        await desk.press("]", "r")
        assert desk.told[-1] == "Asked a moment ago: servers are asked again in 60 seconds at the earliest."
        world.early = 1
        await desk.press("R")
        assert desk.told[-1] == "Nothing new; 1 feed not due yet."


async def test_everything_can_be_asked_before_it_is_due(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press(":", *"refresh-all --force", "enter")
        assert "refresh due force" in world.asked
        await desk.press(":", *"refresh-all now", "enter")
        assert desk.told[-1] == "Only --force can stand there: it asks feeds that are not due yet, too."


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"new": 2, "updated": 1}, "2 new articles."),
        ({"failed": 1, "limited": 2}, "Nothing new; 1 feed failed; 2 feeds told to wait. g h says why."),
        ({"gone": 1, "early": 3}, "Nothing new; 1 feed gone for good; 3 feeds not due yet."),
    ],
)
def test_a_refresh_says_what_became_of_the_feeds(counts: dict[str, int], told: str) -> None:
    nothing = Summary(feeds=9, updated=0, unchanged=0, failed=0, new=0, ms=1, bytes=0)
    assert describe_refresh(nothing._replace(**counts), keymap_of().label) == told


async def test_a_feed_behind_a_login_asks_for_it_and_hides_the_password(start: Start, world: World) -> None:
    url = "https://club.example/feed"
    world.found[url] = (FeedLink(url, SafeText("The Club")),)
    world.locked[url] = Access("ann", "secret")
    async with start() as desk:
        await desk.press("a", *url, "enter")
        assert desk.told == [f"{url} cannot be added: it wants a name and password."]
        await desk.press(*"ann", "enter", *"wrong", "enter")
        await desk.press("enter", *"secret")
        painted = desk.app.screen.query_one(Input).render_line(0).text
        assert "secret" not in painted
        assert "••••••" in painted
        await desk.press("enter")
        await desk.press("enter")
        assert "The Club" in names(desk)


async def test_a_login_is_not_sent_to_the_feeds_that_a_site_names_elsewhere(start: Start, world: World) -> None:
    url = "https://club.example/"
    news = FeedLink("https://elsewhere.example/news", SafeText("Club News"))
    world.found[url] = (FeedLink("https://club.example/feed", SafeText("The Club")), news)
    world.found[news.href] = (news,)
    world.locked[url] = Access("ann", "secret")
    async with start() as desk:
        await desk.press("a", *url, "enter", *"ann", "enter", *"secret", "enter")
        await desk.press(*"News", "enter", "enter")
        assert "Club News" in names(desk)


async def test_a_feed_gets_another_login_and_is_asked_at_once(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("]", ":", *"login", "enter", *"ann", "enter", *"pw", "enter")
        assert world.locked == {world.feeds[0].url: Access("ann", "pw")}
        assert "refresh 1 force" in world.asked
        await desk.press(":", *"login", "enter", "ctrl+u", "enter")
        assert world.locked == {world.feeds[0].url: Access()}
        assert "The name and password of Coast Daily are forgotten." in desk.told


async def test_wishes_for_keys_that_cannot_be_granted_are_told_with_their_line(world: World, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys.overrides]\nfly = "F"\ntoggle-star = "Z"\ntoggle-later = "Z"\n')
    keymap = keymap_of("vim", {"fly": ["F"], "toggle-star": ["Z"], "toggle-later": ["Z"]})
    settings = Settings(refresh=RefreshSettings(at_start=False, while_open=False))
    env = Environment(library_of(world), settings, lambda: NOW, keymap, settings_file=file)
    app = ReaderApp(env, FirstPaint(), Bridge())
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        told = [str(note.message) for note in app._notifications]
    assert f"{file}, line 2 gives keys to fly, which is no action: `tuinews keys` lists them." in told
    assert f"Z is wanted by toggle-star and by toggle-later ({file}, line 4): toggle-star has it." in told


async def test_an_address_that_could_not_be_added_can_be_mended(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("a")
        await desk.press(*"nowhere.example", "enter")
        assert desk.told
        await desk.press("escape", "a")
        assert desk.app.screen.query_one(Input).value == "nowhere.example"


async def test_a_filter_becomes_a_view_among_the_feeds_and_goes_again(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("U", "=", *"tag:ferry", "enter")
        await desk.press("+", *"Ferries", "enter")
        assert world.views["Ferries"].query == "tag:ferry"
        names = [row.name for row in desk.screen.panes.sidebar.rows]
        await desk.press("1", "g", "g", *["j"] * (names.index(SafeText("Ferries")) - 1), "enter")
        assert desk.screen.panes.header.trail == ("Ferries",)
        assert not desk.screen.session.listing.unread
        await desk.press("1", "D")
        assert world.views == {}
        assert "Ferries" not in [row.name for row in desk.screen.panes.sidebar.rows]


async def test_a_view_that_takes_the_place_of_another_says_so(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("U", "=", *"tag:ferry", "enter", "+", *"Boats", "enter")
        await desk.press("+", *"Boats", "enter")
        assert desk.told[-1] == "Saved the view Boats: it is among the feeds.", "nothing was lost"
        await desk.press("=", "ctrl+u", *"tag:harbour", "enter", "+", *"Boats", "enter")
        assert desk.told[-1] == "Saved the view Boats, in place of the one that was tag:ferry: it is among the feeds."
        assert world.views["Boats"].query == "tag:harbour"


async def test_what_is_offered_while_typing_is_washed() -> None:
    prompt = Prompt("Folder", words=("World\x1b]52;c;aGk=\x07 \u202eupset", "[/foo]"))
    suggester = prompt._input.suggester
    assert suggester is not None
    assert await suggester.get_suggestion("wor") == "World upset"
    assert await suggester.get_suggestion("[") == "[/foo]"
