"""Reads videos, audio and frames of a page as links with a name, to be opened elsewhere."""

import re
from urllib.parse import parse_qs, urlsplit

from tuinews.article.dom import Node
from tuinews.model.document import Embed
from tuinews.model.text import safe_text
from tuinews.model.url import is_web, resolve

_KINDS = (
    (
        re.compile(
            r"youtube|youtu\.be|vimeo|dailymotion|twitch\.tv|peertube|rumble|wistia|brightcove|jwplay|video",
            re.IGNORECASE,
        ),
        "video",
    ),
    (
        re.compile(
            r"soundcloud|spotify|bandcamp|podcast|anchor\.fm|megaphone|simplecast|audio|acast|buzzsprout", re.IGNORECASE
        ),
        "audio",
    ),
)
_UNWANTED = re.compile(
    r"googletagmanager|doubleclick|adservice|googlesyndication|/ads?[./]|facebook\.com/plugins/(?:like|share)|"
    r"platform\.twitter\.com/widgets/(?:tweet_button|follow)|recaptcha|about:blank|disqus|/subscribe|newsletter",
    re.IGNORECASE,
)
_YOUTUBE = re.compile(r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com\Z")


def read_embed(node: Node, base: str) -> Embed | None:
    """The embed that an `iframe`, `video`, `audio`, `embed` or `object` stands for; `None` without a web address."""
    source = _source(node)
    url = resolve(base, source) if source else ""
    if (
        not is_web(url)
        or _UNWANTED.search(url)
        or (node.get("width") in {"0", "1"} and node.get("height") in {"0", "1"})
    ):
        return None
    title = safe_text(node.get("title") or node.get("aria-label") or "")
    return Embed(_kind(node, url), _watchable(url), title)


def has_no_source(node: Node) -> bool:
    """Whether a player does not say what it plays, as where a script tells it later."""
    return not _source(node)


def _source(node: Node) -> str:
    for name in ("src", "data-src", "data-lazy-src", "data-original", "data-url", "data-iframe-src", "data"):
        value = (node.get(name) or "").strip()
        if value and not value.lower().startswith(("about:", "javascript:", "data:")):
            return value
    inner = next(node.iter("source", "param"), None)
    if inner is None:
        return ""
    return str(inner.get("src") or (inner.get("value") if inner.get("name") == "movie" else "") or "")


def _kind(node: Node, url: str) -> str:
    if node.tag in {"video", "audio"}:
        return str(node.tag)
    return next((kind for pattern, kind in _KINDS if pattern.search(url)), "page")


def _watchable(url: str) -> str:
    """The address of the page that shows the film, for players whose own address shows it alone."""
    parts = urlsplit(url)
    if _YOUTUBE.match(parts.hostname or "") and parts.path.startswith("/embed/"):
        video = parts.path.removeprefix("/embed/").partition("/")[0]
        listed = parse_qs(parts.query).get("list")
        if video == "videoseries" and listed:
            return f"https://www.youtube.com/playlist?list={listed[0]}"
        return f"https://www.youtube.com/watch?v={video}"
    if parts.hostname == "player.vimeo.com":
        return f"https://vimeo.com/{parts.path.removeprefix('/video/')}"
    return url
