"""Where a feed probably is when a page names none: links in its text, known sites, usual paths."""

import re
from urllib.parse import urlsplit, urlunsplit

from tuinews.model.url import is_web, resolve
from tuinews.parse.decode import decode, unpack
from tuinews.parse.markup import tags

_USUAL = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json", "feeds/posts/default", "?feed=rss2")
_LOOKS_LIKE_FEED = re.compile(
    r"(?:\.(?:rss|rdf|atom)|/(?:rss|atom|feed|feeds)|/(?:rss|atom|feed|index)2?\.(?:xml|json|php)|[?&](?:feed|format)=(?:rss|atom)2?)"
    r"/?(?:\?[^#]*)?\Z",
    re.IGNORECASE,
)
_CHANNEL_ID = re.compile(
    r'(?:"(?:externalId|channelId|browseId)"\s*:\s*"|youtube\.com/channel/|itemprop="(?:identifier|channelId)" content=")'
    r"(UC[\w-]{22})"
)
_GUESSES_LIMIT = 20


def guesses(url: str, body: bytes = b"") -> tuple[str, ...]:
    """Addresses worth a look, best first: what the page links to in its text, what its site is known for, usual paths."""
    page = decode(unpack(body)[0]).text if body else ""
    found = [*_known(url, page), *_linked(page, url), *_typed(page, url)]
    if not found or page:
        found += _paths(url)
    return tuple(dict.fromkeys(address for address in found if is_web(address) and address != url))[:_GUESSES_LIMIT]


def _known(url: str, page: str) -> list[str]:
    """The feeds of sites that have one for everything but do not always say so."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("old.")
    path = [step for step in parts.path.split("/") if step]
    match host:
        case "youtube.com":
            return _youtube(path, parts.query, page)
        case "reddit.com" if path:
            return [f"https://www.reddit.com/{'/'.join(path)}/.rss"]
        case "github.com" if len(path) >= 2:
            repository = f"https://github.com/{path[0]}/{path[1]}"
            return [f"{repository}/{kind}.atom" for kind in ("releases", "tags", "commits")]
        case "github.com" if path:
            return [f"https://github.com/{path[0]}.atom"]
        case "gitlab.com" if len(path) >= 2:
            return [f"https://gitlab.com/{path[0]}/{path[1]}/-/tags?format=atom"]
        case "medium.com" if path:
            return [f"https://medium.com/feed/{path[0]}"]
        case "bsky.app" if len(path) >= 2 and path[0] == "profile":
            return [f"https://bsky.app/profile/{path[1]}/rss"]
        case "vimeo.com" if path:
            return [f"https://vimeo.com/{path[0]}/videos/rss"]
        case "pypi.org" if len(path) >= 2 and path[0] == "project":
            return [f"https://pypi.org/rss/project/{path[1]}/releases.xml"]
    if host.endswith((".substack.com", ".tumblr.com", ".medium.com", ".wordpress.com")):
        suffix = "rss" if host.endswith(".tumblr.com") else "feed"
        return [f"https://{host}/{suffix}"]
    if path and re.fullmatch(r"@[\w.-]{1,60}", path[0]):
        return [urlunsplit((parts.scheme, parts.netloc, f"/{path[0]}.rss", "", ""))]  # Mastodon and its relatives
    return []


def _youtube(path: list[str], query: str, page: str) -> list[str]:
    feed = "https://www.youtube.com/feeds/videos.xml"
    if playlist := re.search(r"(?:^|&)list=([\w-]{10,60})", query):
        return [f"{feed}?playlist_id={playlist[1]}"]
    if len(path) >= 2 and path[0] == "channel":
        return [f"{feed}?channel_id={path[1]}"]
    if len(path) >= 2 and path[0] == "user":
        return [f"{feed}?user={path[1]}"]
    channel = _CHANNEL_ID.search(page)
    return [f"{feed}?channel_id={channel[1]}"] if channel else []


def _typed(page: str, url: str) -> list[str]:
    """Alternates whose type says XML or JSON only, but whose address says feed."""
    kinds = {"text/xml", "application/xml", "application/json"}
    return [
        href
        for tag in tags(page, frozenset({"link"}))
        if "alternate" in tag.attributes.get("rel", "").lower().split()
        and tag.attributes.get("type", "").lower() in kinds
        and _LOOKS_LIKE_FEED.search(href := resolve(url, tag.attributes.get("href", "")))
    ]


def _linked(page: str, url: str) -> list[str]:
    """Links of the page's text whose address looks like a feed's."""
    return [
        href
        for tag in tags(page, frozenset({"a"}))
        if (href := resolve(url, tag.attributes.get("href", ""))) and _LOOKS_LIKE_FEED.search(href)
    ]


def _paths(url: str) -> list[str]:
    parts = urlsplit(url)
    root = urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
    here = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", ""))
    deeper = [here + "feed"] if here != root else []
    return [*deeper, *(root + path for path in _USUAL)]
