"""The words, numbers and letters of a text, as terms: numbers of 32 bits.

A word is folded: without case, accents and possessive s, and only its first letters. Scripts without spaces (Chinese,
Japanese, Thai, Khmer …) have pairs of characters for words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

from tuinews.engine.stories.signature import SKETCH

_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u0711-\u074a"
    r"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u09e3\u0a01-\u0a75\u0a81-\u0ae3\u0b01-\u0b77\u0b82-\u0bcd"
    r"\u0c00-\u0c63\u0c81-\u0ce3\u0d00-\u0d63\u0d81-\u0df3\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u1780-\u17d3"
)
"""Vowel signs and other marks, which are parts of words though Unicode calls them no letters."""
_TOKEN = re.compile(rf"[\w{_MARKS}]+(?:['\u2019.][\w{_MARKS}]+)*")
_ASCII_TOKEN = re.compile(r"\w+(?:['.]\w+)*", re.ASCII)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_ACCENTS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u0640]")
_SENTENCE = re.compile(r"\.(?=[^\W\d_])")
_SHINGLE = 5
SKETCHED_WORDS = 150
"""Words of a text that are sketched."""
_GRAM = 4
STEM = 6
"""Letters of a word that count: inflected words are one, in languages with long endings as well."""


def find_tokens(text: str) -> list[str]:
    """Return the words and numbers of a text in order, as they are written."""
    if text.isascii():
        return _ASCII_TOKEN.findall(text)
    if not _UNSPACED.search(text):
        return _TOKEN.findall(text)
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if token.isascii() or not _UNSPACED.search(token):
            tokens.append(token)
        else:
            tokens += _find_pairs(token)
    return tokens


def _find_pairs(token: str) -> Iterable[str]:
    """Give the pairs of characters of what has no spaces, and the words between it."""
    end = 0
    for run in _UNSPACED.finditer(token):
        if run.start() > end:
            yield token[end : run.start()]
        letters = run[0]
        yield from (letters[at : at + 2] for at in range(max(1, len(letters) - 1)))
        end = run.end()
    if end < len(token):
        yield token[end:]


def fold_word(token: str) -> str:
    """Return the beginning of a word, without case, accents, dots of abbreviations and possessive s."""
    word = token.casefold()
    if not word.isascii():
        word = strip_accents(word).replace("\u2019", "'")
        if word.startswith("ال") and len(word) > 4:
            word = word[2:]
    if "'" in word:
        head, _, tail = word.rpartition("'")
        word = head if tail in {"s", "in", "un", "nin", "nun", "de", "da", "te", "ta", "e", "a"} else tail or head
    return (_SENTENCE.sub("", word) if "." in word else word)[:STEM]


def strip_accents(word: str) -> str:
    """Return a word without accents and the marks of Arabic vowels."""
    return word if word.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFKD", word))


def hash_term(word: str) -> int:
    """Return the term of a folded word."""
    return crc32(word.encode("utf-8", "replace"))


def is_capitalised(token: str) -> bool:
    """Say whether a token is written like a name or is a number."""
    first = token[0]
    return first.isupper() or first.isdigit()


def hash_grams(words: Iterable[str]) -> set[int]:
    """Return the terms of four letters in a row: what inflected words and compounds share."""
    text = f" {' '.join(words)} ".encode()
    return {crc32(text[at : at + _GRAM], 1) for at in range(len(text) - _GRAM + 1)}


def sketch_words(words: Sequence[str]) -> tuple[int, ...]:
    """Return the smallest hashes of five words in a row, ascending; nothing of a text of a few words."""
    words = words[:SKETCHED_WORDS]
    if len(words) < _SHINGLE:
        return ()
    joined = " ".join(words)
    text = joined.encode()
    sizes = map(len, words if joined.isascii() else [word.encode() for word in words])
    starts = list(accumulate([size + 1 for size in sizes], initial=0))
    ends = [start - 1 for start in starts[_SHINGLE:]]
    found = set(map(crc32, map(text.__getitem__, map(slice, starts, ends))))
    return tuple(sorted(found)[:SKETCH])
