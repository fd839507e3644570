"""Which passages of a page are its article: trafilatura's text decides, and the page's own elements are kept."""

import logging
from collections import Counter
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from tuinews.article.build.footnotes import find_notes
from tuinews.article.dom import Node, body_of
from tuinews.article.page.furniture.names import remove_names
from tuinews.article.page.lead import headline_before, lead_picture, lead_text, masthead_of
from tuinews.article.page.omissions import find_closing_sources, find_whole_groups
from tuinews.article.page.passages import Passage, key_of, passages_of
from tuinews.article.page.prose import best_holder, prose_of
from tuinews.article.page.stray_lines import HEADINGS, find_strays

_PIECE = 32
"""Letters by which a long passage is compared piece by piece."""

_ELEMENTS_LIMIT, _TWICE_LIMIT = 16_000, 6_000
"""Elements of a tree: the extractor is not asked about larger ones, and not twice, so that its time is bounded."""

_PROSE = 80
"""Characters: a shorter line is no prose."""

_LEAST = 300
"""Letters of a text that is too short to be sure of."""

_NEAR = 6
"""Passages between prose and what belongs to it."""

_SURE = 0.6
"""Share of the extractor's text that it takes when strict too: with less, strictness has missed the point."""

_STRUCTURE = frozenset(
    ("pre", "td", "th", "dt", "dd", "figcaption", "figure", "caption", "li", "summary", "blockquote", "math")
)
_OPENING, _CLOSING = frozenset(("table", "figure")), frozenset(("table", "dl", "pre"))


class Known(NamedTuple):
    """What is known of the article beforehand."""

    url: str
    title: str
    """The key of its title."""
    author: str
    """The key of its author's name."""


class Choice(NamedTuple):
    """The article on a page."""

    holder: Node
    kept: list[Passage]
    dropped: dict[Passage, str]
    """What goes, and why."""
    lead: Node | None
    """What holds the picture between headline and text."""


def choose(root: Node, url: str, title: str = "", author: str = "") -> Choice:
    """Choose the passages of a cleaned page that are its article."""
    passages = passages_of(root)
    judged = _find_taken(root, passages, url)
    prose = _second_opinion(passages)
    if _weight(judged) < 0.55 * _weight(prose) and _is_same_text(judged, prose):
        judged = prose
    judged = _drop_strays(passages, judged)
    if not judged:
        judged = [passage for passage in passages if passage.linked < 0.5] or passages
    return _add_structure(root, passages, judged, Known(url, key_of(title), key_of(author)))


def _is_same_text(judged: list[Passage], prose: list[Passage]) -> bool:
    """Whether the prose is the judged text and more of it, and not another part of the page, such as its comments."""
    nodes = {passage.node for passage in prose}
    weight = _weight(judged)
    return weight < _LEAST or _weight([passage for passage in judged if passage.node in nodes]) >= 0.5 * weight


def _find_taken(root: Node, passages: list[Passage], url: str) -> list[Passage]:
    """The passages that the extractor takes, limited to the part of the page that it takes in its strict mode."""
    size = sum(1 for _ in root.iter())
    if size > _ELEMENTS_LIMIT:
        return []
    tree = _make_readable(root)
    taken = _find_in_text(passages, _extract_text(tree, url, strict=False))
    if size > _TWICE_LIMIT or is_settled(taken):
        return taken
    return limit_to_sure(passages, taken, _find_in_text(passages, _extract_text(tree, url, strict=True)))


def limit_to_sure(passages: list[Passage], taken: list[Passage], sure: list[Passage]) -> list[Passage]:
    """The passages taken that are in the part of the page that the sure ones tell; all of them where those are few."""
    if not sure or _weight(sure) < _SURE * _weight(taken):
        return taken
    nodes = {passage.node for passage in sure}
    indexes = [index for index, passage in enumerate(passages) if passage.node in nodes]
    core = {passage.node for passage in passages[indexes[0] : indexes[-1] + 1]}
    # what follows the text rarely belongs to it
    core |= {passage.node for passage in passages[: indexes[0]] if _is_summary(passage)}
    parents = {passage.node.getparent() for passage in sure if len(passage.words) >= _PROSE}
    return [passage for passage in taken if passage.node in core or passage.node.getparent() in parents]


def is_settled(taken: list[Passage]) -> bool:
    """Whether `limit_to_sure` keeps all that is taken, whichever of them are sure: then nobody needs to find those.

    The sure ones count only from a share of the text on: where the rest is less than that, one of them is among these.
    """
    whole = _weight(taken)
    beside: Counter[Node | None] = Counter()
    for passage in taken:
        if len(passage.words) >= _PROSE:
            beside[passage.node.getparent()] += len(passage.key)
    before = 0
    for passage in taken:
        after = whole - before - len(passage.key)
        is_beside = whole - beside[passage.node.getparent()] < _SURE * whole
        is_within = before < _SURE * whole and (after < _SURE * whole or _is_summary(passage))
        if not is_beside and not is_within:
            return False
        before += len(passage.key)
    return True


