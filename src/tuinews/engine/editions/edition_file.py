"""Writes an edition as a file: its contents, and in pages and books the articles behind them."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from tuinews.engine.articles.articles import Articles
from tuinews.model.document import Block, Document, Heading, ListBlock, Paragraph, Span, Style
from tuinews.model.entry import Article, Entry
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.reports.edition import Edition, EditionEntry
from tuinews.model.reports.edition_words import describe_contents, describe_end
from tuinews.model.text import EMPTY, UNTITLED, SafeText, safe_text
from tuinews.model.url import is_web

if TYPE_CHECKING:
    from tuinews.model.form import Form

_WITH_ARTICLES = {"html", "epub"}
"""The forms that have the articles themselves, not the contents alone."""


async def write_edition(articles: Articles, edition: Edition, file: BinaryIO, form: "Form", width: int) -> None:
    """Write an edition in a form; `width` is that of plain text, in cells."""
    from tuinews.article.write.files import open_file, write_one

    contents = describe_edition(edition)
    if form.name not in _WITH_ARTICLES:
        await asyncio.to_thread(write_one, file, form, contents, width, edition.until)
        return
    writer = await asyncio.to_thread(open_file, file, form, contents.entry.title, width, edition.until)
    await asyncio.to_thread(writer.add, contents)
    for one in edition.entries:
        try:
            article = await articles.open(one.entry.id)
        except NotFoundError:  # gone meanwhile
            continue
        await asyncio.to_thread(writer.add, article)
    await asyncio.to_thread(writer.close)


def describe_edition(edition: Edition) -> Article:
    """Return the contents of an edition as an article."""
    contents, end = describe_contents(edition), describe_end(edition)
    if edition.unread and not any(edition.entries):
        end = (
            tr("`tuinews list` shows the inbox.")
            if not edition.left_out
            else tr("{end} `tuinews list` shows it.", end=end)
        )
    blocks = [_paragraph(contents), *_sections(edition), _paragraph(end)]
    return Article(_entry_of(edition), Document(tuple(blocks)), full_text=False)


def _sections(edition: Edition) -> Iterator[Block]:
    for section in edition.sections:
        yield Heading(2, (Span(section.title),))
        yield ListBlock(tuple((_line(one),) for one in section.entries))


def _line(one: EditionEntry) -> Paragraph:
    entry = one.entry
    title = entry.title or UNTITLED
    parts = (entry.feed, one.why, tr("{minutes} min", minutes=entry.minutes) if entry.minutes else "")
    facts = " · ".join(part for part in parts if part)
    link = entry.url if is_web(entry.url) else ""
    return Paragraph((Span(title, Style.STRONG, link), Span(SafeText(f" · {facts}"))))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Span(safe_text(text)),))


def _entry_of(edition: Edition) -> Entry:
    """Return an entry that stands for the edition where files want one."""
    return Entry(
        id=EntryId(0), feed_id=FeedId(0), feed=SafeText("tuinews"), guid="", title=SafeText(tr("Briefing")), url="",
        author=EMPTY, agency=EMPTY, dateline=EMPTY, source=EMPTY, published=edition.until, updated=None,
        first_seen=edition.until, moment=edition.until, tags=(), user_tags=(), related=(), enclosures=(), images=(),
        lang=SafeText("en"), read=False, starred=False, later=False, minutes=edition.minutes, full_text=False,
    )  # fmt: skip
