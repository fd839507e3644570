"""Controllers without an app: refreshing, the footer's note, and the stack of contexts."""

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from tuinews.engine.library import Library
from tuinews.engine.results import Summary
from tuinews.model.error import NotFoundError, RefreshRunningError, TuinewsError
from tuinews.model.feed import Feed, FeedStatus
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import SafeText
from tuinews.ui.actions import keymap_of
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.environment import Environment
from tuinews.ui.footer_note import footer_note
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session
from ui.conftest import NOW, Start
from ui.fake_interaction import FakeInteraction


class Refreshes:
    """A library that can be refreshed."""

    def __init__(self, outcome: Summary | TuinewsError) -> None:
        self.outcome = outcome
        self.asked: list[tuple[tuple[FeedId, ...], bool]] = []
        self.cancelled = False
        self.quiet = False

    @property
    def refresh(self) -> "Refreshes":
        return self

    async def run(self, feeds: tuple[FeedId, ...] = (), *, force: bool = False, quiet: bool = False) -> Summary:
        self.asked.append((feeds, force))
        self.quiet = quiet
        if isinstance(self.outcome, TuinewsError):
            raise self.outcome
        return self.outcome

    def cancel(self) -> None:
        self.cancelled = True

    @property
    def feeds(self) -> "Refreshes":
        return self

    async def all(self) -> tuple[Feed, ...]:
        """Give three feeds: two wait, one is gone."""
        bases = [Feed(FeedId(n), f"https://{n}.example/feed", SafeText(f"Feed {n}")) for n in (7, 8, 9)]
        marks = ((FeedStatus.LIMITED, NOW + 1_200), (FeedStatus.LIMITED, NOW + 7_200), (FeedStatus.GONE, NOW + 90_000))
        made = zip(bases, marks, strict=True)
        seven, *others = (replace(feed, status=status, next_check=moment) for feed, (status, moment) in made)
        return replace(seven, last_checked=NOW - 20), *others


class Meant:
    """What the sidebar says is meant."""

    def __init__(self, *feeds: int) -> None:
        self._feeds = tuple(map(FeedId, feeds))

    def feed_ids(self) -> tuple[FeedId, ...]:
        return self._feeds


def refreshing(outcome: Summary | TuinewsError, *feeds: int) -> tuple[RefreshController, Refreshes, FakeInteraction]:
    library, spoken = Refreshes(outcome), FakeInteraction()
    env = cast("Environment", SimpleNamespace(library=cast("Library", library), clock=lambda: NOW))
    old = cast("OldArticlesController", SimpleNamespace(offer_afterwards=nullcontext))
    made = RefreshController(env, cast("Interaction", spoken), cast("SidebarController", Meant(*feeds)), old)
    return made, library, spoken


def summary(**counted: int) -> Summary:
    return Summary(**{"feeds": 3, "updated": 0, "unchanged": 0, "failed": 0, "new": 0, "ms": 5, "bytes": 0, **counted})


def test_a_refresh_that_runs_elsewhere_is_no_trouble_for_who_did_not_ask() -> None:
    refresh, library, spoken = refreshing(RefreshRunningError("Another tuinews refreshes this library: wait for it."))
    refresh.refresh_quietly()
    assert (len(library.asked), spoken.told) == (1, [])
    assert library.quiet, "who does not wait lets the feeds be spread"


def test_a_refresh_that_runs_elsewhere_is_told_to_who_asked() -> None:
    refresh, _, spoken = refreshing(RefreshRunningError("Another tuinews refreshes this library: wait for it."))
    refresh.refresh_all()
    assert spoken.told == [("Another tuinews refreshes this library: wait for it.", "error")]


def test_other_trouble_of_a_quiet_refresh_is_told() -> None:
    refresh, _, spoken = refreshing(NotFoundError("The store went away."))
    refresh.refresh_quietly()
    assert spoken.told == [("The store went away.", "error")]


NOBODY_ASKED = "No feed is due yet: nobody was asked. R within a minute asks all the same."
TOO_SOON = "Asked a moment ago: servers are asked again in 40 seconds at the earliest."


@pytest.mark.parametrize(
    ("outcome", "feeds", "told"),
    [
        (summary(feeds=0), (), ("There are no feeds to refresh.", "information")),
        (summary(early=3, unchanged=3), (), (NOBODY_ASKED, "information")),
        (summary(early=3), (7,), (TOO_SOON, "information")),
        (summary(early=3), (9,), ("Nobody was asked: g h says why.", "information")),
        (summary(updated=2, new=1, unchanged=1), (), ("1 new article.", "information")),
        (summary(failed=2, unchanged=1), (), ("Nothing new; 2 feeds failed. g h says why.", "warning")),
        (summary(feeds=1, limited=1), (7,), ("Nothing new; 1 feed told to wait 20m.", "information")),
        (summary(limited=2), (), ("Nothing new; 2 feeds told to wait, the longest 2h.", "information")),
        (summary(feeds=1, gone=1), (9,), ("Nothing new; 1 feed gone for good.", "information")),
    ],
)
def test_what_came_of_a_refresh_is_one_sentence(
    outcome: Summary, feeds: tuple[int, ...], told: tuple[str, str]
) -> None:
    refresh, library, spoken = refreshing(outcome, *feeds)
    refresh.refresh_here()
    assert spoken.told == [told]
    assert library.asked == [(feeds, bool(feeds))], "only what is named is asked although it is not due"


def test_who_wants_a_refresh_again_soon_after_nobody_was_asked_has_all_asked() -> None:
    refresh, library, spoken = refreshing(summary(early=3))
    refresh.refresh_all()
    refresh.refresh_here()
    refresh.refresh_all()
    assert library.asked == [((), False), ((), True), ((), False)], "the third is the first of its kind again"
    assert [told for told, _ in spoken.told] == [NOBODY_ASKED, TOO_SOON, NOBODY_ASKED]


def test_a_running_refresh_is_stopped() -> None:
    refresh, library, spoken = refreshing(summary())
    refresh.cancel()
    assert library.cancelled
    assert spoken.told


def test_a_selection_is_noted_in_the_footer() -> None:
    session = Session()
    assert footer_note(session, None, keymap_of()) == ""
    session.selection = frozenset(map(EntryId, (1, 2)))
    assert footer_note(session, None, keymap_of()) == "2 selected"


async def test_the_contexts_follow_what_is_on_the_screen(start: Start) -> None:
    async with start() as desk:
        panes = desk.screen.panes

        def contexts() -> list[str]:
            return [layer.context for layer in panes.stack]

        assert contexts() == ["list"]
        await desk.press("1")
        assert contexts() == ["feeds"]
        await desk.press("2", "enter")
        assert contexts() == ["article"]
        await desk.press(")")
        assert contexts() == ["article", "link"]
        assert list(panes.footer.contexts) == ["link", "article"]
        await desk.press("escape")
        assert contexts() == ["article"]
        await desk.press("f")
        assert contexts() == ["article", "hints"]
        assert list(panes.footer.contexts) == ["hints"]
        await desk.press("escape")
        assert contexts() == ["article"]


async def test_keys_of_dialogs_are_the_users_to_choose(start: Start) -> None:
    async with start(overrides={"menu-down": ("f7",), "close-dialog": ("f8",), "prompt-accept": ("f9",)}) as desk:
        await desk.press("ctrl+p", "f7")
        assert "F8 leaves" in str(desk.app.screen.query("Container").first().border_subtitle)
        await desk.press("f8")
        assert desk.app.screen is desk.screen
        await desk.press(":", *"inb", "f9")
        assert desk.screen.session.listing.place.name == "Inbox"
