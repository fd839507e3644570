"""Reads a feed of any format: unpacks and decodes the body, finds the format, and says whether all was read."""

import re
from dataclasses import replace

from tuinews.model.codec.charset import UNPACKED_LIMIT, decode, unpack
from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.model.text import SafeText
from tuinews.parse.discovery.page_links import links_of
from tuinews.parse.repair import replace_c1_controls, without_prolog

HEAD = 20_000
"""Characters at the beginning in which a feed's root has to turn up."""

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?([A-Za-z][\w.-]{0,30})(?=[\s>/])")
_OTHERS = {
    "opml": "This is a list of subscriptions (OPML), not a feed: import it instead.",
    "urlset": "This is a sitemap, not a feed: look for the feed's address on the site.",
    "sitemapindex": "This is a sitemap, not a feed: look for the feed's address on the site.",
    "svg": "This is a picture, not a feed: check the address of the feed.",
}
_CUT = SafeText("The packed feed breaks off: its last entries may be missing.")
_MIXED = SafeText("Some bytes of the feed fit no declared encoding and were read as Windows-1252.")
_JUNK = SafeText("Something that is no feed stands before the feed and was left out.")
_NO_FEED = SafeText("This is neither a feed nor a page that points to one: check the address.")


def parse_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed | ParseFailure:
    """Read a feed of any kind. Total and deterministic: what cannot be read gives a ParseFailure, never an exception.

    `url` is the address that the body came from, for relative links; `content_type` is the header as received.
    """
    raw, whole = unpack(body)
    if len(raw) >= UNPACKED_LIMIT:
        return ParseFailure(SafeText("This feed unpacks to more than 40 MB, which no feed needs: it was not read."))
    decoded = decode(raw, content_type)
    text = decoded.text.replace("\x00", "") if "\x00" in decoded.text else decoded.text
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        return ParseFailure(SafeText("The server sent an empty answer: try again later."))
    found = _read(stripped, url)
    if isinstance(found, ParseFailure) or found.warning:
        return found
    if not whole:
        return replace(found, warning=_CUT, cut=True)
    return found if decoded.exact else replace(found, warning=_MIXED)


def _read(text: str, url: str) -> ParsedFeed | ParseFailure:
    from tuinews.parse.formats.recognition import feed_start, is_lone_entry, text_format
    from tuinews.parse.formats.xml_document import read_document

    row = text_format(text)
    if row is not None:
        return row.read(text, url)
    document, _ = without_prolog(replace_c1_controls(text))
    root = _ROOT.match(document)
    name = root[1].lower() if root else ""
    if name in {"html", "head", "body"} or name in _OTHERS:
        return _no_feed(name, document, url)
    start = feed_start(document, HEAD)
    if start is None and not is_lone_entry(name):
        return _no_feed(name, document, url)
    found = read_document(document[start or 0 :], url)
    if isinstance(found, ParsedFeed) and not found.warning and start:
        return replace(found, warning=_JUNK)
    return found


def _no_feed(name: str, document: str, url: str) -> ParseFailure:
    if name in _OTHERS:
        return ParseFailure(SafeText(_OTHERS[name]))
    links = links_of(document, url)
    if links:
        return ParseFailure(
            SafeText("This is a web page, not a feed: choose one of the feeds that it points to."), links
        )
    page = name == "html" or "<html" in document[:HEAD].lower()
    return ParseFailure(SafeText("This is a web page that points to no feed: check the address.") if page else _NO_FEED)
