"""What a sync hands to the store, and what the store answers: a server's lists, items and changes."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tuinews.model.change import EntryDraft
from tuinews.model.clock import Instant
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, SafeText


class ServerRecord(NamedTuple):
    """What is remembered of the account on a server."""

    kind: str
    base: str
    user: str
    last_sync: Instant | None = None
    server_time: Instant | None = None
    """The server's time when it gave the lists of that run."""
    looked_again: Instant | None = None
    """When the newest items were last compared with what is stored."""
    error: SafeText = EMPTY
    failures: int = 0
    """Runs in a row that failed."""
    not_before: Instant = 0
    """When the next run may begin that nobody asked for."""
    limited_until: Instant = 0
    """Until when the server wants no requests at all."""
    remarks: tuple[SafeText, ...] = ()


class ListedFeed(NamedTuple):
    """A subscription as a server lists it."""

    remote: str
    """What the server calls it."""
    url: str
    title: SafeText
    site_url: str
    folder: SafeText | None


class UnsentMark(NamedTuple):
    """A change of an entry that the server did not take yet."""

    id: int
    item: str
    field: str
    """`read`, `starred`, `later` or `tag`."""
    name: str
    """The tag, or `""`."""
    value: bool
    feed_id: FeedId


class ReadBound(NamedTuple):
    """The newest item of a feed up to which everything is read here, and waits to be so on the server."""

    remote_feed: str
    item: str
    arrived: Instant | None
    published: Instant | None


class UnsentFeed(NamedTuple):
    """A subscription with changes that the server did not take yet."""

    feed_id: FeedId
    remote: str
    """What the server calls it; `""` while it does not know it."""
    url: str
    title: SafeText
    folder: str
    """The folder as servers name it; `""` for none."""
    remote_folder: SafeText
    """The folder that it has there, as the server last said."""
    subscribed: bool
    fields: tuple[str, ...]
    """Those that changed: `subscribed`, `own_title`, `folder`, `url`."""


@dataclass(frozen=True, slots=True)
class ListedIds:
    """The ids that a server lists, after they were found credible; newest first."""

    unread: tuple[str, ...]
    starred: tuple[str, ...] | None
    """`None` when what was answered is not believed: stars stay as they were."""
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By label; labels that could not be read are left out and stay as they were."""
    refused: tuple[str, ...] = ()
    """Labels whose lists are not believed."""
    gone_labels: tuple[str, ...] = ()
    """Labels that were there before and are no more."""
    whole: bool = True
    """Whether the unread ones are all; otherwise only what is newer than the oldest of them is read."""


class ArrivedItem(NamedTuple):
    """An item whose contents came."""

    item: str
    remote_feed: str
    draft: EntryDraft
    arrived: Instant | None
    published: Instant | None


class Arrived(NamedTuple):
    """What came of asking for contents."""

    asked: tuple[str, ...]
    items: tuple[ArrivedItem, ...]
    """Those that came; the others are not there any more."""


class TakenLists(NamedTuple):
    """What the store made of a server's lists of feeds."""

    changed: bool = False
    told: tuple[SafeText, ...] = ()
    """Sentences for the user: what was given up, and what went."""
    kept: tuple[FeedId, ...] = ()
    """Feeds whose entries changed visibility."""


class TakenIds(NamedTuple):
    """What the store made of a server's lists of ids."""

    changed: int = 0
    """Marks and tags that changed here."""
    feeds: frozenset[FeedId] = frozenset()
    wanted: frozenset[str] = frozenset()
    """Items whose contents are not here."""
    agreed: int = 0
    """Changes that the server carried out, as its lists show."""
    given_up: int = 0
    """Changes that it took three times without effect."""


class TakenItems(NamedTuple):
    """What the store made of items' contents."""

    new: tuple[EntryId, ...] = ()
    feeds: frozenset[FeedId] = frozenset()
    counts: tuple[tuple[FeedId, int], ...] = ()
    """How many of the new ones each feed got."""
    changed: int = 0
    """Marks that changed here since the entry was stored before."""
    updated: int = 0
    """Entries whose text changed."""
