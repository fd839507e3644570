"""The words and numbers of a text, as terms: numbers of 32 bits."""

import re
from zlib import crc32

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SHINGLE = 5
_SKETCH = 24


def find_tokens(text: str) -> list[str]:
    """Return the words and numbers of a text in order."""
    return _TOKEN.findall(text)


def hash_term(word: str) -> int:
    """Return the term of a folded word."""
    return crc32(word.encode("utf-8", "replace"))


def sketch_words(words: list[str]) -> tuple[int, ...]:
    """Return the smallest hashes of five words in a row, ascending."""
    found = {hash_term(" ".join(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1)}
    return tuple(sorted(found)[:_SKETCH])
