"""Entries as they are stored and shown, the marks that the user sets on them, and the notes."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tuinews.model.clock import Instant
from tuinews.model.error import UsageError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, SafeText, safe_block

if TYPE_CHECKING:
    from tuinews.model.document import Document
    from tuinews.model.stories.story import StoryPage


class Enclosure(NamedTuple):
    """A file that comes with an entry (a podcast episode, a PDF)."""

    url: str
    type: SafeText = EMPTY
    length: int | None = None
    """Bytes as declared."""


_SMALL_PARTS = ("chapters", "transcript", "text/", "vtt", "srt", "subrip", "image/", "/json", "+json")
"""What the media types of files have that belong to another file."""


def is_kept_whole(file: Enclosure) -> bool:
    """Return whether a file is one to be had by itself, such as an episode, and not the chapters or pictures of one."""
    return not any(part in file.type.lower() for part in _SMALL_PARTS)


class Fact(NamedTuple):
    """A name and a value that the publisher gives an entry: `Episode`, `12`."""

    name: SafeText
    value: SafeText


class Related(NamedTuple):
    """A link that the publisher put in or under the text (READ ALSO)."""

    title: SafeText
    url: str
    entry_id: EntryId | None = None
    """The cached entry with that canonical address, if any."""


class RelatedEntry(NamedTuple):
    """A stored entry that is related to another by what it says."""

    id: EntryId
    title: SafeText
    feed: SafeText
    score: float
    """How near it is, up to 1."""
    shared: tuple[SafeText, ...]
    """The tags and words that both have, the most telling first."""


class StoredText(NamedTuple):
    """What related entries are found by."""

    id: int
    title: SafeText
    feed: SafeText
    tags: tuple[tuple[int, SafeText], ...]
    """The store's numbers of its tags, and their names."""
    body: str
    """Its text without markup."""
    moment: Instant
    first_seen: Instant
    story: int | None
    link_key: str


class Headline(NamedTuple):
    """A row of the list, made by the thousand."""

    id: EntryId
    feed_id: FeedId
    feed: SafeText
    title: SafeText
    moment: Instant
    """The time it sorts by: min(published, first seen + 1 day)."""
    read: bool
    starred: bool
    later: bool
    minutes: int
    """Reading minutes; 0 when unknown."""
    enclosed: bool
    """Whether it has enclosures."""
    edited: bool = False
    """Whether the publisher changed its words after it came, so that there is an earlier version."""
    tags: tuple[SafeText, ...] = ()
    """Its tags, the user's own last, where they were asked for."""
    noted: bool = False
    """Whether the user wrote a note to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry without its texts."""

    id: EntryId
    feed_id: FeedId
    feed: SafeText
    guid: str
    title: SafeText
    url: str
    author: SafeText
    agency: SafeText
    dateline: SafeText
    source: SafeText
    published: Instant | None
    updated: Instant | None
    first_seen: Instant
    moment: Instant
    tags: tuple[SafeText, ...]
    user_tags: tuple[SafeText, ...]
    related: tuple[Related, ...]
    enclosures: tuple[Enclosure, ...]
    images: tuple[str, ...]
    lang: SafeText
    read: bool
    starred: bool
    later: bool
    minutes: int
    full_text: bool
    """Whether the page's own text is cached."""
    aged: Instant | None = None
    """When it left the inbox unread, its shelf life being over; `None` if it did not."""
    facts: tuple[Fact, ...] = ()
    edited: bool = False
    """Whether the publisher changed its words after it came, so that there is an earlier version."""
    story_id: int | None = None
    """The story that it is in with others."""
    note: SafeText = EMPTY
    """What the user wrote to it, of several lines perhaps."""


class Body(NamedTuple):
    """An entry's stored texts, as HTML; `""` when there is none."""

    feed_html: str = ""
    page_html: str = ""
    """Our own Document written as HTML by `article.export`."""
    base: str = ""
    """What relative links of `feed_html` are relative to."""


class Version(NamedTuple):
    """An earlier text of an edited entry, as it was stored."""

    replaced_at: Instant
    title: SafeText
    html: str
    base: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Two versions of an edited entry as documents."""

    title: SafeText
    document: "Document"
    later: "Document"
    """The feed's text that replaced it."""
    replaced_at: Instant
    """When the text that replaced it came."""


@dataclass(frozen=True, slots=True)
class Article:
    """An entry opened for reading."""

    entry: Entry
    document: "Document"
    full_text: bool
    """Whether `document` is the page's text rather than the feed's."""
    has_both: bool = False
    """Whether the other text is cached too, so that a switch needs no network."""
    notice: SafeText = EMPTY
    """Why the text is not what was asked for, as one sentence."""
    story: "StoryPage | None" = None
    """The story that it tells with others, once that was read."""
    near: tuple[RelatedEntry, ...] = ()
    """The nearest stored articles of other stories, once they were looked for."""


class Flag(StrEnum):
    """The marks that the user sets."""

    READ = "read"
    STARRED = "starred"
    LATER = "later"


class Flagged(Protocol):
    """Has the marks that the user sets."""

    @property
    def read(self) -> bool:
        """Whether it was read."""

    @property
    def starred(self) -> bool:
        """Whether it is starred."""

    @property
    def later(self) -> bool:
        """Whether it is kept for later."""


def has_flag(of: Flagged, flag: Flag) -> bool:
    """Return whether a headline, an entry or a row of one carries a flag."""
    match flag:
        case Flag.READ:
            return of.read
        case Flag.STARRED:
            return of.starred
        case Flag.LATER:
            return of.later


def set_flag(entry: Entry, flag: Flag, *, value: bool) -> Entry:
    """Return the entry with a flag, or without it."""
    match flag:
        case Flag.READ:
            return replace(entry, read=value)
        case Flag.STARRED:
            return replace(entry, starred=value)
        case Flag.LATER:
            return replace(entry, later=value)


class Mark(NamedTuple):
    """A change of one flag on some entries."""

    flag: Flag
    value: bool
    ids: tuple[EntryId, ...]


class Marked(NamedTuple):
    """What a mark, an undo or a redo did."""

    sentence: SafeText
    """For the user: `12 marked read`."""
    changed: tuple[EntryId, ...]


NOTE_LIMIT = 50_000
"""The most characters of a note."""


def read_note(typed: str) -> SafeText:
    """Return a note as it is kept: without blank lines around it, without spaces at the ends of its lines.

    Raises:
        UsageError: it is too long to be kept whole.
    """
    text = "\n".join(line.rstrip() for line in safe_block(typed, len(typed) + 1).split("\n")).strip("\n")
    if len(text) > NOTE_LIMIT:
        said = tr(
            "A note has room for {most} characters, and this has {count}: shorten it.", most=NOTE_LIMIT, count=len(text)
        )
        raise UsageError(said)
    return SafeText(text)


def join_notes(*notes: str) -> str:
    """Return one note that has all that several say, each of it once."""
    return "\n\n".join(dict.fromkeys(filter(None, notes)))
