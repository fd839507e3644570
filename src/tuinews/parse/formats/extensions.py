"""The extension modules that RSS and Atom share: Dublin Core, Media RSS, iTunes."""

from tuinews.parse.field_text import as_html
from tuinews.parse.formats.xml import Children, Element, attribute, children, first, text, texts
from tuinews.parse.raw_feed import RawEntry

_NAMES = frozenset(
    {
        *(
            f"media:{name}"
            for name in ("group", "content", "thumbnail", "keywords", "category", "title", "description")
        ),
        *(f"itunes:{name}" for name in ("keywords", "category", "image", "author")),
        "media:credit",
    }
)
_FLASH = "application/x-shockwave-flash"  # a player that no longer exists, still named by video sites
_MEDIA_FILES = ("audio", "video", "application")
_SUFFIXES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}


def add_extensions(item: RawEntry, found: Children) -> None:
    """Read an entry's extension elements into `item`."""
    if _NAMES.isdisjoint(found):
        return
    for group in (*found.get("media:group", ()), *found.get("media:content", ())):
        if len(group):
            _media(item, children(group))
    _media(item, found)
    item.keywords += texts(found, "itunes:keywords")
    item.tags += [attribute(e, "text") or text(e) for e in found.get("itunes:category", ())]
    item.images += [attribute(e, "href") or attribute(e, "url") for e in found.get("itunes:image", ())]
    if not item.authors:
        item.authors += texts(found, "itunes:author", "media:credit")


def _media(item: RawEntry, found: Children) -> None:
    """Media RSS 1.5.1: thumbnails, contents, keywords, and a description where nothing else says anything."""
    for content in found.get("media:content", ()):
        _content(item, content)
    item.images += [attribute(e, "url") or text(e).strip() for e in found.get("media:thumbnail", ())]
    item.keywords += texts(found, "media:keywords")
    item.tags += texts(found, "media:category") if "media:group" in found or "category" not in found else []
    item.title = item.title or first(found, "media:title")
    if not item.bodies and not item.summaries:
        for element in found.get("media:description", ())[:1]:
            said = text(element)
            item.summaries.append(said if attribute(element, "type") == "html" else as_html(said))


def _content(item: RawEntry, content: Element) -> None:
    url, kind = attribute(content, "url"), attribute(content, "type")
    medium = (attribute(content, "medium") or kind.partition("/")[0]).lower()
    if medium == "image" or (not medium and url.lower().endswith(tuple(_SUFFIXES))):
        item.images.append(url)
    elif (medium in _MEDIA_FILES or kind) and kind != _FLASH:
        item.enclosures.append((url, kind, attribute(content, "filesize")))
