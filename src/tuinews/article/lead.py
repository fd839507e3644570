"""What stands between a headline and the text: the byline, which is no text, and the picture, which belongs to it."""

import re

from tuinews.article.dates import read_date
from tuinews.article.dom import Node, names_of, words_of
from tuinews.article.pictures import read_picture
from tuinews.article.units import Unit

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|dateline|datum|date|dates|time|timestamp|stamp|(?<!status-)published?\w*|pubdate|author\w*|autor\w*|meta\w*|"
    r"credits?|info|posted\w*|kicker|rubrik|category|categories|reading-?time|readtime)(?=$|[\s_-])",
)
_BY = re.compile(
    r"(?:by|von|par|por|di|door|av|af|text|autor|author|published|posted|updated|veröffentlicht|publié)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"©|\ball rights reserved|無断転載|转载请注明|未经授权|版权所有", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|teaser|teaser-?text|excerpt|standfirst|"
    r"chapo|abstract|vorspann|entradilla|bajada|sommario|ingress|leadtext|article-?intro|preamble)(?=$|[\s_-])"
)
_PROSE, _LONGEST, _NEAR, _SHORT_PARENT = 80, 100, 8, 200
_SHORTEST_LEAD, _LONGEST_LEAD, _FAR = 60, 1_500, 25


def masthead_of(kept: list[Unit], title: str) -> list[Unit]:
    """The short lines before the first prose that only say who wrote it and when."""
    short = not any(len(unit.words) >= _PROSE for unit in kept)
    found: list[Unit] = []
    for unit in kept[:_NEAR]:
        if is_headline(unit, title) or is_caption(unit):
            continue
        if len(unit.words) >= _PROSE:
            break
        if (
            unit.key
            and unit.node.tag not in {"h1", "h2", "h3"}
            and (_tells_when(unit) if short else _is_masthead(unit))
        ):
            found.append(unit)
    return found if len(found) < sum(1 for unit in kept if unit.key) else []


def _is_masthead(unit: Unit) -> bool:
    if len(unit.words) > _LONGEST:
        return False
    parent = unit.node.getparent()
    names = names_of(unit.node)
    if parent is not None and len(words_of(parent)) <= _SHORT_PARENT:
        names += " " + names_of(parent)
    return bool(_NAMES.search(names) or _RIGHTS.search(unit.words)) or _tells_when(unit)


def _tells_when(unit: Unit) -> bool:
    return len(unit.words) < 60 and (read_date(unit.words) is not None or bool(_BY.match(unit.words)))


def lead_picture(units: list[Unit], first: int, base: str, title: str) -> Node | None:
    """The element with the picture between the headline and the unit at `first`; `None` when there is none."""
    start = headline_before(units, first, title)
    if start is None:
        return None
    for unit in reversed(units[start + 1 : first]):
        picture = next((read_picture(image, base) for image in unit.node.iter("img")), None)
        if picture is not None and not picture.icon:
            return next(unit.node.iterancestors("figure"), unit.node)
    return None


def lead_text(units: list[Unit], first: int, title: str) -> list[Unit]:
    """The summary between the headline and the unit at `first`, where the page calls it one."""
    start = headline_before(units, first, title)
    if start is None or first - start > _FAR:
        return []
    return [unit for unit in units[start + 1 : first] if _is_lead(unit)]


def headline_before(units: list[Unit], first: int, title: str) -> int | None:
    """The place of the headline over the unit at `first`: the nearest `h1`, else the title in its very words."""
    places = range(first - 1, -1, -1)
    found = next((place for place in places if _holds_h1(units[place])), None)
    return found if found is not None else next((place for place in places if units[place].key == title != ""), None)


def _is_lead(unit: Unit) -> bool:
    near = (unit.node, *list(unit.node.iterancestors())[:2])
    names = " ".join(names_of(node) for node in near if node is unit.node or len(words_of(node)) <= _LONGEST_LEAD)
    return len(unit.words) >= _SHORTEST_LEAD and unit.linked < 0.3 and bool(_LEAD.search(names))


def is_headline(unit: Unit, title: str) -> bool:
    """Whether a unit is the headline over an article: an `h1`, or the title in its very words."""
    return _holds_h1(unit) or unit.key == title != ""


def is_caption(unit: Unit) -> bool:
    """Whether a unit is written under a picture."""
    return unit.node.tag == "figcaption" or next(unit.node.iterancestors("figcaption"), None) is not None


def _holds_h1(unit: Unit) -> bool:
    return unit.node.tag == "h1" or next(unit.node.iter("h1"), None) is not None
