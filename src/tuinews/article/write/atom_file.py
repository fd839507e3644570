"""Articles as a feed: one Atom file (RFC 4287), which every reader takes."""

import re
from collections.abc import Iterator
from html import escape
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from tuinews import __version__
from tuinews.article.write.html_file import html_body
from tuinews.article.write.masthead import UNTITLED, tags_of
from tuinews.article.write.setup import Setup
from tuinews.model.clock import to_iso
from tuinews.model.entry import Article, Entry
from tuinews.model.url import is_web

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""

_IRI = re.compile(r"(?:https?://[^/\s<>\"{}|\\^`]+|(?:urn|tag):)[^\s<>\"{}|\\^`]*\Z", re.IGNORECASE)
"""A publisher's id that may be the id of an entry (section 4.2.6)."""


class AtomFile:
    """Writes articles as the entries of a feed, whose id is the same for each file."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file = file
        self._ids: set[str] = set()
        self._write(
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom">',
            _element("title", setup.title or UNTITLED),
            _element("id", _make_id("tuinews saved articles")),
            _element("updated", to_iso(setup.now) or ""),
            f'<generator version="{__version__}">tuinews</generator>',
        )

    def add(self, article: Article) -> None:
        """Write one article."""
        entry = article.entry
        known = entry.guid if _IRI.match(entry.guid) else entry.url
        own = known if _IRI.match(known) and known not in self._ids else _make_id(f"{entry.feed} {entry.guid}")
        self._ids.add(own)
        self._write("<entry>", *_facts(entry, own), _content(article), "</entry>")

    def close(self) -> None:
        """Write the end of the feed."""
        self._write("</feed>")

    def _write(self, *lines: str) -> None:
        self._file.write("".join(f"{_NO_XML.sub('', line)}\n" for line in lines if line).encode())


def _make_id(text: str) -> str:
    """Return an id that is the same whenever it is made of the same text."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def _facts(entry: Entry, own: str) -> Iterator[str]:
    published = entry.moment if entry.published is None else entry.published
    yield _element("title", entry.title or UNTITLED)
    yield _element("id", own)
    if is_web(entry.url):
        yield f'<link rel="alternate" href="{escape(entry.url)}"/>'
    yield _element("published", to_iso(published) or "")
    yield _element("updated", to_iso(max(published, entry.updated or published)) or "")
    author = entry.author or entry.agency or entry.source or entry.feed or UNTITLED
    yield f"<author>{_element('name', author)}</author>"
    yield from (f'<category term="{escape(tag)}"/>' for tag in tags_of(entry))
    for file in filter(lambda file: is_web(file.url), entry.enclosures):
        kind = f' type="{escape(file.type)}"' if file.type else ""
        length = f' length="{file.length}"' if file.length is not None else ""
        yield f'<link rel="enclosure" href="{escape(file.url)}"{kind}{length}/>'
    for link in filter(lambda link: is_web(link.url), entry.related):
        yield f'<link rel="related" href="{escape(link.url)}" title="{escape(link.title)}"/>'
    if entry.source or entry.feed:
        name = entry.source or entry.feed
        updated = _element("updated", to_iso(published) or "")
        yield f"<source>{_element('title', name)}{_element('id', _make_id(name))}{updated}</source>"


def _content(article: Article) -> str:
    language = f' xml:lang="{escape(article.entry.lang)}"' if article.entry.lang else ""
    base = f' xml:base="{escape(article.entry.url)}"' if is_web(article.entry.url) else ""
    return f'<content type="html"{language}{base}>{escape(html_body(article))}</content>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
