"""Finding words in painted lines, across line ends."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuinews.ui.paint.text.runs import Line, line_text

_BETWEEN = r"(?:\[\d+\]|[\s│▌|↪\\⁰¹²³⁴⁵⁶⁷⁸⁹])+"
"""What may stand between two words of a sentence on the screen: spaces, line ends, bars, link numbers."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_IN_WORDS = rf"[^\W{_RAISED}]"
_APART = rf"(?:\[\d+\]|[\W{_RAISED}])+"
"""What stands within words, and between two of them: for `re`, the numbers of links are letters."""


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
    return [] if pattern is None else _find([line_text(line) for line in lines], pattern)


def find_any(lines: Sequence[Line], sought: Iterable[str]) -> list[Match]:
    """Every place of any of these words and phrases in the lines, in order, as a search in the library finds them.

    It finds whole words, whatever their accents; those that begin so for `begin*`.
    """
    parts = [pattern for words in sought if (pattern := _whole_words(words))]
    if not parts:
        return []
    return _find([_plain_letters(line_text(line)) for line in lines], re.compile("|".join(parts), re.IGNORECASE))


def _whole_words(words: str) -> str:
    """The pattern of a word, or of those of a phrase with anything but words between them; `""` if there is none."""
    parts = re.findall(r"\w+", _plain_letters(words))
    if not parts:
        return ""
    begins = words.endswith("*")
    before = rf"(?<!{_IN_WORDS})" if _has_spaces(parts[0][0]) else ""
    after = rf"(?!{_IN_WORDS})" if _has_spaces(parts[-1][-1]) and not begins else ""
    return before + _APART.join(parts) + after + (f"{_IN_WORDS}*" if begins else "")


def _has_spaces(letter: str) -> bool:
    """Whether a letter is of a script that parts words: those from Thai on in Unicode mostly do not, or may not."""
    return letter.isalnum() and letter < "\u0e00"


def _plain_letters(text: str) -> str:
    """The text with letters that have no accents, each where it was."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _find(texts: Sequence[str], pattern: re.Pattern[str]) -> list[Match]:
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
