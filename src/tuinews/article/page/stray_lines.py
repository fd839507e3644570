"""Finds chosen lines to be dropped: labels, closing appeals, headings of dropped parts."""

import re
from collections import Counter

from tuinews.article.page.passages import Passage

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_LONGEST_APPEAL, _LONGEST_HEADING = 260, 80
_APPEAL = re.compile(
    r"newsletter|subscri(?:be|ption)|sign up|follow (?:us|him|her|me|them|@)|like us on|join us on|click here|"
    r"download (?:the|our) app|(?:have|got) a tip|can be reached at|may be reached at|contact (?:us|the author)|"
    r"e-?mail (?:us|him|her|me)|share this|support us|all rights reserved|©|^copyright\b|telegram|whatsapp|"
    r"abonnier|folgen sie|folge uns|gefällt (?:dir|ihnen)|unterstütze uns|kommentieren|keine kommentare|"
    r"abonne[zr]|suivez|suscríb|s[íi]g[ua]e?nos|inscreva-se|siga-nos|iscriviti|seguici|subskrypcj|zapisz się|"
    r"подпис|подписывайтесь|フォロー|登録|订阅|關注|关注|구독",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"privacy|cookie|consent|subscri|external (?:content|service)|personal data|datenschutz|einwillig|extern\w* inhalt|"
    r"zustimm|abonn|données personnelles|suscri|privacidad|consenso|assinant",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:advert(?:isement|ising)?|sponsored|anzeige|werbung|publicidade?|publicité|pubblicità|реклама|"
    r"trending|loading|share(?: this)?|tweet|print|comments?|\d+ comments?|no comments(?: yet)?|leave a comment|"
    r"kommentare?|\d+ kommentare?|comentarios|commentaires|"
    r"(?:read|show|load) more|don.t miss|end of article|広告|广告)\W*",
    re.IGNORECASE,
)


def find_labels(kept: list[Passage]) -> list[Passage]:
    """Lines that only name what was there for other purposes: `Advertisement`, `3 comments`."""
    return [passage for passage in kept if passage.key and len(passage.words) < 30 and _LABEL.fullmatch(passage.words)]


def find_repeated_notices(kept: list[Passage]) -> list[Passage]:
    """What stands there more than once and speaks of consent or subscriptions, with headings that repeat along."""
    often = Counter(passage.key for passage in kept if passage.key)
    found: list[Passage] = []
    for passage, before in zip(kept, [None, *kept], strict=False):
        if often[passage.key] > 1 and _NOTICE.search(passage.words):
            found.append(passage)
            if before is not None and before.node.tag in HEADINGS and often[before.key] > 1:
                found.append(before)
    return list(dict.fromkeys(found))


def find_closing_appeals(kept: list[Passage]) -> list[Passage]:
    """The last lines that only ask people to subscribe, follow or write."""
    found: list[Passage] = []
    for passage in reversed(kept[1:]):
        if not passage.key:
            continue
        if len(passage.words) > _LONGEST_APPEAL or not _APPEAL.search(passage.words):
            break
        found.append(passage)
    return found


def find_bare_headings(kept: list[Passage], passages: list[Passage]) -> list[Passage]:
    """The headings of parts that were dropped: those at the end, and those before a heading that is not below them."""
    indexes = {passage.node: index for index, passage in enumerate(passages)}
    found: list[Passage] = []
    following: Passage | None = None
    for passage in reversed(kept[1:]):
        between = passages[indexes[passage.node] + 1 : indexes[following.node]] if following is not None else []
        if _is_heading(passage) and (
            following is None
            or (
                _is_heading(following)
                and following.node.tag <= passage.node.tag
                and any(other.key for other in between)
            )
        ):
            found.append(passage)
        else:
            following = passage
    return found


def _is_heading(passage: Passage) -> bool:
    return passage.node.tag in HEADINGS and len(passage.words) < _LONGEST_HEADING
