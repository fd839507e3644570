"""The hours and days in which a feed wants no polls (RSS 2.0, skipHours and skipDays)."""

from collections.abc import Set as AbstractSet

from tuinews.model.clock import DAY, HOUR, Instant

_WEEK = 7 * DAY
_FIRST_MONDAY = 4 * DAY
"""1970-01-05 was a Monday."""


def open_hour(moment: Instant, hours: AbstractSet[int], days: AbstractSet[int]) -> Instant:
    """Return the moment, or the next full hour after it that is not excluded; a week later if all are.

    Hours are 0 to 23 UTC (24 is taken as 0), days 0 to 6 from Monday.
    """
    spared = {hour % 24 for hour in hours}
    if not spared and not days:
        return moment
    candidate = moment
    while candidate < moment + _WEEK:
        if candidate // HOUR % 24 not in spared and (candidate - _FIRST_MONDAY) // DAY % 7 not in days:
            return candidate
        candidate = (candidate // HOUR + 1) * HOUR
    return moment + _WEEK
