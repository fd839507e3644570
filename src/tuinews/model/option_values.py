"""Writes and reads feed options in lists of subscriptions: every field of `FeedOptions` under its own name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from functools import cache
from typing import Any, get_args, get_type_hints

from tuinews.model.clock import Instant
from tuinews.model.error import QueryError, UsageError
from tuinews.model.feed import FeedOptions
from tuinews.model.habits.pause import find_pause_end
from tuinews.model.habits.shelf_life import parse_shelf_life
from tuinews.model.query import find_view_names, parse_query
from tuinews.model.text import NAME_LIMIT, URL_LIMIT, safe_text

_NOW: Instant = 0
"""Any moment does to see whether a query can be read."""

_MOST = 1 << 31
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def options_as_values(options: FeedOptions) -> dict[str, str | int | bool | None]:
    """Return the options by name; a missing value is `None`, never an empty text."""
    return {name: None if value == "" else value for name, value in asdict(options).items()}


def options_as_attributes(options: FeedOptions) -> dict[str, str]:
    """Return the options that differ from the defaults, by name, as texts that `read_options` takes."""
    usual = options_as_values(FeedOptions())
    chosen = {name: value for name, value in options_as_values(options).items() if value != usual[name]}
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in chosen.items()}


def read_options(values: Mapping[str, object], prefix: str = "") -> FeedOptions | None:
    """Return the options that a list gives a feed, `None` if it gives none; values of the wrong kind do not count."""
    named = {field.name: values[prefix + field.name] for field in fields(FeedOptions) if prefix + field.name in values}
    read: dict[str, Any] = {name: _value(name, value) for name, value in named.items()}
    return FeedOptions(**{name: value for name, value in read.items() if value is not None}) if named else None


def _value(name: str, value: object) -> str | int | bool | None:
    kind = _types()[name]
    if kind is bool:
        return {True: True, False: False, "true": True, "false": False}.get(value) if _is_plain(value) else None
    if kind is int or int in get_args(kind):
        return _number(value)
    return _TEXTS.get(name, _text)(value)


@cache
def _types() -> dict[str, object]:
    return get_type_hints(FeedOptions)


def _is_plain(value: object) -> bool:
    return isinstance(value, bool | str)


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:12])
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MOST else None


def _text(value: object) -> str | None:
    return safe_text(value, NAME_LIMIT) if isinstance(value, str) else None


def _shelf_life(value: object) -> str | None:
    try:
        return parse_shelf_life(value) if isinstance(value, str) else None
    except UsageError:
        return None


def _day(value: object) -> str | None:
    return value if isinstance(value, str) and find_pause_end(value) is not None else None


def _query(value: object) -> str | None:
    """Return a query as it was written, if it is one."""
    if not isinstance(value, str) or len(value) > URL_LIMIT or _CONTROLS.search(value):
        return None
    try:
        asked = parse_query(value, _NOW)
    except QueryError:
        return None
    return None if asked.fit is not None or find_view_names(asked.condition) else value.strip()


_TEXTS: dict[str, Callable[[object], str | None]] = {
    "mark_read": _query,
    "shelf_life": _shelf_life,
    "pause_until": _day,
}
"""How texts are read that are not just any text."""
