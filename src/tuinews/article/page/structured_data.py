"""Reads what a page says for machines: JSON-LD, `meta` elements, microdata."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any, cast

from lxml.etree import XPath

from tuinews.article.dom import Node, words_of

_ARTICLE = re.compile(
    r"(?:Article|BlogPosting|Report|Story|Recipe|Review|LiveBlog|SocialMediaPosting|ForumPosting|VideoObject|Webpage|"
    r"CreativeWork)\Z",
    re.IGNORECASE,
)
_WEB_PAGE = re.compile(r"webpage\Z|VideoObject\Z|CreativeWork\Z", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_STRING = r'"((?:[^"\\]|\\.)*)"'
_BROKEN_KIND = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(\w*(?:Article|Posting))"')
_BROKEN_FIELD = re.compile(rf'"(headline|datePublished|dateModified|keywords)"\s*:\s*{_STRING}')
_BROKEN_AUTHOR = re.compile(rf'"author"\s*:\s*(?:(\[[^\]]*\]|\{{[^}}]*\}})|{_STRING})')
_BROKEN_NAME = re.compile(rf'"name"\s*:\s*{_STRING}')
_REFERRING = ("author", "creator", "publisher", "about", "mentions")
_SCRIPTS_LIMIT, _LENGTH_LIMIT, _OBJECTS_LIMIT = 30, 300_000, 2_000
_PROPERTIES = XPath(".//*[@itemprop or @property]")
Object = dict[str, Any]


def metas(root: Node) -> dict[str, list[str]]:
    """The page's `meta` elements by lower-case name or property, values in order."""
    found: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        value = (node.get("content") or node.get("value") or "").strip()
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            name = (node.get(attribute) or "").strip().lower()
            if name and value:
                found.setdefault(name, []).append(unescape(value[:2_000]))
    return found


def first_meta(found: dict[str, list[str]], *names: str) -> str:
    """The first value under the first of the names that has any."""
    return next((found[name][0] for name in names if name in found), "")


def read_linked_articles(root: Node) -> list[Object]:
    """The articles that JSON-LD describes, the most specific kind first."""
    found: list[Object] = []
    known: dict[str, Object] = {}
    for script in list(root.iter("script"))[:400]:
        if "ld+json" in (script.get("type") or "").lower() and len(found) < _SCRIPTS_LIMIT:
            things = list(_objects(_read(script.text or "")))
            known.update((str(thing["@id"]), thing) for thing in things if "@id" in thing and "name" in thing)
            found += [thing for thing in things if _is_article(thing)]
    for thing in found:
        thing.update((key, _resolve(thing[key], known)) for key in _REFERRING if key in thing)
    return sorted(found, key=lambda thing: bool(_WEB_PAGE.search(_kind(thing))))


def strings(value: Any) -> Iterator[str]:
    """The texts in a JSON-LD value: a text itself, those of a list, the `name` of a thing."""
    if isinstance(value, str):
        yield unescape(value)
    elif isinstance(value, dict):
        parts = (value.get("givenName"), value.get("familyName"))
        yield from strings(value.get("name") or value.get("@value") or " ".join(p for p in parts if isinstance(p, str)))
    elif isinstance(value, list):
        for inner in value[:50]:
            yield from strings(inner)


def items(root: Node, name: str) -> Iterator[Node]:
    """The elements inside with a microdata property or an RDFa property of that name."""
    for node in cast("list[Node]", _PROPERTIES(root)):
        properties = f"{node.get('itemprop') or ''} {node.get('property') or ''}".lower()
        if name in properties and name in (part.rpartition(":")[2] for part in properties.split()):
            yield node


def item_value(node: Node, read: Callable[[Node], str] = words_of) -> str:
    """The value of a microdata property: its attribute, else its words (HTML § 5.2.4), as `read` reads them."""
    for attribute in ("content", "datetime"):
        if value := node.get(attribute):
            return str(value).strip()
    return read(node)


def _read(text: str) -> Any:
    if len(text) > _LENGTH_LIMIT:
        return None
    cleaned = _CONTROL.sub(" ", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (
        cleaned,
        re.sub(r",\s*([}\]])", r"\1", cleaned),
        *([unescape(cleaned)] if "&quot;" in cleaned else []),
    ):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(cleaned)


def _salvage(text: str) -> Any:
    """What a text that is no JSON says of an article where its fields are whole; `None` when it is about none."""
    kind = _BROKEN_KIND.search(text)
    if kind is None:
        return None
    fields: Object = {"@type": kind[1]}
    for name, value in _BROKEN_FIELD.findall(text):
        fields.setdefault(name, _unquote(value))
    if author := _BROKEN_AUTHOR.search(text):
        fields["author"] = [_unquote(name) for name in _BROKEN_NAME.findall(author[1] or "")] or _unquote(
            author[2] or ""
        )
    return fields


def _unquote(value: str) -> str:
    """A string of JSON as it is meant; one that is written wrongly stays as it is."""
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _objects(value: Any) -> Iterator[Object]:
    stack, seen = [value], 0
    while stack and seen < _OBJECTS_LIMIT:
        current = stack.pop()
        seen += 1
        if isinstance(current, list):
            stack.extend(reversed(current))
        elif isinstance(current, dict):
            yield current
            stack.extend(current[key] for key in ("mainEntity", "@graph", "mainEntityOfPage") if key in current)


def _resolve(value: Any, known: dict[str, Object]) -> Any:
    """A value with what is only named by its id in the place of the reference (JSON-LD 1.1, section 3.3)."""
    if isinstance(value, list):
        return [_resolve(inner, known) for inner in value[:50]]
    if isinstance(value, dict) and "name" not in value:
        return known.get(str(value.get("@id")), value)
    return value


def _kind(thing: Object) -> str:
    kinds = list(strings(thing.get("@type")))
    return next((kind for kind in kinds if not _WEB_PAGE.search(kind)), kinds[0] if kinds else "")


def _is_article(thing: Object) -> bool:
    return bool(_ARTICLE.search(_kind(thing)))
