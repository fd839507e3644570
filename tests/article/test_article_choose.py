"""Which parts of a page are taken for its article: classes of pages that mislead."""

import pytest

from tuinews.article import extract_page, read_document
from tuinews.model.document import Image, plain, walk
from tuinews.model.parsed import ExtractedPage

URL = "https://tern.example/2024/low-tide"
PROSE = [
    f"Sentence {n} tells at some length, with a comma or two, how the tide came in and what it left behind on the sand."
    for n in range(6)
]
TEXT = "".join(f"<p>{words}</p>" for words in PROSE)


def read(body: str) -> ExtractedPage:
    page = extract_page(f"<html><head><title>Low tide | Tern</title></head><body>{body}</body></html>".encode(), URL)
    assert isinstance(page, ExtractedPage)
    return page


def paragraphs(body: str) -> list[str]:
    return read(body).text.split("\n\n")


def test_long_comments_do_not_outweigh_the_article() -> None:
    voices = "".join(
        f"<li><b>Reader {n}</b><p>At even greater length than the article itself was, that the sea has always done "
        f"so, that nobody was surprised, and that the harbour ought to have been dug deeper.</p></li>"
        for n in range(40)
    )
    taken = paragraphs(f"<article><h1>Low tide</h1><div>{TEXT}</div></article><ul class='kommentare'>{voices}</ul>")
    assert taken == PROSE


def test_a_summary_above_the_text_is_part_of_it() -> None:
    summary = "What the harbour lost in a night, and why nobody wants to speak about the second anchor yet."
    body = f"<header><h1>Low tide</h1><div class='teaser-text'><p>{summary}</p></div></header><div>{TEXT}</div>"
    assert paragraphs(body) == [summary, *PROSE]


def test_a_short_first_line_stays_though_its_article_is_called_published() -> None:
    body = f"<div class='post status-publish'><h1>Low tide</h1><p>It began with a bell.</p>{TEXT}</div>"
    assert paragraphs(body) == ["It began with a bell.", *PROSE]


def test_menus_with_the_words_of_a_heading_stay_out() -> None:
    menu = "<ul class='top'>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("Anchors", "Ropes", "Sails")) * 4
    text = TEXT.replace("<p>Sentence 3", "<h2>Anchors</h2><p>Sentence 3")
    taken = paragraphs(f"{menu}</ul><main><h1>Low tide</h1>{text}</main>")
    assert taken.count("Anchors") == 1
    assert taken[0] == PROSE[0]


def test_headings_of_parts_that_were_dropped_go_with_them() -> None:
    links = "".join(f"<li><a href='/{n}'>Another story about harbours, number {n}</a></li>" for n in range(5))
    after = f"<h2>Popular on Tern</h2><ul>{links}</ul><h2>Your letters</h2>"
    assert paragraphs(f"<article><h1>Low tide</h1>{TEXT}{after}</article>") == PROSE


def test_counted_slides_of_a_gallery_stay_out_of_a_long_text() -> None:
    slides = "".join(
        f"<li><h2>{n}/9 Harbour {n}</h2><p>{'A picture of boats in the rain. ' * 6}</p></li>" for n in range(1, 10)
    )
    text = TEXT * 3
    assert "picture of boats" not in read(f"<article><h1>Low tide</h1>{text}<ul>{slides}</ul></article>").text


def test_a_gallery_that_is_the_article_stays() -> None:
    slides = "".join(
        f"<li><h2>{n}/9 Harbour {n}</h2><p>{'A picture of boats in the rain. ' * 6}</p></li>" for n in range(1, 10)
    )
    assert read(f"<article><h1>Low tide</h1><ul>{slides}</ul></article>").text.count("picture of boats") == 54


