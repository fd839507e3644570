"""Reads a feed of any format: unpacks and decodes the body, finds the format, and says whether all was read."""

import re
from dataclasses import replace

from tuinews.model.codec.charset import UNPACKED_LIMIT, decode, unpack
from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.model.text import SafeText
from tuinews.parse.discovery.html_tags import find_tags_with_offsets
from tuinews.parse.discovery.page_links import find_declared_links, links_of
from tuinews.parse.repair import join_surrogates, replace_c1_controls, without_prolog

HEAD = 20_000
"""Characters at the beginning in which a feed's root has to turn up."""

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?([A-Za-z][\w.-]{0,30})(?=[\s>/])")
_PAGES = frozenset({"html", "head", "body"})
_INSIDE = frozenset({"rss", "feed", "rdf:rdf", "atom:feed"})
"""Roots that are looked for inside of a web page."""
_JSON_FEED = re.compile(
    r"""\{\s*"(?:version"\s*:\s*"https?:\\?/\\?/jsonfeed|[a-z_]{4,20}"\s*:(?=.{0,3000}?jsonfeed\.org\\?/version))""",
    re.DOTALL,
)
"""Where a JSON Feed begins behind something else, such as the warning of a program."""
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
    text = join_surrogates(text)
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
    if (json := _JSON_FEED.search(text, 0, HEAD)) and (row := text_format(text[json.start() :])):
        return _add_warning(row.read(text[json.start() :], url))
    document, _ = without_prolog(replace_c1_controls(text))
    root = _ROOT.match(document)
    name = root[1].lower() if root else ""
    if name in _PAGES or name in _OTHERS:
        return _feed_in_page(document, url) or _no_feed(name, document, url)
    start = feed_start(document, HEAD)
    if start is None and not is_lone_entry(name):
        return _no_feed(name, document, url)
    found = read_document(document[start or 0 :], url)
    return _add_warning(found) if start else found


def _add_warning(found: ParsedFeed | ParseFailure) -> ParsedFeed | ParseFailure:
    """What was found behind something else, with a warning that says so."""
    return found if isinstance(found, ParseFailure) or found.warning else replace(found, warning=_JUNK)


def _feed_in_page(page: str, url: str) -> ParsedFeed | ParseFailure | None:
    """The feed that a web page has around it, as some publishers' templates put it there; `None` for other pages."""
    from tuinews.parse.formats.xml_document import read_document

    if find_declared_links(page, url):
        return None
    roots = (
        (start, tag)
        for start, tag in find_tags_with_offsets(page, _INSIDE)
        if {"xmlns", "version"} & tag.attributes.keys()
    )
    start, tag = next(roots, (0, None))
    end = page.lower().rfind(f"</{tag.name}") if tag else -1
    if tag is None or end < start:
        return None
    found = read_document(f"{page[start:end]}</{page[start + 1 : start + 1 + len(tag.name)]}>", url)
    if isinstance(found, ParseFailure) or not found.entries:
        return None
    return _add_warning(found)


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
