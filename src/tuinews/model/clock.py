"""Time as the library keeps it: whole seconds since the epoch, UTC, and `now` always an argument."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tuinews.model.language import tr, tr_count, tr_in

Instant = int
"""Seconds since 1970-01-01T00:00:00Z; always whole, always UTC."""

Clock = Callable[[], Instant]
"""Tells the time; given at construction, so that tests own it."""

MINUTE, HOUR, DAY = 60, 3600, 86_400

EARLIEST: Instant = -62_135_596_800
"""0001-01-01T00:00:00Z, the first moment that `datetime` can name."""

LATEST: Instant = 253_402_300_799
"""9999-12-31T23:59:59Z, the last moment that `datetime` can name."""


def to_iso(moment: Instant | None) -> str | None:
    """The moment as ISO 8601 UTC with `Z`; `None` stays `None`, what no calendar can name is clamped."""
    if moment is None:
        return None
    day, second = divmod(max(EARLIEST, min(LATEST, moment)), DAY)
    return f"{_date(day)}T{second // HOUR:02}:{second % HOUR // MINUTE:02}:{second % MINUTE:02}Z"


@lru_cache(1024)
def _date(day: int) -> str:
    """Return the date so many days after 1970-01-01; kept, since lists tell thousands of moments of a few days."""
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def from_iso(text: str | None) -> Instant | None:
    """The moment that an ISO 8601 text names (no zone means UTC), or `None` when it names none."""
    if not text:
        return None
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def to_local(moment: Instant) -> datetime:
    """What the user's clock shows at a moment: its zone is that of `TZ`, else the machine's."""
    clamped = datetime.fromtimestamp(max(EARLIEST, min(LATEST, moment)), UTC)
    try:
        return clamped.astimezone()
    except (OverflowError, ValueError, OSError):  # at either end of the calendar
        return clamped


def from_local(shown: datetime) -> Instant:
    """The first moment at which the user's clock shows this date and time, whatever zone `shown` has.

    For a midnight that the clock skips it is the first moment of that day.
    """
    try:
        return int(shown.replace(tzinfo=None, fold=0).timestamp())
    except (OverflowError, ValueError, OSError):  # at either end of the calendar
        return int(shown.replace(tzinfo=UTC).timestamp())


def format_moment(moment: Instant) -> str:
    """Return a moment as the user's clock shows it: `2026-11-29 08:30`."""
    return f"{to_local(moment):%Y-%m-%d %H:%M}"


def format_ago(moment: Instant, now: Instant) -> str:
    """How long ago, in at most three cells: `now`, `5m`, `3h`, `2d`, `7w`, `2y`; the future is `now`."""
    seconds = now - moment
    for size, letter in ((365 * DAY, "y"), (7 * DAY, "w"), (DAY, "d"), (HOUR, "h"), (MINUTE, "m")):
        if seconds >= size:
            return f"{min(seconds // size, 99)}{letter}"
    return tr("now")


def format_duration(seconds: int) -> str:
    """`2 hours`, `day`, `90 minutes`: in the largest unit of which it is a whole number, to stand behind `every`."""
    if seconds % DAY == 0:
        return tr_count("day", "{count} days", seconds // DAY)
    if seconds % HOUR == 0:
        return tr_count("hour", "{count} hours", seconds // HOUR)
    return tr_in("every", "{count} minutes", count=seconds // MINUTE)
