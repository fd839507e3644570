"""The lead picture beside the masthead, where the column of text is wide enough for both.

The room beside the masthead is the same before and after the picture arrives, so that no line moves.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tuinews.model.document import Block, Heading, Image, Paragraph
from tuinews.model.entry import Article
from tuinews.model.picture import Box, CellSize
from tuinews.model.text import EMPTY
from tuinews.ui.paint.article.blocks import paint_picture_words
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.pictures import FEWEST_ROWS, FLATTEST, explain_missing, lead_picture, paint_picture
from tuinews.ui.paint.article.section import Section
from tuinews.ui.paint.text.reading_order import has_right_to_left
from tuinews.ui.paint.text.runs import BLANK, NOWHERE, Line, Run, line_width, pad_line
from tuinews.ui.paint.text.wrap import wrap

_LEAST_WIDTH = 64
"""Cells of a column of text from which on a picture stands beside the masthead."""

_MOST_COLUMNS = 32
_GAP = 3
_MOST_WORDS = 4
"""Lines of a caption that stand under the picture; one with more of them stays in the text."""


class Lead(NamedTuple):
    """The picture that an article begins with."""

    image: Image
    block: int | None
    """Which block of the text it is; `None` for one that the text does not show."""


def find_lead(article: Article, blocks: Sequence[Block]) -> Lead | None:
    """Return the picture that an article begins with: its own, or the first block, or the one after a paragraph."""
    if url := lead_picture(article):
        return Lead(Image(url), None)
    first = 1 if blocks and isinstance(blocks[0], Heading) and not blocks[0].inline else 0
    for index, block in enumerate(blocks[first : first + 2], first):
        if isinstance(block, Image) and block.url:
            return Lead(block, index)
        if not isinstance(block, Paragraph):
            break
    return None


def beside_room(width: int, height: int, cell: CellSize) -> Box | None:
    """Return the room for a picture beside the masthead, on a screen of `height` rows; `None` where there is none."""
    columns = min(width * 2 // 5, _MOST_COLUMNS)
    rows = max(FEWEST_ROWS, round(columns * FLATTEST / cell.ratio))
    return Box(columns, rows, cell) if width >= _LEAST_WIDTH and rows <= height * 2 // 3 else None


def stands_beside(lead: Lead | None, article: Article, frame: Frame) -> bool:
    """Whether the lead picture stands beside the masthead in this frame, rather than below it or in the text."""
    if lead is None or frame.gallery is None or frame.gallery.beside is None:
        return False
    entry = article.entry
    words = " ".join((entry.title, entry.feed, entry.source, entry.author, *entry.tags, *entry.user_tags, entry.note))
    # lines that begin at the right end there, where the picture is
    return not has_right_to_left(words) and len(_paint_words(lead.image, frame, frame.gallery.beside)) <= _MOST_WORDS


def paint_beside(sections: Sequence[Section], lead: Lead, article: Article, frame: Frame) -> list[Line]:
    """The sections above the text, those beside the picture narrower than those below it."""
    picture = _paint_lead(lead.image, frame)
    room = frame.width - (frame.gallery.beside.columns if frame.gallery and frame.gallery.beside else 0) - _GAP
    lines: list[Line] = []
    for section in sections:
        width = room if len(lines) <= len(picture) else frame.width
        painted = section.paint(article, replace(frame, width=width, gallery=None))
        lines += [*painted, BLANK] if painted else []
    lines += [BLANK] * (len(picture) + 1 - len(lines))
    beside = [(*pad_line(line, room + _GAP, "text"), *shown) for line, shown in zip(lines, picture, strict=False)]
    return [*beside, *lines[len(picture) :]]


def _paint_lead(image: Image, frame: Frame) -> list[Line]:
    """The picture flush right in its room with its words below, or why it is not there; always as many lines."""
    gallery = frame.gallery
    if gallery is None or gallery.beside is None:
        return []
    box = gallery.beside
    inside = replace(frame, width=box.columns)
    words = _paint_words(image, frame, box)
    if why := explain_missing(image.url, frame):
        told = wrap([Run(why, "small")], box.columns)[: box.rows]
        return [*told, *[BLANK] * (box.rows - len(told)), *words]
    shown = paint_picture(image.url, frame.table.index("link", image.href or image.url), inside)
    left = max(0, box.columns - line_width(shown[0])) if shown else 0
    margin = (Run(" " * left, "text"),) if left else ()
    return [*((*margin, *line) for line in shown), *[BLANK] * (box.rows - len(shown)), *words]


def _paint_words(image: Image, frame: Frame, box: Box) -> list[Line]:
    """What is told of a picture that is shown, its caption if it has one; nothing where nobody said anything."""
    if image.caption:
        image = replace(image, alt=EMPTY)
    told = image.alt or image.caption or frame.table.index("link", image.href or image.url) != NOWHERE
    return paint_picture_words(image, replace(frame, width=box.columns, gallery=None)) if told else []
