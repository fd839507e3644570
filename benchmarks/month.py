"""Live through a month of news from many feeds with ageing on, and check what ageing promises.

    python benchmarks/month.py [--feeds 600] [--days 30] [--hours 1] [--home DIR]    ends with 1 if a promise broke

Feeds publish as feeds do: few are loud, most are rare; the loud ones by day more than at night, the rare ones in
irregular steps. Every few hours what was published is stored, as a refresh would, with a clock of the simulation's own.
Nothing is read, so that all of the inbox is what ageing left there.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tuinews.config.paths import find_paths
from tuinews.config.settings import AgeingSettings, Settings
from tuinews.engine.arrivals.rules import decide
from tuinews.engine.library import Library, open_library
from tuinews.model.change import EntryDraft, FeedUpdate
from tuinews.model.clock import DAY, HOUR, Clock, Instant
from tuinews.model.codec.stored_text import pack
from tuinews.model.entry import Headline
from tuinews.model.feed import FeedCard
from tuinews.model.ids import EntryId
from tuinews.model.parsed import Outline
from tuinews.model.query import Query, parse_query
from tuinews.model.text import EMPTY, safe_text
from tuinews.store import Reader, Writer

BEGIN: Instant = 1_800_000_000
SCREEN = 20
"""Lines of a list that are seen at once."""

RHYTHMS = ((300.0, 1), (120.0, 2), (60.0, 4), (25.0, 9), (8.0, 14), (2.0, 20), (0.6, 20), (1 / 9, 18), (1 / 21, 12))
"""Articles a day, and how many of a hundred feeds publish so many."""

WEEKLY = 1 / 7
"""Articles a day below which a feed is rarer than weekly."""


class Published(NamedTuple):
    """An article that a feed publishes, and when."""

    feed: int
    number: int
    moment: Instant


@dataclass
class Month:
    """What was seen while it passed."""

    stored: int = 0
    aged: int = 0
    most_in_inbox: int = 0
    overdue: list[str] = field(default_factory=list)
    """Articles that were in the inbox for longer than the shelf life of their feed, as sentences."""
    unseen: list[str] = field(default_factory=list)
    """Articles of feeds rarer than weekly that were not on the first screen of the river when they came."""
    unseen_in_inbox: int = 0
    """How many of these were not on the first screen of the inbox by date."""
    spoken: int = 0
    """Articles of feeds rarer than weekly."""
    lost: list[str] = field(default_factory=list)
    """What was marked or is not there any more, as sentences."""
    slowest_sweep: float = 0.0
    slowest_river: float = 0.0
    """Seconds."""


def make_rates(feeds: int) -> list[float]:
    """Return how many articles a day each feed publishes."""
    rates = [rate for rate, share in RHYTHMS for _ in range(share)]
    return [rates[number * len(rates) // feeds] for number in range(feeds)]


def publish(rates: Sequence[float], begin: Instant, end: Instant, chance: random.Random) -> list[Published]:
    """Return what feeds publish, oldest first; those with several a day mostly between 6 and 22 o'clock."""
    found = []
    for feed, rate in enumerate(rates):
        moment, number = begin + chance.uniform(0, DAY / rate), 0
        while moment < end:
            number += 1
            found.append(Published(feed, number, int(moment)))
            night = rate > 2 and not 6 <= moment % DAY / HOUR < 22
            gap = chance.gammavariate(2, DAY / rate / 2) if rate < 1 else chance.expovariate(rate / DAY)
            moment += gap * (4 if night else 0.75 if rate > 2 else 1)
    return sorted(found, key=lambda one: one.moment)


class _Press:
    """All feeds: what they publish is stored as refreshes would store it."""

    def __init__(self, path: Path, clock: Clock, rates: Sequence[float]) -> None:
        self._writer, self._reader, self._clock = Writer(path, clock, decide), Reader(path), clock
        outlines = [Outline((), EMPTY, f"https://feed{number}.example/rss") for number in range(len(rates))]
        imported = self._writer.import_feeds(outlines)
        self._ids = [imported.feeds[outline.url] for outline in outlines]

    def store(self, came: Sequence[Published]) -> list[tuple[EntryId, Published]]:
        """Store what came, in one commit, and return it with its ids."""
        by_feed: dict[int, list[Published]] = {}
        for one in came:
            by_feed.setdefault(one.feed, []).append(one)
        stored: list[tuple[EntryId, Published]] = []
        results = self._writer.apply([self._update(feed, some) for feed, some in by_feed.items()])
        for result, some in zip(results, by_feed.values(), strict=True):
            stored += zip(result.new, reversed(some), strict=True)
        return stored

    def _update(self, feed: int, some: Sequence[Published]) -> FeedUpdate:
        feed_id, card = self._ids[feed], FeedCard(title=safe_text(f"Feed {feed}"))
        return FeedUpdate(feed_id, self._clock(), card, _drafts(some), polling=self._reader.polls.polling(feed_id))

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


def live(home: Path, feeds: int, days: int, hours: float, *, seed: int = 1) -> Month:
    """Live through a month, looking at the library every few hours."""
    now = [BEGIN]
    paths, settings = find_paths(str(home), {}), Settings(ageing=AgeingSettings(shelf_life="auto"))
    library = open_library(paths, settings, clock=lambda: now[0])
    rates = make_rates(feeds)
    press = _Press(paths.store, lambda: now[0], rates)
    try:
        return asyncio.run(_live(library, press, rates, now, _Span(days, hours, seed)))
    finally:
        press.close()
        library.close()


