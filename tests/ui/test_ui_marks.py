"""Marks: every way of marking shows the mark at once, and takes it back where the store refuses it."""

import asyncio
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import events

from tuinews.config.settings import Settings
from tuinews.model.document import Document
from tuinews.model.entry import Flag, Headline, Mark, Marked, has_flag
from tuinews.model.error import StoreError
from tuinews.model.ids import EntryId
from tuinews.ui.actions import ACTIONS, keymap_of
from tuinews.ui.controllers.headlines import marks as marks_module
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.marks import MarksController
from tuinews.ui.controllers.headlines.unconfirmed_marks import UnconfirmedMarks
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.page_cache import with_flags
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.session import Session
from ui.conftest import NOW, RunningReader, Start
from ui.fake_interaction import FakeInteraction
from ui.fake_library import World, article_of, entry_of, library_of


def flags(desk: RunningReader) -> dict[int, tuple[bool, bool, bool]]:
    found = (desk.screen.panes.list.shown.headline(entry_id) for entry_id in desk.screen.panes.list.ids)
    return {row.id: (row.read, row.starred, row.later) for row in found if row is not None}


async def refuse(*_: object, **__: object) -> Marked:
    raise StoreError("The library cannot be written: its disk is read-only.")


WAYS = {
    "toggle-read": ("m",),
    "toggle-star": ("s",),
    "toggle-later": ("L",),
    "a selection": ("x", "x", "m"),
    "read-list": ("M",),
    "read-above": ("G", "{"),
    "read-below": ("}",),
    "open": ("enter",),
    "next-article": ("J",),
    "browse-read": ("O",),
}


@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
async def test_what_the_store_refuses_is_shown_no_more(start: Start, keys: tuple[str, ...]) -> None:
    async with start(browser=("true",)) as desk:
        before = flags(desk)
        desk.screen.env.library.entries.mark = refuse  # type: ignore[method-assign]
        await desk.press(*keys)
        await desk.finish()
        assert flags(desk) == before
        assert any("cannot be written" in told for told in desk.told)
        article = desk.screen.session.article
        assert article is None or not article.entry.read


async def test_what_is_read_at_its_end_is_taken_back_as_well(start: Start) -> None:
    async with start(mark_read="end", size=(100, 20)) as desk:
        before = flags(desk)
        desk.screen.env.library.entries.mark = refuse  # type: ignore[method-assign]
        await desk.press("enter", "G")
        await desk.finish()
        assert any("cannot be written" in told for told in desk.told)
        assert flags(desk) == before


