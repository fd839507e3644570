"""What servers do amiss and a reader can get over."""

import asyncio
from collections.abc import Callable

import pytest

from fetch.loopback import NOW, Asked, Line, Site, answer
from fetch.polls import poll, polling
from pollings import changed
from tuinews.config.settings import NetworkSettings
from tuinews.fetch import Failed, Fetched, Fetcher, Limited, NotModified, Request
from tuinews.fetch.connection import Stream, mend_head
from tuinews.fetch.dial import OpenSocket
from tuinews.fetch.inflate import InflateError, inflate
from tuinews.model.clock import DAY, HOUR
from tuinews.model.polling import Refusals

BODY = b"<rss/>"


@pytest.mark.parametrize(
    "name",
    ["aws-chunked", "UTF-8", "none", "binary", "8bit", "gzip, utf-8", "text/xml; charset=utf-8", '"none"', "deflate"],
)
def test_a_coding_that_nobody_knows_is_none(name: str) -> None:
    assert inflate(BODY, name, 100) == BODY


def test_a_coding_that_is_known_but_was_not_asked_for_is_told() -> None:
    with pytest.raises(InflateError, match="br"):
        inflate(b"\x8b\x02\x80", "br", 100)
    assert inflate(BODY, "br", 100) == BODY


@pytest.mark.parametrize(
    "extra",
    [b"<html>Nothing new</html>", answer(body=b"<rss>forged</rss>"), b"HTTP/1.1 200 OK\r\n"],
    ids=["page", "an answer", "half an answer"],
)
async def test_what_a_304_brings_along_is_not_the_next_feeds_answer(site: Site, fetcher: Fetcher, extra: bytes) -> None:
    head = f"HTTP/1.1 304 Not Modified\r\nContent-Length: {len(extra)}\r\n\r\n".encode()
    first = site.serve("/a", head + extra)
    second = site.serve("/b", answer(body=BODY))
    assert isinstance(await fetcher.fetch(Request(first, etag='"1"')), NotModified)
    outcome = await fetcher.fetch(Request(second))
    assert isinstance(outcome, Fetched)
    assert outcome.body == BODY


async def test_what_stands_behind_an_answer_is_not_the_next_ones(site: Site, fetcher: Fetcher) -> None:
    first = site.serve("/a", answer(body=BODY) + b"and more")
    second = site.serve("/b", answer(body=BODY))
    assert isinstance(await fetcher.fetch(Request(first)), Fetched)
    assert isinstance(await fetcher.fetch(Request(second)), Fetched)


@pytest.mark.parametrize("line", [b"no colon", b"two words: x", b": nameless", b"Caf\xe9: x", b"X-Fine : x"])
async def test_a_header_line_that_is_none_is_passed_over(site: Site, fetcher: Fetcher, line: bytes) -> None:
    whole = answer(body=BODY, ETag='"1"').replace(b"\r\n", b"\r\n" + line + b"\r\n", 1)

    async def script(_: Asked, connection: Line) -> None:
        for part in (whole[:30], whole[30:45], whole[45:]):
            await connection.send(part)

    outcome = await fetcher.fetch(Request(site.script("/", script)))
    assert isinstance(outcome, Fetched)
    assert (outcome.body, outcome.reply.etag) == (BODY, '"1"')


def test_a_right_head_stays_as_it_is_and_folded_lines_stay_together() -> None:
    whole = answer(body=BODY, X="a\r\n b")
    assert mend_head(whole) == whole


@pytest.mark.parametrize(
    ("head", "read"),
    [
        (b"\r\n\r\nHTTP/1.1 200 OK", b"HTTP/1.1 200 OK"),
        (b"http/1.1 200 OK", b"HTTP/1.1 200 OK"),
        (b"HTTP/2 200", b"HTTP/1.1 200"),
        (b"HTTP/1.0 200 OK\r\nTransfer-Encoding: identity", b"HTTP/1.0 200 OK"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"),
        (b"HTTP/1.1 200 OK\r\nX: a\rB: c", b"HTTP/1.1 200 OK\r\nX: a B: c"),
        (b"ICY 200 OK", b"ICY 200 OK"),
    ],
)
def test_a_head_is_read_as_browsers_read_it(head: bytes, read: bytes) -> None:
    assert mend_head(head + b"\r\n\r\nx\r\n\r\n") == read + b"\r\n\r\nx\r\n\r\n"


async def test_empty_lines_in_front_of_an_answer_are_skipped_also_when_they_come_alone(site: Site) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", site.port)
    read = asyncio.StreamReader()
    stream = Stream(OpenSocket(read, writer, "127.0.0.1", 0.0))
    stream.expect_answer()
    read.feed_data(b"\r\n\r\n")
    reading = asyncio.create_task(stream.read(1_000))
    await asyncio.sleep(0)
    read.feed_data(answer(body=BODY))
    assert (await reading).startswith(b"HTTP/1.1 200")
    stream.drop()


@pytest.mark.parametrize("value", ["172800.0", "172800s", "172800 Seconds"])
async def test_seconds_to_wait_may_have_a_unit(site: Site, fetcher: Fetcher, value: str) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(403, Retry_After=value))))
    assert isinstance(outcome, Limited)
    assert outcome.until == NOW + 2 * DAY


