"""Finds chosen lines to be dropped: labels, closing appeals, headings of dropped parts."""

import re
from collections import Counter

from tuinews.article.dom import Node
from tuinews.article.page.passages import Passage
from tuinews.model.dates.page_date import date_in_text

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_LONGEST_APPEAL, _LONGEST_HEADING, _SHORT_LABEL, _LONGEST_LABEL = 260, 80, 30, 75
_LONGEST_LINE, _LONGEST_MOMENT, _LONGEST_ABOUT, _SHORTEST_NAME, _NEAR = 160, 60, 400, 6, 3
_LINKED = 0.25
_NO_SIGNATURE = frozenset(("li", "td", "th", "figcaption", "dd", "blockquote", *HEADINGS))
_NUMBER = re.compile(r"\d+")
_PLAYERS_SUBJECT = re.compile(
    r"^(?:your|this|the|ihr|dieser|votre|su|tu|seu|il tuo|je|din|twoja|váš|ваш) (?:web )?(?:browser|navigateur|"
    r"navegador|"
    r"webbläsare|nettleser|selain|przeglądarka|prohlížeč|браузер)\W+(?:no |non |ne |não |nie |не |inte |ikke |kein )?",
    re.IGNORECASE,
)
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
_ADVERTISEMENT = re.compile(
    r"\W*(?:(?:\w+\W+){0,6}?(?:advertisement|advert|anzeige|werbung|publicit[éeà]|publicidade?|pubblicità|annons|"
    r"annonse|annonce|"
    r"reklame?|reklama|reklámy?|reklam|mainos|advertentie|advertenza|publicitate|hirdetés|oglas|reclam[aă]?|iklan|"
    r"quảng cáo|"
    r"реклам[аыи]?|реклама|διαφήμιση|إعلان|פרסומת|विज्ञापन|বিজ্ঞাপন|โฆษณา|広告|广告|廣告|광고)|"
    r"(?:article|story|text|post) continues (?:below|after|under)\b.{0,30}|(?:artikel|text) (?:wird|"
    r"geht) .{0,20}(?:fortgesetzt|weiter)|"
    r"(?:suite de l.article|la suite après).{0,30}|(?:continúa|sigue) (?:debajo|después).{0,30})\W*",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"(?:listen to|hear|play|watch) (?:this|the) (?:article|story|audio|video)|"
    r"does(?: not|n.t) support (?:the )?(?:html5? )?(?:audio|video)|(?:unterstützt|prend|soporta|admite|suporta|"
    r"supporta|ondersteunt|"
    r"stöder|støtter|tue|obsługuje|podporuje|поддерживает) .{0,40}(?:audio|vid[eé]o|аудио|видео)|"
    r"artikel (?:an)?hören|écouter (?:cet|l.)\W?article|escuch\w+ (?:este|el) art[ií]culo|ouça (?:este|o)|"
    r"ascolta l.articolo|"
    r"\d{1,2}:\d\d(?:\s*/\s*\d{1,2}:\d\d)?\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:sponsored|trending|loading|share(?: this)?|tweet|print|comments?|\d+ comments?|no comments(?: yet)?|"
    r"leave a comment|"
    r"kommentare?|\d+ kommentare?|comentarios|commentaires|"
    r"(?:read|show|load) more|don.t miss|end of article|広告|广告)\W*",
    re.IGNORECASE,
)


def find_strays(kept: list[Passage], passages: list[Passage], author: str) -> dict[Passage, str]:
    """The chosen passages that go, and why; `author` is the key of the author's name."""
    strays = dict.fromkeys(find_labels(kept), "a label")
    kept = [passage for passage in kept if passage not in strays]
    strays |= dict.fromkeys(find_repeated_notices(kept), "a notice that is repeated")
    kept = [passage for passage in kept if passage not in strays]
    strays |= dict.fromkeys(find_closing_appeals(kept, author), "an appeal at the end")
    kept = [passage for passage in kept if passage not in strays]
    strays |= dict.fromkeys(find_lone_headings(kept, passages), "a heading of what was dropped")
    return strays | dict.fromkeys(find_bare_headings(kept, passages), "a heading of what was dropped")


def find_labels(kept: list[Passage]) -> list[Passage]:
    """Lines that only name what was there for other purposes: `Advertisement`, `3 comments`."""
    return [passage for passage in kept if passage.key and len(passage.words) < _LONGEST_LABEL and _is_label(passage)]


def _is_label(passage: Passage) -> bool:
    words, is_heading = passage.words, passage.node.tag in HEADINGS
    if _LABEL.fullmatch(words):
        return len(words) < _SHORT_LABEL
    return not is_heading and bool(_ADVERTISEMENT.fullmatch(words) or _PLAYER.match(_PLAYERS_SUBJECT.sub("", words)))


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


def find_closing_appeals(kept: list[Passage], author: str = "") -> list[Passage]:
    """The last lines that only ask people to subscribe, follow or write, or say by whom and when it was written."""
    found: list[Passage] = []
    for passage in reversed(kept[1:]):
        if not passage.key:
            continue
        if not _is_appeal(passage) and not _is_signature(passage, author):
            break
        found.append(passage)
    return found


def _is_appeal(passage: Passage) -> bool:
    if len(passage.words) > _LONGEST_APPEAL:
        return False
    if _APPEAL.search(passage.words):
        return True
    writes = any((link.get("href") or "").startswith("mailto:") for link in passage.node.iter("a"))
    return writes and len(passage.words) <= _LONGEST_LINE and ("?" in passage.words or passage.linked >= _LINKED)


def _is_signature(passage: Passage, author: str) -> bool:
    """Whether a line says only when a text was changed, or who its author is."""
    if passage.node.tag in _NO_SIGNATURE or any(outer.tag == "blockquote" for outer in passage.node.iterancestors()):
        return False
    if len(passage.words) <= _LONGEST_MOMENT:
        is_moment = len(_NUMBER.findall(passage.words)) > 1 and date_in_text(passage.words) is not None
        return is_moment and passage.words[0] not in "—\u2013-" and not passage.words.endswith((".", "!", "?"))
    return len(author) >= _SHORTEST_NAME and passage.key.startswith(author) and len(passage.words) <= _LONGEST_ABOUT


def find_lone_headings(kept: list[Passage], passages: list[Passage]) -> list[Passage]:
    """The headings in elements of their own of which nothing else was kept."""
    headings = [passage for passage in kept if _is_heading(passage)]
    said: Counter[Node] = Counter()
    left: Counter[Node] = Counter()
    outers = (
        {outer for passage in headings for outer in list(passage.node.iterancestors())[:_NEAR]} if headings else set()
    )
    nodes = {passage.node for passage in kept}
    for passage in passages if outers else ():
        for outer in list(passage.node.iterancestors())[:_NEAR] if passage.key else ():
            said[outer] += 1
            left[outer] += passage.node in nodes
    return [passage for passage in headings if _is_lone(passage.node, said, left)]


def _is_lone(heading: Node, said: Counter[Node], left: Counter[Node]) -> bool:
    """Whether the smallest element that says more than a heading keeps nothing but the heading."""
    for outer in list(heading.iterancestors())[:_NEAR]:
        if said[outer] > 1:
            return left[outer] == 1
    return False


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
