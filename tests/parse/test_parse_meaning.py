"""What publishers write amiss and everybody understands: escaped twice, without a scheme, a type or a title."""

import pytest

from tuinews.model.clock import to_iso
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.parse import parse_date, parse_feed

ADDRESS = "https://feeds.example.net/dir/feed.xml"
SITE = "https://www.example.org"


def feed_of(text: str | bytes) -> ParsedFeed:
    found = parse_feed(text.encode() if isinstance(text, str) else text, ADDRESS)
    assert isinstance(found, ParsedFeed)
    return found


def item(inside: str, link: str = f"{SITE}/blog/") -> ParsedEntry:
    return feed_of(
        "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Coast</title>"
        f"<link>{link}</link><item>{inside}</item></channel></rss>"
    ).entries[0]


def entry(inside: str) -> ParsedEntry:
    return feed_of(f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>").entries[0]


@pytest.mark.parametrize("mark", ["&lt;![CDATA[{}]]&gt;", "&amp;lt;![CDATA[{}]]&amp;gt;"])
def test_marks_of_cdata_that_were_escaped_are_no_words(mark: str) -> None:
    found = item(
        f"<title>{mark.format('Boats')}</title><category>{mark.format('Sea')}</category>"
        f"<description>{mark.format('Ferry is late')}</description><guid>{mark.format('x1')}</guid>"
    )
    assert (found.title, found.tags, found.html, found.guid) == ("Boats", ("Sea",), "Ferry is late", "x1")
    assert item(f"<link>&lt;![CDATA[{SITE}/a]]&gt;</link>").url == f"{SITE}/a"


@pytest.mark.parametrize(
    "ampersand", ["&amp;", "&amp;amp;", "&amp;amp;amp;", "<![CDATA[&amp;]]>", "&amp;#38;", "&amp;#038;"]
)
def test_ampersands_of_addresses_and_ids_are_unescaped_to_the_end(ampersand: str) -> None:
    found = item(f"<link>{SITE}/t?id=1{ampersand}p=2</link><guid>{SITE}/?p=1{ampersand}x=2</guid>")
    assert (found.url, found.guid) == (f"{SITE}/t?id=1&p=2", f"{SITE}/?p=1&x=2")
    assert item(f"<link>{SITE}/t?a=1&amp;copy=2</link>").url == f"{SITE}/t?a=1&copy=2"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/posts/1", f"{SITE}/posts/1"),
        ("posts/1", f"{SITE}/blog/posts/1"),
        ("www.example.org/twelve/", f"{SITE}/twelve/"),
        ("example.org/twelve", "https://example.org/twelve"),
        ("news.example.co.uk/a", "https://news.example.co.uk/a"),
        ("http:/www.example.org/a", "http://www.example.org/a"),
        ("https//www.example.org/a", f"{SITE}/a"),
        ("http:///www.example.org/a", "http://www.example.org/a"),
        ("http://https://www.example.org/a", f"{SITE}/a"),
        ("HTTP://http:/www.example.org/a", "http://www.example.org/a"),
        (
            "http://archive.example.org/https://www.example.org/a",
            "http://archive.example.org/https://www.example.org/a",
        ),
        ("hafenstraße.example.de/a", "https://hafenstraße.example.de/a"),
        ("//cdn.example.org/a", "https://cdn.example.org/a"),
        ("page.html", f"{SITE}/blog/page.html"),
        ("index.php?p=1", f"{SITE}/blog/index.php?p=1"),
        ("v1.2/notes", f"{SITE}/blog/v1.2/notes"),
    ],
)
def test_links_start_from_the_site_that_the_channel_names(link: str, expected: str) -> None:
    assert item(f"<title>a</title><link>{link}</link>").url == expected


def test_texts_start_from_there_as_well_and_a_declared_base_comes_first() -> None:
    assert item("<title>a</title><description>&lt;img src='/i.png'></description>").base == f"{SITE}/blog/"
    based = (
        f"<rss xml:base='https://base.example/'><channel><link>{SITE}</link><item><title>a</title><link>b</link></item>"
        "</channel></rss>"
    )
    assert feed_of(based).entries[0].url == "https://base.example/b"


