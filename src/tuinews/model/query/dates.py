"""Reads dates and ages as they are typed into a query."""

import re
from datetime import UTC, datetime

from tuinews.model.clock import DAY, HOUR, MINUTE, Instant, from_iso
from tuinews.model.error import QueryError

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_AGE = re.compile(r"(\d{1,5})(min|h|d|w|m|y)", re.ASCII | re.IGNORECASE)
_UNITS = {"min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY, "m": 30 * DAY, "y": 365 * DAY}


def read_date(value: str, now: Instant) -> Instant:
    """The moment at which a date begins in UTC: `2026-03-01`, `2026-03`, `2026`, ISO 8601, `today` or `yesterday`.

    Raises:
        QueryError: it is no date.
    """
    midnight = now - now % DAY
    named = {"today": midnight, "yesterday": midnight - DAY}.get(value.lower())
    if named is not None:
        return named
    if match := _DATE.fullmatch(value):
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            return int(datetime(year, month, day, tzinfo=UTC).timestamp())
        except ValueError:
            pass
    elif (moment := from_iso(value)) is not None:
        return moment
    raise QueryError(f"“{value}” is no date: write 2026-03-01, 2026-03, 2026, today or yesterday.")


def read_age(value: str) -> int:
    """The seconds of an age such as `2d`; a month has 30 days and a year 365.

    Raises:
        QueryError: it is no age.
    """
    match = _AGE.fullmatch(value)
    if match is None:
        raise QueryError(f"“{value}” is no age: write a number and min, h, d, w, m (months) or y, like 2d.")
    return int(match[1]) * _UNITS[match[2].lower()]
