"""The contract of accounts: one body of tests for every row of the table, and for one that is added here."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from engine.living import Living, rss
from engine.memory_account import NAME, MemoryAccount, Server
from servers.memory_server import MemoryServer
from servers.served_account import serve
from servers.server_library import ServedFeed, ServerLibrary
from tuinews.engine.accounts import ACCOUNTS
from tuinews.engine.accounts.base import Account
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import NotFoundError
from tuinews.model.event import RefreshProgressed
from tuinews.model.feed import LOCAL, Feed
from tuinews.model.ids import EntryId
from tuinews.model.sync.status import SERVER
from tuinews.model.text import safe_text

ROWS = sorted({*ACCOUNTS, NAME})


class Elsewhere(Protocol):
    """Where an account's entries are, as a test needs it."""

    def put(self, url: str, *guids: str) -> None: ...


class Webs:
    def __init__(self, living: Living) -> None:
        self._living = living

    def put(self, url: str, *guids: str) -> None:
        self._living.put(url, rss(*guids))


class Memory:
    def __init__(self, server: Server) -> None:
        self._server = server

    def put(self, url: str, *guids: str) -> None:
        self._server.stories[url] = list(guids)


class Synced:
    """A server whose feeds are on the web as well: an address is looked at when it is subscribed to."""

    def __init__(self, living: Living, server: MemoryServer) -> None:
        self._living = living
        self._library = server.library
        self._published: dict[str, tuple[str, ...]] = {}
        server.poll = self._poll

    def put(self, url: str, *guids: str) -> None:
        self._living.put(url, rss(*guids, title="Elsewhere"))
        self._published[url] = guids
        self._poll(self._library.add_feed(url, "Elsewhere"))

    def _poll(self, feed: ServedFeed) -> None:
        there = {item.title for item in self._library.items.values() if item.feed == feed.id}
        for guid in self._published[feed.url]:
            if f"Story {guid}" not in there:
                self._library.add_item(feed, f"Story {guid}", url=f"http://news.example/story/{guid}")


ELSEWHERE: dict[str, Callable[[Living, Server, MemoryServer], Elsewhere]] = {
    LOCAL: lambda living, _, __: Webs(living),
    NAME: lambda _, server, __: Memory(server),
    SERVER: lambda living, _, synced: Synced(living, synced),
}
"""Where the contract puts the entries of each account; an account that is added needs its row here too."""


class House:
    """A library, an account of it, and what the account has elsewhere."""

    def __init__(self, living: Living, name: str, elsewhere: Elsewhere) -> None:
        self.living = living
        self.library = living.library
        self.name = name
        self.elsewhere = elsewhere

    async def add(self, url: str, *guids: str) -> Feed:
        """Subscribe to a feed that has these entries, and bring them."""
        self.elsewhere.put(url, *guids)
        (added,) = await self.library.feeds.add(url, account=self.name)
        await self.living.refresh()
        return added.feed

    async def first(self, query: str = "") -> EntryId:
        return (await self.living.ids(query))[0]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def synced() -> MemoryServer:
    return MemoryServer(ServerLibrary())


