"""Lines of scripts that are written from right to left, in the order in which a terminal is to draw them.

Terminals put one cell after the other from left to right; most of them leave it to programs to order right-to-left
text. It is ordered here as the Unicode Bidirectional Algorithm says (UAX #9, rules W1 to L4, without embeddings,
whose controls are taken out of everything that feeds say), and Arabic letters are joined as their presentation forms.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from tuinews.ui.paint.text.graphemes import cells, clusters
from tuinews.ui.paint.text.runs import Line, Run, line_text

RIGHT_TO_LEFT = "rtl"
"""The style name of runs in a paragraph that begins at the right."""

_RIGHT_TO_LEFT_LETTER = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_COLUMN_GAP = re.compile(" {2,}")
_MIRRORED = str.maketrans(
    "()[]{}<>\xab\xbb\u2039\u203a\u2264\u2265",
    ")(][}{><\xbb\xab\u203a\u2039\u2265\u2264",
)
"""Signs that Unicode mirrors, each with the one that points the other way; curly quotes are not among them."""
_NON_JOINER = "\u200c"


class _Cell(NamedTuple):
    """A grapheme cluster with the run that it stands in."""

    text: str
    run: Run


def has_right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT_LETTER.search(text) is not None


def begins_right(text: str) -> bool:
    """Whether the first letter of a direction is written from right to left (UAX #9, P2 and P3)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def order(line: Line, width: int = 0) -> Line:
    """Return a line as a terminal draws it; one of a paragraph that begins at the right ends at the cell `width`.

    What stands in columns, two spaces or more apart, stays in them.
    """
    right = any(RIGHT_TO_LEFT in run.style.split() for run in line)
    if not right and not has_right_to_left(line_text(line)):
        return line
    line_cells = [_Cell(run.text[cluster.start : cluster.end], run) for run in line for cluster in clusters(run.text)]
    if right:
        ordered = _order_cells(_without_end(line_cells), base=1)
        missing = width - sum(cells(cell.text) for cell in ordered)
        pad = (Run(" " * missing, "ground"),) if missing > 0 else ()
        return (*pad, *_join(ordered))
    return tuple(_join([cell for column in _split_columns(line_cells) for cell in _order_column(column)]))


def needs_order(line: Line) -> bool:
    """Whether a line may be drawn in another order than that of its letters."""
    return any(RIGHT_TO_LEFT in run.style or has_right_to_left(run.text) for run in line)


def _without_end(line_cells: list[_Cell]) -> list[_Cell]:
    """Without the spaces at the end, which are to be at the left."""
    while line_cells and line_cells[-1].text == " ":
        line_cells.pop()
    return line_cells


def _split_columns(line_cells: Sequence[_Cell]) -> Iterator[Sequence[_Cell]]:
    """Give the columns of a line and the gaps between them."""
    text, starts = "", []
    for cell in line_cells:
        starts.append(len(text))
        text += cell.text
    cuts = sorted({0, len(text), *(at for gap in _COLUMN_GAP.finditer(text) for at in gap.span())})
    numbers = [
        starts.index(cut) if cut < len(text) else len(line_cells) for cut in cuts if cut in starts or cut == len(text)
    ]
    for first, last in pairwise(numbers):
        yield line_cells[first:last]


def _order_column(column: Sequence[_Cell]) -> Sequence[_Cell]:
    """Order a column; spaces around it, and signs before it such as that of an unread article, stay where they are."""
    text = "".join(cell.text for cell in column)
    if not has_right_to_left(text):
        return column
    first = next((n for n, cell in enumerate(column) if cell.text != " " and not _is_sign(cell.run)), None)
    if first is None:
        return column
    last = len(column) - next(n for n, cell in enumerate(reversed(column)) if cell.text != " ")
    return [*column[:first], *_order_cells(column[first:last], base=int(begins_right(text))), *column[last:]]


def _is_sign(run: Run) -> bool:
    """Whether a run has neither letters nor digits."""
    return not any(char.isalnum() for char in run.text)


def _join(line_cells: Sequence[_Cell]) -> Iterator[Run]:
    """Give the cells as runs."""
    for _, group in groupby(line_cells, key=lambda cell: id(cell.run)):
        together = list(group)
        yield together[0].run._replace(text="".join(cell.text for cell in together))


def _order_cells(line_cells: Sequence[_Cell], base: int) -> list[_Cell]:
    """Order cells for a base direction, 0 from the left or 1 from the right (UAX #9, L2 to L4)."""
    levels = find_levels([cell.text[0] for cell in line_cells], base)
    shaped = _join_letters([cell.text for cell in line_cells])
    drawn = [
        _Cell(text.translate(_MIRRORED) if level % 2 and len(text) == 1 else text, cell.run)
        for cell, text, level in zip(line_cells, shaped, levels, strict=True)
    ]
    order_of = list(range(len(drawn)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(order_of):
            end = at
            while end < len(order_of) and levels[order_of[end]] >= level:
                end += 1
            order_of[at:end] = reversed(order_of[at:end])
            at = max(end, at + 1)
    return [drawn[n] for n in order_of]


# The levels of characters


def find_levels(chars: Sequence[str], base: int) -> list[int]:
    """Return the embedding level of each character of a line (UAX #9, W1 to I2 and L1)."""
    edge = "R" if base else "L"
    kinds = [unicodedata.bidirectional(char) or "L" for char in chars]
    _resolve_weak(kinds, edge)
    _resolve_brackets(chars, kinds, edge)
    _resolve_neutral(kinds, edge)
    levels = [_level(kind, base) for kind in kinds]
    for n in range(len(chars) - 1, -1, -1):
        if not chars[n].isspace():
            break
        levels[n] = base
    return levels


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return 0 if kind == "L" else 1 if kind == "R" else 2


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Resolve numbers and what stands between and beside them (W1 to W7)."""
    strong = before = edge
    for n, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[n] = before
        elif kind == "EN" and strong == "AL":
            kinds[n] = "AN"
        elif kind in {"L", "R", "AL"}:
            strong = kind
        before = kinds[n]
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _resolve_separators(kinds)
    strong = edge
    for n, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[n] = "L"


def _resolve_separators(kinds: list[str]) -> None:
    """Resolve what stands between the digits of a number, and currencies beside it (W4 to W6)."""
    for n in range(1, len(kinds) - 1):
        around = kinds[n - 1] if kinds[n - 1] == kinds[n + 1] else ""
        if (kinds[n] in {"ES", "CS"} and around == "EN") or (kinds[n] == "CS" and around == "AN"):
            kinds[n] = around
    for first, last in _spans(kinds, {"ET"}):
        if (first and kinds[first - 1] == "EN") or (last < len(kinds) and kinds[last] == "EN"):
            kinds[first:last] = ["EN"] * (last - first)


_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def _resolve_brackets(chars: Sequence[str], kinds: list[str], edge: str) -> None:
    """Give both brackets of a pair the direction of what is in them, or of what stands before (N0)."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for n, char in enumerate(chars):
        if char in _BRACKETS:
            opened.append(n)
        elif opened and char == _BRACKETS[chars[opened[-1]]]:
            pairs.append((opened.pop(), n))
    for first, last in sorted(pairs):
        inside = {_side(kind) for kind in kinds[first + 1 : last] if kind in _STRONG}
        before = next((_side(kind) for kind in reversed(kinds[:first]) if kind in _STRONG), edge)
        if inside:
            kinds[first] = kinds[last] = edge if edge in inside else before if before in inside else edge


_NUMBERS = {"EN", "AN"}
_STRONG = {"L", "R", *_NUMBERS}


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    """Resolve what has no direction of its own: that of both sides, else that of the line (N1 and N2)."""
    for first, last in _spans(kinds, set(kinds) - _STRONG):
        left = _side(kinds[first - 1]) if first else edge
        right = _side(kinds[last]) if last < len(kinds) else edge
        kinds[first:last] = [left if left == right else edge] * (last - first)


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _spans(kinds: Sequence[str], wanted: set[str]) -> list[tuple[int, int]]:
    """The first and the last but one index of each span of kinds."""
    spans, at = [], 0
    for is_wanted, group in groupby(kinds, key=lambda kind: kind in wanted):
        count = sum(1 for _ in group)
        if is_wanted:
            spans.append((at, at + count))
        at += count
    return spans


# The shapes of Arabic letters


@cache
def _shapes() -> dict[str, dict[str, str]]:
    """The presentation forms of each letter, by `isolated`, `final`, `initial` and `medial`, as Unicode has them."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEF5)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1:
            forms.setdefault(chr(int(letters[0], 16)), {})[kind.strip("<>")] = chr(code)
    return forms


def _join_letters(texts: Sequence[str]) -> list[str]:
    """Return the clusters of a line, letters that join their neighbours in the shape for that."""
    if not any("\u0600" <= text[0] <= "\u06ff" for text in texts):
        return [*texts]
    forms = _shapes()
    shaped = []
    for n, text in enumerate(texts):
        of = forms.get(text[0], {})
        after = n + 1 < len(texts) and "initial" in of and _NON_JOINER not in text and _takes(forms, texts[n + 1])
        before = (
            n > 0 and "final" in of and "initial" in forms.get(texts[n - 1][0], {}) and _NON_JOINER not in texts[n - 1]
        )
        wanted = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        shaped.append(of.get(wanted, text[0]) + text[1:])
    return shaped


def _takes(forms: dict[str, dict[str, str]], text: str) -> bool:
    """Whether a letter joins the one before it."""
    return "final" in forms.get(text[0], {})
