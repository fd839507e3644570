"""Reads texts that are dates: RFC 822, 2822 and 3339, ISO 8601, and what people type in thirty languages."""

import re

from tuinews.model.clock import DAY, EARLIEST, HOUR, LATEST, MINUTE, Instant
from tuinews.model.dates.days import english_month, find_day, number_of
from tuinews.model.dates.zones import minutes_east, moment_in_zone

TEXT_LIMIT = 120
"""Longest text that is read as a date, in characters."""

_USUAL = re.compile(
    r"(?:(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) |(\d{4})-(\d\d)-(\d\d)T)"
    r"(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})? ?(?:GMT|UTC|Z|([+-])(\d\d):?(\d\d))\Z"
)
"""RFC 822 and RFC 3339 as nearly everybody writes them, read at once."""

_ZONE = (
    r"\s*(?P<zone>[+\-\u2212]\s?\d{1,2}:?\d{0,2}(?!\d)"
    r"|[A-Za-z][A-Za-z/_]*(?:-[A-Z][a-z-]+[A-Za-z/_-]*)?(?:[+\-\u2212]\d{1,2}:?\d{0,2})?)?"
)
_TIME = re.compile(
    r"(?:[T\s,@·\u2013-]|at|um|às|à|alle|kl\.?|om|klo|\u0432|\u043e)*"
    r"(\d{1,2})[:h.](\d{2}|(?<=:)\d(?!\d))(?:[:.](\d{1,2})(?!\d)(?:[.,:]\d{1,12})?)?\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"
    + _ZONE
)
_BASIC_TIME = re.compile(r"[T ]?(\d{2})(\d{2})(?:(\d{2})(?:\.\d{1,9})?)?(?!\d)(?P<half>)" + _ZONE)
_EASTERN_TIME = re.compile(r"[\sT,]*(오전|오후|上午|下午|午前|午後)\s*(\d{1,2})\s*[:시时時]\s*(\d{1,2})?")
_AFTERNOON = frozenset({"오후", "下午", "午後"})
_ZONE_ALONE = re.compile(r"\s*(?:Z|[+-]\d\d:\d\d)\Z")
_SOME_TIME = re.compile(r"\d\s*:\s*\d")
_PLACE = re.compile(r"(?<![A-Za-z/])(?!Etc/)[A-Za-z]{2,}/[A-Za-z][A-Za-z/_-]+(?![\w/])")
"""A zone by the name of a place (IANA time zone database)."""
_SAYS_MOMENT = re.compile(r"Z|.*[+\-\u2212]\s?\d.*")
"""A zone that says by itself how far it is from UTC; a place behind it (RFC 9557) only tells where that was."""
_SINCE_EPOCH = re.compile(r"(-?\d{9,10}|\d{13})(?:\.\d+)?\Z")
_COMMENT = re.compile(r"\([^()]*\)")


def parse_date(text: str, lang: str = "") -> Instant | None:
    """The moment that a text names, in UTC when it names no zone; `None` when it names none. Never raises.

    `lang` (a BCP 47 tag) decides doubts: what `listopad` means, and whether 3/4/2026 is in March or in April.
    """
    if not text:
        return None
    moment = _usual(text)
    if moment is None:
        moment = _unusual(text[:TEXT_LIMIT].strip(), lang)
    return None if moment is None else max(EARLIEST, min(LATEST, moment))


def _usual(text: str) -> Instant | None:
    match = _USUAL.match(text)
    if match is None:
        return None
    day, name, year, iso_year, iso_month, iso_day, hour, minute, second, sign, hours, minutes = match.groups()
    if name:
        number = number_of(int(year), english_month(name), int(day))
    else:
        number = number_of(int(iso_year), int(iso_month), int(iso_day))
    if number is None or int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return None
    east = int(hours) * HOUR + int(minutes) * MINUTE if sign else 0
    moment = number * DAY + int(hour) * HOUR + int(minute) * MINUTE + int(second)
    return moment + east if sign == "-" else moment - east


def _unusual(text: str, lang: str) -> Instant | None:
    beside = ""
    if "(" in text:
        beside = " ".join(_COMMENT.findall(text))
        text = _COMMENT.sub(" ", text).strip()
    found = find_day(text, lang)
    if found is None:
        return _since_epoch(text)
    seconds = _seconds(found.rest)
    if found.number is None or seconds is None:
        return None
    return _at_place(found.number * DAY + seconds, found.rest, beside)


def _at_place(moment: Instant, rest: str, beside: str) -> Instant | None:
    """The moment, if the date names a place for it at which a clock showed that; `beside` is what stood in brackets."""
    time = _TIME.match(rest) or _BASIC_TIME.match(rest)
    zone = (time["zone"] or "") if time else ""
    if _SAYS_MOMENT.fullmatch(zone):
        return moment
    place = _PLACE.search(rest) or (None if zone else _PLACE.search(beside))
    if place is None:
        return moment
    there = moment_in_zone(moment, place[0])
    # words with a stroke between them are no place that is misspelt
    return moment if there is None and place[0].islower() else there


def _seconds(rest: str) -> int | None:
    """Seconds after midnight that the rest of a date names, in UTC unless it names a place; `None` for no time at all.

    A time that no clock shows, or that cannot be made out, is none: no moment is better than a wrong one.
    """
    if match := _EASTERN_TIME.match(rest):
        hour = int(match[2]) % 12 + (12 if match[1] in _AFTERNOON else 0)
        return hour * HOUR + int(match[3] or 0) * MINUTE
    match = _TIME.match(rest) or _BASIC_TIME.match(rest)
    if match is None:
        if _ZONE_ALONE.match(rest):
            return -60 * minutes_east(rest)
        return None if _SOME_TIME.search(rest) else 0
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if half := match["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 24 or minute > 59 or second > 60:
        return None
    return hour * HOUR + minute * MINUTE + second - 60 * minutes_east(match["zone"] or "")


def _since_epoch(text: str) -> Instant | None:
    """Unix time in seconds or milliseconds."""
    match = _SINCE_EPOCH.match(text)
    if match is None:
        return None
    number = int(match[1])
    return number // 1000 if number > 10**11 else number
