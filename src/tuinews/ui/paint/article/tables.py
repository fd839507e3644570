"""Painting tables: columns side by side, or, in too little room, cells one under the other."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from tuinews.model.document import Table, TableCell
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.inline import paint_inline
from tuinews.ui.paint.text.graphemes import cells, widest
from tuinews.ui.paint.text.runs import BLANK, Line, Run, line_text, line_width, pad_line
from tuinews.ui.paint.text.wrap import wrap

_GAP = 3
"""Cells between two columns: a line with a space on either side."""

_LEAST, _WORD = 4, 14
"""A column's smallest width, and the longest word that may widen that."""

_MOST_COLUMNS = 64


class _Set:
    """A cell whose text is painted as runs."""

    __slots__ = ("columns", "header", "least", "natural", "runs")

    def __init__(self, cell: TableCell, frame: Frame) -> None:
        self.runs = paint_inline(cell.inline, f"{frame.base} strong" if cell.header else frame.base, frame)
        self.header = cell.header
        self.columns = max(1, min(cell.columns, _MOST_COLUMNS))
        text = line_text(self.runs)
        self.natural = max((cells(line) for line in text.split("\n")), default=0)
        word = max((cells(word) for word in text.split()), default=0)
        self.least = min(self.natural, max(_LEAST, min(word, _WORD), widest(text)))


def paint_table(table: Table, frame: Frame) -> list[Line]:
    """The table's lines, its caption under it."""
    rows = [[_Set(cell, frame) for cell in row] for row in table.rows if row]
    count = max((sum(cell.columns for cell in row) for row in rows), default=0)
    widths = _fit(rows, count, frame.width)
    lines = _grid(rows, widths, frame) if widths else _stack_rows(rows, frame)
    caption = paint_inline(table.caption, "caption", frame)
    return [*lines, *wrap(caption, frame.width)] if caption else lines


def _fit(rows: Sequence[Sequence[_Set]], count: int, width: int) -> list[int]:
    """The columns' widths, or none when they cannot all be readable side by side."""
    room = width - _GAP * (count - 1)
    if count == 0 or count > _MOST_COLUMNS:
        return []
    natural, least = [1] * count, [1] * count
    placed = [(at, cell) for row in rows for at, cell in _place_cells(row)]
    for at, cell in sorted(placed, key=lambda one: one[1].columns):
        _widen(natural, at, cell.columns, cell.natural)
        _widen(least, at, cell.columns, cell.least)
    if sum(least) > room:
        return []
    return _share_width(natural, least, room)


def _place_cells(row: Sequence[_Set]) -> Iterator[tuple[int, _Set]]:
    """Each cell of a row with the column that it begins in."""
    at = 0
    for cell in row:
        yield at, cell
        at += cell.columns


def _widen(widths: list[int], at: int, columns: int, wanted: int) -> None:
    """Widen the columns that a cell spans until it fits: the last of them gets what is missing."""
    have = sum(widths[at : at + columns]) + _GAP * (columns - 1)
    widths[at + columns - 1] += max(0, wanted - have)


def _share_width(natural: list[int], least: list[int], room: int) -> list[int]:
    """The width of each column: what it wants if there is room, else its least and a fair part of the rest."""
    widths = list(least)
    spare = room - sum(widths)
    wanting = [i for i in range(len(widths)) if natural[i] > widths[i]]
    while spare > 0 and wanting:
        share = max(1, spare // len(wanting))
        for i in wanting:
            more = min(share, natural[i] - widths[i], spare)
            widths[i] += more
            spare -= more
        wanting = [i for i in wanting if natural[i] > widths[i]]
    return widths


def _grid(rows: Sequence[Sequence[_Set]], widths: list[int], frame: Frame) -> list[Line]:
    lines: list[Line] = []
    figures = _figures(rows, len(widths))
    for n, row in enumerate(rows):
        lines.extend(_row(row, widths, figures, frame))
        heads = all(cell.header for cell in row)
        if heads and n + 1 < len(rows) and not all(cell.header for cell in rows[n + 1]):
            lines.append((Run(_underline(widths, frame), "rule"),))
    return lines


def _underline(widths: Iterable[int], frame: Frame) -> str:
    rule = frame.glyphs.rule
    return f"{rule}{frame.glyphs.cross}{rule}".join(rule * width for width in widths)


def _row(row: Sequence[_Set], widths: list[int], figures: list[bool], frame: Frame) -> list[Line]:
    """One row: its cells wrapped side by side."""
    boxes: list[tuple[int, list[Line]]] = []
    for at, cell in _place_cells(row):
        taken = widths[at : at + cell.columns]
        width = sum(taken) + _GAP * (len(taken) - 1)
        lines = wrap(cell.runs, width)
        boxes.append((width, [_right(line, width) for line in lines] if figures[at] and len(taken) == 1 else lines))
    boxes.extend((width, [BLANK]) for width in widths[sum(cell.columns for cell in row) :])
    bar = Run(f" {frame.glyphs.column} ", "rule")
    out: list[Line] = []
    for parts in zip_longest(*(lines for _, lines in boxes), fillvalue=BLANK):
        line: list[Run] = []
        for (width, _), part in zip(boxes, parts, strict=True):
            line.extend((bar, *pad_line(part, width, frame.base)) if line else pad_line(part, width, frame.base))
        out.append(tuple(line))
    return out


def _right(line: Line, width: int) -> Line:
    missing = width - line_width(line)
    return (Run(" " * missing, "text"), *line) if missing > 0 else line


def _figures(rows: Sequence[Sequence[_Set]], count: int) -> list[bool]:
    """Which columns hold nothing but figures under their heads: those are set flush right."""
    figures, seen = [True] * count, [False] * count
    for row in rows:
        for at, cell in _place_cells(row):
            text = line_text(cell.runs).strip()
            if not cell.header and text:
                seen[at] = True
                figures[at] &= text[-1:] in "0123456789%" and text[:1] in "0123456789-+\u2212.$€£¥"
    return [a and b for a, b in zip(figures, seen, strict=True)]


def _stack_rows(rows: Sequence[Sequence[_Set]], frame: Frame) -> list[Line]:
    """Each row as lines `head: cell`, rows apart by a blank line."""
    heads = rows[0] if rows and len(rows) > 1 and all(cell.header for cell in rows[0]) else []
    lines: list[Line] = []
    for row in rows[1:] if heads else rows:
        if lines:
            lines.append(BLANK)
        for cell, head in zip_longest(row, heads[: len(row)]):
            label = [*head.runs, Run(": ", frame.base)] if head and head.runs else []
            if cell.runs:
                lines.extend(wrap([*label, *cell.runs], frame.width))
    return lines
