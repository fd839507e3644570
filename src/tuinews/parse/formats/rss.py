"""RSS 0.9x, 2.0 (rssboard.org/rss-specification) and RDF Site Summary 0.9, 1.0 (web.resource.org/rss/1.0)."""

from lxml import etree

from tuinews.model.feed_types import FEED_TYPES
from tuinews.model.parsed import ParsedFeed
from tuinews.parse.field_text import category
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
    lang,
    short_name,
    text,
    texts,
    words,
)
from tuinews.parse.raw_feed import RawEntry, RawFeed, finish

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RDF_09 = "simple/0.9"
_ENTRIES = frozenset({"item", "entry"})
"""What entries are called; some publishers take Atom's word."""


def read_rss(root: Element, url: str) -> ParsedFeed:
    """The feed of an `rss`, `rdf:RDF` or bare `channel` element."""
    top = children(root)
    channel = top["channel"][0] if "channel" in top else root
    found = children(channel) if channel is not root else top
    entries = [*found.get("item", ()), *(top.get("item", ()) if channel is not root else ())]
    for other in top.get("channel", ())[1:]:  # no specification has a second one, but some publishers do
        entries += children(other).get("item", [])
    if not entries:
        entries = [e for e in root.iter(etree.Element) if short_name(e.tag).rpartition(":")[2] in _ENTRIES]
    base = base_of(channel, base_of(root, ""))
    items = [item for entry in entries for item in _items(entry, base)]
    return finish(_channel(root, channel, found, top), items, url, base)


def _format(root: Element) -> str:
    if short_name(root.tag) == "rdf:rdf":
        spaces = " ".join(str(space) for space in root.nsmap.values())
        return "rdf 0.9" if _RDF_09 in spaces else "rdf 1.0"
    return f"rss {attribute(root, 'version').strip()[:8]}".strip()


def _channel(root: Element, channel: Element, found: Children, top: Children) -> RawFeed:
    return RawFeed(
        format=_format(root),
        title=first_text(found, "title", "dc:title", "itunes:title", "media:title"),
        link=_site(found),
        tagline=first_text(
            found, "description", "itunes:subtitle", "atom:subtitle", "dc:description", "itunes:summary"
        ),
        editor=first_text(found, "managingeditor", "dc:creator", "itunes:author", "author", "dc:publisher"),
        copyright=first_text(found, "copyright", "dc:rights", "media:copyright"),
        contact=first_text(found, "webmaster") or _owner(found),
        lang=first_text(found, "language", "dc:language") or lang(channel) or lang(root),
        image=_image(found, top),
        self_link=next((attribute(e, "href") for e in found.get("atom:link", ()) if attribute(e, "rel") == "self"), ""),
        ttl=first_text(found, "ttl"),
        period=first_text(found, "sy:updateperiod"),
        frequency=first_text(found, "sy:updatefrequency"),
        skip_hours=[words(e).strip() for parent in found.get("skiphours", ()) for e in parent],
        skip_days=[words(e).strip() for parent in found.get("skipdays", ()) for e in parent],
        is_base=True,
    )


def _site(found: Children) -> str:
    return first_text(found, "link") or _alternate(found) or next(iter(map(_about, found.get("link", ()))), "")


def _about(element: Element) -> str:
    return attribute(element, "href") or element.get(_ABOUT) or ""


def _alternate(found: Children) -> str:
    for link in found.get("atom:link", ()):
        if (attribute(link, "rel") or "alternate") == "alternate" and (href := attribute(link, "href")):
            return href
    return ""


def _owner(found: Children) -> str:
    return next((first_text(children(owner), "itunes:email") for owner in found.get("itunes:owner", ())), "")


def _image(found: Children, top: Children) -> str:
    for image in (*found.get("image", ()), *top.get("image", ())):
        if url := first_text(children(image), "url").strip():
            return url
    for name in ("itunes:image", "googleplay:image"):
        for image in found.get(name, ()):
            if href := attribute(image, "href"):
                return href
    return first_text(found, "atom:logo", "atom:icon").strip()


def _items(entry: Element, base: str) -> list[RawEntry]:
    """The entry, and after it those that stand inside it because its end tag is missing or comes too late."""
    found = children(entry)
    items = [_item(entry, found, base)]
    for name in _ENTRIES & found.keys():
        for inside in found[name]:
            items += _items(inside, base)
    return items


def _item(entry: Element, found: Children, base: str) -> RawEntry:
    item = RawEntry(
        guid=first_text(found, "guid", "id", "atom:id") or entry.get(_ABOUT) or first_text(found, "dc:identifier"),
        title=first_text(found, "title", "dc:title", "atom:title", "itunes:title"),
        link=_link(found),
        authors=texts(found, "dc:creator") or _people(found, "author", "atom:author", "creator", "dc:contributor"),
        published=first_text(
            found, "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "published", "date"
        ),
        updated=first_text(found, "atom:updated", "dcterms:modified", "updated", "lastbuilddate", "dcterms:valid"),
        bodies=texts(found, "content:encoded", "xhtml:body", "atom:content", "content", "fullitem")
        + texts(found, "itunes:summary"),
        summaries=texts(found, "description", "summary", "atom:summary"),
        base=base_of(entry, base),
        tags=texts(found, "category") + [_read_label(e) for e in found.get("atom:category", ())],
        keywords=texts(found, "dc:subject", "keywords"),
        source=first_text(found, "source") or first_text(found, "dc:source"),
        lang=first_text(found, "dc:language", "language") or lang(entry),
    )
    for enclosure in found.get("enclosure", ()):
        href = attribute(enclosure, "url") or attribute(enclosure, "href") or text(enclosure).strip()
        item.enclosures.append((href, attribute(enclosure, "type"), attribute(enclosure, "length")))
    add_extensions(item, found)
    add_facts(item, found)
    if not item.bodies and not item.summaries:
        item.summaries = texts(found, "googleplay:description", "dc:description", "itunes:subtitle")
    return item


def _people(found: Children, *names: str) -> list[str]:
    """Names as text, or in the elements that Atom puts them in (RFC 4287, section 3.2)."""
    parts = ("atom:name", "name", "atom:email", "email", "foaf:name")
    people = [first_text(children(e), *parts) if len(e) else words(e) for name in names for e in found.get(name, ())]
    return [said for person in people if (said := person.strip())]


def _read_label(element: Element) -> str:
    return category(attribute(element, "term"), attribute(element, "label")) or text(element)


def _link(found: Children) -> str:
    if link := first_text(found, "link").strip() or _alternate(found):
        return link
    if href := next(filter(None, map(_about, found.get("link", ()))), ""):
        return href
    for guid in found.get("guid", ()):
        said = text(guid).strip()
        if attribute(guid, "ispermalink").lower() != "false" and said.startswith(("http://", "https://")):
            return said
    return first_text(found, "feedburner:origlink").strip()


RSS = XmlFormat(
    roots=frozenset({"rss", "rdf", "channel"}),
    entries=_ENTRIES,
    lone_entries=frozenset({"item"}),
    media_types=frozenset(FEED_TYPES["rss"] + FEED_TYPES["rdf"]),
    read=read_rss,
)
"""The row of RSS and RDF in `FORMATS`."""
