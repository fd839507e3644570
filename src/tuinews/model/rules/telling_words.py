"""The words of a title that tell most about it, to be offered for a mute."""

import re
from collections.abc import Iterator

from tuinews.model.query.function_words import FUNCTION_WORDS
from tuinews.model.query.words import index_words
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
    if len(word) == 1 or word[0].isdigit() or _UNSPACED.search(word):
        return False
    return not FUNCTION_WORDS.issuperset(index_words(word).split())
