"""Atom 1.0 (RFC 4287), and 0.3 as it was before."""

import base64
import binascii

from lxml import etree

from tuinews.model.feed_types import FEED_TYPES
from tuinews.model.parsed import ParsedFeed
from tuinews.parse.field_text import as_html, category, is_html
from tuinews.parse.formats.extensions import add_extensions
from tuinews.parse.formats.facts import add_facts
from tuinews.parse.formats.feed_format import XmlFormat
from tuinews.parse.formats.xml import (
    Children,
    Element,
    attribute,
    base_of,
    children,
    first_text,
    inner_markup,
    lang,
    texts,
    words,
)
from tuinews.parse.raw_feed import RawEntry, RawFeed, finish

_HOME = "atom:"
_ENTRIES = frozenset({"entry", "item"})
"""What entries are called; some publishers take RSS's word."""
_UNTOLD = frozenset({"", "application/octet-stream"})
"""What Atom 0.3 calls text that is base64 when it does not say what it is."""


def read_atom(root: Element, url: str) -> ParsedFeed:
    """The feed of a `feed` element, or of a lone `entry` (RFC 4287, section 2)."""
    found = children(root, _HOME)
    entries = [root] if _local(root) == "entry" else found.get("entry", [])
    if not entries:
        entries = [e for e in root.iter(etree.Element) if _local(e) in _ENTRIES]
    base = base_of(root, url)
    items = [item for entry in entries for item in _items(entry, base if entry is not root else url)]
    if authors := _people(found, "author"):
        for item in items:
            item.authors = item.authors or authors
    return finish(_channel(root, found), items, url, base)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _format(root: Element) -> str:
    space = str(root.tag).lower()
    version = attribute(root, "version").strip()[:4] or ("0.3" if "purl.org/atom" in space else "1.0")
    return f"atom {version}"


def _channel(root: Element, found: Children) -> RawFeed:
    title = found.get("title", [])
    return RawFeed(
        format=_format(root),
        title=_title(title),
        markup=_has_markup(title),
        link=_link(found, "alternate"),
        tagline=first_text(found, "subtitle", "tagline", "info", "description"),
        editor=next(iter(_people(found, "author", "contributor")), ""),
        copyright=first_text(found, "rights", "copyright", "dc:rights"),
        contact=next((said for e in found.get("author", ()) if (said := first_text(children(e, _HOME), "email"))), ""),
        lang=lang(root) or first_text(found, "dc:language", "language"),
        image=first_text(found, "logo", "icon").strip() or _itunes_image(found),
        self_link=_link(found, "self"),
        ttl=first_text(found, "ttl"),
        period=first_text(found, "sy:updateperiod"),
        frequency=first_text(found, "sy:updatefrequency"),
    )


def _itunes_image(found: Children) -> str:
    return next((attribute(image, "href") for image in found.get("itunes:image", ())), "")


def _items(entry: Element, base: str) -> list[RawEntry]:
    """The entry, and after it those that stand inside it because its end tag is missing or comes too late."""
    found = children(entry, _HOME)
    items = [_item(entry, found, base)]
    for name in _ENTRIES & found.keys():
        for inside in found[name]:
            items += _items(inside, base)
    return items


def _item(entry: Element, found: Children, base: str) -> RawEntry:
    title = found.get("title", [])
    contents = found.get("content", [])
    base = base_of(entry, base)
    item = RawEntry(
        guid=first_text(found, "id", "guid"),
        title=_title(title) or first_text(found, "dc:title"),
        markup=_has_markup(title),
        link=_link(found, "alternate") or _web_id(found),
        authors=_people(found, "author") or _source_people(found) or texts(found, "dc:creator"),
        published=first_text(found, "published", "issued", "created", "dc:date", "pubdate"),
        updated=first_text(found, "updated", "modified", "dcterms:modified"),
        bodies=_texts(contents),
        summaries=_texts(found.get("summary", [])),
        base=base,
        html_base=base_of(contents[0], base) if contents else base,
        tags=[_tag(e) for e in found.get("category", ())],
        keywords=texts(found, "dc:subject"),
        source=next((_title(children(e, _HOME).get("title", [])) for e in found.get("source", ())), ""),
        lang=lang(entry) or next((said for e in contents if (said := lang(e))), ""),
    )
    item.enclosures += _enclosures(found)
    add_extensions(item, found)
    add_facts(item, found)
    return item


