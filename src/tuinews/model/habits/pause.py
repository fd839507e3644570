"""Rests: until which day a feed is not polled, or never again, because the user wants it so.

Days are those of the user's clock.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from tuinews.model.clock import Instant, from_local, to_local
from tuinews.model.error import UsageError
from tuinews.model.feed import Feed, FeedStatus
from tuinews.model.language import tr, tr_later
from tuinews.model.text import SafeText, safe_text


def parse_pause(text: str, now: Instant) -> str:
    """Return the day on which a pause ends, such as `2026-03-01`; `""` for `off`.

    It is written as such a day, as `tomorrow` or a day of the week, or as a span from today: `3d`, `2 weeks`, `1m`.

    Raises:
        UsageError: it is none of them, or not to come.
    """
    from tuinews.model.query.end_dates import read_end

    if text.strip().lower() == "off":
        return ""
    moment = read_end(text, now)
    if moment is None:
        raise UsageError(
            tr("{text!r} is no day: write 2026-03-01, tomorrow, monday, 2w, or off to end a pause.", text=text)
        )
    day = to_local(moment).date()
    if day <= to_local(now).date():
        raise UsageError(tr("{text!r} is not to come: a pause ends tomorrow or later; off ends it now.", text=text))
    return day.isoformat()


def find_pause_end(day: str) -> Instant | None:
    """Return when a pause until that day ends: when the day begins; `None` for no pause, or for no day."""
    try:
        return from_local(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)) if day else None
    except ValueError:
        return None


def is_paused(day: str, now: Instant) -> bool:
    """Whether a pause until that day lasts still."""
    end = find_pause_end(day)
    return end is not None and now < end


def describe_pause(day: str) -> SafeText:
    """Return why a paused feed is not polled, as a sentence."""
    return safe_text(tr("You paused it until {day}.", day=day))


ARCHIVED = safe_text(tr_later("You archived it: its articles stay, and it is not asked."))
"""Why an archived feed is not polled, as a sentence."""


def with_rest(feed: Feed, now: Instant) -> Feed:
    """Return the feed as it stands: archived and never checked, or paused and checked next when that ends."""
    if feed.options.archived:
        return replace(feed, status=FeedStatus.ARCHIVED, next_check=None, next_check_reason=ARCHIVED)
    end = find_pause_end(feed.options.pause_until)
    if end is None or now >= end or feed.status is FeedStatus.GONE:
        return feed
    later = max(end, feed.next_check or 0)
    return replace(
        feed, status=FeedStatus.PAUSED, next_check=later, next_check_reason=describe_pause(feed.options.pause_until)
    )
