"""The rules of polite polling, each by its number: what goes over the wire, against a server that logs."""

# ruff: noqa: N802  the rules go by a capital letter

import re
from typing import get_args

import pytest

from fetch.loopback import NOW, Asked, Line, Site, answer
from fetch.polls import DATE, FAULT, poll, polling, settle
from tuinews import __version__
from tuinews.config.settings import NetworkSettings
from tuinews.fetch import (
    Failed,
    Fetched,
    Fetcher,
    Gone,
    Limited,
    Request,
    is_due,
    poll_request,
)
from tuinews.fetch.client import default_user_agent
from tuinews.fetch.headers import CAP
from tuinews.fetch.request import RequestKind
from tuinews.model.clock import DAY, HOUR
from tuinews.model.feed_types import FEED_TYPES


async def test_E01_only_the_first_request_ever_is_unconditional(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(200, b"x", ETag='"a"', Last_Modified=DATE), answer(304))
    state = polling(url)
    for _ in range(4):
        state = await poll(fetcher, state)
    conditional = [("if-none-match" in asked.headers, "if-modified-since" in asked.headers) for asked in site.log]
    assert conditional == [(False, False)] + [(True, True)] * 3


@pytest.mark.parametrize("etag", ['"a"', 'W/"a"', '"abc-gzip"', "bare", '"\xe4\xf6\xff"', '"with space"', '""'])
async def test_E02_validators_go_back_byte_for_byte(site: Site, fetcher: Fetcher, etag: str) -> None:
    odd_date = "sat, 21 November 2026 08:00 +0100"
    url = site.serve("/feed", answer(200, b"x", ETag=etag, Last_Modified=odd_date), answer(304))
    await poll(fetcher, await poll(fetcher, polling(url)))
    raw = site.log[1].raw
    assert b"\r\nif-none-match: " + etag.encode("latin-1") + b"\r\n" in raw.replace(b"If-None-Match", b"if-none-match")
    assert site.log[1].headers["if-modified-since"] == odd_date


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"ETag": '"a"'}, {"if-none-match"}),
        ({"Last_Modified": DATE}, {"if-modified-since"}),
        ({"ETag": '"a"', "Last_Modified": DATE}, {"if-none-match", "if-modified-since"}),
        ({}, set()),
    ],
)
async def test_E03_what_the_server_gave_is_sent_and_nothing_else(
    site: Site, fetcher: Fetcher, given: dict[str, str], sent: set[str]
) -> None:
    url = site.serve("/feed", answer(200, b"x", **given), answer(304))
    old = polling(url, etag='"old"', last_modified="old")
    await poll(fetcher, await poll(fetcher, old))
    assert {"if-none-match", "if-modified-since"} & set(site.log[1].headers) == sent


async def test_E04_a_200_and_a_304_replace_each_validator_that_they_carry(site: Site, fetcher: Fetcher) -> None:
    url = site.serve(
        "/feed",
        answer(200, b"x", ETag='"1"', Last_Modified="d1"),
        answer(304, ETag='"2"'),
        answer(304, Last_Modified="d2"),
        answer(304),
    )
    state = polling(url)
    seen = []
    for _ in range(4):
        state = await poll(fetcher, state)
        seen.append((state.validators.etag, state.validators.last_modified))
    assert seen == [('"1"', "d1"), ('"2"', "d1"), ('"2"', "d2"), ('"2"', "d2")]


async def test_E06_a_body_that_cannot_be_read_keeps_the_old_validators(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(200, b"<html>", ETag='"new"'))
    state = await poll(fetcher, polling(url, etag='"old"', last_modified="old"), fault=FAULT)
    assert (state.validators.etag, state.validators.last_modified) == ('"old"', "old")
    assert (state.last_check.failures, state.last_check.error, state.last_check.last_success) == (1, FAULT, None)


async def test_E06_a_body_that_is_cut_short_keeps_the_old_validators(site: Site, fetcher: Fetcher) -> None:
    async def cut(_: Asked, line: Line) -> None:
        await line.send(b'HTTP/1.1 200 OK\r\nETag: "new"\r\nContent-Length: 1000\r\n\r\n<rss>')
        line.writer.close()

    state = await poll(fetcher, polling(site.script("/feed", cut), etag='"old"'))
    assert state.validators.etag == '"old"'
    assert state.last_check.failures == 1


