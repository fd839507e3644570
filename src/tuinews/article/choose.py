"""Which units of a page are its article: an extractor's text is the judge, the page's own elements are what is kept."""

import logging
from collections import Counter
from copy import deepcopy
from typing import Any, NamedTuple

from tuinews.article.dom import Node, body_of
from tuinews.article.groups import whole_groups
from tuinews.article.lead import headline_before, lead_picture, lead_text, masthead_of
from tuinews.article.leftovers import HEADINGS, bare_headings, closing_appeals, labels
from tuinews.article.score import best_holder, prose_of
from tuinews.article.sources import closing_sources
from tuinews.article.units import Unit, key_of, units_of

_PIECE = 32
"""Letters by which a long unit is compared piece by piece."""

_ELEMENTS_LIMIT, _TWICE_LIMIT = 16_000, 6_000
"""Elements of a tree: the extractor is not asked about larger ones, and not twice, so that its time is bounded."""

_PROSE = 80
"""Characters: a shorter line is no prose."""

_LEAST = 300
"""Letters of a text that is too short to be sure of."""

_NEAR = 6
"""Units between prose and what belongs to it."""

_SURE = 0.6
"""Share of the extractor's text that it takes when strict too: with less, strictness has missed the point."""

_STRUCTURE = frozenset(
    ("pre", "td", "th", "dt", "dd", "figcaption", "figure", "caption", "li", "summary", "blockquote", "math")
)
_OPENING, _CLOSING = frozenset(("table", "figure")), frozenset(("table", "dl", "pre"))


class Choice(NamedTuple):
    """The article on a page."""

    holder: Node
    kept: list[Unit]
    dropped: list[Unit]
    lead: Node | None
    """What holds the picture between headline and text."""


def choose(root: Node, url: str, title: str = "") -> Choice:
    """Judge every unit of a cleaned page."""
    units = units_of(root)
    judged = _judged(root, units, url)
    prose = _second_opinion(units)
    if _weight(judged) < 0.55 * _weight(prose) and _is_same_text(judged, prose):
        judged = prose
    judged = _without_strays(units, judged)
    if not judged:
        judged = [unit for unit in units if unit.linked < 0.5] or units
    return _with_structure(root, units, judged, url, key_of(title))


def _is_same_text(judged: list[Unit], prose: list[Unit]) -> bool:
    """Whether the prose is the judged text and more of it, and not another part of the page, such as its comments."""
    nodes = {unit.node for unit in prose}
    weight = _weight(judged)
    return weight < _LEAST or _weight([unit for unit in judged if unit.node in nodes]) >= 0.5 * weight


def _judged(root: Node, units: list[Unit], url: str) -> list[Unit]:
    """The units that the extractor takes, without those outside of what it takes when it is strict."""
    taken = _judge(units, _extracted(root, url, strict=False))
    sure = _judge(units, _extracted(root, url, strict=True)) if taken else []
    if not sure or _weight(sure) < _SURE * _weight(taken):
        return taken
    nodes = {unit.node for unit in sure}
    places = [place for place, unit in enumerate(units) if unit.node in nodes]
    core = {unit.node for unit in units[places[0] : places[-1] + 1]}
    # a summary before the text is often passed over by strictness; what follows the text rarely belongs to it
    core |= {unit.node for unit in units[: places[0]] if len(unit.words) >= _PROSE and unit.linked < 0.3}
    parents = {unit.node.getparent() for unit in sure if len(unit.words) >= _PROSE}
    return [unit for unit in taken if unit.node in core or unit.node.getparent() in parents]


