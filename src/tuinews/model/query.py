"""The query language and its tree. `parse_query` reads it; only the store turns the tree into SQL."""

from dataclasses import dataclass
from enum import StrEnum

from tuinews.model.clock import Instant


class Order(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FEED = "feed"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every entry."""


@dataclass(frozen=True, slots=True)
class All:
    """Matches what each part matches."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Matches what some part matches."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Matches what its part does not."""

    part: "Term"


@dataclass(frozen=True, slots=True)
class Is:
    """`is:unread`, `is:read`, `is:starred`, `is:later`, `has:enclosure`, `has:fulltext`."""

    what: str


@dataclass(frozen=True, slots=True)
class Has:
    """`key:value` on a field: feed, folder, tag, author, title, body, source, agency, url, lang."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Words:
    """Free words or a quoted phrase, looked up in the full-text index."""

    text: str
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """`/regex/` on the title, or on the field it is given for."""

    pattern: str
    key: str = "title"


@dataclass(frozen=True, slots=True)
class Since:
    """At or after the moment: `after:`, `newer:`."""

    moment: Instant


@dataclass(frozen=True, slots=True)
class Until:
    """Before the moment: `before:`, `older:`."""

    moment: Instant


Term = Everything | All | AnyOf | Not | Is | Has | Words | Matches | Since | Until


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed, its tree, and the order it asks for (`sort:`)."""

    text: str
    term: Term
    order: Order = Order.NEWEST


EVERYTHING = Query("", Everything())
