"""Miniflux by its own API, tried with a server of the tests."""

from collections.abc import AsyncIterator, Iterator

import pytest

from servers.asking import PlainAsker, asker, change
from servers.loopback_server import Fault, Told, html_page
from servers.miniflux_server import MinifluxServer
from tuinews.engine.accounts.servers.kinds import close_server, find_server, open_server
from tuinews.engine.accounts.servers.miniflux import requests
from tuinews.engine.accounts.servers.server import (
    FeedServer,
    ItemField,
    ItemStream,
    LoginRefusedError,
    NotReadyError,
    ServerError,
    ServerLogin,
)


@pytest.fixture
def served() -> Iterator[MinifluxServer]:
    with MinifluxServer() as running:
        running.library.fill(30, 3)
        yield running


@pytest.fixture
async def web() -> AsyncIterator[PlainAsker]:
    async with asker() as asking:
        yield asking


@pytest.fixture
def server(served: MinifluxServer, web: PlainAsker) -> FeedServer:
    return open_server(web, ServerLogin("miniflux", served.url, served.user, "", served.password))


async def test_it_is_found_above_the_page_that_was_typed(served: MinifluxServer, web: PlainAsker) -> None:
    login = await find_server(web, f"{served.url}/feed/12/entries", served.user, served.password)
    assert (login.kind, login.base) == ("miniflux", served.url)


async def test_the_password_makes_a_key_that_is_kept_instead_and_given_back(
    served: MinifluxServer, web: PlainAsker
) -> None:
    login = await find_server(web, served.url, served.user, served.password)
    assert login.password == ""
    assert served.keys[login.token].startswith("tuinews on ")
    assert login.token not in repr(login)
    await close_server(web, ServerLogin("miniflux", served.url, "", served.key))
    assert served.keys, "a key of the user's stays, and so do others"
    await close_server(web, login)
    assert not served.keys
    with pytest.raises(LoginRefusedError):
        await open_server(web, login).read_lists()


async def test_the_password_is_kept_where_no_key_is_given(served: MinifluxServer, web: PlainAsker) -> None:
    served.gives_keys = False
    login = await find_server(web, served.url, served.user, served.password)
    assert (login.token, login.password) == ("", served.password)
    assert len((await open_server(web, login).read_lists()).feeds) == 3


async def test_a_key_needs_no_user(served: MinifluxServer, web: PlainAsker) -> None:
    login = await find_server(web, served.url, "", served.key)
    assert (login.token, login.password) == (served.key, "")
    assert len((await open_server(web, login).read_lists()).feeds) == 3


async def test_a_version_without_lists_of_ids_is_told(served: MinifluxServer, web: PlainAsker) -> None:
    served.lists_ids = False
    with pytest.raises(LoginRefusedError, match=r"older than 2\.3\.2"):
        await find_server(web, served.url, served.user, served.password)


async def test_lists_say_none_of_the_category_for_all(served: MinifluxServer, server: FeedServer) -> None:
    served.library.add_feed("http://feeds.example/loose", "Loose")
    lists = await server.read_lists()
    assert lists.folders == ("News", "Science")
    assert [feed.folder for feed in lists.feeds] == ["News", "Science", "News", None]
    assert lists.labels == ()


async def test_ids_come_by_pages_newest_first(served: MinifluxServer, server: FeedServer) -> None:
    served.most_ids = 7
    ids = await server.read_ids(ItemStream.UNREAD)
    assert [int(kept) for kept in ids.ids] == sorted(served.library.items, reverse=True)
    assert ids.is_whole
    assert not (await server.read_ids(ItemStream.UNREAD, most=10)).is_whole


async def test_contents_come_by_ranges_and_not_one_by_one(served: MinifluxServer, server: FeedServer) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    served.log.clear()
    items = await server.read_items(ids)
    assert [item.id for item in items] == list(ids)
    assert len(served.log) == 1
    assert items[0].published == served.library.items[int(ids[0])].published


