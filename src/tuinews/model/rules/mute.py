"""Mutes: queries whose entries are hidden, for a while or for good."""

import re
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from tuinews.model.clock import DAY, HOUR, MINUTE, Instant, from_local, to_local
from tuinews.model.entry import Headline
from tuinews.model.error import QueryError, UsageError
from tuinews.model.ids import FeedId
from tuinews.model.query.dates import read_date
from tuinews.model.text import EMPTY, SafeText, safe_text

RECENT = 30 * DAY
"""Seconds for which entries count as recent: what a mute hides is told for these."""

ENDLESS = frozenset({"", "never", "forever", "for ever", "for good", "always", "none"})
"""Words for a mute without an end."""

_SPAN = re.compile(
    r"(?:in\s+)?(\d{1,5}|an?|one)?\s*(min|minutes?|h|hours?|d|days?|w|weeks?|m|months?|y|years?)", re.ASCII
)
_UNITS = {"min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY, "m": 30 * DAY, "y": 365 * DAY}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Mute(NamedTuple):
    """A query whose entries are hidden."""

    id: int
    query: str
    feed_id: FeedId | None = None
    """The feed that it is about; `None`: about all."""
    until: Instant | None = None
    """When it ends; `None`: never."""
    added_at: Instant = 0
    feed: SafeText = EMPTY
    """The title of that feed."""
    feed_url: str = ""
    """The address of that feed."""
    hides: int = 0
    """Entries that it hides now; those that others hide as well count, too."""
    hides_30d: int = 0
    """Those of them that are of the last 30 days."""


class MutePreview(NamedTuple):
    """What a mute would hide if there were one."""

    total: int
    recent: int
    """Entries of the last 30 days."""
    samples: tuple[Headline, ...]
    """The newest of them."""


def read_until(text: str, now: Instant) -> Instant | None:
    """Return the moment that an end names; `None` for one that never comes.

    It is written as a date, as an age from now (`7d`, `2 weeks`), as `tomorrow` or a day of the week, or as `never`.

    Raises:
        UsageError: it names no moment, or one that is over.
    """
    wanted = " ".join(text.lower().removeprefix("until ").split())
    if wanted in ENDLESS:
        return None
    moment = _read_span(wanted, now) or _read_day(wanted, now)
    if moment is None:
        with suppress(QueryError):
            moment = read_date(text.strip(), now)
    if moment is None:
        raise UsageError(
            f"“{safe_text(text, 60)}” is no end of a mute: write a date such as 2026-03-01, an age such as 7d, "
            "tomorrow, a day of the week, or never."
        )
    if moment <= now:
        raise UsageError(f"“{safe_text(text, 60)}” is over already: a mute ends later than now.")
    return moment


def _read_span(text: str, now: Instant) -> Instant | None:
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    word = found[2]
    unit = "min" if word.startswith("min") else word[0]
    number = int(found[1]) if found[1] and found[1].isdigit() else 1
    seconds = number * _UNITS[unit]
    if seconds >= DAY:
        with suppress(OverflowError):  # behind the end of the calendar
            return from_local(to_local(now) + timedelta(seconds=seconds))
    return now + seconds


def _read_day(text: str, now: Instant) -> Instant | None:
    """Return the beginning of tomorrow, or of the next day of the week with that name, on the user's clock."""
    today = to_local(now).replace(hour=0, minute=0, second=0)
    named = text.removeprefix("next ")
    if text in {"tomorrow", "today"}:  # until today is over
        ahead = 1
    elif named in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(named) - today.weekday() - 1) % 7 + 1
    else:
        return None
    return from_local(today + timedelta(days=ahead))
