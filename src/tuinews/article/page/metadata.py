"""Reads what a page says about its article: title, authors, dates, tags, agency, site."""

import re
from dataclasses import dataclass

from tuinews.article.dom import Node, body_of, elements_with_names, short_words
from tuinews.article.page.agencies import find_agency, find_signed_agency
from tuinews.article.page.authors import read_author
from tuinews.article.page.bylines import find_headline_holders, is_elsewhere
from tuinews.article.page.publication_dates import read_publication_dates
from tuinews.article.page.structured_data import Object, first_meta, metas, read_linked_articles, strings
from tuinews.article.page.tags import read_tags
from tuinews.article.page.titles import read_title, site_names
from tuinews.model.clock import Instant
from tuinews.model.text import EMPTY, NAME_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web, resolve

_AGENCY_NAME = re.compile(
    r"(?:^|[\s_-])(?:agency|agencies|source|credit|wire|newsagency|agentur|agence|agencia|byline\w*|author\w*)(?=$|"
    r"[\s_-])"
)
_AGENCY_LABEL = re.compile(
    r"^(?:by|source|von|quelle|fuente|fonte|bron|kilde|källa|źródło|redazione|redacción|redaktion|rédaction|agen\w+)\s*:?\s+",
    re.IGNORECASE,
)
_INLINE = frozenset(("span", "div", "p", "a", "em", "small", "strong", "b", "li"))
_LONGEST_AGENCY = 60
"""Characters of a line that names an agency."""

_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
# KATHMANDU, Sept 12 (AP) — | BERLIN - | NEW DELHI:
_DATELINE = re.compile(
    r"^\s*(?P<town>[^\W\d_][^\d(:—\u2013]{1,40}?)(?:,?\s+[^\W\d_]{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})?)?\s*"
    r"(?:\((?P<agency>[^()]{2,30})\)|/[^/]{2,20}/)?\s*(?:—|\u2013|--|-\s|:\s)",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article."""

    title: SafeText = EMPTY
    author: SafeText = EMPTY
    agency: SafeText = EMPTY
    published: Instant | None = None
    updated: Instant | None = None
    site: SafeText = EMPTY
    lang: SafeText = EMPTY
    tags: tuple[SafeText, ...] = ()
    images: tuple[str, ...] = ()
    """The picture that stands for the article elsewhere."""


def read_metadata(root: Node, url: str, title_hint: str) -> Metadata:
    """Everything that the page says about its article; what it does not say is empty."""
    found, articles = metas(root), read_linked_articles(root)
    site = _site(found, articles)
    stamps = read_publication_dates(root, found, articles, url)
    named = elements_with_names(body_of(root))
    author = read_author(root, named, found, articles, site)
    agency = _agency(root, named, author)
    return Metadata(
        title=read_title(root, found, articles, title_hint, site_names(site, articles, url)),
        author=author or agency,
        agency=agency,
        published=stamps.published,
        updated=stamps.updated,
        site=site,
        lang=_language(root, found, articles),
        tags=read_tags(root, named, found, articles, site),
        images=_images(found, url),
    )


def read_dateline(text: str) -> tuple[SafeText, SafeText]:
    """The place and the agency that the first line of an article begins with; `""` for what it does not say."""
    match = _DATELINE.match(text[:160])
    agency = safe_text(find_signed_agency(text))
    if match is None:
        return EMPTY, agency
    town = match["town"].strip(" ,.")
    letters = [c for c in town if c.isalpha()]
    shouted = bool(letters) and all(c.isupper() for c in letters) and len(letters) > 2
    signed = bool(match["agency"] and find_agency(match["agency"])) and len(town.split()) <= 4
    if not (shouted or signed) or len(town.split()) > 5 or find_agency(town):
        return EMPTY, agency
    return safe_text(town.title() if shouted else town, NAME_LIMIT), agency


def _site(found: dict[str, list[str]], articles: list[Object]) -> SafeText:
    named = first_meta(found, "og:site_name", "application-name", "al:ios:app_name", "twitter:app:name:iphone")
    linked = next((text for thing in articles for text in strings(thing.get("publisher"))), "")
    return safe_text(named or linked, NAME_LIMIT)


def _images(found: dict[str, list[str]], url: str) -> tuple[str, ...]:
    image = resolve(url, first_meta(found, "og:image", "og:image:url", "twitter:image", "twitter:image:src"))
    return (image,) if is_web(image) and image != url else ()


def _language(root: Node, found: dict[str, list[str]], articles: list[Object]) -> SafeText:
    linked = next((text for thing in articles for text in strings(thing.get("inLanguage"))), "")
    for value in (
        root.get("lang"),
        root.get("xml:lang"),
        linked,
        *found.get("content-language", ()),
        *found.get("og:locale", ()),
    ):
        if value and _LANG.match(value.strip()):
            return safe_text(value.strip().replace("_", "-"), 35)
    return EMPTY


def _agency(root: Node, named: list[tuple[Node, str]], author: str) -> SafeText:
    """The agency in the byline: an element called so, or the author's name itself."""
    if agency := find_agency(author):
        return safe_text(agency)
    holders = find_headline_holders(root)
    for node, names in named:
        if node.tag in _INLINE and _AGENCY_NAME.search(names):
            text = short_words(node, _LONGEST_AGENCY)
            if text and (agency := find_agency(_AGENCY_LABEL.sub("", text))) and not is_elsewhere(node, holders):
                return safe_text(agency)
    return EMPTY
