"""A real Miniflux through both of its APIs; `make test-servers` runs these, which are skipped otherwise."""

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from time import time_ns
from typing import Any

import pytest

from servers.asking import PlainAsker, asker, change
from servers.both_ways import go_both_ways
from servers.real_miniflux import GOOGLE_PASSWORD, GOOGLE_USER, PASSWORD, USER, RealMiniflux, real_miniflux
from servers.rss_feeds import RssFeeds, rss_feeds
from tuinews.engine.accounts.servers.kinds import close_server, find_server, open_server
from tuinews.engine.accounts.servers.server import (
    FeedServer,
    FolderRead,
    ItemField,
    ItemStream,
    LoginRefusedError,
    RemoteFeed,
    ServerError,
)
from tuinews.engine.library import Library

PROGRAM = os.environ.get("TUINEWS_TEST_MINIFLUX", "")
pytestmark = [
    pytest.mark.skipif(not PROGRAM, reason="no real server is asked for: make test-servers does"),
    pytest.mark.xdist_group("real_servers"),
]

LOGINS = {"miniflux": (USER, PASSWORD), "miniflux-google": (GOOGLE_USER, GOOGLE_PASSWORD)}


@pytest.fixture(scope="module")
def miniflux() -> Iterator[RealMiniflux]:
    with real_miniflux(PROGRAM) as served:
        yield served


@pytest.fixture(scope="module")
def feeds() -> Iterator[RssFeeds]:
    with rss_feeds(one=300, two=30) as served:
        yield served


@pytest.fixture
async def web() -> AsyncIterator[PlainAsker]:
    async with asker() as asking:
        asking.moment += time_ns() % 1_000_000_000  # keys are called after the second of their making
        yield asking


@pytest.fixture(params=LOGINS)
async def server(
    request: pytest.FixtureRequest, miniflux: RealMiniflux, feeds: RssFeeds, web: PlainAsker
) -> FeedServer:
    """The server through one of its APIs, with 300 unread items of one feed and nothing else."""
    for feed in miniflux.call("GET", "feeds"):
        miniflux.call("DELETE", f"feeds/{feed['id']}")
    for category in miniflux.call("GET", "categories")[1:]:
        miniflux.call("DELETE", f"categories/{category['id']}")
    miniflux.call("POST", "feeds", {"feed_url": f"{feeds.origin}/one.xml"})
    opened = open_server(web, await find_server(web, f"{miniflux.url}/unread", *LOGINS[request.param]))
    assert opened.login.kind == request.param
    return opened


async def _find_feed(server: FeedServer, ending: str) -> RemoteFeed:
    return next(feed for feed in (await server.read_lists()).feeds if feed.url.endswith(ending))