@pytest.mark.parametrize(
    ("content", "picture", "file"),
    [
        ("url='https://i.example/a.jpg?width=140&amp;q=85' width='140'", True, False),
        ("url='https://i.example/a.jpg?width=140&amp;q=85'", True, False),
        ("url='https://i.example/c' width='600' height='400'", True, False),
        ("url='https://v.example/b.mp4'", False, True),
        ("url='https://v.example/b.mp4?x=1' width='600' height='400'", False, True),
        ("url='https://v.example/b' duration='60'", False, True),
        ("url='https://v.example/a.png' type='application/octet-stream'", True, False),
    ],
)
def test_what_a_media_content_without_a_type_is(content: str, picture: bool, file: bool) -> None:  # noqa: FBT001
    for inside in (f"<media:content {content}/>", f"<media:group><media:content {content}/></media:group>"):
        found = item(f"<title>a</title>{inside}")
        assert (bool(found.images), bool(found.enclosures)) == (picture, file)


def test_a_picture_as_an_enclosure_without_a_type_is_a_picture() -> None:
    assert item("<enclosure url='https://i.example/a.webp?x=1'/>").images == ("https://i.example/a.webp?x=1",)


@pytest.mark.parametrize("image", ["{}", "<url>{}</url>", "<![CDATA[{}]]>"], ids=["text", "url", "cdata"])
@pytest.mark.parametrize("name", ["image", "thumbnail", "picture"])
def test_an_items_own_picture_is_kept(name: str, image: str) -> None:
    address = "https://i.example/a.jpg"
    assert item(f"<{name}>{image.format(address)}</{name}>").images == (address,)
    assert item(f"<{name} url='{address}'/>").images == (address,)
    assert item(f"<{name}>The old harbour</{name}>").images == ()


@pytest.mark.parametrize("kind", ["text/markdown", "text/x-markdown", "text/x-rst; charset=utf-8", "markdown"])
def test_every_kind_of_text_is_text(kind: str) -> None:
    assert entry(f"<content type='{kind}'>High water</content>").html == "High water"
    assert entry(f"<summary type='{kind}'>Low water</summary>").html == "Low water"
    assert entry("<content type='image/svg+xml'>M 1 2</content>").html == ""


@pytest.mark.parametrize("other", ["", "type='application/json'", "type='text/plain'"])
def test_of_two_alternates_the_page_is_the_link(other: str) -> None:
    page = "<link rel='alternate' type='text/html; charset=utf-8' href='https://www.example.org/page'/>"
    data = f"<link {other} href='https://www.example.org/data'/>"
    assert entry(data + page).url == entry(page + data).url == f"{SITE}/page"


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<description>&lt;img src='/1.png' alt='Harbour at dawn'></description>", "Harbour at dawn"),
        ("<description>&lt;img alt='' src='/1.png'>&lt;img alt=\"Ann's boat\"></description>", "Ann's boat"),
        ("<description>&lt;img src=/1.png alt=Pier /></description>", "Pier"),
        ("<description>Ferry is late</description>", "Ferry is late"),
        ("<enclosure url='https://i.example/the-long_way.mp3' type='audio/mpeg'/>", "the long way"),
        ("<link>https://www.example.org/2026/spring-tide.html</link>", "spring tide"),
    ],
)
def test_an_entry_without_a_title_gets_one(inside: str, title: str) -> None:
    assert item(inside).title == title


@pytest.mark.parametrize(
    "pair", ["&#55357;&#56832;", "&#xD83D;&#xDE00;", "&#xd83d;&#xde00;", "&amp;#xD83D;&amp;#xDE00;"]
)
def test_two_halves_are_one_character(pair: str) -> None:
    found = item(f"<title>Nice {pair} day</title><description>x {pair} y</description>")
    assert (found.title, found.html) == ("Nice \U0001f600 day", "x \U0001f600 y")


