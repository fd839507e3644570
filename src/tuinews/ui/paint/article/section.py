"""A section of what frames an article: above its text, or below it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tuinews.model.entry import Article
from tuinews.model.language import tr
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.runs import BLANK, Line, Run


def _no_targets(_: Article) -> Iterable[Target]:
    return ()


def _no_text(_: Frame) -> str:
    return ""


class Section(NamedTuple):
    """A section: its lines, and what can be opened in it."""

    name: str
    paint: Callable[[Article, Frame], list[Line]]
    """Gives its lines; none leave it out, label and all."""
    targets: Callable[[Article], Iterable[Target]] = _no_targets
    """Gives what it leads to, in reading order. `paint` finds it again in the frame's table of targets."""
    label: str = ""
    """What stands over it, if anything."""
    remark: Callable[[Frame], str] = _no_text
    """Gives what is said at the right end of the label, where there is room."""


def paint_head(sections: Sequence[Section], article: Article, frame: Frame) -> list[Line]:
    """The sections above the text, a blank line after each."""
    painted = (section.paint(article, frame) for section in sections)
    return [line for lines in painted if lines for line in (*lines, BLANK)]


def paint_foot(sections: Sequence[Section], article: Article, frame: Frame) -> list[Line]:
    """The sections below the text; a blank line after those that have a label."""
    out: list[Line] = []
    for section in sections:
        lines = section.paint(article, frame)
        if lines and section.label:
            out.extend((_label(tr(section.label), section.remark(frame), frame), BLANK, *lines, BLANK))
        else:
            out.extend(lines)
    return out


def _label(text: str, remark: str, frame: Frame) -> Line:
    said = f" {remark}" if cells(text) + cells(remark) + 6 <= frame.width else ""
    rest = max(0, frame.width - cells(text) - 1 - cells(said))
    return (Run(text, "label"), Run(" " + frame.glyphs.rule * rest if rest > 0 else "", "rule"), Run(said, "small"))
