"""Reads who wrote an article. The order of places to look at was measured on real pages."""

import re
from collections.abc import Iterator

from tuinews.article.dom import Node, elements, short_words
from tuinews.article.page.agencies import find_agency
from tuinews.article.page.bylines import (
    find_bylines,
    find_headline_holders,
    guess_byline,
    is_elsewhere,
    separate_words,
)
from tuinews.article.page.person_names import is_house, is_person, names_in
from tuinews.article.page.structured_data import Object, item_value, items, strings
from tuinews.model.text import NAME_LIMIT, SafeText, fold, safe_text

_LONGEST, _BYLINE = 120, 400
"""Characters of an author's element, and of what holds the names of one byline."""

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc:creator",
    "dc.contributor", "byl", "byline", "citation_author", "og:author", "article:author_name", "article:author:name",
    "cxenseparse:author", "cxenseparse:recs:author", "authors", "article_author", "author_name", "article.author",
    "twitter:author", "vr:author", "rbauthors", "dcsext.author", "shareaholic:article_author_name", "lp:author",
    "dable:author", "dcterms:creator", "page.author", "news:author", "weibo:article:author", "nrbi:author",
    "content_author", "content-author",
)  # fmt: skip
_LABELS = frozenset(
    (
        "written by", "author", "by", "verfasst von", "geschrieben von", "autor", "von",
        "écrit par", "auteur", "escrito por", "publicado por", "scritto da", "por",
        "geschreven door", "автор", "написано", "написано автором", "skrevet av", "skriven av", "kirjoittanut",
        "napisane przez", "yazan", "ditulis oleh", "作者", "投稿者", "執筆者", "작성자", "كُتب بواسطة",
    )
)  # fmt: skip
_ORGANIZATION = ("organization", "corporation", "newsmediaorganization")


def read_author(
    root: Node, named: list[tuple[Node, str]], found: dict[str, list[str]], articles: list[Object], site: str
) -> SafeText:
    """The authors' names, parted by commas; `""` when the page names none. `named` are the elements with names.

    A person who is named anywhere outweighs an editorial office; agencies are named beside them.
    """
    houses = _find_houses(articles, site)
    handle: list[str] = []
    first: list[str] = []
    unsigned: list[str] = []
    for candidates in _find_texts(root, named, found, articles):
        names = names_in(candidates)
        people = _pick_people(names, houses)
        if people and not handle and len(people) == 1 and " " not in people[0] and people[0].isascii():
            handle = people
        elif people and (not handle or _is_fuller(people[0], handle[0])):
            agencies = [name for name in (*names, *unsigned) if name not in people and find_agency(name)]
            return safe_text(", ".join(dict.fromkeys((*people, *agencies))), NAME_LIMIT)
        first = first or names
        unsigned += names
    signed = [*(handle or first), *filter(find_agency, unsigned)]
    signed = [name for name in signed if fold(name) != fold(site)] or signed or names_in(guess_byline(root))
    return safe_text(", ".join(dict.fromkeys(signed)), NAME_LIMIT)


def _find_texts(
    root: Node, named: list[tuple[Node, str]], found: dict[str, list[str]], articles: list[Object]
) -> Iterator[list[str]]:
    """Texts with authors in them, from the surest place to the last resort."""
    for name in ("author", "creator", "contributor"):
        told = ([text for text in strings(thing.get(name)) if text.strip()] for thing in articles)
        yield next((texts for texts in told if texts), [])
    yield _find_marked(root)
    for name in _METAS:
        yield found.get(name, [])
    yield from find_bylines(root, named)
    yield _read_cards(found)


def _pick_people(names: list[str], houses: frozenset[str]) -> list[str]:
    """The names that are no house's; beside whole names, what does not look like one is left out."""
    people = [name for name in names if not is_house(name, houses)]
    return [name for name in people if is_person(name)] if any(is_person(name, 2) for name in people) else people


def _is_fuller(name: str, handle: str) -> bool:
    """Whether a name is the whole of one that is a single word elsewhere: `Orla Finch` of `orla` or `orlafinch`."""
    return is_person(name, 2) and re.sub(r"\W", "", fold(name)).startswith(re.sub(r"\W|\d", "", fold(handle)))


def _find_houses(articles: list[Object], site: str) -> frozenset[str]:
    """The folded names of those who publish the page, and of authors that are organizations."""
    told = [site]
    for thing in articles:
        told += strings(thing.get("publisher"))
        authors = thing.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            if isinstance(author, dict) and any(
                kind.lower().endswith(_ORGANIZATION) for kind in strings(author.get("@type"))
            ):
                told += strings(author)
    return frozenset(fold(name) for name in told if name)


def _read_cards(found: dict[str, list[str]]) -> list[str]:
    """The names on the card that is shown where the page is shared: a label, and what is labelled."""
    return [
        name
        for number in "12"
        for label in found.get(f"twitter:label{number}", ())
        if label.lower().strip(" :") in _LABELS
        for name in found.get(f"twitter:data{number}", ())
    ]


def _find_marked(root: Node) -> list[str]:
    """Names marked up as the author's, by `rel=author` or microdata: the first, and those that stand beside it."""
    holders = find_headline_holders(root)
    nodes = [node for node in (*items(root, "author"), *_find_rel_authors(root)) if not is_elsewhere(node, holders)]
    texts: list[str] = []
    beside: frozenset[Node] = frozenset()
    for node in nodes:
        if not texts or node in beside:
            name = next((item_value(inner) for inner in items(node, "name")), "") if len(node) else ""
            text = name or item_value(node, separate_words)
            if text and len(text) < _LONGEST:
                beside = beside or _find_beside(node)
                texts.append(text)
    return texts


def _find_rel_authors(root: Node) -> list[Node]:
    return [link for link in elements(root, "a", "span") if "author" in (link.get("rel") or "").split()]


def _find_beside(node: Node) -> frozenset[Node]:
    """What stands in one byline with an element: all in the largest element around it that is hardly more than that."""
    outer = node
    for ancestor in node.iterancestors():
        if ancestor.tag == "body" or not short_words(ancestor, _BYLINE):
            break
        outer = ancestor
    return frozenset(outer.iter())
