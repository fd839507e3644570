"""Cuts a page into passages: the smallest elements with lines of their own, each in the article or not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tuinews.article.dom import BLOCKS, Node, body_of, drop, text_of

_BESIDE = re.compile(r"[\W_]+")
_LINK_CLIMB = 4
"""Elements between a line and the link that it is part of."""

_MEDIA = frozenset(("img", "picture", "iframe", "video", "audio", "embed", "object"))
_LEAVES = frozenset(("pre", "iframe", "video", "audio", "object", "embed", "math"))


@dataclass(frozen=True, slots=True)
class Passage:
    """An element of a page with lines of its own."""

    node: Node
    words: str
    """The words inside."""
    key: str
    """The words as letters and digits only, lower case: how texts are compared."""
    linked: float
    """The share of its words that are links."""


def key_of(text: str) -> str:
    """The letters and digits of a text, lower case."""
    return _BESIDE.sub("", text).lower()


def passages_of(root: Node) -> list[Passage]:
    """The passages of a page in reading order; loose text between blocks is put into paragraphs first."""
    body = body_of(root)
    _wrap_loose_text(body)
    found: list[Passage] = []
    holders = _holders(body)
    for node in body.iter():
        if node in holders or (node.tag not in BLOCKS and node is not body):
            continue
        if _inside_leaf(node):
            continue
        text = text_of(node)
        words = " ".join(text.split())
        if words or any(inner.tag in _MEDIA for inner in node.iter()):
            found.append(Passage(node, words, key_of(words), _count_linked(node, len(words))))
    return found


def drop_passages(passages: Iterable[Passage]) -> None:
    """Drop passages from their tree."""
    for passage in passages:
        drop(passage.node)


def _holders(body: Node) -> set[Node]:
    """The elements that hold others which make lines of their own."""
    holders: set[Node] = set()
    for node in body.iter():
        if node.tag in BLOCKS:
            parent = node.getparent()
            while parent is not None and parent not in holders and parent.tag not in _LEAVES:
                holders.add(parent)
                parent = parent.getparent()
    return holders


def _inside_leaf(node: Node) -> bool:
    return next((True for outer in node.iterancestors(*_LEAVES)), False)


def _count_linked(node: Node, length: int) -> float:
    if any(outer.tag == "a" and outer.get("href") for outer in (node, *list(node.iterancestors())[:_LINK_CLIMB])):
        return 1.0
    linked = sum(len(text_of(link).strip()) for link in node.iter("a"))
    return min(1.0, linked / max(1, length))


def _wrap_loose_text(body: Node) -> None:
    """Give text that stands between blocks a paragraph of its own."""
    for parent in [node for node in body.iter() if node.tag not in _LEAVES and not _inside_leaf(node)]:
        if any(child.tag in BLOCKS for child in parent):
            _wrap_children(parent)


def _wrap_children(parent: Node) -> None:
    run: Node | None = None
    if parent.text and parent.text.strip():
        run = parent.makeelement("p")
        run.text, parent.text = parent.text, None
        parent.insert(0, run)
    for child in list(parent):
        if child is run:
            continue
        if child.tag in BLOCKS:
            run = None
            if child.tail and child.tail.strip():
                run = parent.makeelement("p")
                run.text, child.tail = child.tail, None
                child.addnext(run)
        elif run is not None:
            run.append(child)
        elif _has_words(child):
            run = parent.makeelement("p")
            child.addprevious(run)
            run.append(child)


def _has_words(child: Node) -> bool:
    return bool((child.tail or "").strip() or text_of(child).strip() or child.tag in _MEDIA)
