"""Articles as a book: EPUB 3.3 (w3.org/TR/epub-33), one XHTML file an article, nothing in it that lies elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import BinaryIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zlib import compress, decompress

from tuinews.article.write.html_file import html_article
from tuinews.article.write.masthead import UNTITLED, tags_of
from tuinews.article.write.setup import Setup
from tuinews.model.clock import to_iso
from tuinews.model.entry import Article, Entry
from tuinews.model.url import is_web

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may have (XML 1.0, section 2.2)."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}\Z")
"""A language as BCP 47 writes it, roughly."""

_ADDRESS = re.compile(r"([a-z]+:(?://[^/?#]*)?)([^#]*)(.*)", re.IGNORECASE | re.DOTALL)
_UNSAFE = re.compile(r"[\s<>\"{}|\\^`]")
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SIGNS = ":/?@!$&'()*+,;=%~"
"""What stays as it is behind the host of an address (RFC 3986, section 3.3)."""

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{lang}" lang="{lang}">
<head><meta charset="utf-8"/><title>{title}</title></head>
<body>
{body}
</body>
</html>
"""


class EpubFile:
    """Writes articles as the chapters of a book."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file = file
        self._title, self._now = setup.title or UNTITLED, setup.now
        self._entries: list[Entry] = []
        self._pages: list[bytes] = []
        """Packed, and written in one go at the end: an archive that is left open when the program ends complains."""

    def add(self, article: Article) -> None:
        """Write one article."""
        entry = article.entry
        self._entries.append(entry)
        body = _prepare_for_book(_clean(html_article(article)))
        page = _XHTML.format(lang=_language(entry.lang), title=_text(entry.title or UNTITLED), body=body)
        self._pages.append(compress(page.encode()))

    def close(self) -> None:
        """Write the articles, and what lists them."""
        with ZipFile(self._file, "w") as archive:
            # section 4.2.3: the first file, as it is
            archive.writestr(ZipInfo("mimetype"), "application/epub+zip", ZIP_STORED)
            for name, text in self._files():
                archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        yield "META-INF/container.xml", _CONTAINER.encode()
        yield "EPUB/package.opf", self._package().encode()
        yield "EPUB/nav.xhtml", self._contents().encode()
        for number, page in enumerate(self._pages, 1):
            yield f"EPUB/{_name(number)}", decompress(page)

    def _contents(self) -> str:
        """The navigation document (section 7)."""
        items = "\n".join(
            f'<li><a href="{_name(number)}">{_text(entry.title or UNTITLED)}</a></li>'
            for number, entry in enumerate(self._entries, 1)
        )
        body = f'<nav epub:type="toc"><h1>{_text(self._title)}</h1>\n<ol>\n{items}\n</ol></nav>'
        return _XHTML.format(lang=self._language, title=_text(self._title), body=body)

    @property
    def _language(self) -> str:
        """The language of most articles."""
        ((most, _),) = Counter(_language(entry.lang) for entry in self._entries).most_common(1) or [("und", 0)]
        return most

    def _package(self) -> str:
        """The package document (section 5)."""
        numbers = range(1, len(self._entries) + 1)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *self._metadata(),
            "</metadata>",
            "<manifest>",
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
            *(f'<item id="a{n}" href="{_name(n)}" media-type="application/xhtml+xml"/>' for n in numbers),
            "</manifest>",
            "<spine>",
            *(f'<itemref idref="a{n}"/>' for n in numbers),
            "</spine>",
            "</package>",
            "",
        ]
        return "\n".join(lines)

    def _metadata(self) -> list[str]:
        """The metadata of the book, or of its only article."""
        makers = dict.fromkeys(entry.author or entry.feed for entry in self._entries)
        own = uuid5(NAMESPACE_URL, "\n".join(f"{entry.url} {entry.guid}" for entry in self._entries))
        lines = [
            f'<dc:identifier id="id">urn:uuid:{own}</dc:identifier>',
            f"<dc:title>{_text(self._title)}</dc:title>",
            f"<dc:language>{self._language}</dc:language>",
            *(f"<dc:creator>{_text(maker)}</dc:creator>" for maker in makers if maker),
            f'<meta property="dcterms:modified">{to_iso(self._now)}</meta>',
        ]
        if len(self._entries) == 1:
            (entry,) = self._entries
            lines += [f"<dc:date>{to_iso(entry.published)}</dc:date>"] if entry.published is not None else []
            lines += [f"<dc:source>{_text(entry.url)}</dc:source>"] if entry.url else []
            lines += [f"<dc:subject>{_text(tag)}</dc:subject>" for tag in tags_of(entry)]
        return lines


def _name(number: int) -> str:
    return f"article-{number}.xhtml"


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _text(text: str) -> str:
    return escape(_clean(text))


def _language(lang: str) -> str:
    return lang if _LANGUAGE.match(lang) else "und"


def _prepare_for_book(html: str) -> str:
    """The HTML of an article without what a book may not have.

    Pictures that lie elsewhere become links to them (section 3.6), and links within lead somewhere, to one place.
    """
    root = ET.fromstring(html)  # noqa: S314  our own writing, without a document type
    if "lang" in root.attrib:
        root.set("lang", _language(root.attrib["lang"]))
        root.set("{http://www.w3.org/XML/1998/namespace}lang", root.attrib["lang"])
    _number_targets(root)
    for link in root.iter("a"):
        for picture in link.iter("img"):
            _picture_as_words(picture, "span")
    for picture in root.iter("img"):
        _picture_as_words(picture, "a")
    for link in root.iter("a"):
        link.set("href", _escape_address(link.get("href", "")))
    return ET.tostring(root, encoding="unicode")


def _escape_address(href: str) -> str:
    """The address, percent-escaped as RFC 3986 wants it; one within the book has no escapes."""
    parts = _ADDRESS.match(href)
    if parts is None:
        return href
    path, fragment = (quote(_NO_ESCAPE.sub("%25", part), safe=_SIGNS, errors="replace") for part in parts.group(2, 3))
    host = _UNSAFE.sub(lambda sign: quote(sign[0]), parts[1])
    return f"{host}{path}{fragment.replace('%23', '#', 1)}"


def _number_targets(root: ET.Element) -> None:
    """Give each target of a link its own id; a link without a target becomes plain text."""
    names: dict[str, str] = {}
    for number, target in enumerate(root.iterfind(".//*[@id]"), 1):
        names.setdefault(f"#{target.attrib['id']}", f"note-{number}")
        target.set("id", f"note-{number}")
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href in names:
            link.set("href", f"#{names[href]}")
        elif not is_web(href) and not href.startswith(("mailto:", "magnet:")):
            link.tag, link.attrib = "span", {}


def _picture_as_words(picture: ET.Element, tag: str) -> None:
    words, address = picture.get("alt") or "picture", picture.get("src", "")
    picture.tag = tag if is_web(address) else "span"
    picture.attrib = {"href": address} if picture.tag == "a" else {}
    picture.text = f"[{words}]"
