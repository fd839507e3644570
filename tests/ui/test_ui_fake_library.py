"""The library in memory, which the reader is tested on, behaves as the real one: the same tests run over both."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from email.utils import formatdate
from pathlib import Path

import pytest

from engine.web import Web
from tuinews.config import Settings, find_paths
from tuinews.config.settings import RefreshSettings
from tuinews.engine.library import Library, open_library
from tuinews.engine.results import ChoiceNeededError
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import NotFoundError, TuinewsError
from tuinews.model.event import EntriesChanged, Event, FeedsChanged
from tuinews.model.feed import Feed, FeedLink
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import EVERYTHING, Order, parse_query
from tuinews.model.text import SafeText, safe_text
from ui.conftest import NOW, long_document
from ui.fake_library import World, article_of, entry_of, library_of

HARBOUR, PARSER, FERRY = "Harbour opens again", "A parser that never raises", "Ferry timetable"
COAST, CODE = "Coast Daily", "Code Notes"
HILLS = "Hill Post"
STORIES = ((COAST, HARBOUR, 1, "harbour"), (CODE, PARSER, 2, "python"), (COAST, FERRY, 3, "harbour"))
"""Feed, title, age in hours, tag."""
OWN = "kept for later"


@dataclass
class Opened:
    """A library with two feeds, the address of a page, of a site with one feed and of one with two, and its events."""

    library: Library
    page: str
    site: str
    choice: str
    events: list[Event]

    async def titles(self, text: str = "", order: Order = Order.NEWEST) -> list[str]:
        query = replace(parse_query(text, NOW) if text else EVERYTHING, order=order)
        return [row.title for row in await self.library.entries.page(await self.library.entries.ids(query))]

    async def id_of(self, title: str) -> EntryId:
        rows = await self.library.entries.page(await self.library.entries.ids(EVERYTHING))
        (found,) = (row.id for row in rows if row.title == title)
        return found

    async def feed(self, title: str) -> Feed:
        (found,) = (feed for feed in await self.library.feeds.all() if feed.title == title)
        return found

    async def mark(self, *titles: str, flag: Flag = Flag.READ, value: bool = True) -> frozenset[EntryId]:
        ids = tuple([await self.id_of(title) for title in titles])
        marked = await self.library.entries.mark(Mark(flag, value=value, ids=ids))
        return frozenset(marked.changed)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose library has fetched the feeds."""
    home = tmp_path_factory.mktemp("filled")
    asyncio.run(fill(home))
    return home


async def fill(home: Path) -> None:
    library, served = real(home), Web()
    for feed, folder in ((COAST, "World"), (CODE, "")):
        url = served.put(f"/{feed[:3]}.xml", rss(feed))
        await library.feeds.add(url, (safe_text(folder),) if folder else ())
    await library.refresh.run(force=True)
    library.close()
    served.close()


@pytest.fixture(params=["real", "fake"])
async def opened(request: pytest.FixtureRequest, filled: Path, tmp_path: Path) -> AsyncIterator[Opened]:
    if request.param == "fake":
        yield fake()
        return
    events: list[Event] = []
    library = real(shutil.copytree(filled, tmp_path / "home"), events.append)
    web = Web()
    words = "".join(f"<p>Paragraph {n} tells at length what the pilots saw from their boat.</p>" for n in range(9))
    page = web.put("/page", f"<html><title>Pilots</title><article><h1>Pilots</h1>{words}</article></html>", "text/html")
    site = web.put("/site.xml", rss(HILLS))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in ("site", "other"))
    choice = web.put("/choice", f"<html><head>{links}</head></html>", "text/html")
    yield Opened(library, page, site, choice, events)
    library.close()
    web.close()


def real(home: Path, publish: Callable[[Event], None] = lambda _event: None) -> Library:
    settings = Settings(refresh=RefreshSettings(host_gap_seconds=0.0))
    return open_library(find_paths(str(home), {}), settings, publish, lambda: NOW)


def rss(feed: str) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>http://news.example/{hours}</link><guid isPermaLink='false'>{hours}</guid>"
        f"<category>{tag}</category><pubDate>{formatdate(NOW - hours * 3600)}</pubDate><description>The words of "
        f"{title}.</description></item>"
        for of, title, hours, tag in STORIES
        if feed in {of, HILLS}
    )
    return f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"


