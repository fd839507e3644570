"""Articles written into one file, one after the other, in the form that the user wants."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO, Protocol

from tuinews.article.write.epub_file import Epub
from tuinews.article.write.footnote_labels import set_apart
from tuinews.article.write.html_file import PAGE_END, html_article, html_page, page_head
from tuinews.article.write.leaf import markdown_article, text_article
from tuinews.model.clock import Instant
from tuinews.model.entry import Article
from tuinews.model.form import Form

_RULES = {Form.MARKDOWN: "\n* * *\n\n", Form.TEXT: f"\n{'─' * 20}\n\n"}
"""What stands between two articles of a file."""


class Book(Protocol):
    """A file that is being written; whole only after `close`, which leaves the file itself open."""

    def add(self, article: Article) -> None:
        """Write one article."""

    def close(self) -> None:
        """Write what comes last."""


def open_book(file: BinaryIO, form: Form, title: str, width: int, now: Instant) -> Book:
    """Begin to write a file for several articles under a title; plain text is set in `width` cells."""
    match form:
        case Form.EPUB:
            return Epub(file, title, now)
        case Form.HTML:
            return _Page(file, title)
        case _:
            return _Lines(file, form, width)


def write_one(file: BinaryIO, form: Form, article: Article, width: int, now: Instant) -> None:
    """Write a file for one article."""
    match form:
        case Form.EPUB:
            book = Epub(file, article.entry.title, now)
            book.add(article)
            book.close()
        case Form.HTML:
            file.write(f"{html_page(article)}\n".encode())
        case _:
            file.write(f"{_leaf(article, form, width)}\n".encode())


def markdown_of(articles: Sequence[Article]) -> str:
    """Several articles as one Markdown document."""
    file = BytesIO()
    book = _Lines(file, Form.MARKDOWN, 0)
    for article in articles:
        book.add(article)
    return file.getvalue().decode()


class _Lines:
    def __init__(self, file: BinaryIO, form: Form, width: int) -> None:
        self._file, self._form, self._width = file, form, width
        self._count = 0

    def add(self, article: Article) -> None:
        rule = _RULES[self._form] if self._count else ""
        self._count += 1
        own = article if self._form is Form.TEXT else _apart(article, self._count)
        self._file.write(f"{rule}{_leaf(own, self._form, self._width)}\n".encode())

    def close(self) -> None:
        """All is there."""


class _Page:
    def __init__(self, file: BinaryIO, title: str) -> None:
        self._file, self._count = file, 0
        self._file.write(f"{page_head(title, '')}\n".encode())

    def add(self, article: Article) -> None:
        self._count += 1
        self._file.write(f"{html_article(_apart(article, self._count))}\n".encode())

    def close(self) -> None:
        self._file.write(f"{PAGE_END}\n".encode())


def _leaf(article: Article, form: Form, width: int) -> str:
    return markdown_article(article) if form is Form.MARKDOWN else text_article(article, width)


def _apart(article: Article, number: int) -> Article:
    """An article of several in a file, whose links lead to its own notes."""
    return replace(article, document=set_apart(article.document, number))
