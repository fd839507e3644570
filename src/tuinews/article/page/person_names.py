# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Reads names of people in metadata and bylines, without the words around them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tuinews.article.page.agencies import find_agency
from tuinews.article.page.byline_words import (
    ALONG,
    CONJUNCTIONS,
    CREDITS,
    HOUSES,
    NO_NAMES,
    NOUNS,
    PARTICLES,
    PHRASES,
    PIECES,
    ROLES,
    SIGNS,
    SMALL,
    TITLES,
)
from tuinews.model.dates.months import find_month
from tuinews.model.text import fold

_LABEL = re.compile(
    rf"^\W*(?:(?:{SMALL}|{SIGNS}|{PHRASES}|{PIECES})(?:\s*[:\uff1a/]\s*|\s+)|(?:{NOUNS}){ALONG}\s*[:\uff1a/]\s*)+",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"(?:{ROLES})", re.IGNORECASE)
_LAST_ROLE = re.compile(rf"(?:\s+|(?<=[a-z])(?=[A-Z]))(?P<role>{ROLES})$", re.IGNORECASE)
_CREDIT = re.compile(
    rf"(?:^|[\s,;|/(])(?:{CREDITS})\s*(?:[:\uff1a/]|by\b|von\b|par\b|por\b).*$", re.IGNORECASE | re.DOTALL
)
_HOUSE = re.compile(HOUSES, re.IGNORECASE)
_NO_NAME = re.compile(rf"(?:{NO_NAMES})\Z", re.IGNORECASE)
_NO_SIGN = re.compile(r"https?:|www\.|[<>{}=\d]")
_ADDRESS = re.compile(
    r"https?:|www\.|^[\w.-]+\.(?:com|de|org|net|it|fr)$|please enter|^no author|^alle beiträge|^\{", re.IGNORECASE
)
_MAIL = re.compile(r"[(\[<]?\b[\w.+-]+(?:@|\(at\)|\[at\])[\w-]+(?:\.[\w-]+)+[)\]>]?")
_BRACKETS = re.compile(r"[(\[\uff08]([^)\]\uff09]*)(?:[)\]\uff09]|$)")
_PARTS = re.compile(r"\s*(?:[;|/,、，・·•\n]|\s[-\u2013—]\s)\s*")
_AND = re.compile(rf"\s+(?:{CONJUNCTIONS})\s+|\s*&\s*")
_FIRST_AND = re.compile(rf"^(?:{CONJUNCTIONS})\s+")
_WIDE_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]{3})\s+(?=[\u4e00-\u9fff]{3})")
_TAIL = re.compile(
    r"(?:^|\s+)(?:published|updated|posted|created|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|"
    r"pubblicato|aggiornato|follow|folgen|for the|email|e-mail|@\w|in:|read more|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$|\s*[\u2013—@].*$|"
    r"\s+(?:for|für|pour|para)\s.*$|"
    r"\s+(?:in|from|aus|desde|depuis)\s(?!'t|der\b|den\b|het\b).*$",
    re.IGNORECASE | re.DOTALL,
)
# Orla Finch is a reporter
_BIOGRAPHY = re.compile(r"^(\S+(?:\s+\S+){1,3}?)\s(?:is|was|ist|est|es|è)\s.*$", re.DOTALL)
_DATED = re.compile(r"(?:^|\s)[^\s\d]{0,2}\d.*$", re.DOTALL)
_BEFORE_DATE = frozenset(("on", "am", "le", "el", "em", "il", "den", "op", "på", "at", "um", "the", "vom", "of", "de"))
_EDGES = " ,.:;-\u2013—|*_\u201c\u201d\"'\u00ab\u00bb／()[]{}\uff08\uff09《》〈〉「」『』【】"
_MOST_WORDS, _MOST = 6, 8
_NICKNAME = 6
"""Characters in brackets that may stand within a name: `Orla (O.) Finch`."""


def names_in(candidates: Iterable[str]) -> list[str]:
    """The names in texts, each once: people, agencies and houses; addresses, roles and places are left out."""
    names: dict[str, str] = {}
    for text in list(candidates)[:20]:
        if not _ADDRESS.search(text):
            for name in _read_names(text):
                names.setdefault(fold(name), name)
    return list(names.values())[:_MOST]


