"""Which feeds a refresh asks now, why not the others, and how they are spread. Pure functions of values."""

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tuinews.engine.accounts.base import RefreshRequest
from tuinews.engine.refusals import describe_refusal
from tuinews.engine.results import Refreshed
from tuinews.model.clock import Instant
from tuinews.model.habits.pause import ARCHIVED, describe_pause, is_paused
from tuinews.model.language import tr
from tuinews.model.polling import Polling
from tuinews.model.text import EMPTY, safe_text
from tuinews.model.url import canonical_url

SPREAD_SECONDS = 300.0
"""Seconds over which the first refresh after a time without network is spread."""

_STEP_SECONDS = 2.0
"""Most seconds between two feeds of a spread refresh."""


class DueFeeds(NamedTuple):
    """The feeds to ask, and the others with the reason why not."""

    asked: tuple[Polling, ...]
    passed_over: tuple[Refreshed, ...]


def select_due(
    stored: Sequence[Polling], pauses: Mapping[str, Instant], request: RefreshRequest, now: Instant
) -> DueFeeds:
    """Return which feeds may be asked now; an address that is subscribed to twice is asked once."""
    if not stored:  # without feeds, what fetches need not be imported
        return DueFeeds((), ())
    from tuinews.fetch import Limited, find_pause_end

    asked: dict[str, Polling] = {}
    passed_over = []
    for polling in stored:
        if request.feeds and polling.feed_id not in request.feeds:
            continue
        paused = find_pause_end(pauses, polling.url)
        if polling.options.archived:
            passed_over.append(_describe_archived(polling))
            continue
        if is_paused(polling.options.pause_until, now):
            passed_over.append(_describe_paused(polling))
            continue
        verdict = _reason_not_to_ask(polling, paused, request, now)
        if verdict is None and asked.setdefault(_address(polling.url), polling) is polling:
            continue
        told = (
            describe_refusal(polling.url, Limited(paused if paused > now else polling.schedule.next_check))
            if verdict == "limited"
            else EMPTY
        )
        name = verdict or "not_due"
        passed_over.append(Refreshed(polling.feed_id, polling.url, name, polling.last_check.http_status, error=told))
    return DueFeeds(tuple(asked.values()), tuple(passed_over))


def _describe_paused(polling: Polling) -> Refreshed:
    """Return the result for a feed that the user paused: whoever wants it earlier has to end the pause."""
    why = tr(
        "{pause} `tuinews edit {feed_id} --pause-until off` ends that.",
        pause=describe_pause(polling.options.pause_until),
        feed_id=polling.feed_id,
    )
    status = polling.last_check.http_status
    return Refreshed(polling.feed_id, polling.url, "not_due", status, warning=safe_text(why))


def _describe_archived(polling: Polling) -> Refreshed:
    """Return the result for a feed that the user archived."""
    why = tr("{archived} `tuinews edit {feed_id} --archive off` ends that.", archived=ARCHIVED, feed_id=polling.feed_id)
    status = polling.last_check.http_status
    return Refreshed(polling.feed_id, polling.url, "not_due", status, warning=safe_text(why))


def spread_out(count: int, seconds: float, chance: random.Random) -> list[float]:
    """Return when each of `count` feeds is asked, in seconds from now: one after the other, in random order."""
    step = min(seconds / count, _STEP_SECONDS) if count else 0.0
    moments = [step * number for number in range(count)]
    chance.shuffle(moments)
    return moments


def _reason_not_to_ask(polling: Polling, paused: Instant, request: RefreshRequest, now: Instant) -> str | None:
    """Return why the feed is not asked now, as an outcome; `None` when it is."""
    from tuinews.fetch import count_seconds_left, is_due

    if polling.last_check.gone:
        # whoever names it alone and insists wants it back
        return None if request.force and len(request.feeds) == 1 and paused <= now else "gone"
    if paused > now:
        return "limited"
    if request.force and count_seconds_left(polling, now):
        return "not_due"
    if is_due(polling, now, force=request.force):
        return None
    return "limited" if polling.last_check.http_status in {429, 503} else "not_due"


def _address(url: str) -> str:
    return f"{url.partition(':')[0].lower()}:{canonical_url(url)}"
