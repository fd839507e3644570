"""A message in place of what a pane would show: what an empty list says, what to do where no article is open."""

from tuinews.model.text import safe_block
from tuinews.ui.paint.text.runs import Line, Run, indent, line_width
from tuinews.ui.paint.text.wrap import wrap

_Column = tuple[int, int]
"""The first cell and the width of a column."""


def message_line(text: str, style: str, y: int, height: int, column: _Column) -> Line:
    """The line `y` of a pane with a text in its upper part, centred in a column."""
    lines, top = _lay_out(text, style, height, column)
    if not top <= y < top + len(lines):
        return ()
    line = lines[y - top]
    return indent([line], (Run(" " * _shift(line, column), "ground"),), ())[0]


def find_message(text: str, height: int, column: _Column) -> tuple[int, int]:
    """The cell (x, y) of a pane at which its message begins."""
    lines, top = _lay_out(text, "", height, column)
    return (_shift(lines[0], column) if lines else column[0]), min(top, max(0, height - 1))


def _lay_out(text: str, style: str, height: int, column: _Column) -> tuple[list[Line], int]:
    lines = wrap([Run(safe_block(text), style)], max(1, column[1])) if text else []
    return lines, max(0, (height - len(lines)) // 3)


def _shift(line: Line, column: _Column) -> int:
    left, width = column
    return max(0, left + (width - line_width(line)) // 2)
