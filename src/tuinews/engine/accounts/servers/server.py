"""The port of servers: what a sync asks of one, whatever its protocol.

A protocol turns these calls into requests and the answers into the values below. It decides nothing: what is believed,
stored, sent again or told is the sync's business. Item ids are text in one spelling for each protocol, and mean
something for one account only.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, Protocol

from tuinews.model.clock import Instant
from tuinews.model.entry import Enclosure
from tuinews.model.error import TuinewsError
from tuinews.model.text import SafeText


class ItemStream(Enum):
    """A list of items that a server keeps."""

    ALL = "all"
    UNREAD = "unread"
    STARRED = "starred"
    LABEL = "label"


class ItemField(Enum):
    """What a server keeps of an item for the user."""

    READ = "read"
    STARRED = "starred"
    LABEL = "label"


class RemoteFeed(NamedTuple):
    """A subscription as a server has it."""

    id: str
    """What the server calls it, as `feed/12` or `7`."""
    url: str
    title: SafeText
    site_url: str = ""
    folder: SafeText | None = None
    """The folder that it is in; `None` for none. Of several the first."""


class RemoteLists(NamedTuple):
    """What a server has besides items."""

    feeds: tuple[RemoteFeed, ...]
    folders: tuple[SafeText, ...]
    """All folders that it names; some servers do not name empty ones."""
    labels: tuple[SafeText, ...]
    """The labels that items may have; folders are not among them."""


class RemoteIds(NamedTuple):
    """The ids of one stream, newest first."""

    ids: tuple[str, ...]
    is_whole: bool = True
    """Whether these are all; otherwise a limit of the server's or of ours cut older ones off."""


class RemoteItem(NamedTuple):
    """An item as a server has it. Whether it is read stands in the server's lists, not here."""

    id: str
    feed_id: str
    title: SafeText
    url: str
    author: SafeText
    published: Instant | None
    arrived: Instant | None
    """When the server got it."""
    updated: Instant | None
    html: str
    enclosures: tuple[Enclosure, ...] = ()
    tags: tuple[SafeText, ...] = ()
    """The publisher's categories."""


class FieldChange(NamedTuple):
    """The same change of many items."""

    field: ItemField
    label: str
    """The label's name, for `ItemField.LABEL`; else `""`."""
    value: bool
    ids: tuple[str, ...]


class Sent(NamedTuple):
    """What came of sending a change. That it was taken says nothing yet: the next lists do."""

    taken: tuple[str, ...]
    """The ids that the server took."""
    refused: tuple[str, ...] = ()
    """The ids that it will never take; to be told and not sent again."""
    why: SafeText | None = None


class FolderRead(NamedTuple):
    """Everything of a feed or a folder up to a moment, to be marked read in one request."""

    feed_id: str
    """The feed; `""` when a folder or everything is meant."""
    folder: str
    """The folder; `""` when a feed or everything is meant."""
    until: RemoteItem
    """The newest item that was shown; the protocol takes the moment that its server compares with."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a server can carry; what is not certain is off."""

    labels: bool = False
    """Whether items have labels."""
    label_streams: bool = False
    """Whether the ids of a label can be read."""
    changed_since: bool = False
    """Whether it can say which items changed since a moment."""
    mark_stream_read: bool = False
    """Whether a whole feed can be marked read up to a moment."""
    marks_by_arrival: bool = False
    """Whether that moment is the item's arrival, so that what comes later is never meant."""
    several_folders: bool = False
    empty_folders: bool = False
    contents_at_once: int = 250
    """Items whose contents are asked for in one request."""
    changes_at_once: int = 250
    """Items that one request changes."""


@dataclass(frozen=True, slots=True)
class ServerLogin:
    """What is needed to ask a server again; kept with the other passwords."""

    kind: str
    """The protocol's dialect, a key of its table, as `freshrss` or `miniflux`."""
    base: str
    """The address that the protocol's paths follow, without a slash at its end."""
    user: str
    token: str = field(repr=False)
    """What later requests are authorised with; a key of the user's or what the server gave for the password."""
    password: str = field(default="", repr=False)
    """`""` when the server gave a token that does not expire."""
    app: str = field(default="", repr=False)
    """Id and key of the user's own application, as `1000001:secret`, for servers that want one; else `""`."""

    @property
    def is_plain(self) -> bool:
        """Whether it goes over http, where others can read the password: the user is warned."""
        return self.base.startswith("http:")


