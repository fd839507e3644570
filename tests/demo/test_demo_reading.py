"""The sample portal as the reader's own engine reads it, from the socket to the article."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tuinews.config.paths import find_paths
from tuinews.config.settings import Settings
from tuinews.demo.server import Portal
from tuinews.engine.library import Library, open_library
from tuinews.model.entry import Entry
from tuinews.model.ids import EntryId
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.store import Writer, prepare

NOW = 1_795_514_400  # 2026-11-24T10:00:00Z


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal(first_port=0).start(NOW)
    yield portal
    portal.stop()


@pytest.fixture
def library(portal: Portal, tmp_path: Path) -> Iterator[Library]:
    paths = find_paths(str(tmp_path), {})
    prepare(paths.store, NOW)
    writer = Writer(paths.store, lambda: NOW)
    for feed in portal.site.feeds:
        writer.add_feed(feed)
    writer.close()
    default = Settings()
    settings = replace(default, refresh=replace(default.refresh, host_gap_seconds=0.0))
    library = open_library(paths, settings, clock=lambda: NOW)
    yield library
    library.close()


async def entry_at(library: Library, url: str) -> Entry:
    for entry_id in await library.entries.ids(parse_query("", NOW)):
        entry = await library.entries.entry(EntryId(entry_id))
        if entry.url == url:
            return entry
    raise LookupError(url)


async def test_a_refresh_brings_every_story_and_the_next_one_only_what_is_new(portal: Portal, library: Library) -> None:
    stories = [story for press in portal.presses for story in press.stories]
    first = await library.refresh.run()
    assert (first.failed, first.updated) == (0, len(portal.presses))
    assert first.new == sum(story.edition == 1 for story in stories)
    second = await library.refresh.run(force=True)
    assert (second.failed, second.new) == (0, sum(story.edition == 2 for story in stories))
    assert second.unchanged == sum(press.editions == 1 for press in portal.presses)


async def test_feeds_show_their_cards_and_folders(portal: Portal, library: Library) -> None:
    await library.refresh.run()
    feeds = {feed.title: feed for feed in await library.feeds.all()}
    for press in portal.presses:
        feed = feeds[safe_text(press.outlet.title)]
        assert feed.folder == (press.outlet.folder,)
        assert feed.card.site_url == press.base + "/"
        assert feed.card.lang in {press.outlet.lang, ""}


async def test_tags_come_with_the_stories(portal: Portal, library: Library) -> None:
    await library.refresh.run()
    names = {topic.name for topic in await library.topics.page(limit=500, whole=False)}
    written = {tag for press in portal.presses for story in press.stories if story.edition == 1 for tag in story.tags}
    assert written <= names


async def test_a_summary_becomes_the_whole_article_and_links_open_inside(portal: Portal, library: Library) -> None:
    await library.refresh.run()
    press = portal.presses[0]
    story = next(story for story in press.stories if story.slug == "bridge-signed")
    entry = await entry_at(library, portal.presses[0].catalogue.address(press.outlet, story.ref))
    short = await library.articles.open(entry.id)
    whole = await library.articles.full_text(entry.id)
    assert whole.full_text, whole.notice
    assert len(whole.document.blocks) > len(short.document.blocks)
    titles = {link.title: link for link in whole.entry.related}
    assert len(titles) == len(story.also)
    page_only = next(title for title in titles if title.startswith("Who pays for the bridge?"))
    followed = await library.articles.follow(titles[page_only].url, page_only)
    assert followed.entry.title == page_only
    assert "6.2 billion crowns" in str(followed.document)
