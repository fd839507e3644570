"""A library that lives on a web of our own, where every name leads to loopback, with a clock that a test moves."""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.web import Clock, Page, Web
from new_store import put_store
from tuinews.config import Settings, find_paths
from tuinews.engine.accounts.local import LocalAccount
from tuinews.engine.library import Library, open_library
from tuinews.engine.results import Refreshed, Summary
from tuinews.fetch import SystemNetwork
from tuinews.fetch.dial import Streams
from tuinews.model.event import Event, Noticed
from tuinews.model.feed import LOCAL, Feed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.polling import Polling
from tuinews.model.query import EVERYTHING, parse_query

PUBLIC = "93.184.216.34"


def rss(*guids: str, head: str = "", title: str = "Tidewater Times") -> str:
    """A feed with an entry for each guid."""
    items = "".join(
        f"<item><title>Story {guid}</title><guid isPermaLink='false'>{guid}</guid>"
        f"<link>http://news.example/story/{guid}</link><description>News of {guid}.</description></item>"
        for guid in guids
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{head}{items}</channel></rss>"


class Living:
    """The library, what it told, and the web it asks."""

    def __init__(self, folder: Path) -> None:
        self.paths = find_paths(str(folder), {})
        self.web = Web()
        self.clock = Clock()
        self.events: list[Event] = []
        self.refreshed: list[Refreshed] = []
        self.network = True
        """Whether names can be looked up."""
        self.unknown: dict[str, int] = {}
        """Names that cannot be looked up, with the error of the resolver."""
        self.secure_port = 0
        """Where https is answered."""
        settings = Settings()
        self._settings = replace(settings, refresh=replace(settings.refresh, host_gap_seconds=0.0))
        put_store(self.paths.store)
        self.library = self._opened()

    def _opened(self) -> Library:
        system_network = SystemNetwork(environ={}, resolve=self._resolve, connect=self._connect)
        return open_library(self.paths, self._settings, self.events.append, self.clock, system_network)

    async def _resolve(self, host: str, _port: int) -> list[str]:
        if host in self.unknown:
            raise socket.gaierror(self.unknown[host], "no such name")
        if not self.network:
            raise socket.gaierror(socket.EAI_AGAIN, "no network")
        return [PUBLIC]

    async def _connect(self, _address: str, port: int) -> Streams:
        return await asyncio.open_connection("127.0.0.1", self.secure_port if port == 443 else self.web.port)

    def reopen(self) -> None:
        """End the program and start it again."""
        self.library.close()
        self.library = self._opened()

    def close(self) -> None:
        self.library.close()
        self.web.close()

    async def add(self, url: str, text: str, **headers: str) -> Feed:
        """Subscribe to a feed that brings this text."""
        self.put(url, text, **headers)
        (added,) = await self.library.feeds.add(url)
        return added.feed

    def put(self, url: str, text: str, content_type: str = "application/rss+xml", **headers: str) -> None:
        """What an address brings from now on."""
        self.web.put(f"/{url.split('/', 3)[3]}", text, content_type, **headers)

    def answer(self, url: str, page: Page) -> None:
        """How an address answers from now on."""
        self.web.pages[f"/{url.split('/', 3)[3]}"] = page

    async def subscribe(self, *urls: str) -> None:
        """Subscribe to feeds without asking for them."""
        outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
        await self.library.feeds.import_list(f"<opml><body>{outlines}</body></opml>".encode(), "list.opml")

    async def refresh(
        self, *feeds: FeedId, force: bool = False, quiet: bool = False, later: int = 0
    ) -> tuple[Summary, dict[str, str]]:
        """Refresh after so many seconds; the sum, and the outcome of each feed by its address."""
        self.clock.now += later
        self.refreshed.clear()
        run = self.library.refresh.run(feeds, force=force, quiet=quiet, report=self.refreshed.append)
        summary = await run
        return summary, {refreshed.url: refreshed.outcome for refreshed in self.refreshed}

    @property
    def local(self) -> LocalAccount:
        """The account of the feeds that are polled."""
        account = self.library._accounts[LOCAL]
        assert isinstance(account, LocalAccount)
        return account

    async def polling(self, feed: Feed) -> Polling:
        return await self.library._services.pages.do(lambda reader: reader.polls.polling(feed.id))

    async def guids(self, query: str = "") -> Sequence[str]:
        """The guids of what a query gives."""
        asked = parse_query(query, self.clock.now) if query else EVERYTHING
        ids = list(await self.library.entries.ids(asked))
        return [headline.title.removeprefix("Story ") for headline in await self.library.entries.page(ids)]

    async def ids(self, query: str = "") -> Sequence[EntryId]:
        """The entries that a query gives."""
        asked = parse_query(query, self.clock.now) if query else EVERYTHING
        return [EntryId(number) for number in await self.library.entries.ids(asked)]

    @property
    def notices(self) -> list[str]:
        """The sentences that were told besides."""
        return [event.sentence for event in self.events if isinstance(event, Noticed)]

    @property
    def asked(self) -> list[str]:
        """The addresses that were asked for, in order."""
        return [f"http://{headers['host']}{path}" for path, headers in self.web.log]
