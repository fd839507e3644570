"""Carries mutes out on stored entries: in slices, between which marks and new entries are stored."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.engine.arrivals.ready_queries import read_condition
from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.query import Query, seeks_words
from tuinews.store import Reader
from tuinews.store.readers.mute_reader import StaleMute

if TYPE_CHECKING:
    from tuinews.store import Writer

_SLICE = 400
"""Entries that are hidden or shown in one commit, which takes some 20 milliseconds."""


async def settle_mutes(services: Services) -> bool:
    """Hide and show what mutes ask that were added, changed or removed, or are over; return whether there were any.

    What a process leaves behind, the next one does. It is cheap where there is nothing to do.
    """
    services.settling += 1
    try:
        settled = await _settle_all(services)
    finally:
        services.settling -= 1
    if settled:
        services.publish_entries_changed()
        services.publish_feeds_changed()
    return settled


async def _settle_all(services: Services) -> bool:
    settled: set[tuple[int, int]] = set()
    while True:
        stale = await services.pages.do(partial(_find_stale, services.clock()))
        waiting = [mute for mute in stale if (mute.id, mute.version) not in settled]
        if not waiting:
            return bool(settled)
        for mute in waiting:
            settled.add((mute.id, mute.version))
            await _settle(services, mute)


async def _settle(services: Services, mute: StaleMute) -> None:
    wanted = await _find_wanted(services, mute) if mute.active else frozenset()
    hidden = frozenset(await services.scans.do(lambda reader: reader.mutes.find_hidden(mute.id)))
    for ids in _slice(sorted(hidden - wanted)):
        if not await services.writer.do(partial(_release, mute, ids)):
            return
    for ids in _slice(sorted(wanted - hidden, reverse=True)):  # the newest first: these are looked at
        if not await services.writer.do(partial(_hide, mute, ids)):
            return
    await services.writer.do(lambda writer: writer.mutes.end(mute))


async def _find_wanted(services: Services, mute: StaleMute) -> frozenset[int]:
    condition = read_condition(mute.query, services.clock(), f"mute {mute.id}")
    if seeks_words(condition):
        await services.index_new()
    query = Query(mute.query, condition)
    found = frozenset(await services.scans.do(lambda reader: reader.mutes.find_matching(query, mute.feed_id)))
    if mute.story_id is None:
        return found
    # a story that has lost all but one article is none any more, and the user muted that one
    return found.union(await services.scans.do(lambda reader: reader.mutes.find_left_alone(mute.id)))


def _slice(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _SLICE] for start in range(0, len(ids), _SLICE))


def _find_stale(now: Instant, reader: Reader) -> tuple[StaleMute, ...]:
    return reader.mutes.find_stale(now)


def _release(mute: StaleMute, ids: Sequence[int], writer: "Writer") -> bool:
    return writer.mutes.release(mute, ids)


def _hide(mute: StaleMute, ids: Sequence[int], writer: "Writer") -> bool:
    return writer.mutes.hide(mute, ids)
