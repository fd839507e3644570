"""Reads the feeds that a page names (rel=alternate, HTML section 4.6.7.1)."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.feed import FeedLink
from tuinews.model.text import NAME_LIMIT, safe_text
from tuinews.model.url import is_web, resolve, without_feed_scheme
from tuinews.parse.discovery.html_tags import Tag, tags

LINKS_LIMIT = 200
"""Most links that a page is believed to have."""

VAGUE_TYPES = frozenset({"text/xml", "application/xml", "application/json"})
"""Media types that feeds have, and other things too."""

_FEED_ADDRESS = re.compile(
    r"(?:\.(?:rss|rdf|atom|xml)|/(?:rss|atom|feeds?)2?(?:\.(?:php|aspx?|json))?|/index\.rdf"
    r"|[?&](?:feed|format|type|output|alt)=(?:rss|atom|rdf)2?)/?(?:[?#].*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
_FEED_NAME = re.compile(r"(?<![a-z])(?:rss|atom|rdf|web ?feed|news ?feed|feed)(?![a-z])", re.IGNORECASE)
_NO_FEED = re.compile(r"sitemap|oembed|opensearch|manifest|wlwmanifest|rsd\.xml|\.(?:opml|xsl|kml)\b", re.IGNORECASE)


class Alternate(NamedTuple):
    """A link of a page or of its header, as it is written."""

    href: str
    relations: str
    type: str
    title: str

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.type.partition(";")[0].strip().rstrip("/").lower()


def discover(body: bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds that the page names, absolute, in the page's order, each once.

    Those are the `link` elements that say so with a media type of feeds. Only in a page that has none, links that say
    it in another way are taken: by their address, their title or their relation, or as links in the text.
    """
    return links_of(decode(unpack(body)[0]).text, url)


def links_of(page: str, url: str) -> tuple[FeedLink, ...]:
    """The same for a page that is decoded already."""
    links, base = _read_head(page, url)
    return _find_declared(links, base) or feeds_among((*links, *_read_links(tags(page, frozenset({"a"})))), base)


def find_declared_links(page: str, url: str) -> tuple[FeedLink, ...]:
    """The feeds that the `link` elements of a decoded page name by their media type."""
    return _find_declared(*_read_head(page, url))


def feeds_among(alternates: Iterable[Alternate], base: str) -> tuple[FeedLink, ...]:
    """The feeds among links: those that are declared to be feeds, else those that very likely are."""
    every = tuple(alternates)
    return _find_declared(every, base) or _links((link for link in every if _is_likely(link)), base)


def _find_declared(alternates: Iterable[Alternate], base: str) -> tuple[FeedLink, ...]:
    from tuinews.parse.formats.recognition import media_types

    types = media_types()
    return _links((link for link in alternates if link.media_type in types and _is_alternate(link)), base)


def _is_alternate(link: Alternate) -> bool:
    relations = link.relations.lower().split()
    return "alternate" in relations or "feed" in relations


def _is_likely(link: Alternate) -> bool:
    """Whether a link without a media type of feeds leads to one all the same."""
    relations = link.relations.lower().split()
    if link.media_type not in VAGUE_TYPES | {""} or _NO_FEED.search(link.href) or "stylesheet" in relations:
        return False
    if "feed" in relations:
        return True
    named = _FEED_ADDRESS.search(link.href) or _FEED_NAME.search(link.title)
    return "alternate" in relations and bool(named or link.media_type.endswith("/xml"))


def _read_head(page: str, url: str) -> tuple[tuple[Alternate, ...], str]:
    """The links of a page that say how they are related to it, each once, and what addresses in it are relative to."""
    found = tuple(tags(page, frozenset({"base", "link"})))
    base = next((base for tag in found if tag.name == "base" and (base := resolve(url, _href(tag)))), url)
    return tuple(dict.fromkeys(_read_links(found))), base


def _read_links(found: Iterable[Tag]) -> Iterator[Alternate]:
    for tag in found:
        given = tag.attributes
        if tag.name != "base" and "rel" in given:
            yield Alternate(_href(tag), given["rel"], given.get("type", ""), given.get("title", ""))


def _href(tag: Tag) -> str:
    return tag.attributes.get("href", "")


def _links(alternates: Iterable[Alternate], base: str) -> tuple[FeedLink, ...]:
    found: dict[str, FeedLink] = {}
    for link in dict.fromkeys(alternates):
        if len(found) == LINKS_LIMIT:
            break
        written = without_feed_scheme(link.href)
        href = resolve(base, written) if written else ""
        if is_web(href):
            found.setdefault(href, FeedLink(href, safe_text(link.title, NAME_LIMIT), link.media_type))
    return tuple(found.values())