def fake() -> Opened:
    world = World()
    events: list[Event] = []
    coast = Feed(FeedId(1), "http://news.example/Coa.xml", SafeText(COAST), (SafeText("World"),))
    code = Feed(FeedId(2), "http://news.example/Cod.xml", SafeText(CODE))
    world.feeds += [coast, code]
    for number, (feed, title, hours, tag) in enumerate(STORIES, 1):
        of = coast if feed == COAST else code
        url = f"http://news.example/{hours}"
        entry = entry_of(number, of, title, NOW - hours * 3600, tags=(safe_text(tag),), url=url)
        world.articles[entry.id] = article_of(entry, long_document(title))
    page, site, choice = (f"http://pages.example/{what}" for what in ("page", "site", "choice"))
    pilots = entry_of(90, coast, "Pilots", NOW, url=page)
    world.pages[page] = article_of(pilots, long_document("the pilots"), full_text=True)
    links = [FeedLink(f"{site}/{n}", SafeText(title)) for n, title in enumerate((HILLS, COAST))]
    world.found |= {site: tuple(links[:1]), choice: tuple(links)}
    world.gate.set()
    world.publish = events.append
    return Opened(library_of(world), page, site, choice, events)


# Lists


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        (Order.NEWEST, [HARBOUR, PARSER, FERRY]),
        (Order.OLDEST, [FERRY, PARSER, HARBOUR]),
        (Order.FEED, [HARBOUR, FERRY, PARSER]),
        (Order.TITLE, [PARSER, FERRY, HARBOUR]),
    ],
)
async def test_ids_come_in_every_order(opened: Opened, order: Order, titles: list[str]) -> None:
    assert await opened.titles(order=order) == titles


async def test_the_first_ids_are_had_alone(opened: Opened) -> None:
    every = await opened.library.entries.ids(EVERYTHING)
    assert list(await opened.library.entries.ids(EVERYTHING, 2)) == list(every[:2])


async def test_a_page_has_the_rows_that_are_there_in_the_order_of_the_ids(opened: Opened) -> None:
    first, second, _ = await opened.library.entries.ids(EVERYTHING)
    rows = await opened.library.entries.page([second, 9_999, first])
    assert [(row.id, row.title, row.feed) for row in rows] == [(second, PARSER, CODE), (first, HARBOUR, COAST)]
    assert {(row.read, row.starred, row.later) for row in rows} == {(False, False, False)}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("is:unread", [PARSER, FERRY]),
        ("is:read", [HARBOUR]),
        ("is:starred", [FERRY]),
        ("is:later", []),
        ("-is:read -is:starred", [PARSER]),
        ("tag:harbour", [HARBOUR, FERRY]),
        ("tag:harbour is:unread", [FERRY]),
        ('feed:"Code Notes"', [PARSER]),
        ("folder:World", [HARBOUR, FERRY]),
        ("timetable", [FERRY]),
    ],
)
async def test_a_query_finds(opened: Opened, query: str, titles: list[str]) -> None:
    await opened.mark(HARBOUR)
    await opened.mark(FERRY, flag=Flag.STARRED)
    assert await opened.titles(query) == titles
    assert await opened.library.entries.count(parse_query(query, NOW)) == len(titles)


async def test_everything_can_be_searched(opened: Opened) -> None:
    assert await opened.library.entries.count_unsearched(parse_query("ferry", NOW)) == 0


# Marks


@pytest.mark.parametrize("flag", Flag)
async def test_a_mark_is_in_the_row_and_told(opened: Opened, flag: Flag) -> None:
    opened.events.clear()
    entry_id = await opened.id_of(PARSER)
    assert await opened.mark(PARSER, flag=flag) == {entry_id}
    (row,) = await opened.library.entries.page([entry_id])
    assert {Flag.READ: row.read, Flag.STARRED: row.starred, Flag.LATER: row.later}[flag]
    assert any(isinstance(event, EntriesChanged) for event in opened.events)
    await opened.mark(PARSER, flag=flag, value=False)
    (row,) = await opened.library.entries.page([entry_id])
    assert (row.read, row.starred, row.later) == (False, False, False)


