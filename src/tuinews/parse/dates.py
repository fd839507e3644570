"""Dates as publishers write them: RFC 822, 2822 and 3339, ISO 8601, and what people type in a dozen languages."""

import re
from datetime import date

from tuinews.model.clock import DAY, EARLIEST, HOUR, LATEST, MINUTE, Instant
from tuinews.parse.months import month_named
from tuinews.parse.zones import minutes_east

TEXT_LIMIT = 120
"""Longest text that is read as a date, in characters."""

_CLOCK = r"(?:[T\s,@·–-]|at|um|às|à|alle|kl\.?|om|klo|в|о)*(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:[.,:]\d{1,12})?)?\s*([AaPp]\.?[Mm]\b\.?)?"
_ZONE = r"\s*(?P<zone>[+\-\u2212]\s?\d{1,2}:?\d{0,2}(?!\d)|[A-Za-z][A-Za-z/_]*(?:[+\-\u2212]\d{1,2}:?\d{0,2})?)?"
_TIME = re.compile(_CLOCK + _ZONE)
_BASIC_TIME = re.compile(r"[T ]?(\d{2})(\d{2})(?:(\d{2})(?:\.\d{1,9})?)?(?!\d)" + _ZONE)
_MERIDIEM = re.compile(r"^[\sT,]*(오전|오후|上午|下午|午前|午後)\s*(\d{1,2})\s*[:시时時]\s*(\d{1,2})?")

_RFC = re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"([+-]?\d{4,6})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=\D|\Z|\d{6}(?!\d))")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})(?!\d)")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})(?![\d-])")
_YEAR = re.compile(r"(\d{4})\Z")
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{1,2})\.?(?!\d)")
_YEAR_LAST = re.compile(r"(?:[^\d]{0,20}[\s,])?(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(\d{1,2})(?:\.|º|er|th|st|nd|rd)?[\s.,/-]*(?:de\s|d['’])?\s*([^\s\d.,/:;()\-]{2,20}(?:\s?[^\s\d.,/:;()\-]{2,8})?)\.?[\s.,/-]*(?:de\s|del\s)?\s*(\d{4}|\d{2})(?![\d:])")
_NAMED_FIRST = re.compile(r"([^\s\d.,/:;()\-]{3,20})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d|:),?\s+(\d{4})(?!\d)")
_NAMED_LAST = re.compile(r"(\d{4})[.\s-]+([^\s\d.,/:;()\-]{3,20})\.?[\s-]+(\d{1,2})\.?(?!\d)")
_ASCTIME = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\s+(\d{1,2})\s+([\d:.]{5,12})\s*([A-Z]{2,5}|[+-]\d{4})?\s+(\d{4})\Z")
_VIETNAMESE = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})[\s,]+(?:năm\s+)?(\d{4})", re.IGNORECASE)
_EPOCH = re.compile(r"(-?\d{9,10}|\d{13})(?:\.\d+)?\Z")

_ENGLISH = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True))
_COMMENT = re.compile(r"\([^()]*\)")


_USUAL = re.compile(
    r"(?:(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) |(\d{4})-(\d\d)-(\d\d)T)"
    r"(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})? ?(?:GMT|UTC|Z|([+-])(\d\d):?(\d\d))\Z"
)
"""RFC 822 and RFC 3339 as nearly everybody writes them, read at once."""


def parse_date(text: str, lang: str = "") -> Instant | None:
    """The moment that a text names, in UTC when it names no zone; `None` when it names none. Never raises.

    `lang` (a BCP 47 tag) decides doubts: what `listopad` means, and whether 3/4/2026 is in March or in April.
    """
    if not text:
        return None
    return _usual(text) or _unusual(text, lang)


def _usual(text: str) -> Instant | None:
    match = _USUAL.match(text)
    if match is None:
        return None
    day, name, year, iso_year, iso_month, iso_day, hour, minute, second, sign, hours, minutes = match.groups()
    if name:
        days = _days(int(year), _ENGLISH.get(name, 0), int(day))
    else:
        days = _days(int(iso_year), int(iso_month), int(iso_day))
    seconds = int(hour) * HOUR + int(minute) * MINUTE + int(second)
    if days is None or seconds >= DAY or int(minute) > 59 or int(second) > 59:
        return None
    east = int(hours) * HOUR + int(minutes) * MINUTE if sign else 0
    return max(EARLIEST, min(LATEST, days * DAY + seconds + (east if sign == "-" else -east)))


def _unusual(text: str, lang: str) -> Instant | None:
    cleaned = text[:TEXT_LIMIT].strip()
    if "(" in cleaned:
        cleaned = _COMMENT.sub(" ", cleaned).strip()
    day, rest = _day(cleaned, lang)
    if day is None:
        return _epoch(cleaned)
    seconds = _seconds(rest)
    if seconds is None:
        return None
    return max(EARLIEST, min(LATEST, day * DAY + seconds))


