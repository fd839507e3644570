"""The feeds that a page names in its head (rel=alternate autodiscovery, HTML section 4.8.4.3.1)."""

from tuinews.model.feed import FeedLink
from tuinews.model.text import NAME_LIMIT, safe_text
from tuinews.model.url import is_web, resolve
from tuinews.parse.decode import decode, unpack
from tuinews.parse.discovery.html_tags import Tag, tags

FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "application/x-rss+xml",
        "application/rss",
        "application/atom",
        "text/rss",
        "text/rss+xml",
        "text/atom",
        "text/atom+xml",
    }
)
"""Media types that only feeds have."""

LINKS_LIMIT = 200
"""Most links that a page is believed to have."""


def discover(body: bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds that the page's `link` elements name, absolute, in the page's order, each once."""
    return links_of(decode(unpack(body)[0]).text, url)


def links_of(page: str, url: str) -> tuple[FeedLink, ...]:
    """The same of a page that is text already."""
    found: dict[str, FeedLink] = {}
    base = ""
    for tag in tags(page, frozenset({"base", "link"})):
        if tag.name == "base":
            base = base or resolve(url, tag.attributes.get("href", ""))
        elif _names_feed(tag):
            link = _link(tag, base or url)
            if link.href:
                found.setdefault(link.href, link)
    return tuple(found.values())[:LINKS_LIMIT]


def _names_feed(tag: Tag) -> bool:
    relations = tag.attributes.get("rel", "").lower().split()
    return _type(tag) in FEED_TYPES and ("alternate" in relations or "feed" in relations)


def _type(tag: Tag) -> str:
    return tag.attributes.get("type", "").partition(";")[0].strip().rstrip("/").lower()


def _link(tag: Tag, base: str) -> FeedLink:
    written = without_feed_scheme(tag.attributes.get("href", ""))
    href = resolve(base, written) if written else ""
    return FeedLink(href if is_web(href) else "", safe_text(tag.attributes.get("title", ""), NAME_LIMIT), _type(tag))


def without_feed_scheme(written: str) -> str:
    """The web address in a `feed:` address (`feed:https://…` or `feed://…`); any other one as it is."""
    url = written.strip()
    if url[:5].lower() != "feed:":
        return url
    return f"https:{url[5:]}" if url[5:].startswith("//") else url[5:]