def test_halves_that_were_written_as_bytes_are_one_character() -> None:
    halves = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    text = b"<rss><channel><title>caf\xc3\xa9 " + halves + b"</title><item><title>a</title></item></channel></rss>"
    assert feed_of(text).card.title == "caf\u00e9 \U0001f600"
    assert not feed_of(text).warning


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("windows-874", "cp874", "สะพาน"),
        ("x-sjis", "cp932", "橋が開通"),
        ("windows-31j", "cp932", "橋が開通"),
        ("ks_c_5601-1987", "cp949", "다리가"),
        ("iso-8859-8-i", "cp1255", "הגשר"),
        ("koi", "koi8_r", "Мост в порту"),
        ("x-mac-cyrillic", "mac_cyrillic", "Мост в порту"),
        ("x-cp1251", "cp1251", "Мост в порту"),
        ("x-x-big5", "big5hkscs", "大橋開通"),
        ("x-gbk", "gb18030", "大桥开通"),
        ("x-euc-jp", "euc_jp", "橋が開通"),
        ("dos-874", "cp874", "สะพาน"),
        ("windows1251", "cp1251", "Мост в порту"),
        ("win-1251", "cp1251", "Мост в порту"),
        ("cp-1250", "cp1250", "Łódź i most"),
        ("ibm_866", "cp866", "Мост в порту"),
    ],
)
def test_labels_that_browsers_know_are_known(label: str, codec: str, words: str) -> None:
    text = f"<?xml version='1.0' encoding='{label}'?><rss><channel><title>{words}</title></channel></rss>"
    assert feed_of(text.encode(codec)).card.title == words
    page = f"<html><meta charset='{label}'>{words}"
    from tuinews.model.codec.charset import decode_page

    assert words in decode_page(page.encode(codec))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Sat, 18 Mar 2023 20:21:00 America/Los_Angeles", "2023-03-19T03:21:00Z"),
        ("Sat, 18 Feb 2023 20:21:00 America/Los_Angeles", "2023-02-19T04:21:00Z"),
        ("Thu, 25 Feb 2016 00:00:00 Europe/Brussels", "2016-02-24T23:00:00Z"),
        ("2023-03-18 20:21:00 America/Port-au-Prince", "2023-03-19T00:21:00Z"),
        ("2023-03-18 20:21:00 America/Argentina/Ushuaia", "2023-03-18T23:21:00Z"),
        ("2023-03-18 20:21:00 Nowhere/Land", None),
        ("2023-03-18 15:4:5", "2023-03-18T15:04:05Z"),
        ("18 Mar 2023 5:04:9 +0100", "2023-03-18T04:04:09Z"),
        ("2023-03-18 25:99:00", None),
        ("2023-03-18 99:1", None),
        ("Thu, 05 9月 2024 14:30:00 +0800", "2024-09-05T06:30:00Z"),
        ("목, 05 9월 2024 14:30:00 +0900", "2024-09-05T05:30:00Z"),
        ("พฤ., 05 ก.ย. 2024 14:30:00 +0700", "2024-09-05T07:30:00Z"),
        ("พฤ., 05 ก.ย. 2567 14:30:00 +0700", "2024-09-05T07:30:00Z"),
        ("Thu, 05 Th9 2024 14:30:00 +0700", "2024-09-05T07:30:00Z"),
        ("T5, 05 Tháng 12 2024 14:30:00 +0700", "2024-12-05T07:30:00Z"),
        ("št, 05 septembra 2024 14:30:00 +0200", "2024-09-05T12:30:00Z"),
        ("Sunday 5th of May 2024 08:00:00 AM", "2024-05-05T08:00:00Z"),
        ("2023-07-18T20:21:00+02:00[Europe/Paris]", "2023-07-18T18:21:00Z"),
        ("2023-07-18T20:21:00Z[Asia/Tokyo]", "2023-07-18T20:21:00Z"),
        ("2023-07-18T20:21:00[Europe/Paris]", "2023-07-18T18:21:00Z"),
        ("18 Mar 2023 20:21:00 asia/kathmandu", "2023-03-18T14:36:00Z"),
        ("18 Mar 2023 20:21:00 and/or so", "2023-03-18T20:21:00Z"),
        ("Sat, 18 Mar 2023 20:21:00 (Europe/Berlin)", "2023-03-18T19:21:00Z"),
        ("Sat, 18 Mar 2023 20:21:00 +0000 (Europe/Berlin)", "2023-03-18T20:21:00Z"),
        ("Sat, 18 Mar 2023 20:21:00 GMT (Europe/Berlin)", "2023-03-18T20:21:00Z"),
        ("Thu, 05 十二月 2024 14:30:00 +0800", "2024-12-05T06:30:00Z"),
        ("Kam, 05 Agt 2024 14:30:00 +0700", "2024-08-05T07:30:00Z"),
        ("05 სექტემბერი 2024 14:30", "2024-09-05T14:30:00Z"),
    ],
)
def test_dates_as_sites_write_them(text: str, moment: str | None) -> None:
    found = parse_date(text)
    assert (None if found is None else to_iso(found)) == moment
