# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Finds the element with most of the prose, by counting sentences: a second opinion beside the extractor's."""

from tuinews.article.dom import Node
from tuinews.article.page.passages import Passage

_PROSE = frozenset(("p", "pre", "td", "div", "blockquote", "section", "article", "dd", "li", "center", "body"))
_COMMAS = ",，、؛،;"


def best_holder(passages: list[Passage]) -> Node | None:
    """The element in which most prose lies closest together; `None` when there is no prose."""
    scores: dict[Node, float] = {}
    for passage in passages:
        if passage.node.tag not in _PROSE or len(passage.words) < 25 or passage.linked > 0.5:
            continue
        points = _points(passage.words) * (1 - passage.linked)
        parent, share = passage.node.getparent(), 1.0
        for level in range(4):
            if parent is None or parent.tag == "html":
                break
            scores[parent] = scores.get(parent, 0.0) + points * share
            parent, share = parent.getparent(), 0.5 if level == 0 else share * 0.6
    return max(scores, key=lambda node: scores[node], default=None)


def prose_of(passages: list[Passage], holder: Node) -> list[Passage]:
    """The passages inside an element that read like text: not short lines of links."""
    inside = set(holder.iter())
    return [
        passage for passage in passages if passage.node in inside and (passage.linked < 0.5 or len(passage.words) > 200)
    ]


def _points(words: str) -> float:
    wide = sum(1 for character in words[:400] if character > "\u2e80")
    length = len(words) + wide
    return 1 + sum(map(words.count, _COMMAS)) + min(length / 100, 3)
