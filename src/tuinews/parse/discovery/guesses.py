"""Guesses the addresses of feeds when a page names none: known sites, links in the text, usual paths."""

import re
from urllib.parse import urlsplit, urlunsplit

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.url import is_web, resolve, without_feed_scheme
from tuinews.parse.discovery.html_tags import tags
from tuinews.parse.discovery.page_links import VAGUE_TYPES
from tuinews.parse.discovery.sites import exact_feeds, feeds_around, profile_feeds

LIMIT = 20
"""Most guesses that are made."""

_PATHS = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "?feed=rss2")
_FEED_ADDRESS = re.compile(
    r"(?:\.(?:rss|rdf|atom)|/(?:rss|atom|feeds?)|/(?:rss|atom|feed|index)2?\.(?:xml|json|php)"
    r"|[?&](?:feed|format)=(?:rss|atom)2?)/?(?:\?[^#]*)?\Z",
    re.IGNORECASE,
)
_FEED_IN_DATA = re.compile(r'"(?:feedUrl|rssUrl|feed_url|rss_url)"\s*:\s*"(https?:[^"\s]{4,400})"')
_FEED_HOST = re.compile(r"https?://(?:feeds?\d?|rss)\.[^/]+/.", re.IGNORECASE)
"""Hosts that serve nothing but feeds, which podcasts are often at."""
_SPEAKS_OF_FEEDS = re.compile(r"(?<![a-z])(?:feeds?|rss2?|atom|rdf|xml|json)(?![a-z])", re.IGNORECASE)


def guess_known_feeds(url: str) -> tuple[str, ...]:
    """The feeds of just what an address shows, on a site that has one for everything, without a look at the page.

    None for an address that speaks of feeds itself: whoever typed it may mean just that.
    """
    if _SPEAKS_OF_FEEDS.search(url.partition("://")[2].partition("/")[2]):
        return ()
    return tuple(address for address in exact_feeds(url) if address != url)


def guesses(url: str, body: bytes = b"") -> tuple[str, ...]:
    """Addresses worth a look, best first; `body` is the page at `url`, as far as it is at hand."""
    page = decode(unpack(body)[0]).text if body else ""
    found = [
        *exact_feeds(url),
        *feeds_around(url, page),
        *_find_announced(page),
        *_find_linked(page, url),
        *profile_feeds(url),
    ]
    if page or not found:
        found += _usual(url)
    return tuple(dict.fromkeys(address for address in found if is_web(address) and address != url))[:LIMIT]


def _find_announced(page: str) -> list[str]:
    """The feed that a page of a podcast directory has in its data."""
    return [match[1].replace("\\u002F", "/").replace("\\/", "/") for match in _FEED_IN_DATA.finditer(page)][:3]


def _find_linked(page: str, url: str) -> list[str]:
    """Links of the page whose address looks like a feed's, those that call themselves alternates first."""
    alternates: list[str] = []
    others: list[str] = []
    for tag in tags(page, frozenset({"link", "a"})):
        href = resolve(url, without_feed_scheme(tag.attributes.get("href", "")))
        if not (_FEED_ADDRESS.search(href) or (tag.name == "a" and _FEED_HOST.match(href))):
            continue
        if tag.name == "a":
            others.append(href)
        elif tag.attributes.get("type", "").lower() in VAGUE_TYPES:
            alternates.append(href)
    return alternates + others


def _usual(url: str) -> list[str]:
    parts = urlsplit(url)
    root = urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
    here = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", ""))
    return [*([f"{here}feed"] if here != root else []), *(root + path for path in _PATHS)]