def _extracted(root: Node, url: str, *, strict: bool) -> str:
    """The article's text as the extractor sees it; `""` where it sees none."""
    from trafilatura import bare_extraction

    # its warnings are about its own ways and would be written over the screen
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if sum(1 for _ in root.iter()) > (_TWICE_LIMIT if strict else _ELEMENTS_LIMIT):
        return ""
    try:
        found: Any = bare_extraction(
            deepcopy(root), url=url or None, include_comments=False, include_tables=True, favor_precision=strict
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        # the extractor trips over odd trees; then the second opinion decides
        return ""
    return str(found.text or "") if found is not None else ""


def _judge(units: list[Unit], text: str) -> list[Unit]:
    """The units whose words the text has."""
    lines = {key_of(line.lstrip("-•* ")) for line in text.split("\n")}
    whole = key_of(text)
    return [unit for unit in units if unit.key and _is_in(unit.key, whole, lines)]


def _is_in(key: str, whole: str, lines: set[str]) -> bool:
    if key in lines:
        return True
    if len(key) < _PIECE:
        return len(key) >= 12 and key in whole
    if key in whole:
        return True
    pieces = [key[place : place + _PIECE] for place in range(0, len(key) - _PIECE + 1, _PIECE)]
    return sum(piece in whole for piece in pieces) >= 0.5 * len(pieces)


def _second_opinion(units: list[Unit]) -> list[Unit]:
    holder = best_holder(units)
    return [] if holder is None else prose_of(units, holder)


def _without_strays(units: list[Unit], judged: list[Unit]) -> list[Unit]:
    """The judged units without links far from all prose that only repeat: a menu has the words of a heading, too."""
    nodes = {unit.node for unit in judged}
    prose = [
        place
        for place, unit in enumerate(units)
        if unit.node in nodes and len(unit.words) >= _PROSE and unit.linked < 0.5
    ]
    if not prose:
        return judged
    often = Counter(unit.key for unit in units)
    strays = {
        unit.node
        for place, unit in enumerate(units)
        if unit.node in nodes
        and unit.linked >= 0.5
        and often[unit.key] > 1
        and not prose[0] - _NEAR <= place <= prose[-1] + _NEAR
    }
    return [unit for unit in judged if unit.node not in strays]


def _weight(units: list[Unit]) -> int:
    return sum(len(unit.key) for unit in units)


def _with_structure(root: Node, units: list[Unit], judged: list[Unit], url: str, title: str) -> Choice:
    """Add what the extractor passes over between the parts that it takes: code, tables, captions, pictures."""
    judged = _with_alike(units, judged)
    holder = _holder(body_of(root), judged)
    inside = set(holder.iter())
    nodes = {unit.node for unit in judged}
    within = nodes & inside
    start = next((n for n, unit in enumerate(units) if unit.node in within and len(unit.words) >= _PROSE), 0)
    lead = _lead(units, start, nodes, title)
    holder = _around(holder, lead)
    inside = set(holder.iter())
    chosen = {unit.node for unit in (*lead, *judged)}
    places = [place for place, unit in enumerate(units) if unit.node in chosen and unit.node in inside]
    first, last = (places[0], places[-1]) if places else (0, 0)
    parents = {unit.node.getparent() for unit in judged}
    for place, unit in enumerate(units):
        if unit.node in inside:
            if first < place < last:
                belongs = _belongs(unit, parents)
            else:
                belongs = _is_of(unit, parents, _OPENING if place < first else _CLOSING)
            chosen |= {unit.node} if belongs else set()
    chosen |= closing_sources(units[last + 1 :], parents)
    all_inside = [unit for unit in units if unit.node in inside]
    chosen = whole_groups(holder, all_inside, chosen)
    kept = [unit for unit in all_inside if unit.node in chosen]
    dropped = [unit for unit in all_inside if unit.node not in chosen]
    for unit in labels(kept):
        kept.remove(unit)
        dropped.append(unit)
    for unit in dict.fromkeys((*closing_appeals(kept), *bare_headings(kept, units), *masthead_of(kept, title))):
        kept.remove(unit)
        dropped.append(unit)
    return Choice(holder, kept, dropped, lead_picture(units, start, url, title))


def _with_alike(units: list[Unit], judged: list[Unit]) -> list[Unit]:
    """The judged units with the prose that is built just like most of them: pages cut their text into many parts."""
    chosen = {unit.node for unit in judged}
    weights: dict[str, int] = {}
    for unit in judged:
        if len(unit.words) >= _PROSE:
            weights[_build(unit.node)] = weights.get(_build(unit.node), 0) + len(unit.key)
    usual = {build for build, weight in weights.items() if weight >= 0.3 * _weight(judged)}
    return [
        unit
        for unit in units
        if unit.node in chosen or (len(unit.words) >= _PROSE and unit.linked < 0.3 and _build(unit.node) in usual)
    ]


def _lead(units: list[Unit], start: int, judged: set[Node], title: str) -> list[Unit]:
    """The summary between the headline and the text: what the page calls one, and prose that was judged."""
    headline = headline_before(units, start, title)
    between = units[start if headline is None else headline + 1 : start]
    short = sum(len(unit.key) for unit in units if unit.node in judged) < _LEAST
    prose = [unit for unit in between if (short or unit.node in judged) and _is_prose(unit)]
    return [*prose, *lead_text(units, start, title)]


def _is_prose(unit: Unit) -> bool:
    return len(unit.words) >= _PROSE and unit.linked < 0.3 and unit.node.tag != "figcaption"


def _around(holder: Node, units: list[Unit]) -> Node:
    """The smallest element with all that the holder has and with the units."""
    for unit in units:
        outer = set(unit.node.iterancestors())
        while holder not in outer and (parent := holder.getparent()) is not None:
            holder = parent
    return holder


def _build(node: Node) -> str:
    """How an element is set into the page: its own and its parents' tags and classes."""
    parts = []
    current: Node | None = node
    for _ in range(4):
        if current is None:
            break
        parts.append(f"{current.tag}.{current.get('class') or ''}")
        current = current.getparent()
    return ">".join(parts)


def _belongs(unit: Unit, parents: set[Node | None]) -> bool:
    """Whether a unit between chosen ones is part of the text."""
    if not unit.key:
        return True
    if any(parent.tag in {"blockquote", "pre", "figcaption"} for parent in (unit.node, *unit.node.iterancestors())):
        return True
    if unit.linked > 0.5:
        return False
    return unit.node.tag in _STRUCTURE or unit.node.tag in HEADINGS or unit.node.getparent() in parents


def _is_of(unit: Unit, parents: set[Node | None], tags: frozenset[str]) -> bool:
    """Whether a unit outside of the chosen ones is of a table, a figure, … that opens or closes the text."""
    whole = next((node for node in (unit.node, *unit.node.iterancestors()) if node.tag in tags), None)
    return whole is not None and whole.getparent() in parents and unit.linked <= 0.5


def _holder(body: Node, judged: list[Unit]) -> Node:
    """The smallest element that has nearly all that was judged the article."""
    weights: dict[Node, int] = {}
    for unit in judged:
        node: Node | None = unit.node
        while node is not None:
            weights[node] = weights.get(node, 0) + len(unit.key)
            node = node.getparent()
    total = weights.get(body, 0)
    holder = body
    while True:
        child = next((child for child in holder if weights.get(child, 0) >= 0.98 * total > 0), None)
        if child is None:
            return holder
        holder = child
