"""Documents as text and Markdown."""

import pytest

from tuinews.article import build_document, to_markdown, to_text
from tuinews.article.write.cells import width_of
from tuinews.model.document import Document, Image, Paragraph, Span
from tuinews.model.text import SafeText

BASE = "https://tern.example/"


def words(text: str) -> Document:
    return Document((Paragraph((Span(SafeText(text)),)),))


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no item",
        "1. no item",
        "> no quote",
        "*no* _style_ `code`",
        "[no](link)",
        "<b>no</b>",
        "a | b",
    ],
)
def test_markup_in_the_text_is_only_text(text: str) -> None:
    written = to_markdown(words(text))
    for sign in "#*_`[]<>|":
        assert written.count(sign) == written.count(f"\\{sign}")
    assert not written.startswith(("- ", "1. ", "+ "))


def test_addresses_are_not_made_links_by_themselves() -> None:
    assert "https://" not in to_markdown(words("see https://tern.example"))


def test_links_are_numbered_and_listed_at_the_end() -> None:
    html = '<p>See <a href="/a">one</a>, <a href="/b">two</a> and <a href="/a">one again</a>.</p>'
    assert to_text(build_document(html, BASE).document) == (
        "See one [1], two [2] and one again [1].\n\n[1] https://tern.example/a\n[2] https://tern.example/b"
    )


@pytest.mark.parametrize("text", ["words and more words " * 12, "港町の朝は早い。" * 12, "x" * 90, "नेपाल समाचार " * 12])
@pytest.mark.parametrize("width", [12, 40])
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    lines = to_text(words(text.strip()), width).split("\n")
    assert max(map(width_of, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_tables_stand_in_columns_or_one_under_the_other() -> None:
    html = "<table><tr><th>Port</th><th>Tide</th></tr><tr><td>Aldry</td><td>high water</td></tr></table>"
    document = build_document(html, BASE).document
    assert to_text(document, 40) == "Port   Tide\nAldry  high water"
    assert to_text(document, 12) == "Port: Aldry\nTide: high\nwater"


def test_code_fences_outgrow_the_code() -> None:
    document = build_document("<pre>```\nx\n```</pre>", BASE).document
    assert to_markdown(document) == "````\n```\nx\n```\n````"


@pytest.mark.parametrize(
    ("alt", "caption", "written"),
    [
        ("a red boat", "The boat in May", "[Picture: shows a red boat; caption: The boat in May]"),
        ("a red boat", "", "[Picture: a red boat]"),
        ("", "The boat in May", "[Picture: The boat in May]"),
        ("The boat", "The boat in May", "[Picture: The boat in May]"),
    ],
)
def test_a_picture_has_its_alternative_text_and_its_caption(alt: str, caption: str, written: str) -> None:
    inline = (Span(SafeText(caption)),) if caption else ()
    assert to_text(Document((Image(f"{BASE}boat.png", SafeText(alt), inline),))) == written
