"""Reading JSON of servers that take types lightly: numbers as text and the reverse, keys that are absent, `null`."""

from typing import Any

from tuinews.model.clock import EARLIEST, LATEST, Instant


def as_dict(value: Any) -> dict[str, Any]:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return an array; an empty one for anything else."""
    return value if isinstance(value, list) else []


def as_text(value: Any) -> str:
    """Return text, also of a number; `""` for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def as_number(value: Any) -> int | None:
    """Return a whole number, also of text; `None` for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    try:
        return int(float(value)) if isinstance(value, float) or "." in value else int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def as_moment(value: Any, per_second: int = 1) -> Instant | None:
    """Return the moment of a number of (fractions of) seconds; `None` for none, for 0, and for what no calendar has."""
    number = as_number(value)
    if not number:
        return None
    moment = number // per_second
    return moment if EARLIEST <= moment <= LATEST else None
