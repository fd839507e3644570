"""Old articles of feeds that were never asked before are offered to be marked read, and marked with one command."""

import asyncio
from typing import Any, cast

import pytest

from tuinews.model.feed import Feed
from tuinews.model.ids import FeedId
from tuinews.model.query import Query
from tuinews.model.text import SafeText
from tuinews.store.select import select_set
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.places import INBOX, SAVED, Place, listing_of
from ui.fake_interaction import FakeInteraction

NOW = 1_795_615_500


class Shelf:
    """A library with some old articles, the environment around it, and what stands for the other controllers."""

    def __init__(self, *, asked: bool, place: Place = INBOX) -> None:
        self.feed = Feed(
            FeedId(1), "https://coast.example/feed", SafeText("Coast"), last_checked=NOW if asked else None
        )
        self.old = 3
        self.interaction = FakeInteraction()
        self.marked: list[Query] = []
        self.library = self.feeds = self.entries = self
        self.meant = listing_of(place)

    def clock(self) -> int:
        return NOW

    async def all(self) -> tuple[Feed, ...]:
        return (self.feed,)

    async def count(self, _query: Query) -> int:
        return self.old

    async def read_matching(self, query: Query) -> None:
        self.marked.append(query)


def controller(shelf: Shelf) -> OldArticlesController:
    return OldArticlesController(
        cast("Any", shelf), cast("Any", shelf.interaction), cast("Any", shelf), cast("Any", shelf)
    )


@pytest.mark.parametrize(
    ("asked", "came", "offered"), [(False, 400, True), (False, 20, True), (False, 19, False), (True, 400, False)]
)
def test_many_old_articles_of_feeds_that_are_new_are_offered(*, asked: bool, came: int, offered: bool) -> None:
    shelf = Shelf(asked=asked)

    async def refresh() -> None:
        async with controller(shelf).offer_afterwards():
            shelf.old += came

    asyncio.run(refresh())
    sentence = f"{came} articles that came are older than a month: "
    told = shelf.interaction.sentences
    assert [one.startswith(sentence) and ":read-older" in one for one in told] == [True] * offered


@pytest.mark.parametrize(("typed", "seconds"), [("", 30 * 86_400), (" 2w ", 14 * 86_400)])
def test_what_is_marked_is_old_unread_and_of_the_list(typed: str, seconds: int) -> None:
    shelf = Shelf(asked=True, place=SAVED)
    controller(shelf).mark(typed)
    sql = select_set(shelf.marked[0], [])
    assert str(NOW - seconds) in repr(sql)
    assert "starred" in repr(sql)
    assert "read" in repr(sql)
