"""What is subscribed to when an address is added."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from engine.living import Living
from engine.living import rss as news
from engine.stories import item, rss
from engine.web import Page, Web
from tuinews.engine.feeds.discovery import inspect_address
from tuinews.engine.feeds.feeds import is_likely_plain
from tuinews.engine.library import Library
from tuinews.engine.results import ChoiceNeededError
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import find_refresh
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.error import TuinewsError
from tuinews.model.feed import Access
from tuinews.model.text import SafeText

Result = TypeVar("Result")

ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tidewater</title><id>x</id></feed>"
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"Tidewater","items":[]}'


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    opened = Living(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("body", [rss(), ATOM, JSON], ids=["rss", "atom", "json"])
async def test_a_feed_without_entries_yet_is_subscribed_to(library: Library, web: Web, body: str) -> None:
    (added,) = await library.feeds.add(web.put("/feed", body))
    assert (added.new, added.existed) == (0, False)


async def test_a_guessed_feed_with_entries_comes_before_an_empty_one(library: Library, web: Web) -> None:
    web.put("/feed", rss())
    full = web.put("/rss.xml", rss(item(web, 1)))
    (added,) = await library.feeds.add(web.put("/", "<html><body>Hello</body></html>", "text/html"))
    assert added.feed.url == full


BARE = "<html><body>Hello</body></html>"


async def test_the_header_of_a_page_names_its_feed(library: Library, web: Web) -> None:
    feed = web.put("/hidden.php", rss(item(web, 1)))
    page = web.put(
        "/", BARE, "text/html", Link='</x>; rel=icon, <hidden.php>; rel="alternate"; type="application/rss+xml"'
    )
    (added,) = await library.feeds.add(page)
    assert added.feed.url == feed
    assert web.paths() == ["/", "/hidden.php"]


async def test_one_that_only_looks_like_a_feed_is_believed_when_it_is_one(library: Library, web: Web) -> None:
    web.put("/rss", BARE, "text/html")
    feed = web.put("/atom.xml", rss(item(web, 1)))
    page = web.put("/", "<html><link rel=alternate href=/rss></html>", "text/html")
    (added,) = await library.feeds.add(page)
    assert added.feed.url == feed
    assert web.paths().count("/rss") == 1


def sends_to(target: str, rest: str = "") -> str:
    return f"<html><head><meta http-equiv=refresh content='0; url={target}'>{rest}</head></html>"


async def test_a_page_that_sends_its_visitors_elsewhere_is_followed_once(library: Library, web: Web) -> None:
    feed = web.put("/blog/posts", rss(item(web, 1)))
    web.put("/blog/", "<html><link rel=alternate type=application/rss+xml href=posts></html>", "text/html")
    (added,) = await library.feeds.add(web.put("/", sends_to("blog/"), "text/html"))
    assert added.feed.url == feed
    web.put("/a", sends_to("/b"), "text/html")
    web.put("/b", sends_to("/a"), "text/html")
    web.log.clear()
    with pytest.raises(TuinewsError, match="points to no feed"):
        await library.feeds.add(web.url("/a"))
    assert (web.paths().count("/a"), web.paths().count("/b")) == (1, 1)


async def test_what_a_page_names_comes_before_where_it_sends_its_visitors(library: Library, web: Web) -> None:
    feed = web.put("/own", rss(item(web, 1)))
    page = web.put("/", sends_to("/ad", "<link rel=alternate type=application/rss+xml href=/own>"), "text/html")
    (added,) = await library.feeds.add(page)
    assert added.feed.url == feed
    assert "/ad" not in web.paths()


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/feed", "http://[::1]:{port}/feed", "//127.0.0.1:{port}/feed"]
)
async def test_no_page_sends_us_into_a_private_network(living: Living, target: str) -> None:
    living.put("http://news.example/", sends_to(target.format(port=living.web.port)), "text/html")
    living.put("http://news.example/feed", "<html></html>", "text/html")
    with pytest.raises(TuinewsError):
        await living.library.feeds.add("http://news.example/")
    assert all(address.startswith("http://news.example/") for address in living.asked)


async def test_the_word_of_a_page_comes_before_what_is_known_of_its_site(living: Living) -> None:
    page = "<html><link rel=alternate type=application/atom+xml href=/ann/tide/commits/dev.atom></html>"
    living.put("http://github.com/ann/tide", page, "text/html")
    living.put("http://github.com/ann/tide/commits/dev.atom", news("1"))
    (added,) = await living.library.feeds.add("http://github.com/ann/tide")
    assert added.feed.url == "http://github.com/ann/tide/commits/dev.atom"


async def test_who_is_asked_is_offered_what_the_site_has_besides(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds, channel = "http://www.youtube.com/feeds/videos.xml", "abcdefghijklmnopqrstuv"
    named = f"{feeds}?channel_id=UC{channel}"
    page = f"<html><link rel=alternate type=application/rss+xml title=RSS href='{named}'></html>"
    living.put("http://www.youtube.com/@ann", page, "text/html")
    living.put(named, news("1", "2"))
    monkeypatch.setattr("tuinews.parse.discovery.sites._YOUTUBE", feeds)
    living.put(f"{feeds}?playlist_id=UULF{channel}", news("1"))
    with pytest.raises(ChoiceNeededError) as asked:
        await living.library.feeds.add("http://www.youtube.com/@ann", asks=True)
    assert [(link.href, link.entries) for link in asked.value.links] == [
        (named, 2),
        (f"{feeds}?playlist_id=UULF{channel}", 1),
    ]
    assert asked.value.links[1].title == "Videos without Shorts"
    del living.web.pages[f"/feeds/videos.xml?playlist_id=UULF{channel}"]
    (added,) = await living.library.feeds.add("http://www.youtube.com/@ann")
    assert added.feed.url == named


async def test_a_known_site_that_shows_no_page_has_its_feed_all_the_same(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tuinews.parse.discovery.sites._EXACT", (("reddit\\.com/(r/coast)", (r"http://www.reddit.com/\1/.rss",)),)
    )
    living.answer("http://www.reddit.com/r/coast", Page(b"No robots.", "text/plain", 403))
    living.put("http://www.reddit.com/r/coast/.rss", news("1"))
    (added,) = await living.library.feeds.add("http://www.reddit.com/r/coast")
    assert added.feed.url == "http://www.reddit.com/r/coast/.rss"


async def test_two_addresses_that_end_at_the_same_feed_are_one_subscription(library: Library, web: Web) -> None:
    web.put("/feed/", rss(item(web, 1)))
    for status, path in ((301, "/feed"), (302, "/old"), (308, "/older"), (307, "/oldest")):
        web.pages[path] = Page(status=status, headers={"Location": "/feed/"})
    web.put("/", "<html><link rel=alternate type=application/rss+xml href=/older></html>", "text/html")
    first, *others = [
        (await library.feeds.add(web.url(path)))[0] for path in ("/feed", "/feed/", "/old", "/older", "/", "/oldest")
    ]
    assert {other.feed.id for other in others} == {first.feed.id}
    assert all(other.existed for other in others)
    assert first.feed.url == web.url("/feed")
    listed = "".join(f'<outline xmlUrl="{web.url(path)}"/>' for path in ("/feed/", "/feed"))
    report = await library.feeds.import_list(f"<opml><body>{listed}</body></opml>".encode(), "list.opml")
    assert (report.added, len(await library.feeds.all())) == (0, 1)


async def test_a_list_that_has_the_address_to_which_another_led_brings_no_second_subscription(
    library: Library, web: Web
) -> None:
    web.put("/news", rss(item(web, 1)))
    web.pages["/old"] = Page(status=302, headers={"Location": "/news"})
    (added,) = await library.feeds.add(web.url("/old"), (SafeText("World"),))
    listed = f'<opml><body><outline text="Coast"><outline xmlUrl="{web.url("/news")}"/></outline></body></opml>'
    report = await library.feeds.import_list(listed.encode(), "list.opml")
    assert (report.added, report.moved) == (0, 1)
    (feed,) = await library.feeds.all()
    assert (feed.id, feed.url, feed.folder) == (added.feed.id, web.url("/old"), ("Coast",))
    both = "".join(f'<outline xmlUrl="{web.url(path)}"/>' for path in ("/old", "/news"))
    report = await library.feeds.import_list(f"<opml><body>{both}</body></opml>".encode(), "list.opml")
    assert (report.added, report.existed) == (0, 1)


async def test_all_feeds_of_a_page_that_are_one_are_one_subscription(library: Library, web: Web) -> None:
    web.put("/feed", rss(item(web, 1)))
    web.pages["/rss"] = Page(status=301, headers={"Location": "/feed"})
    links = "".join(f"<link rel=alternate type=application/rss+xml href={path}>" for path in ("/rss", "/feed"))
    added = await library.feeds.add(web.put("/", f"<html>{links}</html>", "text/html"), every=True)
    assert [one.existed for one in added] == [False, True]
    assert len(await library.feeds.all()) == 1


async def test_a_login_follows_no_redirect_to_a_known_feed_of_another_server(library: Library, web: Web) -> None:
    other = Web()
    try:
        (known,) = await library.feeds.add(other.put("/feed", rss(item(web, 1))))
        web.pages["/feed"] = Page(status=302, headers={"Location": other.url("/feed")})
        (added,) = await library.feeds.add(web.url("/feed"), access=Access("ann", "pass"))
        assert (added.existed, added.feed.id) == (True, known.feed.id)
        assert library.feeds.access(added.feed) is None
    finally:
        other.close()


OWN = (
    "news.example:8080 localhost feeds.localhost 192.168.1.4 [fd00::1] nas nas.local NAS.home.arpa. nas.home wiki.corp"
)


def test_hosts_that_hardly_know_https_are_those_of_the_own_network_or_with_a_port() -> None:
    assert all(is_likely_plain(f"http://{host}/feed") for host in OWN.split())
    for host in ("news.example", "192.example.org", "lan.example", "news.example:0x", "local.example"):
        assert not is_likely_plain(f"http://{host}/feed"), host


class _DyingWorkers(WebClient):
    """A web whose pages kill the worker that looks where they send their visitors."""

    async def work(self, job: Callable[..., Result], *arguments: Any, seconds: float = 5.0) -> Result:
        if job is find_refresh:
            raise JobFailedError("the process that read it died")
        return await super().work(job, *arguments, seconds=seconds)


async def test_a_page_on_which_a_worker_dies_is_told_as_one_that_cannot_be_added(library: Library, web: Web) -> None:
    client = _DyingWorkers(library._services)
    url = web.put("/", BARE, "text/html")
    try:
        with pytest.raises(TuinewsError, match=r"cannot be added: the process that read it died\."):
            await library._services.loop.call(inspect_address(client, url))
    finally:
        await library._services.loop.call(client.close())