async def test_E07_a_304_is_a_success_is_not_repeated_and_renews_the_freshness(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(304, Cache_Control="max-age=43200"))
    state = await poll(fetcher, polling(url, etag='"a"', failures=3, error=FAULT))
    assert len(site.log) == 1
    last = state.last_check
    assert (last.failures, last.error, last.last_success, last.http_status) == (0, "", NOW, 304)
    assert state.schedule.next_check == NOW + 12 * HOUR


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_E08_validators_go_to_the_address_that_gave_them_only(site: Site, fetcher: Fetcher, status: int) -> None:
    site.serve("/new", answer(200, b"x", ETag='"new"'), answer(304))
    url = site.serve("/old", answer(status, Location="/new"))
    state = await poll(fetcher, polling(url, etag='"old"', last_modified="old"))
    state = await poll(fetcher, state)
    sent = [(asked.target, asked.headers.get("if-none-match")) for asked in site.log]
    assert sent == [("/old", '"old"'), ("/new", None), ("/old", None), ("/new", '"new"')]
    assert state.validators.validators_url == site.url("/new")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", 120),
        ("604800", 7 * DAY),
        ("1000000000000", CAP),
        ("Sat, 21 Nov 2026 08:10:00 GMT", 600),
        ("-5", HOUR),
        ("soon", HOUR),
        ("0", HOUR),
        ("", HOUR),
        ("Sat, 99 Nov 2026 08:10:00 GMT", HOUR),
    ],
)
async def test_E14_the_server_says_how_long_it_is_left_alone(
    site: Site, fetcher: Fetcher, status: int, value: str, wait: int
) -> None:
    url = site.serve("/feed", answer(status, Retry_After=value, Date=DATE))
    outcome = await fetcher.fetch(Request(url))
    assert isinstance(outcome, Limited)
    assert outcome.until == NOW + wait
    state = settle(polling(url, etag='"a"'), outcome)
    assert state.schedule.next_check == NOW + max(wait, HOUR)
    assert (state.validators.etag, state.last_check.error, state.last_check.http_status) == ('"a"', "", status)


async def test_E15_there_is_one_try_a_poll(site: Site, fetcher: Fetcher) -> None:
    for status in (400, 401, 403, 404, 418, 451, 500, 502, 504, 599):
        outcome = await fetcher.fetch(Request(site.serve(f"/{status}", answer(status))))
        assert isinstance(outcome, Failed)
        assert str(status) in outcome.sentence
    assert len(site.log) == 10


async def test_E16_a_feed_that_is_gone_is_asked_no_more(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(410))
    outcome = await fetcher.fetch(Request(url))
    assert isinstance(outcome, Gone)
    state = settle(polling(url), outcome)
    assert state.last_check.gone
    assert "its articles stay" in state.last_check.error
    assert not is_due(state, NOW + 365 * DAY, force=True)


@pytest.mark.parametrize("status", [301, 308])
async def test_E17_a_move_is_believed_after_two_valid_polls_a_day_apart(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    site.serve("/new", answer(200, b"x", ETag='"n"'), answer(304))
    old = site.serve("/old", answer(status, Location="/new"))
    state = await poll(fetcher, polling(old))
    assert (state.url, state.move.moved_to, state.move.moved_since) == (old, site.url("/new"), NOW)
    state = await poll(fetcher, state, NOW + DAY - 1)
    assert state.url == old
    state = await poll(fetcher, state, NOW + DAY)
    assert (state.url, state.move.moved_to, state.move.moved_since) == (site.url("/new"), "", None)
    assert (state.validators.etag, state.validators.validators_url) == ('"n"', "")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_E17_a_detour_is_followed_and_never_stored(site: Site, fetcher: Fetcher, status: int) -> None:
    site.serve("/new", answer(200, b"x"))
    old = site.serve("/old", answer(status, Location="/new"))
    state = polling(old)
    for day in range(10):
        state = await poll(fetcher, state, NOW + day * DAY)
    assert (state.url, state.move.moved_to) == (old, "")


async def test_E17_a_chain_with_one_detour_is_no_move(site: Site, fetcher: Fetcher) -> None:
    site.serve("/c", answer(200, b"x"))
    site.serve("/b", answer(302, Location="/c"))
    outcome = await fetcher.fetch(Request(site.serve("/a", answer(301, Location="/b"))))
    assert isinstance(outcome, Fetched)
    assert outcome.reply.moved_to == ""
    assert outcome.url == site.url("/c")


async def test_E17_five_redirects_are_followed_and_no_more(site: Site, fetcher: Fetcher) -> None:
    for hop in range(7):
        site.serve(f"/{hop}", answer(301, Location=f"/{hop + 1}"))
    site.serve("/7", answer(200, b"x"))
    assert isinstance(await fetcher.fetch(Request(site.url("/2"))), Fetched)
    outcome = await fetcher.fetch(Request(site.url("/1")))
    assert isinstance(outcome, Failed)
    assert "more than 5 times" in outcome.sentence


async def test_E19_and_E20_the_request_says_who_asks_and_for_what(site: Site, fetcher: Fetcher) -> None:
    await fetcher.fetch(Request(site.serve("/feed", answer(200, b"x"))))
    headers = site.log[0].headers
    assert headers["user-agent"].startswith(f"tuinews/{__version__} (")
    assert "mozilla" not in headers["user-agent"].lower()
    accept = headers["accept"].split(", ")
    assert accept[:4] == ["application/atom+xml", "application/rss+xml", "application/feed+json", "application/rdf+xml"]
    assert accept[:-3] == [types[0] for types in FEED_TYPES.values()]
    assert accept[-3:] == ["application/xml;q=0.9", "text/xml;q=0.8", "*/*;q=0.1"]


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", "(terminal news reader)"),
        ("https://ann.example/feeds", "(+https://ann.example/feeds)"),
        ("ann@ann.example", "(+ann@ann.example)"),
        ("a b)\r\nX-Evil: (1\\ \x1b\u202e\u00fc", "(+abX-Evil:1)"),
        ("x" * 900, f"(+{'x' * 200})"),
        (")(", "(terminal news reader)"),
    ],
)
async def test_E19_the_name_tells_whom_to_write_to_where_the_user_wants_that(
    site: Site, contact: str, told: str
) -> None:
    fetcher = site.fetcher(NetworkSettings(contact=contact))
    for kind in get_args(RequestKind):
        await fetcher.fetch(Request(site.serve("/x", answer(200, b"x")), kind=kind))
    await fetcher.close()
    assert {asked.headers["user-agent"] for asked in site.log} == {f"tuinews/{__version__} {told}"}


