"""Reads who wrote an article. The order of places to look at was measured on real pages."""

from collections.abc import Iterator

from tuinews.article.dom import Node, elements, words_of
from tuinews.article.page.bylines import find_bylines
from tuinews.article.page.person_names import names_in
from tuinews.article.page.structured_data import Object, item_value, items, strings
from tuinews.model.text import EMPTY, NAME_LIMIT, SafeText, safe_text

_LONGEST = 120
_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "byl",
    "citation_author",
    "og:author",
    "article:author_name",
    "cxenseparse:author",
)
_LABELS = frozenset(
    (
        "written by", "author", "by", "verfasst von", "geschrieben von", "autor",
        "écrit par", "auteur", "escrito por", "publicado por", "scritto da",
        "geschreven door", "автор", "написано", "skrevet av", "skriven av", "kirjoittanut",
    )
)  # fmt: skip


def read_author(root: Node, found: dict[str, list[str]], articles: list[Object], site: str) -> SafeText:
    """The authors' names, parted by commas; `""` when the page names none."""
    for candidates in _find_texts(root, found, articles):
        if names := names_in(candidates, site):
            return safe_text(", ".join(names), NAME_LIMIT)
    return EMPTY


def _find_texts(root: Node, found: dict[str, list[str]], articles: list[Object]) -> Iterator[list[str]]:
    """Texts with authors in them, from the surest place to the last resort."""
    for name in ("author", "creator"):
        yield [text for thing in articles for text in strings(thing.get(name))]
    yield _find_marked(root)
    for name in _METAS:
        yield found.get(name, [])
    yield from find_bylines(root)
    yield _on_cards(found)


def _on_cards(found: dict[str, list[str]]) -> list[str]:
    """The names on the card that is shown where the page is shared: a label, and what is labelled."""
    return [
        name
        for number in "12"
        for label in found.get(f"twitter:label{number}", ())
        if label.lower().strip(" :") in _LABELS
        for name in found.get(f"twitter:data{number}", ())
    ]


def _find_marked(root: Node) -> list[str]:
    """Names marked up as the author's: `rel=author`, microdata."""
    texts: list[str] = []
    for node in items(root, "author"):
        name = next((item_value(inner) for inner in items(node, "name")), "")
        texts.append(name or item_value(node))
    texts += [words_of(link) for link in elements(root, "a", "span") if "author" in (link.get("rel") or "").split()]
    return [text for text in texts if len(text) < _LONGEST]
