"""Times as they are shown, in the order and with the names of the user's locale."""

from datetime import UTC, datetime, tzinfo
from typing import Literal, NamedTuple

from tuinews.model.clock import EARLIEST, LATEST, Instant

DateOrder = Literal["day", "month", "year"]


class DateStyle(NamedTuple):
    """How days and times are written."""

    order: DateOrder = "day"
    """What comes first: `12 Sep 2023`, `Sep 12, 2023`, `2023-09-12`."""
    half_days: bool = False
    """Whether hours are counted to twelve: `10:57 AM`."""
    months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    days: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    short_days: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


PLAIN = DateStyle()
"""Without a locale."""


def format_moment(moment: Instant, zone: tzinfo | None, style: DateStyle = PLAIN) -> str:
    """The moment on the user's clock: `12 Sep 2023 10:57`; `zone` `None` is the machine's."""
    local = localize(moment, zone)
    return f"{_write_day(local, style)} {_write_time(local, style)}"


def format_time(moment: Instant, zone: tzinfo | None, style: DateStyle = PLAIN) -> str:
    """The time of day: `10:57`; `zone` as above."""
    return _write_time(localize(moment, zone), style)


def format_day(moment: Instant, zone: tzinfo | None, style: DateStyle = PLAIN, *, short: bool = False) -> str:
    """The day on the user's calendar: `Tuesday 12 Sep 2023`, `short` `Tue 12 Sep 2023`; `zone` as above."""
    local = localize(moment, zone)
    name = (style.short_days if short else style.days)[local.weekday()]
    return f"{name} {_write_day(local, style)}"


def localize(moment: Instant, zone: tzinfo | None) -> datetime:
    """The moment on the user's clock, within what a calendar can tell."""
    clamped = max(EARLIEST, min(LATEST, moment))
    try:
        return datetime.fromtimestamp(clamped, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(clamped, UTC)


def _write_day(local: datetime, style: DateStyle) -> str:
    month = style.months[local.month - 1]
    if style.order == "year":
        return f"{local.year:04d}-{local.month:02d}-{local.day:02d}"
    if style.order == "month":
        return f"{month} {local.day}, {local.year:04d}"
    return f"{local.day} {month} {local.year:04d}"


def _write_time(local: datetime, style: DateStyle) -> str:
    if not style.half_days:
        return f"{local.hour:02d}:{local.minute:02d}"
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02d} {'AM' if local.hour < 12 else 'PM'}"
