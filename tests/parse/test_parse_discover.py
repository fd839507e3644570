"""Feeds that pages point to, and where to look when they point to none."""

import json
import os
from gzip import decompress
from pathlib import Path
from time import process_time

import pytest

from tuinews.parse import discover, guess_known_feeds, guesses, links_in_header, more_feeds, refresh_target

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


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<link rel="alternate" href="posts.rss">', ["https://site.example/blog/posts.rss"]),
        ('<link rel="alternate" type="" href="/news.xml?lang=en">', ["https://site.example/news.xml?lang=en"]),
        ('<link rel="alternate" title="RSS" href="/syndicate.php">', ["https://site.example/syndicate.php"]),
        ('<link rel="alternate" title="Our news feed" href="/x">', ["https://site.example/x"]),
        ('<link rel="feed" href="/stream">', ["https://site.example/stream"]),
        ('<link rel="alternate" type="text/xml" href="/backend.php">', ["https://site.example/backend.php"]),
        ('<link rel="alternate" type="application/json" href="/feed.json">', ["https://site.example/feed.json"]),
        ('<link rel="alternate" href="/?feed=rss2">', ["https://site.example/?feed=rss2"]),
        ('<a rel="alternate" type="application/rss+xml" href="/any/where">RSS</a>', ["https://site.example/any/where"]),
        ('<a rel=alternate type="application/atom+xml" href="a"></a><base href="/in/">', ["https://site.example/in/a"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">', []),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        ('<link rel="alternate" media="handheld" href="https://m.site.example/">', []),
        ('<link rel="alternate" type="application/xml" href="/sitemap.xml">', []),
        ('<link rel="alternate stylesheet" title="Feed" href="/high.xml">', []),
        ('<link rel="alternate" type="text/html" title="RSS help" href="/rss">', []),
        ('<link rel="icon" href="/feed.xml">', []),
        ('<a href="/feed.xml" title="RSS">RSS</a>', []),
        ('<a rel="nofollow" type="application/rss+xml" href="/x">RSS</a>', []),
    ],
)
def test_a_page_that_declares_no_feed_says_it_in_another_way(page: str, expected: list[str]) -> None:
    assert hrefs(page) == expected


def test_what_only_looks_like_a_feed_is_not_named_beside_declared_ones() -> None:
    page = "<link rel=alternate href=/old.rss><link rel=alternate type=application/atom+xml href=/atom>"
    assert hrefs(page) == ["https://site.example/atom"]
    page += '<a rel="alternate" type="application/rss+xml" href="/comments">Comments</a>'
    assert hrefs(page) == ["https://site.example/atom"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('</news.php>; rel="alternate"; type="application/rss+xml"', ["https://site.example/news.php"]),
        ("<f>;REL=Alternate;TYPE=application/atom+xml", ["https://site.example/blog/f"]),
        ('<../f> ; type = "application/rss+xml; charset=utf-8" ; rel = "home  ALTERNATE"', ["https://site.example/f"]),
        (
            (
                '<https://api.example/>; rel="https://api.w.org/", </a,b;c>; rel="alternate"; title="A, \\"b\\"; <c>"; '
                'type="application/rss+xml", <//other.example/f>; type=application/feed+json; rel=alternate'
            ),
            ["https://site.example/a,b;c", "https://other.example/f"],
        ),
        ('</posts.atom>; rel="alternate"', ["https://site.example/posts.atom"]),
        ('</a>; rel="stylesheet"; rel="alternate"; type="application/rss+xml"', []),
        ('</a>; rel="alternate"; type="application/rss+xml"; anchor="/else"', []),
        ('</de>; rel="alternate"; hreflang="de", </x>; rel="self"; type="application/rss+xml"', []),
        ('</wp-json/wp/v2/posts/1>; rel="alternate"; title="JSON"; type="application/json"', []),
        ('<javascript:alert(1)>; rel="alternate"; type="application/rss+xml"', []),
        ("nonsense, ;;;, <broken, <", []),
        ('</f>; rel="alternate"; type="application/rss+xml', ["https://site.example/f"]),
        ("", []),
    ],
)
def test_feeds_in_a_header(header: str, expected: list[str]) -> None:
    assert [link.href for link in links_in_header(header, PAGE)] == expected