def test_captions_known_by_their_class_alone_become_captions() -> None:
    figure = (
        "<div class='wp-caption'><img src='/quay.jpg' alt='A quay'><p class='wp-caption-text'>The old quay</p></div>"
    )
    page = read(f"<article><h1>Low tide</h1>{TEXT.replace('<p>Sentence 4', figure + '<p>Sentence 4')}</article>")
    pictures = [block for block in walk(read_document(page.html)) if isinstance(block, Image)]
    assert [(picture.url, plain(picture.caption)) for picture in pictures] == [
        ("https://tern.example/quay.jpg", "The old quay")
    ]
    assert page.text.split("\n\n") == PROSE


def test_a_caption_without_its_picture_is_left_out() -> None:
    figure = "<figure><svg></svg><figcaption>Nothing to be seen here by anybody</figcaption></figure>"
    page = read(f"<article><h1>Low tide</h1>{TEXT.replace('<p>Sentence 4', figure + '<p>Sentence 4')}</article>")
    assert "Nothing to be seen" not in page.html


def test_component_classes_are_no_consent_boxes() -> None:
    assert paragraphs(f"<h1>Low tide</h1><div class='cmp cmp-text'>{TEXT}</div>") == PROSE


def test_a_link_within_a_sentence_makes_no_card_of_it() -> None:
    more = "".join(
        f"<p>Sentence {n} <a href='/x'>leads away</a> from here in its middle, as sentences of articles often do.</p>"
        for n in range(3)
    )
    assert paragraphs(f"<article><h1>Low tide</h1>{TEXT}<div>Read more</div><div>{more}</div></article>")[-3:] == [
        f"Sentence {n} leads away from here in its middle, as sentences of articles often do." for n in range(3)
    ]


def test_tabs_over_related_links_are_no_links() -> None:
    cards = "".join(
        f"<div><a href='/s/{n}'><img src='/{n}.jpg'></a><h3><a href='/s/{n}'>Another story, number {n}</a></h3></div>"
        for n in range(3)
    )
    tabs = "<h4><a href='#'>Related articles</a><a href='#'>More from author</a></h4>"
    page = read(f"<article><h1>Low tide</h1>{TEXT}</article><div>{tabs}<div>{cards}</div></div>")
    assert [link.title for link in page.related] == [f"Another story, number {n}" for n in range(3)]


def test_a_related_line_in_brackets_is_taken_out() -> None:
    line = "<p>(Leggi anche su: <a href='/s/anchor'>Where the second anchor went</a>)</p>"
    page = read(f"<article><h1>Low tide</h1>{TEXT}{line}</article>")
    assert [(link.title, link.url) for link in page.related] == [
        ("Where the second anchor went", "https://tern.example/s/anchor")
    ]
    assert page.text.split("\n\n") == PROSE


def test_labels_and_appeals_are_no_text() -> None:
    body = TEXT.replace("<p>Sentence 3", "<p>Advertisement</p><p>Sentence 3")
    closing = "<p>3 Comments</p><p>Follow us on Telegram for the news of the harbour</p>"
    assert paragraphs(f"<article><h1>Low tide</h1>{body}{closing}</article>") == PROSE


@pytest.mark.parametrize("name", ["cookiemsg", "privacy-notice", "qrcode", "searchform", "search-box"])
def test_notices_and_forms_of_the_site_are_no_text(name: str) -> None:
    page = f"<div class='{name}'><p>We at Tern tell you about ourselves, in a sentence of some length.</p></div>"
    assert "at Tern" not in read(f"<h1>Low tide</h1>{TEXT}{page}").text


def test_the_lead_pictures_caption_is_told_once() -> None:
    picture = (
        "<div><figure><img src='/tide.jpg' width='800' height='400'><div class='caption'>The harbour of Vell at low "
        "tide, with all its boats lying on their sides, on Monday.</div></figure></div>"
    )
    again = "<p>The harbour of Vell at low tide, with all its boats lying on their sides, on Monday.</p>"
    html = read(f"<article><h1>Low tide</h1>{picture}<div>{again}{TEXT}</div></article>").html
    assert html.count("lying on their sides") == 1
