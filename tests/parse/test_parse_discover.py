"""Feeds that pages point to, and where to look when they point to none."""

import json
import os
from gzip import decompress
from pathlib import Path

import pytest

from tuinews.parse import discover, guesses, known_feeds

SHARED = Path(os.environ.get("TUINEWS_SHARED", Path(__file__).parents[3] / "shared")) / "corpora"
PAGE = "https://site.example/blog/post"


def hrefs(page: str) -> list[str]:
    return [link.href for link in discover(page.encode(), PAGE)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ["https://site.example/feed"]),
        ("<LINK REL='Alternate' TYPE='application/ATOM+xml' HREF=atom.xml>", ["https://site.example/blog/atom.xml"]),
        ("<link rel=alternate type=application/rss+xml href=/f?a=1&amp;b=2>", ["https://site.example/f?a=1&b=2"]),
        (
            (
                '<base href="https://cdn.example/x/">'
                '<link rel="alternate home" type="application/feed+json; charset=utf-8" href="f.json">'
            ),
            ["https://cdn.example/x/f.json"],
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="feed://other.example/f">',
            ["https://other.example/f"],
        ),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed">', []),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/oembed">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->', []),
        ("<script>'<link rel=alternate type=application/rss+xml href=/no>'</script>", []),
        ('<!-- never closed <link rel="alternate" type="application/rss+xml" href="/f">', ["https://site.example/f"]),
    ],
)
def test_feeds_of_a_page(page: str, expected: list[str]) -> None:
    assert hrefs(page) == expected


def test_each_feed_once_in_order_with_safe_titles() -> None:
    page = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="\x1b[31m{n} &amp; co" href="/{n % 2}">'
        for n in range(4)
    )
    links = discover(page.encode(), PAGE)
    assert [(link.href, link.title) for link in links] == [
        ("https://site.example/0", "0 & co"),
        ("https://site.example/1", "1 & co"),
    ]


def test_endless_comments_take_linear_time() -> None:
    assert hrefs("<!--" * 100_000) == []


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv", "videos.xml?channel_id=UCabcdefghijklmnopqrstuv"),
        ("https://m.youtube.com/watch?v=x&list=PL0123456789ab", "videos.xml?playlist_id=PL0123456789ab"),
        ("https://old.reddit.com/r/python/top", "https://www.reddit.com/r/python/top/.rss"),
        ("https://github.com/owner/tool", "https://github.com/owner/tool/releases.atom"),
        ("https://social.example/@ann", "https://social.example/@ann.rss"),
        ("https://letters.substack.com/p/one", "https://letters.substack.com/feed"),
        ("https://quiet.example/", "https://quiet.example/feed"),
    ],
)
def test_known_sites_and_usual_paths(url: str, first: str) -> None:
    assert guesses(url)[0].endswith(first)


def test_links_in_the_text_are_guessed_before_usual_paths() -> None:
    page = b'<a href="/about">us</a><a href="/news.rss">RSS</a><link rel="alternate" type="text/xml" href="/index.xml">'
    found = guesses("https://site.example/", page)
    assert found[:2] == ("https://site.example/index.xml", "https://site.example/news.rss")
    assert "https://site.example/feed" in found


def test_a_channel_is_found_in_its_page() -> None:
    page = b'{"externalId":"UCabcdefghijklmnopqrstuv"}'
    assert guesses("https://www.youtube.com/@somebody", page)[0].endswith("?channel_id=UCabcdefghijklmnopqrstuv")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real pages is not here")
def test_real_pages() -> None:
    gold = json.loads((SHARED / "discovery" / "gold.json").read_text())
    wrong = 0
    sample = sorted(gold)[::5]
    for name in sample:
        found = {link.href for link in discover(decompress((SHARED / name).read_bytes()), gold[name]["url"] or "")}
        wrong += found != {feed["href"] for feed in gold[name]["feeds"]}
    assert len(sample) > 100
    assert wrong <= len(sample) // 100


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("https://www.youtube.com/playlist?list=PLabcdefghijk", "videos.xml?playlist_id=PLabcdefghijk"),
        ("https://www.reddit.com/r/harbours/", "https://www.reddit.com/r/harbours/.rss"),
        ("https://github.com/coast/ferry", "https://github.com/coast/ferry/releases.atom"),
        ("https://ferries.substack.com/p/on-time", "https://ferries.substack.com/feed"),
    ],
)
def test_known_sites_need_no_look_at_the_page(address: str, feed: str) -> None:
    assert known_feeds(address)[0].endswith(feed)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.reddit.com/r/harbours/.rss?format=xml",
        "https://github.com/coast/ferry/tags.atom",
        "https://medium.com/feed/ferries",
        "https://ferries.wordpress.com/category/rail/feed/",
        "https://feeds.example/",
    ],
)
def test_an_address_that_speaks_of_feeds_is_taken_at_its_word(address: str) -> None:
    assert known_feeds(address) == ()
