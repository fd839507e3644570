"""What a query becomes: a tree of conditions on entries, and an order."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tuinews.model.clock import Instant


class Order(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FEED = "feed"
    TITLE = "title"
    RIVER = "river"
    RELEVANCE = "relevance"
    """What has most of the sought words first, and of that the newest."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every entry."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Matches entries that each part matches."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Matches entries that at least one part matches."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Matches entries that its part does not match."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class TraitMatch:
    """Matches entries that have a trait, a row of `TRAITS`: `is:unread`, `has:enclosure`."""

    trait: str


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """Matches entries whose field, one of `FIELDS`, has the value: `tag:sport`."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Matches entries whose text has the words, or the quoted phrase; the full-text index is asked."""

    text: str
    phrase: bool = False


NEAR_DISTANCE = 10
"""How many words may lie between, where the query does not say."""


@dataclass(frozen=True, slots=True)
class NearMatch:
    """Matches entries in which words or phrases stand near each other: `NEAR(storm port)`, `storm NEAR/3 port`."""

    texts: tuple[str, ...]
    distance: int = NEAR_DISTANCE
    """The most other words between the end of the first and the beginning of the last."""


@dataclass(frozen=True, slots=True)
class RegexMatch:
    """Matches entries whose field a regular expression is found in: `/storm.*/` on the title, `author:/kim/`."""

    pattern: str
    field: str = "title"


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """Matches entries of which a number, by the name of its term, lies between two, both included: `minutes:>10`."""

    field: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """Matches entries of the moment or later: `after:`, `newer:`; with `of`, those that something else was done to."""

    moment: Instant
    of: str = "moment"
    """Which moment of the entry: that of its publication, or the name of another term, such as `read`."""


@dataclass(frozen=True, slots=True)
class Before:
    """Matches entries from before the moment: `before:`, `older:`."""

    moment: Instant
    of: str = "moment"


LeafCondition = TraitMatch | FieldMatch | TextMatch | NearMatch | RegexMatch | NumberMatch | Since | Before
Condition = Everything | AllOf | AnyOf | Not | LeafCondition


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed, its conditions, and how its list is sorted (`sort:`) and cut (`fit:`)."""

    text: str
    condition: Condition
    order: Order = Order.NEWEST
    fit: int | None = None
    """The minutes that reading the list may take: what does not fit in is left out."""


EVERYTHING = Query("", Everything())


def list_leaves(condition: Condition) -> Iterator[LeafCondition]:
    """Yield the conditions that a condition is made of, those behind a negation as well."""
    match condition:
        case Everything():
            return
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from list_leaves(part)
        case Not(part=part):
            yield from list_leaves(part)
        case _:
            yield condition


def seeks_words(condition: Condition) -> bool:
    """Whether the full-text index is asked, which may lag behind."""
    return any(
        isinstance(leaf, TextMatch | NearMatch) or (isinstance(leaf, FieldMatch) and leaf.field in {"title", "body"})
        for leaf in list_leaves(condition)
    )


def find_sought_words(condition: Condition) -> tuple[str, ...]:
    """Return the words and phrases that a text must or may have, in their order; of a negation none."""
    match condition:
        case TextMatch(text=text, phrase=False):
            return tuple(text.split())
        case TextMatch(text=text) | FieldMatch(field="title" | "body", value=text):
            return (text,)
        case NearMatch(texts=texts):
            return texts
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(dict.fromkeys(word for part in parts for word in find_sought_words(part)))
        case _:
            return ()


def asks_for_read(condition: Condition) -> bool:
    """Whether a query itself says if it wants read or unread entries."""
    return _asks_for(condition, {"read", "unread"}, "read")


def asks_for_aged(condition: Condition) -> bool:
    """Whether a query asks what has aged, or what has not, which changes with time."""
    return _asks_for(condition, {"aged"}, "aged")


def _asks_for(condition: Condition, traits: Collection[str], moment: str) -> bool:
    """Whether a condition asks for one of the traits, or when an entry got it."""
    return any(
        (isinstance(leaf, TraitMatch) and leaf.trait in traits)
        or (isinstance(leaf, Since | Before) and leaf.of == moment)
        for leaf in list_leaves(condition)
    )


def asks_for_stories(condition: Condition) -> bool:
    """Whether a query asks what is in which story, which is known some time after entries arrive."""
    return any(
        leaf == TraitMatch("followed") or (isinstance(leaf, NumberMatch | FieldMatch) and leaf.field == "story")
        for leaf in list_leaves(condition)
    )
