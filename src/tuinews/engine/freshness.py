"""News that ages: after its feed's shelf life an unread entry leaves the inbox, unmarked; no more of it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tuinews.engine.services import Services
from tuinews.model.clock import DAY, Instant
from tuinews.model.error import UsageError
from tuinews.model.feed import Feed
from tuinews.model.habits.shelf_life import (
    AUTO,
    NEVER,
    Publishing,
    choose_shelf_life,
    find_head_start,
    is_other_rhythm,
    measure_gap,
)
from tuinews.model.language import tr
from tuinews.store.freshness import Rhythm, StoredRhythm, Swept

ASK = "ask"
"""The setting that leaves it to the user to agree."""

_SLICE = 2_000
"""Entries that age in one commit: few enough that a mark does not wait long behind them."""


class AgeingState(NamedTuple):
    """Whether news ages, and what has."""

    setting: str
    """What the settings say of feeds without a choice of their own."""
    agreed: bool
    """Whether the user agreed that these age by their rhythm."""
    would_age: int
    """Entries that would leave the inbox at once if these feeds aged by their rhythm."""
    today: int
    """Unread entries that left the inbox within the last day."""
    feeds: tuple[Feed, ...]
    """All feeds, with what holds for them now."""

    @property
    def choice(self) -> str:
        """The shelf life of feeds without a choice of their own: `auto`, `never` or a span."""
        return choose_default(self.setting, agreed=self.agreed)

    @property
    def is_asked(self) -> bool:
        """Whether it is for the user to agree, and that would change something."""
        return self.setting == ASK and not self.agreed and self.would_age > 0

    @property
    def offered_feeds(self) -> tuple[Feed, ...]:
        """All feeds, with what would hold if the user agreed, where it is for the user to agree."""
        if self.setting != ASK or self.agreed:
            return self.feeds
        return tuple(
            feed if feed.options.shelf_life else replace(feed, shelf_life=choose_shelf_life(AUTO, feed.gap))
            for feed in self.feeds
        )


def choose_default(setting: str, *, agreed: bool) -> str:
    """Return the shelf life of feeds without a choice of their own: `auto`, `never` or a span."""
    if setting != ASK:
        return setting
    return AUTO if agreed else NEVER


class Freshness:
    """`library.freshness`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def sweep(self, *, measure: bool = True) -> Swept:
        """Have those entries leave the inbox whose shelf life is over, and those come back that may stay longer.

        With `measure`, how often feeds publish is looked at anew before.
        """
        return await sweep(self._services, measure=measure)

    async def count_today(self) -> int:
        """Return how many unread entries left the inbox within the last day."""
        since = self._services.clock() - DAY
        return await self._services.scans.do(lambda reader: reader.freshness.count_since(since))

    async def read_state(self) -> AgeingState:
        """Return whether news ages, what has, and what would if it did."""
        now = self._services.clock()
        agreed = await self._services.pages.do(lambda reader: reader.freshness.read_agreement())
        stored = await self._services.scans.do(lambda reader: reader.freshness.read_rhythms())
        told = await self._services.scans.do(lambda reader: reader.freshness.read_publishing(now))
        free = [rhythm for rhythm in stored if not rhythm.choice]
        lives = {one.feed_id: choose_shelf_life(AUTO, measure_gap(told[one.feed_id], now)) for one in free}
        wanted = [(feed_id, life) for feed_id, life in lives.items() if life is not None]
        would = await self._services.scans.do(lambda reader: reader.freshness.count_overdue(now, wanted))
        today = await self.count_today()
        feeds = await self._services.pages.do(lambda reader: reader.feeds())
        return AgeingState(self._services.settings.ageing.shelf_life, agreed, would, today, feeds)

    async def turn(self, *, on: bool) -> Swept:
        """Have feeds without a choice of their own age by their rhythm from now on, or no more; undoable.

        Raises:
            UsageError: the settings say what holds.
        """
        setting = self._services.settings.ageing.shelf_life
        if setting != ASK:
            raise UsageError(
                tr('The settings say it already (ageing.shelf_life = "{setting}"): change it there.', setting=setting)
            )
        await self._services.writer.do(lambda writer: writer.freshness.agree(on=on))
        swept = await sweep(self._services)
        self._services.publish_feeds_changed()
        return swept


async def sweep(services: Services, *, measure: bool = True) -> Swept:
    """Have entries leave the inbox or come back, in slices; see `Freshness.sweep`."""
    now = services.clock()
    if measure and (changed := await _find_new_rhythms(services, now)):
        await services.writer.do(lambda writer: writer.freshness.write_rhythms(changed))
    if not await services.scans.do(lambda reader: reader.freshness.needs_sweep(now)):
        return Swept()
    whole = Swept()
    while (some := await services.writer.do(lambda writer: writer.freshness.sweep(now, _SLICE))) != Swept():
        whole = Swept(whole.aged + some.aged, whole.returned + some.returned)
    services.publish_entries_changed()
    return whole


async def _find_new_rhythms(services: Services, now: Instant) -> list[Rhythm]:
    """Return the rhythms that are other than what is stored."""
    agreed = await services.pages.do(lambda reader: reader.freshness.read_agreement())
    default = choose_default(services.settings.ageing.shelf_life, agreed=agreed)
    stored = await services.scans.do(lambda reader: reader.freshness.read_rhythms())
    told = await services.scans.do(lambda reader: reader.freshness.read_publishing(now))
    return find_new_rhythms(stored, told, default, now)


def find_new_rhythms(
    stored: Sequence[StoredRhythm], told: Mapping[int, Publishing], default: str, now: Instant
) -> list[Rhythm]:
    """Return the rhythms of feeds that are other than what is stored, by what they published of late.

    `default` is the shelf life of feeds without a choice of their own.
    """
    found = []
    for one in stored:
        gap = measure_gap(told.get(one.feed_id, Publishing()), now)
        life = choose_shelf_life(one.choice or default, gap, one.shelf_life)
        if not one.known or life != one.shelf_life or is_other_rhythm(gap, one.gap):
            found.append(Rhythm(one.feed_id, gap, life, find_head_start(gap)))
    return found