async def test_what_a_query_finds_is_marked_up_to_the_last_that_was_seen(opened: Opened) -> None:
    last = max(await opened.library.entries.ids(EVERYTHING))
    await opened.library.entries.mark_all(parse_query("tag:harbour", NOW), Flag.READ, value=True, last=EntryId(last))
    assert await opened.titles("is:read") == [HARBOUR, FERRY]
    await opened.library.entries.mark_all(EVERYTHING, Flag.STARRED, value=True, last=EntryId(last - 1))
    assert len(await opened.titles("is:starred")) == 2


async def test_tags_of_ones_own_are_given_and_taken(opened: Opened) -> None:
    entry_id = await opened.id_of(PARSER)
    await opened.library.entries.tag([entry_id], [safe_text(OWN)], [])
    assert (await opened.library.entries.entry(entry_id)).user_tags == (OWN,)
    assert await opened.titles(f'tag:"{OWN}"') == [PARSER]
    await opened.library.entries.tag([entry_id], [], [safe_text(OWN)])
    assert (await opened.library.entries.entry(entry_id)).user_tags == ()


async def test_changes_are_undone_and_done_again_one_by_one(opened: Opened) -> None:
    await opened.mark(HARBOUR)
    await opened.mark(FERRY)
    undone = await opened.library.entries.undo(own=True, agreed=0)
    assert undone is not None
    assert undone.sentence.startswith("Undone: ")
    assert await opened.titles("is:read") == [HARBOUR]
    again = await opened.library.entries.redo(own=True, agreed=0)
    assert again is not None
    assert again.sentence.startswith("Done again: ")
    assert await opened.titles("is:read") == [HARBOUR, FERRY]
    assert await opened.library.entries.redo(own=True, agreed=0) is None


async def test_nothing_done_is_nothing_to_undo(opened: Opened) -> None:
    assert await opened.library.entries.undo(own=True, agreed=0) is None
    assert await opened.library.entries.redo(own=True, agreed=0) is None


# Feeds


async def test_folders_and_views_are_edited(opened: Opened) -> None:
    feeds, views = opened.library.feeds, opened.library.views
    assert await feeds.move_folder((SafeText("World"),), (SafeText("Press"), SafeText("Sea"))) == 1
    assert await feeds.move_folder((SafeText("Press"),), ()) == 1
    assert {(feed.title, feed.folder) for feed in await feeds.all()} == {(COAST, ("Sea",)), (CODE, ())}
    await views.add("Boats", "is:unread")
    await views.add("Weather", "is:unread")
    await views.edit("Boats", "Ships", "is:starred")
    assert [(v.name, v.query) for v in await views.all()] == [("Ships", "is:starred"), ("Weather", "is:unread")]


async def test_feeds_and_all_together_are_counted(opened: Opened) -> None:
    await opened.mark(HARBOUR)
    await opened.mark(PARSER, flag=Flag.LATER)
    feeds = await opened.library.feeds.all()
    assert {(feed.title, feed.folder, feed.unread, feed.total) for feed in feeds} == {
        (COAST, ("World",), 1, 2),
        (CODE, (), 1, 1),
    }
    counts = await opened.library.feeds.counts()
    assert (counts.unread, counts.starred, counts.later, counts.total) == (2, 0, 1, 3)


async def test_a_feed_gets_another_title_and_folder(opened: Opened) -> None:
    feed = await opened.feed(CODE)
    changed = await opened.library.feeds.edit(feed.id, FeedEdit(title=safe_text("Notes"), folder=(SafeText("Work"),)))
    assert (changed.title, changed.folder) == ("Notes", ("Work",))
    assert (await opened.feed("Notes")).id == feed.id


async def test_a_feed_that_is_removed_takes_its_articles_along(opened: Opened) -> None:
    feed = await opened.feed(COAST)
    assert await opened.library.feeds.remove(feed.id) == 2
    assert [left.title for left in await opened.library.feeds.all()] == [CODE]
    assert await opened.titles() == [PARSER]


async def test_a_site_with_one_feed_is_added(opened: Opened) -> None:
    opened.events.clear()
    (added,) = await opened.library.feeds.add(opened.site)
    assert added.feed.title == HILLS
    assert len(await opened.library.feeds.all()) == 3
    assert any(isinstance(event, FeedsChanged) for event in opened.events)


