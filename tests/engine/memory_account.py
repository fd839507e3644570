"""A second account, for the tests of the port: a server that is a value in memory. It is one class and one row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tuinews.engine.accounts.base import RefreshProgress, RefreshRequest, SubscribeRequest
from tuinews.engine.arrivals.drafts import draft_entries, identify_entries
from tuinews.engine.results import Added, Refreshed
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.change import FeedUpdate, PendingChange, RemoteState
from tuinews.model.entry import Flag
from tuinews.model.error import TuinewsError
from tuinews.model.feed import FeedCard, NewFeed
from tuinews.model.ids import FeedId
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.model.text import safe_text

NAME = "memory"


@dataclass
class Server:
    """What the account has elsewhere."""

    subscribed: set[str] = field(default_factory=set)
    stories: dict[str, list[str]] = field(default_factory=dict)
    """The guids of each address's entries."""
    read: set[tuple[str, str]] = field(default_factory=set)
    heard: list[PendingChange] = field(default_factory=list)
    """The changes that came, in their order."""
    deaf: bool = False
    """Whether changes come to it while its answers get lost."""
    down: bool = False


class MemoryAccount:
    """Entries and marks of a `Server`, without a poll."""

    def __init__(self, services: Services, _web: WebClient, server: Server) -> None:
        self._services = services
        self._server = server

    async def subscribe(self, request: SubscribeRequest) -> tuple[Added, ...]:
        """Store the subscription; the server hears of it from the outbox."""
        existed = any(feed.url == request.url for feed in await self._services.pages.do(lambda reader: reader.feeds()))
        new = NewFeed(request.url, request.title, request.folder, NAME)
        feed_id = await self._services.writer.do(lambda writer: writer.add_feed(new))
        feed = await self._services.pages.do(lambda reader: reader.feed(feed_id))
        assert feed is not None
        return (Added(feed, 0, existed),)

    async def refresh(self, request: RefreshRequest, progress: RefreshProgress) -> None:
        """Bring the entries and the marks of the server."""
        if self._server.down:
            raise TuinewsError("The server is down: try again later.")
        feeds = await self._services.pages.do(lambda reader: reader.feeds())
        mine = [feed for feed in feeds if feed.url in self._server.subscribed]
        asked = [feed for feed in mine if not request.feeds or feed.id in request.feeds]
        progress.expect([feed.id for feed in asked])
        for feed in asked:
            new = await self._bring(feed.id, feed.url)
            progress.count(Refreshed(feed.id, feed.url, "updated" if new else "unchanged", new=new), done=True)

    async def _bring(self, feed_id: FeedId, url: str) -> int:
        now = self._services.clock()
        guids = self._server.stories.get(url, [])
        parsed = tuple(ParsedEntry(guid=guid, title=safe_text(f"Story {guid}")) for guid in guids)
        drafts = tuple(draft_entries(identify_entries(ParsedFeed("memory", FeedCard(), parsed)), now))
        known = await self._services.pages.do(lambda reader: reader.polls.find_known(feed_id, guids, ()))
        have = {entry.guid for entry in known}
        update = FeedUpdate(feed_id, now, None, tuple(d for d in drafts if d.guid not in have))
        (applied,) = await self._services.writer.do(lambda writer: writer.apply((update,)))
        states = [RemoteState(feed_id, guid, Flag.READ, (url, guid) in self._server.read) for guid in guids]
        if await self._services.writer.do(lambda writer: writer.take_states(states)) or applied.new:
            self._services.publish_entries_changed(frozenset({applied.feed_id}), len(applied.new))
        return len(applied.new)

    async def send(self, changes: Sequence[PendingChange]) -> Sequence[PendingChange]:
        """Carry the changes out on the server."""
        if self._server.down:
            raise TuinewsError("The server is down: try again later.")
        for change in changes:
            self._server.heard.append(change)
            match change.field:
                case "subscribed":
                    (self._server.subscribed.add if change.after else self._server.subscribed.discard)(change.feed_url)
                case "read":
                    state = (change.feed_url, change.guid)
                    (self._server.read.add if change.after else self._server.read.discard)(state)
        if self._server.deaf:
            raise TuinewsError("The server's answer got lost: try again later.")
        return changes
