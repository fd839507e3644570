"""Grapheme clusters, which the user sees as one character: how many cells they take, and cutting between them.

Terminals disagree about some scripts: a Devanagari vowel sign takes a cell of its own in most of them and none in
others. They disagree about emoji: a joined one takes two cells or the sum of its parts, a skin tone none or two, a flag
two or four, and what is asked to look like an emoji one or two. Cells are counted as the widest of them counts, so that
no terminal runs over the end of a line; `is_disputed` finds the texts after which the cursor must be set again.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0373\u0391-\u03ff\u0400-\u0482\u2010-\u2027\u2070-\u2079€▀]*"
)
_ASKED_LOOK = re.compile("[\ufe0e\ufe0f]")
"""Selectors that ask for the look of text or of an emoji (UTS #51, section 4): heeded by some terminals only."""
_AS_EMOJI = "\ufe0f"
_WIDER_ALONE = re.compile("[\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""Letters of flags and skin tones: each takes two cells in a terminal that does not join them with their neighbour."""
_JOINER = "\u200d"
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2")
_EXTENDING = frozenset({"Mn", "Me", "Mc"})


class Cluster(NamedTuple):
    """A character as read: where it lies in the text, and its cells."""

    start: int
    end: int
    cells: int


def is_narrow(text: str) -> bool:
    """Whether every code point is a character of its own and one cell wide, so that `len` measures it."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def cells(text: str) -> int:
    """The cells that the text takes on a line, in the terminal that gives it most."""
    if is_narrow(text):
        return len(text)
    counted = sum(map(_cells_of, text))
    return counted + _cells_as_emoji(text) if _AS_EMOJI in text else counted


def _cells_as_emoji(text: str) -> int:
    """The cells that characters take more when they look like emoji, as is asked of them."""
    return sum(asked == _AS_EMOJI and _cells_of(char) == 1 for char, asked in pairwise(text))


def widest(text: str) -> int:
    """The cells of the widest character of the text: no line can be narrower."""
    return min(1, len(text)) if is_narrow(text) else max(cluster.cells for cluster in clusters(text))


def is_disputed(text: str) -> bool:
    """Whether terminals disagree about the cells of the text."""
    return not is_narrow(text) and (cell_len(text) != cells(text) or _ASKED_LOOK.search(text) is not None)


@lru_cache(maxsize=4096)
def _cells_of(char: str) -> int:
    if _WIDER_ALONE.match(char):
        return 2
    return 1 if unicodedata.category(char) == "Mc" else get_character_cell_size(char)


def clusters(text: str) -> list[Cluster]:
    """The text's grapheme clusters in order, without gaps (UAX #29, extended, with Indic conjuncts kept whole)."""
    bounds = [i for i in range(len(text)) if i == 0 or not _is_joined(text, i)]
    ends = [*bounds[1:], len(text)][: len(bounds)]
    return [Cluster(a, b, cells(text[a:b])) for a, b in zip(bounds, ends, strict=True)]


def _is_joined(text: str, index: int) -> bool:
    """Whether no boundary lies before `text[index]`."""
    before, here = text[index - 1], text[index]
    if before < "\u0300" and here < "\u0300":
        return False
    if _extends(here) or before == _JOINER:
        return True
    if before in _VIRAMAS:
        return unicodedata.category(here) == "Lo"
    if "\U0001f1e6" <= here <= "\U0001f1ff":
        return _flags_before(text, index) % 2 == 1
    return _hangul(before, here)


@lru_cache(maxsize=4096)
def _extends(char: str) -> bool:
    """Whether the character belongs to the one before it: marks, joiners, selectors, skin tones, Thai and Lao am."""
    return (
        unicodedata.category(char) in _EXTENDING
        or char in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\ufe00" <= char <= "\ufe0f"
    )


def _flags_before(text: str, index: int) -> int:
    """How many regional indicators stand right before `index`: two make a flag."""
    start = index
    while start and "\U0001f1e6" <= text[start - 1] <= "\U0001f1ff":
        start -= 1
    return index - start


def _hangul(before: str, here: str) -> bool:
    """Whether two conjoining jamo make one syllable (UAX #29 GB6 to GB8)."""
    if not ("\u1160" <= here <= "\u11ff" or "\u1100" <= here <= "\u115f"):
        return False
    leading = "\u1100" <= before <= "\u115f"
    vowel = "\u1160" <= before <= "\u11a7"
    final = "\u11a8" <= before <= "\u11ff"
    syllable = "\uac00" <= before <= "\ud7a3"
    if here <= "\u115f":
        return leading
    if here <= "\u11a7":
        return leading or vowel or (syllable and (ord(before) - 0xAC00) % 28 == 0)
    return vowel or final or syllable


def clip(text: str, width: int, mark: str = "…") -> str:
    """The text in at most `width` cells, cut between clusters; `mark` stands for what was cut."""
    if is_narrow(text):
        if len(text) <= width:
            return text
        return text[: max(0, width - len(mark))].rstrip() + mark[:width] if width > 0 else ""
    if cells(text) <= width:
        return text
    room = width - cells(mark)
    if room < 0:
        return ""
    end = 0
    for cluster in clusters(text[: width * 8]):
        if cluster.cells > room:
            break
        room -= cluster.cells
        end = cluster.end
    return text[:end].rstrip() + mark


def clip_middle(text: str, width: int) -> str:
    """The text in at most `width` cells, its middle left out: beginning and end tell similar names apart."""
    if cells(text) <= width:
        return text
    room = width - 1
    if room < 4:
        return clip(text, width)
    parts = clusters(text)
    tail, used = len(parts), 0
    while used + parts[tail - 1].cells <= room // 3:
        tail -= 1
        used += parts[tail].cells
    end = text[parts[tail].start :].lstrip() if tail < len(parts) else ""
    return clip(text, room - cells(end), "") + "…" + end


def pad(text: str, width: int) -> str:
    """The text followed by spaces up to `width` cells."""
    return text + " " * (width - cells(text))
