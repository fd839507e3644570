"""H18: what a feed causes reaches no private address, however it is written, redirected or looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetch.loopback import PUBLIC, Site, answer
from tuinews.fetch import Failed, Fetched, Fetcher, Request
from tuinews.fetch.address_guard import (
    ABROAD,
    ANYWHERE,
    Realm,
    ip_literal,
    reach_after,
    reach_from,
    realm_by_name,
    realm_of,
)

FEED = "https://news.example/feed"


@pytest.mark.parametrize(
    ("address", "realm"),
    [
        ("93.184.216.34", Realm.PUBLIC),
        ("2606:2800:220:1::1", Realm.PUBLIC),
        ("127.0.0.1", Realm.LOOPBACK),
        ("127.8.9.10", Realm.LOOPBACK),
        ("::1", Realm.LOOPBACK),
        ("::ffff:127.0.0.1", Realm.LOOPBACK),
        ("64:ff9b::7f00:1", Realm.LOOPBACK),
        ("2002:7f00:1::", Realm.LOOPBACK),
        ("10.1.2.3", Realm.LAN),
        ("172.31.0.1", Realm.LAN),
        ("192.168.1.1", Realm.LAN),
        ("100.100.0.1", Realm.LAN),
        ("fd00::1", Realm.LAN),
        ("::ffff:192.168.1.1", Realm.LAN),
        ("169.254.169.254", Realm.OTHER),
        ("fe80::1", Realm.OTHER),
        ("fe80::1%eth0", Realm.OTHER),
        ("0.0.0.0", Realm.OTHER),  # noqa: S104
        ("::", Realm.OTHER),
        ("224.0.0.1", Realm.OTHER),
        ("255.255.255.255", Realm.OTHER),
        ("ff02::1", Realm.OTHER),
        ("192.0.2.1", Realm.OTHER),
        ("nonsense", Realm.OTHER),
    ],
)
def test_every_address_has_its_realm(address: str, realm: Realm) -> None:
    assert realm_of(address) is realm


@given(st.ip_addresses().map(str))
def test_no_address_is_beyond_the_realms_and_public_means_global(address: str) -> None:
    from ipaddress import ip_address

    realm = realm_of(address)
    assert realm in Realm
    if realm is Realm.PUBLIC and ":" not in address:
        assert ip_address(address).is_global


@pytest.mark.parametrize("written", ["127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1"])
def test_addresses_in_disguise_are_known(written: str) -> None:
    assert ip_literal(written) == "127.0.0.1"
    assert realm_by_name(written) is Realm.LOOPBACK


@pytest.mark.parametrize(
    ("origin", "realms"),
    [
        ("https://news.example/feed", ABROAD),
        ("http://93.184.216.34/feed", ABROAD),
        ("http://127.0.0.1:8000/feed", ABROAD | {Realm.LOOPBACK}),
        ("http://[::1]/feed", ABROAD | {Realm.LOOPBACK}),
        ("http://localhost/feed", ABROAD | {Realm.LOOPBACK}),
        ("http://app.localhost./feed", ABROAD | {Realm.LOOPBACK}),
        ("http://192.168.1.5/feed", ABROAD | {Realm.LAN}),
        ("http://nas/feed", ABROAD | {Realm.LAN}),
        ("http://nas.local/feed", ABROAD | {Realm.LAN}),
        ("http://nas.home.arpa/feed", ABROAD | {Realm.LAN}),
        ("http://169.254.169.254/", ABROAD),
        ("not an address", ABROAD),
        ("http://[", ABROAD),
        ("", ANYWHERE),
    ],
)
def test_a_feed_reaches_the_web_and_its_own_kind(origin: str, realms: frozenset[Realm]) -> None:
    assert reach_from(origin) == realms


def test_a_redirect_reaches_no_further_than_the_one_who_sent_it() -> None:
    assert reach_after(ANYWHERE, Realm.PUBLIC) == ABROAD
    assert reach_after(ANYWHERE, Realm.LAN) == ABROAD | {Realm.LAN}
    assert reach_after(ABROAD | {Realm.LOOPBACK}, Realm.PUBLIC) == ABROAD
    assert reach_after(ABROAD, Realm.LOOPBACK) == ABROAD


PRIVATE = [
    "http://127.0.0.1/",
    "http://127.0.0.2:8080/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0/",
    "http://localhost/",
    "http://sly.example/",
]


@pytest.fixture
async def sly(site: Site) -> Fetcher:
    site.names.update({"localhost": ["127.0.0.1", "::1"], "sly.example": ["192.168.1.1"], "nas.local": ["10.0.0.9"]})
    return site.fetcher()


@pytest.mark.parametrize("url", PRIVATE)
async def test_what_a_feed_on_the_web_links_to_reaches_nothing_private(site: Site, sly: Fetcher, url: str) -> None:
    outcome = await sly.fetch(Request(url, kind="page", origin_url=FEED))
    assert isinstance(outcome, Failed)
    assert "no feed on the web may send you" in outcome.sentence
    assert not site.dialled


@pytest.mark.parametrize("url", PRIVATE)
async def test_a_redirect_from_the_web_reaches_nothing_private(site: Site, sly: Fetcher, url: str) -> None:
    site.serve("/feed", answer(302, Location=url))
    outcome = await sly.fetch(Request("http://news.example/feed"))
    assert isinstance(outcome, Failed)
    assert "no feed on the web may send you" in outcome.sentence
    assert site.dialled == [PUBLIC]
    await sly.close()


@pytest.mark.parametrize("url", PRIVATE)
async def test_what_the_user_types_may_be_anywhere(site: Site, sly: Fetcher, url: str) -> None:
    outcome = await sly.fetch(Request(url))
    assert isinstance(outcome, Failed)
    assert "404" in outcome.sentence
    await sly.close()


@pytest.mark.parametrize(
    ("feed", "link"),
    [
        ("http://127.0.0.1:1/feed", "http://127.0.0.2:2/page"),
        ("http://localhost/feed", "http://localhost/page"),
        ("http://nas.local/feed", "http://192.168.1.7/page"),
        ("http://10.0.0.1/feed", "http://nas.local/page"),
        ("http://nas.local/feed", "http://news.example/page"),
    ],
)
async def test_a_home_servers_feed_works_whole(site: Site, sly: Fetcher, feed: str, link: str) -> None:
    site.serve("/page", answer(200, b"x"))
    assert isinstance(await sly.fetch(Request(link, kind="page", origin_url=feed)), Fetched)
    site.serve("/old", answer(301, Location=link))
    assert isinstance(await sly.fetch(Request(feed.replace("/feed", "/old"))), Fetched)
    await sly.close()


@pytest.mark.parametrize(
    ("feed", "link"), [("http://127.0.0.1/feed", "http://10.0.0.1/"), ("http://nas.local/feed", "http://127.0.0.1/")]
)
async def test_but_one_private_kind_does_not_reach_the_other(site: Site, sly: Fetcher, feed: str, link: str) -> None:
    assert isinstance(await sly.fetch(Request(link, kind="page", origin_url=feed)), Failed)
    assert not site.dialled


async def test_a_name_that_changes_its_mind_gains_nothing(site: Site) -> None:
    """It is the very address that was looked at which is connected to; a public name lends no rights to its feed."""
    turns = iter([[PUBLIC], ["192.168.1.1"], ["192.168.1.1", PUBLIC]])

    async def flip(_host: str, _port: int) -> list[str]:
        return next(turns)

    site.serve("/page", answer(200, b"x", Connection="close"))
    fetcher = site.fetcher(system_network=site.system_network(resolve=flip))
    request = Request("http://news.example/page", kind="page", origin_url=FEED)
    outcomes = [await fetcher.fetch(request) for _ in range(3)]
    assert [type(outcome) for outcome in outcomes] == [Fetched, Failed, Fetched]
    assert site.dialled == [PUBLIC, PUBLIC]


async def test_a_connection_that_the_user_opened_is_not_lent_to_a_feed(site: Site, fetcher: Fetcher) -> None:
    site.serve("/", answer(200, b"x"))
    assert isinstance(await fetcher.fetch(Request("http://192.168.1.1/")), Fetched)
    assert isinstance(await fetcher.fetch(Request("http://192.168.1.1/", kind="page", origin_url=FEED)), Failed)
    assert len(site.log) == 1


async def test_behind_a_proxy_addresses_and_local_names_are_refused_unasked(site: Site) -> None:
    fetcher = site.fetcher(system_network=site.system_network(http_proxy="http://proxy.lan:3128"))
    for url in ("http://0x7f.1/", "http://10.0.0.1/", "http://nas.local/", "http://router/"):
        assert isinstance(await fetcher.fetch(Request(url, kind="page", origin_url=FEED)), Failed)
    assert not site.dialled