def test_E19_only_a_new_version_changes_the_name() -> None:
    assert re.fullmatch(r"tuinews/\d+\.\d+\.\d+ \(terminal news reader\)", default_user_agent())
    assert default_user_agent() == f"tuinews/{__version__} (terminal news reader)"


async def test_E21_packing_is_offered_and_unpacked_whatever_its_case(site: Site, fetcher: Fetcher) -> None:
    import gzip

    url = site.serve("/feed", answer(200, gzip.compress(b"<rss/>"), Content_Encoding="GZip"))
    outcome = await fetcher.fetch(Request(url))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss/>"
    assert site.log[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("/feed?b=2&a=1&a=#part", "/feed?b=2&a=1&a="),
        ("", "/"),
        ("?x", "/?x"),
        ("/a%2fb/../c;d=%7e?q=a+b%20c|d{}", "/a%2fb/../c;d=%7e?q=a+b%20c|d{}"),
        ("/naïve path", "/na%C3%AFve%20path"),
    ],
)
async def test_E22_the_address_is_sent_as_the_user_gave_it(site: Site, fetcher: Fetcher, typed: str, sent: str) -> None:
    site.serve(sent, answer(200, b"x"))
    assert isinstance(await fetcher.fetch(Request(f" {site.url(typed)} ")), Fetched)
    assert site.targets == [sent]


async def test_E22_names_beyond_ascii_are_asked_for_in_punycode(site: Site, fetcher: Fetcher) -> None:
    site.serve("/", answer(200, b"x"))
    outcome = await fetcher.fetch(Request("http://Bücher.example"))
    assert isinstance(outcome, Fetched)
    assert outcome.url == "http://xn--bcher-kva.example/"
    assert site.log[0].headers["host"] == "xn--bcher-kva.example"


async def test_E22_no_cookie_no_referer(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/a", answer(302, Set_Cookie="id=1", Location="/b"))
    site.serve("/b", answer(200, b"x", Set_Cookie="id=2; Path=/"))
    for _ in range(2):
        await fetcher.fetch(Request(url))
    assert len(site.log) == 4
    allowed = {"host", "user-agent", "accept", "accept-encoding"}
    assert all(set(asked.headers) == allowed for asked in site.log)


async def test_E23_nothing_but_get_and_nothing_beside_the_feed(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(200, b'<html><link rel="icon" href="/favicon.ico"></html>'), answer(404))
    for kind in ("feed", "page"):
        await fetcher.fetch(Request(url, kind=kind))
    assert [(asked.method, asked.target) for asked in site.log] == [("GET", "/feed")] * 2


async def test_E25_a_hosts_batch_uses_one_connection(site: Site, fetcher: Fetcher) -> None:
    for number in range(4):
        await fetcher.fetch(Request(site.serve(f"/{number}", answer(200, b"x"))))
    assert {asked.connection for asked in site.log} == {1}


async def test_E25_a_kept_connection_that_was_closed_meanwhile_is_replaced(site: Site, fetcher: Fetcher) -> None:
    async def leave(_: Asked, line: Line) -> None:
        await line.send(answer(200, b"x"))
        line.writer.close()

    url = site.script("/feed", leave)
    for _ in range(3):
        assert isinstance(await fetcher.fetch(Request(url)), Fetched)
    assert site.targets == ["/feed"] * 3


async def test_E27_only_what_is_new_is_asked_for_together_with_an_etag_only(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(200, b"x", ETag='"a"'), answer(226, b"<item/>", ETag='"b"', IM="feed"))
    state = await poll(fetcher, polling(url, last_modified="d"))
    assert "a-im" not in site.log[0].headers
    outcome = await fetcher.fetch(poll_request(state, NOW))
    assert site.log[1].headers["a-im"] == "feed"
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<item/>"
    assert settle(state, outcome).validators.etag == '"b"'


async def test_E32_no_header_can_be_smuggled_in(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/feed", answer(200, b"x"))
    for request in (
        Request(url, etag="a\r\nX-Evil: 1"),
        Request(url, headers=(("X-Own", "1\r\nX-Evil: 1"),)),
        Request(site.url("/feed\r\nX-Evil: 1")),
        Request(url, user_agent="a\r\nX-Evil: 1"),
    ):
        await fetcher.fetch(request)
    assert not any("x-evil" in asked.headers for asked in site.log)
