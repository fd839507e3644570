"""Whole pages: the article and nothing else, with what the page says of it."""

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

import pytest

from tuinews.article import build_document, extract_page, read_document
from tuinews.article.dom import FEED_LIMIT, parse_html
from tuinews.article.page.metadata import read_metadata
from tuinews.article.page.titles import cut_site
from tuinews.model.clock import to_iso
from tuinews.model.document import Image, walk
from tuinews.model.parsed import Expected, ExtractedPage, ParseFailure

PORTAL = (Path(__file__).parent.parent / "data/article/portal.html").read_text(encoding="utf-8")
URL = "https://vell.example/s/coast/second-breakwater"
SHARED = Path(os.environ.get("TUINEWS_SHARED", Path(__file__).parents[3] / "shared"))

HEADINGS = {
    "en": "READ ALSO:",
    "ne": "यो पनि पढ्नुहोस्:",
    "hi": "यह भी पढ़ें",
    "ru": "Читайте также:",
    "ar": "اقرأ أيضًا:",
    "ja": "関連記事",
    "zh": "相关阅读：",
    "ko": "관련기사",
    "de": "Lesen Sie auch:",
    "fr": "À lire aussi :",
    "es": "LEA TAMBIÉN",
    "pt": "Leia também",
    "it": "Leggi anche:",
    "nl": "Lees ook",
    "sv": "Läs också",
    "no": "Les også",
    "da": "Læs også",
    "fi": "Lue myös",
    "pl": "Czytaj też:",
    "cs": "Čtěte také:",
    "sk": "Čítajte aj:",
    "uk": "Читайте також",
    "el": "Διαβάστε επίσης",
    "tr": "İlgili haberler",
    "ro": "Citește și:",
    "he": "קראו גם",
    "fa": "بیشتر بخوانید",
    "ur": "یہ بھی پڑھیں",
    "bn": "আরও পড়ুন",
    "mr": "हेही वाचा",
    "ta": "தொடர்புடைய செய்திகள்",
    "th": "ข่าวที่เกี่ยวข้อง",
    "vi": "Tin liên quan",
    "id": "Baca juga:",
    "sw": "Soma pia",
}


def portal(lang: str = "en", heading: str = "READ ALSO:") -> bytes:
    return PORTAL.replace("{lang}", lang).replace("{heading}", heading).encode()


def read(body: bytes, url: str = URL) -> ExtractedPage:
    page = extract_page(body, url)
    assert isinstance(page, ExtractedPage)
    return page


@pytest.mark.parametrize("lang", HEADINGS)
def test_related_links_are_taken_out_in_many_languages(lang: str) -> None:
    page = read(portal(lang, HEADINGS[lang]))
    assert [(link.title, link.url) for link in page.related] == [
        ("Ferry gets a new landing stage", "https://vell.example/s/coast/ferry-gets-a-new-landing"),
        ("What the winter cost the villages", "https://vell.example/s/coast/what-the-winter-cost"),
        ("Where the stone comes from", "https://elsewhere.example/stone"),
    ]
    assert HEADINGS[lang].strip(" :：") not in page.text
    assert len([part for part in page.text.split("\n\n") if "breakwater at low tide" not in part]) == 5


def test_a_portals_page_is_read_whole_and_alone() -> None:
    page = read(portal())
    assert page.title == "Harbour council of Vell agrees on a second breakwater"
    assert to_iso(page.published) == "2025-03-04T08:15:00Z"
    assert (page.agency, page.author, page.site, page.dateline, page.lang) == (
        "AFP",
        "AFP",
        "Vell Portal",
        "Vell",
        "en",
    )
    assert page.tags == ("Vell", "harbours", "Weather")
    assert page.images == ("https://vell.example/pictures/breakwater.jpg",)
    for stranger in ("Onions", "Share", "Tweet", "Terms", "Press register", "Most clicked", "2026"):
        assert stranger not in page.text


def test_the_lead_picture_comes_first_with_its_caption() -> None:
    first = next(walk(read_document(read(portal()).html)))
    assert isinstance(first, Image)
    assert first.alt == "Stones in a row"
    assert "".join(span.text for span in first.caption) == "The old breakwater at low tide"