async def test_contents_that_lie_far_apart_are_asked_for_singly(served: MinifluxServer, server: FeedServer) -> None:
    served.library.fill(600)
    ids = sorted(served.library.items)
    wanted = {str(ids[3]), str(ids[300]), str(ids[-1])}
    served.log.clear()
    assert {item.id for item in await server.read_items(wanted)} == wanted
    assert len(served.log) <= 4


async def test_contents_that_are_gone_are_missing(served: MinifluxServer, server: FeedServer) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    del served.library.items[int(ids[4])]
    assert {item.id for item in await server.read_items(ids)} == set(ids) - {ids[4]}
    assert await server.read_items([ids[4]]) == ()


async def test_contents_that_are_too_large_come_in_smaller_answers(
    served: MinifluxServer, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    monkeypatch.setattr(requests, "MOST_BYTES", 50_000)
    for kept in ids[:15]:
        served.library.items[int(kept)].html = "x" * 4_500
    assert {item.id for item in await server.read_items(ids)} == set(ids)


async def test_a_star_is_set_and_never_turned(served: MinifluxServer, server: FeedServer) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids[:3]
    for _ in range(2):
        assert (await server.send(change(ItemField.STARRED, ids))).taken == ids
    assert served.library.starred() == {int(kept) for kept in ids}
    assert not [path for path in served.paths() if "bookmark" in path or path.endswith("/star")]
    await server.send(change(ItemField.STARRED, ids, value=False))
    assert not served.library.starred()


async def test_a_change_that_is_refused_is_halved(served: MinifluxServer, server: FeedServer) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids[:4]
    served.faults.append(Fault("/v1/entries", told=Told(b'{"error_message":"no"}', 400), times=3))
    sent = await server.send(change(ItemField.READ, ids))
    assert sent.refused == ids[:1]
    assert sent.taken == ids[1:]
    assert sent.why is not None
    assert "no" in sent.why


async def test_a_change_that_something_in_front_turns_away_is_not_given_up(
    served: MinifluxServer, server: FeedServer
) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    served.faults.append(Fault("/v1/entries", told=html_page(404)))
    with pytest.raises(NotReadyError):
        await server.send(change(ItemField.READ, ids))
    assert (await server.send(change(ItemField.READ, ids))).taken == ids


async def test_state_and_content_that_changed_are_told(served: MinifluxServer, server: FeedServer) -> None:
    since = served.library.clock
    ids = sorted(served.library.items)
    served.library.edit_item(ids[4], title="Edited")
    served.library.edit_item(ids[9], read=True)
    changed = await server.read_changed(since)
    assert [item.id for item in changed] == [str(ids[9]), str(ids[4])]
    assert changed[1].title == "Edited"
    assert await server.read_changed(served.library.clock) == ()


async def test_a_folder_is_made_for_a_feed(served: MinifluxServer, server: FeedServer) -> None:
    feed = await server.subscribe("http://feeds.example/new", "Mine", "Arts")
    assert (feed.title, feed.folder) == ("Mine", "Arts")
    assert served.library.feeds[int(feed.id)].folder == "Arts"
    await server.edit_feed(feed, "", "")
    assert served.library.feeds[int(feed.id)].folder == ""
    assert (await server.subscribe("http://feeds.example/new", "", "")).id == feed.id


async def test_a_dead_feed_is_refused_and_a_broken_server_is_not_ready(
    served: MinifluxServer, server: FeedServer
) -> None:
    with pytest.raises(ServerError, match="404") as caught:
        await server.subscribe("http://feeds.example/no-feed", "", "")
    assert not isinstance(caught.value, NotReadyError)
    served.faults.append(Fault("/v1/feeds", times=-1))
    with pytest.raises(NotReadyError):
        await server.read_lists()


async def test_a_password_that_is_taken_no_more_is_told(served: MinifluxServer, server: FeedServer) -> None:
    served.password = "another"
    with pytest.raises(LoginRefusedError, match="API Keys"):
        await server.read_lists()
