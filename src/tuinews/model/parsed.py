"""The results of parsing and extraction, before anything is decided or stored."""

from dataclasses import dataclass
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.entry import Enclosure, Fact, Related
from tuinews.model.feed import FeedCard, FeedLink, FeedOptions, Folder
from tuinews.model.repeated_lines import LineKey
from tuinews.model.rules.rule import RuleAction
from tuinews.model.text import EMPTY, SafeText, safe_text

NO_ENTRIES = SafeText("The feed has no entries.")
"""The warning of a feed that is whole, but empty so far."""


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """Why bytes could not be read, as one sentence; a value, because it is one feed of a thousand."""

    sentence: SafeText
    links: tuple[FeedLink, ...] = ()
    """Feeds that the bytes, being an HTML page, point to."""
    plainer: str = ""
    """Where a page without text offers itself for simpler readers."""


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An item as the publisher wrote it."""

    guid: str = ""
    """As published; `""` when there is none."""
    title: SafeText = EMPTY
    url: str = ""
    author: SafeText = EMPTY
    published: Instant | None = None
    updated: Instant | None = None
    date_text: SafeText = EMPTY
    """The date as written, kept when it could not be read too."""
    html: str = ""
    """The fuller of content and summary, as published (not yet clean)."""
    base: str = ""
    tags: tuple[SafeText, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    images: tuple[str, ...] = ()
    source: SafeText = EMPTY
    lang: SafeText = EMPTY
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as the publisher wrote it."""

    format: str
    """`rss`, `atom`, `rdf` or `json`, with the version where it is known: `rss 2.0`."""
    card: FeedCard
    entries: tuple[ParsedEntry, ...] = ()
    self_url: str = ""
    ttl: int | None = None
    """Seconds between polls that the publisher asks for (ttl, sy:update…)."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC without polls."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week without polls; Monday is 0."""
    warning: SafeText = EMPTY
    """What was wrong with the feed though it could be read."""
    cut: bool = False
    """Whether the body ended before its end, so that entries may be missing."""


class Expected(NamedTuple):
    """What is known of an article page before it is read."""

    title: str = ""
    """The feed's title for it."""
    feed_text: str = ""
    """The feed's own text: a page that says less is of no use."""
    number: int = 1
    """Which page it is of an article on several pages."""


class Cut(NamedTuple):
    """An element of a page that is not in its article."""

    what: SafeText
    """Its tag, id and classes as in a style sheet: `div#poll.box`."""
    why: SafeText
    text: SafeText
    """How its words begin."""


class Imprint(NamedTuple):
    """What the pages of a site say of their publisher; a missing value is `""`."""

    tagline: SafeText = EMPTY
    editor: SafeText = EMPTY
    copyright: SafeText = EMPTY
    contact: SafeText = EMPTY


NO_IMPRINT = Imprint()
"""The imprint of a page that says nothing of its publisher."""


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """An article page, read."""

    title: SafeText = EMPTY
    author: SafeText = EMPTY
    agency: SafeText = EMPTY
    dateline: SafeText = EMPTY
    published: Instant | None = None
    updated: Instant | None = None
    site: SafeText = EMPTY
    lang: SafeText = EMPTY
    tags: tuple[SafeText, ...] = ()
    related: tuple[Related, ...] = ()
    images: tuple[str, ...] = ()
    html: str = ""
    """The article as our Document written as HTML, which `article.build` reads back unchanged."""
    text: str = ""
    """The article's words, paragraphs by blank lines: for search, counting and measuring."""
    lines: tuple[LineKey, ...] = ()
    """What stands at its edges, by which the site's own repeated lines are known."""
    next_url: str = ""
    """Where the same article goes on, when the site spreads it over several pages."""
    imprint: Imprint = NO_IMPRINT
    """What the page's footer says of the site; for the feed's own card."""


class Outline(NamedTuple):
    """A feed of a subscription list."""

    folder: Folder
    title: SafeText
    url: str
    tags: tuple[SafeText, ...] = ()
    """The user's own labels for the feed, which are no folders."""
    hidden: bool = False
    """Whether it is wanted in views only, not in the list of feeds."""
    site_url: str = ""
    """The page that it is the feed of; only written."""
    tagline: SafeText = EMPTY
    """What the publisher says of it; only written."""
    feed_title: SafeText = EMPTY
    """What the publisher calls it, if that is known: another title is the user's own."""
    options: FeedOptions | None = None
    """What the user decided of it; `None` if the list does not say."""


class Listed(NamedTuple):
    """An outline as it stands in a list, and why it is not taken."""

    outline: Outline
    refusal: SafeText = EMPTY
    """One sentence; `""` when it is taken."""


class NamedQuery(NamedTuple):
    """A saved query of a list."""

    name: SafeText
    query: str
    """In this program's own language."""


class ListedMute(NamedTuple):
    """A mute of a list."""

    query: str
    until: Instant | None = None
    feed_url: str = ""
    """The address of the only feed that it is about; `""`: of all."""


class ListedRule(NamedTuple):
    """A rule of a list."""

    name: SafeText
    query: str
    actions: tuple[RuleAction, ...]
    active: bool = True


@dataclass(frozen=True, slots=True)
class SubscriptionList:
    """An OPML or newsboat file, read."""

    listed: tuple[Listed, ...]
    """All feeds in document order, those that cannot be taken among them."""
    views: tuple[NamedQuery, ...] = ()
    unread: tuple[tuple[SafeText, SafeText], ...] = ()
    """Other lines that could not be read, each with why."""
    warning: SafeText = EMPTY
    cut: bool = False
    """Whether the file breaks off before its end, so that feeds may be missing."""
    mutes: tuple[ListedMute, ...] = ()
    rules: tuple[ListedRule, ...] = ()

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """The feeds that can be taken, in document order."""
        return tuple(line.outline for line in self.listed if not line.refusal)

    @property
    def skipped(self) -> tuple[tuple[str, SafeText], ...]:
        """What is left out (as written) and why."""
        refused = ((safe_text(line.outline.url), line.refusal) for line in self.listed if line.refusal)
        return (*refused, *self.unread)
