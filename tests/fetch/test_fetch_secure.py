"""TLS and proxies, against servers of our own with certificates made for the test."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fetch.loopback import Asked, Line, Site, answer
from tuinews.config.settings import NetworkSettings
from tuinews.fetch import Failed, Fetched, Request, SystemNetwork
from tuinews.fetch.errors import FetchError
from tuinews.fetch.proxy import Proxies, find_proxies
from tuinews.fetch.system_network import make_tls_context
from tuinews.fetch.url_target import parse_target


@pytest.fixture
async def secure(certificate: Path) -> AsyncIterator[Site]:
    async with serving(certificate) as served:
        yield served


@asynccontextmanager
async def serving(certificate: Path) -> AsyncIterator[Site]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    served = Site()
    server = await asyncio.start_server(served.handle, "127.0.0.1", 0, ssl=context)
    served.port = server.sockets[0].getsockname()[1]
    yield served
    server.close()


def trusted(system_network: SystemNetwork, certificate: Path) -> SystemNetwork:
    return replace(system_network, tls_context=lambda: ssl.create_default_context(cafile=certificate))


async def test_a_certificate_that_fits_is_accepted_and_the_connection_kept(secure: Site, certificate: Path) -> None:
    secure.serve("/feed", answer(200, b"<rss/>"))
    fetcher = secure.fetcher(system_network=trusted(secure.system_network(), certificate))
    for _ in range(2):
        outcome = await fetcher.fetch(Request("https://news.example/feed"))
        assert isinstance(outcome, Fetched)
        assert outcome.url == "https://news.example/feed"
    assert {asked.connection for asked in secure.log} == {1}
    assert secure.log[0].headers["host"] == "news.example"
    await fetcher.close()


async def test_n12_a_certificate_of_another_host_is_a_plain_sentence(secure: Site, certificate: Path) -> None:
    fetcher = secure.fetcher(system_network=trusted(secure.system_network(), certificate))
    outcome = await fetcher.fetch(Request("https://other.example/feed"))
    assert isinstance(outcome, Failed)
    assert outcome.sentence.startswith("The certificate of other.example cannot be trusted (Hostname mismatch")
    assert not secure.log


async def test_n12_a_certificate_that_is_out_of_date_is_a_plain_sentence(expired: Path) -> None:
    async with serving(expired) as late:
        outcome = await late.fetcher(system_network=trusted(late.system_network(), expired)).fetch(
            Request("https://news.example/feed")
        )
        assert isinstance(outcome, Failed)
        assert "certificate of news.example cannot be trusted (certificate has expired" in outcome.sentence
        assert not late.log


async def test_n12_a_certificate_that_nobody_vouches_for_is_a_plain_sentence(secure: Site) -> None:
    outcome = await secure.fetcher().fetch(Request("https://news.example/feed"))
    assert isinstance(outcome, Failed)
    assert "certificate of news.example cannot be trusted" in outcome.sentence
    assert not secure.log


async def test_n12_a_server_without_tls_is_a_plain_sentence_and_not_asked_without(site: Site) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first.append(await reader.read(10))
        writer.write(answer(400))
        writer.close()

    first: list[bytes] = []
    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    outcome = await site.fetcher().fetch(Request("https://news.example/feed"))
    server.close()
    assert isinstance(outcome, Failed)
    assert "No secure connection with news.example" in outcome.sentence
    assert [data[:2] for data in first] == [b"\x16\x03"]


async def test_a_proxy_is_asked_with_the_whole_address(site: Site) -> None:
    site.serve("http://news.example/feed?x", answer(200, b"x"))
    fetcher = site.fetcher(NetworkSettings(proxy="ann:secret@proxy.example:3128"))
    assert isinstance(await fetcher.fetch(Request("http://news.example/feed?x")), Fetched)
    assert site.log[0].headers["host"] == "news.example"
    assert site.log[0].headers["proxy-authorization"] == "Basic YW5uOnNlY3JldA=="
    await fetcher.close()


async def test_https_goes_through_a_proxy_in_a_tunnel(site: Site, secure: Site, certificate: Path) -> None:
    async def tunnel(_: Asked, line: Line) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", secure.port)
        await line.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pump(line.reader, writer), pump(reader, line.writer))

    site.script("news.example:443", tunnel)
    secure.serve("/feed", answer(200, b"<rss/>", Connection="close"))
    system_network = trusted(site.system_network(https_proxy="http://ann:secret@proxy.example:3128"), certificate)
    fetcher = site.fetcher(system_network=system_network)
    outcome = await fetcher.fetch(Request("https://news.example/feed", auth=("bob", "own")))
    assert isinstance(outcome, Fetched)
    assert (site.log[0].method, site.log[0].target) == ("CONNECT", "news.example:443")
    assert "authorization" not in site.log[0].headers
    assert "proxy-authorization" not in secure.log[0].headers
    await fetcher.close()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
    writer.close()


async def test_a_proxy_that_gives_no_way_is_named(site: Site) -> None:
    site.serve("news.example:443", answer(407))
    system_network = site.system_network(HTTPS_PROXY="http://proxy.example:3128")
    outcome = await site.fetcher(system_network=system_network).fetch(Request("https://news.example/feed"))
    assert isinstance(outcome, Failed)
    assert "The proxy http://proxy.example:3128 gives no way to news.example (407)" in outcome.sentence


@pytest.mark.parametrize("written", ["socks5://127.0.0.1:9050", "http://[bad", "http://"])
async def test_a_proxy_that_cannot_be_used_is_one_sentence(site: Site, written: str) -> None:
    outcome = await site.fetcher(NetworkSettings(proxy=written)).fetch(Request("http://news.example/"))
    assert isinstance(outcome, Failed)
    assert "proxy" in outcome.sentence
    assert not site.dialled


@pytest.mark.parametrize(
    ("no_proxy", "url", "through"),
    [
        ("", "http://news.example/", True),
        ("*", "http://news.example/", False),
        ("news.example", "http://news.example/", False),
        ("example", "http://news.example/", False),
        (".example, other", "http://NEWS.example/", False),
        ("ample", "http://news.example/", True),
        ("news.example:8080", "http://news.example/", True),
        ("news.example:8080", "http://news.example:8080/", False),
        ("127.0.0.1", "http://127.0.0.1:1/", False),
    ],
)
def test_no_proxy_names_hosts_and_their_children(no_proxy: str, url: str, through: bool) -> None:  # noqa: FBT001
    proxies = find_proxies("", {"http_proxy": "proxy.example:3128", "NO_PROXY": no_proxy})
    assert (proxies.find_proxy(parse_target(url)) is not None) is through


def test_the_setting_goes_before_the_environment_and_all_proxy_comes_last() -> None:
    environ = {"http_proxy": "http://a.example", "ALL_PROXY": "http://b.example"}
    assert find_proxies("", environ) == Proxies({"http": "http://a.example", "https": "", "all": "http://b.example"})
    assert find_proxies("http://own.example", environ) == Proxies({"all": "http://own.example"})
    proxy = find_proxies("", environ).find_proxy(parse_target("https://news.example/"))
    assert proxy is not None
    assert proxy.shown == "http://b.example"


def test_the_systems_certificates_are_trusted() -> None:
    context = make_tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize("host", ["a b.example", 'a".example', "\x1bx", "ex\u202eample.com", "☃" * 80])
def test_names_that_are_none_are_refused(host: str) -> None:
    with pytest.raises(FetchError):
        parse_target(f"http://{host}/")
