"""Finding words in painted lines, across line ends."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuinews.ui.paint.text.runs import Line, line_text

_BETWEEN = r"[\s│▌|↪⁰¹²³⁴⁵⁶⁷⁸⁹]+"
"""What may stand between two words of a sentence on the screen: spaces, line ends, bars, link numbers."""


class Piece(NamedTuple):
    """A part of a match on one line, by characters."""

    y: int
    start: int
    end: int


Match = tuple[Piece, ...]


def pattern_of(words: str) -> re.Pattern[str] | None:
    """A pattern that finds the words in any case, with any breaks between them; `None` for no words."""
    parts = [re.escape(word) for word in words.split()]
    return re.compile(_BETWEEN.join(parts), re.IGNORECASE) if parts else None


def find(lines: Sequence[Line], words: str) -> list[Match]:
    """Every place of the words in the lines, in order."""
    pattern = pattern_of(words)
    if pattern is None:
        return []
    texts = [line_text(line) for line in lines]
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    whole = "\n".join(texts)
    return _pieces(pattern.finditer(whole), starts, texts)


def _pieces(found: Iterable[re.Match[str]], starts: Sequence[int], texts: Sequence[str]) -> list[Match]:
    matches: list[Match] = []
    y = 0
    for match in found:
        while y + 1 < len(starts) and starts[y + 1] <= match.start():
            y += 1
        pieces, row = [], y
        while row < len(starts) and starts[row] < match.end():
            start = max(0, match.start() - starts[row])
            end = min(len(texts[row]), match.end() - starts[row])
            if start < end:
                pieces.append(Piece(row, start, end))
            row += 1
        matches.append(tuple(pieces))
    return matches


def by_line(matches: Iterable[Match]) -> dict[int, list[tuple[int, Piece]]]:
    """The pieces of every line, each with the number of its match."""
    lines: dict[int, list[tuple[int, Piece]]] = {}
    for number, match in enumerate(matches):
        for piece in match:
            lines.setdefault(piece.y, []).append((number, piece))
    return lines


def find_words(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where any of the words lies in one line's text, by characters, in order, without overlap."""
    parts = [re.escape(word) for word in words if word.strip()]
    if not parts:
        return []
    return [match.span() for match in re.finditer("|".join(parts), text, re.IGNORECASE)]
