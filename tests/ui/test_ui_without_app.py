"""Controllers without an app: what the sidebar means, tags that are typed, undoing, and the way out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tuinews.model.entry import Marked
from tuinews.model.feed import Feed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import SafeText
from tuinews.ui.actions import keymap_of
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.navigation import NavigationController
from tuinews.ui.controllers.headlines.tags import TagsController
from tuinews.ui.controllers.headlines.undo import UndoController
from tuinews.ui.places import Listing, feed_place, folder_place, listing_of
from tuinews.ui.session import Session
from ui.fake_interaction import FakeInteraction

COAST = Feed(FeedId(1), "https://coast.example/feed", SafeText("Coast"), (SafeText("World"), SafeText("North")))
HILLS = Feed(FeedId(2), "https://hills.example/feed", SafeText("Hills"), (SafeText("World"),))
CODE = Feed(FeedId(3), "https://code.example/feed", SafeText("Code"))


class Written:
    """Stores changes at once."""

    async def store(self, change: Callable[[], Awaitable[Marked | None]]) -> Marked | None:
        return await change()


def sidebar(session: Session, row: object = None, headline: object = None) -> SidebarController:
    panes = SimpleNamespace(sidebar=SimpleNamespace(current=row), list=SimpleNamespace(current=headline))
    nobody = cast("Any", None)
    return SidebarController(nobody, session, nobody, cast("Any", panes), nobody)


def at(listing: Listing, pane: str = "list") -> Session:
    session = Session(listing=listing, pane=pane)
    session.feeds = (COAST, HILLS, CODE)
    return session


def test_a_folder_means_its_feeds_and_those_of_inner_folders() -> None:
    session = at(listing_of(folder_place((SafeText("World"),))))
    assert sidebar(session).feed_ids() == (COAST.id, HILLS.id)
    session.listing = listing_of(folder_place((SafeText("World"), SafeText("North"))))
    assert sidebar(session).feed_ids() == (COAST.id,)
    assert sidebar(session).folder() == ("World", "North")


def test_the_row_under_the_cursor_is_meant_while_the_sidebar_has_the_focus() -> None:
    row = SimpleNamespace(place=feed_place(CODE), folder=())
    session = at(listing_of(feed_place(HILLS)), "feeds")
    assert sidebar(session, row).feed() == CODE
    session.pane = "list"
    assert sidebar(session, row).feed() == HILLS


def test_elsewhere_the_feed_of_the_current_headline_is_meant() -> None:
    headline = SimpleNamespace(headline=SimpleNamespace(feed_id=HILLS.id))
    assert sidebar(at(Listing()), headline=headline).feed() == HILLS
    assert sidebar(at(Listing())).feed() is None


@pytest.mark.parametrize(
    ("typed", "added", "removed"),
    [
        ("+sea", ("sea",), ()),
        ("sea, #hills", ("sea", "hills"), ()),
        ("+sea -hills", ("sea",), ("hills",)),
        ("-#hills -", (), ("hills",)),
    ],
)
def test_tags_are_read_as_they_are_typed(typed: str, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
    asked: list[tuple[Sequence[str], Sequence[str]]] = []

    async def tag(ids: Sequence[EntryId], add: Sequence[str], remove: Sequence[str]) -> Marked:
        asked.append((tuple(add), tuple(remove)))
        return Marked(SafeText("Tags changed"), tuple(ids))

    async def show_again(_ids: Sequence[EntryId]) -> None:
        return None

    env = SimpleNamespace(library=SimpleNamespace(entries=SimpleNamespace(tag=tag)), keymap=keymap_of())
    listing = SimpleNamespace(targets=lambda: (EntryId(1),))
    spoken = FakeInteraction(typed, puts_off=True)
    tags = TagsController(
        cast("Any", env),
        cast("Any", spoken),
        cast("Any", listing),
        cast("Any", SimpleNamespace(show_again=show_again)),
        cast("Any", Written()),
    )
    asyncio.run(tags._edit((EntryId(1),), ""))
    asyncio.run(spoken.finish())
    assert asked == [(added, removed)]
    assert spoken.sentences == ["Tags changed"]


@pytest.mark.parametrize("feeds_changed", [True, False])
def test_an_undone_change_is_told_and_the_list_asked_anew_only_when_feeds_come_or_go(*, feeds_changed: bool) -> None:
    done: list[str] = []

    async def undo(*, own: bool, agreed: int) -> Marked:
        assert (own, agreed) == (True, 0)
        return Marked(SafeText("Undone: 1 read"), ())

    sidebar = SimpleNamespace(known="the feeds before")

    async def count() -> None:
        sidebar.known = "fewer feeds" if feeds_changed else sidebar.known

    sidebar.count = count

    async def load_again() -> None:
        done.append("asked anew")

    async def regroup() -> None:
        done.append("grouped anew")

    rows = SimpleNamespace(reload=lambda: done.append("read anew"))

    env = SimpleNamespace(library=SimpleNamespace(entries=SimpleNamespace(undo=undo, redo=None)), clock=lambda: 77)
    listing = SimpleNamespace(load_again=load_again, regroup=regroup, list=SimpleNamespace(shown=rows))
    spoken = FakeInteraction()
    made = UndoController(
        cast("Any", env),
        cast("Any", spoken),
        cast("Any", listing),
        cast("Any", sidebar),
        cast("Any", Written()),
    )
    made.take_back()
    assert spoken.sentences == ["Undone: 1 read"]
    assert done == (["asked anew"] if feeds_changed else ["read anew", "grouped anew"])


def navigation(session: Session, spoken: FakeInteraction) -> NavigationController:
    panes = SimpleNamespace(
        focus=lambda pane: setattr(session, "pane", pane), drop_selection=lambda: False, list_is_strip=False
    )
    listing = SimpleNamespace(select=lambda ids: setattr(session, "selection", ids), waypoint=None)
    return NavigationController(
        session, cast("Any", spoken), cast("Any", panes), cast("Any", listing), cast("Any", None)
    )


def test_one_step_at_a_time_leads_out() -> None:
    session, spoken = Session(pane="article", selection=frozenset({EntryId(1)})), FakeInteraction()
    out = navigation(session, spoken)
    out.leave()
    assert (session.pane, len(session.selection), spoken.posted) == ("list", 1, [])
    out.leave()
    assert (len(session.selection), spoken.posted) == (0, [])
    out.leave()
    assert [type(message).__name__ for message in spoken.posted] == ["QuitRequested"]


def test_the_way_back_ends_where_it_began() -> None:
    spoken = FakeInteraction()
    out = navigation(Session(), spoken)
    out.back()
    out.forward()
    assert spoken.sentences == ["There is nowhere further to go that way."] * 2
