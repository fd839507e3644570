"""Options of feeds as they are typed: in the form of a feed and on the command line."""

import re

from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text

_SPAN = re.compile(r"([0-9]{1,6})\s*(m|min|h|d|w)?\Z")
_UNITS = {None: MINUTE, "m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}


def read_interval(text: str) -> int:
    """Return the seconds of `45`, `45m`, `2h`, `1d`, `1w`; 0 for `default`; raises UsageError."""
    if text == "default":
        return 0
    found = _SPAN.match(text.strip().lower())
    if not found or not int(found[1]):
        raise UsageError(
            tr("{text!r} is no interval: write 45m, 2h, 1d, 1w, or default for the one of the settings.", text=text)
        )
    return int(found[1]) * _UNITS[found[2]]


def read_kept_number(text: str) -> int:
    """Return the number of entries; 0 for `default`; raises UsageError."""
    if text == "default":
        return 0
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
        raise UsageError(
            tr("{text!r} is no number of entries: write 500, or default for what the settings say.", text=text)
        )
    return int(text)


def read_user_agent(text: str) -> SafeText:
    """Return a user agent; raises UsageError for one that no header can hold."""
    name = safe_text(text, NAME_LIMIT)
    if not name.isascii():
        raise UsageError(tr("{text!r} is no user agent: servers take it in ASCII only.", text=safe_text(text, 40)))
    return name