def clean_name(text: str) -> str:
    """A byline reduced to the name in it; `""` when what is left is no name."""
    name = _BIOGRAPHY.sub(r"\1", _cut_label(" ".join(text.split())))
    name = _cut_date(_TAIL.sub("", name)).strip(_EDGES)
    if match := _LAST_ROLE.search(name):
        before = name[: match.start()].strip(_EDGES)
        name = before if len(before.split()) > 1 or not before.isascii() else name
    if find_agency(name) == name != "":
        return name
    if not 1 < len(name) < 60 or (len(name) < 3 and name.isascii()):
        return ""
    if _NO_NAME.match(name) or _NO_SIGN.search(name) or _ROLE.fullmatch(name):
        return ""
    words = [word for word in name.split() if fold(word) not in PARTICLES]
    small = sum(1 for word in words if word[0].islower())
    is_phrase = len(words) > 1 and (small > 1 or words[0][0].islower()) and not _HOUSE.search(name)
    return name if 0 < len(words) <= _MOST_WORDS and not is_phrase else ""


def is_house(name: str, houses: Iterable[str] = ()) -> bool:
    """Whether a name is that of an editorial office, an agency or one of the known `houses`, not a person's."""
    role = _LAST_ROLE.search(name)
    of_paper = role is not None and " " not in name[: role.start()]
    return of_paper or bool(_HOUSE.search(name) or find_agency(name)) or fold(name) in houses


def is_person(text: str, least: int = 1) -> bool:
    """Whether a text is a name: words with capitals, particles and titles aside, at least so many."""
    words = [word for word in text.split() if fold(word) not in PARTICLES and fold(word).strip(".") not in TITLES]
    if not (text and all(map(_is_word, words)) and not _HOUSE.search(text)):
        return False
    if words and not words[0][0].isupper() and words[0][0].isalpha() and not text.isascii():
        return len(words) <= 4 and len(text) >= 2 and not words[0][0].islower()
    return least <= len(words) <= 4 and not any(word[0].islower() for word in words)


def _is_word(word: str) -> bool:
    """Whether a word is made of letters, with the marks of their script."""
    return word[0].isalpha() and all(
        sign.isalpha() or sign in ".'\u2019-\u2010`\u2018" or unicodedata.category(sign)[0] == "M" for sign in word
    )


def _read_names(text: str) -> Iterator[str]:
    """The names in one text; a single word after somebody's whole name is a place or a desk."""
    bare = _CREDIT.sub("", _cut_label(" ".join(text.split())))
    bare = _BRACKETS.sub(_keep_agency, _MAIL.sub(" ; ", bare))
    whole = named = False
    for part in _PARTS.split(_WIDE_SPACE.sub("; ", bare))[:12]:
        for piece in _split_at_and(_FIRST_AND.sub("", part)):
            name = clean_name(piece)
            if name and (" " in name or not whole or name[0] > "\u2e80" or is_house(name)):
                whole, named = whole or " " in name, True
                yield name
        if named and any(sign.isdigit() for sign in part):
            return  # a date: what comes after it are buttons and labels


def _keep_agency(match: re.Match[str]) -> str:
    if find_agency(match[1]):
        return f" ; {match[1]} ; "
    return " ; " if len(match[1]) > _NICKNAME else " "


def _split_at_and(text: str) -> list[str]:
    """The text parted at `and`, unless it belongs to one name: `Prince and the Revolution`, `Ortega y Gasset`."""
    parts = [part for part in _AND.split(text) if part.strip()]
    if len(parts) < 2:
        return [text]
    full = all(len(part.split()) > 1 and not part.strip()[0].islower() for part in parts)
    return parts if full or any(is_house(_cut_label(part).strip()) for part in parts) else [text]


def _cut_label(text: str) -> str:
    """The text after its label; a small word may be the first of a name, when only one word follows (`Di Maio`)."""
    match = _LABEL.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    short = match.group().strip().isalpha() and fold(match.group().strip()) in PARTICLES
    return (
        text
        if short and len([word for word in rest.split() if fold(word) not in PARTICLES]) == 1 and (not is_house(rest))
        else rest
    )


def _cut_date(text: str) -> str:
    """The text up to its first number, without the month, the day of the week and the small word before it."""
    if " " not in text or (match := _DATED.search(text)) is None:
        return text
    words = text[: match.start()].split()
    while words and (fold(words[-1]) in _BEFORE_DATE or find_month(words[-1].strip(".,")) is not None):
        words.pop()
    return " ".join(words)
