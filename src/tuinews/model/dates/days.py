"""Finds the day in a date, in every notation that feeds have been seen to use."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tuinews.model.dates.months import guess_month

Named = tuple[int, int, int] | None
"""Year, month and day, perhaps impossible ones."""

_WORD = r"[^\s\d.,/:;()\-]"
_ENGLISH = {
    name: month
    for month, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_BUDDHIST = 2400
"""Years after this one count from the Buddha's death, 543 years before ours."""
_EPOCH_ORDINAL = 719_163


class Day(NamedTuple):
    """A day, and the text in which its time may be found."""

    number: int | None
    """Days since 1970-01-01; `None` for a day that no calendar has."""
    rest: str


def find_day(text: str, lang: str) -> Day | None:
    """The first day that the text names, or `None`."""
    for pattern, read in _NOTATIONS:
        if (match := pattern.match(text)) and (found := read(match, lang)):
            return Day(number_of(*found), text[match.end() :])
    if match := _ASCTIME.match(text):
        month = guess_month(match[1], lang)
        if month:
            return Day(number_of(int(match[5]), month, int(match[2])), f"{match[3]} {match[4] or ''}")
    for pattern, read in _SENTENCES:
        if (match := pattern.search(text)) and (found := read(match, lang)):
            return Day(number_of(*found), _time_around(match, text))
    return None


def english_month(name: str) -> int:
    """The month that an abbreviation of RFC 822 means, 0 for any other word."""
    return _ENGLISH.get(name, 0)


def number_of(year: int, month: int, day: int) -> int | None:
    """Days since the epoch."""
    if year < 2:  # the zero of Go's and .NET's calendars, written by feeds that have no date
        return None
    try:
        return date(year, month, day).toordinal() - _EPOCH_ORDINAL
    except (ValueError, OverflowError):
        return None


def _time_around(match: re.Match[str], text: str) -> str:
    """What follows the day, or the time that stands before it."""
    after = text[match.end() :]
    before = re.search(r"\d{1,2}:\d{2}.{0,12}", text[: match.start()])
    return before[0].rstrip(" ,-") if before and not re.search(r"\d:\d", after) else after


def _complete_year(year: str, month: str = "") -> int:
    """The year with its century (RFC 2822, section 4.3); next to a Thai month it may count from the Buddha."""
    number = int(year)
    if "\u0e00" <= month[:1] <= "\u0e7f" and number > _BUDDHIST:
        return number - 543
    if len(year) > 2:
        return number
    return number + (2000 if number < 50 else 1900)


def _day_month_name(match: re.Match[str], lang: str) -> Named:
    words = match[2].split()
    month = english_month(match[2]) or guess_month(match[2], lang) or guess_month(words[0], lang)
    return (_complete_year(match[3], match[2]), month, int(match[1])) if month else None


def _month_name_first(match: re.Match[str], lang: str) -> Named:
    month = guess_month(match[1], lang)
    return (int(match[3]), month, int(match[2])) if month else None


def _month_name_between(match: re.Match[str], lang: str) -> Named:
    month = guess_month(match[2], lang)
    return (int(match[1]), month, int(match[3])) if month else None


def _year_month_day(match: re.Match[str], _lang: str) -> Named:
    return int(match[1]), int(match[2]), int(match[3])


def _year_month(match: re.Match[str], _lang: str) -> Named:
    return int(match[1]), int(match[2]), 1


def _year(match: re.Match[str], _lang: str) -> Named:
    return int(match[1]), 1, 1


def _day_month_year(match: re.Match[str], _lang: str) -> Named:
    return int(match[3]), int(match[2]), int(match[1])


def _day_or_month_first(match: re.Match[str], lang: str) -> Named:
    first, second, year = int(match[1]), int(match[3]), _complete_year(match[4])
    american = match[2] == "/" and lang.lower() in {"", "en", "en-us"}
    month_first = second > 12 or (american and first <= 12)
    return (year, first, second) if month_first else (year, second, first)


def _find_day_month_dotted(match: re.Match[str], lang: str) -> Named:
    month = guess_month(match[2].replace(".", ""), lang)
    return (_complete_year(match[3], match[2]), month, int(match[1])) if month else None


def _day_of_year(match: re.Match[str], _lang: str) -> Named:
    year, number = int(match[1]), int(match[2])
    if not 1 <= year < 9999 or not 1 <= number <= 366:
        return None
    found = date.fromordinal(date(year, 1, 1).toordinal() + number - 1)
    return found.year, found.month, found.day


def _day_of_week(match: re.Match[str], _lang: str) -> Named:
    try:
        found = date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return found.year, found.month, found.day


DayReader = Callable[[re.Match[str], str], Named]

_NOTATIONS: tuple[tuple[re.Pattern[str], DayReader], ...] = (
    (re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4}|\d{2})(?!\d)"), _day_month_name),
    (re.compile(r"(\d{4,6})-(\d{1,2})-(\d{1,2})(?!\d)"), _year_month_day),
    (re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?"), _year_month_day),
    (re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)"), _day_of_week),
    (re.compile(r"(\d{4})-(\d{1,2})(?![\d-])"), _year_month),
    (re.compile(r"(\d{4})\Z"), _year),
    (re.compile(r"(\d{4})(\d{2})(\d{2})(?=\D|\Z|\d{6}(?!\d))"), _year_month_day),
    (re.compile(r"(\d{4})-?(\d{3})(?!\d)"), _day_of_year),
    (re.compile(r"(\d{4})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{1,2})\.?(?!\d)"), _year_month_day),
    (re.compile(rf"(\d{{4}})[.\s-]+({_WORD}{{3,20}})\.?[\s-]+(\d{{1,2}})\.?(?!\d)"), _month_name_between),
    (
        re.compile(r"(?:[^\d]{0,20}[\s,])?(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)"),
        _day_or_month_first,
    ),
)
"""Notations of a text that begins with its day, the usual ones first."""

_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\s+(\d{1,2})\s+([\d:.]{5,12})\s*([A-Z]{2,5}|[+-]\d{4})?\s+(\d{4})\Z"
)
"""C's asctime and Unix' date: the time stands before the year."""

_SENTENCES: tuple[tuple[re.Pattern[str], DayReader], ...] = (
    (
        re.compile(r"(?<!\d)(\d{1,2})[\s,./-]+th(?:áng|g)?\.?\s?(\d{1,2})[\s,./-]+(?:năm\s+)?(\d{4})", re.IGNORECASE),
        _day_month_year,
    ),
    (re.compile(r"(?<!\d)(\d{1,2})\s*[日일号]?[\s,./-]+(\d{1,2})\s?[月월][\s,./-]+(\d{4})(?!\d)"), _day_month_year),
    (re.compile(r"(?<!\d)(\d{1,2})\s+([\u0e01-\u0e4e.]{3,10})\s+(\d{4})(?!\d)"), _find_day_month_dotted),
    (
        re.compile(
            r"(\d{1,2})(?:\.|º|er|th|st|nd|rd)?[\s.,/-]*(?:de\s|of\s|d['\u2019])?\s*"
            rf"({_WORD}{{2,20}}(?:\s?{_WORD}{{2,8}})?)\.?[\s.,/-]*(?:de\s|del\s)?\s*(\d{{4}}|\d{{2}})(?![\d:])"
        ),
        _day_month_name,
    ),
    (
        re.compile(rf"({_WORD}{{3,20}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:),?\s+(\d{{4}})(?!\d)"),
        _month_name_first,
    ),
)
"""Notations that may stand anywhere in the text."""
