"""Finds footnotes: the links that refer to a note, the notes, and the links that lead back."""

import re
from typing import NamedTuple

from tuinews.article.dom import Node, names_of, words_of
from tuinews.model.text import SafeText, safe_text

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


NO_NOTES = Notes({}, {})


def find_notes(root: Node) -> Notes:
    """The notes that some link of the tree refers to."""
    references = _references(root)
    if not references:
        return NO_NOTES
    labels: dict[str, str] = {}
    holders: dict[Node, str] = {}
    for node in root.iter():
        for name in (node.get("id"), node.get("name")):
            if name in references and name not in labels and (holder := _holder(node)) is not None:
                if holder in holders:
                    labels[name] = holders[holder]
                    continue
                label = _unused(references[name], holders)
                labels[name] = holders[holder] = label
    return Notes(labels, holders)


def is_back_link(node: Node) -> bool:
    """Whether a link only leads from a note back to the text."""
    href = node.get("href") or ""
    words = words_of(node)
    if not href.startswith("#") or len(words) > _LONGEST_BACK:
        return False
    return words in _ARROWS or "backref" in names_of(node) or bool(_BACK.fullmatch(href))


def _references(root: Node) -> dict[str, SafeText]:
    found: dict[str, SafeText] = {}
    for link in root.iter("a"):
        href = link.get("href") or ""
        if len(href) < 2 or not href.startswith("#") or len(found) >= NOTES_LIMIT:
            continue
        parent = link.getparent()
        raised = (parent is not None and parent.tag == "sup") or link.find("sup") is not None
        named = "footnote" in names_of(link) or "noteref" in (names_of(link) + (link.get("epub:type") or ""))
        if (raised or named or _REFERENCE.fullmatch(href)) and not is_back_link(link):
            label = safe_text(words_of(link).strip("[]()* "), 12)
            found.setdefault(href[1:], label or safe_text(str(len(found) + 1)))
    return found


def _holder(node: Node) -> Node | None:
    """The element that holds the note whose anchor this is."""
    current: Node | None = node
    for _ in range(4):
        if current is None or current.tag in {"body", "html", "ol", "ul", "sup"}:
            return None
        if current.tag in _HOLDERS:
            return current
        current = current.getparent()
    return None


def _unused(label: str, holders: dict[Node, str]) -> str:
    taken = set(holders.values())
    unique, count = label.replace(" ", ""), 1
    while unique in taken:
        count += 1
        unique = f"{label}-{count}"
    return unique