def test_titles_in_a_header_are_decoded() -> None:
    kind = "rel=alternate;type=application/rss+xml"
    header = (
        f'</a>;{kind};title="x";title*=UTF-8\'de\'K%c3%bcste, </b>;{kind};title="{"Küste".encode().decode("latin-1")}"'
    )
    assert [link.title for link in links_in_header(header, PAGE)] == ["Küste", "Küste"]


def test_an_endless_header_takes_linear_time() -> None:
    began = process_time()
    for piece in ("<", "<a>;", '<a>;x="', ",", ", ", " ", "x", "<a>;rel=x,", "<a> ; x = "):
        assert links_in_header(piece * 30_000, PAGE) == ()
        assert links_in_header(f"{piece * 30_000}<a", PAGE) == ()
    assert process_time() - began < 10, "one of these took 51 s when it was a square"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/news/", "https://site.example/news/"),
        ("0;URL='../news'", "https://site.example/news"),
        ('5 ; url = "https://other.example/a b"#', "https://other.example/a%20b"),
        ("0,/news", "https://site.example/news"),
        ("1.5 index.html", "https://site.example/blog/index.html"),
        ("; url=/news", "https://site.example/news"),
        ("0;url=url=x", "https://site.example/blog/url=x"),
        ("300", ""),
        ("0", ""),
        ("0; url=", ""),
        ("0; url=''", ""),
        ("0; url=#top", ""),
        ("0; url=post", ""),
        ("900; url=/logged-out", ""),
        ("0; url=javascript:alert(1)", ""),
        ("0; url=file:///etc/passwd", ""),
        ("0; url=data:text/html,x", ""),
        ("0; url=http://site.example/news/", ""),
        ("now; url=/news/", ""),
    ],
)
def test_where_a_page_sends_its_visitors(content: str, expected: str) -> None:
    page = f"<html><meta http-equiv='Refresh' content='{content.replace(chr(39), '&#39;')}'></html>"
    assert refresh_target(page.encode(), PAGE) == expected


def test_where_a_page_sends_its_visitors_is_relative_to_its_base_and_none_of_its_comments() -> None:
    sent = '<meta http-equiv="refresh" content="0;url=there">'
    assert refresh_target(f'<base href="/in/">{sent}'.encode(), PAGE) == "https://site.example/in/there"
    assert refresh_target(f"<!-- {sent} --><script>{sent}</script>".encode(), PAGE) == ""
    assert (
        refresh_target(sent.replace("there", "https://a.example/").encode(), "http://a.example/")
        == "https://a.example/"
    )


def test_a_channel_has_a_list_without_short_videos() -> None:
    feeds = "https://www.youtube.com/feeds/videos.xml"
    (link,) = more_feeds("https://www.youtube.com/@ann", [f"{feeds}?channel_id=UCabcdefghijklmnopqrstuv"])
    assert link.href == f"{feeds}?playlist_id=UULFabcdefghijklmnopqrstuv"
    assert more_feeds("https://www.youtube.com/playlist?list=PL012345678", [f"{feeds}?playlist_id=PL012345678"]) == ()


def test_what_a_page_names_in_another_spelling_is_not_offered_again() -> None:
    assert more_feeds("https://coast.wordpress.com/", ["http://coast.wordpress.com/feed/"]) == ()


def test_a_repository_has_more_lists_than_its_page_names() -> None:
    found = more_feeds("https://github.com/ann/tide", ["https://github.com/ann/tide/commits/main.atom"])
    assert [link.href.rpartition("/")[2] for link in found] == ["releases.atom", "tags.atom"]


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
def test_known_sites_have_feeds_without_a_look_at_the_page(address: str, feed: str) -> None:
    assert guess_known_feeds(address)[0].endswith(feed)


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
    assert guess_known_feeds(address) == ()
