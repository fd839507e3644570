"""What the network and servers can do to a request: each ends as one value with one sentence."""

import asyncio
import gc
import gzip
import socket
import struct
from dataclasses import replace

import pytest

from fetch.loopback import NOW, Asked, Line, Script, Site, answer
from tuinews.config.settings import NetworkSettings
from tuinews.fetch import Failed, Fetched, Fetcher, Limited, NotModified, Request
from tuinews.fetch.dial import Streams


async def failure(fetcher: Fetcher, request: Request) -> Failed:
    outcome = await fetcher.fetch(request)
    assert isinstance(outcome, Failed), outcome
    assert outcome.sentence.endswith(".")
    assert outcome.sentence.isprintable()
    return outcome


def raw(data: bytes) -> Script:
    async def script(_: Asked, line: Line) -> None:
        await line.send(data)
        line.writer.close()

    return script


async def test_n1_nothing_listens(site: Site, fetcher: Fetcher) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

        async def refused(address: str, _port: int) -> Streams:
            return await asyncio.open_connection(address, port)

        fetcher = site.fetcher(system_network=site.system_network(connect=refused))
        outcome = await failure(fetcher, Request(f"http://127.0.0.1:{port}/"))
    assert outcome.sentence.startswith("Connection refused by 127.0.0.1")
    assert not outcome.offline


@pytest.mark.parametrize(
    "drip",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"],
    ids=["n2 nothing", "n3 headers", "n4 body"],
)
async def test_a_server_that_never_ends_is_left_after_the_whole_time(site: Site, fetcher: Fetcher, drip: bytes) -> None:
    async def script(_: Asked, line: Line) -> None:
        await line.send(drip)
        while drip and not line.writer.is_closing():
            await line.send(b"x")
            await asyncio.sleep(0.01)
        await line.until_closed()

    outcome = await failure(fetcher, Request(site.script("/", script), timeout=0.15))
    assert "within 0.15 seconds" in outcome.sentence
    assert not outcome.offline


async def test_a_connection_that_does_not_come_about_is_left_sooner(site: Site) -> None:
    async def never(_address: str, _port: int) -> Streams:
        return await asyncio.Event().wait()  # type: ignore[return-value]

    fetcher = site.fetcher(NetworkSettings(connect_seconds=0.05), site.system_network(connect=never))
    outcome = await failure(fetcher, Request("http://news.example/"))
    assert "cannot be reached within 0.05 seconds" in outcome.sentence


async def test_n5_a_reset_in_mid_body(site: Site, fetcher: Fetcher) -> None:
    async def script(_: Asked, line: Line) -> None:
        await line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
        linger = struct.pack("ii", 1, 0)
        line.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        line.reset()

    assert "127.0.0.1" in (await failure(fetcher, Request(site.script("/", script)))).sentence


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: 1",
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
        b"<rss>an answer of the oldest kind</rss>",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\n",
    ],
    ids=lambda data: repr(data[:30]),
)
async def test_h15_n6_answers_that_break_the_rules_are_one_sentence(site: Site, fetcher: Fetcher, data: bytes) -> None:
    outcome = await failure(fetcher, Request(site.script("/", raw(data))))
    assert outcome.reply is None
    assert len(outcome.sentence) <= 300
    assert len(site.log) == 1


async def test_a_body_that_ends_with_the_connection_is_whole(site: Site, fetcher: Fetcher) -> None:
    outcome = await fetcher.fetch(Request(site.script("/", raw(b"HTTP/1.0 200 OK\r\n\r\n<rss/>"))))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"<rss/>"


async def test_hints_before_the_answer_are_passed_over(site: Site, fetcher: Fetcher) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(200, b"<rss/>")
    outcome = await fetcher.fetch(Request(site.script("/", raw(early))))
    assert isinstance(outcome, Fetched)


@pytest.mark.parametrize("number", [socket.EAI_AGAIN, socket.EAI_NONAME])
async def test_n8_a_name_that_is_not_found_may_mean_no_network(site: Site, number: int) -> None:
    async def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(number, "no")

    outcome = await failure(
        site.fetcher(system_network=site.system_network(resolve=unknown)), Request("http://x.invalid/")
    )
    assert outcome.offline
    assert "x.invalid cannot be looked up" in outcome.sentence


async def test_n8_who_is_found_after_a_name_that_was_not_shows_that_the_network_was_there(site: Site) -> None:
    async def resolve(host: str, _port: int) -> list[str]:
        if host == "x.invalid":
            raise socket.gaierror(socket.EAI_NONAME, "no")
        return ["93.184.216.34"]

    site.serve("/", answer(200, b"x"))
    fetcher = site.fetcher(system_network=site.system_network(resolve=resolve))
    assert isinstance(await fetcher.fetch(Request("http://news.example/")), Fetched)
    lost = await failure(fetcher, Request("http://x.invalid/"))
    assert lost.offline
    assert not lost.no_network
    assert fetcher.found < lost.moment
    # over the connection that was kept
    assert isinstance(await fetcher.fetch(Request("http://news.example/")), Fetched)
    assert fetcher.found > lost.moment
    await fetcher.close()


