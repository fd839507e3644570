"""The extension modules that RSS and Atom share: Dublin Core, Media RSS, iTunes."""

from tuinews.parse.field_text import as_html
from tuinews.parse.formats.xml import Children, Element, attribute, children, first_text, text, texts
from tuinews.parse.links import FILES, PICTURES, suffix
from tuinews.parse.raw_feed import RawEntry

PICTURE_NAMES = (
    "image",
    "thumbnail",
    "thumb",
    "img",
    "picture",
    "photo",
    "imageurl",
    "image_url",
    "imagelink",
    "enclosureimage",
)
"""What publishers call an entry's picture without asking any specification."""
_NAMES = frozenset(
    {
        *(
            f"media:{name}"
            for name in ("group", "content", "thumbnail", "keywords", "category", "title", "description")
        ),
        *(f"itunes:{name}" for name in ("keywords", "category", "image", "author")),
        "media:credit",
        *PICTURE_NAMES,
    }
)
_FLASH = "application/x-shockwave-flash"  # a player that no longer exists, still named by video sites
_MEDIA_FILES = ("audio", "video", "application")


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
    for name in PICTURE_NAMES:
        item.images += [url for e in found.get(name, ()) if (url := _address(e)) and not any(map(str.isspace, url))]
    if not item.authors:
        item.authors += texts(found, "itunes:author", "media:credit")


def _media(item: RawEntry, found: Children) -> None:
    """Media RSS 1.5.1: thumbnails, contents, keywords, and a description where nothing else says anything."""
    for content in found.get("media:content", ()):
        _content(item, content)
    item.images += [attribute(e, "url") or text(e).strip() for e in found.get("media:thumbnail", ())]
    item.keywords += texts(found, "media:keywords")
    item.tags += texts(found, "media:category") if "media:group" in found or "category" not in found else []
    item.title = item.title or first_text(found, "media:title")
    if not item.bodies and not item.summaries:
        for element in found.get("media:description", ())[:1]:
            said = text(element)
            item.summaries.append(said if attribute(element, "type") == "html" else as_html(said))


def _content(item: RawEntry, content: Element) -> None:
    url, kind = attribute(content, "url"), attribute(content, "type")
    medium = (attribute(content, "medium") or kind.partition("/")[0]).lower()
    ending = suffix(url)
    sized = bool(attribute(content, "width") or attribute(content, "height"))
    timed = bool(attribute(content, "duration") or attribute(content, "bitrate") or attribute(content, "samplingrate"))
    told = medium and kind not in {"application/octet-stream", "binary/octet-stream"}
    if medium == "image" or (not told and (ending in PICTURES or (sized and not timed and ending not in FILES))):
        item.images.append(url)
    elif url and (medium in _MEDIA_FILES or kind or ending in FILES or timed) and kind != _FLASH:
        item.enclosures.append((url, kind, attribute(content, "filesize")))


def _address(element: Element) -> str:
    """The address in an element that some publishers write as text, others as an attribute or a child."""
    named = (attribute(element, name) for name in ("url", "href", "src"))
    inside = children(element) if len(element) else {}
    return (
        next(filter(None, named), "")
        or first_text(inside, "url", "link", "src").strip()
        or (element.text or "").strip()
    )
