"""The Google Reader API, tried with a server of the tests that has the quirks of real ones."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from servers.asking import PlainAsker, asker, change, connect
from servers.google_quirks import FRESHRSS, INOREADER, MINIFLUX, MODES, STRICT, THEOLDREADER
from servers.google_reader import GoogleReaderServer
from servers.loopback_server import Fault, Told
from tuinews.engine.accounts.servers.google_reader import requests
from tuinews.engine.accounts.servers.google_reader.client import GoogleReader
from tuinews.engine.accounts.servers.google_reader.dialects import DIALECTS
from tuinews.engine.accounts.servers.kinds import open_server
from tuinews.engine.accounts.servers.server import (
    FolderRead,
    ItemField,
    ItemStream,
    ServerError,
)

KINDS = {"miniflux": "miniflux-google"}
"""The dialects of modes, where they are not called the same."""


@pytest.fixture
def served() -> Iterator[GoogleReaderServer]:
    with GoogleReaderServer(quirks=FRESHRSS) as running:
        running.library.fill(40, 3)
        yield running


@pytest.fixture
async def web() -> AsyncIterator[PlainAsker]:
    async with asker() as asking:
        yield asking


@pytest.fixture
async def server(served: GoogleReaderServer, web: PlainAsker) -> GoogleReader:
    """FreshRSS with 40 unread items, logged in, with an empty log."""
    opened = await connect(web, served)
    assert isinstance(opened, GoogleReader)
    served.log.clear()
    return opened


async def _open(web: PlainAsker, served: GoogleReaderServer) -> GoogleReader:
    """Return a server as the dialect of its mode has it, whatever its host tells."""
    login = replace((await connect(web, served)).login, kind=KINDS.get(served.quirks.name, served.quirks.name))
    opened = open_server(web, replace(login, kind="generic" if login.kind == "strict" else login.kind))
    assert isinstance(opened, GoogleReader)
    return opened


@pytest.mark.parametrize("mode", MODES)
async def test_every_server_gives_and_takes_what_it_has(mode: str, web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=MODES[mode]) as served:
        served.library.fill(260, 3)
        server = await _open(web, served)
        lists = await server.read_lists()
        assert len(lists.feeds) == 3
        assert lists.folders == ("News", "Science")
        ids = await server.read_ids(ItemStream.UNREAD)
        assert len(ids.ids) == 260
        assert ids.is_whole
        size = server.capabilities.contents_at_once
        items = [*await server.read_items(ids.ids[:size]), *await server.read_items(ids.ids[-3:])]
        assert {item.id for item in items} == {*ids.ids[:size], *ids.ids[-3:]}
        assert {item.feed_id for item in items} == {feed.id for feed in lists.feeds}
        assert (await server.send(change(ItemField.READ, ids.ids[:250]))).taken == ids.ids[:250]
        assert (await server.send(change(ItemField.STARRED, ids.ids[:3]))).taken == ids.ids[:3]
        assert (await server.read_ids(ItemStream.UNREAD)).ids == ids.ids[250:]
        assert set((await server.read_ids(ItemStream.STARRED)).ids) == set(ids.ids[:3])
        assert served.most_at_once <= 2


@pytest.mark.parametrize("count", [99, 100, 101, 200])
@pytest.mark.parametrize("mode", ["freshrss", "miniflux", "strict"])
async def test_exactly_a_page_of_items_and_one_more_or_less(mode: str, count: int, web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=replace(MODES[mode], most_ids=100)) as served:
        served.library.fill(count, 3)
        server = await _open(web, served)
        ids = await server.read_ids(ItemStream.UNREAD)
        assert len(ids.ids) == count
        for most in (count - 1, count, count + 1):
            some = await server.read_ids(ItemStream.UNREAD, most=most)
            assert len(some.ids) == min(most, count)
            assert some.is_whole == (most >= count) or mode == "strict"


@pytest.mark.parametrize("limit", [20, 100, 400, 500, 1_000])
async def test_list_capped_at_a_round_number_without_a_word(limit: int, web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=replace(STRICT, capped_at=limit)) as served:
        served.library.fill(limit + 5, 3)
        ids = await (await _open(web, served)).read_ids(ItemStream.UNREAD)
    assert len(ids.ids) == limit
    assert not ids.is_whole


async def test_an_empty_account(served: GoogleReaderServer, server: GoogleReader) -> None:
    served.library.items.clear()
    served.library.feeds.clear()
    assert await server.read_lists() == ((), (), ())
    assert await server.read_ids(ItemStream.UNREAD) == ((), True)
    assert await server.read_items(()) == ()


async def test_a_continuation_that_repeats_or_is_a_number_ends(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    served.set(most_ids=15, numeric_continuation=True)
    assert len((await server.read_ids(ItemStream.UNREAD)).ids) == 40
    served.set(stuck_continuation=True, numeric_continuation=False)
    stuck = await server.read_ids(ItemStream.UNREAD)
    assert not stuck.is_whole
    assert len(served.log) < 10


async def test_ids_that_are_negative_or_beyond_2_to_the_53rd(served: GoogleReaderServer, server: GoogleReader) -> None:
    feed = next(iter(served.library.feeds.values()))
    numbers = [-1, -(1 << 63), (1 << 63) - 1, (1 << 53) + 1, 1_234_567_890_123_456]
    for number in numbers:
        served.library.add_item(feed, item_id=number, starred=True)
    served.set(numeric_ids=True)
    ids = await server.read_ids(ItemStream.STARRED)
    assert {int(kept) for kept in ids.ids} == set(numbers)
    assert {item.id for item in await server.read_items(ids.ids)} == set(ids.ids)
    await server.send(change(ItemField.STARRED, ids.ids, value=False))
    assert not served.library.starred()


async def test_everything_marked_read_because_the_read_stream_returned_everything(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    for stream in (ItemStream.ALL, ItemStream.UNREAD, ItemStream.STARRED):
        await server.read_ids(stream)
    asked = [one for one in served.log if one.path.endswith("/ids")]
    assert not [one for one in asked if one.value("s").endswith("/read") or one.value("it")]


async def test_incremental_ot_and_xt_on_a_feed_stream_are_never_relied_on(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    await server.read_lists()
    for stream in (ItemStream.ALL, ItemStream.UNREAD, ItemStream.STARRED):
        await server.read_ids(stream)
    assert served.log
    assert not [one for one in served.log if one.value("ot") or one.value("nt") or one.value("s").startswith("feed/")]
    assert all(len(one.values("s")) <= 1 and len(one.values("xt")) <= 1 for one in served.log)


async def test_a_label_that_the_server_did_not_name_is_not_asked_for(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    served.library.add_item(next(iter(served.library.feeds.values())), labels={"later"})
    with pytest.raises(ServerError, match="no label"):
        await server.read_ids(ItemStream.LABEL, "later")
    assert (await server.read_lists()).labels == ("later",)
    assert len((await server.read_ids(ItemStream.LABEL, "later")).ids) == 1
    served.library.remove_label("later")
    await server.read_lists()
    with pytest.raises(ServerError, match="no label"):
        await server.read_ids(ItemStream.LABEL, "later")


async def test_more_than_1000_form_variables_lose_no_change(served: GoogleReaderServer, server: GoogleReader) -> None:
    served.library.fill(1_001, 3)
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    size = server.capabilities.changes_at_once
    for start in range(0, len(ids), size):
        await server.send(change(ItemField.READ, ids[start : start + size]))
    assert not served.library.unread()
    forms = [one.form for one in served.log if one.path.endswith("edit-tag")]
    assert all([name for name, _ in form[:2]] == ["T", "a"] and len(form) <= 1_001 for form in forms)


async def test_a_queue_that_is_too_large_is_halved_and_not_sent_for_ever(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    served.set(most_edits=10)
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    assert len((await server.send(change(ItemField.READ, ids))).taken) == 40
    served.set(silent_edits=False)
    gone = ids[7]
    del served.library.items[int(gone)]
    sent = await server.send(change(ItemField.STARRED, ids))
    assert sent.refused == (gone,)
    assert set(sent.taken) == set(ids) - {gone}
    assert sent.why is not None


async def test_5000_contents_in_one_request_are_never_asked_for_and_large_ones_are_halved(
    served: GoogleReaderServer, server: GoogleReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "MOST_BYTES", 60_000)
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    for kept in ids[:20]:
        served.library.items[int(kept)].html = "x" * 10_000
    served.library.items[int(ids[3])].html = "y" * 70_000
    items = await server.read_items(ids)
    assert {item.id for item in items} == set(ids) - {ids[3]}
    assert server.capabilities.contents_at_once <= 250


async def test_an_item_that_is_gone_between_ids_and_contents_is_missing(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    served.faults.append(Fault("contents", "do", action=lambda: served.library.items.pop(int(ids[5]))))
    assert {item.id for item in await server.read_items(ids)} == set(ids) - {ids[5]}


async def test_an_item_that_nobody_asked_for_is_not_taken(served: GoogleReaderServer, server: GoogleReader) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    other = {"id": "7", "title": "what a server gives that takes a decimal for hex"}
    served.faults.append(Fault("contents", told=Told(json.dumps({"items": [other]}).encode())))
    assert await server.read_items(ids[2:3]) == ()


async def test_contents_by_stream_are_never_asked_for(served: GoogleReaderServer, server: GoogleReader) -> None:
    await server.read_lists()
    await server.read_items((await server.read_ids(ItemStream.UNREAD)).ids)
    assert not [path for path in served.paths() if "stream/contents" in path or "unread-count" in path]


async def test_mark_all_as_read_leaves_what_was_never_seen(web: PlainAsker) -> None:
    for mode in (FRESHRSS, MINIFLUX):
        with GoogleReaderServer(quirks=mode) as served:
            served.library.fill(9, 1)
            server = await _open(web, served)
            ids = (await server.read_ids(ItemStream.UNREAD)).ids
            items = {item.id: item for item in await server.read_items(ids)}
            await server.mark_read(FolderRead(items[ids[0]].feed_id, "", items[ids[4]]))
            assert {str(number) for number in served.library.unread()} == set(ids[:4])
            await server.mark_read(FolderRead("", "", items[ids[2]]))
            assert {str(number) for number in served.library.unread()} == set(ids[:2])


async def test_a_stream_is_not_marked_where_the_unit_is_not_certain(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=THEOLDREADER) as served:
        served.library.fill(9, 1)
        server = await _open(web, served)
        item = (await server.read_items((await server.read_ids(ItemStream.UNREAD)).ids[:1]))[0]
        assert not server.capabilities.mark_stream_read
        with pytest.raises(ServerError):
            await server.mark_read(FolderRead(item.feed_id, "", item))
    assert "mark-all-as-read" not in "".join(served.paths())


async def test_labels_are_put_on_and_taken_off(served: GoogleReaderServer, server: GoogleReader) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids[:3]
    await server.send(change(ItemField.LABEL, ids, label="to read/later+now"))
    assert (await server.read_lists()).labels == ("to read/later+now",)
    assert set((await server.read_ids(ItemStream.LABEL, "to read/later+now")).ids) == set(ids)
    await server.send(change(ItemField.LABEL, ids[:1], label="to read/later+now", value=False))
    assert len(served.library.labelled("to read/later+now")) == 2
    await server.remove_label("to read/later+now")
    await server.remove_label("to read/later+now")
    assert (await server.read_lists()).labels == ()


async def test_a_server_without_labels_is_not_asked_for_them(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=MINIFLUX) as served:
        served.library.fill(2, 1)
        server = await _open(web, served)
        sent = await server.send(change(ItemField.LABEL, ("7",), label="later"))
        assert (sent.taken, sent.refused) == ((), ("7",))
        assert "edit-tag" not in "".join(served.paths())


async def test_subscriptions_move_and_go(served: GoogleReaderServer, server: GoogleReader) -> None:
    feed = await server.subscribe("http://feeds.example/new.xml", "Mine", "Arts")
    assert (await server.subscribe("http://feeds.example/new.xml", "", "")).id == feed.id
    assert (feed.title, feed.folder) == ("Mine", "Arts")
    await server.rename_folder("Arts", "Culture")
    await server.rename_folder("nobody has this", "x")
    listed = {one.id: one for one in (await server.read_lists()).feeds}
    assert listed[feed.id].folder == "Culture"
    await server.edit_feed(listed[feed.id], "New name", "")
    listed = {one.id: one for one in (await server.read_lists()).feeds}
    assert (listed[feed.id].title, listed[feed.id].folder) == ("New name", None)
    await server.unsubscribe(feed.id)
    await server.unsubscribe(feed.id)
    assert feed.id not in {one.id for one in (await server.read_lists()).feeds}
    with pytest.raises(ServerError, match="no feed"):
        await server.subscribe("http://feeds.example/no-feed", "", "")


async def test_a_feed_in_several_folders_leaves_the_one_it_was_in(web: PlainAsker) -> None:
    with GoogleReaderServer(quirks=replace(INOREADER, name="bazqux")) as served:
        served.library.fill(1, 1)
        server = await _open(web, served)
        await server.edit_feed((await server.read_lists()).feeds[0], "", "Arts")
        form = served.log[-1]
    assert (form.value("a"), form.value("r")) == ("user/-/label/Arts", "user/-/label/News")
    assert DIALECTS["bazqux"].capabilities.several_folders
