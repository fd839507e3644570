"""Links to other articles are taken out of the text; announced ones are preferred to what everybody is offered."""

import pytest

from tuinews.article import build_document, extract_page
from tuinews.model.document import Paragraph, Span
from tuinews.model.parsed import ExtractedPage
from tuinews.model.text import SafeText

BASE = "https://tern.example/news/today"
TIDE = Paragraph((Span(SafeText("The tide was late.")),))
BESIDE = '<h3>Related</h3><ul><li><a href="/pier">A new pier for Aldry</a></li></ul>'
OFFERED = '<h3>Must read</h3><ul><li><a href="/wind">Ten things about wind</a></li></ul>'


@pytest.mark.parametrize(
    ("html", "titles"),
    [(BESIDE + OFFERED, ["A new pier for Aldry"]), (OFFERED, ["Ten things about wind"])],
)
def test_what_is_offered_to_everybody_is_related_only_where_nothing_else_is(html: str, titles: list[str]) -> None:
    built = build_document(f"<p>The tide was late.</p>{html}", BASE)
    assert [link.title for link in built.related] == titles
    assert built.document.blocks == (TIDE,)


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/pier">Read more A new pier for Aldry</a></p>',
        '<p><a href="/pier">RELATED A new pier for Aldry</a></p>',
        '<p><a href="/pier"><b>Read more</b> A new pier for Aldry</a></p>',
        '<p><a href="/pier">Lesen Sie auch A new pier for Aldry</a></p>',
    ],
)
def test_a_link_may_begin_with_its_announcement(line: str) -> None:
    built = build_document(f"<p>The tide was late.</p>{line}", BASE)
    assert [(link.title, link.url) for link in built.related] == [
        ("A new pier for Aldry", "https://tern.example/pier"),
    ]
    assert built.document.blocks == (TIDE,)


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/pier">Related parties agree on a pier</a></p>',
        '<p><a href="/pier">Read more</a> about the pier of Aldry, which is new.</p>',
        '<p>Read more <a href="/pier">Piers</a> than books and you will know the sea, they say.</p>',
    ],
)
def test_a_sentence_that_begins_like_an_announcement_stays(line: str) -> None:
    built = build_document(f"<p>The tide was late.</p>{line}", BASE)
    assert built.related == ()
    assert len(built.document.blocks) == 2


def test_a_script_between_a_heading_and_its_cards_parts_nothing() -> None:
    card = '<article><h3><a href="/{n}">Ferry {n} is late again</a></h3><p>Ilse Tarn • 3 May • 12</p></article>'
    box = f"<div><h2>Related</h2><div><script>advert()</script></div>{card.format(n=1)}{card.format(n=2)}</div>"
    text = "<main><h1>Tides</h1>" + "<p>The tide was late, and so was everybody who waited for it at the pier.</p>" * 4
    page = extract_page(f"{text}{box}</main>".encode(), BASE)
    assert isinstance(page, ExtractedPage)
    assert [link.title for link in page.related] == ["Ferry 1 is late again", "Ferry 2 is late again"]
    assert "Ferry" not in page.text


@pytest.mark.parametrize(("frame", "titles"), [("{}", []), ("<main>{}</main>", ["A new pier for Aldry"])])
def test_the_footer_of_the_site_holds_nothing_related(frame: str, titles: list[str]) -> None:
    prose = "".join(f"<p>Paragraph {n} tells how the tide came in, and what it left behind.</p>" for n in range(8))
    footer = '<footer><h3>More on Tern</h3><ul><li><a href="/pier">A new pier for Aldry</a></li></ul></footer>'
    page = extract_page(f"<body>{frame.format(f'<h1>Low tide</h1>{prose}{footer}')}</body>".encode(), BASE)
    assert isinstance(page, ExtractedPage)
    assert [link.title for link in page.related] == titles
    assert "pier" not in page.text


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ('<p>MORE: <a href="/pier">A new pier for Aldry</a></p>', ["A new pier for Aldry"]),
        ('<p><b>Watch:</b> <a href="/pier">A new pier for Aldry</a></p>', ["A new pier for Aldry"]),
        ('<p>PUEDES VER: <a href="/pier">A new pier for Aldry</a></p>', ["A new pier for Aldry"]),
        ('<h3>More</h3><ul><li><a href="/pier">A new pier for Aldry</a></li></ul>', []),
        ('<p>More <a href="/pier">A new pier for Aldry</a></p>', []),
        ('<p>More – <a href="/pier">A new pier for Aldry</a></p>', []),
        ('<p>See: <a href="/pier">A new pier for Aldry</a></p>', []),
    ],
)
def test_a_plain_word_announces_a_link_only_with_a_colon(line: str, titles: list[str]) -> None:
    built = build_document(f"<p>The tide was late.</p>{line}", BASE)
    assert [link.title for link in built.related] == titles