def _day(text: str, lang: str) -> tuple[int | None, str]:
    """The day as days since the epoch, and the text after it."""
    if match := _RFC.match(text):
        month = _ENGLISH.get(match[2]) or month_named(match[2], lang)
        if month:
            return _days(_full(match[3]), month, int(match[1])), text[match.end() :]
    if match := _ISO.match(text):
        return _days(int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    for pattern, reading in _READINGS:
        if (match := pattern.search(text) if reading in _ANYWHERE else pattern.match(text)) and (
            found := reading(match, lang)
        ):
            return _days(*found), _clock_of(match, text)
    return None, ""


def _clock_of(match: re.Match[str], text: str) -> str:
    if match.re is _ASCTIME:
        return f"{match[3]} {match[4] or ''}"
    if match.re is _NAMED and not re.search(r"\d:\d", text[match.end() :]):
        before = re.search(r"\d{1,2}:\d{2}.{0,12}", text[: match.start()])
        return before[0].rstrip(" ,-") if before else text[match.end() :]
    return text[match.end() :]


Named = tuple[int, int, int] | None


def _from_asctime(match: re.Match[str], lang: str) -> Named:
    month = month_named(match[1], lang)
    return (int(match[5]), month, int(match[2])) if month else None


def _from_numbers(match: re.Match[str], _lang: str) -> Named:
    return int(match[1]), int(match[2]), int(match[3])


def _from_ordinal(match: re.Match[str], _lang: str) -> Named:
    year, number = int(match[1]), int(match[2])
    if not 1 <= year <= 9999 or not 1 <= number <= 366:
        return None
    found = date.fromordinal(min(date(year, 1, 1).toordinal() + number - 1, date.max.toordinal()))
    return found.year, found.month, found.day


def _from_week(match: re.Match[str], _lang: str) -> Named:
    try:
        found = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return found.year, found.month, found.day


def _from_month(match: re.Match[str], _lang: str) -> Named:
    return int(match[1]), int(match[2]), 1


def _from_year(match: re.Match[str], _lang: str) -> Named:
    return int(match[1]), 1, 1


def _from_year_last(match: re.Match[str], lang: str) -> Named:
    first, second, year = int(match[1]), int(match[3]), _full(match[4])
    american = match[2] == "/" and lang.lower() in {"", "en", "en-us"}
    if second > 12 or (american and first <= 12):
        first, second = second, first
    return year, second, first


def _from_vietnamese(match: re.Match[str], _lang: str) -> Named:
    return int(match[3]), int(match[2]), int(match[1])


def _from_named(match: re.Match[str], lang: str) -> Named:
    month = month_named(match[2], lang) or month_named(match[2].split()[0], lang)
    return (_full(match[3]), month, int(match[1])) if month else None


def _from_named_first(match: re.Match[str], lang: str) -> Named:
    month = month_named(match[1], lang)
    return (int(match[3]), month, int(match[2])) if month else None


def _from_named_last(match: re.Match[str], lang: str) -> Named:
    month = month_named(match[2], lang)
    return (int(match[1]), month, int(match[3])) if month else None


_READINGS = (
    (_ASCTIME, _from_asctime),
    (_EAST, _from_numbers),
    (_WEEK, _from_week),
    (_MONTH, _from_month),
    (_YEAR, _from_year),
    (_COMPACT, _from_numbers),
    (_ORDINAL, _from_ordinal),
    (_YEAR_FIRST, _from_numbers),
    (_VIETNAMESE, _from_vietnamese),
    (_YEAR_LAST, _from_year_last),
    (_NAMED_LAST, _from_named_last),
    (_NAMED, _from_named),
    (_NAMED_FIRST, _from_named_first),
)
_ANYWHERE = frozenset({_from_vietnamese, _from_named, _from_named_first})


def _full(year: str) -> int:
    """RFC 2822, section 4.3: two-digit years are 1950 to 2049."""
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 50 else 1900)


def _days(year: int, month: int, day: int) -> int | None:
    """Days since the epoch; years of the Buddhist era (Thailand) are brought to ours."""
    if 2400 <= year <= 2700:
        year -= 543
    try:
        return date(year, month, day).toordinal() - 719_163
    except (ValueError, OverflowError):
        return None


def _seconds(rest: str) -> int | None:
    """Seconds after midnight UTC that the rest of a date names; `None` when it names no possible time."""
    if match := _MERIDIEM.match(rest):
        hour = int(match[2]) % 12 + (12 if match[1] in {"오후", "下午", "午後"} else 0)
        return hour * HOUR + int(match[3] or 0) * MINUTE
    match = _TIME.match(rest) or _BASIC_TIME.match(rest)
    if match is None:
        return -60 * minutes_east(rest.strip()) if re.match(r"\s*(?:Z\Z|[+-]\d\d:\d\d\Z)", rest) else 0
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match.re is _TIME and match[4]:
        hour = hour % 12 + (12 if match[4][0] in "pP" else 0)
    if hour > 24 or minute > 59 or second > 60:
        return None
    return hour * HOUR + minute * MINUTE + second - 60 * minutes_east(match["zone"] or "")


def _epoch(text: str) -> Instant | None:
    match = _EPOCH.match(text)
    if match is None:
        return None
    number = int(match[1])
    return number // 1000 if number > 10**11 else number
