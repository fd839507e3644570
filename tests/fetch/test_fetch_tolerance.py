"""What servers do amiss and a reader can get over."""

import pytest

from fetch.loopback import NOW, Asked, Line, Site, answer
from fetch.polls import poll, polling
from tuinews.fetch import Fetched, Fetcher, Limited, NotModified, Request
from tuinews.fetch.connection import mend_head
from tuinews.fetch.inflate import InflateError, inflate
from tuinews.model.clock import DAY

BODY = b"<rss/>"


@pytest.mark.parametrize("name", ["aws-chunked", "UTF-8", "none", "binary", "8bit", "gzip, utf-8"])
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


@pytest.mark.parametrize("status", [201, 202, 206, 299])
async def test_any_answer_of_success_with_a_body_is_read(site: Site, fetcher: Fetcher, status: int) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(status, BODY))))
    assert isinstance(outcome, Fetched)


@pytest.mark.parametrize("status", [400, 403, 404, 420, 500, 502, 504])
async def test_retry_after_counts_with_any_refusal(site: Site, fetcher: Fetcher, status: int) -> None:
    outcome = await fetcher.fetch(Request(site.serve("/", answer(status, Retry_After="172800"))))
    assert isinstance(outcome, Limited)
    assert outcome.until == NOW + 2 * DAY


async def test_after_a_412_it_is_asked_without_validators(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/", answer(body=BODY, ETag='"1"'), answer(412), answer(body=BODY))
    state = polling(url)
    for _ in range(3):
        state = await poll(fetcher, state)
    assert ["if-none-match" in asked.headers for asked in site.log] == [False, True, False]
    assert state.last_check.failures == 0


async def test_the_users_header_takes_the_place_of_ours(site: Site, fetcher: Fetcher) -> None:
    await fetcher.fetch(Request(site.serve("/", answer(body=BODY)), headers=(("accept", "text/html"),)))
    assert site.log[0].raw.lower().count(b"accept:") == 1
    assert site.log[0].headers["accept"] == "text/html"
