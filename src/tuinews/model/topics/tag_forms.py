"""The form of a tag: what two tags have in common that differ in case, accents, hyphens or a simple plural only."""

import re
import unicodedata
from functools import lru_cache

from tuinews.model.text import fold

_SHORTEST_PLURAL = 5
"""Letters of the shortest word that is read as a plural: `News`, `Mars`, `AIDS` and `US` are none."""

_DASH = re.compile(r"(?<=\w)[-_\u2010-\u2015](?=\w)")
_LATIN_WORD = re.compile(r"[a-z]+\Z")
_NO_PLURAL = ("ss", "us", "is", "as", "os", "ics", "news")
"""Ends of words that are no plurals: `Wales` and `Kansas` stay, `Politics` and `Crisis` do."""
_NAMES = frozenset(
    [
        "adams",
        "andrews",
        "daniels",
        "davids",
        "davies",
        "edwards",
        "hopkins",
        "hughes",
        "jacobs",
        "james",
        "jones",
        "lewis",
        "marks",
        "matthews",
        "peters",
        "philips",
        "phillips",
        "richards",
        "roberts",
        "rogers",
        "simons",
        "stephens",
        "stevens",
        "wales",
        "watkins",
        "wilkins",
        "williams",
    ]
)
"""Names that look like a plural of another name."""


@lru_cache(maxsize=4_096)
def fold_tag(name: str) -> str:
    """Return a tag's form: `Élections` and `election` give `election`, `Covid-19` and `COVID 19` give `covid 19`.

    Accents are taken off Latin letters only: elsewhere a mark is part of a letter. A plural is one of the last word,
    by English endings, and only where the word is long enough to be one.
    """
    key = fold(name).removeprefix("#")
    if not key.isascii():
        key = _without_accents(key)
    words = _DASH.sub(" ", key).split()
    if words:
        words[-1] = _singular(words[-1])
    return " ".join(words) or key or fold(name)


def _without_accents(key: str) -> str:
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", key):
        accent = unicodedata.category(character) == "Mn"
        if not (accent and kept and "a" <= kept[-1] <= "z"):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not _LATIN_WORD.match(word) or not word.endswith("s") or word in _NAMES:
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word if word.endswith(_NO_PLURAL) else word[:-1]
