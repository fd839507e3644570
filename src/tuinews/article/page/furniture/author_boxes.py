"""Finds boxes that say who an author is: a link to the author's page in a line of its own, and lines with the name."""

import re
from collections.abc import Iterator

from tuinews.article.dom import Node, elements, holds_text_name, lines_of, short_words, words_of

_PAGE = re.compile(
    r"/(?:authors?|autor\w*|auteurs?|autore|autori|people|person\w*|staff|profil\w*|contributors?|writers?|by|journalist\w*|"
    r"reporters?|columnists?|redakt\w+|firmas?|equipo|team|users?|u)/[\w%.@-]+/?(?:$|[?#])",
    re.IGNORECASE,
)
_PAGES = frozenset(("body", "html", "main", "article", "td", "table"))
_NO_BOX = ("h1", "table", "pre")
_LONGEST, _LONGEST_NAME, _LEAST = 700, 40, 40
"""Characters of a box, of a name, and of the line that says who it is."""

_MOST = 3
"""Most boxes of a page: with more, people are what it is about."""


def find_author_boxes(body: Node) -> list[Node]:
    """The boxes about the authors of a page; none where it is a list of people."""
    found = list(dict.fromkeys(_read_boxes(body)))
    return found if len(found) <= _MOST else []


def _read_boxes(body: Node) -> Iterator[Node]:
    may_be: dict[Node, bool] = {}
    for link in elements(body, "a"):
        if (link.get("rel") or "").lower() == "author" or _PAGE.search(link.get("href") or ""):
            name = words_of(link)
            if _LONGEST_NAME >= len(name) > 0 and (box := _box_of(link, name, may_be)) is not None:
                yield box


def _box_of(link: Node, name: str, may_be: dict[Node, bool]) -> Node | None:
    """The largest element around with few words, where a line of it tells of the name; `None` where none does.

    `may_be` keeps which elements may be boxes: one that holds a thousand links is looked at once.
    """
    box: Node | None = None
    for outer in link.iterancestors():
        if outer not in may_be:
            may_be[outer] = _may_be_box(outer)
        if not may_be[outer]:
            break
        box = outer
    if box is None:
        return None
    lines = [line for line in lines_of(box) if line]
    stands_alone = any(line.strip(" ,:|·•-") == name for line in lines)
    last = name.rsplit(maxsplit=1)[-1]
    return box if stands_alone and any(len(line) >= _LEAST and last in line for line in lines) else None


def _may_be_box(node: Node) -> bool:
    """Whether an element has few words and is no part of a page or of a text."""
    if node.tag in _PAGES or holds_text_name(node):
        return False
    # the length first, as it is told without going through all of a large element
    return bool(short_words(node, _LONGEST)) and next(node.iter(*_NO_BOX), None) is None
