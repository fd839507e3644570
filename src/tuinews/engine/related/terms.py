"""The terms of a text, by which related articles are found: words as the search index has them.

Scripts written without spaces have a character a word there; here, two or three that follow each other are a term.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log

from tuinews.model.entry import StoredText
from tuinews.model.query.words import index_words

_TITLE, _TAG, _BODY = 3, 2, 1
"""How often a word counts for standing once in the title, in a tag, in the text."""

_BODY_CHARACTERS = 1_200
"""Characters of the text that are compared: news tells first what it is about."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_LONGEST_SHOWN = 40

_FIRST_UNSPACED = "\u0e00"
"""The first character of Thai, from which on scripts are written without spaces."""


def find_terms(text: str) -> list[str]:
    """Return the terms of a text in order, each as often as it occurs."""
    every = index_words(text).split()
    if text.isascii() or max(text) < _FIRST_UNSPACED:
        return every
    found: list[str] = []
    for alone, run in groupby(every, _is_character):
        words = list(run)
        found += _join_characters(words) if alone else words
    return found


def _is_character(word: str) -> bool:
    return len(word) == 1 and word >= _FIRST_UNSPACED


def _join_characters(characters: Sequence[str]) -> Iterator[str]:
    """Yield two characters of Chinese and Japanese that follow each other, three of Thai and its like."""
    size = 2 if all(ord(character) >= 0x2E80 for character in characters) else 3
    if len(characters) < size:
        return iter(("".join(characters),))
    return ("".join(characters[at : at + size]) for at in range(len(characters) - size + 1))


def weigh_terms(text: StoredText) -> dict[str, float]:
    """Return the terms of an article with their weights: those of title and tags count more, repetition ever less.

    A tag is a term by itself, too (`tag_term`), besides the words in its name.
    """
    counts: Counter[str] = Counter()
    for part, weight in ((text.title, _TITLE), (text.body[:_BODY_CHARACTERS], _BODY)):
        for term in find_terms(part):
            counts[term] += weight
    for number, name in text.tags:
        counts[tag_term(number)] += _TAG
        for term in find_terms(name):
            counts[term] += _TAG
    return {term: 1 + log(count) for term, count in counts.items()}


def tag_term(number: int) -> str:
    """Return the term that a tag is; no word begins so."""
    return f"#{number}"


def spell_terms(text: StoredText) -> Mapping[str, str]:
    """Return how terms are spelled in an article: as in its tags and title first, then as in its text."""
    spelled: dict[str, str] = {tag_term(number): name for number, name in text.tags}
    for part in (*(name for _, name in text.tags), text.title, text.body[:_BODY_CHARACTERS]):
        for found in _WORD.finditer(part):
            spelled.setdefault(index_words(found[0]), found[0][:_LONGEST_SHOWN])
    return spelled
