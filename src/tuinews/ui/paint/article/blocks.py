"""Painting blocks: each kind of block becomes lines of a given width."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from tuinews.model.document import (
    Block,
    Code,
    Definitions,
    Details,
    Document,
    Embed,
    Footnote,
    Heading,
    Image,
    ListBlock,
    Maths,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
    children,
    numerals_of,
    walk,
)
from tuinews.model.language import tr
from tuinews.model.url import host_to_show
from tuinews.ui.paint.article.code import paint_code
from tuinews.ui.paint.article.frame import DEEPEST, Frame
from tuinews.ui.paint.article.inline import paint_inline
from tuinews.ui.paint.article.pictures import explain_missing, paint_picture
from tuinews.ui.paint.article.tables import paint_table
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.runs import BLANK, NOWHERE, SLOT, Line, Run, indent, line_width
from tuinews.ui.paint.text.safe import safe_line, safe_lines
from tuinews.ui.paint.text.wrap import wrap


def paint_block(block: Block, frame: Frame) -> list[Line]:
    """The block's lines, none wider than the frame; without blank lines at its ends."""
    match block:
        case ListBlock():
            lines = _list(block, frame)
        case Quote():
            lines = _quote(block, frame)
        case Definitions():
            lines = _definitions(block, frame)
        case Details():
            lines = _details(block, frame)
        case Footnote():
            lines = _footnote(block, frame)
        case Table():
            lines = paint_table(block, frame)
        case _:
            lines = _leaf(block, frame)
    return lines


def _leaf(
    block: Heading | Paragraph | Code | Image | Embed | Maths | ThematicBreak,
    frame: Frame,
) -> list[Line]:
    match block:
        case Heading(level=level, inline=inline):
            lines = wrap(paint_inline(inline, f"heading{min(level, 3)}", frame), frame.width)
        case Paragraph(inline=inline):
            lines = wrap(paint_inline(inline, frame.base, frame), frame.width)
        case Code():
            lines = paint_code(block, frame)
        case Image():
            lines = _image(block, frame)
        case Embed():
            lines = _embed(block, frame)
        case Maths(text=text):
            lines = _maths(safe_lines(text), frame)
        case ThematicBreak():
            lines = [_rule(frame)]
        case _:
            assert_never(block)
    return lines


def paint_blocks(blocks: Iterable[Block], frame: Frame, *, tight: bool = False) -> list[Line]:
    """The blocks one under the other, with a blank line between unless `tight`."""
    if frame.depth >= DEEPEST:
        blocks = _leaves(tuple(blocks))
    lines: list[Line] = []
    for block in blocks:
        painted = paint_block(block, frame)
        if lines and painted and not (tight and not isinstance(block, Paragraph)):
            lines.append(BLANK)
        lines.extend(painted)
    return lines


