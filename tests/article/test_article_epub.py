"""Books: what EPUB 3.3 asks of them, whatever the articles hold."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest

from tuinews.article import build_document
from tuinews.article.write.files import open_file
from tuinews.article.write.html_file import html_page
from tuinews.model.document import (
    Definitions,
    Document,
    Embed,
    Footnote,
    Image,
    ListBlock,
    Paragraph,
    Span,
    Style,
    Table,
)
from tuinews.model.entry import Article, Enclosure, Entry, Fact, Related
from tuinews.model.feed import Feed
from tuinews.model.form import EPUB, FORMS, HTML, Form
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText
from ui.fake_library import article_of, entry_of

NOW = 1_795_514_400
FEED = Feed(FeedId(1), "https://post.example/feed", SafeText("Post & <Sons>"))
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
XHTML = "{http://www.w3.org/1999/xhtml}"

SOUP = """
<p>See <a href="https://e.example/a b?x={1}|2^[3]">this</a>, <a href="#nowhere">that</a>,
<a href="https://[::1]/%zz#a#b">these</a><sup><a href="#fn:1">1</a></sup>.</p>
<img src="https://e.example/p.png" alt="A & B"><a href="https://e.example/z"><img src="https://e.example/q.png"></a>
<table><tr><th colspan=2>x</th></tr><tr></tr></table><ul></ul><pre><code class="language-c++ x">a<b</code></pre>
<iframe src="https://player.example/embed/abc"></iframe><details><summary>More</summary><p>d</p></details>
<ol class=footnotes><li id="fn:1">note <a href="#fnref:1">back</a></li></ol><blockquote>q</blockquote><hr>
"""


def entry(number: int, title: str, **more: object) -> Entry:
    return entry_of(number, FEED, title, NOW - number, **more)


@pytest.fixture
def articles() -> list[Article]:
    note = Footnote(SafeText("a b"), (Paragraph((Span(SafeText("n\x0b\x1b"), Style.CODE, "#fn-a b"),)),))
    odd = (
        note,
        note,
        ListBlock(()),
        Definitions(()),
        Table(()),
        Embed("video", "https://e.example/v"),
        Image("", SafeText("no")),
    )
    document = Document((*build_document(SOUP, "https://e.example/").document.blocks, *odd))
    related = (Related(SafeText("r<"), "https://e.example/é ü"), Related(SafeText("j"), "javascript:alert(1)"))
    first = entry(1, 'Tide <&"> table', lang=SafeText('en_US"'), tags=(SafeText("x&y"),), related=related)
    files = (Enclosure("https://e.example/a.mp3"),)
    second = entry(2, "", url="", published=None, lang=SafeText("ne"), enclosures=files)
    return [article_of(one, document) for one in (first, second)]


def written(articles: list[Article], form: Form, title: str = "Two & more") -> BytesIO:
    file = BytesIO()
    made = open_file(file, form, title, 72, NOW)
    for article in articles:
        made.add(article)
    made.close()
    return file


def book(articles: list[Article]) -> ZipFile:
    return ZipFile(written(articles, EPUB))


def part(made: ZipFile, name: str) -> ET.Element:
    """A file of a book, which has to be well-formed."""
    return ET.fromstring(made.read(name))  # noqa: S314  our own writing


def test_a_book_begins_with_its_type_and_lists_what_is_in_it(articles: list[Article]) -> None:
    made = book(articles)
    first = made.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert made.read("mimetype") == b"application/epub+zip"
    (root,) = part(made, "META-INF/container.xml").iterfind(".//{*}rootfile")
    place = PurePosixPath(root.attrib["full-path"])
    package = part(made, str(place))
    items = {item.attrib["id"]: item.attrib for item in package.iterfind("o:manifest/o:item", OPF)}
    files = {str(place.parent / item["href"]) for item in items.values()}
    assert files | {"mimetype", "META-INF/container.xml", str(place)} == set(made.namelist())
    assert {item["media-type"] for item in items.values()} == {"application/xhtml+xml"}
    spine = [items[ref.attrib["idref"]]["href"] for ref in package.iterfind("o:spine/o:itemref", OPF)]
    assert spine == ["article-1.xhtml", "article-2.xhtml"]
    nav = part(made, "EPUB/nav.xhtml")
    links = [(link.get("href"), link.text) for link in nav.iter(f"{XHTML}a")]
    assert links == [("article-1.xhtml", 'Tide <&"> table'), ("article-2.xhtml", "(without a title)")]


def test_a_book_says_what_it_is(articles: list[Article]) -> None:
    def told(made: ZipFile, name: str) -> list[str | None]:
        package = part(made, "EPUB/package.opf")
        return [part.text for part in package.iterfind(f"o:metadata/dc:{name}", OPF)]

    made, alone = book(articles), book(articles[:1])
    assert told(made, "title") == ["Two & more"]
    assert told(made, "creator") == ["Post & <Sons>"]
    assert told(made, "language") == ["und"]
    assert told(made, "source") == []
    assert told(alone, "source") == [articles[0].entry.url]
    assert told(alone, "subject") == ["x&y"]
    assert told(made, "identifier") != told(alone, "identifier")
    assert told(made, "identifier") == told(book(articles), "identifier")


def test_nothing_in_a_book_lies_elsewhere_or_leads_nowhere(articles: list[Article]) -> None:
    made = book(articles)
    for name in ("EPUB/article-1.xhtml", "EPUB/article-2.xhtml"):
        page = part(made, name)
        assert not [node for node in page.iter() if {"src", "srcset", "style", "onclick"} & node.attrib.keys()]
        assert not {node.tag for node in page.iter()} & {
            f"{XHTML}{tag}" for tag in ("img", "script", "iframe", "style")
        }
        ids = [node.attrib["id"] for node in page.iter() if "id" in node.attrib]
        assert len(ids) == len(set(ids)) > 1
        links = [link.attrib["href"] for link in page.iter(f"{XHTML}a")]
        assert {link for link in links if link.startswith("#")} <= {f"#{place}" for place in ids}
        assert not [link for link in links if re.search(r"[\s<>\"{}|\\^`]|%(?![0-9A-F]{2})", link)]
        assert not [link for link in links if link.startswith("javascript:")]
        assert all("".join(link.itertext()) for link in page.iter(f"{XHTML}a"))
        languages = {node.attrib["lang"] for node in page.iter() if "lang" in node.attrib}
        assert languages == {"und"} if name.endswith("1.xhtml") else {"ne"}


def test_pictures_of_a_book_are_links_with_their_words(articles: list[Article]) -> None:
    page = book(articles).read("EPUB/article-1.xhtml").decode()
    assert '<a href="https://e.example/p.png">[A &amp; B]</a>' in page
    assert '<a href="https://e.example/z"><span>[picture]</span></a>' in page


def test_a_page_says_where_it_is_from_who_wrote_it_when_and_about_what() -> None:
    told = entry(
        1, "Tide", author=SafeText("Ottoline Fay"), tags=(SafeText("Sea & Air"),), url="https://e.example/?a&b"
    )
    page = html_page(article_of(told, Document()))
    assert '<a href="https://e.example/?a&amp;b">https://e.example/?a&amp;b</a>' in page
    assert '<link rel="canonical" href="https://e.example/?a&amp;b">' in page
    assert '<meta name="author" content="Ottoline Fay">' in page
    assert "<p>Tags: Sea &amp; Air</p>" in page
    assert '<meta property="article:tag" content="Sea &amp; Air">' in page
    assert re.search(r"Post &amp; &lt;Sons&gt; · Ottoline Fay · <time datetime=\"20\d\d-\d\d-\d\dT", page)


def test_articles_of_one_page_lead_to_their_own_notes() -> None:
    html = '<p>{}<sup><a href="#fn:1">1</a></sup></p><ol class=footnotes><li id="fn:1">About {}.</li></ol>'
    names = ("tides", "lamps", "tides")
    documents = [build_document(html.format(name, name), "https://e.example/").document for name in names]
    articles = [article_of(entry(number, "Title"), document) for number, document in enumerate(documents)]
    page = written(articles, HTML).getvalue().decode()
    ids = re.findall(r'<li id="([^"]+)"', page)
    assert len(set(ids)) == len(ids) == 3
    for part, name in zip(page.split("</article>"), names, strict=False):
        (href,) = re.findall(r'<a href="#([^"]+)">', part)
        assert f'<li id="{href}"><p>About {name}.</p></li>' in part


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.name)
def test_every_form_has_the_files_and_details_of_an_article(form: Form) -> None:
    files = (Enclosure("https://e.example/tide.mp3", SafeText("audio/mpeg")),)
    told = (Fact(SafeText("Episode"), SafeText("12")),)
    file = written([article_of(replace(entry(1, "Tide", enclosures=files), facts=told), Document(()))], form)
    text = file.getvalue().decode(errors="replace")
    if form is EPUB:
        with ZipFile(file) as made:
            text = "".join(made.read(name).decode(errors="replace") for name in made.namelist())
    for said in ("Files", "https://e.example/tide.mp3", "(audio/mpeg)", "Details", "Episode: 12"):
        assert said in text