def _web_id(found: Children) -> str:
    """An id that is an address leads where the missing link would have led."""
    said = first_text(found, "id").strip()
    return said if said.startswith(("http://", "https://")) else ""


def _tag(element: Element) -> str:
    return category(attribute(element, "term"), attribute(element, "label")) or words(element)


def _title(elements: list[Element]) -> str:
    """A text construct as text or HTML (RFC 4287, section 3.1)."""
    return next((said for e in elements if (said := _construct(e)).strip()), "")


def _construct(element: Element) -> str:
    if attribute(element, "mode") == "base64":
        return _from_base64(element.text or "")
    if attribute(element, "type") in {"xhtml", "application/xhtml+xml"} or len(element):
        return inner_markup(element)
    return element.text or ""


def _has_markup(elements: list[Element]) -> bool:
    return not elements or attribute(elements[0], "type") not in {"", "text", "text/plain"} or len(elements[0]) > 0


def _texts(elements: list[Element]) -> list[str]:
    return [html for element in elements if (html := _html(element)).strip()]


def _html(element: Element) -> str:
    """A content or summary as HTML (RFC 4287, section 4.1.3); media of other types are no text."""
    kind = attribute(element, "type").lower().partition(";")[0].strip()
    mode = attribute(element, "mode")
    if mode == "base64":
        return _from_base64(element.text or "") if kind.startswith("text/") or kind in _UNTOLD else ""
    if len(element):
        return _unwrap(element)
    said = element.text or ""
    if kind in {"html", "text/html", "xhtml", "application/xhtml+xml"} or mode == "escaped" or is_html(said):
        return said
    return as_html(said) if kind.startswith("text/") or "/" not in kind else ""


def _unwrap(element: Element) -> str:
    """XHTML content without the `div` that the format demands around it."""
    only = element[0]
    if len(element) == 1 and _local(only) == "div" and not (element.text or "").strip():
        return inner_markup(only)
    return inner_markup(element)


def _from_base64(value: str) -> str:
    try:
        return base64.b64decode(value).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _link(found: Children, rel: str) -> str:
    """The address of a relation's first link: of those to HTML pages, else of those without a type, else of any."""
    best, untyped = "", ""
    for link in found.get("link", ()):
        href = attribute(link, "href") or (words(link) if rel == "alternate" else "")
        relation = attribute(link, "rel").rpartition("/")[2].lower() or "alternate"
        if href.strip() and relation == rel:
            kind = attribute(link, "type").partition(";")[0].strip().lower()
            if kind in {"text/html", "application/xhtml+xml"}:
                return href
            if not kind:
                untyped = untyped or href
            best = best or href
    return untyped or best


def _enclosures(found: Children) -> list[tuple[str, str, str]]:
    files = [
        (attribute(link, "href"), attribute(link, "type"), attribute(link, "length"))
        for link in found.get("link", ())
        if attribute(link, "rel").lower() == "enclosure"
    ]
    files += [(attribute(e, "url"), attribute(e, "type"), attribute(e, "length")) for e in found.get("enclosure", ())]
    return files + [
        (attribute(e, "src"), attribute(e, "type"), "")
        for e in found.get("content", ())
        if attribute(e, "src") and not attribute(e, "type").startswith(("text/html", "html", "application/xhtml"))
    ]


def _people(found: Children, *names: str) -> list[str]:
    """Person constructs (RFC 4287, section 3.2): names, else addresses."""
    return [said for name in names for element in found.get(name, ()) if (said := _person(element))]


def _person(element: Element) -> str:
    if len(element) == 0:
        return (element.text or "").strip()
    return first_text(children(element, _HOME), "name", "email", "uri", "url").strip()


def _source_people(found: Children) -> list[str]:
    return [name for element in found.get("source", ()) for name in _people(children(element, _HOME), "author")]


ATOM = XmlFormat(
    roots=frozenset({"feed"}),
    entries=_ENTRIES,
    lone_entries=frozenset({"entry"}),
    media_types=frozenset(FEED_TYPES["atom"]),
    read=read_atom,
    prefix="atom",
)
"""The row of Atom in `FORMATS`."""