@pytest.mark.skipif(not (SHARED / "portal").is_dir(), reason="the reference portal is not at hand")
def test_the_reference_portals_page_is_as_expected() -> None:
    expected = json.loads((SHARED / "portal/expected.json").read_text(encoding="utf-8"))
    page = read((SHARED / "portal/article.html").read_bytes(), "http://portal.example/s/world/story")
    assert page.title == expected["title"]
    assert page.site == expected["site"]
    assert page.agency == expected["author"]
    assert list(page.tags) == expected["tags"]
    assert [(link.title, link.url) for link in page.related] == [
        (link["title"], f"http://portal.example{link['url']}") for link in expected["related"]
    ]
    assert page.text.split("\n\n") == expected["paragraphs"]
    assert (to_iso(page.published) or "").startswith("2023-09-12")
    assert not [words for words in expected["must_not_contain"] if words in page.text or words in page.html]


PROSE = "".join(
    f"<p>Paragraph {n} tells at some length, with a comma or two, how the tide came in and what it left behind.</p>"
    for n in range(8)
)


def article(head: str = "", before: str = "", after: str = "") -> bytes:
    return (
        f"<html><head><title>Low tide | Tern</title>{head}</head><body><h1>Low tide</h1>{before}"
        f"<article>{PROSE}</article>{after}</body></html>"
    ).encode()


def test_json_ld_names_author_date_and_keywords() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "Low tide",
        "author": [{"@type": "Person", "name": "Orla Finch"}, {"@type": "Person", "name": "Ilse Tarn"}],
        "datePublished": "2024-05-06T07:08:09+02:00",
        "dateModified": "2024-05-07",
        "keywords": "tides, harbours",
        "publisher": {"name": "Tern"},
    }
    page = read(article(f'<script type="application/ld+json">{json.dumps({"@graph": [data]})}</script>'))
    assert page.author == "Orla Finch, Ilse Tarn"
    assert to_iso(page.published) == "2024-05-06T05:08:09Z"
    assert to_iso(page.updated) == "2024-05-07T00:00:00Z"
    assert page.tags == ("tides", "harbours")
    assert page.site == "Tern"


def test_bylines_and_announced_tags_are_read() -> None:
    page = read(
        article(before='<p class="byline">By Orla Finch | 6 May 2024</p>', after="<p>Tags: <a href='/x'>Tides</a></p>")
    )
    assert page.author == "Orla Finch"
    assert to_iso(page.published) == "2024-05-06T00:00:00Z"
    assert page.tags == ("Tides",)


def test_comments_boxes_and_menus_are_no_text() -> None:
    around = (
        '<nav><a href="/a">Menu entry</a></nav><div class="newsletter-signup"><p>Letters every morning</p></div>'
        '<div id="comments"><p>A reader writes that all of this is wrong and was better before.</p></div>'
        '<div class="cookie-banner"><p>We value what you do with cookies</p></div>'
    )
    page = read(article(after=around))
    assert page.text.count("\n\n") == 7
    assert "reader writes" not in page.text


def test_structure_of_the_page_survives() -> None:
    extra = (
        '<pre><code class="language-c">int main;</code></pre><table><tr><th>Port</th><th>Tide</th></tr>'
        "<tr><td>Aldry</td><td>high</td></tr></table><dl><dt>Ebb</dt><dd>falling water</dd></dl>"
        "<p>Use <code>tide --now</code> to see, as the harbour master does each morning before the ferry.</p>"
    )
    page = read(article().replace(b"<p>Paragraph 5", extra.encode() + b"<p>Paragraph 5"))
    for kept in (
        '<code class="language-c">int main;</code>',
        "<td>Aldry</td>",
        "<dt>Ebb</dt>",
        "<code>tide --now</code>",
    ):
        assert kept in page.html


def test_what_opens_a_text_is_kept() -> None:
    facts = "".join(f"<tr><th>Pier {n}</th><td>built in 19{n}0</td></tr>" for n in range(4))
    opening = (
        f'<table class="navbox">{facts}</table><figure><img src="/pier.jpg"><figcaption><p>The pier</p>'
        "<p>Photo: Ilse Tarn</p></figcaption></figure><p>Paragraph 0"
    )
    page = read(article().replace(b"<p>Paragraph 0", opening.encode()))
    assert "<th>Pier 3</th><td>built in 1930</td>" in page.html
    assert "<figcaption>The pier<br/>Photo: Ilse Tarn</figcaption>" in page.html


def test_sources_close_a_text_and_other_lists_of_links_do_not() -> None:
    links = "".join(f'<li><a href="/{n}">The tide book, volume {n}</a></li>' for n in range(4))
    for heading, kept in (("Sources:", True), ("Our services", False)):
        closing = f"<h2>{heading}</h2><ul>{links}</ul></article>"
        page = read(article().replace(b"</article>", closing.encode()))
        assert ("<h2>" in page.html, page.html.count("The tide book")) == ((True, 4) if kept else (False, 0))


