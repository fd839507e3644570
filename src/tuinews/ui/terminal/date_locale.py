"""How the user's locale writes days and times, as the system knows it."""

import locale
import re

from tuinews.model.language import find_language, tr, tr_later
from tuinews.model.text import safe_text
from tuinews.ui.paint.text.dates import PLAIN, DateOrder, DateStyle

_UNNAMED = ("C", "POSIX", "C.UTF-8", "C.utf8")
"""Locales that are none."""

_LETTERS: tuple[tuple[DateOrder, str], ...] = (("day", "de"), ("month", "mbB"), ("year", "yYG"))
_WHOLE: dict[str, DateOrder] = {"D": "month", "F": "year"}
"""What comes first in directives of `strftime` that stand for a whole date."""

_MONTHS = (
    *(locale.ABMON_1, locale.ABMON_2, locale.ABMON_3, locale.ABMON_4, locale.ABMON_5, locale.ABMON_6),
    *(locale.ABMON_7, locale.ABMON_8, locale.ABMON_9, locale.ABMON_10, locale.ABMON_11, locale.ABMON_12),
)
_DAYS = (locale.DAY_2, locale.DAY_3, locale.DAY_4, locale.DAY_5, locale.DAY_6, locale.DAY_7, locale.DAY_1)
_SHORT_DAYS = (
    *(locale.ABDAY_2, locale.ABDAY_3, locale.ABDAY_4, locale.ABDAY_5, locale.ABDAY_6, locale.ABDAY_7),
    locale.ABDAY_1,
)


def find_date_style() -> DateStyle:
    """Return how dates are written: as LC_TIME of the environment has it, with the names of the language spoken."""
    style = _find_system_style()
    if find_language() == "en":
        return style
    months, days, short_days = (tuple(tr(names).split()) for names in _NAMES)
    return style._replace(months=months, days=days, short_days=short_days)


_NAMES = (
    tr_later("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    tr_later("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    tr_later("Mon Tue Wed Thu Fri Sat Sun"),
)
"""The months and days of the language, with spaces between."""


def _find_system_style() -> DateStyle:
    """Return how LC_TIME of the environment writes dates; without a locale that the system has, as English does.

    The process keeps the locale that it had: programs that parse times would follow it.
    """
    before = locale.setlocale(locale.LC_TIME)
    try:
        name = locale.setlocale(locale.LC_TIME, "")
        return PLAIN if name in _UNNAMED else _read_style()
    except (locale.Error, ValueError):
        return PLAIN
    finally:
        locale.setlocale(locale.LC_TIME, before)


def _read_style() -> DateStyle:
    """Read the style of the locale that holds now."""
    ask = locale.nl_langinfo
    named = [safe_text(ask(item), 20).strip() for item in (*_MONTHS, *_DAYS, *_SHORT_DAYS)]
    if not all(named):
        return PLAIN
    half_days = re.search(r"%(?:-?I|r|p|l)", ask(locale.T_FMT)) is not None
    order = read_order(ask(locale.D_FMT))
    return DateStyle(order, half_days, tuple(named[:12]), tuple(named[12:19]), tuple(named[19:]))


def read_order(pattern: str) -> DateOrder:
    """Return what comes first in a date of this pattern of `strftime`: `%d.%m.%Y` the day."""
    for directive in re.findall(r"%[-_0^#EO]*(\w)", pattern):
        if directive in _WHOLE:
            return _WHOLE[directive]
        for order, letters in _LETTERS:
            if directive in letters:
                return order
    return "day"
