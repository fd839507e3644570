"""Where known sites have the feeds of their addresses: each pattern ends where its feed does.

An address that says more than a pattern (a branch, a label, a search) is another list of entries: it has a pattern of
its own or none, so that nobody subscribes to more, or to something else, than the address shows.
"""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from tuinews.model.feed import FeedLink
from tuinews.model.text import SafeText
from tuinews.model.url import canonical_url

_YOUTUBE = "https://www.youtube.com/feeds/videos.xml"
_TABS = r"(?:/(?:featured|videos|shorts|streams|about|community))?"
_PART = r"[\w.-]{1,100}"
_PATH = r"[^?#]{1,400}"

_TUMBLRS_OWN = (
    r"(?:about|apps|communities|dashboard|explore|following|help|inbox|jobs|likes|login|new|policy|privacy|register|search"
    r"|settings|tagged|themes|trending)(?:/|\Z)"
)
"""Pages of Tumblr itself, which are no blog of that name."""

_EXACT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"youtube\.com/(?:playlist|watch)\?(?:.*&)?list=([\w-]{10,60})(?:&.*)?", (f"{_YOUTUBE}?playlist_id=\\1",)),
    (rf"youtube\.com/channel/(UC[\w-]{{22}}){_TABS}", (f"{_YOUTUBE}?channel_id=\\1",)),
    (rf"youtube\.com/user/([\w.-]{{1,60}}){_TABS}", (f"{_YOUTUBE}?user=\\1",)),
    (
        (
            r"reddit\.com/"
            r"((?:r/[\w+-]{1,200}(?:/(?:hot|new|top|rising|controversial|best|comments|search))?"
            r"|r/[\w-]{1,60}/comments/\w{1,20}(?:/[^/?#]{1,200}){0,2}"
            r"|(?:u|user)/[\w-]{1,60}(?:/(?:submitted|comments|m/\w{1,60}))?|domain/[\w.-]{1,100}|search))(\?.*)?"
        ),
        (r"https://www.reddit.com/\1/.rss\2",),
    ),
    (
        rf"github\.com/([\w.-]{{1,60}}/{_PART})",
        tuple(rf"https://github.com/\1/{kind}.atom" for kind in ("releases", "tags", "commits")),
    ),
    (
        rf"github\.com/([\w.-]{{1,60}}/{_PART}/(?:releases|tags|discussions|commits(?:/{_PATH})?))",
        (r"https://github.com/\1.atom",),
    ),
    (r"github\.com/([\w-]{1,60})", (r"https://github.com/\1.atom",)),
    (rf"gitlab\.com/([\w.-]{{1,60}}/{_PART})(?:/-/tags)?", (r"https://gitlab.com/\1/-/tags?format=atom",)),
    (rf"gitlab\.com/({_PATH}/-/commits/{_PATH})", (r"https://gitlab.com/\1?format=atom",)),
    (rf"gitlab\.com/({_PATH}/-/(?:issues|merge_requests|releases))", (r"https://gitlab.com/\1.atom",)),
    (rf"codeberg\.org/([\w.-]{{1,60}}/{_PART})(?:/releases)?", (r"https://codeberg.org/\1/releases.rss",)),
    (rf"codeberg\.org/([\w.-]{{1,60}}/{_PART}/tags)", (r"https://codeberg.org/\1.rss",)),
    (
        rf"codeberg\.org/([\w.-]{{1,60}}/{_PART})/(?:commits|src)/(branch/{_PATH})",
        (r"https://codeberg.org/\1/rss/\2",),
    ),
    (rf"medium\.com/((?:tag/)?@?{_PART}|{_PART}/tagged/{_PART})", (r"https://medium.com/feed/\1",)),
    (r"bsky\.app/profile/([\w.:-]{1,100})", (r"https://bsky.app/profile/\1/rss",)),
    (
        r"vimeo\.com/([A-Za-z][\w-]{1,60}|(?:channels|groups)/[\w-]{1,60})(?:/videos)?",
        (r"https://vimeo.com/\1/videos/rss",),
    ),
    (rf"pypi\.org/project/({_PART})(?:/[^/?#]{{1,60}})?", (r"https://pypi.org/rss/project/\1/releases.xml",)),
    (r"([\w-]{1,63}\.(?:wordpress|medium)\.com)", (r"https://\1/feed",)),
    (r"([\w-]{1,63}\.substack\.com)(?:/(?:archive|about|p/[^/?#]{1,300}))?", (r"https://\1/feed",)),
    (r"([\w-]{1,63}\.wordpress\.com/(?:tag|category|author)/[^?#]{1,200})", (r"https://\1/feed",)),
    (rf"tumblr\.com/(?!{_TUMBLRS_OWN})([\w-]{{1,63}})", (r"https://\1.tumblr.com/rss",)),
    (r"([\w-]{1,63}\.tumblr\.com(?:/tagged/[^/?#]{1,100})?)", (r"https://\1/rss",)),
    (
        rf"tumblr\.com/(?!{_TUMBLRS_OWN})([\w-]{{1,63}})/tagged/([^/?#]{{1,100}})",
        (r"https://\1.tumblr.com/tagged/\2/rss",),
    ),
    (r"([\w-]{1,63}\.blogspot\.com)", (r"https://\1/feeds/posts/default",)),
    (r"([\w-]{1,63}\.blogspot\.com)/search/label/([^/?#]{1,100})", (r"https://\1/feeds/posts/default/-/\2",)),
)
"""What an address without scheme, `www.` and last slash is, whole → where its feeds are."""

