"""Finds what stands between headline and text: byline, picture and summary."""

import re

from tuinews.article.build.pictures import read_picture
from tuinews.article.dom import Node, names_of, words_of
from tuinews.article.page.passages import Passage
from tuinews.model.dates.page_date import date_in_text

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


def masthead_of(kept: list[Passage], title: str) -> list[Passage]:
    """The short lines before the first prose that only say who wrote it and when."""
    short = not any(len(passage.words) >= _PROSE for passage in kept)
    found: list[Passage] = []
    for passage in kept[:_NEAR]:
        if is_headline(passage, title) or is_caption(passage):
            continue
        if len(passage.words) >= _PROSE:
            break
        if (
            passage.key
            and passage.node.tag not in {"h1", "h2", "h3"}
            and (_tells_when(passage) if short else _is_masthead(passage))
        ):
            found.append(passage)
    return found if len(found) < sum(1 for passage in kept if passage.key) else []


def _is_masthead(passage: Passage) -> bool:
    if len(passage.words) > _LONGEST:
        return False
    parent = passage.node.getparent()
    names = names_of(passage.node)
    if parent is not None and len(words_of(parent)) <= _SHORT_PARENT:
        names += " " + names_of(parent)
    return bool(_NAMES.search(names) or _RIGHTS.search(passage.words)) or _tells_when(passage)


def _tells_when(passage: Passage) -> bool:
    return len(passage.words) < 60 and (date_in_text(passage.words) is not None or bool(_BY.match(passage.words)))


def lead_picture(passages: list[Passage], first: int, base: str, title: str) -> Node | None:
    """The element with the picture between the headline and the passage at `first`; `None` when there is none."""
    start = headline_before(passages, first, title)
    if start is None:
        return None
    for passage in reversed(passages[start + 1 : first]):
        picture = next((read_picture(image, base) for image in passage.node.iter("img")), None)
        if picture is not None and not picture.icon:
            return next(passage.node.iterancestors("figure"), passage.node)
    return None


def lead_text(passages: list[Passage], first: int, title: str) -> list[Passage]:
    """The summary between the headline and the passage at `first`, where the page calls it one."""
    start = headline_before(passages, first, title)
    if start is None or first - start > _FAR:
        return []
    return [passage for passage in passages[start + 1 : first] if _is_lead(passage)]


def headline_before(passages: list[Passage], first: int, title: str) -> int | None:
    """The index of the headline before the passage at `first`: the nearest `h1`, else a line that is the title."""
    indexes = range(first - 1, -1, -1)
    found = next((index for index in indexes if _holds_h1(passages[index])), None)
    if found is not None:
        return found
    return next((index for index in indexes if passages[index].key == title != ""), None)


def _is_lead(passage: Passage) -> bool:
    near = (passage.node, *list(passage.node.iterancestors())[:2])
    names = " ".join(names_of(node) for node in near if node is passage.node or len(words_of(node)) <= _LONGEST_LEAD)
    return len(passage.words) >= _SHORTEST_LEAD and passage.linked < 0.3 and bool(_LEAD.search(names))


def is_headline(passage: Passage, title: str) -> bool:
    """Whether a passage is the article's headline: an `h1`, or a line that is the title."""
    return _holds_h1(passage) or passage.key == title != ""


def is_caption(passage: Passage) -> bool:
    """Whether a passage is written under a picture."""
    return passage.node.tag == "figcaption" or next(passage.node.iterancestors("figcaption"), None) is not None


def _holds_h1(passage: Passage) -> bool:
    return passage.node.tag == "h1" or next(passage.node.iter("h1"), None) is not None
