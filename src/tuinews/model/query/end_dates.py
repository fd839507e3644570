"""Reads moments to come as they are typed for the end of a mute or of a pause."""

import re
from contextlib import suppress
from datetime import timedelta

from tuinews.model.clock import DAY, HOUR, MINUTE, Instant, from_local, to_local
from tuinews.model.error import QueryError
from tuinews.model.query.dates import read_date

_SPAN = re.compile(
    r"(?:in\s+)?(\d{1,5}|an?|one)?\s*(min|minutes?|h|hours?|d|days?|w|weeks?|m|months?|y|years?)", re.ASCII
)
_UNITS = {"min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY, "m": 30 * DAY, "y": 365 * DAY}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_end(text: str, now: Instant) -> Instant | None:
    """Return the moment that is named: a date, a span from now such as `7d`, `tomorrow`, a day of the week.

    `None`: it names no moment. A date may be over.
    """
    wanted = " ".join(text.lower().split())
    moment = _read_span(wanted, now) or _read_day(wanted, now)
    if moment is None:
        with suppress(QueryError):
            return read_date(text.strip(), now)
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
