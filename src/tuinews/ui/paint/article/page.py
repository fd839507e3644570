"""An article as parts, each painted on its own: the head, every block of the body, the foot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from tuinews.model.document import Block, Document, Footnote, Heading, Image, children, leaf_text, walk
from tuinews.model.entry import Article
from tuinews.ui.paint.article.blocks import paint_block
from tuinews.ui.paint.article.foot import FOOT
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.head import HEAD
from tuinews.ui.paint.article.lead import find_lead, paint_beside, stands_beside
from tuinews.ui.paint.article.section import Section, paint_foot, paint_head
from tuinews.ui.paint.article.targets import (
    FOOTNOTE,
    TargetTable,
    footnote_targets,
    link_targets,
    make_table,
    picture_targets,
)
from tuinews.ui.paint.text.runs import BLANK, Line
from tuinews.ui.paint.text.safe import safe_line


class PagePart(NamedTuple):
    """A piece of an article that is painted when it is needed."""

    paint: Callable[[int], list[Line]]
    """The lines for a width in cells."""
    size: int
    """About how many characters it has, for guessing its height before it is painted."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article ready to be laid out. Part 0 is the head, part n the n-th block, the last part the foot."""

    parts: tuple[PagePart, ...]
    table: TargetTable
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """The part in which each footnote stands, by the address that leads to it."""
    pictures: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of the pictures in each part, where pictures are shown."""


class PageSections(NamedTuple):
    """What stands above and below the text of a page."""

    head: Sequence[Section] = HEAD
    foot: Sequence[Section] = FOOT


ARTICLE_SECTIONS = PageSections()
BARE_SECTIONS = PageSections((), ())
"""Nothing stands above and below."""


def make_page(
    article: Article,
    zone: tzinfo | None = None,
    frame: Frame | None = None,
    sections: PageSections = ARTICLE_SECTIONS,
) -> Page:
    """The article's parts; times are told in `zone` (`None`: the machine's own)."""
    head, foot = sections
    table = collect(article, sections)
    base = replace(frame or Frame(0), table=table, zone=zone)
    blocks = _without_title(article)
    lead = find_lead(article, blocks) if base.gallery is not None and head else None

    def paint_above(width: int) -> list[Line]:
        frame = replace(base, width=width)
        beside = lead if stands_beside(lead, article, frame) else None
        if frame.gallery is not None:  # this is painted first, and then pictures are asked for
            frame.gallery.lead = beside.image.url if beside is not None else ""
        return paint_head(head, article, frame) if beside is None else paint_beside(head, beside, article, frame)

    def paint_block_of(index: int, width: int) -> list[Line]:
        frame = replace(base, width=width)
        moved = lead is not None and index == lead.block and stands_beside(lead, article, frame)
        return [] if moved else _body_block(blocks[index], frame)

    parts = [
        PagePart(paint_above, 200),
        *(PagePart(partial(paint_block_of, index), _size(block)) for index, block in enumerate(blocks)),
        PagePart(lambda width: paint_foot(foot, article, replace(base, width=width)), 80 * len(article.entry.related)),
    ]
    pictures = {} if base.gallery is None else _pictures(lead.image.url if lead else "", blocks)
    return Page(tuple(parts), table, _find_footnotes(blocks), pictures)


def collect(article: Article, sections: PageSections = ARTICLE_SECTIONS) -> TargetTable:
    """The article's targets in reading order: those of the head, of the body, of the foot; footnotes come last."""
    blocks = tuple(walk(article.document))
    above = [target for section in sections.head for target in section.targets(article)]
    below = [target for section in sections.foot for target in section.targets(article)]
    body = (*link_targets(article.document), *picture_targets(blocks))
    return make_table([*above, *body, *below, *footnote_targets(blocks)])


def _pictures(lead: str, blocks: Sequence[Block]) -> dict[int, tuple[str, ...]]:
    found = {
        part: tuple(inner.url for inner in walk(Document((block,))) if isinstance(inner, Image) and inner.url)
        for part, block in enumerate(blocks, 1)
    }
    return {part: urls for part, urls in {0: (lead,) if lead else (), **found}.items() if urls}


def _find_footnotes(blocks: Sequence[Block]) -> dict[str, int]:
    return {
        FOOTNOTE + inner.label: part
        for part, block in enumerate(blocks, 1)
        for inner in walk(Document((block,)))
        if isinstance(inner, Footnote)
    }


def _without_title(article: Article) -> Sequence[Block]:
    """The blocks; a first heading that only repeats the title is emptied. The other blocks keep their numbers."""
    blocks = article.document.blocks
    title = safe_line(article.entry.title).casefold()
    if blocks and isinstance(blocks[0], Heading) and leaf_text(blocks[0]).strip().casefold() == title:
        return (Heading(1, ()), *blocks[1:])
    return blocks


def _body_block(block: Block, frame: Frame) -> list[Line]:
    if isinstance(block, Heading) and not block.inline:
        return []
    return [*paint_block(block, frame), BLANK]


def _size(block: Block) -> int:
    """About how many characters the block and those inside it have; not recursive, because a page may nest too deep."""
    total, stack = 0, [block]
    while stack:
        block = stack.pop()
        total += len(leaf_text(block)) + 40
        for group in children(block):
            stack.extend(group)
    return total
