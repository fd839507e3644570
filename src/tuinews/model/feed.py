"""A subscription: what the user sees of it, and what polling it politely needs to remember."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.ids import FeedId
from tuinews.model.text import EMPTY, SafeText

Folder = tuple[SafeText, ...]
"""A folder as its path from the root; `()` is the root."""


class FeedStatus(StrEnum):
    """How a feed is doing."""

    NEW = "new"
    OK = "ok"
    FAILING = "failing"
    LIMITED = "limited"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FeedCard:
    """What the publisher says of the feed itself; a missing value is `""`."""

    title: SafeText = EMPTY
    site_url: str = ""
    tagline: SafeText = EMPTY
    editor: SafeText = EMPTY
    copyright: SafeText = EMPTY
    contact: SafeText = EMPTY
    lang: SafeText = EMPTY
    image: str = ""


@dataclass(frozen=True, slots=True)
class Polling:
    """Everything that decides when and how a feed is asked again; stored in the same commit as its entries."""

    feed_id: FeedId
    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    """Hash of the last body that was parsed, for servers without validators."""
    last_checked: Instant | None = None
    last_success: Instant | None = None
    last_new: Instant | None = None
    next_check: Instant = 0
    next_check_reason: SafeText = EMPTY
    http_status: int | None = None
    error: SafeText = EMPTY
    failures: int = 0
    """Failed polls in a row."""
    moved_to: str = ""
    """Target of a permanent redirect that waits to be confirmed (see `fetch.caching`)."""
    moved_since: Instant | None = None
    interval: int | None = None
    """The user's own wish in seconds; `None` follows the settings."""
    full_text: bool = False
    gone: bool = False
    validators_url: str = ""
    """The address that gave `etag` and `last_modified` when a redirect led there; `""`: `url` itself did."""
    ttl: int | None = None
    """Seconds between polls that the feed's last body asked for; a 304 does not repeat them."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC without polls, as the last body asked."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week without polls, as the last body asked; Monday is 0."""
    carried: int = 0
    """Entries that the last body held."""
    user_agent: str = ""
    """What it is asked as, at the user's wish; `""` follows the settings."""
    mark_read: str = ""
    """A query: what comes new and matches it is marked read at once."""
    probe: bool = True
    """Whether it is asked for all of it once in 30 days when its server always says that nothing changed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription as the reader and the commands show it."""

    id: FeedId
    url: str
    title: SafeText
    """The user's own title, else the publisher's, else the host."""
    folder: Folder = ()
    card: FeedCard = field(default_factory=FeedCard)
    unread: int = 0
    total: int = 0
    status: FeedStatus = FeedStatus.NEW
    error: SafeText = EMPTY
    last_checked: Instant | None = None
    last_success: Instant | None = None
    next_check: Instant | None = None
    next_check_reason: SafeText = EMPTY
    http_status: int | None = None
    full_text: bool = False
    interval: int | None = None
    tags: tuple[SafeText, ...] = ()
    """The user's own labels for it, which `folder:` finds as well."""
    hidden: bool = False
    """Whether it is wanted in views only, not in the list of feeds."""
    user_agent: str = ""
    keep: int | None = None
    """Most entries of it that are kept besides marked ones; `None` follows the settings."""
    mark_read: str = ""
    probe: bool = True


@dataclass(frozen=True, slots=True)
class Access:
    """What is sent along to a feed's own server and to no other; never shown, exported or logged."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def auth(self) -> tuple[str, str] | None:
        """Name and password, if there is either."""
        return (self.user, self.password) if self.user or self.password else None


class NewFeed(NamedTuple):
    """A subscription to be made."""

    url: str
    title: SafeText = EMPTY
    """The user's own title; `""` takes the publisher's."""
    folder: Folder = ()


class FeedLink(NamedTuple):
    """A feed that a page points to."""

    href: str
    title: SafeText = EMPTY
    type: str = ""
    """Media type as declared, or `""`."""
    kind: str = ""
    """Its format when it was looked at (`rss 2.0`), or `""`."""
    latest: Instant | None = None
    """The date of its newest entry when it was looked at."""
    entries: int | None = None
    """How many entries it had when it was looked at."""


class SavedView(NamedTuple):
    """A saved query, as a place."""

    id: int
    name: SafeText
    query: str
    unread: int = 0
    total: int = 0


class Counts(NamedTuple):
    """The library's totals, from maintained counters."""

    unread: int = 0
    starred: int = 0
    later: int = 0
    total: int = 0


class Topic(NamedTuple):
    """A tag as a place."""

    name: SafeText
    total: int
    unread: int
    own: bool = False
    """Whether the user gave it to some entry."""
