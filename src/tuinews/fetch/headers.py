"""What the headers of an answer say: validators, freshness, and when to come back."""

import re
from calendar import timegm
from collections.abc import Iterable

from tuinews.model.clock import DAY, Instant

CAP = 31 * DAY
"""Most seconds that a server can make us wait."""

VALIDATOR_LIMIT = 8_192
"""Most bytes of an ETag or Last-Modified that is kept."""

Fields = dict[str, str]
"""Headers by lower-case name, one character a byte."""

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_DATE = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4}|\d{2}) (\d{1,2}):(\d{2}):(\d{2})", re.IGNORECASE)
_ASCTIME = re.compile(r"([a-z]{3}) +(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (\d{4})", re.IGNORECASE)
_MAX_AGE = re.compile(r"""(?:^|[,;\s])max-age\s*=\s*"?(-?\d{1,40})""", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,40})(?:\.\d*)?\s*(?:s|sec|seconds)?\Z", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def read_fields(raw: Iterable[tuple[bytes, bytes]]) -> Fields:
    """Return the headers by lower-case name.

    Repeated lists are joined (RFC 9110, 5.3); of other repeated headers the first counts.
    """
    found: Fields = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        if key in {"cache-control", "content-encoding", "link"} and key in found:
            found[key] += f", {text}"
        else:
            found.setdefault(key, text)
    return found


def read_validator(headers: Fields, name: str) -> str:
    """Return ETag or Last-Modified byte for byte; `""` when absent, too long, or with control characters."""
    value = headers.get(name, "")
    return "" if len(value) > VALIDATOR_LIMIT or _CONTROL.search(value) else value


def read_freshness(headers: Fields, now: Instant) -> int | None:
    """Return for how many seconds a private cache may keep it (RFC 9111, 4.2.1), capped; `None` if not said."""
    control = headers.get("cache-control", "")
    if re.search(r"\bno-(?:cache|store)\b(?!\s*=)", control, re.IGNORECASE):
        return 0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        return _limit_seconds(int(found[1]) - (int(said[1]) if (said := _SECONDS.match(age)) else 0))
    if "expires" not in headers:
        return None
    expires = parse_http_date(headers["expires"])
    return 0 if expires is None else _limit_seconds(expires - read_date(headers, now))


def read_retry_after(headers: Fields, now: Instant) -> Instant | None:
    """Return the moment that Retry-After names (RFC 9110, 10.2.3), capped; `None` if absent or unreadable."""
    value = headers.get("retry-after", "").strip()
    if said := _SECONDS.match(value):
        return now + _limit_seconds(int(said[1]))
    named = parse_http_date(value)
    return None if named is None else now + _limit_seconds(named - read_date(headers, now))


def read_date(headers: Fields, now: Instant) -> Instant:
    """Return the server's time, to which its other dates relate, else `now`."""
    date = parse_http_date(headers.get("date", ""))
    return now if date is None else date


def parse_http_date(text: str) -> Instant | None:
    """Return the moment of an HTTP-date in any of its three forms (RFC 9110, 5.6.7); `None` if it is none."""
    if found := _DATE.search(text):
        day, month, year, *clock = found.groups()
    elif found := _ASCTIME.search(text):
        month, day, *clock, year = found.groups()
    else:
        return None
    position, beside = divmod(_MONTHS.find(month.lower()), 3)
    if beside or position < 0:
        return None
    full_year = int(year) if len(year) == 4 else 1900 + int(year) + (100 if int(year) < 70 else 0)
    hour, minute, second = map(int, clock)
    if not (1 <= int(day) <= 31 and hour <= 24 and minute < 60 and second <= 60 and full_year):
        return None
    return timegm((full_year, position + 1, int(day), hour, minute, second))


def _limit_seconds(seconds: int) -> int:
    return max(0, min(seconds, CAP))