@pytest.fixture
def living(tmp_path: Path, server: Server, synced: MemoryServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Living]:
    """A library with one account more: one row."""

    def make(services: Services, web: WebClient) -> Account:
        return MemoryAccount(services, web, server)

    monkeypatch.setitem(ACCOUNTS, NAME, make)
    monkeypatch.setitem(ACCOUNTS, SERVER, serve(synced))
    opened = Living(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(params=ROWS)
async def house(request: pytest.FixtureRequest, living: Living, server: Server, synced: MemoryServer) -> House:
    name = request.param
    assert name in ELSEWHERE, f"where are the entries of “{name}”? Add its row to ELSEWHERE, above."
    if name == SERVER:
        await living.library.sync.login("http://server.example", "alice", "password")
    return House(living, name, ELSEWHERE[name](living, server, synced))


URL = "http://news.example/feed"
OTHER = "http://other.example/other"
LATER = 2 * DAY
"""When every feed is due again."""


async def test_a_refresh_brings_what_is_new_once(house: House) -> None:
    feed = await house.add(URL, "a", "b")
    assert sorted(await house.living.guids()) == ["a", "b"]
    house.elsewhere.put(URL, "a", "b", "c")
    summary, outcomes = await house.living.refresh(later=LATER)
    assert (summary.new, outcomes) == (1, {URL: "updated"})
    summary, outcomes = await house.living.refresh(later=LATER)
    assert (summary.new, summary.failed, len(outcomes)) == (0, 0, 1)
    assert sorted(await house.living.guids()) == ["a", "b", "c"]
    assert (await house.library.feeds.get(feed.id)).total == 3


async def test_subscribing_twice_gives_the_feed_that_is_there(house: House) -> None:
    feed = await house.add(URL, "a")
    (again,) = await house.library.feeds.add(URL, account=house.name)
    assert again.existed
    assert again.feed.id == feed.id


async def test_only_the_feeds_that_are_asked_for_are_refreshed(house: House) -> None:
    feed = await house.add(URL, "a")
    await house.add(OTHER, "x")
    house.elsewhere.put(URL, "a", "b")
    house.elsewhere.put(OTHER, "x", "y")
    _, outcomes = await house.living.refresh(feed.id, force=True, later=LATER)
    assert outcomes == {URL: "updated"}
    brought = ["a", "b", "x", "y"] if house.name == SERVER else ["a", "b", "x"]  # a server is asked for all or nothing
    assert sorted(await house.living.guids()) == brought


async def test_a_feed_that_was_removed_is_refreshed_no_more_and_undoing_brings_it_back(house: House) -> None:
    feed = await house.add(URL, "a")
    await house.library.feeds.remove(feed.id)
    house.elsewhere.put(URL, "a", "b")
    summary, outcomes = await house.living.refresh(later=LATER)
    assert (summary.new, outcomes, list(await house.living.guids())) == (0, {}, [])
    await house.library.entries.undo()
    await house.living.refresh(later=LATER)
    assert sorted(await house.living.guids()) == ["a", "b"]


async def test_what_the_user_calls_a_feed_stays_after_a_refresh(house: House) -> None:
    feed = await house.add(URL, "a")
    await house.library.feeds.edit(feed.id, FeedEdit(title=safe_text("Mine"), folder=(safe_text("Sea"),)))
    await house.living.refresh(later=LATER)
    stored = await house.library.feeds.get(feed.id)
    assert (stored.title, stored.folder) == ("Mine", ("Sea",))


async def test_a_mark_stays_after_a_refresh(house: House) -> None:
    await house.add(URL, "a", "b")
    await house.library.entries.mark(Mark(flag=Flag.READ, value=True, ids=(await house.first("title:/a$/"),)))
    await house.living.refresh(later=LATER)
    assert list(await house.living.guids("is:unread")) == ["b"]


async def test_progress_ends_with_nothing_running(house: House) -> None:
    await house.add(URL, "a")
    house.living.events.clear()
    await house.living.refresh(later=LATER)
    told = [event for event in house.living.events if isinstance(event, RefreshProgressed)]
    assert [(event.done, event.total, event.running) for event in (told[-2], told[-1])] == [(1, 1, True), (1, 1, False)]


async def test_after_a_refresh_that_was_cancelled_another_one_runs(house: House) -> None:
    await house.add(URL, "a")
    house.elsewhere.put(URL, "a", "b")
    house.living.clock.now += LATER
    running = asyncio.create_task(house.library.refresh.run(report=lambda _: house.library.refresh.cancel()))
    done, _ = await asyncio.wait({running})
    assert done
    await house.living.refresh(later=LATER)
    assert sorted(await house.living.guids()) == ["a", "b"]


# What only an account that listens does


@pytest.fixture
def listening(living: Living, server: Server) -> House:
    return House(living, NAME, Memory(server))


async def test_the_server_hears_of_a_subscription_and_of_a_mark_once(listening: House, server: Server) -> None:
    await listening.add(URL, "a", "b")
    assert server.subscribed == {URL}
    server.heard.clear()
    await listening.library.entries.mark(Mark(flag=Flag.READ, value=True, ids=(await listening.first("title:/a$/"),)))
    await listening.living.refresh()
    await listening.living.refresh()
    assert [(change.guid, change.field, change.after) for change in server.heard] == [("a", "read", 1)]


async def test_what_is_taken_back_is_not_sent(listening: House, server: Server) -> None:
    await listening.add(URL, "a")
    server.heard.clear()
    await listening.library.entries.mark(Mark(flag=Flag.READ, value=True, ids=(await listening.first(),)))
    await listening.library.entries.undo()
    await listening.living.refresh()
    assert server.heard == []


async def test_what_was_read_elsewhere_is_read_here_and_not_sent_back(listening: House, server: Server) -> None:
    await listening.add(URL, "a", "b")
    server.heard.clear()
    server.read.add((URL, "b"))
    await listening.living.refresh()
    assert list(await listening.living.guids("is:unread")) == ["a"]
    assert server.heard == []


async def test_what_was_done_offline_wins_when_the_server_is_back(listening: House, server: Server) -> None:
    await listening.add(URL, "a")
    server.down = True
    await listening.library.entries.mark(Mark(flag=Flag.READ, value=True, ids=(await listening.first(),)))
    await listening.living.refresh()
    assert listening.living.notices == ["The server is down: try again later."]
    listening.living.reopen()
    server.down = False
    await listening.living.refresh()
    assert server.read == {(URL, "a")}
    assert list(await listening.living.guids("is:unread")) == []


async def test_an_answer_that_got_lost_reverts_nothing(listening: House, server: Server) -> None:
    await listening.add(URL, "a")
    entry = await listening.first()
    server.deaf = True
    await listening.library.entries.mark(Mark(flag=Flag.READ, value=True, ids=(entry,)))
    await listening.living.refresh()
    await listening.library.entries.mark(Mark(flag=Flag.READ, value=False, ids=(entry,)))
    server.deaf = False
    await listening.living.refresh()
    assert server.read == set()
    assert list(await listening.living.guids("is:unread")) == ["a"]


async def test_an_account_that_fails_harms_no_other(living: Living, server: Server) -> None:
    await House(living, NAME, Memory(server)).add(URL, "a")
    near = House(living, LOCAL, Webs(living))
    await near.add(OTHER, "x")
    server.down = True
    near.elsewhere.put(OTHER, "x", "y")
    _, outcomes = await living.refresh(later=LATER)
    assert outcomes == {OTHER: "updated"}
    assert living.notices == ["The server is down: try again later."]


async def test_what_a_server_brings_is_not_polled(living: Living, server: Server) -> None:
    feed = await House(living, NAME, Memory(server)).add(URL, "a")
    await living.refresh(force=True, later=LATER)
    assert living.asked == []
    with pytest.raises(NotFoundError):
        await living.polling(feed)