_AROUND: tuple[tuple[str, str], ...] = (
    (rf"github\.com/([\w.-]{{1,60}}/{_PART})/tree/({_PATH})", r"https://github.com/\1/commits/\2.atom"),
    (rf"github\.com/([\w.-]{{1,60}}/{_PART})/blob/({_PATH})", r"https://github.com/\1/commits/\2.atom"),
    (rf"medium\.com/(@{_PART})/[^/?#]{{1,300}}", r"https://medium.com/feed/\1"),
    (r"bsky\.app/profile/([\w.:-]{1,100})/post/\w{1,40}", r"https://bsky.app/profile/\1/rss"),
    (r"([\w-]{1,63}\.tumblr\.com)/(?:post/)?\d{5,30}(?:/[^/?#]{1,200})?", r"https://\1/rss"),
    (r"([\w-]{1,63}\.blogspot\.com)/\d{4}/\d\d/[^/?#]{1,300}", r"https://\1/feeds/posts/default"),
)
"""What the address of one post or folder is → the feed that it is in, which is taken only when its page names none."""

_CHANNEL_PAGE = re.compile(
    rf"youtube\.com/(?:(?:@[^/?#]{{1,100}}|(?:c|user)/[^/?#]{{1,100}}|channel/[\w-]{{24}}){_TABS}|watch\?.*"
    r"|(?:shorts|live)/[\w-]{5,20}|(?!results|playlist|hashtag|feed|gaming|post)[\w.-]{2,60})\Z"
)
"""Pages of YouTube that belong to one channel."""
_CHANNEL_IN_PAGE = re.compile(
    r'(?:"(?:externalId|channelId|browseId)"\s*:\s*"|youtube\.com/channel/'
    r'|itemprop="(?:identifier|channelId)" content=")(UC[\w-]{22})'
)
_HARMLESS = re.compile(
    r"(?:utm_\w+|fbclid|gclid|si|ref|ref_src|ref_url|source|feature|app|tab|view_as|share\w*|pp|igshid|hl|r)\Z"
)
"""Parameters that say where somebody came from, not what is shown."""
_CHANNEL_FEED = re.compile(r"https?://(?:www\.)?youtube\.com/feeds/videos\.xml\?channel_id=UC([\w-]{22})\Z")
_WITHOUT_SHORTS = SafeText("Videos without Shorts")
"""What `UULF` and a channel's id without its `UC` is: a playlist that YouTube keeps of every channel."""
_FEDIVERSE = re.compile(
    r"(?!youtube|tiktok|threads|medium)[\w.-]{4,100}/(@[\w.-]{1,60})(?:/tagged/[^/]{1,60}|/\d{5,30})?/?\Z"
)
"""A profile of Mastodon and its relatives, with one of its tags or posts; it may be at any host."""


def exact_feeds(url: str) -> list[str]:
    """The feeds of what an address shows, on a site that has one for everything; those of nothing more or less."""
    address = _address(url)
    for pattern, feeds in _EXACT:
        if match := re.fullmatch(pattern, address):
            return [match.expand(feed) for feed in feeds]
    return []


def feeds_around(url: str, page: str) -> list[str]:
    """The feeds that a post or a channel is in, for an address whose page names none."""
    address = _address(url)
    if _CHANNEL_PAGE.match(address) and (channel := _CHANNEL_IN_PAGE.search(page)):
        return [f"{_YOUTUBE}?channel_id={channel[1]}"]
    return [match.expand(feed) for pattern, feed in _AROUND if (match := re.fullmatch(pattern, address))]


def more_feeds(url: str, hrefs: Sequence[str]) -> tuple[FeedLink, ...]:
    """What a known site has besides the feeds that its page names, for those who are asked which they want.

    Those are other lists of what the address shows, and the videos of a channel without its short ones.
    """
    channels = (match[1] for href in hrefs if (match := _CHANNEL_FEED.match(href)))
    long_ones = [FeedLink(f"{_YOUTUBE}?playlist_id=UULF{channel}", _WITHOUT_SHORTS) for channel in channels]
    others = [FeedLink(feed) for feed in exact_feeds(url) if not any(_is_same_list(feed, href) for href in hrefs)]
    return (*long_ones, *others)


def _is_same_list(feed: str, href: str) -> bool:
    """Whether an address that a page names is a guessed one, or says the same more exactly (`commits/main.atom`)."""
    stem, _, ending = feed.rpartition(".")
    return canonical_url(href) == canonical_url(feed) or (href.startswith(f"{stem}/") and href.endswith(f".{ending}"))


def profile_feeds(url: str) -> list[str]:
    """The feed of a profile of the Fediverse, or of one of its tags; of a post that of its author."""
    parts = urlsplit(url)
    match = _FEDIVERSE.match(f"{parts.hostname or ''}{parts.path}")
    if match is None:
        return []
    path = parts.path.rstrip("/") if "/tagged/" in parts.path else f"/{match[1]}"
    return [f"{parts.scheme}://{parts.netloc}{path}.rss"]


def _address(url: str) -> str:
    """The address in the form that the patterns have: no scheme, no usual prefix, no last slash, nothing harmless."""
    parts = urlsplit(url)
    host = re.sub(r"\A(?:www|m|old|new|np)\.", "", (parts.hostname or "").lower())
    pairs = [(key, value) for key, value in parse_qsl(parts.query) if not _HARMLESS.match(key.lower())]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return host + parts.path.rstrip("/") + query