async def test_a_site_with_several_feeds_wants_a_choice(opened: Opened) -> None:
    with pytest.raises(ChoiceNeededError) as caught:
        await opened.library.feeds.add(opened.choice)
    assert len(caught.value.links) == 2
    assert len(await opened.library.feeds.all()) == 2


async def test_what_has_no_feed_is_one_sentence(opened: Opened) -> None:
    with pytest.raises(TuinewsError) as caught:
        await opened.library.feeds.add("http://127.0.0.1:9/none")
    assert "\n" not in str(caught.value)


async def test_a_refresh_counts_its_feeds(opened: Opened) -> None:
    summary = await opened.library.refresh.run()
    assert (summary.feeds, summary.new, summary.failed) == (2, 0, 0)


# Saved views


async def test_a_view_is_saved_found_by_its_name_and_removed(opened: Opened) -> None:
    opened.events.clear()
    saved = await opened.library.views.add("Sea", "tag:harbour")
    assert (saved.name, saved.query) == ("Sea", "tag:harbour")
    assert any(isinstance(event, FeedsChanged) for event in opened.events)
    assert (await opened.library.views.find("sea")).id == saved.id
    assert [view.name for view in await opened.library.views.all()] == ["Sea"]
    assert (await opened.library.views.remove("sea")).name == "Sea"
    assert await opened.library.views.all() == ()


@pytest.mark.parametrize("what", ["find", "remove"])
async def test_a_view_that_is_not_there_is_told(opened: Opened, what: str) -> None:
    views = opened.library.views
    with pytest.raises(NotFoundError):
        await {"find": views.find, "remove": views.remove}[what]("Mountains")


async def test_a_view_tells_how_much_it_finds(opened: Opened) -> None:
    await opened.mark(FERRY)
    await opened.library.views.add("Sea", "tag:harbour")
    (view,) = await opened.library.views.all()
    assert (view.unread, view.total) == (1, 2)


# Articles


async def test_an_article_is_opened_with_its_entry(opened: Opened) -> None:
    article = await opened.library.articles.open(await opened.id_of(HARBOUR))
    assert (article.entry.title, article.entry.feed, article.entry.tags) == (HARBOUR, COAST, ("harbour",))
    assert article.document.blocks
    assert not article.full_text
    assert not article.has_both


async def test_an_article_that_is_gone_is_told(opened: Opened) -> None:
    for reads in (opened.library.articles.open, opened.library.entries.entry):
        with pytest.raises(NotFoundError):
            await reads(EntryId(9_999))


async def test_without_its_page_an_article_is_shown_with_a_sentence(opened: Opened) -> None:
    article = await opened.library.articles.full_text(await opened.id_of(HARBOUR))
    assert not article.full_text
    assert article.notice


async def test_a_link_opens_inside_and_is_an_article_from_then_on(opened: Opened) -> None:
    article = await opened.library.articles.follow(opened.page, safe_text("Pilots"))
    assert (article.entry.title, article.full_text) == ("Pilots", True)
    assert (await opened.library.articles.open(article.entry.id)).entry.url == opened.page


async def test_a_link_that_leads_nowhere_is_one_sentence(opened: Opened) -> None:
    with pytest.raises(TuinewsError) as caught:
        await opened.library.articles.follow("http://127.0.0.1:9/none")
    assert "\n" not in str(caught.value)


async def test_what_was_never_edited_was_no_other_before(opened: Opened) -> None:
    assert await opened.library.articles.find_earlier(await opened.id_of(HARBOUR)) is None


async def test_places_in_articles_and_notes_are_remembered(opened: Opened) -> None:
    entry_id = await opened.id_of(HARBOUR)
    assert await opened.library.articles.position(entry_id) == 0
    await opened.library.articles.remember_position(entry_id, 3)
    assert await opened.library.articles.position(entry_id) == 3
    assert await opened.library.memory.get("pane") is None
    await opened.library.memory.put("pane", "list")
    assert await opened.library.memory.get("pane") == "list"


async def test_markdown_has_title_and_address(opened: Opened) -> None:
    article = await opened.library.articles.open(await opened.id_of(HARBOUR))
    written = await opened.library.articles.markdown(article)
    assert f"# {HARBOUR}" in written
    assert article.entry.url in written
