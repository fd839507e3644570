"""A subscription as the user sees it: its feed, folder, options and health."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.ids import FeedId
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_to_show

Folder = tuple[SafeText, ...]
"""A folder as its path from the root; `()` is the root."""


LOCAL = "local"
"""The account of the feeds that this program polls itself."""


class FeedStatus(StrEnum):
    """How a feed is doing."""

    NEW = "new"
    OK = "ok"
    FAILING = "failing"
    LIMITED = "limited"
    GONE = "gone"
    PAUSED = "paused"
    """The user wants it polled again on some day only."""
    ARCHIVED = "archived"
    """The user keeps its articles and wants it polled no more."""


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
class FeedOptions:
    """What the user decides about one feed besides its title, folder and address."""

    interval: int | None = None
    """Seconds between polls; `None` follows the settings."""
    full_text: bool = False
    """Whether the page of each new entry is read instead of the feed's text."""
    user_agent: str = ""
    """The name that its server is told; `""` follows the settings."""
    keep: int | None = None
    """Most entries of it that are kept besides marked ones; `None` follows the settings."""
    mark_read: str = ""
    """A query: each new entry that matches it is marked read at once."""
    shelf_life: str = ""
    """After which time its unread entries leave the inbox (`model.habits.shelf_life`); `""` follows the settings."""
    daily_cap: int | None = None
    """Most entries a day that lists show one by one; `None` shows all."""
    pause_until: str = ""
    """The day from which on it is polled again, such as `2026-03-01`; `""`: it is polled."""
    probe: bool = True
    """Whether it is asked for all of it once in 30 days when its server always says that nothing changed."""
    stories: bool = True
    """Whether its entries may be in one story with those of other feeds."""
    archived: bool = False
    """Whether its articles are kept and it is polled no more."""
    prefer: bool = False
    """Whether its entries are shown first of the stories that they are in."""


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
    """Unread entries that are fresh."""
    aged: int = 0
    """Unread entries that left the inbox, their shelf life being over."""
    total: int = 0
    status: FeedStatus = FeedStatus.NEW
    error: SafeText = EMPTY
    last_checked: Instant | None = None
    last_success: Instant | None = None
    last_new: Instant | None = None
    """When an entry last came that was new."""
    next_check: Instant | None = None
    next_check_reason: SafeText = EMPTY
    http_status: int | None = None
    tags: tuple[SafeText, ...] = ()
    """The user's own labels for it, which `folder:` finds as well."""
    hidden: bool = False
    """Whether it is wanted in views only, not in the list of feeds."""
    options: FeedOptions = FeedOptions()
    gap: int | None = None
    """Seconds between two of its entries; `None` while that is not known."""
    shelf_life: int | None = None
    """Seconds after which its unread entries leave the inbox; `None` for never."""

    @property
    def own_title(self) -> SafeText:
        """The title that the user gave it, or `""`."""
        return EMPTY if self.title == title_without_own(self.card.title, self.url) else self.title


def title_without_own(card_title: str, url: str) -> SafeText:
    """Return what a feed is called to which the user gave no title: as by its publisher, else by its host."""
    return safe_text(card_title or host_to_show(url) or url)


@dataclass(frozen=True, slots=True)
class Access:
    """Credentials that are sent to a feed's own server and to no other; never shown, exported or logged."""

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
    account: str = LOCAL
    """The account that it belongs to."""


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
    """A saved query, which is a place."""

    id: int
    name: SafeText
    query: str
    unread: int = 0
    total: int = 0
    shortcut: str = ""
    """The keys that lead to it in the reader, as the settings write them: `g 1`; `""` for none."""
    folder: Folder = ()
    """Where it stands among the feeds; `()`: above all folders."""


class ViewChoices(NamedTuple):
    """What is chosen for a view besides name and query; `None` leaves it as it is."""

    shortcut: str | None = None
    folder: Folder | None = None


NOTHING_CHOSEN = ViewChoices()
"""Leaves keys and folder of a view as they are."""


class Counts(NamedTuple):
    """The library's totals, from maintained counters."""

    unread: int = 0
    starred: int = 0
    later: int = 0
    total: int = 0
    aged: int = 0
    """Unread entries that left the inbox; `unread` does not count them."""
    folded_unread: int = 0
    """How many lines fewer the unread ones take where stories are folded."""
    folded_total: int = 0
    """How many lines fewer all of them take."""
    muted: int = 0
