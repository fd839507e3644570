"""Which units of a page are its article: an extractor's text is the judge, the page's own elements are what is kept."""

import logging
import re
from copy import deepcopy
from typing import Any, NamedTuple

from tuinews.article.dom import Node, body_of
from tuinews.article.lead import lead_picture, lead_text, masthead_of
from tuinews.article.score import best_holder, prose_of
from tuinews.article.units import Unit, key_of, units_of

_PIECE = 32
"""Letters by which a long unit is compared piece by piece."""

_ELEMENTS_LIMIT, _TWICE_LIMIT = 16_000, 6_000
"""Elements of a tree: the extractor is not asked about larger ones, and not twice, so that its time is bounded."""

_PROSE, _LONGEST_APPEAL = 80, 260
"""Characters: a shorter line is no prose, a longer one no mere appeal."""

_APPEAL = re.compile(
    r"newsletter|subscribe|sign up|follow (?:us|him|her|me|them|@)|like us on|join us on|click here|download (?:the|"
    r"our) app|"
    r"have a tip|got a tip|can be reached at|may be reached at|contact (?:us|the author)|e-?mail (?:us|him|her|me)|"
    r"share this|"
    r"all rights reserved|©|abonnier|folgen sie|folge uns|abonne[zr]|suivez|suscríb|síguenos|inscreva-se|iscriviti|"
    r"seguici|"
    r"подпис|подписывайтесь|フォロー|登録|订阅|關注|关注|구독",
    re.IGNORECASE,
)
_SURE = 0.6
"""Share of the extractor's text that it takes when strict too: with less, strictness has missed the point."""

_STRUCTURE = frozenset(
    ("pre", "td", "th", "dt", "dd", "figcaption", "figure", "caption", "li", "summary", "blockquote", "math")
)
_CLOSING = frozenset(("table", "dl", "pre"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Choice(NamedTuple):
    """The article on a page."""

    holder: Node
    kept: list[Unit]
    dropped: list[Unit]
    lead: Node | None
    """What holds the picture between headline and text."""


def choose(root: Node, url: str) -> Choice:
    """Judge every unit of a cleaned page."""
    units = units_of(root)
    judged = _judged(root, units, url)
    prose = _second_opinion(units)
    if _weight(judged) < 0.55 * _weight(prose):
        judged = prose
    if not judged:
        judged = [unit for unit in units if unit.linked < 0.5] or units
    return _with_structure(root, units, judged, url)


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


def _weight(units: list[Unit]) -> int:
    return sum(len(unit.key) for unit in units)


def _with_structure(root: Node, units: list[Unit], judged: list[Unit], url: str) -> Choice:
    """Add what the extractor passes over between the parts that it takes: code, tables, captions, pictures."""
    judged = _with_lead(units, _with_alike(units, judged))
    chosen = {unit.node for unit in judged}
    holder = _holder(body_of(root), judged)
    inside = set(holder.iter())
    places = [place for place, unit in enumerate(units) if unit.node in chosen]
    first, last = (places[0], places[-1]) if places else (0, 0)
    parents = {unit.node.getparent() for unit in judged}
    kept: list[Unit] = []
    dropped: list[Unit] = []
    for place, unit in enumerate(units):
        if unit.node not in inside:
            continue
        belongs = _belongs(unit, parents) if first < place < last else place > last and _ends(unit, parents)
        (kept if unit.node in chosen or belongs else dropped).append(unit)
    for unit in (*_appeals(kept), *masthead_of(kept)):
        kept.remove(unit)
        dropped.append(unit)
    return Choice(holder, kept, dropped, lead_picture(units, first, url))


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


def _with_lead(units: list[Unit], judged: list[Unit]) -> list[Unit]:
    """The judged units, after the summary that stands above them."""
    chosen = {unit.node for unit in judged}
    first = next((place for place, unit in enumerate(units) if unit.node in chosen), 0)
    return [*(unit for unit in lead_text(units, first) if unit.node not in chosen), *judged]


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
    if any(parent.tag in {"blockquote", "pre"} for parent in (unit.node, *unit.node.iterancestors())):
        return True
    if unit.linked > 0.5:
        return False
    return unit.node.tag in _STRUCTURE or unit.node.tag in _HEADINGS or unit.node.getparent() in parents


def _ends(unit: Unit, parents: set[Node | None]) -> bool:
    """Whether a unit after the last chosen one is of a table, a list of terms or code that closes the text."""
    whole = next((node for node in (unit.node, *unit.node.iterancestors()) if node.tag in _CLOSING), None)
    return whole is not None and whole.getparent() in parents and unit.linked <= 0.5


def _appeals(kept: list[Unit]) -> list[Unit]:
    """The last lines that only ask the reader to subscribe, follow or write."""
    found: list[Unit] = []
    for unit in reversed(kept[1:]):
        if not unit.key:
            continue
        if len(unit.words) > _LONGEST_APPEAL or not _APPEAL.search(unit.words):
            break
        found.append(unit)
    return found


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
