"""Editions of a library: what is new since a moment, what is left out, and the visits that they begin at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.living import Living, rss
from engine.test_engine_story_worker import QUAKE, group, tell
from store.storing import NOW, House, draft
from tuinews.engine.editions.editions import _make_first
from tuinews.engine.editions.offers import EditionRequest, make_edition
from tuinews.model.clock import DAY, HOUR
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId
from tuinews.model.reports.edition import Edition
from tuinews.model.reports.edition_words import describe_contents, describe_end
from tuinews.model.text import SafeText
from tuinews.store.freshness import Rhythm

FEED = "http://news.example/feed"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        yield opened


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    opened = Living(tmp_path)
    yield opened
    opened.close()


def edition(house: House, since: int = NOW - DAY, budget: int = 15, *, visited: bool = False) -> Edition:
    return make_edition(EditionRequest(since, NOW, visited, budget), house.reader)


def names(made: Edition) -> dict[str, list[int]]:
    return {section.name: [one.entry.id for one in section.entries] for section in made.sections}


def put(house: House, feed: str, *ages: int, **more: Any) -> list[EntryId]:
    """Store entries of a feed, so many seconds old."""
    told = [draft(f"{feed}-{age}", moment=NOW - age, published=NOW - age, **more) for age in ages]
    return list(house.store(house.feed(feed), *told))


def test_a_story_of_several_sources_is_one_entry_and_comes_first(house: House) -> None:
    quake = [tell(house, f"quake{number}", told) for number, told in enumerate(QUAKE)]
    (other,) = put(house, "harbour", HOUR)
    group(house)

    made = edition(house)

    assert names(made) == {"top_stories": [quake[0]], "more": [other]}
    (top,) = made.sections[0].entries
    assert (top.sources, top.why) == (3, "3 independent sources")
    assert set(top.others) == {*quake[1:]}
    assert (made.left_out, made.minutes) == (0, 2)
    house.mark(Flag.READ, *quake)
    assert names(edition(house)) == {"more": [other]}, "what was read is not told again"


def test_what_is_followed_and_who_is_rarely_heard_have_their_place(house: House) -> None:
    (tagged,) = put(house, "harbour", HOUR, tags=("Ferries",))
    (rare,) = put(house, "almanac", 2 * HOUR)
    long = put(house, "essays", 3 * HOUR, minutes=9)
    plain = put(house, "ticker", 4 * HOUR, 5 * HOUR, 30 * HOUR)
    house.writer.topics.follow([SafeText("ferries")], followed=True)
    (almanac,) = {feed.id for feed in house.reader.feeds() if feed.title == "Almanac"}
    house.writer.freshness.write_rhythms([Rhythm(almanac, 21 * DAY, None, 0)])

    made = edition(house)

    assert names(made) == {"followed": [tagged], "quiet_feeds": [rare], "long_reads": long, "more": plain[:2]}
    said = [one.why for section in made.sections for one in section.entries]
    assert said == ["topic Ferries", "publishes about every 21 days", "9 minutes", "", ""]


def test_it_fits_its_minutes_and_says_how_much_was_left_out(house: House) -> None:
    put(house, "ticker", *(HOUR + n for n in range(20)), minutes=2)
    made = edition(house, budget=5)
    assert (made.minutes, made.left_out) == (4, 18)
    assert describe_contents(made).startswith("2 articles in 4 minutes")
    assert describe_end(made).endswith("18 articles more wait in the inbox.")
    short = edition(house, NOW - HOUR, budget=1)
    assert "fits 1 minute." in describe_contents(short)
    assert describe_end(short) == "1 article waits in the inbox, too long for 1 minute."
    nothing = edition(house, NOW - 60)
    assert (nothing.sections, nothing.left_out) == ((), 0)
    assert "20 unread articles wait in the inbox." in describe_contents(nothing)
    assert "Enjoy the quiet" in describe_contents(nothing._replace(unread=0))


def test_after_a_visit_comes_also_what_was_dated_before_it_and_came_later(house: House) -> None:
    visit = NOW - 2 * HOUR
    house.now = visit - HOUR
    put(house, "early", 5 * HOUR)
    house.now = NOW
    late = put(house, "late", 5 * HOUR, 3 * DAY)
    assert names(edition(house, visit, visited=True)) == {"more": late[:1]}
    assert names(edition(house, visit)) == {}


def test_who_was_never_here_gets_the_last_week_or_else_what_there_is(house: House) -> None:
    old = put(house, "almanac", 400 * DAY, 500 * DAY)
    first = _make_first(NOW, 15, house.reader)
    assert (names(first), first.since) == ({"more": old}, NOW - 500 * DAY)
    (month,) = put(house, "monthly", 20 * DAY)
    assert names(_make_first(NOW, 15, house.reader)) == {"more": [month]}
    (new,) = put(house, "daily", HOUR)
    first = _make_first(NOW, 15, house.reader)
    assert (names(first), first.since, first.visited) == ({"more": [new]}, NOW - 7 * DAY, False)


async def test_an_edition_is_of_the_time_since_the_last_visit_and_is_marked_read_as_one(living: Living) -> None:
    editions = living.library.editions
    assert await editions.find_last_visit() is None
    await living.add(FEED, rss("a", "b"))
    first = await editions.compose()
    assert not first.visited
    assert len(first.ids) == 2
    await editions.begin_visit()
    living.clock.now += HOUR
    await editions.end_visit(living.clock.now)
    left = living.clock.now
    living.clock.now += DAY
    await editions.begin_visit()
    assert await editions.find_last_visit() == left, "while the reader is open it is the visit before"
    living.clock.now += HOUR
    living.put(FEED, rss("a", "b", "c"))
    await living.refresh(force=True)
    made = await editions.compose()
    assert (made.visited, made.since, [one.entry.title for one in made.entries]) == (True, left, ["Story c"])
    assert (await editions.mark_read(made)).changed == made.ids
    assert (await editions.compose()).ids == ()
    await living.library.entries.undo()
    assert (await editions.compose()).ids == made.ids
    living.reopen()  # it broke off, or was but a look: nothing said that it counts
    assert await living.library.editions.find_last_visit() == left
    await living.library.editions.begin_visit()
    assert await living.library.editions.find_last_visit() == left
    assert (await living.library.editions.compose()).ids == made.ids, "so nothing is lost that was not read"
    await living.library.editions.end_visit(left - DAY)
    assert await living.library.editions.find_last_visit() == left, "it never moves back"
    living.clock.now += 1
    await living.library.editions.end_visit(living.clock.now)
    await living.library.editions.begin_visit()
    quiet = await living.library.editions.compose()
    assert (quiet.ids, quiet.unread) == ((), 3)
    assert describe_contents(quiet).endswith("3 unread articles wait in the inbox.")
