"""A history of two clients and a server, made from a number: what users do, what goes wrong, and when they sync."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from new_store import put_store
from servers.memory_server import FaultKind, Killed, MemoryServer, Trouble
from servers.server_library import ServerLibrary
from tuinews.config import Settings, find_paths
from tuinews.engine.library import Library, open_library
from tuinews.engine.sync.run import SyncRun
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import TuinewsError
from tuinews.model.feed import NewFeed
from tuinews.model.ids import EntryId
from tuinews.model.query import parse_query
from tuinews.model.sync.server_values import ServerRecord
from tuinews.model.sync.status import SERVER
from tuinews.model.text import safe_text

URLS = [f"http://feeds.example/{number}/feed.xml" for number in range(6)]
TAGS = ("red", "blue")
FAULTS: tuple[FaultKind, ...] = ("unheard", "lost", "killed")

State = dict[str, tuple[bool, bool, frozenset[str]]]
"""Whether items are read and starred, and their labels, by title."""


class Client:
    """A library of its own that is in step with the server."""

    def __init__(self, folder: Path, server: MemoryServer, clock: Callable[[], int]) -> None:
        self.paths = find_paths(str(folder), {})
        put_store(self.paths.store)
        self.server = server
        self.clock = clock
        self.library = self.open()

    def open(self) -> Library:
        return open_library(self.paths, Settings(), clock=self.clock)

    async def log_in(self) -> None:
        record = ServerRecord("memory", "http://server.example", "alice")
        await self.library._services.writer.do(lambda writer: writer.servers.open_account(SERVER, record))

    async def sync(self, *, kills: bool = False) -> bool:
        """Run once, and return whether it came to its end."""
        services = self.library._services
        record = await services.pages.do(lambda reader: reader.servers.record(SERVER))
        assert record is not None
        self.server.traffic.requests = 0
        try:
            await SyncRun(services, SERVER, self.server, record, lambda _done, _all: None).run()
        except TuinewsError:
            return False
        except Killed:
            assert kills
            self.library.close()
            self.library = self.open()
            return False
        return True

    async def state(self) -> State:
        """What is so here, of the entries in the lists."""
        ids = list(await self.library.entries.ids(parse_query("", self.clock())))
        entries = await self.library.entries.entries(ids)
        assert len({entry.title for entry in entries}) == len(entries), "an article is there twice"
        return {entry.title: (entry.read, entry.starred, frozenset(entry.user_tags)) for entry in entries}

    async def feeds(self) -> dict[str, tuple[str, str]]:
        return {feed.url: (feed.title, "/".join(feed.folder)) for feed in await self.library.feeds.all()}


@dataclass
class History:
    """What happens."""

    folder: Path
    seed: int
    actions: int = 25
    now: int = 1_800_000_000
    intentions: dict[tuple[str, str], dict[int, bool]] = field(default_factory=dict)
    """By title and field, what each client's user wanted last."""
    told: list[str] = field(default_factory=list)
    """What was done, to read when something is wrong."""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311  a history is made, no secret
        self.server = MemoryServer(ServerLibrary().fill(6, feeds=2))
        self.clients = [Client(self.folder / name, self.server, lambda: self.now) for name in ("a", "b")]
        self.ignored = 0

    async def run(self) -> None:
        """Do it all; in the end both sync until nothing is left to say."""
        for client in self.clients:
            await client.log_in()
            assert await client.sync()
        for _ in range(self.actions):
            self.now += self.random.choice((1, 60, 90_000))
            await self._act()
        self.server.troubles.clear()
        for _ in range(5):
            for client in self.clients:
                self.now += 60
                assert await client.sync()

    async def _act(self) -> None:
        number = self.random.randrange(2)
        client = self.clients[number]
        act = self.random.choices(
            (self._mark, self._tag, self._arrive, self._subscribe, self._remove, self._edit, self._sync),
            (30, 10, 15, 4, 2, 6, 33),
        )[0]
        await act(number, client)

    async def _mark(self, number: int, client: Client) -> None:
        ids = list(await client.library.entries.ids(parse_query("", self.now)))
        if not ids:
            return
        chosen = EntryId(self.random.choice(ids))
        flag = self.random.choice((Flag.READ, Flag.STARRED))
        value = self.random.random() < 0.6
        marked = await client.library.entries.mark(Mark(flag=flag, value=value, ids=(chosen,)))
        if marked.changed:
            (entry,) = await client.library.entries.entries([chosen])
            self._intend(number, entry.title, flag.value, value=value)

    def _intend(self, number: int, title: str, what: str, *, value: bool) -> None:
        self.told.append(f"client {number}: {title} {what} {value}")
        self.intentions.setdefault((title, what), {})[number] = value

    async def _tag(self, number: int, client: Client) -> None:
        ids = list(await client.library.entries.ids(parse_query("", self.now)))
        if not ids:
            return
        chosen, tag = EntryId(self.random.choice(ids)), safe_text(self.random.choice(TAGS))
        value = self.random.random() < 0.6
        await client.library.entries.tag([chosen], [tag] if value else [], [] if value else [tag])
        (entry,) = await client.library.entries.entries([chosen])
        self._intend(number, entry.title, tag, value=value)

    async def _arrive(self, _number: int, _client: Client) -> None:
        feeds = list(self.server.library.feeds.values())
        if feeds:
            item = self.server.library.add_item(self.random.choice(feeds))
            self.told.append(f"arrives {item.title}")

    async def _subscribe(self, number: int, client: Client) -> None:
        url = self.random.choice(URLS)
        new = NewFeed(url, safe_text(f"Outlet of {number}"), account=SERVER)
        await client.library._services.writer.do(lambda writer: writer.add_feed(new))
        self.told.append(f"client {number}: subscribes to {url}")

    async def _remove(self, number: int, client: Client) -> None:
        feeds = await client.library.feeds.all()
        if feeds:
            feed = self.random.choice(feeds)
            await client.library.feeds.remove(feed.id)
            self.told.append(f"client {number}: unsubscribes from {feed.url}")

    async def _edit(self, number: int, client: Client) -> None:
        feeds = await client.library.feeds.all()
        if feeds:
            feed = self.random.choice(feeds)
            title, folder = f"Title {self.random.randrange(9)}", safe_text(self.random.choice(("News", "Sea")))
            await client.library.feeds.edit(feed.id, FeedEdit(title=safe_text(title), folder=(folder,)))
            self.told.append(f"client {number}: calls {feed.url} {title} in {folder}")

    async def _sync(self, number: int, client: Client) -> None:
        await client.library.sync.status()
        begin = len(self.server.asked)
        kind: str = "fine"
        if self.random.random() < 0.5:
            fault = self.random.choice(FAULTS)
            if self.random.random() < 0.2 and self.ignored < 2:
                fault, self.ignored = "ignored", self.ignored + 1
            at = begin + self.random.randrange(9)
            self.server.troubles[at] = Trouble(fault)
            kind = f"{fault} at {at - begin}"
        done = await client.sync(kills=True)
        self.server.troubles.clear()
        self.told.append(f"client {number}: syncs ({kind}) {done} {self.server.asked[begin:]}")

    def server_state(self) -> State:
        """What is so on the server."""
        items = self.server.library.items.values()
        return {item.title: (item.read, item.starred, frozenset(item.labels)) for item in items}

    def server_feeds(self) -> dict[str, tuple[str, str]]:
        return {feed.url: (feed.title, feed.folder) for feed in self.server.library.feeds.values()}

    def close(self) -> None:
        for client in self.clients:
            client.library.close()
