"""The first run, and the dialogs that lead to feeds: what is offered, ticked, typed, and what comes of it."""

from pathlib import Path

import pytest

from tuinews.engine.feeds.starter_packs import LANGUAGES, PACKS, sort_packs
from tuinews.engine.results import ImportReport
from tuinews.model.feed import FeedLink
from tuinews.model.text import SafeText
from tuinews.model.url import is_web, tidy_url
from tuinews.ui import interaction
from tuinews.ui.controllers.feeds.first_run import pack_items
from tuinews.ui.controllers.feeds.imports import describe_import
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.field_form import FieldForm
from tuinews.ui.dialogs.picker import Picker
from tuinews.ui.programs.newsboat_files import NewsboatFiles, complete_path, find_newsboat_files
from ui.conftest import Start
from ui.fake_library import World


@pytest.fixture
def nobody(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A library without anything, and a home without anything."""
    world.feeds.clear()
    world.articles.clear()
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    return world


async def test_a_first_run_offers_newsboats_list_with_its_count_and_takes_it(
    start: Start, nobody: World, tmp_path: Path
) -> None:
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "urls").write_text("https://a.example/feed\nhttps://b.example/feed\n")
    async with start(size=(100, 30)) as desk:
        assert "Welcome to tuinews" in desk.painted
        assert "Take your 2 feeds from newsboat" in desk.painted
        await desk.press("enter")
        assert [feed.url for feed in nobody.feeds] == ["https://a.example/feed", "https://b.example/feed"]
        assert any(told.startswith("From urls: 2 feeds new. z takes it back") for told in desk.told)
        assert desk.screen.interaction.question is None, "there are feeds: the welcome is over"


async def test_an_address_can_be_pasted_into_the_welcome(start: Start, nobody: World) -> None:
    url = "https://new.example/feed"
    nobody.found[url] = (FeedLink(url, SafeText("New Things")),)
    async with start() as desk:
        await desk.press(*"nowhere.example", "enter")
        assert desk.told == ["nowhere.example cannot be added: there is no feed there."]
        assert "Welcome to tuinews" in desk.painted, "it stays until there are feeds"
        await desk.press(*url, "enter")
        assert isinstance(desk.app.screen, FieldForm)
        assert "The last of New Things" in desk.painted
        await desk.press("ctrl+u", *"Mine", "tab", *"News/Far", "enter")
        assert [(feed.title, feed.folder) for feed in nobody.feeds] == [("Mine", ("News", "Far"))]
        assert any("Added Mine: 0 articles. z takes it back." in told for told in desk.told)


async def test_looking_at_an_address_can_be_stopped_but_not_by_what_is_typed_ahead(
    start: Start, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interaction, "_WAIT_SECONDS", 0)
    world.gate.clear()
    async with start() as desk:
        await desk.press("a", *"slow.example", "enter")
        assert "Looking for feeds at slow.example" in desk.painted
        await desk.press("enter")
        assert "Looking for feeds at slow.example" in desk.painted
        await desk.press("escape")
        assert desk.screen.interaction.question is None
        assert desk.told == []
        assert desk.screen.panes.header.busy == ""
        assert len(world.feeds) == 3


async def test_starter_packs_are_ticked_and_those_of_the_own_language_come_first(start: Start, nobody: World) -> None:
    async with start() as desk:
        await desk.press(*"starter", "enter")
        assert isinstance(picker := desk.app.screen, Picker)
        assert picker._items[0].title == "Deutsch"
        await desk.press(*"technik", "space", "enter")
        feeds = next(pack for pack in PACKS if pack.topic == "Technik").feeds
        assert picker is not desk.app.screen
        assert len(desk.app.screen.ticked) == len(feeds), "all of the pack are ticked before"  # type: ignore[attr-defined]
        await desk.press("space", "enter")
        assert [feed.url for feed in nobody.feeds] == [feed.url for feed in feeds[1:]]
        assert {feed.folder for feed in nobody.feeds} == {("Technik",)}


async def test_who_leaves_the_welcome_is_told_the_way_back_and_finds_it(start: Start, nobody: World) -> None:
    async with start() as desk:
        await desk.press("escape")
        assert desk.told == ["a adds a feed at any time; Ctrl-p and “begin” lead back here."]
        await desk.press(":", *"begin", "enter")
        assert isinstance(desk.app.screen, Chooser)
        assert not nobody.feeds


async def test_a_file_that_cannot_be_imported_is_a_sentence(start: Start, world: World, tmp_path: Path) -> None:
    async with start() as desk:
        await desk.press(":", *"import", "enter")
        await desk.press("ctrl+u", *str(tmp_path / "none.opml"), "enter")
        assert desk.complaint.startswith(f"There is no {tmp_path}")
        (tmp_path / "none.opml").write_text("")
        await desk.press("enter")
        assert desk.told == ["none.opml cannot be imported: it is empty."]
        assert len(world.feeds) == 3


def test_newsboats_files_are_found_where_its_manual_says(tmp_path: Path) -> None:
    assert find_newsboat_files(tmp_path, {}) == ()
    for folder in (".newsboat", ".config/newsboat", ".local/share/newsboat"):
        (tmp_path / folder).mkdir(parents=True)
    old, new = tmp_path / ".newsboat" / "urls", tmp_path / ".config" / "newsboat" / "urls"
    old.write_text("")
    new.write_text("https://a.example/feed")
    cache = tmp_path / ".local" / "share" / "newsboat" / "cache.db"
    assert find_newsboat_files(tmp_path, {}) == (NewsboatFiles(new),), "an empty list is none"
    cache.write_bytes(b"SQLite")
    assert find_newsboat_files(tmp_path, {}) == (NewsboatFiles(new, cache),)


def test_a_path_is_completed_as_far_as_something_begins_so(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").touch()
    (tmp_path / "folder").mkdir()
    assert complete_path("~/fee", tmp_path) == "~/feeds.opml"
    assert complete_path(f"{tmp_path}/fo", tmp_path) == f"{tmp_path}/folder/"
    assert complete_path("~/nothing", tmp_path) == "~/nothing"
    assert complete_path("~/none/there", tmp_path) == "~/none/there"


def test_packs_have_web_addresses_once_each_and_a_name_for_each_language() -> None:
    urls = [feed.url for pack in PACKS for feed in pack.feeds]
    assert len(set(urls)) == len(urls)
    assert all(is_web(url) and tidy_url(url) == url and url.startswith("https://") for url in urls)
    assert {pack.lang for pack in PACKS} == set(LANGUAGES)
    assert sort_packs("fr_CA.UTF-8")[0].lang == "fr"
    assert sort_packs("C") == PACKS
    assert [item.title for item in pack_items(PACKS[:2])] == ["English", "World", "Technology"]


def test_an_import_is_told_with_what_was_left_out() -> None:
    report = ImportReport(1, 2, 3, (("ftp://a", SafeText("It is no web address.")), ("b", SafeText("Nor is it."))), 1)
    assert describe_import(report, "urls") == (
        "From urls: 1 feed new, 5 here already, 1 view. Left out: It is no web address. "
        "And 1 more, which `tuinews import` names."
    )


async def test_a_list_that_brings_nothing_promises_no_undo(start: Start, world: World, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(world.feeds[0].url)
    async with start() as desk:
        await desk.press(":")
        await desk.paste(f"import {tmp_path / 'urls'}")
        await desk.press("enter")
        assert desk.told[-1].startswith("From urls: no feed that is new, 1 here already. ")
        assert "takes it back" not in desk.told[-1]
        assert desk.screen.interaction.promise.take() is None, "undo asks what it would take back"