@dataclass
class ItsPages:
    """Miniflux as its own pages show it."""

    miniflux: RealMiniflux

    def unread(self) -> set[str]:
        return {entry["title"] for entry in self._entries("status=unread")}

    def starred(self) -> set[str]:
        return {entry["title"] for entry in self._entries("starred=true")}

    def mark_read(self, title: str) -> None:
        self._edit(title, status="read")

    def star(self, title: str) -> None:
        self._edit(title, starred=True)

    def _entries(self, query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.miniflux.call("GET", f"entries?limit=1000&{query}")["entries"]
        return found

    def _edit(self, title: str, **value: object) -> None:
        number = next(entry["id"] for entry in self._entries("") if entry["title"] == title)
        self.miniflux.call("PUT", "entries", {"entry_ids": [number], **value})


async def test_a_library_and_miniflux_agree_both_ways(
    server: FeedServer, miniflux: RealMiniflux, library: Library
) -> None:
    await go_both_ways(library, (miniflux.url, *LOGINS[server.login.kind]), ItsPages(miniflux))
    assert (await library.sync.status()).kind == server.login.kind


async def test_ids_and_contents_come_as_they_are(server: FeedServer) -> None:
    ids = await server.read_ids(ItemStream.UNREAD)
    assert len(ids.ids) == 300
    assert ids.is_whole
    items = await server.read_items((*ids.ids[:20], *ids.ids[-5:]))
    assert {item.id for item in items} == {*ids.ids[:20], *ids.ids[-5:]}
    item = next(item for item in items if item.url.endswith("/one/299?a=1&b=2"))
    assert item.title == "News 299 & <b>"
    assert item.html == "<p>Words of 299.</p>"
    assert item.enclosures[0].url == "http://x.example/299.mp3?a=1&b=2"
    assert item.published == 1_793_491_200 + 299 * 60
    assert item.feed_id == (await _find_feed(server, "/one.xml")).id


async def test_a_list_is_cut_off_at_what_was_asked(server: FeedServer) -> None:
    ids = await server.read_ids(ItemStream.UNREAD, most=100)
    assert len(ids.ids) == 100
    assert not ids.is_whole
    assert (await server.read_ids(ItemStream.UNREAD, most=300)).is_whole


async def test_marks_arrive_twice_without_harm(server: FeedServer) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids[:7]
    for _ in range(2):
        assert (await server.send(change(ItemField.STARRED, ids))).taken == ids
        assert (await server.send(change(ItemField.READ, ids))).taken == ids
    assert set((await server.read_ids(ItemStream.STARRED)).ids) == set(ids)
    assert len((await server.read_ids(ItemStream.UNREAD)).ids) == 293
    await server.send(change(ItemField.STARRED, ids, value=False))
    await server.send(change(ItemField.READ, ids, value=False))
    assert not (await server.read_ids(ItemStream.STARRED)).ids
    assert len((await server.read_ids(ItemStream.UNREAD)).ids) == 300


async def test_items_that_are_gone_stop_no_others(server: FeedServer) -> None:
    ids = ((await server.read_ids(ItemStream.UNREAD)).ids[0], "999999999")
    assert ids[0] in (await server.send(change(ItemField.READ, ids))).taken
    assert [item.id for item in await server.read_items(ids)] == [ids[0]]
    assert len((await server.read_ids(ItemStream.UNREAD)).ids) == 299


async def test_labels_are_refused_without_a_request(server: FeedServer) -> None:
    before = server.traffic.requests
    sent = await server.send(change(ItemField.LABEL, ("1",), label="later"))
    assert sent.refused == ("1",)
    assert sent.why
    assert server.traffic.requests == before


async def test_subscriptions_and_folders_change_both_ways(server: FeedServer, feeds: RssFeeds) -> None:
    added = await server.subscribe(f"{feeds.origin}/two.xml", "Mine", "News")
    assert (await server.subscribe(f"{feeds.origin}/two.xml", "", "")).id == added.id
    listed = await _find_feed(server, "/two.xml")
    assert (listed.title, listed.folder) == ("Mine", "News")
    await server.rename_folder("News", "World")
    await server.rename_folder("nobody has this", "World 2")
    listed = await _find_feed(server, "/two.xml")
    assert listed.folder == "World"
    await server.edit_feed(listed, "Renamed", "Science")
    listed = await _find_feed(server, "/two.xml")
    assert (listed.title, listed.folder) == ("Renamed", "Science")
    await server.edit_feed(listed, "", "")
    assert (await _find_feed(server, "/two.xml")).folder is None
    await server.unsubscribe(added.id)
    await server.unsubscribe(added.id)
    assert [feed.url for feed in (await server.read_lists()).feeds] == [f"{feeds.origin}/one.xml"]


async def test_a_dead_address_is_told_and_not_taken_for_trouble(server: FeedServer, feeds: RssFeeds) -> None:
    with pytest.raises(ServerError, match="404") as caught:
        await server.subscribe(f"{feeds.origin}/dead.xml", "", "")
    assert type(caught.value) is ServerError


async def test_a_feed_is_marked_read_up_to_what_was_shown(server: FeedServer) -> None:
    feed = await _find_feed(server, "/one.xml")
    items = await server.read_items((await server.read_ids(ItemStream.UNREAD)).ids)
    shown = sorted(items, key=lambda item: item.published or 0)[:200]
    scope = FolderRead(feed.id, "", shown[-1])
    if not server.capabilities.mark_stream_read:
        with pytest.raises(ServerError):
            await server.mark_read(scope)
        return
    await server.mark_read(scope)
    left = set((await server.read_ids(ItemStream.UNREAD)).ids)
    assert left == {item.id for item in items} - {item.id for item in shown}


async def test_what_changed_is_told(server: FeedServer) -> None:
    if not server.capabilities.changed_since:
        pytest.skip("this API does not tell it")
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    assert server.server_time is not None
    assert len(await server.read_changed(server.server_time - 3600)) == 300
    assert not await server.read_changed(server.server_time + 3600)
    assert ids


async def test_a_wrong_password_is_refused_with_what_to_do(miniflux: RealMiniflux, web: PlainAsker) -> None:
    with pytest.raises(LoginRefusedError, match="API Keys"):
        await find_server(web, miniflux.url, USER, "wrong")


async def test_a_key_of_the_user_is_enough(miniflux: RealMiniflux, web: PlainAsker) -> None:
    key = miniflux.call("POST", "api-keys", {"description": "tuinews"})["token"]
    login = await find_server(web, miniflux.url, "", key)
    assert (login.kind, login.token, login.password) == ("miniflux", key, "")
    await open_server(web, login).read_lists()
    with pytest.raises(LoginRefusedError):
        await open_server(web, replace(login, token="gone")).read_lists()
    await close_server(web, login)
    await open_server(web, login).read_lists()


async def test_a_key_that_the_login_made_is_given_back(miniflux: RealMiniflux, web: PlainAsker) -> None:
    login = await find_server(web, miniflux.url, USER, PASSWORD)
    assert login.token
    assert not login.password
    await close_server(web, login)
    assert login.token not in {key["token"] for key in miniflux.call("GET", "api-keys")}
