"""What stands between a headline and the text: the byline, which is no text, and the picture, which belongs to it."""

import re

from tuinews.article.dates import read_date
from tuinews.article.dom import Node, names_of
from tuinews.article.pictures import read_picture
from tuinews.article.units import Unit

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|dateline|datum|date|dates|time|timestamp|stamp|published?\w*|pubdate|author\w*|autor\w*|meta\w*|"
    r"credits?|info|posted\w*|kicker|rubrik|category|categories|reading-?time|readtime)(?=$|[\s_-])",
)
_BY = re.compile(
    r"(?:by|von|par|por|di|door|av|af|text|autor|author|published|posted|updated|veröffentlicht|publié)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|teaser|teaser-?text|excerpt|standfirst|summary|"
    r"chapo|abstract|vorspann|entradilla|bajada|sommario|ingress|leadtext|article-?intro|preamble)(?=$|[\s_-])"
)
_PROSE, _LONGEST, _NEAR = 80, 100, 8
_SHORTEST_LEAD, _FAR = 60, 25


def masthead_of(kept: list[Unit]) -> list[Unit]:
    """The short lines before the first prose that only say who wrote it and when."""
    found: list[Unit] = []
    for unit in kept[:_NEAR]:
        if _is_headline(unit):
            continue
        if len(unit.words) >= _PROSE:
            break
        if unit.key and unit.node.tag not in {"h1", "h2", "h3", "figcaption"} and _is_masthead(unit):
            found.append(unit)
    return found


def _is_masthead(unit: Unit) -> bool:
    if len(unit.words) > _LONGEST:
        return False
    parent = unit.node.getparent()
    names = names_of(unit.node) + " " + (names_of(parent) if parent is not None and parent.tag != "body" else "")
    if _NAMES.search(names):
        return True
    return len(unit.words) < 60 and (read_date(unit.words) is not None or bool(_BY.match(unit.words)))


def lead_picture(units: list[Unit], first: int, base: str) -> Node | None:
    """The element with the picture between the headline and the unit at `first`; `None` when there is none."""
    start = next((place for place in range(first - 1, -1, -1) if _is_headline(units[place])), None)
    if start is None:
        return None
    for unit in reversed(units[start + 1 : first]):
        picture = next((read_picture(image, base) for image in unit.node.iter("img")), None)
        if picture is not None and not picture.icon:
            return next(unit.node.iterancestors("figure"), unit.node)
    return None


def lead_text(units: list[Unit], first: int) -> list[Unit]:
    """The summary between the headline and the unit at `first`, where the page calls it one."""
    start = next((place for place in range(first - 1, -1, -1) if _is_headline(units[place])), None)
    if start is None or first - start > _FAR:
        return []
    return [unit for unit in units[start + 1 : first] if _is_lead(unit)]


def _is_lead(unit: Unit) -> bool:
    parent = unit.node.getparent()
    names = names_of(unit.node) + " " + (names_of(parent) if parent is not None else "")
    return len(unit.words) >= _SHORTEST_LEAD and unit.linked < 0.3 and bool(_LEAD.search(names))


def _is_headline(unit: Unit) -> bool:
    return unit.node.tag == "h1" or next(unit.node.iter("h1"), None) is not None
