"""Finds lines that a site repeats at the edges of its articles, and folds them away."""

import hashlib
import re
from typing import TypeAlias

from tuinews.model.document import Block, Details, Document, Span, leaf_text, walk
from tuinews.model.text import SafeText

LineKey: TypeAlias = int
"""A line's words as a number of 63 bits."""

PAGES_WITH_LINE = 3
"""Pages of a site from which on a line that is on all of them is the site's, not the article's."""

_FIRST, _LAST, _SHORTEST = 3, 8, 20
"""Blocks at the beginning and at the end that may be the site's; letters of the shortest line that counts."""
_MOST = 0.5
"""The largest share of a document that is folded: the same story on several pages is no repeated line."""

_BESIDE = re.compile(r"[\W_]+")
_SUMMARY = SafeText("Repeated on other pages of this site")


def edge_lines(document: Document) -> dict[int, LineKey]:
    """The keys of the blocks at the edges of a document, by index; short blocks have none."""
    last = len(document.blocks)
    edges = dict.fromkeys((*range(min(_FIRST, last)), *range(max(0, last - _LAST), last)))
    keys = ((index, _key(document.blocks[index])) for index in edges)
    return {index: key for index, key in keys if key is not None}


def fold_lines(document: Document, repeated: frozenset[LineKey]) -> Document:
    """The document with its repeated lines folded away, those next to each other together."""
    folded = {index for index, key in edge_lines(document).items() if key in repeated}
    letters = [sum(len(leaf_text(inner)) for inner in walk(Document((block,)))) for block in document.blocks]
    if not folded or sum(letters[index] for index in folded) > _MOST * sum(letters):
        return document
    blocks: list[Block] = []
    for index, block in enumerate(document.blocks):
        if index not in folded:
            blocks.append(block)
        elif index - 1 in folded and isinstance(blocks[-1], Details):
            blocks[-1] = Details(blocks[-1].summary, (*blocks[-1].blocks, block))
        else:
            blocks.append(Details((Span(_SUMMARY),), (block,)))
    return Document(tuple(blocks))


def _key(block: Block) -> LineKey | None:
    words = _BESIDE.sub("", "".join(leaf_text(inner) for inner in walk(Document((block,))))).lower()
    if len(words) < _SHORTEST:
        return None
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big") >> 1