class _Span(NamedTuple):
    days: int
    hours: float
    seed: int


async def _live(library: Library, press: _Press, rates: Sequence[float], now: list[Instant], span: _Span) -> Month:
    chance, month = random.Random(span.seed), Month()  # noqa: S311  made-up news need no secrecy
    # what feeds carry when they are first asked tells how often they publish
    carried: dict[int, list[Published]] = {}
    for one in publish(rates, BEGIN - 120 * DAY, BEGIN, chance):
        carried.setdefault(one.feed, []).append(one)
    month.stored = len(press.store([one for some in carried.values() for one in some[-30:]]))
    coming = publish(rates, BEGIN, BEGIN + span.days * DAY, chance)[::-1]
    for step in range(1, int(span.days * 24 / span.hours) + 1):
        now[0] = BEGIN + int(step * span.hours * HOUR)
        came = []
        while coming and coming[-1].moment <= now[0]:
            came.append(coming.pop())
        stored = press.store(came)
        month.stored += len(stored)
        await _look(library, month, [entry for entry, one in stored if rates[one.feed] < WEEKLY], now[0])
    await _take_stock(library, month, now[0])
    return month


def _drafts(some: Sequence[Published]) -> tuple[EntryDraft, ...]:
    return tuple(_draft(one) for one in reversed(some))


def _draft(one: Published) -> EntryDraft:
    guid = f"{one.feed}x{one.number}x{one.moment}"
    return EntryDraft(
        guid=guid,
        title=safe_text(f"Article {one.number} of feed {one.feed}"),
        url=f"https://feed{one.feed}.example/{guid}",
        link_key=f"feed{one.feed}.example/{guid}",
        author=EMPTY,
        published=one.moment,
        updated=None,
        moment=one.moment,
        html=pack("<p>News.</p>"),
        base="",
        tags=(),
        related=(),
        enclosures=(),
        images=(),
        lang=safe_text("en"),
        minutes=1,
        fingerprint=guid,
    )


async def _look(library: Library, month: Month, spoke: Sequence[EntryId], now: Instant) -> None:
    """Have age what is due, and look at the inbox and the river as a user who comes now would."""
    started = time.perf_counter()
    month.aged += (await library.freshness.sweep()).aged
    month.slowest_sweep = max(month.slowest_sweep, time.perf_counter() - started)
    started = time.perf_counter()
    river = await library.entries.ids(_ask("is:unread -is:aged sort:river", now), SCREEN)
    month.slowest_river = max(month.slowest_river, time.perf_counter() - started)
    inbox = await library.entries.ids(_ask("is:unread -is:aged", now))
    month.most_in_inbox = max(month.most_in_inbox, len(inbox))
    month.spoken += len(spoke)
    month.unseen += [f"{entry} came at {now} and was not seen" for entry in spoke if entry not in river]
    month.unseen_in_inbox += sum(entry not in inbox[:SCREEN] for entry in spoke)
    lives = {feed.id: feed.shelf_life for feed in await library.feeds.all()}
    async for headline in _headlines(library, inbox):
        life = lives[headline.feed_id]
        if life is not None and headline.moment <= now - life:
            month.overdue.append(f"{headline.id} is in the inbox after {now - headline.moment} seconds")


async def _headlines(library: Library, ids: Sequence[int]) -> AsyncIterator[Headline]:
    for start in range(0, len(ids), 2_000):
        for headline in await library.entries.page(ids[start : start + 2_000]):
            yield headline


async def _take_stock(library: Library, month: Month, now: Instant) -> None:
    """Compare what there is with what came."""
    count = library.entries.count
    every, unread = await count(_ask("", now)), await count(_ask("is:unread", now))
    fresh, aged = await count(_ask("is:unread -is:aged", now)), await count(_ask("is:aged", now))
    if every != month.stored:
        month.lost.append(f"{month.stored - every} of {month.stored} are gone")
    if unread != every:
        month.lost.append(f"{every - unread} were marked read")
    if fresh + aged != unread:
        month.lost.append(f"{fresh} fresh and {aged} aged ones are not {unread}")
    counts = await library.feeds.counts()
    if (counts.unread, counts.aged, counts.total) != (fresh, aged, every):
        month.lost.append(f"the counters say {counts}, counted are {fresh}, {aged}, {every}")


def _ask(text: str, now: Instant) -> Query:
    return parse_query(text, now)


def main() -> int:
    """Live through it and print what was seen; return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=600)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--hours", type=float, default=1.0, help="between two looks")
    parser.add_argument("--home", type=Path, help="keep the library here")
    values = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        month = live(values.home or Path(folder), values.feeds, values.days, values.hours)
    print(
        f"{month.stored} articles of {values.feeds} feeds in {values.days} days: {time.perf_counter() - started:.0f} s"
    )
    print(f"aged {month.aged}; the inbox held {month.most_in_inbox} at most, {len(month.overdue)} for too long")
    print(
        f"of {month.spoken} articles of feeds rarer than weekly {len(month.unseen)} were not on the river's screen "
        f"when they came, {month.unseen_in_inbox} not on the inbox's"
    )
    print(f"slowest sweep {month.slowest_sweep * 1000:.0f} ms, slowest river {month.slowest_river * 1000:.1f} ms")
    print("nothing was marked or lost" if not month.lost else "; ".join(month.lost))
    return int(bool(month.overdue or month.unseen or month.lost))


if __name__ == "__main__":
    sys.exit(main())
