"""Guesses the addresses of feeds when a page names none: known sites, links in the text, usual paths."""

import re
from urllib.parse import urlsplit, urlunsplit

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.url import is_web, resolve
from tuinews.parse.discovery.html_tags import tags
from tuinews.parse.discovery.page_links import without_feed_scheme

LIMIT = 20
"""Most guesses that are made."""

_YOUTUBE = "https://www.youtube.com/feeds/videos.xml"
_SITES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"youtube\.com/(?:.*[?&])list=([\w-]{10,60})", (f"{_YOUTUBE}?playlist_id=\\1",)),
    (r"youtube\.com/channel/(UC[\w-]{22})", (f"{_YOUTUBE}?channel_id=\\1",)),
    (r"youtube\.com/user/([\w.-]{1,60})", (f"{_YOUTUBE}?user=\\1",)),
    (r"reddit\.com/((?:r|u|user)/[\w-]{1,60}(?:/\w{1,20})?)", (r"https://www.reddit.com/\1/.rss",)),
    (
        r"github\.com/([\w.-]{1,60}/[\w.-]{1,100})",
        tuple(rf"https://github.com/\1/{kind}.atom" for kind in ("releases", "tags", "commits")),
    ),
    (r"github\.com/([\w-]{1,60})/?\Z", (r"https://github.com/\1.atom",)),
    (r"gitlab\.com/([\w.-]{1,60}/[\w.-]{1,100})", (r"https://gitlab.com/\1/-/tags?format=atom",)),
    (r"codeberg\.org/([\w.-]{1,60}/[\w.-]{1,100})", (r"https://codeberg.org/\1/releases.rss",)),
    (r"medium\.com/(@?[\w.-]{1,100})", (r"https://medium.com/feed/\1",)),
    (r"bsky\.app/profile/([\w.:-]{1,100})", (r"https://bsky.app/profile/\1/rss",)),
    (r"vimeo\.com/([A-Za-z][\w-]{1,60})", (r"https://vimeo.com/\1/videos/rss",)),
    (r"pypi\.org/project/([\w.-]{1,100})", (r"https://pypi.org/rss/project/\1/releases.xml",)),
    (r"([\w-]{1,63}\.(?:substack|wordpress|medium)\.com)/", (r"https://\1/feed",)),
    (r"([\w-]{1,63}\.tumblr\.com)/", (r"https://\1/rss",)),
    (r"([\w-]{1,63}\.blogspot\.com)/", (r"https://\1/feeds/posts/default",)),
)
"""What an address without scheme and `www.` looks like → where its feeds are."""

_FEDIVERSE = re.compile(r"(?!youtube|tiktok|threads)[\w.-]{4,100}/@[\w.-]{1,60}/?\Z")
"""What a profile of Mastodon and its relatives looks like; it may be at any host."""

_PATHS = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "?feed=rss2")
_CHANNEL_IN_PAGE = re.compile(
    r'(?:"(?:externalId|channelId|browseId)"\s*:\s*"|youtube\.com/channel/'
    r'|itemprop="(?:identifier|channelId)" content=")(UC[\w-]{22})'
)
_FEED_ADDRESS = re.compile(
    r"(?:\.(?:rss|rdf|atom)|/(?:rss|atom|feeds?)|/(?:rss|atom|feed|index)2?\.(?:xml|json|php)"
    r"|[?&](?:feed|format)=(?:rss|atom)2?)/?(?:\?[^#]*)?\Z",
    re.IGNORECASE,
)
_FEED_IN_DATA = re.compile(r'"(?:feedUrl|rssUrl|feed_url|rss_url)"\s*:\s*"(https?:[^"\s]{4,400})"')
_FEED_HOST = re.compile(r"https?://(?:feeds?\d?|rss)\.[^/]+/.", re.IGNORECASE)
"""Hosts that serve nothing but feeds, which podcasts are often at."""
_SPEAKS_OF_FEEDS = re.compile(r"(?<![a-z])(?:feeds?|rss2?|atom|rdf|xml|json)(?![a-z])", re.IGNORECASE)
_VAGUE_TYPES = frozenset({"text/xml", "application/xml", "application/json"})


def known_feeds(url: str) -> tuple[str, ...]:
    """The feeds of an address of a site that has one for everything, known without a look at the page.

    None for an address that speaks of feeds itself: whoever typed it may mean just that.
    """
    if _SPEAKS_OF_FEEDS.search(url.partition("://")[2].partition("/")[2]):
        return ()
    return tuple(address for address in _known(url, "") if address != url)


def guesses(url: str, body: bytes = b"") -> tuple[str, ...]:
    """Addresses worth a look, best first; `body` is the page at `url`, as far as it is at hand."""
    page = decode(unpack(body)[0]).text if body else ""
    found = [*_known(url, page), *_announced(page), *_linked(page, url), *_profile(url)]
    if page or not found:
        found += _usual(url)
    return tuple(dict.fromkeys(address for address in found if is_web(address) and address != url))[:LIMIT]


def _known(url: str, page: str) -> list[str]:
    """The feeds of sites that have one for everything but do not always say so."""
    parts = urlsplit(url)
    address = re.sub(r"\A(?:www|m|old)\.", "", (parts.hostname or "").lower()) + (parts.path or "/")
    address += f"?{parts.query}" if parts.query else ""
    if address.startswith("youtube.com/") and (channel := _CHANNEL_IN_PAGE.search(page)):
        return [f"{_YOUTUBE}?channel_id={channel[1]}"]
    for pattern, feeds in _SITES:
        if match := re.match(pattern, address):
            return [match.expand(feed) for feed in feeds]
    return []


def _announced(page: str) -> list[str]:
    """The feed that a page of a podcast directory has in its data."""
    return [match[1].replace("\\u002F", "/").replace("\\/", "/") for match in _FEED_IN_DATA.finditer(page)][:3]


def _profile(url: str) -> list[str]:
    parts = urlsplit(url)
    if not _FEDIVERSE.match(f"{parts.hostname or ''}{parts.path}"):
        return []
    return [urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + ".rss", "", ""))]


def _linked(page: str, url: str) -> list[str]:
    """Links of the page whose address looks like a feed's, those that call themselves alternates first."""
    alternates: list[str] = []
    others: list[str] = []
    for tag in tags(page, frozenset({"link", "a"})):
        href = resolve(url, without_feed_scheme(tag.attributes.get("href", "")))
        if not (_FEED_ADDRESS.search(href) or (tag.name == "a" and _FEED_HOST.match(href))):
            continue
        if tag.name == "a":
            others.append(href)
        elif tag.attributes.get("type", "").lower() in _VAGUE_TYPES:
            alternates.append(href)
    return alternates + others


def _usual(url: str) -> list[str]:
    parts = urlsplit(url)
    root = urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
    here = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", ""))
    return [*([f"{here}feed"] if here != root else []), *(root + path for path in _PATHS)]
