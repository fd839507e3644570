# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Tells the title of the article that a link leads to from what else the link says: kicker, time, summary, label."""

import re

from tuinews.article.dom import BLOCKS, Node, names_of, words_of
from tuinews.article.related import phrases

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|topline|dachzeile|spitzmarke|surtitre|antetitulo|volanta|cintillo|"
    r"occhiello|"
    r"vignette|rubri[ck]\w*|ressort|section|categor\w*|cat|topic|label|tag|badge|flag|pill|time\w*|date\w*|datum|fecha|"
    r"published|byline|author|autor|source|duration|count(?:er)?s?|comments?|kommentare|views|read-?time|"
    r"summary|description|excerpt|dek|deck|standfirst|subtitle|subline|teaser-?text|lead|intro|"
    r"caption|credit|icon|premium|paywall|plus)(?=$|[\s_-]|\d)"
)
_TITLE = re.compile(r"(?:^|[\s_-])(?:\w*titl[eo]|titel|titre|titulo|titolo|headline|hed|heading|h)(?=$|[\s_-])")
_MOMENT = re.compile(
    r"(?:[\d\s.:/,h’'-]|am|pm|uhr|\d(?:st|nd|rd|th))+|"
    r"(?:vor |il y a |hace |há |fa |for |pred )?(?:\d+|an?|one|un[ae]?) ?\w{1,12}\.?(?: ago| siden| sedan| temu|"
    r" fa| назад| önce|前)?|"
    r"(?:\w{3,9},? )?(?:\d{1,2}\.? \w{3,10}\.?,? \d{4}|\w{3,10}\.? \d{1,2}, \d{4})(?:,? .{0,12})?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[\d.,]+\s*\w{0,14}|\w{3,14}\s*\(?\d+\)?", re.IGNORECASE)
_WIDE = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u2e80-\U0003ffff]")
_MOMENTS = frozenset(("time",))
_APART = frozenset(("br", "time", "small"))
_SUMMARY, _KICKER, _SHORTEST_KICKER = 100, 4, 3
"""Characters from which a part that ends like a sentence is a summary; a kicker's most words, fewest characters."""


def is_title(words: str) -> bool:
    """Whether some words may be the title of an article: a few at least, beginning as sentences do."""
    if len(_WIDE.findall(words)) >= 8:
        return True
    first = next((sign for sign in words if sign.isalnum()), "")
    count = len(words.split())
    fits = (count >= 4 and len(words) >= 16) or (count == 3 and len(words) >= 22)
    return fits and len(words) <= 300 and not (first.islower() and not words.startswith(("i", "e")))


def title_of(link: Node, *, is_line: bool = False) -> str:
    """The title of what a link leads to; of a card that is a link as a whole, the title only.

    What announces the link is left out: a phrase, and a label such as `More:` where the link is a line of its own.
    """
    heading = next((node for node in link.iter(*_HEADINGS) if words_of(node)), link)
    words = _title_among(_parts(heading)) or (link.get("title") or "").strip()
    rest = phrases.cut_phrase(words, with_labels=is_line) or phrases.cut_opening(words)
    return rest if rest is not None else words


def _title_among(parts: list[tuple[str, str]]) -> str:
    """Which of the parts, each with its names, is the title."""
    named = [words for words, names in parts if _last(_TITLE, names) > _last(_BESIDE, names)]
    if named:
        return named[0]
    left = [words for words, names in parts if _last(_BESIDE, names) < 0 and not _is_beside(words)]
    left = left or [words for words, _ in parts]
    if len(left) < 2:
        return left[0] if left else ""
    first, second = left[:2]
    is_kicker = len(first.split()) <= _KICKER and len(second.split()) > len(first.split())
    is_summary = len(second) > _SUMMARY and second[-1] in ".…!?。"
    return second if is_kicker and not is_summary else first


def _last(pattern: re.Pattern[str], names: str) -> int:
    """Where the last match begins, or -1: of several names the innermost counts, and of one name its end."""
    return max((match.start() for match in pattern.finditer(names)), default=-1)


def _is_beside(words: str) -> bool:
    return bool(_MOMENT.fullmatch(words) or _COUNT.fullmatch(words)) or phrases.is_heading(words)


def _parts(node: Node) -> list[tuple[str, str]]:
    """The words of an element where lines end or named elements begin and end, each with those names."""
    parts: list[tuple[list[str], str]] = [([], names_of(node))]
    _gather(node, names_of(node), parts)
    joined = ((" ".join("".join(texts).split()), names) for texts, names in parts)
    return [(words, names) for words, names in joined if words]


def _gather(node: Node, names: str, parts: list[tuple[list[str], str]]) -> None:
    parts[-1][0].append(node.text or "")
    for child in node:
        if _is_apart(child):
            inner = f"{names} {child.tag if child.tag in _MOMENTS else ''} {names_of(child)}"
            parts.append(([], inner))
            _gather(child, inner, parts)
            parts.append(([], names))
        else:
            _gather(child, names, parts)
        parts[-1][0].append(child.tail or "")


def _is_apart(node: Node) -> bool:
    """Whether an element's words are apart from those around it: a block, a named part, a `span` that touches one."""
    if node.tag in BLOCKS or node.tag in _APART:
        return True
    names = names_of(node)
    if len(names) > 2 and (_TITLE.search(names) or _BESIDE.search(names)):
        return True
    return _is_glued(node) or (node.tag == "span" and _touches_span(node))


def _is_glued(node: Node) -> bool:
    """Whether a word ends with an element and another begins right after it: `<b>Politics</b>Minister resigns`."""
    words, tail = words_of(node), node.tail or ""
    return len(words) >= _SHORTEST_KICKER and words[-1].isalnum() and tail[:1].isupper() and not words[-1].isdecimal()


def _touches_span(node: Node) -> bool:
    before, after = node.getprevious(), node.getnext()
    touches_before = before is not None and before.tag == "span" and not before.tail
    return touches_before or (after is not None and after.tag == "span" and not node.tail)
