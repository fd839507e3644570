"""Subscription lists: OPML of every quality, newsboat's file, and the way back."""

import json
import os
from gzip import decompress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tuinews.model.parsed import NamedQuery, Outline, ParseFailure, SubscriptionList
from tuinews.model.query import parse_query
from tuinews.model.query.newsboat_filters import FilterError, to_query
from tuinews.model.text import SafeText, safe_text
from tuinews.parse import parse_newsboat_urls, parse_opml, write_opml

SHARED = Path(os.environ.get("TUINEWS_SHARED", Path(__file__).parents[3] / "shared")) / "corpora"


def read(data: str | bytes) -> SubscriptionList:
    found = parse_opml(data.encode() if isinstance(data, str) else data)
    assert isinstance(found, SubscriptionList)
    return found


def plain(found: SubscriptionList) -> list[tuple[str, str, str]]:
    return [("/".join(outline.folder), outline.title, outline.url) for outline in found.outlines]


NESTED = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News &amp; more"><outline text="World"><outline type="rss" text="A" xmlUrl="https://a.example/f?x=1&amp;y=2"/>
</outline><outline title="B title" text="B" xmlUrl="https://b.example/"></outline></outline>
<outline text="C" XMLURL='https://c.example/' /><outline text="Empty folder"/><outline text="D" type="rss" url="https://d.example/"/>
</body></opml>"""


def test_folders_nest_and_attributes_have_any_case() -> None:
    assert plain(read(NESTED)) == [
        ("News & more/World", "A", "https://a.example/f?x=1&y=2"),
        ("News & more", "B title", "https://b.example/"),
        ("", "C", "https://c.example/"),
        ("", "D", "https://d.example/"),
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Sailor&amp;apos;s Log", "Sailor's Log"),
        ("Tom &amp;amp; Ann", "Tom & Ann"),
        ("&amp;quot;News&amp;quot; &amp;#8211; today", '"News" – today'),
        ("&lt;b&gt;Harbour&lt;/b&gt; news", "Harbour news"),
        ("&amp;lt;i&amp;gt;Harbour&amp;lt;/i&amp;gt; news", "Harbour news"),
        ("R&amp;D &lt; 3 &lt;vector&gt;", "R&D < 3 <vector>"),
        ("AT&amp;T &amp;copy", "AT&T &copy"),
    ],
)
def test_titles_are_plain_words(written: str, title: str) -> None:
    found = read(
        f'<opml><body><outline text="{written}"><outline title="{written}" xmlUrl="https://a.example/"/></outline></body></opml>'
    )
    assert plain(found) == [(title, title, "https://a.example/")]


@given(st.text(alphabet="<>&;/ abilmptu'\"#0", max_size=12).map(safe_text).filter(bool), st.booleans())
def test_our_own_export_keeps_titles_that_look_like_markup(name: SafeText, inside: bool) -> None:  # noqa: FBT001
    outline = Outline((name,) if inside else (), SafeText("A") if inside else name, "https://a.example/")
    assert read(write_opml([outline], "Mine")).outlines == (outline,)


LEFT_OUT = """<opml version="2.0"><body>
<outline text="River" type="include" url="https://a.example/more"/>
<outline text="Linked" type="LINK" url="https://a.example/other.opml?x=1#top"/>
<outline text="A page" type="link" url="https://a.example/page.html"/>
<outline text="Old" isComment="true"><outline text="Deep"><outline text="Gone" type="rss" xmlUrl="https://a.example/6"/>
<outline text="More" type="include" url="https://a.example/7.opml"></outline></outline></outline>
<outline text="B" type="rss" xmlUrl="https://b.example/" isComment=" TRUE "/>
<outline text="Kept" isComment="false"><outline type="rss" text="C" xmlUrl="https://c.example/list.opml"/></outline>
</body></opml>"""


def test_other_lists_and_what_is_commented_out_are_left_out_and_told() -> None:
    found = read(LEFT_OUT)
    assert plain(found) == [("Kept", "C", "https://c.example/list.opml")]
    assert [(line, "another" in why, "commented" in why) for line, why in found.skipped] == [
        ("River (https://a.example/more)", True, False),
        ("Linked (https://a.example/other.opml?x=1#top)", True, False),
        ("Gone (https://a.example/6)", False, True),
        ("More (https://a.example/7.opml)", False, True),
        ("B (https://b.example/)", False, True),
    ]


def test_utf16_reads_the_same() -> None:
    assert plain(read(NESTED.encode("utf-16"))) == plain(read(NESTED))


def test_bare_ampersands_and_html_inside_attributes() -> None:
    lines = (
        '<opml><body><outline text="R & D" xmlUrl="https://a.example/?a=1&b=2" />'
        '<outline text="The "best" of" description="see <a href="https://x.example" target="_blank">x</a>"'
        ' xmlUrl="https://b.example/" type="rss" />'
        '<outline text="After" xmlUrl="https://c.example/"/></body></opml>'
    )
    assert plain(read(lines)) == [
        ("", "R & D", "https://a.example/?a=1&b=2"),
        ("", 'The "best" of', "https://b.example/"),
        ("", "After", "https://c.example/"),
    ]


@pytest.mark.parametrize(
    "url",
    ["exec:~/run.sh", "filter:cat:https://a.example/", "|curl x", "file:///etc/passwd", "javascript:alert(1)", "x"],
)
def test_what_is_no_web_address_is_skipped_with_a_reason(url: str) -> None:
    found = read(f'<opml><body><outline text="t" xmlUrl="{url}"/><outline xmlUrl="https://ok.example/"/></body></opml>')
    assert [outline.url for outline in found.outlines] == ["https://ok.example/"]
    assert [line.outline.url for line in found.listed] == [url, "https://ok.example/"]
    assert [(skipped, reason.endswith(".")) for skipped, reason in found.skipped] == [(url, True)]


def test_no_entity_of_a_doctype_is_expanded_and_the_list_is_still_read() -> None:
    bomb = '<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    found = read(f'{bomb}<opml><body><outline text="&a;&f;" xmlUrl="https://a.example/"/></body></opml>')
    assert plain(found) == [("", "&a;&f;", "https://a.example/")]
    assert found.warning


def test_feed_addresses_are_web_addresses() -> None:
    body = '<outline xmlUrl="feed://a.example/f"/><outline xmlUrl="feed:https://b.example/f"/>'
    assert [url for _, _, url in plain(read(f"<opml><body>{body}</body></opml>"))] == [
        "https://a.example/f",
        "https://b.example/f",
    ]


def test_commented_outlines_are_not_there() -> None:
    assert plain(read('<opml><!-- <outline xmlUrl="https://a.example/"/> --><body></body></opml>')) == []


@pytest.mark.parametrize("data", [b"", b"{}", b"\x00\xff", b"<html><body2>no</body2></html>", b"https://a.example/"])
def test_what_is_no_opml_is_a_sentence(data: bytes) -> None:
    found = parse_opml(data, "feeds.opml")
    assert isinstance(found, ParseFailure)
    assert "feeds.opml" in found.sentence


def test_ten_thousand_folders_deep_is_no_problem() -> None:
    deep = "<opml><body>" + '<outline text="f">' * 10_000 + '<outline xmlUrl="https://a.example/"/>'
    assert len(read(deep).outlines[0].folder) == 100


NAMES = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(safe_text).filter(bool)


FOLDERS = st.lists(NAMES, max_size=3).map(tuple)
TAGS = st.lists(NAMES.filter(lambda name: "," not in name), max_size=3, unique=True).map(tuple)


def test_written_lists_tell_the_site_and_what_the_publisher_says_of_it() -> None:
    plain = Outline((), SafeText("A"), "https://a.example/f")
    outline = plain._replace(site_url="https://me:secret@a.example/?x&y", tagline=SafeText("<All>"))
    (feed,) = etree.fromstring(write_opml([outline], "t")).iter("outline")
    assert (feed.get("htmlUrl"), feed.get("description")) == ("https://a.example/?x&y", "<All>")


@given(st.lists(st.builds(Outline, FOLDERS, NAMES, st.just(""), TAGS, st.booleans()), max_size=8))
def test_written_lists_read_back_the_same(rows: list[Outline]) -> None:
    outlines = [
        row._replace(
            url=f"https://f.example/?a={n}&b='\"<{n}>",
            site_url="",
            tagline=safe_text(""),
            feed_title=safe_text(""),
            options=None,
        )
        for n, row in enumerate(rows)
    ]
    data = write_opml(outlines, "Mine & yours")
    assert sorted(read(data).outlines) == sorted(outlines)
    assert write_opml(read(data).outlines, "Mine & yours") == data
    assert etree.fromstring(data).tag == "opml"  # well-formed for everybody else too


def test_passwords_stay_at_home() -> None:
    data = write_opml([Outline((), SafeText("t"), "https://me:secret@f.example:8443/x?y=1")], "t")
    assert b"secret" not in data
    assert b"https://f.example:8443/x?y=1" in data


def test_newsboat_lines() -> None:
    lines = """# comment
