"""Durations in words, for the sentences that say why a feed waits."""

from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.language import tr


def in_words(seconds: int) -> str:
    """Return seconds in their two largest units: `1 hour`, `90 minutes`, `2 days`, `1 day 6 hours`."""
    if seconds < 2 * HOUR:
        minutes = max(1, round(seconds / MINUTE))
        return tr("1 hour") if minutes == 60 else _count(minutes, "minute")
    days, rest = divmod(seconds, DAY)
    parts = ([_count(days, "day")] if days else []) + ([_count(rest // HOUR, "hour")] if rest >= HOUR else [])
    return " ".join(parts)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("s" if number != 1 else "")
