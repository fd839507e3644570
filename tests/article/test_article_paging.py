"""Articles on several pages: the next one is found, and no other; together they are one."""

from dataclasses import replace

import pytest

from tuinews.article import build_document, extract_page, join_pages, plain_text, read_document, to_html
from tuinews.model.document import Document, Embed, Footnote, inlines, walk
from tuinews.model.parsed import Expected, ExtractedPage, ParseFailure

URL = "https://tern.example/2024/low-tide"


def page(number: int, links: str = "", url: str = URL, feed_text: str = "") -> ExtractedPage:
    prose = "".join(
        f"<p>Paragraph {n} of page {number} tells at some length, with a comma or two, how the tide came in.</p>"
        for n in range(6)
    )
    html = (
        f"<html><head><title>Low tide</title></head><body><article><h1>Low tide</h1><figure><img src='/lead.jpg'>"
        f"<figcaption>The harbour of Aldry</figcaption></figure>{prose}</article>{links}</body></html>"
    )
    read = extract_page(html.encode(), url, expected=Expected("", feed_text, number))
    assert isinstance(read, ExtractedPage)
    return read


@pytest.mark.parametrize(
    ("number", "url", "link", "onward"),
    [
        (1, URL, "<a rel='next' href='?page=2'>Next</a>", f"{URL}?page=2"),
        (1, f"{URL}?page=1", "<a rel='next' href='?page=2'>Next</a>", f"{URL}?page=2"),
        (2, f"{URL}?page=2", "<a rel='next' href='?page=3'>Next</a>", f"{URL}?page=3"),
        (1, f"{URL}?a=b", "<a rel='next' href='?a=b&page=2'>Next</a>", f"{URL}?a=b&page=2"),
        (1, URL, "<div class='pagination'><a href='/2024/low-tide/2'>2</a></div>", f"{URL}/2"),
        (
            1,
            URL,
            "<div class='pagination'><a href='/2024/low-tide/page/2/'>Nächste Seite »</a></div>",
            f"{URL}/page/2/",
        ),
        (1, f"{URL}.html", "<nav class='pager'><a href='low-tide-2.html'>2</a></nav>", f"{URL}-2.html"),
        (2, f"{URL}-2.html", "<nav class='pager'><a href='low-tide-3.html'>次へ</a></nav>", f"{URL}-3.html"),
        (1, URL, "<a rel='next' href='/2024/high-tide'>Next story</a>", ""),
        (1, URL, "<a rel='next' href='https://elsewhere.example/2024/low-tide/2'>Next</a>", ""),
        (1, URL, "<div class='pagination'><a href='/2024/low-tide/3'>3</a></div>", ""),
        (1, URL, "<p><a href='/2024/low-tide/2'>2</a></p>", ""),
        (2, f"{URL}?page=2", "<a rel='next' href='?page=1'>Next</a>", ""),
        (1, "https://tern.example/comic/12", "<a rel='next' href='/comic/13'>Next</a>", ""),
        (1, "https://tern.example/?p=7", "<a rel='next' href='/?p=8'>Next</a>", ""),
    ],
)
def test_the_next_page_is_this_one_but_for_its_number(number: int, url: str, link: str, onward: str) -> None:
    assert page(number, link, url).next_url == onward


def test_pages_are_one_article_without_what_they_repeat() -> None:
    pages = [page(1, "<a rel='next' href='?page=2'>Next</a>"), page(2, url=f"{URL}?page=2")]
    whole = join_pages(pages, URL)
    assert isinstance(whole, ExtractedPage)
    assert whole.text.split("\n\n") == [*pages[0].text.split("\n\n"), *pages[1].text.split("\n\n")[1:]]
    assert whole.html.count("lead.jpg") == 1
    assert whole.images == ("https://tern.example/lead.jpg",)
    assert whole.next_url == ""


def test_a_page_that_could_not_be_had_is_pointed_to() -> None:
    whole = join_pages([page(1, "<a rel='next' href='?page=2'>Next</a>")], URL)
    assert isinstance(whole, ExtractedPage)
    assert [block.url for block in walk(read_document(whole.html)) if isinstance(block, Embed)] == [f"{URL}?page=2"]


def test_all_pages_together_are_compared_with_the_feed() -> None:
    first = page(1, "<a rel='next' href='?page=2'>Next</a>", feed_text="word " * 400)
    assert isinstance(join_pages([first], URL, "word " * 400), ParseFailure)
    assert isinstance(join_pages([first, page(2)], URL, "word " * 200), ExtractedPage)


def noted(number: int, notes: str) -> ExtractedPage:
    """A page whose text refers to its notes."""
    marks = "".join(f"<sup><a href='#fn{name}'>[{name}]</a></sup>" for name in notes)
    items = "".join(f"<li id='fn{name}'>Note {name} of page {number}.</li>" for name in notes)
    document = build_document(f"<p>The tide came in. {marks}</p><ol>{items}</ol>", URL).document
    return replace(page(number), html=to_html(document))


def test_notes_of_later_pages_go_on_counting() -> None:
    whole = join_pages([noted(1, "12"), noted(2, "123"), noted(3, "a"), noted(4, "a")], URL)
    assert isinstance(whole, ExtractedPage)
    document = read_document(whole.html)
    found = {block.label: plain_text(Document(block.blocks)) for block in walk(document) if isinstance(block, Footnote)}
    assert found == {
        "1": "Note 1 of page 1.",
        "2": "Note 2 of page 1.",
        "3": "Note 1 of page 2.",
        "4": "Note 2 of page 2.",
        "5": "Note 3 of page 2.",
        "a": "Note a of page 3.",
        "a-2": "Note a of page 4.",
    }
    spans = [span for block in walk(document) for inline in inlines(block) for span in inline if span.href]
    assert [(span.text, span.href) for span in spans] == [(f"[{label}]", f"#fn-{label}") for label in found]


def test_a_note_that_every_page_repeats_is_one_note() -> None:
    whole = join_pages([noted(1, "1"), noted(1, "1")], URL)
    assert isinstance(whole, ExtractedPage)
    assert whole.html.count('<li id="fn-') == 1
