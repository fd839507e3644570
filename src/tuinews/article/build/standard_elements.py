"""Puts standard elements where pages have others of their own: custom elements, facades of players, escaped markup."""

import re

from lxml import html as lxml_html
from lxml.etree import ParserError

from tuinews.article.build.embeds import has_no_source
from tuinews.article.build.lines import join_drop_caps, part_lines
from tuinews.article.build.pictures import is_picture_url, picture_url
from tuinews.article.build.preformatted import mark_code
from tuinews.article.dom import Node, drop, elements, text_of, words_of
from tuinews.model.url import is_web, resolve

_PLAYERS = (
    ("youtube", "https://www.youtube.com/embed/{}"),
    ("vimeo", "https://player.vimeo.com/video/{}"),
    ("dailymotion", "https://www.dailymotion.com/embed/video/{}"),
    ("soundcloud", "https://api.soundcloud.com/tracks/{}"),
    ("spotify", "https://open.spotify.com/embed/{}"),
    ("twitter", "https://twitter.com/i/status/{}"),
    ("tweet", "https://twitter.com/i/status/{}"),
    ("instagram", "https://www.instagram.com/p/{}/"),
    ("gist", "https://gist.github.com/{}"),
    ("tiktok", "https://www.tiktok.com/embed/v2/{}"),
    ("vine", "https://vine.co/v/{}"),
    ("imgur", "https://imgur.com/{}"),
)
_IDS = (
    "videoid", "video-id", "data-videoid", "data-video-id", "data-youtube-id", "data-vimeo-id", "data-yt-id",
    "data-ytid",
    "data-tweetid", "data-tweet-id", "data-shortcode", "data-trackid", "data-gistid", "data-imgur-id", "data-vineid",
    "data-embed-id", "data-id", "data-video",
)  # fmt: skip
_ID = re.compile(r"[\w/:-]{2,80}")
_ADDRESSES = (
    "src", "data-src", "data-href", "data-url", "data-embed-url", "data-embed-src", "data-iframe-src", "data-iframe",
    "data-lazy-src", "data-player-url", "data-video-url", "href", "url", "data-embed",
)  # fmt: skip
_SCRIPTS = (
    (re.compile(r"(https?:)?(//gist\.github\.com/[\w.-]+(?:/[\w.-]+?)?)\.js\b.*"), r"https:\2"),
    (re.compile(r"(https?:)?(//(?:asciinema\.org/a/\w+|gitlab\.com/[\w./-]*snippets/\d+))\.js\b.*"), r"https:\2"),
    (re.compile(r"(https?:)?//pastebin\.com/embed_js(?:\.php\?i=|/)(\w+).*"), r"https://pastebin.com/\2"),
    (re.compile(r"(https?:)?(//jsfiddle\.net/[\w/]+?)/embed/.*"), r"https:\2/"),
)
_PLAYER_HOST = re.compile(
    r"youtube(?:-nocookie)?\.com/(?:embed|watch|v/|shorts)|youtu\.be/|player\.vimeo\.com|dailymotion\.com/embed|"
    r"soundcloud\.com/player|open\.spotify\.com/embed|/embed/|player\.",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background(?:-image)?:[^;]*url\(['\"]?([^'\")]+)")
_MEDIA = ("img", "picture", "iframe", "video", "audio", "object", "embed")


def standardize(body: Node, base: str) -> None:
    """Make pictures, players and lines of a page's own elements the standard ones, before anything is dropped."""
    _read_noscripts(body, base)
    for node in elements(body, "script"):
        _make_embed_of_script(node)
    for node in list(body.iter()):
        if node.tag not in _MEDIA and node.tag not in {"script", "style", "noscript"}:
            _make_standard(node, base)
    for node in elements(body, "video"):
        if has_no_source(node) and node.get("poster"):
            node.set("src", node.get("poster") or "")
            node.tag = "img"
    _free_buttons(body)
    part_lines(body)
    join_drop_caps(body)
    mark_code(body)


def _make_standard(node: Node, base: str) -> None:
    """Make a custom element, or an empty one that a script fills, the picture or player that it stands for."""
    custom = "-" in str(node.tag)
    if not custom and node.tag not in {"div", "a", "span", "figure", "button"}:
        return
    if custom and next(node.iter(*_MEDIA), None) is None and (url := _custom_picture(node, base)):
        node.set("src", url)
        # what is no picture has no size in pixels: often it is only the shape
        for name in {"width", "height"} & set(node.attrib):
            del node.attrib[name]
        node.text = None
        for inner in list(node):
            node.remove(inner)
        node.tag = "img"
    elif player := _player_of(node, base, custom=custom):
        if custom or (not words_of(node) and node.tag != "a"):
            for inner in list(node):
                node.remove(inner)
            node.text = None
            node.attrib["src"], node.tag = player, "iframe"
        else:
            frame = node.makeelement("iframe", src=player)
            node.addprevious(frame)
    elif not custom and not len(node) and not words_of(node):
        _show_background(node, base)


def _custom_picture(node: Node, base: str) -> str:
    """The address of the picture that a custom element shows, or `""`."""
    url = picture_url(node, base)
    named = any(word in str(node.tag) for word in ("img", "image", "picture", "photo"))
    return url if url and (named or is_picture_url(url)) and "video" not in str(node.tag) else ""


def _player_of(node: Node, base: str, *, custom: bool) -> str:
    """The address of the player that an element stands for until a script puts it there, or `""`."""
    if not custom and " data-" not in f" {' '.join(map(str, node.keys()))}":
        return ""
    names = f"{node.tag if custom else ''} {node.get('class') or ''} {' '.join(map(str, node.attrib))}".lower()
    for word, address in _PLAYERS if custom or any(name in node.attrib for name in _IDS) else ():
        if word not in names:
            continue
        value = next((node.get(name) or "" for name in _IDS if node.get(name)), "").strip()
        if _ID.fullmatch(value):
            return address.format(value)
    for name in _ADDRESSES if custom else [name for name in _ADDRESSES if name.startswith("data-")]:
        url = resolve(base, (node.get(name) or "").strip()) if node.get(name) else ""
        if (
            is_web(url)
            and not is_picture_url(url)
            and (_PLAYER_HOST.search(url) or _is_embed_name(node, custom=custom))
        ):
            return url
    return ""


def _is_embed_name(node: Node, *, custom: bool) -> bool:
    names = f"{node.tag} {node.get('class') or ''}".lower()
    shown = any(word in names for word in ("iframe", "embed", "player", "video", "audio"))
    return custom and shown and next(node.iter(*_MEDIA, "a"), None) is None and not words_of(node)


def _show_background(node: Node, base: str) -> None:
    """Make an empty element that shows a picture by its style that picture, where it is said to be one."""
    found = _BACKGROUND.search(node.get("style") or "")
    url = resolve(base, found[1].strip()) if found else ""
    if is_web(url) and (node.get("role") == "img" or node.tag == "figure" or _is_in_figure(node)):
        node.set("src", url)
        node.set("alt", node.get("aria-label") or node.get("title") or "")
        node.tag = "img"


def _is_in_figure(node: Node) -> bool:
    return next((True for _ in node.iterancestors("figure")), False)


def _make_embed_of_script(node: Node) -> None:
    """Make a script that writes an embed a frame with the address of what it shows."""
    source = (node.get("src") or "").strip()
    for pattern, address in _SCRIPTS:
        if pattern.fullmatch(source):
            frame = node.makeelement("iframe", src=pattern.sub(address, source))
            frame.tail, node.tail = node.tail, None
            node.addprevious(frame)


def _read_noscripts(body: Node, base: str) -> None:
    """Read `noscript` elements whose markup is escaped; where they repeat the picture beside them, they go."""
    for node in elements(body, "noscript"):
        text = text_of(node)
        if not len(node) and re.search(r"<(?:img|iframe|picture|video)\b", text):
            try:
                parts = lxml_html.fragments_fromstring(text, no_leading_text=True)
            except (ParserError, ValueError):
                continue
            node.text = None
            node.extend(parts)
        image = next(node.iter("img"), None)
        parent = node.getparent()
        if parent is None:
            continue
        if parent.find("iframe") is None:
            for frame in elements(node, "iframe"):
                frame.tail = None
                node.addprevious(frame)
        if image is None:
            continue
        name = _file_of(picture_url(image, base))
        beside = [other for other in (parent, *parent) if other is not node and "-" in str(other.tag)]
        for other in beside:
            if name and _file_of(picture_url(other, base)) == name:
                drop(node)
                break


def _file_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _free_buttons(body: Node) -> None:
    """Put pictures in buttons, which open them large, in the place of the buttons."""
    for node in elements(body, "button"):
        for image in elements(node, "img"):
            picture = next(
                (outer for outer in image.iterancestors("figure", "picture") if _is_inside(outer, node)), image
            )
            if _is_inside(picture, node) and _is_large(image):
                picture.tail = None
                node.addprevious(picture)


def _is_large(image: Node) -> bool:
    width = (image.get("width") or "").removesuffix("px")
    return (_is_in_figure(image) or image.get("srcset") is not None) if not width.isdecimal() else int(width[:6]) > 100


def _is_inside(node: Node, outer: Node) -> bool:
    return any(parent is outer for parent in node.iterancestors())
