"""Parses XML safely by lxml, and reads elements by short lower-case names.

No entity is ever expanded and nothing is ever fetched: the DOCTYPE is cut off before the parser sees the document.
"""

import re
from functools import cache

from lxml import etree
from lxml.etree import _Element

from tuinews.model.url import resolve

Element = _Element
"""An element of a tree; lxml has no public name for it."""

Children = dict[str, list[Element]]
"""An element's children by short name."""

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NAMESPACES = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns": "atom",
    "http://purl.org/atom/app": "app",
    "http://purl.org/rss/1.0": "",
    "http://purl.org/rss/1.0/modules/rss091": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://purl.org/net/rss1.1": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://search.yahoo.com/mrss": "media",
    "http://www.rssboard.org/media-rss": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://podcastindex.org/namespace/1.0": "podcast",
    "http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://podlove.org/simple-chapters": "psc",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.georss.org/georss": "georss",
    "http://www.georss.org/georss/10": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos": "geo",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
"""Namespace (lower case, without a last `/` or `#`) → the prefix it is known by here."""


class DamageError(Exception):
    """Why a document is not well-formed."""


def parse_xml(text: str) -> Element:
    """The root of a well-formed document; raises DamageError."""
    try:
        return etree.fromstring(_bytes(text), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        raise DamageError(str(error.msg)) from error


def parse_damaged_xml(text: str) -> tuple[Element | None, bool]:
    """The root of a damaged document as far as it can be made out, and whether all its tags found their partners.

    Where they did not, libxml2 closes whatever is open, and what follows hangs in the wrong place.
    """
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(_bytes(text), parser)
    except etree.XMLSyntaxError:
        return None, False
    mismatched = parser.error_log.filter_types(etree.ErrorTypes.ERR_TAG_NAME_MISMATCH)
    return root, not mismatched


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@cache
def short_name(tag: str) -> str:
    """The short name of a tag: `{http://purl.org/dc/elements/1.1/}Creator` is `dc:creator`, a feed's own have none."""
    if tag[0] != "{":
        return tag.lower()
    space, _, name = tag[1:].partition("}")
    space = space.strip().lower().rstrip("/#").replace("https://", "http://", 1)
    prefix = _NAMESPACES.get(space, "x")
    return f"{prefix}:{name}".lower() if prefix else name.lower()


def with_home_namespace(root: Element, home: str, parts: frozenset[str]) -> Element:
    """The tree, with its `parts` (channels, items, entries) under the names that their format has for them.

    Some publishers invent a namespace, or make that of an extension the default one. Where the root, a channel or an
    entry stands in such a namespace, it and what inherits that namespace is read as if there were none; what has a
    prefix of its own stays what it is.
    """
    if _is_foreign(root, home):
        _leave_namespace(root)
    for part in root:
        if type(part.tag) is str and _local(part.tag) in parts:
            if _is_foreign(part, home):
                _leave_namespace(part)
            for child in part:
                tag = child.tag
                if type(tag) is str and tag[0] == "{" and _local(tag) in parts and _is_foreign(child, home):
                    _leave_namespace(child)
    return root


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _is_foreign(element: Element, home: str) -> bool:
    """Whether an element is in a namespace that is not its format's: an unknown one, or by default another's."""
    tag = element.tag
    if tag[0] != "{":
        return False
    prefix = short_name(tag).rpartition(":")[0]
    return prefix == "x" or (prefix not in {"", home, "rdf"} and element.prefix is None)


def _leave_namespace(part: Element) -> None:
    space, prefix = part.tag.partition("}")[0], part.prefix
    for element in part.iter(f"{space}}}*"):
        if element.prefix == prefix:
            _drop_namespace(element)


def _drop_namespace(element: Element) -> None:
    """Take the namespace off a tag; what is then no name, as damaged documents have it, is a span."""
    try:
        element.tag = element.tag.rpartition("}")[2]
    except ValueError:
        element.tag = "span"


def children(element: Element, home: str = "rss:") -> Children:
    """The element's children by short name, in document order; the prefix `home` is left out of names."""
    found: Children = {}
    for child in element:
        if type(tag := child.tag) is str:
            name = short_name(tag).removeprefix(home)
            if name in found:
                found[name].append(child)
            else:
                found[name] = [child]
    return found


def text(element: Element) -> str:
    """The text of the element, or its inner markup when the publisher forgot to escape it."""
    if len(element) == 0:
        return element.text or ""
    return inner_markup(element)


def inner_markup(element: Element) -> str:
    """The markup inside an element as HTML, without namespaces."""
    for child in element.iter(etree.Element):
        if child is not element and "}" in child.tag:
            _drop_namespace(child)
    parts = [(element.text or "").replace("&", "&amp;").replace("<", "&lt;")]
    parts += [_XMLNS.sub("", etree.tostring(child, method="html", encoding="unicode")) for child in element]
    return "".join(parts)


_XMLNS = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')


def words(element: Element) -> str:
    """All text inside the element, tags left out."""
    return (element.text or "") if len(element) == 0 else "".join(map(str, element.itertext()))


def first_text(found: Children, *names: str) -> str:
    """The first text that is not blank under the names, tried in order."""
    for name in names:
        if name in found:
            for element in found[name]:
                if (said := text(element)) and not said.isspace():
                    return said
    return ""


def texts(found: Children, *names: str) -> list[str]:
    """All texts under the names that are not blank."""
    said: list[str] = []
    for name in names:
        if name in found:
            said += [stripped for element in found[name] if (stripped := text(element).strip())]
    return said


def attribute(element: Element, name: str) -> str:
    """An attribute's value, its name in any case."""
    value = element.get(name)
    if value is None and element.attrib:
        value = next((str(v) for k, v in element.attrib.items() if str(k).lower() == name), "")
    return value or ""


def base_of(element: Element, base: str) -> str:
    """The address that those inside an element are relative to: its `xml:base` (XML Base, section 4.1), else `base`."""
    value = element.get(_BASE)
    return (resolve(base, value) or base) if value else base


def lang(element: Element) -> str:
    """The element's own `xml:lang`."""
    return element.get(_LANG) or ""