def _leaves(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks inside these, without their nesting: a page that nests too deep must not exhaust the stack."""
    flat: list[Block] = []
    for block in walk(Document(blocks)):
        match block:
            case Definitions(items=items):
                flat.extend(Paragraph(term) for term, _ in items)
            case Details(summary=summary):
                flat.append(Paragraph(summary))
            case _ if not children(block):
                flat.append(block)
    return tuple(flat)


def _paint_nested(
    blocks: Iterable[Block], frame: Frame, first: Sequence[Run], base: str = "", *, tight: bool
) -> list[Line]:
    """The blocks' lines after a mark; later lines are aligned with the first."""
    room = line_width(first)
    if not frame.fits(room):
        inner = paint_blocks(blocks, frame.inside(0, base), tight=tight)
        return [*wrap([*first], frame.width), *inner]
    inner = paint_blocks(blocks, frame.inside(room, base), tight=tight) or [BLANK]
    return indent(inner, first, (Run(" " * room, frame.base),))


def _list(block: ListBlock, frame: Frame) -> list[Line]:
    tight = all(_is_short(item) for item in block.items)
    numerals = numerals_of(block)
    room = max(map(len, numerals), default=0) + 1
    lines: list[Line] = []
    for number, item in zip(numerals, block.items, strict=True):
        mark = f"{number}.".rjust(room) if block.ordered else frame.glyphs.bullets[min(frame.depth, 2)]
        if lines and not tight:
            lines.append(BLANK)
        lines.extend(_paint_nested(item, frame, (Run(f"{mark} ", "marker"),), tight=tight))
    return lines


def _is_short(item: Sequence[Block]) -> bool:
    """Whether an item is one paragraph, perhaps with a list under it: such lists are set without blank lines."""
    return sum(not isinstance(block, ListBlock) for block in item) <= 1 and not any(
        isinstance(block, Code | Table | Quote) for block in item
    )


def _quote(block: Quote, frame: Frame) -> list[Line]:
    bar = (Run(f"{frame.glyphs.quote} ", "bar"),)
    room = 2 if frame.fits(2) else 0
    inner = frame.inside(room, "quote")
    lines = paint_blocks(block.blocks, inner)
    if block.cite:
        lines.extend(wrap([Run(f"{frame.glyphs.dash} {safe_line(block.cite)}", "cite")], inner.width))
    return indent(lines, bar, bar) if room else lines


def _openable(sign: str, text: str, style: str, target: int, frame: Frame) -> list[Line]:
    """A line that stands for something to open, its sign where the hint letter goes."""
    first = Run(sign, f"sign {SLOT}", target)
    lines = wrap([Run(text, style, target)], max(1, frame.width - 2))
    return indent(lines, (first, Run(" ", style)), (Run("  ", style),))


def _image(block: Image, frame: Frame) -> list[Line]:
    target = frame.table.index("link", block.href or block.url)
    return [*paint_picture(block.url, target, frame), *paint_picture_words(block, frame)]


def paint_picture_words(block: Image, frame: Frame) -> list[Line]:
    """What is told of a picture, and why it is not shown if it cannot be, behind a sign where it can be opened."""
    alt = safe_line(block.alt)
    caption = paint_inline(block.caption, "caption", frame)
    target = frame.table.index("link", block.href or block.url)
    words = [Run(alt, "caption", target)] if alt or not caption else []
    if not alt and not caption:
        words = [Run(tr("picture"), "caption", target)]
    same = alt == "".join(run.text for run in caption).strip()
    if alt and caption and not same:
        words = [*words, Run(f" {frame.glyphs.dash} ", "caption"), *caption]
    elif caption:
        words = caption
    why = explain_missing(block.url, frame)
    if why:
        words = [*words, Run(f" {frame.glyphs.dot} {why}", "small", target)]
    lines = wrap(words, max(1, frame.width - 2))
    sign = (Run(frame.glyphs.image, f"sign {SLOT}", target), Run(" ", "caption"))
    return indent(lines, sign, (Run("  ", "caption"),))


def _embed(block: Embed, frame: Frame) -> list[Line]:
    sign = {"video": frame.glyphs.play, "audio": frame.glyphs.enclosed}.get(block.kind, frame.glyphs.page)
    target = frame.table.index("link", block.url)
    number = frame.glyphs.number(frame.table.number(target)) if target != NOWHERE else ""
    text = ": ".join(part for part in (safe_line(block.kind), safe_line(block.title)) if part)
    host = host_to_show(block.url)
    return _openable(sign, text + (f" ({safe_line(host)})" if host else "") + number, "caption link", target, frame)


def _definitions(block: Definitions, frame: Frame) -> list[Line]:
    lines: list[Line] = []
    for term, blocks in block.items:
        if lines:
            lines.append(BLANK)
        lines.extend(wrap(paint_inline(term, f"{frame.base} strong", frame), frame.width))
        lines.extend(_paint_nested(blocks, frame, (Run("  ", frame.base),), tight=True))
    return lines


def _maths(text: str, frame: Frame) -> list[Line]:
    lines = wrap([Run(text.strip("\n"), "maths")], frame.width)
    left = max(0, (frame.width - max(map(line_width, lines))) // 2)
    return indent(lines, *[(Run(" " * left, "maths"),)] * 2) if left else lines


def _details(block: Details, frame: Frame) -> list[Line]:
    summary = paint_inline(block.summary, f"{frame.base} strong", frame) or [Run(tr("Details"), frame.base)]
    head = wrap(summary, frame.width - 2)
    lines = indent(head, (Run(f"{frame.glyphs.details} ", "marker"),), (Run("  ", frame.base),))
    return [*lines, *_paint_nested(block.blocks, frame, (Run("  ", frame.base),), tight=False)]


def _footnote(block: Footnote, frame: Frame) -> list[Line]:
    return _paint_nested(block.blocks, frame, (Run(f"[{safe_line(block.label)}] ", "note"),), "small", tight=False)


def _rule(frame: Frame) -> Line:
    length = min(frame.width, 24)
    left = (frame.width - length) // 2
    return (Run(" " * left, "rule"), Run(frame.glyphs.rule * (length // cells(frame.glyphs.rule)), "rule"))
