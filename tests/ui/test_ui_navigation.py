"""Going to places by their names, out of them again, and out of the reader."""

import asyncio
from collections.abc import Collection

import pytest

from tuinews.model.event import EntriesChanged, Event
from tuinews.model.query import Query
from tuinews.model.stories.entry_groups import FoldedIds, GroupKind
from tuinews.ui.widgets.menu import Menu
from ui.conftest import RunningReader, Start
from ui.fake_library import World
from waiting import patience


def offered(desk: RunningReader) -> list[str]:
    menu = desk.app.screen.query_one(Menu)
    return [menu.render_line(y).text.strip() for y in range(menu.size.height)]


@pytest.mark.parametrize("between", [("j",), ("u", "escape"), ("x", "x"), ("ctrl+p", "escape"), ("%",)])
async def test_esc_twice_does_not_quit_when_something_was_done_in_between(
    start: Start, between: tuple[str, ...]
) -> None:
    async with start() as desk:
        await desk.press("escape", *between, "escape")
        assert desk.app.is_running
        assert not desk.screen.session.leaving


async def test_esc_twice_quits(start: Start) -> None:
    async with start() as desk:
        await desk.press("escape", "escape")
        assert desk.screen.session.leaving


async def test_nothing_is_taken_after_quitting_began(start: Start, world: World) -> None:
    async with start() as desk:
        desk.screen.depart(0)
        await desk.press("s", "m", "D", "enter")
        assert not any(a.entry.starred or a.entry.read for a in world.articles.values())
        assert desk.screen.interaction.question is None


async def test_a_feed_is_found_by_its_name_from_the_sidebar(start: Start) -> None:
    async with start() as desk:
        await desk.press("1", "/", *"hill")
        assert len([row for row in offered(desk) if row]) == 1
        await desk.press("enter")
        assert desk.screen.session.listing.place.name == "Hill Post"


async def test_feeds_and_folders_are_in_the_palette(start: Start) -> None:
    async with start() as desk:
        await desk.press("ctrl+p", *"code notes", "enter")
        assert desk.screen.session.listing.place.name == "Code Notes"
        await desk.press("ctrl+p", *"world", "enter")
        assert desk.screen.session.listing.place.kind == "folder"


class HeldReads:
    """Lists that are read while it holds arrive when they are let go."""

    def __init__(self, desk: RunningReader) -> None:
        self.begun = asyncio.Event()
        self._held: list[asyncio.Event] = []
        self._holds = True
        entries = desk.screen.env.library.entries
        self._read = entries.fold
        entries.fold = self._fold  # type: ignore[method-assign]

    async def _fold(self, query: Query, kinds: Collection[GroupKind], limit: int | None = None) -> FoldedIds:
        found = await self._read(query, kinds, limit)
        if self._holds:
            arrive = asyncio.Event()
            self._held.append(arrive)
            self.begun.set()
            await arrive.wait()
        return found

    def pass_on(self) -> None:
        """Hold none that is read from now on."""
        self._holds = False

    def let_go(self) -> None:
        for arrive in self._held:
            arrive.set()


@pytest.mark.parametrize("event", [EntriesChanged(frozenset(), 1), EntriesChanged(frozenset(), 1, new=2)])
async def test_news_of_a_list_that_the_user_left_does_not_bring_it_back(start: Start, event: Event) -> None:
    async with start() as desk:
        await desk.press("=", *"nothing has these words", "enter")
        assert not desk.screen.panes.list.ids
        reads = HeldReads(desk)
        desk.bridge.publish(event)
        await reads.begun.wait()
        reads.pass_on()
        await desk.pilot.press("q")
        async with patience("the list that the filter was put on"):
            while not desk.screen.panes.list.ids:
                await desk.pilot.pause()
        reads.let_go()
        await desk.finish()
        assert desk.screen.session.listing.place.kind == "inbox"
        assert desk.titles


async def test_undo_in_a_list_that_the_user_left_does_not_bring_it_back(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "s")
        reads = HeldReads(desk)
        desk.screen.interaction.run(desk.screen.controllers.listing.load_again())
        await reads.begun.wait()
        reads.pass_on()
        await desk.pilot.press("g", "i")
        async with patience("the inbox"):
            while desk.screen.session.listing.place.kind != "inbox":
                await desk.pilot.pause()
        reads.let_go()
        await desk.finish()
        assert desk.screen.session.listing.place.kind == "inbox"


async def test_the_way_out_leads_from_place_to_place_to_the_inbox_and_there_out(start: Start) -> None:
    async with start() as desk:
        await desk.press("g", "s", "g", "e")
        seen = []
        while not desk.screen.session.leaving:
            await desk.press("q")
            seen.append(desk.screen.session.listing.place.kind)
        assert seen == ["saved", "inbox", "inbox"]


async def test_with_the_keys_of_newsboat_the_way_out_leads_by_the_feeds(start: Start) -> None:
    async with start(preset="newsboat") as desk:
        await desk.press("enter")
        seen = []
        while not desk.screen.session.leaving:
            await desk.press("q")
            seen.append(desk.screen.session.pane)
        assert seen == ["list", "feeds", "feeds"]


async def test_no_article_of_another_list_stays_open_in_an_empty_place(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "g", "m")
        assert not desk.screen.panes.list.ids
        assert desk.screen.session.article is None
        await desk.press("q")
        assert desk.screen.session.article is not None, "the way back leads to the article"
