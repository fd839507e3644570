"""Topics: tags as places, with their counts, their trend, and what the user decided about them."""

from math import sqrt
from typing import Literal, NamedTuple

from tuinews.model.text import SafeText, fold

TopicOrder = Literal["heat", "name", "count"]
"""How topics are sorted."""

TREND_DAYS = 30
"""Days of a trend, the last of which is today."""

RECENT_DAYS = 3
"""The last days of a trend, today among them, whose articles are compared with the days before."""

_FEWEST = 3
"""Articles of the last days below which nothing is a burst."""

_DOUBT = 4
"""Articles that come by chance: so much more variance than a steady stream would have."""

COLOURS = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink")
"""The colours that a topic can have; without a choice it has the one that its name gives it."""


class Topic(NamedTuple):
    """A tag with its counts."""

    name: SafeText
    total: int
    """Entries that lists and searches show."""
    unread: int
    own: bool = False
    """Whether the user gave it to some entry."""
    heat: float = 0.0
    """How far the last days exceed what the days before let expect, in standard deviations; 0 for no burst."""
    followed: bool = False
    colour: str = ""
    """One of `COLOURS` that the user chose, or `""`."""
    trend: tuple[int, ...] = ()
    """Articles of each of the last `TREND_DAYS` days, the oldest first; empty where it was not asked for."""
    co: tuple[SafeText, ...] = ()
    """The tags that it appears with most, beyond how common they are anyway; empty where they were not asked for."""
    aliases: tuple[SafeText, ...] = ()
    """Other names that the user declared to be the same."""
    number: int = 0
    """The store's number of it."""


class TopicChoice(NamedTuple):
    """What the user decided about a tag, by its folded name; the journal keeps it as a list."""

    key: str
    alias_of: str = ""
    """The folded name of the tag that it is the same as."""
    apart: bool = False
    """Whether it is not folded into another tag of its form, such as its singular."""
    name: str = ""
    """How it is called, or `""` for its commonest spelling."""
    followed: bool = False
    colour: str = ""


class SameTag(NamedTuple):
    """A tag that is the same as another one."""

    name: SafeText
    topic: SafeText
    """What it is the same as."""
    chosen: bool
    """Whether the user said so, rather than that only accents, hyphens or a plural differ."""


class TopicSuggestion(NamedTuple):
    """Two tags that may be the same."""

    name: SafeText
    topic: SafeText
    why: SafeText
    """A few words: `same initials, in 12 of 14 articles together`."""


def measure_heat(recent: int, before: int, days_before: int, recent_days: float) -> float:
    """Return how far `recent` articles in some days exceed what `before` in the days before let expect.

    A Poisson count of the mean `expected` has its root as standard deviation; `_DOUBT` is added below the root, so that
    two articles on a new tag are no burst. `days_before` is how long the library goes back, at most 27 days, and
    `recent_days` tells how much of today is over: 2.5 at noon.
    """
    if recent < _FEWEST:
        return 0.0
    expected = (before + 0.5) * recent_days / max(days_before, RECENT_DAYS)
    return max(0.0, round((recent - expected) / sqrt(expected + _DOUBT), 2))


def pick_colour(name: str, chosen: str = "") -> str:
    """Return the colour of a topic: the chosen one, else one that is always the same, however the name is spelled."""
    if chosen in COLOURS:
        return chosen
    return COLOURS[sum(ord(letter) * (place + 7) for place, letter in enumerate(fold(name))) % len(COLOURS)]
