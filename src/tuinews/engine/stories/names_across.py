"""Names as they sound, to find them in other languages and scripts: “Путин”, “بوتين” and “Putin” are one.

What is left of a name are its consonants in Latin letters, those that scripts confuse as one. It is too coarse for
words of one language, and is compared only between two.
"""

import re
from collections import Counter
from collections.abc import Iterable

from tuinews.engine.stories.words import hash_term, is_capitalised, strip_accents

_SHORTEST, _LONGEST = 3, 12
"""Letters that are left of a name that counts, and how many of them count."""

_LETTERS = {
    "a": "аяαاأآعאעअआアァ",
    "e": "еёэєεηएऐエェ",
    "i": "ийыіїιυيىئیיइईイィ",
    "o": "оοωओऔオォ",
    "u": "уюوؤוउऊウゥ",
    "b": "бβبבबभバビブベボпπپפףपパピプペポ",
    "d": "дδدذضדडढदधダヂヅデド",
    "f": "фвφفפफवヴワフ",
    "k": "кгґκγχξكکقغگخכךקגकखगघカキクケコガギグゲゴ",
    "l": "лλلלल",
    "m": "мμمמםमマミムメモ",
    "n": "нνنנןनणङञナニヌネノン",
    "r": "рρرרरラリルレロ",
    "s": "сзжшщчцσςζψسزشصجژچظסזשצץशषसजझचछサシスセソザジズゼゾチ",
    "t": "тτθتطثטתटठतथタツテト",
}
"""Letters by the Latin one that they sound like; those that are missing are silent."""
_TABLE = {ord(letter): latin for latin, letters in _LETTERS.items() for letter in letters}
_DIGRAPHS = (("sch", "s"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"))
_SOUNDS = str.maketrans({"c": "k", "q": "k", "g": "k", "z": "s", "j": "s", "x": "ks", "p": "b", "v": "f", "w": "f"})
_SILENT = re.compile(r"[^bcdfgjklmnpqrstvxz]")
_TWICE = re.compile(r"(.)\1+")
_CASELESS = re.compile(r"[\u0590-\u06ff\u0900-\u0dff]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\u00a0 ]\d{3})+(?![\d.,]*\d)|(?<!\d)\d{2,}(?!\d)")
_DIGITS = re.compile(r"\d[\d.,\u00a0 ]*\d")
"""Where numbers may be: far quicker to find than the numbers themselves."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_BESIDE = re.compile(r"\D")


def reduce_name(token: str) -> str:
    """Return the consonants of a name in Latin letters, or `""` when too few are left."""
    name = token.casefold()
    if not name.isascii():
        name = strip_accents(name.replace("дж", "ж").translate(_TABLE))
    if "h" in name or "ck" in name:
        for pair, single in _DIGRAPHS:
            name = name.replace(pair, single)
    first = "a" if name[:1] in {"a", "e", "i", "o", "u"} else ""
    name = _TWICE.sub(r"\1", first + _SILENT.sub("", name.translate(_SOUNDS)))
    return name[:_LONGEST] if len(name) >= _SHORTEST else ""


def hash_name(token: str) -> int:
    """Return the term of a token that is written like a name, as other languages have it; 0 of all others."""
    if (is_capitalised(token) and not token[0].isdigit()) or _CASELESS.match(token):
        name = reduce_name(token)
        return hash_term("\1" + name) if name else 0
    return 0


def count_names(text: str, names: Iterable[int]) -> Counter[int]:
    """Return how often a text has each name and number, as terms; years and small numbers are none.

    `names` are the terms of its tokens (`hash_name`).
    """
    found: Counter[int] = Counter(names)
    found.pop(0, None)
    for name in map(reduce_name, () if text.isascii() else _KATAKANA.findall(text)):
        if name:
            found[hash_term("\1" + name)] += 1
    for run in _DIGITS.finditer(text):
        for number in _NUMBER.findall(text, *run.span()):
            digits = _BESIDE.sub("", number)
            if not _YEAR.fullmatch(digits):
                found[hash_term("\2" + digits)] += 1
    return found
