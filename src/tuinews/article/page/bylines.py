# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Who wrote it as the page shows it: elements called so, links to an author's page, lines that begin with `By`."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import cast

from lxml.etree import XPath

from tuinews.article.dom import Node, body_of, elements, lines_of, names_of, short_words, texts_of, words_of
from tuinews.article.page.byline_words import ALONG, CONJUNCTIONS, LABELS, NOUNS, PHRASES, PIECES, SIGNS, SMALL
from tuinews.article.page.person_names import clean_name, is_house, is_person, names_in
from tuinews.model.text import fold

_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|zy|ka|i)?|auteurs?|autori?e?|by|byline|writers?|columnists?|forfatter|journalisten?|"
    r"skribent|redakteure?|reporters?|journalists?|contributors?|firmas?|yazarlar?|penulis|avtor)/(?P<slug>[^?#]{3,})",
    re.IGNORECASE,
)
_PERSON_PATH = re.compile(
    r"/(?:profiles?|profil|people|staff|editors?|newsteam|redaktion|personen?|users?|team)/(?P<slug>[^?#]{3,})",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?\w*|authors?|author-?(?:names?|link|info|details?)|autor(?:en|es|in|a)?\w*|"
    r"auteurs?|writers?|"
    r"post-?author|entry-?author|article-?authors?|story-?authors?|vcard|contributor(?:-?name)?s?|meta-?author|creator|"
    r"verfasser|redakteur|signature|firma|firmas|credits?-?author|journalist|reporter|skribent|forfatter|yazar|penulis|"
    r"article__authors?|author__\w+|c-byline\w*|article-?credits|by)(?=$|[\s_-])"
)
_NOT_BYLINE = re.compile(
    r"comment|bio\b|biography|related|sidebar|avatar|image|photo|picture|social|follow|teaser|card-|footer|"
    r"description|powered|"
    r"sponsor|share|newsletter|subscribe|-date|-time|(?<!article-)credit(?!s?-?author)|caption|job|role|position|twitter"
)
_SIGNED = re.compile(
    rf"^[\W\d]*(?:(?:{PHRASES}|{PIECES})\s*:?|(?:{NOUNS}|{SIGNS}){ALONG}\s*[:\uff1a/])\s*(?P<names>\S.*)$|"
    r"^\W*(?:posted|published|veröffentlicht|publié|publicado|erstellt|gepubliceerd|publisert|dodano)\b.{4,45}?\b"
    r"(?:by|von|par|por|door|av|przez)\s+(?P<after>\S.*)$",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^\W*(?:(?:{SMALL}|by by|{SIGNS})[\s:\uff1a]+|"
    r"(?:By|Von|Par|Por)(?:by )?(?=[^\W\d_a-z][\w.]* [^\W\d_a-z]))(?P<names>\S.*)$"
)
_LABEL_ALONE = re.compile(rf"(?:{LABELS})\s*[:\uff1a]?", re.IGNORECASE)
_FOR_TESTS = XPath(".//*[contains(@data-testid, 'yline') or contains(@data-component, 'yline')]")
"""Where classes are made by machines, the names that a publisher's own tests use stay."""

_CJK_LABEL = re.compile(
    r"(?:^|[\s|(（/])(?:作者|撰文|记者|記者|文)\s*[:：/／|"
    r"丨]?\s*(?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、]+[\u4e00-\u9fff]{2,4})*)(?=$|[\s|)）/，,])|"
    r"(?:^|\s)(?P<after>[가-힣]{2,4})\s*(?:기자|특파원)(?=$|[\s(|=])"
)
_DATED_NAME = re.compile(
    r"^\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d]+)\s?\d{4}(?:,? \d{1,2}[:.]\d\d(?: Uhr)?)?\s*[-\u2013—|,·/]\s*"
    r"(?P<names>[^\d:]{5,60})$|"
    r"^(?P<after>[^\d:,|]{5,40}?)\s*[|·•]\s*\d{1,2}[. /][^|]{4,30}$"
)
_FIRST_LABEL = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s", re.IGNORECASE)
_AND_ALONE = re.compile(rf"(?:{CONJUNCTIONS})|\W+")
_OUTSIDE = re.compile(
    r"comment|related|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|teaser|card-|cookie|consent|newsletter|"
    r"recommend|most-?read|more-?(?:news|stories|from)|"
    r"promo|popular|trending|read-?(?:more|next)|latest"
)
_SKIPPED = frozenset(
    ("h1", "h2", "script", "style", "noscript", "nav", "footer", "aside", "form", "template", "select", "svg", "figure",
     "figcaption", "button")
)  # fmt: skip
_SIGNING = frozenset(
    (
        "a",
        "span",
        "p",
        "div",
        "address",
        "li",
        "ul",
        "cite",
        "em",
        "strong",
        "b",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "header",
    )
)
_LONGEST, _MOST_NAMES, _HEAD = 120, 5, 80


def find_bylines(root: Node, named: list[tuple[Node, str]]) -> Iterator[list[str]]:
    """Texts with names in them, one way to look for them after the other, the surest first."""
    lines = [line for line in lines_of(body_of(root), _is_beside) if 0 < len(line) <= _LONGEST]
    yield _find_after_label(_SIGNED, lines)
    holders = find_headline_holders(root)
    yield _find_by_name(named, holders)
    yield [separate_words(node) for node in cast("list[Node]", _FOR_TESTS(root))[:1] if not is_elsewhere(node, holders)]
    yield _find_linked(root, _AUTHOR_PATH, holders)
    yield _find_after_label(_BY, lines, least=2)
    yield _find_below_label(lines)
    yield _find_anywhere(_CJK_LABEL, lines)


def guess_byline(root: Node) -> list[str]:
    """A name that is the author's only if nothing else is: of somebody's profile, or beside the day."""
    if linked := _find_linked(root, _PERSON_PATH, find_headline_holders(root), least=2):
        return linked
    lines = (line for line in lines_of(body_of(root), _is_beside) if 0 < len(line) <= _LONGEST)
    return _find_after_label(_DATED_NAME, list(islice(lines, _HEAD)), least=2)


def find_headline_holders(root: Node) -> frozenset[Node]:
    """The page's headlines, and all elements that hold one."""
    return frozenset(outer for headline in root.iter("h1") for outer in (headline, *headline.iterancestors()))


def is_elsewhere(node: Node, holders: frozenset[Node]) -> bool:
    """Whether an element is part of a comment or of something else than the page's own article.

    `holders` are the elements that hold a headline (`find_headline_holders`): a page may have thousands of comments.
    """
    for outer in (node, *node.iterancestors()):
        if outer.tag in {"body", "html"}:
            return False
        if outer.tag in {"figure", "figcaption", "nav"} or (outer.get("itemtype") or "").endswith("/Comment"):
            return True
        if outer not in holders and _OUTSIDE.search(names_of(outer)):
            return True
    return False


def separate_words(node: Node) -> str:
    """The words of an element with a bar between its parts: a name is not glued to a role."""
    parts: list[str] = []
    for text in texts_of(node):
        words = " ".join(text.split())
        if not words or _AND_ALONE.fullmatch(words):
            continue
        if parts and _continues(parts[-1], words):
            parts[-1] += f" {words}"
        else:
            parts.append(words)
    return " | ".join(parts)


def _continues(before: str, words: str) -> bool:
    """Whether two parts of a byline, of a word each, are one name: `Orla` and `Finch`."""
    name = _FIRST_LABEL.sub("", before)
    return " " not in words + name and words[0].isalpha() and bool(clean_name(name) and clean_name(words))


def _find_by_name(named: list[tuple[Node, str]], holders: frozenset[Node]) -> list[str]:
    """What is in the first element that is called a byline and has a name in it."""
    unsigned: list[str] = []
    for node, names in named:
        if node.tag not in _SIGNING or not _BYLINE.search(names) or _NOT_BYLINE.search(names):
            continue
        if not short_words(node, _LONGEST) or is_elsewhere(node, holders):
            continue
        text = _read_text(node)
        found = names_in([text])
        if 0 < len(found) <= _MOST_NAMES and any(
            " " not in name or is_person(name) or is_house(name) for name in found
        ):
            if not all(map(is_house, found)):
                return [text]
            unsigned = unsigned or [text]
    return unsigned


def _read_text(node: Node) -> str:
    """The words of an element, apart where its inner elements are; what a label announces, where it has one."""
    if signed := _SIGNED.match(words_of(node)):
        return signed["names"] or signed["after"]
    return separate_words(node)


def _find_linked(root: Node, paths: re.Pattern[str], holders: frozenset[Node], least: int = 1) -> list[str]:
    """The name in the first link to a page of its bearer: its address has to contain the name."""
    for link in elements(root, "a"):
        if (path := paths.search(link.get("href") or "")) and not is_elsewhere(link, holders):
            name = clean_name(words_of(link))
            words = re.findall(r"\w{3,}", fold(name))
            address = re.sub(r"\W|_", "", fold(path["slug"]))
            if words and (words[-1] in address or not words[-1].isascii()) and is_person(name, least):
                return [name]
    return []


def _find_after_label(label: re.Pattern[str], lines: list[str], least: int = 1) -> list[str]:
    """The names in the first line that begins with a label and is made of names else."""
    for line in lines:
        if match := label.match(line):
            names = _read_names(match)
            if _is_names(names, least):
                return [names]
    return []


def _find_below_label(lines: list[str]) -> list[str]:
    """The name in the line after one that is nothing but a label."""
    for label, line in pairwise(lines):
        if _LABEL_ALONE.fullmatch(label) and _is_names(line, 2):
            return [line]
    return []


def _find_anywhere(label: re.Pattern[str], lines: list[str]) -> list[str]:
    """The names in the first line with a label anywhere."""
    return next(([_read_names(match)] for line in lines if (match := label.search(line))), [])


def _read_names(match: re.Match[str]) -> str:
    found = match.groupdict()
    return (found["names"] or found.get("after") or "").strip()


def _is_names(text: str, least: int) -> bool:
    """Whether a text begins with a name, of at least so many words."""
    found = names_in([text])
    return 0 < len(found) <= _MOST_NAMES and (is_person(found[0], least) or is_house(found[0]))


def _is_beside(node: Node) -> bool:
    if node.tag in _SKIPPED:
        return True
    # a page's frame is often called after all that is in it
    return bool(_OUTSIDE.search(names_of(node))) and next(node.iter("h1"), None) is None