async def test_the_systems_resolver_is_asked(site: Site) -> None:
    from tuinews.fetch.dial import look_up

    assert "127.0.0.1" in await look_up("localhost", 80) or "::1" in await look_up("localhost", 80)
    with pytest.raises(socket.gaierror):
        await look_up("a" * 70 + ".invalid", 80)


async def test_n15_a_dead_proxy_is_named_without_its_password(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

        async def dead(address: str, _port: int) -> Streams:
            return await asyncio.open_connection(address, port)

        system_network = site.system_network(connect=dead, http_proxy=f"http://ann:secret@127.0.0.1:{port}")
        outcome = await failure(site.fetcher(system_network=system_network), Request("http://news.example/"))
    assert f"The proxy http://127.0.0.1:{port} cannot be reached (connection refused)" in outcome.sentence
    assert outcome.proxy_failed
    assert "secret" not in outcome.sentence


async def test_h1_an_unasked_for_304_is_no_answer(site: Site, fetcher: Fetcher) -> None:
    url = site.serve("/", answer(304))
    assert "304" in (await failure(fetcher, Request(url))).sentence
    assert isinstance(await fetcher.fetch(Request(url, etag='"a"')), NotModified)


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("/a", "in a circle"),
        ("", "to nowhere"),
        ("file:///etc/passwd", "to a file: address"),
        ("javascript:alert(1)", "to a javascript: address"),
        ("http://[bad/", "no address"),
        ("https://x:99999/", "no address"),
        ("/" + "x" * 5_000, "longer than"),
    ],
)
async def test_h5_redirects_that_lead_nowhere(site: Site, fetcher: Fetcher, location: str, said: str) -> None:
    outcome = await failure(fetcher, Request(site.serve("/a", answer(301, Location=location))))
    assert said in outcome.sentence
    assert len(site.log) == 1


async def test_h5_a_redirect_without_a_location(site: Site, fetcher: Fetcher) -> None:
    assert "to nowhere" in (await failure(fetcher, Request(site.serve("/a", answer(302))))).sentence


async def test_a_redirect_to_utf8_is_followed(site: Site, fetcher: Fetcher) -> None:
    site.serve("/caf%C3%A9", answer(200, b"x"))
    url = site.serve("/a", answer(302, Location="/café".encode().decode("latin-1")))
    assert isinstance(await fetcher.fetch(Request(url)), Fetched)


def bombs() -> dict[str, tuple[bytes, str]]:
    zeros = gzip.compress(bytes(60_000_000), mtime=0)
    return {
        "gzip": (zeros, "gzip"),
        "gzip in gzip": (gzip.compress(zeros, mtime=0), "gzip, gzip"),
        "gzip in undeclared gzip": (gzip.compress(zeros, mtime=0), "gzip"),
        "undeclared gzip": (zeros, ""),
        "many members": (gzip.compress(bytes(10_000_000), mtime=0) * 9, "gzip"),
        "plain": (b"x" * 21_000_000, ""),
    }


@pytest.fixture(scope="module")
def packed() -> dict[str, tuple[bytes, str]]:
    return bombs()


@pytest.mark.parametrize(
    "name", ["gzip", "gzip in gzip", "gzip in undeclared gzip", "undeclared gzip", "many members", "plain"]
)
async def test_h11_h14_a_bomb_is_a_sentence(
    site: Site, fetcher: Fetcher, packed: dict[str, tuple[bytes, str]], name: str
) -> None:
    body, encoding = packed[name]
    url = site.serve("/", answer(200, body, Content_Encoding=encoding))
    outcome = await failure(fetcher, Request(url))
    assert "larger than" in outcome.sentence
    assert "max_feed_bytes" in outcome.sentence


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        (gzip.compress(b"<rss/>" * 99, mtime=0)[:-9], "gzip", "cut short"),
        (gzip.compress(b"<rss/>" * 99, mtime=0)[:12] + b"garbage!" * 9, "gzip", "damaged"),
        (b"x", "br", "packed as “br”"),
        (b"x", "gzip, gzip, gzip, gzip", "packed 4 times"),
    ],
)
async def test_h12_a_body_that_cannot_be_unpacked_is_no_empty_feed(
    site: Site, fetcher: Fetcher, body: bytes, encoding: str, said: str
) -> None:
    url = site.serve("/", answer(200, body, Content_Encoding=encoding))
    outcome = await failure(fetcher, Request(url))
    assert said in outcome.sentence
    assert outcome.reply is not None
    assert outcome.reply.status == 200


