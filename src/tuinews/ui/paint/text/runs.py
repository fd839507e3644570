"""Lines as values: runs of text, each with its style names and the target that it opens.

Style names stand in one text, the most general first: `text strong link`. Widgets give them colours.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.paint.text.graphemes import cells, clusters

NOWHERE = -1
"""The target of a run that opens nothing."""

SLOT = "slot"
"""The style name of a run over which a hint letter may be written."""


class Run(NamedTuple):
    """A part of a line in one style."""

    text: str
    style: str
    target: int = NOWHERE
    """Index of the target in the article's table, or `NOWHERE`."""
    dots: Dots | None = None
    """The row of a picture that is shown in place of the text."""


Line = tuple[Run, ...]

BLANK: Line = ()


def line_width(line: Iterable[Run]) -> int:
    """The cells of a line."""
    return sum(cells(run.text) for run in line)


def line_text(line: Iterable[Run]) -> str:
    """The text of a line."""
    return "".join(run.text for run in line)


def readable_text(line: Iterable[Run]) -> str:
    """The text of a line with spaces for the cells of pictures, as many characters as in `line_text`."""
    return "".join(" " * len(run.text) if run.dots or run.style.startswith("#") else run.text for run in line)


def find_target(line: Line, target: int) -> int:
    """The first cell of a line that leads to a target; 0 when none does."""
    before = 0
    for run in line:
        if run.target == target:
            return before
        before += cells(run.text)
    return 0


def indent(lines: Iterable[Line], first: Sequence[Run], rest: Sequence[Run]) -> list[Line]:
    """The lines with `first` before the first one and `rest` before all others."""
    out: list[Line] = []
    for line in lines:
        out.append((*(rest if out else first), *line))
    return out


def pad_line(line: Line, width: int, style: str) -> Line:
    """The line with spaces in `style` up to `width` cells."""
    missing = width - line_width(line)
    return (*line, Run(" " * missing, style)) if missing > 0 else line


def slice_runs(runs: Sequence[Run], spans: Iterable[tuple[int, int]]) -> list[Line]:
    """Each span of character offsets as a line; spans are in order and do not overlap."""
    out: list[Line] = []
    index, offset = 0, 0
    for start, end in spans:
        while index < len(runs) and offset + len(runs[index].text) <= start:
            offset += len(runs[index].text)
            index += 1
        out.append(_between(runs, index, offset, start, end))
    return out


def _between(runs: Sequence[Run], index: int, offset: int, start: int, end: int) -> Line:
    line: list[Run] = []
    while index < len(runs) and offset < end:
        run = runs[index]
        piece = run.text[max(0, start - offset) : end - offset]
        if piece:
            line.append(Run(piece, run.style, run.target))
        offset += len(run.text)
        index += 1
    return tuple(line)


def restyle(line: Line, start: int, end: int, word: str) -> Line:
    """The line with the style name `word` added for the characters from `start` to `end`."""
    out: list[Run] = []
    offset = 0
    for run in line:
        a, b = max(0, start - offset), min(len(run.text), end - offset)
        if a >= b:
            out.append(run)
        else:
            pieces = ((run.text[:a], run.style), (run.text[a:b], f"{run.style} {word}"), (run.text[b:], run.style))
            out.extend(Run(text, style, run.target) for text, style in pieces if text)
        offset += len(run.text)
    return tuple(out)


def write_over(line: Line, column: int, text: str, style: str) -> Line:
    """The line with `text` written over the cells from `column` on; wide characters it halves become spaces."""
    end = column + cells(text)
    before: list[Run] = []
    after: list[Run] = []
    at = 0
    for run in line:
        room = cells(run.text)
        if at + room <= column or at >= end:
            (before if at + room <= column else after).append(run)
            at += room
            continue
        for cluster in clusters(run.text):
            piece = Run(run.text[cluster.start : cluster.end], run.style, run.target)
            if at + cluster.cells <= column:
                before.append(piece)
            elif at >= end:
                after.append(piece)
            else:
                before.append(Run(" " * max(0, column - at), run.style))
                after.append(Run(" " * max(0, at + cluster.cells - end), run.style))
            at += cluster.cells
    gap = Run(" " * max(0, column - at), "ground")
    return tuple(run for run in (*before, gap, Run(text, style), *after) if run.text)


def target_at(line: Line, x: int) -> int:
    """The target under a cell of the line, or `NOWHERE`."""
    if x >= line_width(line):
        return NOWHERE
    at = 0
    for run in line:
        at += cells(run.text)
        if x < at:
            return run.target
    return NOWHERE
