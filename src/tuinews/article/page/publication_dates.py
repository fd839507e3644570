"""Reads when an article was published: from data for machines, then from the lines near its headline."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

from tuinews.article.dom import Node, names_of, short_words, words_of
from tuinews.article.page.structured_data import Object, first_meta, item_value, items, strings
from tuinews.model.clock import DAY, Instant
from tuinews.model.dates.field_date import parse_date
from tuinews.model.dates.page_date import date_in_path, date_in_text, zone_in_text

_PUBLISHED = (
    "article:published:time", "article:publish_time", "article:published_time", "og:published_time",
    "article:published", "datepublished", "publishdate", "publish-date", "publish_date", "pubdate", "published_time",
    "published-date", "published_at", "date_published", "date.published", "published", "publication_date",
    "publication-date", "publicationdate", "pub_date", "og:pubdate", "og:publish_date", "article:pubdate",
    "article.published", "article:create_at", "bytedance:published_time", "dc.date.issued", "dcterms.issued",
    "dcterms.available", "dcterms.created", "dc.date.created", "dc.date.published", "dcterms.date.published",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "shareaholic:article_published_time",
    "vr:published_time", "rbpubdate", "dcsext.articlefirstpublished", "iso-8601-publish-date", "article_date_original",
    "ptime", "displaydate", "release_date", "bt:pubdate", "rnews:datepublished", "date_creation", "firstpublished",
)  # fmt: skip
_DATED = (
    "dc.date",
    "dcterms.date",
    "dc:date",
    "date",
    "created",
    "last-modified-original",
    "og:article:published_time",
)
"""Names of dates that may be those of the first draft."""

_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "dateupdate",
    "updated_time",
    "revision_date",
)
_DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|time|timestamp|stamp|dateline|publish\w*|pubdate|posted|created|entry-?date|"
    r"post-?date|meta|byline\w*|info)(?=$|[\s_-])|date|datum|publi"
)
_UPDATE_WORD = re.compile(r"updat|modif|aktualis|actualis|actualiz|geändert|stand:|mis à jour|обновл", re.IGNORECASE)
_TEASER = re.compile(
    r"teaser|card\b|recommend|most-?read|latest|promo|popular|trending|read-?next|more-?(?:news|stories)"
)
_MASTHEAD = re.compile(
    r"(?:^|[\s_-])(?:top-?bar|topbar|masthead|site-?header|page-?header|nav\w*|menu|today|current-?date|footer|"
    r"sidebar|comments?|related|widget|copyright)(?=$|[\s_-])"
)
_OUTSIDE = frozenset(("nav", "footer", "aside"))
# 29.11.2022 | The first sentence
_OPENING = re.compile(r"\s*(\d{1,2}\s?[./]\s?(?:\d{1,2}[./]|[^\W\d]{3,9})\s?\d{4})\s*[\u2013—:|-]")
_BEGINS = re.compile(r"\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}\b")
_LONGEST, _LINE = 120, 60
"""Characters of a short line, and of one that is hardly more than a date."""

_LOOK, _CLOSE, _ABOVE = 400, 80, 40
"""Elements after the headline to look at, those of them that are close to it, and those above it."""


class PublicationDates(NamedTuple):
    """When an article was published and last changed."""

    published: Instant | None
    updated: Instant | None


def read_publication_dates(
    root: Node, found: dict[str, list[str]], articles: list[Object], url: str
) -> PublicationDates:
    """When the article was published and last changed."""
    american = (root.get("lang") or "").lower() in {"en-us", "en_us"}
    machine = tuple(_machine_dates(root, found, articles))
    told = (
        *machine,
        *_read_linked(articles, "dateModified"),
        first_meta(found, *_UPDATED),
    )
    # a time that says no zone is in that of the page's other times
    zone = next((minutes for text in told if (minutes := zone_in_text(text)) is not None), 0)
    published = _first(machine, american=american, zone=zone)
    if published is None:
        loose = (text for name in _DATED for text in found.get(name, ()))
        published = _first(chain(_visible_dates(root), loose), american=american, zone=zone)
        published = _check_with_path(published, (url, _canonical(root), first_meta(found, "og:url")))
    updated = _first(
        (*_read_linked(articles, "dateModified"), first_meta(found, *_UPDATED)), american=american, zone=zone
    )
    if published is None:
        published = _guess(root, url) if updated is None else updated
    return PublicationDates(published, updated if updated is not None and updated != published else None)


def _check_with_path(seen: Instant | None, addresses: Iterable[str]) -> Instant | None:
    """The date that is seen on the page, unless an address of the page names a day that is days away from it."""
    told = next((day for url in addresses if url and (day := date_in_path(urlsplit(url).path)) is not None), None)
    if seen is None or told is None:
        return told if seen is None else seen
    return seen if abs(seen - told) <= 2 * DAY else told


def _canonical(root: Node) -> str:
    """The address that the page calls its own."""
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or ""))
    return next((link.get("href") or "" for link in links), "")


def _first(texts: Iterator[str] | tuple[str, ...], *, american: bool, zone: int) -> Instant | None:
    """The first moment in texts; what is no day for people may be one for machines: Unix time or basic ISO 8601."""
    for text in filter(None, texts):
        moment = date_in_text(text, month_first=american, zone=zone)
        if moment is None and text[:8].isdigit():
            moment = parse_date(text)
        if moment is not None:
            return moment
    return None


def _read_linked(articles: list[Object], name: str) -> tuple[str, ...]:
    return tuple(text for thing in articles for text in strings(thing.get(name)))


def _machine_dates(root: Node, found: dict[str, list[str]], articles: list[Object]) -> Iterator[str]:
    yield from _read_linked(articles, "datePublished")
    for name in _PUBLISHED:
        yield from found.get(name, ())
    yield from _read_linked(articles, "dateCreated")
    for node in items(root, "datepublished"):
        if not _is_outside(node):
            yield item_value(node)
    for node in root.iter("time"):
        if (node.get("pubdate") is not None or "published" in names_of(node)) and not _is_outside(node):
            yield node.get("datetime") or words_of(node)


def _visible_dates(root: Node) -> Iterator[str]:
    """Dates on the page: those close to the headline, in whatever they stand; farther away only what is called one."""
    after = _after_headline(root)[:_LOOK]
    yield from _dates_among(after[:_CLOSE], lines=False)
    yield from _dates_among(_before_headline(root), lines=False)
    yield from _dates_among(after[:_CLOSE], lines=True)
    yield from _dates_among(_before_headline(root), lines=True)
    yield from _dates_among(after[_CLOSE:], lines=False)


def _dates_among(nodes: list[Node], *, lines: bool) -> Iterator[str]:
    for node in nodes:
        if node.tag == "time" and not _is_update(node) and not _is_outside(node):
            yield node.get("datetime") or ""
            yield words_of(node)
    others: list[str] = []
    for node in nodes:
        text = short_words(node, _LONGEST)
        if text and any(c.isdigit() for c in text) and not _is_outside(node):
            if _DATE_NAME.search(names_of(node)) and not _UPDATE_WORD.search(text):
                yield text
            elif len(text) < _LINE or _BEGINS.match(text):
                others.append(text)
        elif node.tag == "p" and not text and (opening := _OPENING.match(node.text or "")):
            others.append(opening[1])
    if lines:
        yield from others


def _is_update(node: Node) -> bool:
    """Whether a time says when something was changed: by its name, or by the word before it."""
    names = names_of(node)
    if "publi" in names or "update" in names:
        return "publi" not in names
    before, parent = node.getprevious(), node.getparent()
    said = before.tail or words_of(before) if before is not None else parent.text if parent is not None else ""
    return bool(_UPDATE_WORD.search((said or "")[-40:]))


def _headline(root: Node) -> Node | None:
    return next((node for node in root.iter("h1") if words_of(node)), None)


def _after_headline(root: Node) -> list[Node]:
    headline = _headline(root)
    nodes = list(root.iter())
    start = nodes.index(headline) if headline is not None else 0
    return [node for node in nodes[start:] if node.tag not in {"script", "style", "option"}]


def _before_headline(root: Node) -> list[Node]:
    """What stands right above the headline: all in the same block, and before it only what is marked as a time."""
    headline = _headline(root)
    if headline is None:
        return []
    block = headline.getparent()
    outer = block.getparent() if block is not None else None
    inside: list[Node] = []
    if block is not None and outer is not None and block.tag != "body":
        near = outer if outer.tag != "body" else block
        inside = [node for node in near.iter() if node.tag in {"span", "p", "div", "small", "em", "time"}][:60]
    nodes = list(root.iter())
    start = nodes.index(headline)
    return inside + [node for node in nodes[max(0, start - _ABOVE) : start] if node.tag == "time"]


def _is_outside(node: Node) -> bool:
    """Whether an element is part of the page's masthead, menus or foot: its date is not the article's."""
    inner: Node | None = node
    while inner is not None and inner.tag not in {"body", "html"}:
        names = names_of(inner)
        if inner.tag in _OUTSIDE or _MASTHEAD.search(names):
            return True
        if _TEASER.search(names) and next(inner.iter("h1"), None) is None:
            return True
        if inner.tag == "header" and next(inner.iter("nav"), None) is not None and next(inner.iter("h1"), None) is None:
            return True
        inner = inner.getparent()
    return False


def _guess(root: Node, url: str) -> Instant | None:
    """The date that htmldate guesses."""
    from htmldate import find_date

    try:
        found = find_date(root, original_date=True, extensive_search=False, url=url or None)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None
    return date_in_text(found) if found else None
