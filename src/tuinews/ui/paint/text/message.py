"""A message in place of what a pane would show: what an empty list says, what to do where no article is open."""

from tuinews.model.text import safe_block
from tuinews.ui.paint.text.runs import Line, Run, indent, line_width
from tuinews.ui.paint.text.wrap import wrap


def message_line(text: str, style: str, y: int, height: int, column: tuple[int, int]) -> Line:
    """The line `y` of a pane with a text in its upper part, centred in a column: its first cell and width."""
    left, width = column
    lines = wrap([Run(safe_block(text), style)], max(1, width)) if text else []
    top = max(0, (height - len(lines)) // 3)
    if not top <= y < top + len(lines):
        return ()
    line = lines[y - top]
    shift = max(0, left + (width - line_width(line)) // 2)
    return indent([line], (Run(" " * shift, "ground"),), ())[0]