@dataclass(slots=True)
class Traffic:
    """What a run cost so far; a protocol counts here."""

    requests: int = 0
    bytes: int = 0
    """Bytes that came, as they came over the wire where that is known."""


class ServerError(TuinewsError):
    """The server did not do what was asked; the text is one sentence with what to do."""


class LoginRefusedError(ServerError):
    """The server does not take the name, the password or the token."""


class NotReadyError(ServerError):
    """The server does not answer as it should now: a time-out, 5xx, a page instead of JSON, the API switched off."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        """`status` is that of the answer; 0 when none came or its status was fine."""
        super().__init__(sentence)
        self.status = status


class RateLimitedError(ServerError):
    """The server wants no more requests until a moment."""

    def __init__(self, sentence: str, until: Instant) -> None:
        """`until` is when it may be asked again."""
        super().__init__(sentence)
        self.until = until


class FeedServer(Protocol):
    """A server with its login. A call may raise a `ServerError`; only a login is repeated."""

    login: ServerLogin
    """The login; a new value, to be kept, after a token expired and the password gave another."""
    capabilities: Capabilities

    @property
    def traffic(self) -> Traffic:
        """What was sent and came since it was opened."""
        ...

    @property
    def server_time(self) -> Instant | None:
        """The `Date` of its last answer."""
        ...

    async def read_lists(self) -> RemoteLists:
        """Return subscriptions, folders and labels."""
        ...

    async def read_ids(self, stream: ItemStream, label: str = "", *, most: int = 25_000) -> RemoteIds:
        """Return a stream's ids, all pages of it, newest first; of a label only after `read_lists` named it.

        Some servers answer everything when they do not know a label.
        """
        ...

    async def read_items(self, ids: Collection[str]) -> tuple[RemoteItem, ...]:
        """Return the contents of at most `contents_at_once` items; those that are gone are missing."""
        ...

    async def read_changed(self, since: Instant) -> tuple[RemoteItem, ...]:
        """Return the items whose content or state changed, where `changed_since` is on."""
        ...

    async def send(self, change: FieldChange) -> Sent:
        """Change at most `changes_at_once` items; what is refused is halved until it is known which items those are."""
        ...

    async def mark_read(self, scope: FolderRead) -> None:
        """Mark a feed or a folder read up to a moment, where `mark_stream_read` is on."""
        ...

    async def subscribe(self, url: str, title: str, folder: str) -> RemoteFeed:
        """Subscribe to a feed; `""` takes the publisher's title, or no folder. One that is there is returned."""
        ...

    async def edit_feed(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Give a subscription a title and a folder; `""` for no folder."""
        ...

    async def unsubscribe(self, feed_id: str) -> None:
        """Remove a subscription; one that is gone already is no error."""
        ...

    async def rename_folder(self, old: str, new: str) -> None:
        """Rename a folder; one that is gone is no error."""
        ...

    async def remove_label(self, name: str) -> None:
        """Remove a label from all items; one that is gone is no error."""
        ...


class ServerKind(Protocol):
    """A protocol: how to find its server at an address that the user typed, and how to log in."""

    @property
    def names(self) -> Collection[str]:
        """The kinds of logins that it opens."""
        ...

    async def find(self, url: str, user: str, password: str) -> ServerLogin | None:
        """Try the address and those that it may mean; `None` if no server of this protocol is there.

        Raises:
            LoginRefusedError: one is there and refuses the login, with what to do (as to set an API password).
            NotReadyError: nothing can be said now.
        """
        ...

    def open(self, login: ServerLogin) -> FeedServer:
        """Return the server of a login."""
        ...

    async def close(self, login: ServerLogin) -> None:
        """Take back what the login made at the server, such as a key. Raises ServerError."""
        ...
