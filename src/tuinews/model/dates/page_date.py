"""Finds dates in lines of pages, among other words, and in addresses; never raises."""

import re
import unicodedata
from datetime import UTC
from email.utils import parsedate_to_datetime

from tuinews.model.clock import DAY, HOUR, MINUTE, Instant
from tuinews.model.dates.days import number_of
from tuinews.model.dates.months import find_month
from tuinews.model.dates.zones import AMERICAN, NAMES, minutes_east, moment_in_zone

EARLIEST_YEAR, LATEST_YEAR = 1970, 2100
_NEAR = 16
"""Characters before a day in which its time stands."""

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:,?[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*"
    rf"((?:{NAMES})\b|[+-]\d{{2}}:?\d{{2}}|[+-]\d{{2}}\b)?)?"
)
_YMD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/.年-]\s*(\d{1,2})\s*[/.月-]\s*(\d{1,2})(?!\d)")
_KOREAN = re.compile(r"((?:19|20)\d\d)년\s*(\d{1,2})월\s*(\d{1,2})일")
_DMY = re.compile(r"(?<![\d.])(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*((?:19|20)\d\d|\d\d)(?!\d|\.\d)")
# a year of two digits stands at the end or before a time; those of the Buddhist calendar are 543 more
_YEAR = r"((?:19|20|25)\d\d(?!\d)|['\u2019]?\d\d(?=\s*(?:[,|·\u2013-]|$|\d{1,2}[:.]\d\d)))"
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|ª|º)?\s*(?:de\s+|of\s+|-)?([^\W\d_][^\s\d.,:/()-]{{1,13}})\.?,?\s*(?:de[l]?\s+|-)?{_YEAR}"
)
_MONTH_DAY = re.compile(rf"([^\W\d_][^\s\d.,:/()-]{{1,13}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d),?\s+([^\W\d_][^\s\d.,:/()-]{1,13})\.?\s+(\d{1,2})(?!\d)")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})(?:[:.h時](\d{2}))(?::(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?(?:\s*(?:Uhr\s*|\()?"
    rf"({NAMES})\b|\s*([+-]\d{{2}}:?\d{{2}}))?",
    re.IGNORECASE,
)
# RFC 5322, section 3.3; what else begins with a word has times that the mail parser reads wrongly
_MAIL = re.compile(r"[A-Z][a-z]{2},?\s+\d{1,2}\s+[A-Z][a-z]{2}\s+\d{2,4}\s+\d{1,2}:\d\d")
_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)|[/-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/-]|$)")
_PATH_BACKWARDS = re.compile(r"/(\d{1,2})-(\d{1,2})-((?:19|20)\d\d)(?=[/-]|$)")


def zone_in_text(text: str) -> int | None:
    """Minutes east of Greenwich that a date for machines states by number, or `None`."""
    match = _ISO.search(text[:200])
    zone = match[7] if match else None
    return minutes_east(zone) if zone and zone[0] in "+-" else None


def date_in_text(text: str, *, month_first: bool = False, zone: int = 0) -> Instant | None:
    """The moment that a text names; without a time it is midnight UTC.

    `month_first` reads 3/4/2021 as 4 March; `zone` is what a time without one is in, in minutes east of Greenwich.
    `None` when the text names no date.
    """
    text = _in_ascii_digits(text.strip()[:200])
    if match := _ISO.search(text):
        year, month, day, hour, minute, second, stated = match.groups()
        numbers = (int(hour or 0), int(minute or 0), int(second or 0))
        return _moment((int(year), int(month), int(day)), numbers, _read_zone(stated, zone if hour else 0))
    if _MAIL.match(text) and (found := _mail_date(text)) is not None:
        return found
    named = _find_named_day(text, month_first=month_first)
    if named is None:
        return None
    day_numbers, match = named
    return _moment(day_numbers, *_read_time(text[: match.start()], text[match.end() :], zone))


def date_in_path(path: str) -> Instant | None:
    """The day that an address names (`/2021/03/04/`), or `None`."""
    if match := _PATH.search(path):
        year, month, day = (int(number) for number in match.groups() if number)
    elif match := _PATH_BACKWARDS.search(path):
        day, month, year = (int(number) for number in match.groups())
    else:
        return None
    return _moment((year, month, day), (0, 0, 0), 0)


def _find_named_day(text: str, *, month_first: bool) -> tuple[tuple[int, int, int], re.Match[str]] | None:
    for pattern in (_KOREAN, _YMD):
        if match := pattern.search(text):
            return (int(match[1]), int(match[2]), int(match[3])), match
    for pattern, order in ((_YEAR_MONTH, (1, 2, 3)), (_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
        for match in pattern.finditer(text):
            year, month, day = (match[group] for group in order)
            if (number := find_month(month)) is not None:
                return (_full(int(year.strip("'\u2019"))), number, int(day)), match
    if match := _DMY.search(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if second > 12 or (month_first and match[2] == "/" and first <= 12):
            first, second = second, first
        return (_full(year), second, first), match
    return None


def _full(year: int) -> int:
    """A year of two digits as one of this century, a year of the Buddhist calendar as one of the common one."""
    return 2000 + year if year < 100 else year - 543 if year >= 2500 else year


def _in_ascii_digits(text: str) -> str:
    """The text with the digits of other scripts as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _read_time(before: str, after: str, zone: int) -> tuple[tuple[int, int, int], int | str]:
    """The time beside a day, with its zone: right before it, else after it, else at the beginning of the text."""
    close = _TIME.search(before[-_NEAR:])
    if close is not None and before[-_NEAR:][close.end() :].strip(" ,-\u2013|"):
        close = None
    match = close or _TIME.search(after) or _TIME.search(before.split(",", maxsplit=1)[0])
    if match is None:
        return (0, 0, 0), 0
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, second), _read_zone(match[5] or match[6], zone)


def _read_zone(stated: str | None, usual: int) -> int | str:
    """Minutes east of Greenwich, or a place whose clocks tell them; `usual` when no zone is stated."""
    if not stated:
        return usual
    return AMERICAN.get(stated.upper()) or minutes_east(stated)


def _moment(day: tuple[int, int, int], time: tuple[int, int, int], zone: int | str) -> Instant | None:
    """The moment of a day and a time, in a zone by its minutes east of Greenwich or by the name of a place."""
    number = number_of(*day)
    if number is None or not EARLIEST_YEAR <= day[0] <= LATEST_YEAR:
        return None
    hour, minute, second = time
    told = hour <= 23 and minute <= 59 and second <= 59
    wall = number * DAY + (hour * HOUR + minute * MINUTE + second if told else 0)
    return moment_in_zone(wall, zone) if isinstance(zone, str) else wall - zone * MINUTE


def _mail_date(text: str) -> Instant | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return int(aware.timestamp()) if EARLIEST_YEAR <= aware.year <= LATEST_YEAR else None