@pytest.mark.parametrize("status", [201, 202, 206, 299])
async def test_any_answer_of_success_with_a_body_is_read(site: Site, fetcher: Fetcher, status: int) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(status, BODY))))
    assert isinstance(outcome, Fetched)


@pytest.mark.parametrize("status", [400, 403, 404, 420, 500, 502, 504])
async def test_retry_after_counts_with_any_refusal(site: Site, fetcher: Fetcher, status: int) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(status, Retry_After="172800"))))
    assert isinstance(outcome, Limited)
    assert outcome.until == NOW + 2 * DAY


def refusing(site: Site, status: int, refused: Callable[[Asked], bool]) -> str:
    """A feed whose server answers so when it is asked so."""

    async def script(asked: Asked, line: Line) -> None:
        await line.send(answer(status) if refused(asked) else answer(body=BODY, ETag='"1"'))

    return site.script("/", script)


async def test_a_server_that_refuses_conditions_is_asked_without_for_a_month(site: Site, fetcher: Fetcher) -> None:
    state = polling(refusing(site, 412, lambda asked: "if-none-match" in asked.headers))
    for days in (0, 1, 2, 30, 33, 34):
        state = await poll(fetcher, state, NOW + days * DAY)
        assert state.last_check.failures == 0
    conditional = ["if-none-match" in asked.headers for asked in site.log]
    assert conditional == [False, True, False, False, False, True, False, False]
    assert state.schedule.next_check_reason.startswith("Once a day")


async def test_a_server_that_takes_conditions_again_is_given_them_again(site: Site, fetcher: Fetcher) -> None:
    state = changed(polling(site.serve("/", answer(body=BODY, ETag='"1"'))), etag='"1"', conditions_refused=NOW)
    for days in (1, 31, 32):
        state = await poll(fetcher, state, NOW + days * DAY)
    assert ["if-none-match" in asked.headers for asked in site.log] == [False, True, True]
    assert state.refusals == Refusals()


@pytest.mark.parametrize("wanted", ["text/html", "application/xhtml+xml", "*/*;q=0.8"])
async def test_a_server_that_refuses_who_prefers_feeds_is_asked_as_a_browser_asks(
    site: Site, fetcher: Fetcher, wanted: str
) -> None:
    state = polling(refusing(site, 406, lambda asked: wanted not in asked.headers["accept"]))
    for hours in (0, 1, 2):
        state = await poll(fetcher, state, NOW + hours * HOUR)
        assert state.last_check.failures == 0
    assert [wanted in asked.headers["accept"] for asked in site.log] == [False, True, True, True]


async def test_who_refuses_every_kind_of_request_is_asked_as_often_as_there_are_kinds(
    site: Site, fetcher: Fetcher
) -> None:
    for status, times in ((406, 2), (412, 2), (400, 1), (415, 1)):
        site.log.clear()
        state = await poll(fetcher, polling(refusing(site, status, lambda _: True), etag='"1"'))
        assert (len(site.log), state.last_check.http_status) == (times, status)
        assert (state.validators.etag, state.refusals) == ('"1"', Refusals())


async def test_a_second_try_waits_as_any_request_does_and_is_not_made_in_a_pause(site: Site) -> None:
    hops: list[str] = []

    async def pace(url: str) -> int | None:
        hops.append(url)
        return NOW + HOUR

    fetcher = Fetcher(lambda: NOW, NetworkSettings(), pace, site.system_network())
    url = refusing(site, 406, lambda _: True)
    outcome = await fetcher.fetch(Request(url))
    assert isinstance(outcome, Failed)
    assert (hops, len(site.log)) == ([url], 1)
    await fetcher.close()


@pytest.mark.parametrize(("status", "whole"), [(403, True), (420, True), (502, True), (404, False), (401, False)])
async def test_what_is_missing_at_one_address_says_nothing_of_its_host(
    site: Site,
    fetcher: Fetcher,
    status: int,
    whole: bool,  # noqa: FBT001  drawn
) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(status, Retry_After="172800"))))
    assert isinstance(outcome, Limited)
    assert outcome.whole_host is whole


async def test_the_users_header_takes_the_place_of_ours(site: Site, fetcher: Fetcher) -> None:
    await fetcher.fetch(Request(site.serve("/", answer(body=BODY)), headers=(("accept", "text/html"),)))
    assert site.log[0].raw.lower().count(b"accept:") == 1
    assert site.log[0].headers["accept"] == "text/html"
