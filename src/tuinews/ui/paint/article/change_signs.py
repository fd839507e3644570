"""Signs around words that went and words that came, for those who see neither colour nor struck letters."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
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
    Inline,
    ListBlock,
    Maths,
    Paragraph,
    Quote,
    Span,
    Style,
    Table,
    ThematicBreak,
)
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.changes import GONE, NEW

_Rewrite = Callable[[Inline], Inline]

_SIGNS = {GONE: ("[-", "-]"), NEW: ("{+", "+}")}
"""By what happened to words, what stands before and after them, as `wdiff` writes it; code has signs by the line."""


def drop_marks(document: Document) -> Document:
    """Return a version as it is to be compared: without words that the publisher struck out or marked itself."""
    return Document(_set_blocks(document.blocks, _drop))


def sign_changes(document: Document) -> Document:
    """Return a text that `changes.compare` made, with signs around all words that went or came."""
    return Document(_set_blocks(document.blocks, _sign))


def _set_blocks(blocks: Iterable[Block], write: _Rewrite) -> tuple[Block, ...]:
    return tuple(_set_block(block, write) for block in blocks)


def _set_block(block: Block, write: _Rewrite) -> Block:
    """Return the block with all its lines of text rewritten."""
    made: Block
    match block:
        case Heading(inline=inline) | Paragraph(inline=inline):
            made = replace(block, inline=write(inline))
        case ListBlock(items=items):
            made = replace(block, items=tuple(_set_blocks(item, write) for item in items))
        case Quote(blocks=blocks) | Footnote(blocks=blocks):
            made = replace(block, blocks=_set_blocks(blocks, write))
        case Details(summary=summary, blocks=blocks):
            made = replace(block, summary=write(summary), blocks=_set_blocks(blocks, write))
        case Definitions(items=pairs):
            made = Definitions(tuple((write(term), _set_blocks(blocks, write)) for term, blocks in pairs))
        case Table(rows=rows, caption=caption):
            cells = tuple(tuple(cell._replace(inline=write(cell.inline)) for cell in row) for row in rows)
            made = replace(block, rows=cells, caption=write(caption))
        case Image(caption=caption):
            made = replace(block, caption=write(caption))
        case Code() | Embed() | Maths() | ThematicBreak():
            made = block
        case _:
            assert_never(block)
    return made


def _sign(inline: Inline) -> Inline:
    """Return the spans with signs around each run of words that went or came, blanks at its ends aside."""
    out: list[Span] = []
    for style, run in groupby(inline, key=_find_change):
        spans = [*run]
        if style is Style.PLAIN or not any(span.text.strip() for span in spans):
            out += spans
            continue
        while not spans[0].text.strip():
            out.append(spans.pop(0))
        after: list[Span] = []
        while not spans[-1].text.strip():
            after.insert(0, spans.pop())
        first, last = spans[0].text, spans[-1].text
        before, behind = first[: len(first) - len(first.lstrip())], last[len(last.rstrip()) :]
        spans[0] = spans[0]._replace(text=SafeText(first.lstrip()))
        spans[-1] = spans[-1]._replace(text=SafeText(spans[-1].text.rstrip()))
        opening, closing = _SIGNS[style]
        out += (
            Span(SafeText(f"{before}{opening}"), style),
            *spans,
            Span(SafeText(f"{closing}{behind}"), style),
            *after,
        )
    return tuple(out)


def _find_change(span: Span) -> Style:
    return GONE if span.style & GONE else NEW if span.style & NEW else Style.PLAIN


def _drop(inline: Inline) -> Inline:
    return tuple(span._replace(style=span.style & ~(GONE | NEW)) for span in inline)
