"""A server without a network, which a test can have fail, forget and lie: histories by the thousand run on it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

from servers.server_library import ServedFeed, ServedItem, ServerLibrary
from tuinews.engine.accounts.servers.server import (
    Capabilities,
    FieldChange,
    FolderRead,
    ItemField,
    ItemStream,
    NotReadyError,
    RateLimitedError,
    RemoteFeed,
    RemoteIds,
    RemoteItem,
    RemoteLists,
    Sent,
    ServerError,
    ServerLogin,
    Traffic,
)
from tuinews.model.clock import Instant
from tuinews.model.text import safe_text

FaultKind = Literal["refused", "limited", "failed", "unheard", "lost", "ignored", "killed"]


_CAN = Capabilities(labels=True, label_streams=True)
_LOGIN = ServerLogin("memory", "http://server.example", "alice", "token", "password")


class Killed(BaseException):
    """The program was killed here."""


@dataclass
class Trouble:
    """What goes wrong with a request, counted from 0 over all runs of a server."""

    kind: FaultKind
    """`refused` as wrong; `limited`: until `MemoryServer.limited_until`; `failed`: 500; `unheard` or `lost`: no
    answer, before or after it was carried out; `ignored`: taken without effect; `killed`: the program ends after it."""


@dataclass
class MemoryServer:
    """Serves a library as `FeedServer`; what happens on the server by itself is done to `library`."""

    library: ServerLibrary
    capabilities: Capabilities = _CAN
    login: ServerLogin = _LOGIN
    traffic: Traffic = field(default_factory=Traffic)
    server_time: Instant | None = None
    troubles: dict[int, Trouble] = field(default_factory=dict)
    """What goes wrong, by the number of the request."""
    asked: list[str] = field(default_factory=list)
    """The requests, by the names of their methods."""
    before: Callable[[str], object] = len
    """Is called with each request's name before it is carried out."""
    applied: list[tuple[str, str, bool, int]] = field(default_factory=list)
    """Field, label, value and item of each change with effect."""
    limited_until: Instant = 0
    poll: Callable[[ServedFeed], object] = id
    """Is called with a feed that was subscribed to: what its server fetches at first."""
    most: int = 1 << 30
    """Most ids of a list."""

    def _begin(self, name: str, bytes_: int = 100) -> bool:
        """Count a request, and return whether it is carried out; raises what comes of it before."""
        self.before(name)
        number = len(self.asked)
        self.asked.append(name)
        self.traffic.requests += 1
        self.traffic.bytes += bytes_
        match self.troubles.get(number):
            case Trouble("refused"):
                raise ServerError("The server refuses that.")
            case Trouble("limited"):
                raise RateLimitedError("The server wants no more requests now.", self.limited_until)
            case Trouble("failed"):
                raise NotReadyError("The server answers 500.", 500)
            case Trouble("unheard"):
                raise NotReadyError("The server does not answer.")
            case Trouble("ignored"):
                return False
        return True

    def _end(self) -> None:
        match self.troubles.get(len(self.asked) - 1):
            case Trouble("lost"):
                raise NotReadyError("The answer got lost.")
            case Trouble("killed"):
                raise Killed

    async def read_lists(self) -> RemoteLists:
        self._begin("read_lists")
        feeds = tuple(self._remote(feed) for feed in self.library.feeds.values())
        labels = tuple(safe_text(label) for label in sorted(self.library.labels))
        self._end()
        return RemoteLists(feeds, tuple(safe_text(name) for name in self.library.folders), labels)

    def _remote(self, feed: ServedFeed) -> RemoteFeed:
        folder = safe_text(feed.folder) if feed.folder else None
        return RemoteFeed(f"feed/{feed.id}", feed.url, safe_text(feed.title), feed.site_url, folder)

    async def read_ids(self, stream: ItemStream, label: str = "", *, most: int = 25_000) -> RemoteIds:
        self._begin(f"read_ids {stream.value}")
        chosen = {
            ItemStream.ALL: lambda _: True,
            ItemStream.UNREAD: lambda item: not item.read,
            ItemStream.STARRED: lambda item: item.starred,
            ItemStream.LABEL: lambda item: label in item.labels,
        }[stream]
        items = sorted(filter(chosen, self.library.items.values()), key=lambda item: -item.arrived)
        self._end()
        limit = min(most, self.most)
        return RemoteIds(tuple(str(item.id) for item in items[:limit]), len(items) <= limit)

    async def read_items(self, ids: Collection[str]) -> tuple[RemoteItem, ...]:
        self._begin("read_items", 1_000 * len(ids))
        assert len(ids) <= self.capabilities.contents_at_once
        found = tuple(self._show(self.library.items[int(i)]) for i in ids if int(i) in self.library.items)
        self._end()
        return found

    def _show(self, item: ServedItem) -> RemoteItem:
        return RemoteItem(
            str(item.id),
            f"feed/{item.feed}",
            safe_text(item.title),
            item.url,
            safe_text(item.author),
            item.published,
            item.arrived // 1_000_000,
            None,
            item.html,
            (),
            tuple(map(safe_text, item.categories)),
        )

    async def read_changed(self, since: Instant) -> tuple[RemoteItem, ...]:
        raise ServerError(f"The server does not tell what changed since {since}.")

    async def send(self, change: FieldChange) -> Sent:
        assert len(change.ids) <= self.capabilities.changes_at_once
        if self._begin(f"send {change.field.value}"):
            for i in change.ids:
                item = self.library.items.get(int(i))
                if item is not None and self._apply(change, item):
                    self.applied.append((change.field.value, change.label, change.value, item.id))
        self._end()
        return Sent(change.ids)

    def _apply(self, change: FieldChange, item: ServedItem) -> bool:
        match change.field:
            case ItemField.READ:
                item.read, before = change.value, item.read
                return before != change.value
            case ItemField.STARRED:
                item.starred, before = change.value, item.starred
                return before != change.value
            case ItemField.LABEL:
                before = change.label in item.labels
                (item.labels.add if change.value else item.labels.discard)(change.label)
                self.library.labels |= item.labels
                return before != change.value

    async def mark_read(self, scope: FolderRead) -> None:
        if self._begin("mark_read"):
            for item in self.library.items.values():
                if f"feed/{item.feed}" == scope.feed_id and item.id <= int(scope.until.id):
                    item.read = True
        self._end()

    async def subscribe(self, url: str, title: str, folder: str) -> RemoteFeed:
        done = self._begin("subscribe")
        feed = next((feed for feed in self.library.feeds.values() if feed.url == url), None)
        if feed is None:
            feed = self.library.add_feed(url, title, folder) if done else ServedFeed(999, url, title, folder)
            self.poll(feed)
        self._end()
        return self._remote(feed)

    async def edit_feed(self, feed: RemoteFeed, title: str, folder: str) -> None:
        known = self.library.feeds.get(int(feed.id.removeprefix("feed/")))
        if self._begin("edit_feed") and known is not None:
            known.title, known.folder = title or known.title, folder
        self._end()

    async def unsubscribe(self, feed_id: str) -> None:
        if self._begin("unsubscribe"):
            self.library.remove_feed(int(feed_id.removeprefix("feed/")))
        self._end()

    async def rename_folder(self, old: str, new: str) -> None:
        if self._begin("rename_folder"):
            self.library.rename_folder(old, new)
        self._end()

    async def remove_label(self, name: str) -> None:
        if self._begin("remove_label"):
            self.library.remove_label(name)
        self._end()
