"""Logins that expire, quotas, and servers that are not ready, with the Google Reader API."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from servers.asking import NOW, PlainAsker, asker, change, connect
from servers.google_quirks import FRESHRSS
from servers.google_reader import GoogleReaderServer
from servers.loopback_server import Fault, Told, html_page, too_many
from tuinews.engine.accounts.servers.api_client import ApiClient
from tuinews.engine.accounts.servers.google_reader.client import GoogleReader
from tuinews.engine.accounts.servers.server import (
    ItemField,
    ItemStream,
    LoginRefusedError,
    NotReadyError,
    RateLimitedError,
)
from tuinews.fetch import Fetched, Outcome, Reply, Request
from tuinews.model.clock import Instant


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


async def test_an_expired_token_is_renewed_once(served: GoogleReaderServer, server: GoogleReader) -> None:
    served.expire()
    before = server.login
    assert len((await server.read_lists()).feeds) == 3
    assert server.login.token == served.token != before.token
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    served.expire()
    assert (await server.send(change(ItemField.READ, ids[:1]))).taken == ids[:1]
    assert served.logins == 3
    served.password = "another"
    served.expire()
    logins = sum(path.endswith("ClientLogin") for path in served.paths())
    with pytest.raises(LoginRefusedError, match="API password"):
        await server.read_lists()
    assert sum(path.endswith("ClientLogin") for path in served.paths()) == logins + 1


async def test_two_requests_that_meet_an_expired_token_log_in_once(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    await server.read_items(ids[:1])
    served.expire()
    before = served.logins
    meeting = threading.Barrier(2, timeout=20)
    served.faults.append(Fault("contents", "do", action=meeting.wait, times=4))
    await asyncio.gather(*(server.read_items(ids[start : start + 10]) for start in range(0, 40, 10)))
    assert served.logins == before + 1
    assert served.most_at_once == 2


async def test_a_401_in_the_middle_of_a_list_goes_on(served: GoogleReaderServer, server: GoogleReader) -> None:
    served.set(most_ids=10)
    served.faults.append(Fault("stream/items/ids", told=Told(b"Unauthorized!", 401), skip=2))
    assert len((await server.read_ids(ItemStream.UNREAD)).ids) == 40


async def test_a_429_in_the_middle_stops_until_it_says(served: GoogleReaderServer, server: GoogleReader) -> None:
    served.set(most_ids=10)
    served.faults.append(Fault("stream/items/ids", told=too_many(120), skip=2))
    with pytest.raises(RateLimitedError) as caught:
        await server.read_ids(ItemStream.UNREAD)
    assert caught.value.until == NOW + 120
    served.faults.append(Fault("tag/list", told=too_many(None)))
    with pytest.raises(RateLimitedError) as caught:
        await server.read_lists()
    assert caught.value.until == NOW + 3_600


async def test_a_quota_that_is_nearly_used_up_stops_before_it_is(
    served: GoogleReaderServer, server: GoogleReader, web: PlainAsker
) -> None:
    left = (("X-Reader-Zone1-Limit", "100"), ("X-Reader-Zone1-Usage", "80"), ("X-Reader-Limits-Reset-After", "600"))
    served.faults.append(Fault("tag/list", told=Told(b'{"tags":[]}', headers=left)))
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    await server.send(change(ItemField.READ, ids[:1]))
    await server.read_lists()
    asked = len(served.log)
    with pytest.raises(RateLimitedError) as caught:
        await server.read_ids(ItemStream.UNREAD)
    assert caught.value.until == NOW + 600
    assert len(served.log) == asked, "it was not asked"
    assert (await server.send(change(ItemField.READ, ids))).taken == ids, "changes have a quota of their own"
    web.moment = NOW + 601
    await server.read_ids(ItemStream.UNREAD)


@pytest.mark.parametrize("fault", [
    Fault("list", times=-1), Fault("list", told=html_page(), times=-1), Fault("list", "cut", times=-1),
    Fault("list", "drop", times=-1), Fault("list", told=Told(b"Service Unavailable!", 503), times=-1),
    Fault("list", told=Told(b"[]"), times=-1), Fault("list", told=Told(b'{"subscriptions": [', 200), times=-1),
    Fault("list", told=html_page(502), times=-1), Fault("list", told=html_page(403), times=-1),
], ids=["500", "login page", "cut", "closed", "503", "[]", "torn", "proxy", "guard"])  # fmt: skip
async def test_a_server_that_is_not_ready_is_not_a_wrong_password(
    fault: Fault, served: GoogleReaderServer, server: GoogleReader
) -> None:
    served.faults.append(fault)
    with pytest.raises(NotReadyError):
        await server.read_lists()
    fault.times = 0
    assert len((await server.read_lists()).feeds) == 3


async def test_a_change_whose_answer_was_lost_is_not_taken_for_sent(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids[:2]
    served.faults.append(Fault("edit-tag", "lost", times=2))
    with pytest.raises(NotReadyError):
        await server.send(change(ItemField.READ, ids))
    await server.send(change(ItemField.READ, ids))
    assert len(served.applied) == 2, "later times had no effect"


async def test_a_server_may_take_its_time(served: GoogleReaderServer, server: GoogleReader) -> None:
    began, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        began.set()
        go_on.wait(20)

    served.faults.append(Fault("subscription/list", "do", action=wait))
    reading = asyncio.create_task(server.read_lists())
    await asyncio.to_thread(began.wait, 20)
    assert not reading.done()
    go_on.set()
    assert len((await reading).feeds) == 3


async def test_traffic_and_the_servers_time_are_known(served: GoogleReaderServer, server: GoogleReader) -> None:
    before = served.bytes_sent
    await server.read_lists()
    assert server.traffic.requests == 2
    assert server.traffic.bytes == served.bytes_sent - before
    assert server.server_time is not None
    assert {one.headers["accept-encoding"] for one in served.log} == {"gzip, deflate"}
    assert all(one.headers["user-agent"].startswith("tuinews/") for one in served.log)


class Crowd:
    """Counts how many requests are under way together, and answers each after some turns of the loop."""

    def __init__(self) -> None:
        self.now_asking = self.most = 0

    def now(self) -> Instant:
        return NOW

    async def ask(self, request: Request) -> Outcome:
        self.now_asking += 1
        self.most = max(self.most, self.now_asking)
        for _ in range(5):
            await asyncio.sleep(0)
        self.now_asking -= 1
        return Fetched(request.url, b"{}", "application/json", Reply(200))


@pytest.mark.parametrize("told", [html_page(404), html_page(403), html_page(400), Told(b"", 404)])
async def test_a_change_that_something_in_front_turns_away_is_not_given_up(
    told: Told, served: GoogleReaderServer, server: GoogleReader
) -> None:
    ids = (await server.read_ids(ItemStream.UNREAD)).ids
    served.faults.append(Fault("edit-tag", told=told, times=-1))
    with pytest.raises(NotReadyError):
        await server.send(change(ItemField.READ, ids))
    assert sum(path.endswith("edit-tag") for path in served.paths()) == 1


async def test_a_server_without_action_tokens_gets_the_auth_token(
    served: GoogleReaderServer, server: GoogleReader
) -> None:
    served.faults.append(Fault("/token", told=Told(b"not here", 404)))
    served.set(token_if_given=False)
    ids = (await server.read_ids(ItemStream.UNREAD)).ids[:1]
    assert (await server.send(change(ItemField.READ, ids))).taken == ids
    assert served.log[-1].value("T") == server.login.token


async def test_two_requests_are_under_way_at_most() -> None:
    crowd = Crowd()
    api = ApiClient(crowd, "https://rss.example.org")
    await asyncio.gather(*(api.ask(Request(f"https://rss.example.org/{number}", "api")) for number in range(6)))
    assert crowd.most == 2
    assert api.traffic.requests == 6
