"""Reads pictures: their real addresses, and which of them are tracking pixels, icons or emoji."""

import re
from typing import NamedTuple

from tuinews.article.dom import Node, names_of, style_of
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import is_web, resolve

WIDEST = 1_600
"""Pixels: a wider candidate of a source set is not taken when a narrower one will do."""

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-orig-file", "data-full-src", "data-url", "data-image")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"\A(?:data:|about:)|(?:blank|spacer|placeholder|transparent|1x1|pixel|loading|lazy[-_]?load|grey|fallback)"
    r"[\w-]*\.(?:gif|png|svg|jpe?g|webp)",
    re.IGNORECASE,
)
_TRACKER = re.compile(
    r"feedburner\.com/~r|feeds\.[\w.-]+/~[rf]f?/|doubleclick\.|/b\.gif|stats\.wordpress|pixel\.(?:wp|quantserve)|"
    r"googleadservices|google-analytics|scorecardresearch|feedsportal|/(?:pixel|beacon|counter|trk|tracking)\b[./?]|"
    r"rss-pixel|count(?:er)?\.gif|\bvgwort|\.ioam\.de|statcounter",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_NUMBER = re.compile(r"\d+")
_PICTURE = re.compile(r"\A[^\s{}\[\]]+\.(?:jpe?g|png|gif|webp|avif)\Z", re.IGNORECASE)
_ICON, _PIXEL = 32, 3


class PictureSource(NamedTuple):
    """What an `img` shows."""

    url: str
    alt: SafeText
    icon: bool
    """Whether it only stands for a character or two: its alternative text then joins the line."""


def read_picture(node: Node, base: str) -> PictureSource | None:
    """The picture of an `img` or `picture` element; `None` for tracking pixels and where there is no address."""
    image = node if node.tag != "picture" else next(node.iter("img", "source"), node)
    if _is_pixel(image):
        return None
    alt = safe_text(image.get("alt") or "")
    url = picture_url(image, base)
    if not url or _TRACKER.search(url):
        return None if not _is_icon(image) or not alt else PictureSource("", alt, icon=True)
    return PictureSource(url, alt, icon=_is_icon(image))


def picture_url(image: Node, base: str) -> str:
    """The address of an `img`, of the picture rather than of its placeholder; `""` when there is none."""
    source = image.get("src") or ""
    found = [image.get(name) or "" for name in _LAZY]
    if source and not _PLACEHOLDER.search(source):
        found.append(source)
    found += [_best_of_set(image.get(name) or "") for name in _LAZY_SETS]
    parent = image.getparent()
    if parent is not None and parent.tag == "picture":
        found += [
            _best_of_set(other.get("srcset") or other.get("data-srcset") or "") for other in parent.iter("source")
        ]
    found += [value for name, value in _attributes(image) if name.startswith("data-") and is_picture_url(value)]
    for candidate in found:
        url = resolve(base, candidate) if candidate and not _PLACEHOLDER.search(candidate) else ""
        if is_web(url):
            return url
    return ""


def _attributes(node: Node) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in node.attrib.items()]


def is_picture_url(url: str) -> bool:
    """Whether an address ends as those of pictures do."""
    return _PICTURE.search(url.partition("?")[0]) is not None


def _best_of_set(srcset: str) -> str:
    """The widest candidate of a source set (HTML § 4.8.4.2.1) that is not wider than needed."""
    sizes = [(float(size or 1) * (WIDEST / 2 if unit == "x" else 1), url) for url, size, unit in _candidates(srcset)]
    if not sizes:
        return ""
    fitting = [pair for pair in sizes if pair[0] <= WIDEST]
    return max(fitting)[1] if fitting else min(sizes)[1]


def _candidates(srcset: str) -> list[tuple[str, str, str]]:
    return [(match[1], match[2] or "", match[3] or "") for match in _CANDIDATE.finditer(srcset[:8_192])]


def _size(image: Node, name: str) -> int | None:
    match = _NUMBER.match((image.get(name) or "").strip())
    return int(match.group()[:6]) if match else None


def _is_pixel(image: Node) -> bool:
    sizes = [size for size in (_size(image, "width"), _size(image, "height")) if size is not None]
    # a height of 0 beside a width is one that the page does not know
    unknown = 0 in sizes and max(sizes) > _ICON
    if not unknown and any(size <= _PIXEL for size in sizes):
        # sizes in a style sheet or of 0 on a picture that loads late say nothing
        return not any(image.get(name) for name in _LAZY)
    return "display:none" in style_of(image)


def _is_icon(image: Node) -> bool:
    names = names_of(image)
    if any(word in names for word in ("emoji", "smiley", "wp-smiley", "latex", "drop-cap", "dropcap", "mwe-math")):
        return True
    sizes = (_size(image, "width"), _size(image, "height"))
    return all(size is not None and size <= _ICON for size in sizes)
