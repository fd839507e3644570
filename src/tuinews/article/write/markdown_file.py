"""Articles as Markdown documents."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

from tuinews.article.write.foot import Item, foot_lists
from tuinews.article.write.footnote_labels import with_own_notes
from tuinews.article.write.markdown import to_markdown
from tuinews.article.write.masthead import NOTE_HEADING, facts, tags_of
from tuinews.article.write.setup import Setup
from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article, Entry
from tuinews.model.text import safe_text

RULE = "\n* * *\n\n"
"""What stands between two articles of a file."""


class MarkdownFile:
    """Writes articles one after the other, with a rule between them."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file, self._alone = file, setup.alone
        self._count = 0

    def add(self, article: Article) -> None:
        """Write one article."""
        rule = RULE if self._count else ""
        self._count += 1
        own = article if self._alone else with_own_notes(article, self._count)
        self._file.write(f"{rule}{markdown_article(own)}\n".encode())

    def close(self) -> None:
        """Do nothing: all is written."""


def markdown_articles(articles: Sequence[Article]) -> str:
    """Several articles as one Markdown document."""
    file = BytesIO()
    writer = MarkdownFile(file, Setup())
    for article in articles:
        writer.add(article)
    return file.getvalue().decode()


def markdown_article(article: Article, *, masthead: bool = True) -> str:
    """The article as a Markdown document; without its `masthead` the title stands above the text."""
    entry = article.entry
    parts = [f"# {_escape_all(entry.title)}", *(_masthead(entry) if masthead else ())]
    if entry.note:
        parts.append(_quote_note(entry.note))
    parts.append(to_markdown(article.document).strip("\n"))
    for heading, items in foot_lists(entry):
        lines = "\n".join(map(_line, items))
        parts.append(f"## {heading}\n\n{lines}")
    return "\n\n".join(part for part in parts if part)


def _masthead(entry: Entry) -> Iterator[str]:
    yield f"*{_escape_all(' · '.join(facts(entry)))}*"
    if entry.url:
        yield f"<{entry.url}>"
    if labels := tags_of(entry):
        yield "Tags: " + ", ".join(_escape_all(tag) for tag in labels)


def _quote_note(note: str) -> str:
    """The user's note as a quotation; it may be Markdown itself, and stays that."""
    return "\n".join([f"> **{NOTE_HEADING}**", ">", *(f"> {line}".rstrip() for line in note.split("\n"))])


def _line(item: Item) -> str:
    text = _escape_all(item.text or item.url)
    link = f"[{text}](<{item.url}>)" if item.url else text
    return f"- {link} ({_escape_all(item.note)})" if item.note else f"- {link}"


def _escape_all(text: str) -> str:
    """The text as Markdown that is only text."""
    return to_markdown(Document((Paragraph((Span(safe_text(text)),)),))).strip()
