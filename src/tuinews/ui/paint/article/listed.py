"""An article in a list below a text: its letter, whether it is at hand or read, and some paragraphs about it."""

from collections.abc import Iterable

from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.text.runs import SLOT, Line, Run, indent
from tuinews.ui.paint.text.wrap import wrap

INDENT = 6
"""Cells before an article: its letter and its sign."""


def paint_listed(paragraphs: Iterable[list[Run]], index: int, frame: Frame, *, sign: str, at_hand: bool) -> list[Line]:
    """Return the lines of the article that the target with that index leads to, each paragraph on lines of its own."""
    letter = frame.table.assign_letters().get(index, "")
    first = (
        Run(f"[{letter}]" if letter else "   ", f"number {SLOT}", index),
        Run(f" {sign} ", "cached" if at_hand else "uncached", index),
    )
    rest, lines = (Run(" " * INDENT, "related"),), list[Line]()
    for runs in paragraphs:
        lines += indent(wrap(runs, max(1, frame.width - INDENT)), rest if lines else first, rest)
    return lines