async def test_only_what_a_mark_changed_is_taken_back(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("s", "j")
        desk.screen.env.library.entries.mark = refuse  # type: ignore[method-assign]
        await desk.press("x", "k", "x", "s")
        await desk.finish()
        starred = [entry_id for entry_id, (_, is_starred, _) in flags(desk).items() if is_starred]
        assert starred == [1]


async def test_an_article_outside_the_list_knows_its_marks(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("enter", "f", "a", "s")
        first = desk.screen.session.article
        assert first is not None
        entry_id = first.entry.id
        assert world.articles[entry_id].entry.starred if entry_id in world.articles else first.entry.starred
        await desk.press("s")
        again = desk.screen.session.article
        assert again is not None
        assert not again.entry.starred


@pytest.mark.parametrize(("key", "index"), [("m", 0), ("s", 1), ("L", 2)])
async def test_marks_that_were_made_one_on_the_other_are_all_taken_back(start: Start, key: str, index: int) -> None:
    async with start() as desk:
        before = flags(desk)
        asked = asyncio.Event()

        async def refuse_later(*_: object, **__: object) -> Marked:
            await asked.wait()
            return await refuse()

        desk.screen.env.library.entries.mark = refuse_later  # type: ignore[method-assign]
        for _ in range(3):
            desk.screen.controllers.keys.deliver(events.Key(key, key))
        assert flags(desk)[1][index] != before[1][index]
        asked.set()
        await desk.finish()
        assert flags(desk) == before


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    marks=st.lists(st.tuples(st.sets(st.integers(1, 4), min_size=1), st.booleans()), max_size=6),
    stored=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_after_all_marks_have_ended_entries_show_what_is_stored(
    marks: list[tuple[set[int], bool]], stored: list[bool]
) -> None:
    unconfirmed, shown, truth = UnconfirmedMarks(), dict.fromkeys(range(1, 5), False), dict.fromkeys(range(1, 5), False)
    begun = []
    for ids, value in marks:
        mark = Mark(Flag.READ, value, tuple(map(EntryId, ids)))
        begun.append(unconfirmed.begin(mark, {EntryId(n): shown[n] for n in ids}))
        shown |= dict.fromkeys(ids, value)
    for mark_begun, is_stored in zip(begun, stored, strict=False):
        if is_stored:
            unconfirmed.end(mark_begun)
            truth |= dict.fromkeys(mark_begun.ids, mark_begun.mark.value)
        else:
            shown |= {int(n): value for n, value in unconfirmed.take_back(mark_begun).items()}
    assert shown == truth


async def test_a_long_list_is_marked_by_its_query_on_the_same_path(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks_module, "_MOST_BY_ID", 2)
    async with start() as desk:
        before = flags(desk)
        desk.screen.env.library.entries.mark_all = refuse  # type: ignore[method-assign]
        await desk.press("M")
        await desk.finish()
        assert any("cannot be written" in told for told in desk.told)
        assert flags(desk) == before


class Rows:
    """A list of headlines without a screen."""

    def __init__(self, *rows: Headline) -> None:
        self.rows = {row.id: row for row in rows}

    def headline(self, entry_id: int) -> Headline | None:
        return self.rows.get(EntryId(entry_id))

    def patch(self, ids: tuple[EntryId, ...], flag: Flag, *, value: bool) -> dict[EntryId, bool]:
        before = {n: has_flag(self.rows[n], flag) for n in ids if n in self.rows}
        self.rows |= {n: with_flags(self.rows[n], {flag.value: value}) for n in before}
        return before

    def take_back(self, _ids: frozenset[EntryId], shown: dict[EntryId, bool], flag: Flag) -> None:
        for entry_id, value in shown.items():
            self.patch((entry_id,), flag, value=value)


class Listed:
    """What the list's controller gives."""

    def __init__(self, rows: Rows, *targets: EntryId) -> None:
        self.list, self._targets = SimpleNamespace(shown=rows), targets

    def targets(self, *, whole: bool = False) -> tuple[EntryId, ...]:
        assert not whole or self._targets == (), "no group is folded here"
        return self._targets


def controller(world: World, *targets: int) -> tuple[MarksController, Rows, FakeInteraction]:
    """The controller on the world's rows, without an app."""
    library = library_of(world)
    rows = Rows(*asyncio.run(library.entries.page(sorted(world.articles))))
    env = Environment(library, Settings(), lambda: NOW, keymap_of())
    spoken, listed = FakeInteraction(puts_off=True), Listed(rows, *map(EntryId, targets))
    writes = PendingWrites(spoken.tell, lambda _: None)
    marks = MarksController(env, Session(), cast("Interaction", spoken), cast("ListingController", listed), writes)
    return marks, rows, spoken


def test_a_mark_is_shown_before_it_is_stored(world: World) -> None:
    marks, rows, spoken = controller(world, 1)
    marks.toggle(Flag.STARRED)
    assert rows.rows[EntryId(1)].starred
    assert not world.articles[EntryId(1)].entry.starred
    asyncio.run(spoken.finish())
    assert world.articles[EntryId(1)].entry.starred


def test_a_selection_gets_what_its_first_entry_gets(world: World) -> None:
    marks, rows, spoken = controller(world, 1, 2)
    rows.patch((EntryId(2),), Flag.LATER, value=True)
    marks.toggle(Flag.LATER)
    asyncio.run(spoken.finish())
    assert [rows.rows[EntryId(n)].later for n in (1, 2)] == [True, True]
    assert any("takes it back" in told for told in spoken.sentences)


def test_a_refused_mark_leaves_what_was_marked_before(world: World) -> None:
    marks, rows, spoken = controller(world, 1, 2)
    rows.patch((EntryId(2),), Flag.STARRED, value=True)
    marks._env.library.entries.mark = refuse  # type: ignore[method-assign]
    marks.mark(Flag.STARRED, tuple(map(EntryId, (1, 2))), value=True)
    asyncio.run(spoken.finish())
    assert [rows.rows[EntryId(n)].starred for n in (1, 2)] == [False, True]
    assert any("cannot be written" in told for told in spoken.sentences)


def test_nothing_is_stored_where_nothing_is_meant(world: World) -> None:
    marks, _, spoken = controller(world)
    marks.toggle(Flag.READ)
    marks.mark(Flag.READ, (), value=True)
    assert spoken.work == []


async def test_a_feed_that_the_sidebar_is_at_is_marked_and_no_other(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("1", "G", *["k"] * 5)
        row = desk.screen.panes.sidebar.current
        assert row is not None
        assert row.place is not None
        assert row.place.kind == "feed"
        await desk.press("M")
        read = {article.entry.feed_id for article in world.articles.values() if article.entry.read}
        assert read == {row.place.feed_id}
        assert all(a.entry.read for a in world.articles.values() if a.entry.feed_id == row.place.feed_id)


async def test_a_folder_that_the_sidebar_is_at_is_marked_with_all_its_feeds(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("1", "G", *["k"] * 8)
        row = desk.screen.panes.sidebar.current
        assert row is not None
        assert row.folder == ("World",)
        await desk.press("M")
        assert {a.entry.feed for a in world.articles.values() if a.entry.read} == {"Coast Daily", "Hill Post"}


async def test_a_list_that_has_nothing_to_mark_says_so(start: Start) -> None:
    async with start() as desk:
        await desk.press("M", "U", "U", "M")
        assert desk.told[-1] == "There is nothing here to mark."


async def test_what_is_done_with_an_article_says_where_there_is_none(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "l")
        assert desk.screen.panes.list.current_id is None
        for action in ACTIONS.values():
            if action.needs_article and action.keys:
                desk.app.clear_notifications()
                await desk.press(*action.keys[0].split())
                assert desk.told == ["There is no article here to do that with."], action.id
        await desk.press("u")
        assert desk.told[-1] == "No article is open: Enter opens the current headline."
        assert not any(article.entry.starred or article.entry.read for article in world.articles.values())


async def test_what_changed_nothing_offers_no_undo(start: Start) -> None:
    async with start() as desk:
        await desk.press("M")
        assert "z takes it back" in desk.told[-1]
        await desk.press("M")
        assert desk.told[-1] == "Nothing was changed: all of it is marked so already."


async def test_any_page_is_kept_for_later_by_its_address(start: Start, world: World) -> None:
    url = "https://pages.example/lamp"
    world.pages[url] = article_of(entry_of(900, world.feeds[0], "The lamp", NOW, url=url), Document(()))
    async with start() as desk:
        await desk.press("A", *"https://none.example", "enter")
        await desk.settle()
        assert any("none.example cannot be opened" in told for told in desk.told)
        await desk.press("A", *url, "enter")
        await desk.settle()
        assert any("Kept for later: The lamp. g l goes there." in told for told in desk.told)
        assert world.articles[EntryId(900)].entry.later
        assert desk.screen.panes.header.trail == ("Inbox",)
