"""The words of a title that tell most about it, to be offered for a mute."""

import re
from collections.abc import Iterator

from tuinews.model.text import fold

MOST = 6
"""Most words that are offered."""

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")  # noqa: RUF001  an apostrophe of typographers
_UNSPACED = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[\u4e00-\u9fff]{2,4}|[\u0e01-\u0e4e]{3,}")
"""Runs of scripts without spaces that are likely to be a word: Katakana, Chinese characters, Thai."""

_LONGEST = 60
"""Characters of a word that is offered at most."""

_LONGEST_NAME = 3
"""Words of a name at most: more are a title in capitals."""

_STOPWORDS = frozenset(
    """
    a about after all an and are as at be been before but by can could day did do does down for from get had has have
    her here his how if in into is it its just like may more most new no not now of off on one or our out over
    says said she should so some than that the their them then there they this to today under up was we what when where
    which who why will with would you your
    aber als am auf aus bei bis das dass dem den der des die durch ein eine einem einen einer es für gegen hat haben ich
    im ist kein mehr mit nach nicht noch nur oder sein sich sie sind über um und unter vom von vor war warum wie wird zu
    zum zur
    au aux avec ce ces comment dans de du elle en est et être il ils je la le les leur mais ne nous ou où par pas plus
    pour pourquoi qu que qui sa sans se ses son sont sur un une vous
    al como con del el es esta este ha las lo los más para pero por sin su sus y ya
    che chi da dal dei della di e gli i nel non per più si sono sul tra com das dos em mais na nas nos não os sem sua um
    aan dat een er het hij ik met naar niet om ook op te tot uit van voor wat werd ze zijn
    """.split()  # noqa: SIM905  a list of two hundred words in quotes is no better to read
)
"""Words that no title is about, of six languages."""


def find_telling_words(title: str) -> tuple[str, ...]:
    """Return the most telling words of a title and names of several words, the best first.

    These are names (words with a capital that follow each other), then single words with a capital, then the longest
    others. Common words and numbers tell nothing.
    """
    words = [found[0] for found in _WORD.finditer(title)]
    capitals = sum(_has_capital(word) for word in words)
    in_capitals = capitals > 2 and capitals * 5 > len(words) * 4
    names = [] if in_capitals else list(_find_names(title))
    singles = [word for word in words if _is_telling(word)]
    begin = words[:1]
    capital = [] if in_capitals else [word for word in singles if _has_capital(word) and [word] != begin]
    unspaced = _UNSPACED.findall(title)
    longest = sorted((word for word in singles if len(word) > 3 or not word.isascii()), key=len, reverse=True)
    found: dict[str, str] = {}
    for word in (*names, *unspaced, *capital, *longest):
        if len(word) <= _LONGEST:
            found.setdefault(fold(word), word)
    return tuple(found.values())[:MOST]


def _find_names(title: str) -> Iterator[str]:
    """Yield words with capitals that follow each other with one space between."""
    run: list[re.Match[str]] = []
    for found in (*_WORD.finditer(title), None):
        joined = found is not None and (not run or title[run[-1].end() : found.start()] == " ")
        if found is not None and joined and _has_capital(found[0]) and (run or _is_telling(found[0])):
            run.append(found)
            continue
        if 1 < len(run) <= _LONGEST_NAME:
            yield title[run[0].start() : run[-1].end()]
        run = [found] if found is not None and _has_capital(found[0]) and _is_telling(found[0]) else []


def _has_capital(word: str) -> bool:
    return word[0].isupper()


def _is_telling(word: str) -> bool:
    return len(word) > 1 and not word[0].isdigit() and fold(word) not in _STOPWORDS and not _UNSPACED.search(word)