def _is_summary(passage: Passage) -> bool:
    """Whether a passage is kept before the text: strictness often passes a summary over."""
    return len(passage.words) >= _PROSE and passage.linked < 0.3


def _make_readable(root: Node) -> Node:
    """A copy of a page for the extractor, without the names at which it takes fright."""
    tree = deepcopy(root)
    remove_names(tree)
    for code in tree.iter("pre"):
        strip_colours(code)
    return tree


def strip_colours(code: Node) -> None:
    """Take the elements that colour code out of a `pre`, whose text stays: the extractor tries its patterns on each.

    The one by which it tells code from a quote stays, too: a `span` that holds all, or one of highlight.js.
    """
    named = (span for span in code.iter("span") if (span.get("class") or "").startswith("hljs"))
    kept = code[0] if len(code) == 1 and code[0].tag == "span" else next(named, None)
    if kept is not None:
        kept.tag = "mark"
    etree.strip_tags(code, "span")
    if kept is not None:
        kept.tag = "span"


def _extract_text(tree: Node, url: str, *, strict: bool) -> str:
    """The article's text as the extractor sees it, which leaves the tree as it is; `""` where it sees none."""
    from trafilatura import bare_extraction

    # its warnings are about its own ways and would be written over the screen
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found: Any = bare_extraction(
            tree, url=url or None, include_comments=False, include_tables=True, favor_precision=strict
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        # the extractor trips over odd trees; then the second opinion decides
        return ""
    return str(found.text or "") if found is not None else ""


def _find_in_text(passages: list[Passage], text: str) -> list[Passage]:
    """The passages whose words are in the text."""
    lines = {key_of(line.lstrip("-•* ")) for line in text.split("\n")}
    whole = key_of(text)
    return [passage for passage in passages if passage.key and _is_in(passage.key, whole, lines)]


def _is_in(key: str, whole: str, lines: set[str]) -> bool:
    if key in lines:
        return True
    if len(key) < _PIECE:
        return len(key) >= 12 and key in whole
    if key in whole:
        return True
    pieces = [key[index : index + _PIECE] for index in range(0, len(key) - _PIECE + 1, _PIECE)]
    return sum(piece in whole for piece in pieces) >= 0.5 * len(pieces)


def _second_opinion(passages: list[Passage]) -> list[Passage]:
    holder = best_holder(passages)
    return [] if holder is None else prose_of(passages, holder)


def _drop_strays(passages: list[Passage], judged: list[Passage]) -> list[Passage]:
    """The chosen passages without repeated links far from all prose: a menu has the words of a heading, too."""
    nodes = {passage.node for passage in judged}
    prose = [
        index
        for index, passage in enumerate(passages)
        if passage.node in nodes and len(passage.words) >= _PROSE and passage.linked < 0.5
    ]
    if not prose:
        return judged
    often = Counter(passage.key for passage in passages)
    strays = {
        passage.node
        for index, passage in enumerate(passages)
        if passage.node in nodes
        and passage.linked >= 0.5
        and often[passage.key] > 1
        and not prose[0] - _NEAR <= index <= prose[-1] + _NEAR
    }
    return [passage for passage in judged if passage.node not in strays]


def _weight(passages: list[Passage]) -> int:
    return sum(len(passage.key) for passage in passages)


def _add_structure(root: Node, passages: list[Passage], judged: list[Passage], known: Known) -> Choice:
    """Add code, tables, captions and pictures between the chosen passages, which the extractor passes over."""
    judged = _add_alike(passages, judged)
    holder = _holder(body_of(root), judged)
    inside = set(holder.iter())
    nodes = {passage.node for passage in judged}
    within = nodes & inside
    start = next(
        (n for n, passage in enumerate(passages) if passage.node in within and len(passage.words) >= _PROSE), 0
    )
    lead = _lead(passages, start, nodes, known.title)
    noted = _find_notes(root, passages, nodes, known.url)
    holder = _find_holder(holder, [*lead, *noted])
    inside = set(holder.iter())
    chosen = {passage.node for passage in (*lead, *judged)}
    indexes = [index for index, passage in enumerate(passages) if passage.node in chosen and passage.node in inside]
    first, last = (indexes[0], indexes[-1]) if indexes else (0, 0)
    parents = {passage.node.getparent() for passage in judged}
    for index, passage in enumerate(passages):
        if passage.node in inside:
            if first < index < last:
                belongs = _belongs(passage, parents)
            else:
                belongs = _is_of(passage, parents, _OPENING if index < first else _CLOSING)
                belongs = belongs or (index == first - 1 and _opens_section(passage, passages[first]))
            chosen |= {passage.node} if belongs else set()
    chosen |= find_closing_sources(passages[last + 1 :], parents) | {passage.node for passage in noted}
    all_inside = [passage for passage in passages if passage.node in inside]
    chosen = find_whole_groups(holder, all_inside, chosen)
    kept = [passage for passage in all_inside if passage.node in chosen]
    dropped = dict.fromkeys((passage for passage in all_inside if passage.node not in chosen), "no part of the text")
    strays = find_strays(kept, passages, known.author)
    strays |= dict.fromkeys(masthead_of(kept, known.title), "a line about author or date")
    kept = [passage for passage in kept if passage not in strays]
    dropped |= strays
    return Choice(holder, kept, dropped, lead_picture(passages, start, known.url, known.title))


def _find_notes(root: Node, passages: list[Passage], judged: set[Node], url: str) -> list[Passage]:
    """The passages of the notes that the chosen ones refer to."""
    notes = find_notes(root, url)
    wanted = {
        notes.labels[name]
        for name, link in notes.references.items()
        if name in notes.labels and (link in judged or any(outer in judged for outer in link.iterancestors()))
    }
    holders = {holder for holder, label in notes.holders.items() if label in wanted}
    if not holders:
        return []
    return [
        passage
        for passage in passages
        if passage.key and any(node in holders for node in (passage.node, *passage.node.iterancestors()))
    ]


def _add_alike(passages: list[Passage], judged: list[Passage]) -> list[Passage]:
    """The chosen passages, and the prose whose elements are built as most of theirs are."""
    chosen = {passage.node for passage in judged}
    weights: dict[str, int] = {}
    for passage in judged:
        if len(passage.words) >= _PROSE:
            weights[_build(passage.node)] = weights.get(_build(passage.node), 0) + len(passage.key)
    usual = {build for build, weight in weights.items() if weight >= 0.3 * _weight(judged)}
    return [
        passage
        for passage in passages
        if passage.node in chosen
        or (len(passage.words) >= _PROSE and passage.linked < 0.3 and _build(passage.node) in usual)
    ]


def _lead(passages: list[Passage], start: int, judged: set[Node], title: str) -> list[Passage]:
    """The summary between the headline and the text: what the page calls one, and prose that was judged."""
    headline = headline_before(passages, start, title)
    between = passages[start if headline is None else headline + 1 : start]
    short = sum(len(passage.key) for passage in passages if passage.node in judged) < _LEAST
    prose = [passage for passage in between if (short or passage.node in judged) and _is_prose(passage)]
    return [*prose, *lead_text(passages, start, title)]


def _is_prose(passage: Passage) -> bool:
    return len(passage.words) >= _PROSE and passage.linked < 0.3 and passage.node.tag != "figcaption"


def _is_listed(passage: Passage, parents: set[Node | None]) -> bool:
    """Whether a linked line is an item of a list among the paragraphs: links to the same site are gone before."""
    items = passage.node.getparent()
    return passage.node.tag == "li" and items is not None and not items.get("class") and items.getparent() in parents


def _opens_section(passage: Passage, following: Passage) -> bool:
    """Whether a heading opens the section that the first passage of the text is in, such as `Abstract`."""
    section = passage.node.getparent()
    if passage.node.tag not in HEADINGS or section is None or section is not following.node.getparent():
        return False
    return next(section.iter("h1"), None) is None and section[0] is passage.node


def _find_holder(holder: Node, passages: list[Passage]) -> Node:
    """The smallest element with all that the holder has and with the passages."""
    for passage in passages:
        outer = set(passage.node.iterancestors())
        while holder not in outer and (parent := holder.getparent()) is not None:
            holder = parent
    return holder


def _build(node: Node) -> str:
    """The tags and classes of an element and its parents."""
    parts = []
    current: Node | None = node
    for _ in range(4):
        if current is None:
            break
        parts.append(f"{current.tag}.{current.get('class') or ''}")
        current = current.getparent()
    return ">".join(parts)


def _belongs(passage: Passage, parents: set[Node | None]) -> bool:
    """Whether a passage between chosen ones is part of the text."""
    if not passage.key:
        return True
    if any(
        parent.tag in {"blockquote", "pre", "figcaption"} for parent in (passage.node, *passage.node.iterancestors())
    ):
        return True
    if passage.linked > 0.5:
        return _is_listed(passage, parents)
    parent = passage.node.getparent()
    if _is_prose(passage) and "©" not in passage.words and parent is not None and parent.getparent() in parents:
        return True
    return passage.node.tag in _STRUCTURE or passage.node.tag in HEADINGS or parent in parents


def _is_of(passage: Passage, parents: set[Node | None], tags: frozenset[str]) -> bool:
    """Whether a passage outside of the chosen ones is of a table, a figure, … that opens or closes the text."""
    whole = next((node for node in (passage.node, *passage.node.iterancestors()) if node.tag in tags), None)
    return whole is not None and whole.getparent() in parents and passage.linked <= 0.5


def _holder(body: Node, judged: list[Passage]) -> Node:
    """The smallest element that has nearly all that was judged the article."""
    weights: dict[Node, int] = {}
    for passage in judged:
        node: Node | None = passage.node
        while node is not None:
            weights[node] = weights.get(node, 0) + len(passage.key)
            node = node.getparent()
    total = weights.get(body, 0)
    holder = body
    while True:
        child = next((child for child in holder if weights.get(child, 0) >= 0.98 * total > 0), None)
        if child is None:
            return holder
        holder = child
