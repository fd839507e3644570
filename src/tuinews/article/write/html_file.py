"""Writes one article or several as a web page: no scripts, no styles, well-formed as XML too."""

import re
from collections.abc import Iterator
from html import escape
from typing import BinaryIO

from tuinews.article.write.foot import Item, foot_lists
from tuinews.article.write.footnote_labels import with_own_notes
from tuinews.article.write.html import to_html
from tuinews.article.write.masthead import NOTE_HEADING, UNTITLED, facts, local_time, tags_of
from tuinews.article.write.setup import Setup
from tuinews.model.clock import to_iso
from tuinews.model.entry import Article, Entry
from tuinews.model.url import is_web

_NAMELESS = re.compile(r'(<p class="embed [^"]*"><a href="([^"]*)">)(?=</a>)')
"""A film or a frame without a title: its address is all that can be shown of it."""


class HtmlFile:
    """Writes an article as a page, or several as elements of one page."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file, self._alone = file, setup.alone
        self._count = 0
        if not self._alone:
            self._file.write(f"{page_head(setup.title, '')}\n".encode())

    def add(self, article: Article) -> None:
        """Write one article."""
        self._count += 1
        html = html_page(article) if self._alone else html_article(with_own_notes(article, self._count))
        self._file.write(f"{html}\n".encode())

    def close(self) -> None:
        """Write the end of a page of several articles."""
        if not self._alone:
            self._file.write(f"{PAGE_END}\n".encode())


def html_page(article: Article) -> str:
    """The article as an HTML page, with its metadata for programs."""
    head = page_head(article.entry.title or UNTITLED, article.entry.lang, _metas(article.entry))
    return f"{head}\n{html_article(article)}\n{PAGE_END}"


def page_head(title: str, lang: str, metas: Iterator[str] | tuple[str, ...] = ()) -> str:
    """The beginning of an HTML page, up to its first article."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(lang) or "und"}">',
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="referrer" content="no-referrer">',
        *metas,
        "</head>",
        "<body>",
    ]
    return "\n".join(parts)


PAGE_END = "</body>\n</html>"
"""The end of an HTML page."""


def html_article(article: Article) -> str:
    """The article as an element: its masthead with address and tags, its body, and what goes with it."""
    entry = article.entry
    moment = entry.moment if entry.published is None else entry.published
    when, labels = local_time(moment), tags_of(entry)
    timed = f'<time datetime="{to_iso(moment)}">{when}</time>'
    lines = [
        f'<article dir="auto"{_language(entry)}>',
        "<header>",
        f"<h1>{escape(entry.title or UNTITLED)}</h1>",
        f"<p>{' · '.join(timed if fact == when else escape(fact) for fact in facts(entry))}</p>",
        f"<p>{_link(entry.url, entry.url)}</p>" if entry.url else "",
        f"<p>Tags: {escape(', '.join(labels))}</p>" if labels else "",
        "</header>",
        html_body(article),
    ]
    return "\n".join([*(line for line in lines if line), "</article>"])


def html_body(article: Article) -> str:
    """The user's note, the article's body, and what goes with it."""
    lines = [_quote_note(article.entry)] if article.entry.note else []
    lines += [_NAMELESS.sub(r"\1\2", to_html(article.document).strip("\n"))]
    for heading, items in foot_lists(article.entry):
        lines += [f"<h2>{heading}</h2>", f"<ul>{''.join(map(_item, items))}</ul>"]
    return "\n".join(line for line in lines if line)


def _quote_note(entry: Entry) -> str:
    """The user's note; its paragraphs and lines stay what they are."""
    paragraphs = (escape(part).replace("\n", "<br/>") for part in entry.note.split("\n\n"))
    said = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph.strip())
    return f'<blockquote class="note"><p><strong>{NOTE_HEADING}</strong></p>{said}</blockquote>'


def _language(entry: Entry) -> str:
    return f' lang="{escape(entry.lang)}"' if entry.lang else ""


def _item(item: Item) -> str:
    note = f" ({escape(item.note)})" if item.note else ""
    return f"<li>{_link(item.text or item.url, item.url)}{note}</li>"


def _link(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>' if is_web(url) else escape(text)


def _metas(entry: Entry) -> Iterator[str]:
    """The metadata of the page, in the elements that `article.page` reads as well."""
    if is_web(entry.url):
        yield f'<link rel="canonical" href="{escape(entry.url)}">'
    if entry.author:
        yield f'<meta name="author" content="{escape(entry.author)}">'
    if entry.published is not None:
        yield f'<meta property="article:published_time" content="{to_iso(entry.published)}">'
    for tag in tags_of(entry):
        yield f'<meta property="article:tag" content="{escape(tag)}">'
