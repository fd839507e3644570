"""Times as they are shown."""

from datetime import UTC, datetime, tzinfo

from tuinews.model.clock import EARLIEST, LATEST, Instant

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def format_moment(moment: Instant, zone: tzinfo | None) -> str:
    """The moment on the user's clock: `12 Sep 2023 10:57`; `zone` `None` is the machine's."""
    local = _localize(moment, zone)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year:04d} {local.hour:02d}:{local.minute:02d}"


def format_day(moment: Instant, zone: tzinfo | None) -> str:
    """The day on the user's calendar: `Tuesday 12 Sep 2023`; `zone` as above."""
    local = _localize(moment, zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year:04d}"


def _localize(moment: Instant, zone: tzinfo | None) -> datetime:
    clamped = max(EARLIEST, min(LATEST, moment))
    try:
        return datetime.fromtimestamp(clamped, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(clamped, UTC)
