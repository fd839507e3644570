"""Reads the feeds that a page names in its head (rel=alternate, HTML section 4.8.4.3.1)."""

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.feed import FeedLink
from tuinews.model.text import NAME_LIMIT, safe_text
from tuinews.model.url import is_web, resolve
from tuinews.parse.discovery.html_tags import Tag, tags

LINKS_LIMIT = 200
"""Most links that a page is believed to have."""


def discover(body: bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds that the page's `link` elements name, absolute, in the page's order, each once."""
    return links_of(decode(unpack(body)[0]).text, url)


def links_of(page: str, url: str) -> tuple[FeedLink, ...]:
    """The same for a page that is decoded already."""
    from tuinews.parse.formats.recognition import media_types

    types = media_types()
    found: dict[str, FeedLink] = {}
    base = ""
    for tag in tags(page, frozenset({"base", "link"})):
        if tag.name == "base":
            base = base or resolve(url, tag.attributes.get("href", ""))
        elif _type(tag) in types and _is_alternate(tag):
            link = _link(tag, base or url)
            if link.href:
                found.setdefault(link.href, link)
    return tuple(found.values())[:LINKS_LIMIT]


def _is_alternate(tag: Tag) -> bool:
    relations = tag.attributes.get("rel", "").lower().split()
    return "alternate" in relations or "feed" in relations


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
