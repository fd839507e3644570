"""Articles as plain text: for a terminal, a mail or a printer."""

from typing import BinaryIO

from tuinews.article.write.foot import Item, foot_lists
from tuinews.article.write.masthead import NOTE_HEADING, UNTITLED, facts, tags_of
from tuinews.article.write.setup import Setup
from tuinews.article.write.text import to_text
from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article, Entry
from tuinews.model.text import safe_text

_RULE = f"\n{'─' * 20}\n\n"
"""What stands between two articles of a file."""


class TextFile:
    """Writes articles one after the other, each set in the width of the setup."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file, self._width = file, setup.width
        self._count = 0

    def add(self, article: Article) -> None:
        """Write one article."""
        rule = _RULE if self._count else ""
        self._count += 1
        self._file.write(f"{rule}{text_article(article, self._width)}\n".encode())

    def close(self) -> None:
        """Do nothing: all is written."""


def text_article(article: Article, width: int) -> str:
    """The article as text for a terminal `width` columns wide."""
    entry = article.entry
    parts = [_wrap(entry.title or UNTITLED, width), _wrap(" · ".join(facts(entry)), width)]
    if labels := tags_of(entry):
        parts.append(_wrap(" ".join(f"#{tag}" for tag in labels), width))
    parts.append(entry.url)
    masthead = "\n".join(part for part in parts if part)
    body = to_text(article.document, width).strip("\n")
    return "\n\n".join(part for part in (masthead, _note(entry, width), body, *_lists(entry, width)) if part)


def _note(entry: Entry, width: int) -> str:
    """The user's note, indented so that nobody takes it for the publisher's words."""
    if not entry.note:
        return ""
    lines = (line for said in entry.note.split("\n") for line in _wrap(said, width - 2).split("\n"))
    return "\n".join([NOTE_HEADING, *(f"  {line}".rstrip() for line in lines)])


def _lists(entry: Entry, width: int) -> tuple[str, ...]:
    return tuple("\n".join([heading, *(_line(item, width) for item in items)]) for heading, items in foot_lists(entry))


def _line(item: Item, width: int) -> str:
    note = f" ({item.note})" if item.note else ""
    if item.text and item.url:
        return f"{_item(item.text, width)}\n  {item.url}{note}"
    return f"- {item.url}{note}" if item.url else _item(f"{item.text}{note}", width)


def _item(text: str, width: int) -> str:
    return "- " + _wrap(text, width - 2).replace("\n", "\n  ")


def _wrap(text: str, width: int) -> str:
    """The text in lines of at most `width` cells, set as the body is."""
    return to_text(Document((Paragraph((Span(safe_text(text)),)),)), width).strip("\n")
