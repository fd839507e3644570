"""Values that tell the store what to change, and what came of it."""

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.entry import Enclosure, Fact, Flag, Related
from tuinews.model.feed import FeedCard, Folder
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.parsed import ParsedEntry
from tuinews.model.polling import Polling, RequestRecord
from tuinews.model.text import EMPTY, SafeText


class StoredIdentity(NamedTuple):
    """What identifies a stored entry, to compare published entries with."""

    id: EntryId
    guid: str
    link_key: str
    """`canonical_url` of its address, or `""`."""
    title_key: str
    """`fold` of its title."""
    fingerprint: str
    published: Instant | None = None
    updated: Instant | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry ready to be stored: cleaned, counted, with its identity and moment."""

    guid: str
    """The identity within its feed: its id, else its address, and what tells it from others that share it."""
    title: SafeText
    url: str
    link_key: str
    author: SafeText
    published: Instant | None
    updated: Instant | None
    moment: Instant
    html: bytes | None
    """The feed's text, packed as it is stored."""
    base: str
    tags: tuple[SafeText, ...]
    related: tuple[Related, ...]
    enclosures: tuple[Enclosure, ...]
    images: tuple[str, ...]
    lang: SafeText
    minutes: int
    fingerprint: str
    """Hash of all that, when changed, makes it an edited entry."""
    date_text: SafeText = EMPTY
    agency: SafeText = EMPTY
    dateline: SafeText = EMPTY
    source: SafeText = EMPTY
    facts: tuple[Fact, ...] = ()

    def __reduce__(self) -> tuple[type["EntryDraft"], tuple[Any, ...]]:
        """Return what pickle makes it of again: four times as fast as what dataclasses do, and there are thousands."""
        return EntryDraft, _drafted(self)


_drafted = attrgetter(*(field.name for field in fields(EntryDraft)))


class Edited(NamedTuple):
    """A stored entry and its new content."""

    id: EntryId
    draft: EntryDraft


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What arrived for one feed; the store writes all of it or nothing."""

    feed_id: FeedId
    seen_at: Instant
    card: FeedCard | None = None
    """`None` when nothing new is known of the feed itself."""
    new: tuple[EntryDraft, ...] = ()
    edited: tuple[Edited, ...] = ()
    polling: Polling | None = None
    """The state after the poll; `None` when the entries came from something that does not poll."""
    request: RequestRecord | None = None
    """What was asked and answered."""


class FeedEdit(NamedTuple):
    """What the user changes of a subscription; `None` leaves a field as it is."""

    title: SafeText | None = None
    folder: Folder | None = None
    url: str | None = None
    full_text: bool | None = None
    interval: int | None = None
    """Seconds; 0 returns to the settings' interval."""
    tags: tuple[SafeText, ...] | None = None
    hidden: bool | None = None
    user_agent: str | None = None
    """`""` returns to the settings' own."""
    keep: int | None = None
    """Entries; 0 returns to what the settings say."""
    mark_read: str | None = None
    """A query; `""` marks nothing."""
    shelf_life: str | None = None
    """As `FeedOptions.shelf_life`; `""` returns to what the settings say."""
    daily_cap: int | None = None
    """Entries; 0 shows all."""
    pause_until: str | None = None
    """As `FeedOptions.pause_until`; `""` ends the pause."""
    probe: bool | None = None
    """Whether a server that always says that nothing changed is asked for all once in 30 days."""
    stories: bool | None = None
    """Whether its entries may be in stories."""
    archived: bool | None = None
    """Whether its articles are kept and it is polled no more."""
    prefer: bool | None = None
    """Whether its entries are shown first of their stories."""


class ImportResult(NamedTuple):
    """What a committed import changed."""

    added: int
    existed: int
    moved: int
    """Feeds that were there and are now in the list's folder."""
    views: int
    """Saved queries that are new, or others than before."""
    states: int
    """Entries of these feeds that were read or flagged in the other program."""
    feeds: dict[str, FeedId]
    """By the address in the list."""


class ImportedState(NamedTuple):
    """What the user did with an entry in another program."""

    feed_url: str
    guid: str
    url: str
    read: bool
    starred: bool
    entry: ParsedEntry | None = None
    """What a starred one said there, since its feed may have it no more."""
    draft: EntryDraft | None = None
    """The same, ready to be stored."""


class PendingChange(NamedTuple):
    """A change that an account elsewhere has not agreed to yet."""

    id: int
    feed_id: FeedId
    feed_url: str
    guid: str
    """The entry's, or `""` for a change of the subscription itself."""
    field: str
    """`read`, `starred`, `later` or `tag` of an entry; `subscribed`, `own_title`, `folder` or `url` of a feed."""
    name: str
    """The tag, or `""`."""
    before: str | int | None
    """What the account has, as far as is known."""
    after: str | int | None
    """What is so here."""


class RemoteState(NamedTuple):
    """What an account says of one mark of an entry."""

    feed_id: FeedId
    guid: str
    flag: Flag
    value: bool


class UpdateResult(NamedTuple):
    """What a committed `FeedUpdate` changed."""

    feed_id: FeedId
    new: tuple[EntryId, ...]
    updated: int
    error: SafeText = EMPTY
    """Why nothing of it could be stored, while the other feeds of the batch were."""
    moved: SafeText = EMPTY
    """That the feed has a new address now, when a permanent redirect was believed."""
    merged_into: FeedId | None = None
    """The feed that it is one with now, because that had this address already."""
