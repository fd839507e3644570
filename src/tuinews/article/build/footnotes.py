"""Finds footnotes: the links that refer to a note, the notes, and the links that lead back."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from tuinews.article.dom import Node, names_of, words_of
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import resolve

NOTES_LIMIT = 500
"""Most notes of a document that are kept apart."""

_REFERENCE = re.compile(r"#(?:user-content-)?_?(?:fn|ftn|footnote|note|cite_note|endnote|en)[-_:.]?\d*", re.IGNORECASE)
_BACK = re.compile(
    r"#(?:user-content-)?_?(?:(?:fnref|ftnref|footnote-?ref|note-?ref|cite_ref)[\w.:-]*|(?:ref|r)[-_:.]?\d[\w.:-]*)",
    re.IGNORECASE,
)
_ARROWS = frozenset(["↩", "↑", "^", "⏎", "↵", "↲", "⤴", "↩︎", "↩️", "[↩]", "⬆"])
_LONGEST_BACK = 12
"""Characters of a link that only leads back; a longer one says something."""

_HOLDERS = frozenset(("li", "aside", "p", "div", "dd", "section", "tr"))


class Notes(NamedTuple):
    """The notes of a tree."""

    labels: dict[str, str]
    """From the id that links lead to, to the note's label."""
    holders: dict[Node, str]
    """From the element that holds a note, to its label."""
    backs: set[Node]
    """The links that lead from a note back to where it is referred to."""
    references: dict[str, Node]
    """From the id that links lead to, to the first link that does."""


def fragment_of(link: Node, base: str) -> str:
    """The id that a link leads to on its own page, also where it names the page in full; `""` for other links."""
    href = (link.get("href") or "").strip()
    page, _, name = href.partition("#")
    if not name:
        return ""
    own = not page or (bool(base) and resolve(base, page).rstrip("/") == base.partition("#")[0].rstrip("/"))
    return unquote(name) if own else ""


def find_notes(root: Node, base: str = "") -> Notes:
    """The notes that some link of the tree refers to."""
    backs, found = _references(root, base)
    references = {name: label for name, (label, _) in found.items()}
    links = {name: link for name, (_, link) in found.items()}
    if not references:
        return Notes({}, {}, backs, {})
    labels: dict[str, str] = {}
    holders: dict[Node, str] = {}
    for node in root.iter():
        for name in (node.get("id"), node.get("name")):
            if name in references and name not in labels and (holder := _holder(node)) is not None:
                if holder in holders:
                    labels[name] = holders[holder]
                    continue
                label = _make_unused_id(references[name], holders)
                labels[name] = holders[holder] = label
    return Notes(labels, holders, backs, links)


def is_back_link(node: Node, name: str) -> bool:
    """Whether a link to an id of its own page only leads from a note back to the text."""
    words = words_of(node).replace("\ufe0e", "").replace("\ufe0f", "")
    if not name or len(words) > _LONGEST_BACK:
        return False
    return words in _ARROWS or "backref" in names_of(node) or bool(_BACK.fullmatch(f"#{name}"))


def _references(root: Node, base: str) -> tuple[set[Node], dict[str, tuple[SafeText, Node]]]:
    """The links back, and the links that refer to a note: one that leads to an earlier one leads back."""
    found: dict[str, tuple[SafeText, Node]] = {}
    backs: set[Node] = set()
    anchors: set[str] = set()
    for link in root.iter("a"):
        name = fragment_of(link, base)
        if not name or len(found) >= NOTES_LIMIT:
            continue
        if is_back_link(link, name) or (name in anchors and len(words_of(link)) <= _LONGEST_BACK):
            backs.add(link)
            continue
        parent = link.getparent()
        raised = (parent is not None and parent.tag == "sup") or link.find("sup") is not None
        named = "footnote" in names_of(link) or "noteref" in (names_of(link) + (link.get("epub:type") or ""))
        if raised or named or _REFERENCE.fullmatch(f"#{name}"):
            label = safe_text(words_of(link).strip("[]()* "), 12)
            found.setdefault(name, (label or safe_text(str(len(found) + 1)), link))
            anchors |= _ids_around(link)
    return backs, found


def _ids_around(link: Node) -> set[str]:
    """The ids by which a link can be led back to: its own, and those of what holds it alone."""
    parent = link.getparent()
    near = [link, *link, *([parent] if parent is not None and parent.tag in {"sup", "span", "a"} else [])]
    return {str(name) for node in near for name in (node.get("id"), node.get("name")) if name}


def _holder(node: Node) -> Node | None:
    """The element that holds the note whose anchor this is."""
    current: Node | None = node
    for _ in range(4):
        if current is None or current.tag in {"body", "html", "ol", "ul", "sup"}:
            return None
        if current.tag in _HOLDERS and not _is_only_number(current, node):
            return current
        current = current.getparent()
    return None


def _is_only_number(holder: Node, anchor: Node) -> bool:
    """Whether a paragraph has nothing but the anchor of a note, which then goes on beside it."""
    parent = holder.getparent()
    beside = parent is not None and parent.tag in _HOLDERS and len(parent) > 1
    return beside and holder.tag == "p" and anchor.tag == "a" and words_of(holder) == words_of(anchor)


def _make_unused_id(label: str, holders: dict[Node, str]) -> str:
    taken = set(holders.values())
    unique, count = label.replace(" ", ""), 1
    while unique in taken:
        count += 1
        unique = f"{label}-{count}"
    return unique