https://a.example/feed "World News" second "~My name" !
https://b.example/feed
"https://c.example/with space" "~Only a name"
"query:Unread:unread = \\"yes\\"" tag
exec:~/script.sh tag
https://d.example/ "an unclosed quote
"""
    found = parse_newsboat_urls(lines.encode())
    assert plain(found) == [
        ("World News", "My name", "https://a.example/feed"),
        ("", "", "https://b.example/feed"),
        ("", "Only a name", "https://c.example/with space"),
        ("an unclosed quote", "", "https://d.example/"),
    ]
    assert [(outline.tags, outline.hidden) for outline in found.outlines[:2]] == [(("second",), True), ((), False)]
    assert found.views == (NamedQuery(SafeText("Unread"), "is:unread"),)
    assert [skipped.partition(":")[0] for skipped, _ in found.skipped] == ["exec"]


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread != "yes" and age < 3', "-is:unread newer:3d"),
        ('tags # "coast" or tags # "rail"', '(folder:"coast" OR folder:"rail")'),
        ('(title =~ "ferry|boat" and author !~ "ann") or age between 2:5', "(title:/ferry|boat/ -author:/ann/) OR"),
        ('feedtitle =~ "Courier|Bell" and flags =~ "."', '(feed:"Courier" OR feed:"Bell") is:starred'),
        ('rssurl == "https://a.example/f" and enclosure_url != ""', 'feed:"https://a.example/f" has:enclosure'),
        ('link =~ "a/b" and tags !# "x"', '-folder:"x"'),
        ("age > 7", "older:8d"),
        ("age >= 7", "older:7d"),
        ("age <= 0", "newer:1d"),
        ("age between 5:2", "(newer:6d older:2d)"),
        ("age != 3", "-(newer:4d older:3d)"),
        ('age between "0:10"', "newer:11d"),
        ('title = "A/B. C"', r"title:/^A\/B\.\ C$/"),
        ('title # "rail"', r"title:/(^|\s)rail(\s|$)/"),
        (r'title =~ "\.pdf$"', r"title:/\.pdf$/"),
        (r'title =~ "say \"yes\""', 'title:/say "yes"/'),
        (r'title !~ "a\/b"', r"-title:/a\/b/"),
        ('title =~ "[[:digit:]]+[[:space:]x]"', r"title:/[\d]+[\sx]/"),
        (r'title =~ "\<rail\>"', r"title:/\brail\b/"),
        ('author = ""', "-author:/./"),
        ('author != ""', "author:/./"),
        ('content =~ "ferry"', "body:/ferry/"),
        ('flags = ""', "-is:starred"),
        ('flags != ""', "is:starred"),
        ('flags !~ ".+"', "-is:starred"),
        ('enclosure_type = ""', "-has:enclosure"),
        ('rssurl = "feed://ann:pw@a.example/f"', 'feed:"http'),
        ('rssurl != "https://ann:pw@a.example/f"', '-feed:"https://a.example/f"'),
        # as newsboat has it, `and` and `or` bind alike, and each takes all that follows
        ('unread = "yes" and title =~ "a" or title =~ "b"', "is:unread (title:/a/ OR title:/b/)"),
        ('unread = "yes" or title =~ "a" and title =~ "b"', "is:unread OR title:/a/ title:/b/"),
        (
            '(unread = "yes" or age < 1) and (title =~ "a" or age < 2)',
            "(is:unread OR newer:1d) (title:/a/ OR newer:2d)",
        ),
        ('((unread = "yes"))', "is:unread"),
    ],
)
def test_newsboats_filters_become_queries(expression: str, query: str) -> None:
    found = to_query(expression)
    assert query in found
    assert "pw" not in found
    assert parse_query(found, 0).text == found


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "unread",
        "unread_count > 3",
        'title =~ "("',
        "(",
        'age < "x"',
        "age < 0",
        "age = 1:2",
        "age between 3",
        "a b c d",
        'rssurl =~ "a.example"',
        'rssurl # "a"',
        'rssurl = "exec:x"',
        'feedlink = "https://a.example/"',
        'guid = "x"',
        'flags =~ "s"',
        'flags # "s"',
        'flags = "ab"',
        'flags =~ ".*"',
        'enclosure_url =~ "mp3"',
        'enclosure_type = "audio/mpeg"',
        'enclosure_url # "x"',
        'tags =~ "news"',
        'tags = "news"',
        'tags # ""',
        'unread =~ "y"',
        'unread = "maybe"',
        "title < 5",
        "title between 1:2",
        'title # "two words"',
        'content = "all of it"',
        'content =~ "<img"',
        'feedtitle = "12"',
        'feedtitle =~ "^A"',
        'feedtitle =~ "A|"',
        'feedtitle # "A"',
        'title =~ "[[:graph:]]"',
        'date =~ "2026"',
        'description =~ "x"',
        "latest_article_age < 3",
    ],
)
def test_what_no_query_can_say_is_told(expression: str) -> None:
    with pytest.raises(FilterError):
        to_query(expression)


def test_a_chain_of_any_length_is_translated_or_told() -> None:
    for count in (100, 5_000):
        chain = " or ".join(['unread = "no"'] * count)
        try:
            assert to_query(chain) == f"({' OR '.join(['is:read'] * count)})"
        except FilterError:
            assert count > 100


@given(st.text(max_size=80))
def test_no_expression_raises_anything_else(expression: str) -> None:
    try:
        query = to_query(expression)
    except FilterError:
        return
    assert parse_query(query, 0).text == query


def test_freshrss_and_miniflux_lists() -> None:
    found = read(
        '<opml xmlns:frss="https://freshrss.org/opml"><body><outline text="News">'
        '<outline text="Page" type="HTML+XPath" xmlUrl="https://a.example/page" frss:xPathItem="//a"/>'
        '<outline text="Old" type="rss" xmlUrl="https://b.example/f" frss:priority="hidden" category="coast, rail"/>'
        '</outline><outline title="All" text="All"><outline title="M" text="M" xmlUrl="https://m.example/f"'
        ' htmlUrl="https://m.example/" description="words"></outline></outline></body></opml>'
    )
    assert plain(found) == [("News", "Old", "https://b.example/f"), ("All", "M", "https://m.example/f")]
    assert found.outlines[0].tags == ("coast", "rail")
    assert found.outlines[0].hidden
    assert [url for url, _ in found.skipped] == ["https://a.example/page"]


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(parse_newsboat_urls(data), SubscriptionList)
    assert isinstance(parse_opml(b"<opml>" + data), SubscriptionList)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real lists is not here")
def test_real_lists() -> None:
    gold = json.loads(decompress((SHARED / "opml" / "gold.json.gz").read_bytes()))
    wanted = found = 0
    for name, expected in gold.items():
        outlines = {outline.url for outline in read((SHARED / name).read_bytes()).outlines}
        web = {outline["url"] for outline in expected["outlines"] or [] if outline["url"].startswith("http")}
        wanted += len(web)
        found += len(web & outlines)
        assert outlines <= web
    assert wanted == found
