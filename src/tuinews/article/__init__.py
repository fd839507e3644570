"""The article room: HTML into documents, pages into articles, documents into other formats.

Importing it is cheap: the parser and the extractor are imported by the first call that needs them.
"""

from tuinews.article.build.result import BuiltDocument
from tuinews.article.write.html import to_html
from tuinews.article.write.markdown import to_markdown
from tuinews.article.write.plain_text import plain_text, words
from tuinews.article.write.text import to_text
from tuinews.model.document import Document
from tuinews.model.parsed import Cut, Expected, ExtractedPage, ParseFailure

NOTHING_EXPECTED = Expected()

__all__ = [
    "BuiltDocument",
    "build_document",
    "explain_page",
    "extract_page",
    "join_pages",
    "plain_text",
    "read_document",
    "to_html",
    "to_markdown",
    "to_text",
    "words",
]


def build_document(html: str, base_url: str) -> BuiltDocument:
    """A feed's body as a document: related links cut out, share bars and pixels dropped, addresses absolute."""
    from tuinews.article.build.feed_body import build_document as build

    return build(html, base_url)


def read_document(html: str) -> Document:
    """The document that `to_html` wrote, unchanged."""
    from tuinews.article.write.stored_html import read_document as read

    return read(html)


def extract_page(
    body: bytes, url: str, content_type: str = "", expected: Expected = NOTHING_EXPECTED
) -> ExtractedPage | ParseFailure:
    """The article of a web page, with what the page says about it.

    A page whose text is worse than the feed's is a failure. When the article has one page more, that is its `next_url`.
    """
    from tuinews.article.page.extract import extract_page as extract

    return extract(body, url, content_type, expected)


def explain_page(body: bytes, url: str) -> tuple[ExtractedPage | ParseFailure, tuple[Cut, ...]]:
    """The article of a web page, and every element that was left out of it, with the reason."""
    from tuinews.article.page.extract import explain_page as explain

    return explain(body, url)


def join_pages(pages: list[ExtractedPage], url: str, feed_text: str = "") -> ExtractedPage | ParseFailure:
    """The pages of one article, in order, as one: a failure when all of them say less than the feed does.

    A last page with a `next_url` of its own is followed by a line that leads there.
    """
    from tuinews.article.page.extract import join_pages as join

    return join(pages, url, feed_text)
