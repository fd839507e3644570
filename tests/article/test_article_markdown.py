"""What is written as Markdown says the same to those who read Markdown."""

from io import BytesIO
from urllib.parse import unquote

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from tuinews.article import build_document, to_markdown
from tuinews.article.build.inline import tidy
from tuinews.article.write.files import open_file
from tuinews.article.write.markdown_file import markdown_articles
from tuinews.model.document import (
    Block,
    Code,
    Document,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Style,
    leaf_text,
    links,
    walk,
)
from tuinews.model.feed import Feed
from tuinews.model.form import MARKDOWN
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText, safe_block, safe_span, safe_text
from ui.fake_library import article_of, entry_of

BASE = "https://tern.example/"
FEED = Feed(FeedId(1), "https://tern.example/feed", SafeText("Tern"))
READER = MarkdownIt("commonmark").enable("strikethrough").use(footnote_plugin)
SIGNS = "ab c1.*_`#<>&[](){}|~!-+=\\:/\"'$^é日ा"

texts = st.builds("{}{}{}".format, st.sampled_from("abé日"), st.text(SIGNS, max_size=12), st.sampled_from("abé日"))
styles = st.sampled_from((Style.PLAIN, Style.PLAIN, Style.STRONG, Style.EMPHASIS, Style.CODE, Style.STRUCK))
hrefs = st.sampled_from(("", "", "https://tern.example/a?b=1&c=2", "https://tern.example/(x)_y"))
inline: st.SearchStrategy[Inline] = (
    st.lists(st.builds(lambda text, style, href: Span(safe_span(text), style, href), texts, styles, hrefs), max_size=4)
    .map(lambda spans: tidy([part for span in spans for part in (span, Span(SafeText(" ")))]))
    .filter(bool)
)
leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 6), inline),
    st.builds(Paragraph, inline),
    st.builds(Code, st.text(SIGNS + "\n", min_size=1, max_size=30).map(safe_block), st.just(safe_text("python"))),
    st.builds(Image, st.just("https://tern.example/quay.jpg"), texts.map(safe_text), inline),
)


def nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(ListBlock, st.lists(several, min_size=1, max_size=3).map(tuple), st.booleans(), st.just(1)),
        st.builds(Quote, several),
    )


documents = st.lists(st.recursive(leaves, nested, max_leaves=4), min_size=1, max_size=4).map(tuple).map(Document)


def said(document: Document) -> str:
    """Every letter and sign, without white space."""
    return "".join("".join(leaf_text(block) for block in walk(document)).split())


CODE_LIKE_A_DEFINITION = Span(SafeText("a]:a"), Style.CODE, "https://tern.example/a?b=1&c=2")


@settings(max_examples=100, deadline=None)
@example(Document((Paragraph((CODE_LIKE_A_DEFINITION,)),)))
@example(Document((Paragraph((CODE_LIKE_A_DEFINITION._replace(text=SafeText("a]:<b>&amp;*a*")),)),)))
@given(documents)
def test_a_document_says_the_same_after_markdown(document: Document) -> None:
    again = build_document(READER.render(to_markdown(document)), BASE).document
    assert said(again) == said(document)
    assert {unquote(link.href) for link in links(again)} == {unquote(link.href) for link in links(document)}


def test_notes_survive_markdown() -> None:
    html = (
        '<p>Low tide<sup><a href="#fn1">1</a></sup> came.</p>'
        '<ol><li id="fn1"><p>At four. <a href="#r1">↩</a></p></li></ol>'
    )
    written = to_markdown(build_document(html, BASE).document)
    assert written == "Low tide[^1] came.\n\n[^1]: At four."
    rendered = READER.render(written).replace('<hr class="footnotes-sep" />', "")
    assert to_markdown(build_document(rendered, BASE).document) == written


def test_tables_survive_markdown() -> None:
    html = "<table><tr><th>Port</th><th>Tide | ebb</th></tr><tr><td>Aldry</td><td><b>high</b> water</td></tr></table>"
    document = build_document(html, BASE).document
    reader = MarkdownIt("commonmark").enable("table")
    assert build_document(reader.render(to_markdown(document)), BASE).document == document


def test_notes_of_several_articles_in_a_file_are_each_ones_own() -> None:
    html = '<p>{}<sup><a href="#fn1">1</a></sup></p><ol class=footnotes><li id="fn1">About {}.</li></ol>'
    documents = [build_document(html.format(name, name), BASE).document for name in ("tides", "lamps")]
    articles = [article_of(entry_of(n, FEED, "Title", 0), document) for n, document in enumerate(documents, 1)]
    file = BytesIO()
    book = open_file(file, MARKDOWN, "Both", 72, 0)
    for article in articles:
        book.add(article)
    book.close()
    assert file.getvalue().decode() == markdown_articles(articles), "what other programs get is the same"
    tokens = READER.parse(markdown_articles(articles))
    cited = [token.meta["id"] for row in tokens for token in row.children or () if token.type == "footnote_ref"]
    said = [row.content for row in tokens if row.content.startswith("About")]
    assert (cited, said) == ([0, 1], ["About tides.", "About lamps."])


def test_links_in_code_follow_it_and_survive_markdown() -> None:
    html = (
        "<pre>tide = <a href=/ebb>ebb</a>(<a href=/flow>flow*</a>) - <a href=/ebb>last</a></pre>"
        "<ul><li><pre><a href=/x>x</a></pre></li></ul>"
    )
    document = build_document(html, BASE).document
    assert to_markdown(document) == (
        "```\ntide = ebb(flow*) - last\n```\n\n"
        "[ebb](<https://tern.example/ebb>)  \n[flow\\*](<https://tern.example/flow>)\n\n"
        "- ```\n  x\n  ```\n\n  [x](<https://tern.example/x>)"
    )
    again = build_document(READER.render(to_markdown(document)), BASE).document
    assert {link.href for link in links(again)} == {link.href for link in links(document)}
    assert [block.text for block in walk(again) if isinstance(block, Code)] == ["tide = ebb(flow*) - last", "x"]