def test_a_table_of_links_is_a_menu() -> None:
    menu = "".join(
        f'<tr><td><a href="/{n}">Ferry {n}</a></td><td><a href="/t{n}">Tides</a></td></tr>' for n in range(9)
    )
    page = read(article(after=f'<table class="navbox">{menu}</table>'))
    assert "Ferry 3" not in page.html


def test_short_pages_keep_their_blocks() -> None:
    page = read(b"<html><body><main><h1>Note</h1><p>The ferry is late.</p><ul><li>one</li></ul></main></body></html>")
    assert "<p>The ferry is late.</p>" in page.html


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"%PDF-1.7 x", ""), (b"\x89PNG\r\n", ""), (b"<p>x</p>", "application/pdf"), (b"only words", "text/plain")],
)
def test_other_files_are_refused_with_a_sentence(body: bytes, kind: str) -> None:
    failure = extract_page(body, URL, kind)
    assert isinstance(failure, ParseFailure)
    assert failure.sentence.startswith("vell.example ")
    assert failure.sentence.endswith(".")


def test_a_page_that_says_less_than_the_feed_is_refused() -> None:
    assert isinstance(extract_page(article(), URL, expected=Expected(feed_text="word " * 1_000)), ParseFailure)
    assert isinstance(extract_page(article(), URL, expected=Expected(feed_text="word " * 100)), ExtractedPage)


def test_a_login_page_is_refused() -> None:
    wall = (
        b"<html><body><h1>Welcome</h1><p>Please log in or subscribe to go on reading.</p><p>Sign in</p></body></html>"
    )
    assert isinstance(extract_page(wall, URL), ParseFailure)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_the_declared_charset_is_used(charset: str) -> None:
    words = "Прилив пришёл рано, и паром ждал у старого маяка до самого вечера, как и вчера."
    html = f"<html><head><meta charset={charset}></head><body><h1>Паром</h1>{f'<p>{words}</p>' * 4}</body></html>"
    assert words in read(html.encode(charset)).text


HOSTILE = {
    "deep": "<div>" * 100_000 + "x" * 300,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{'x ' * 300}</p>",
    "comments": "<!--" * 100_000,
    "open links": '<a href="/x">' * 50_000 + "t",
    "tables": "<table>" * 20_000 + "x",
    "paragraph": "<p>" + "word " * 2_000_000,
    "paragraphs": "<p>x</p>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end(name: str) -> None:
    page = extract_page(HOSTILE[name].encode(), URL)
    assert isinstance(page, ExtractedPage | ParseFailure)
    if isinstance(page, ExtractedPage):
        assert len(page.text) <= 1_000_100


def count_seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def test_time_does_not_grow_with_the_square_of_what_is_crowded() -> None:
    comments = "<div class=comments>" + "<i><a rel=author href=/u>Orla Finch</a></i>" * 12_000 + "</div>"
    page = parse_html(article(after=comments).decode(), FEED_LIMIT, 100_000)
    items = (
        f"<li><a href=/{number}-long-enough>Story number {number} of the harbour</a></li>" for number in range(7_000)
    )
    body = f"{PROSE}<ul>{''.join(items)}</ul>"
    assert count_seconds(lambda: read_metadata(page, URL, "")) < 3
    assert count_seconds(lambda: cut_site("Harbour" + " | x - y : z" * 5_000, ["tern"])) < 1
    assert count_seconds(lambda: build_document(body, URL)) < 3
    asides = f'<div class="comment">{"Well said by somebody who read all of it, twice. " * 4}</div>' * 3_000
    assert count_seconds(lambda: extract_page(article(after=asides), URL)) < 4
    spans = " ".join(f'<span class="share-{number}">word</span>' for number in range(5_000))
    assert count_seconds(lambda: extract_page(article(after=f"<p>{spans}</p>"), URL)) < 4
    boxes = "<div class=modal><img src=/harbour.jpg width=800></div>" * 4_000
    assert count_seconds(lambda: extract_page(article(after=boxes), URL)) < 4
    for crowd in (
        f"<div>{'<a href=#>tab</a> ' * 8_000}</div>",
        f"<pre>{'<span class=line>x = 1</span>' * 3_000}</pre>",
        f"<div><p>Pick some of these now.</p>{'<input type=checkbox>' * 5_000}</div>",
    ):
        assert count_seconds(partial(build_document, f"{PROSE}{crowd}", URL)) < 3