async def test_h16_nothing_personal_goes_to_another_origin(site: Site, fetcher: Fetcher) -> None:
    site.serve("/feed", answer(200, b"x"))
    url = site.serve("/old", answer(301, Location="http://other.example/feed"))
    request = Request(
        url, etag='"a"', last_modified="d", headers=(("X-Api-Key", "k"),), auth=("ann", "secret"), origin_url=""
    )
    assert isinstance(await fetcher.fetch(request), Fetched)
    first, second = site.log
    personal = {"if-none-match", "if-modified-since", "x-api-key", "authorization", "a-im"}
    assert personal <= set(first.headers)
    assert not personal & set(second.headers)


async def test_h20_credentials_in_the_address_become_a_header_and_are_shown_nowhere(
    site: Site, fetcher: Fetcher
) -> None:
    site.serve("/feed", answer(401))
    outcome = await failure(fetcher, Request(f"http://ann:s%40crets@127.0.0.1:{site.port}/feed"))
    assert site.log[0].headers["authorization"] == "Basic YW5uOnNAY3JldHM="
    assert site.log[0].headers["host"] == f"127.0.0.1:{site.port}"
    assert "crets" not in repr(outcome)
    assert "does not take the name and password that it got: give it others with --login NAME" in outcome.sentence
    asked = await failure(fetcher, Request(site.url("/feed")))
    assert "wants a name and password: give them with --login NAME of `tuinews add` or `edit`" in asked.sentence


@pytest.mark.parametrize("url", ["file:///etc/passwd", "exec:ls", "|ls", "ftp://x/", "data:,x", "", "http://", "//x/y"])
async def test_h19_only_web_addresses_are_asked(site: Site, fetcher: Fetcher, url: str) -> None:
    await failure(fetcher, Request(url))
    assert not site.log


async def test_t8_what_a_server_says_reaches_no_terminal(site: Site, fetcher: Fetcher) -> None:
    evil = (
        b"HTTP/1.1 200 \x1b]52;c;aGk=\x07\r\nContent-Encoding: \x1b[2Jbr"
        + b"z" * 999
        + b"\r\nContent-Length: 1\r\n\r\nx"
    )
    outcome = await failure(fetcher, Request(site.script("/", raw(evil))))
    assert "\x1b" not in outcome.sentence
    assert len(outcome.sentence) <= 300


async def test_what_came_is_told_with_its_size_and_time(site: Site, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"<rss/>" * 1_000, mtime=0)
    url = site.serve("/", answer(200, packed, Content_Encoding="gzip", Content_Type="text/xml", ETag='"a"'))
    outcome = await fetcher.fetch(Request(url))
    assert isinstance(outcome, Fetched)
    assert (outcome.url, outcome.content_type, len(outcome.body)) == (url, "text/xml", 6_000)
    assert outcome.reply.bytes == len(packed)
    assert replace(outcome.reply, ms=0, bytes=0).etag == '"a"'
    assert 0 <= outcome.reply.ms < 30_000


async def test_a_redirect_into_a_paused_host_is_not_followed(site: Site) -> None:
    async def pace(url: str) -> int | None:
        return NOW + 60 if "other.example" in url else None

    fetcher = Fetcher(lambda: NOW, NetworkSettings(), pace, system_network=site.system_network())
    site.serve("/feed", answer(200, b"x"))
    site.serve("/old", answer(301, Location="http://other.example/feed"))
    assert await fetcher.fetch(Request("http://news.example/old")) == Limited(NOW + 60)
    assert site.targets == ["/old"]
    await fetcher.close()


async def test_cancelling_leaves_no_connection_behind(site: Site, fetcher: Fetcher) -> None:
    arrived, left = asyncio.Event(), asyncio.Event()

    async def script(_: Asked, line: Line) -> None:
        arrived.set()
        try:
            await line.until_closed()
        finally:
            left.set()

    task = asyncio.create_task(fetcher.fetch(Request(site.script("/", script))))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(left.wait(), 5)
    gc.collect()


async def test_the_fastest_address_is_taken_and_a_dead_one_costs_little(site: Site) -> None:
    async def connect(address: str, port: int) -> Streams:
        if ":" in address:
            site.dialled.append(address)
            return await asyncio.Event().wait()  # type: ignore[return-value]
        return await site.connect(address, port)

    site.names["news.example"] = ["2606:2800::1", "2606:2800::2", "93.184.216.34"]
    site.serve("/", answer(200, b"x"))
    fetcher = site.fetcher(system_network=site.system_network(connect=connect))
    assert isinstance(await fetcher.fetch(Request("http://news.example/")), Fetched)
    assert site.dialled == ["2606:2800::1", "93.184.216.34"]
    await fetcher.close()


async def test_when_no_address_answers_the_last_reason_is_given(site: Site) -> None:
    async def refused(_address: str, _port: int) -> Streams:
        raise ConnectionRefusedError

    fetcher = site.fetcher(system_network=site.system_network(connect=refused))
    site.names["news.example"] = ["93.184.216.34", "93.184.216.35"]
    assert "refused" in (await failure(fetcher, Request("http://news.example/"))).sentence
