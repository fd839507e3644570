"""What is written as HTML is read back unchanged, whatever the document."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.article import plain_text, read_document, to_html, to_markdown, to_text, words
from tuinews.article.build.inline import tidy
from tuinews.model.document import (
    Block,
    Code,
    Definitions,
    Details,
    Document,
    Embed,
    Footnote,
    Heading,
    Image,
    Inline,
    ListBlock,
    Maths,
    Paragraph,
    Quote,
    Span,
    Style,
    Table,
    TableCell,
    ThematicBreak,
)
from tuinews.model.text import SafeText, safe_block, safe_span, safe_text

HREFS = ("", "https://tern.example/a?b=1&c=2", "mailto:desk@tern.example", "#fn-1", 'https://tern.example/"quoted"')
pieces = st.one_of(
    st.text(max_size=12), st.sampled_from(("a < b", "&amp;", "<b>", " x ", "\u00a0", "\n", "ा", "日本", "]]>"))
)
spans = st.builds(
    lambda text, style, href: Span(safe_span(text) if text != "\n" else safe_block(text), Style(style), href),
    pieces,
    st.integers(0, 255),
    st.sampled_from(HREFS),
)
inline: st.SearchStrategy[Inline] = st.lists(spans, max_size=5).map(tidy)
full_inline = inline.filter(bool)
lines = st.text(max_size=20).map(safe_text)
urls = st.sampled_from([href for href in HREFS if href.startswith("https")])

leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 6), full_inline),
    st.builds(Paragraph, full_inline),
    st.builds(Code, st.text(max_size=40).map(safe_block), st.sampled_from(("", "python", "c++")).map(safe_text)),
    st.builds(
        Table,
        st.lists(
            st.lists(st.builds(TableCell, inline, st.booleans(), st.integers(1, 3)), min_size=1, max_size=3).map(tuple),
            min_size=1,
            max_size=3,
        ).map(tuple),
        inline,
    ),
    st.builds(Image, urls, lines, inline, st.sampled_from(HREFS)),
    st.builds(Embed, st.sampled_from(("video", "audio", "page")), urls, lines),
    st.builds(Maths, lines.filter(bool)),
    st.just(ThematicBreak()),
)


def nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            lambda items, ordered, start: ListBlock(items, ordered, start if ordered else 1),
            st.lists(several, min_size=1, max_size=3).map(tuple),
            st.booleans(),
            st.integers(0, 99),
        ),
        st.builds(Quote, several, lines),
        st.builds(Definitions, st.lists(st.tuples(inline, several), min_size=1, max_size=2).map(tuple)),
        st.builds(Details, inline, several),
        st.builds(Footnote, st.sampled_from(("1", "a", "*")).map(safe_text), several),
    )


documents = st.lists(st.recursive(leaves, nested, max_leaves=6), max_size=5).map(tuple).map(Document)


@settings(max_examples=80, deadline=None)
@given(documents)
def test_a_document_survives_being_written(document: Document) -> None:
    assert read_document(to_html(document)) == document


@settings(max_examples=40, deadline=None)
@given(documents, st.integers(1, 120))
def test_every_export_takes_every_document(document: Document, width: int) -> None:
    to_markdown(document)
    to_text(document, width)
    characters, count = words(document)
    assert characters == len(plain_text(document))
    assert count <= characters


@given(st.lists(spans, max_size=8))
def test_tidying_twice_changes_nothing(loose: list[Span]) -> None:
    once = tidy(loose)
    assert tidy(once) == once
    text = "".join(span.text for span in once)
    assert "  " not in text
    assert text == text.strip()
    assert all(span.text for span in once)


def test_soft_and_hard_spaces_of_neighbours_become_one() -> None:
    nbsp = SafeText("a\u00a0")
    assert tidy((Span(nbsp), Span(SafeText(" b")))) == (Span(SafeText("a b")),)


def test_html_of_another_hand_is_still_read_whole() -> None:
    document = read_document(
        "<section>Loose <b>words</b><p>READ ALSO: <a href='https://tern.example/x'>more</a></section>"
    )
    assert plain_text(document) == "Loose words\n\nREAD ALSO: more"
