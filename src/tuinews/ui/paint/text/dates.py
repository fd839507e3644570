"""Times as they are shown."""

from datetime import UTC, datetime, tzinfo

from tuinews.model.clock import EARLIEST, LATEST, Instant

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_moment(moment: Instant, zone: tzinfo | None) -> str:
    """The moment on the user's clock: `12 Sep 2023 10:57`; `zone` `None` is the machine's."""
    clamped = max(EARLIEST, min(LATEST, moment))
    try:
        local = datetime.fromtimestamp(clamped, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        local = datetime.fromtimestamp(clamped, UTC)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year:04d} {local.hour:02d}:{local.minute:02d}"
