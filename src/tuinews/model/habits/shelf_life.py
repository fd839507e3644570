"""Shelf lives: how long an unread article stays in the inbox, by the user's choice or by how often its feed publishes.

Pure functions of values; why the steps are what they are stands in `docs/decisions/`.
"""

import re
from collections.abc import Sequence
from math import log2
from typing import Final, NamedTuple

from tuinews.model.clock import DAY, HOUR, MINUTE, Instant
from tuinews.model.error import UsageError
from tuinews.model.language import tr, tr_count

LEAST: Final = 3 * HOUR
"""The shortest shelf life."""

MOST: Final = 3_650 * DAY
"""The longest one that is not `NEVER`."""

AUTO, NEVER = "auto", "never"
"""What a user may choose besides a span: by how often the feed publishes, or that nothing of it ages."""

STEPS: Final = (
    (DAY // 200, LEAST),
    (DAY // 50, 12 * HOUR),
    (DAY // 10, DAY),
    (DAY // 3, 3 * DAY),
    (DAY, 7 * DAY),
    (7 * DAY, 30 * DAY),
)
"""Shelf lives by rhythm: up to so many seconds between two articles, the article stays for so many seconds.

What publishes less than once a week never ages.
"""

SAMPLE: Final = 50
"""Newest articles of a feed by which its rhythm is told, unless it has more than these within a week."""

WEEK: Final = 7 * DAY

_FEWEST = 4
"""Moments from which on there is a rhythm to speak of."""

_RARE = 30 * DAY
"""What the river takes for the gap of a feed whose rhythm is not known."""

_HALF_LIFE = 3 * HOUR
"""Seconds in which the river halves an article's weight."""

_SPAN = re.compile(r"([0-9]{1,5})\s*(h|d|w|y)\Z")
_UNITS = {"h": HOUR, "d": DAY, "w": 7 * DAY, "y": 365 * DAY}


def parse_shelf_life(text: str) -> str:
    """Return a choice as it is stored: `auto`, `never`, a span such as `12h` or `1w`, or `""` for `default`.

    Raises:
        UsageError: it is none of them.
    """
    word = text.strip().lower()
    if word in {AUTO, NEVER}:
        return word
    if word == "default":
        return ""
    found = _SPAN.match(word)
    if found is None:
        raise UsageError(
            tr("{text!r} is no shelf life: write 3h, 1d, 1w, auto, never, or default for the setting's.", text=text)
        )
    seconds = int(found[1]) * _UNITS[found[2]]
    if not LEAST <= seconds <= MOST:
        raise UsageError(tr("{text!r} is no shelf life: it lasts from 3h to 10y, or never ends.", text=text))
    return format_span(seconds)


def format_span(seconds: int) -> str:
    """Return a span as `parse_shelf_life` reads it, in the largest unit of which it is a whole number."""
    for unit, letter in ((7 * DAY, "w"), (DAY, "d")):
        if seconds % unit == 0:
            return f"{seconds // unit}{letter}"
    return f"{seconds // HOUR}h"


class Publishing(NamedTuple):
    """What a feed published of late."""

    moments: Sequence[Instant] = ()
    """Those of its newest `SAMPLE` articles, the newest first."""
    oldest: Instant = 0
    """That of its oldest article."""
    week: int = 0
    """How many articles it published within `WEEK`, counted only if that is more than the sample."""


def measure_gap(publishing: Publishing, now: Instant) -> int | None:
    """Return the seconds that a feed usually lets pass between two articles; `None` if that is not known yet.

    Articles of the very same moment count once: what comes without dates comes many at a time. Who publishes much is
    looked at for a week, with its nights and its Sunday. A feed that has fallen silent gets rarer.
    """
    distinct = {min(moment, now) for moment in publishing.moments}
    if len(distinct) < _FEWEST:
        return None
    if publishing.week > len(publishing.moments):
        return max(MINUTE, min(WEEK, now - publishing.oldest) // publishing.week)
    return max(MINUTE, (now - min(distinct)) // len(distinct))


def choose_shelf_life(choice: str, gap: int | None, before: int | None = None) -> int | None:
    """Return the seconds after which an article leaves the inbox, or `None` for never.

    `before` is the one that held so far: a rhythm that has changed little does not change it.
    """
    if choice not in {AUTO, NEVER}:
        found = _SPAN.match(choice)
        return None if found is None else int(found[1]) * _UNITS[found[2]]
    if choice == NEVER or gap is None:
        return None
    near = {_step(gap * 4 // 5), _step(gap * 5 // 4)}
    return before if before is not None and before in near else _step(gap)


def _step(gap: int) -> int | None:
    return next((seconds for longest, seconds in STEPS if gap <= longest), None)


def find_head_start(gap: int | None) -> int:
    """Return by how many seconds the river counts an article of a feed as newer than it is.

    An article's weight is one plus the days that its feed lets pass between two of them, halved every three hours. That
    gives the same order as moments do to which this head start is added, whatever the time is.
    """
    return int(_HALF_LIFE * log2(1 + (_RARE if gap is None else gap) / DAY))


def is_other_rhythm(gap: int | None, before: int | None) -> bool:
    """Whether a feed's gap is so much another one that it is worth storing."""
    if gap is None or before is None:
        return gap is not before
    return abs(gap - before) * 5 > before


def describe_rhythm(gap: int | None) -> str:
    """Return how often a feed publishes: `about 40 a day`, `about 3 a week`, `about one in 3 weeks`."""
    if gap is None:
        return tr("too few articles to tell how often")
    if gap <= DAY:
        return tr_count("about one a day", "about {count} a day", max(1, round(DAY / gap)))
    if gap <= 7 * DAY:
        return tr_count("about one a week", "about {count} a week", max(1, round(7 * DAY / gap)))
    if gap <= 30 * DAY:
        return tr_count("about one a month", "about {count} a month", max(1, round(30 * DAY / gap)))
    months = round(gap / (30 * DAY))
    return tr("about one a month") if months == 1 else tr("about one in {months} months", months=months)


def describe_shelf_life(seconds: int | None) -> str:
    """Return what becomes of an unread article: `leaves the inbox after 1 day`, `stays in the inbox`."""
    return (
        tr("stays in the inbox")
        if seconds is None
        else tr("leaves the inbox after {in_words}", in_words=_in_words(seconds))
    )


def _in_words(seconds: int) -> str:
    if seconds % (365 * DAY) == 0:
        return tr_count("{count} year", "{count} years", seconds // (365 * DAY))
    if seconds % (7 * DAY) == 0:
        return tr_count("{count} week", "{count} weeks", seconds // (7 * DAY))
    if seconds % DAY == 0:
        return tr_count("{count} day", "{count} days", seconds // DAY)
    return tr_count("{count} hour", "{count} hours", seconds // HOUR)
