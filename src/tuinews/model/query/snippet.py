"""Cuts a piece out of a text that shows where a search found something, with the places of what was sought."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tuinews.model.query.words import ends_open, index_words

_LOOKED_AT = 6_000
"""Characters of a text in which the best piece is looked for."""
_WORD = re.compile(r"\w+")


class Snippet(NamedTuple):
    """A piece of a text on one line."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Where in it the sought words stand: the first character of each, and the one after its last."""


def make_snippet(text: str, sought: Sequence[str], width: int) -> Snippet:
    """Return at most `width` characters of the text around most of what was sought; its beginning if nothing is there.

    Words are found as the index finds them: whatever their case and accents, and in scripts without spaces anywhere.
    """
    line = " ".join(text[:_LOOKED_AT].split())
    found = sorted(set(_find_all(line, sought)))
    start = _choose_start(found, width, len(line))
    end = min(len(line), start + width)
    before, after = "…" if start else "", "…" if end < len(line) else ""
    marks = [
        (max(first, start) - start + len(before), last - start + len(before))
        for first, last in found
        if start <= first and last <= end
    ]
    return Snippet(f"{before}{line[start:end].strip() if not marks else line[start:end]}{after}", tuple(marks))


def _choose_start(found: Sequence[tuple[int, int]], width: int, length: int) -> int:
    """Return where the piece begins that has most of the places, a little before the first of them."""
    if not found or length <= width:
        return 0
    most = max(found, key=lambda place: (sum(place[0] <= other[0] < place[0] + width for other in found), -place[0]))
    return max(0, min(most[0] - width // 4, length - width))


def _find_all(line: str, sought: Sequence[str]) -> Iterator[tuple[int, int]]:
    wanted = {words: ends_open(text) for text in sought for words in index_words(text).split() if words}
    for match in _WORD.finditer(line):
        words = index_words(match[0])
        if " " in words or len(words) == 1:
            yield from _find_characters(match, wanted)
        if words in wanted or any(opened and words.startswith(word) for word, opened in wanted.items()):
            yield match.span()


def _find_characters(match: re.Match[str], wanted: dict[str, bool]) -> Iterator[tuple[int, int]]:
    """Yield the sought characters of a run in a script without spaces."""
    for at, character in enumerate(match[0], match.start()):
        if character.isalpha() and index_words(character) in wanted:
            yield (at, at + 1)
