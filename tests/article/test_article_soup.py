"""Whatever is sent as HTML becomes a document within limits, and nothing raises."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.article import build_document, extract_page, plain_text, read_document, to_html
from tuinews.article.build.walker import NESTING_LIMIT
from tuinews.model.document import Document, children, walk
from tuinews.model.parsed import ExtractedPage, ParseFailure
from tuinews.model.text import BODY_LIMIT

URL = "https://tern.example/news/today"
TAGS = (
    *("a", "b", "p", "div", "span", "h1", "h2", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "pre"),
    *("code", "blockquote", "cite", "figure", "figcaption", "img", "picture", "iframe", "video", "details", "summary"),
    *("sup", "math", "mfrac", "script", "style", "noscript", "template", "svg", "nav", "aside", "form", "body", "html"),
    *(
        "base",
        "frameset",
        "select",
        "option",
        "br",
        "hr",
        "input",
        "textarea",
        "title",
        "q",
        "ruby",
        "rt",
        "x-y",
        "o:p",
    ),
)
ATTRIBUTES = (
    *(
        'href="/a"',
        'href="#fn1"',
        'href="http://[bad"',
        "href=javascript:x",
        'src="data:x"',
        'src="//h/i.png"',
        "hidden",
    ),
    *(
        'id="fn1"',
        'class="share"',
        'class="language-"',
        "class=navbox",
        'colspan="99999999999"',
        "rowspan=-1",
        "start=x",
    ),
    *(
        'style="display:none"',
        'rel="next tag"',
        "width=1 height=1",
        'srcset="a 1x, b"',
        'type="math/tex"',
        "lang=ar",
        "=\x00",
    ),
)
WORDS = (
    *(
        "tide",
        "Read also:",
        "READ MORE",
        "Related",
        "By Ilse Tarn, 3 May 2031",
        "日本語。",
        "\u202e",
        "&#0;",
        "&#xd800;",
        "&nbsp",
    ),
    *(
        "<![CDATA[",
        "<!--",
        "-->",
        "]]>",
        "<?php",
        "<",
        "</",
        "\ud7ff\uffff",
        "A sentence of some length, with words in it. " * 4,
    ),
)
openings = st.builds("<{} {}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closings = st.sampled_from(TAGS).map("</{}>".format)
pieces = st.one_of(openings, openings, closings, st.sampled_from(WORDS), st.text(max_size=8))
repeated = st.builds(lambda piece, times: piece * times, pieces, st.sampled_from((1, 1, 1, 1, 30, 400)))
soup = st.lists(repeated, max_size=40).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(soup)
def test_any_soup_of_a_feed_is_a_document_that_is_written_and_read(html: str) -> None:
    document = build_document(html, URL).document
    assert depth(document) <= NESTING_LIMIT
    assert len(plain_text(document)) <= BODY_LIMIT
    assert read_document(to_html(document)) == document


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(soup, st.sampled_from(("", "text/html; charset=utf-16", "text/html; charset=x-none")))
def test_any_soup_of_a_page_is_an_article_or_a_sentence(html: str, kind: str) -> None:
    page = extract_page(html.encode("utf-8", "surrogatepass"), URL, kind)
    assert isinstance(page, ExtractedPage | ParseFailure)
    if isinstance(page, ExtractedPage):
        assert len(page.text) <= BODY_LIMIT
        assert to_html(read_document(page.html)) == page.html


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_an_article_or_a_sentence(body: bytes) -> None:
    assert isinstance(extract_page(body, URL), ExtractedPage | ParseFailure)


def depth(document: Document) -> int:
    """The most blocks around another."""
    depths = {id(block): 0 for block in document.blocks}
    for block in walk(document):
        for group in children(block):
            depths |= {id(inner): depths[id(block)] + 1 for inner in group}
    return max(depths.values(), default=0)
