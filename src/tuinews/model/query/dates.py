"""Reads dates and ages as they are typed into a query: days are those of the user's clock.

That is the clock of the C library: the zone of `TZ`, else the machine's. The setting `time.zone` sets `TZ`.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from tuinews.model.clock import DAY, EARLIEST, HOUR, MINUTE, Instant, from_iso, from_local, to_local
from tuinews.model.error import QueryError
from tuinews.model.language import tr

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_AGE = re.compile(r"(\d{1,5})(min|h|d|w|m|y)", re.ASCII | re.IGNORECASE)
_DURATION = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})(?:m|min)?)?", re.ASCII | re.IGNORECASE)
_UNITS = {"min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY, "m": 30 * DAY, "y": 365 * DAY}
_ZONED = re.compile(r"\d\d(?:Z|[+-]\d\d(?::?\d\d)*)\s*\Z", re.ASCII | re.IGNORECASE)
"""How a time ends that names its zone (ISO 8601, 4.2.5); asked of nothing that is a date alone."""


def read_date(value: str, now: Instant) -> Instant:
    """The moment at which a date begins on the user's clock.

    It is written as `2026-03-01`, `2026-03`, `2026`, `today`, `yesterday`, or in ISO 8601 with a time and perhaps a
    zone. A day begins at midnight, or where clocks skip that with the first moment that it has.

    Raises:
        QueryError: it is no date.
    """
    if (days_ago := {"today": 0, "yesterday": 1}.get(value.lower())) is not None:
        midnight = to_local(max(now, EARLIEST + 2 * DAY)).replace(hour=0, minute=0, second=0)
        return from_local(midnight - timedelta(days=days_ago))
    if match := _DATE.fullmatch(value):
        year, month, day = (int(part or 1) for part in match.groups())
        with suppress(ValueError):
            return from_local(datetime(year, month, day, tzinfo=UTC))
    elif (moment := from_iso(value)) is not None:
        return moment if _ZONED.search(value) else from_local(datetime.fromtimestamp(moment, UTC))
    raise QueryError(tr("“{value}” is no date: write 2026-03-01, 2026-03, 2026, today or yesterday.", value=value))


def read_age(value: str, now: Instant) -> Instant:
    """The moment that an age such as `2d` ago was; a month has 30 days and a year 365.

    Days are those of the user's clock: a day ago it showed the same time as now.

    Raises:
        QueryError: it is no age.
    """
    match = _AGE.fullmatch(value)
    if match is None:
        raise QueryError(
            tr("“{value}” is no age: write a number and min, h, d, w, m (months) or y, like 2d.", value=value)
        )
    seconds = int(match[1]) * _UNITS[match[2].lower()]
    if match[2].lower() not in {"min", "h"}:
        with suppress(OverflowError):  # before the calendar begins
            return from_local(to_local(now) - timedelta(seconds=seconds))
    return now - seconds


def read_since(value: str, now: Instant) -> Instant:
    """The moment of an age (`2d`) or of a date (`2026-03-01`, `yesterday`), for options of commands.

    Raises:
        QueryError: it is neither.
    """
    if _AGE.fullmatch(value):
        return read_age(value, now)
    try:
        return read_date(value, now)
    except QueryError:
        raise QueryError(
            tr("“{value}” is neither an age such as 2d nor a date such as 2026-03-01 or yesterday.", value=value)
        ) from None


def read_minutes(value: str) -> int:
    """The minutes of a duration such as `15m`, `15`, `2h` or `1h30`.

    Raises:
        QueryError: it is no duration, or none at all.
    """
    match = _DURATION.fullmatch(value)
    minutes = 60 * int(match[1] or 0) + int(match[2] or 0) if match else 0
    if not minutes:
        raise QueryError(tr("“{value}” is no duration: write minutes or hours, like 15m or 2h.", value=value))
    return minutes
