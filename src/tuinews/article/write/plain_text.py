"""Writes documents as plain words, for search, counting and reading aloud."""

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
)
from tuinews.model.raised import plain_inline

_OPENING = 3
"""Blocks at the beginning of a document."""


def plain_text(document: Document) -> str:
    """The words of the document, a blank line between blocks; list items and table rows are lines of their own.

    Captions of pictures are left out, except at the beginning and of pictures one after the other: inside the text they
    interrupt it.
    """
    shown = (block for index, block in enumerate(document.blocks) if not _interrupts(document.blocks, index))
    return "\n\n".join(part for part in map(_plain, shown) if part)


def _interrupts(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a block is a single picture inside the text."""
    beside = blocks[max(0, index - 1) : index] + blocks[index + 1 : index + 2]
    return (
        index >= _OPENING and isinstance(blocks[index], Image) and not any(isinstance(other, Image) for other in beside)
    )


def words(document: Document) -> tuple[int, int]:
    """How many characters and how many words the document has, for the reading time."""
    text = plain_text(document)
    return len(text), len(text.split())


def _plain(block: Block) -> str:
    match block:
        case Heading(inline=inline) | Paragraph(inline=inline):
            text = plain_inline(inline)
        case ListBlock(items=items):
            text = "\n".join(part for part in map(_join_blocks, items) if part)
        case Quote(blocks=blocks, cite=cite):
            text = "\n".join(part for part in (_join_blocks(blocks), f"— {cite}" if cite else "") if part)
        case Code(text=text) | Maths(text=text):
            pass
        case Table(rows=rows, caption=caption):
            lines = ["  ".join(text for text in (plain_inline(cell.inline) for cell in row) if text) for row in rows]
            text = "\n".join(line for line in (plain_inline(caption), *lines) if line)
        case Image(caption=caption):
            text = plain_inline(caption)
        case _:
            text = _write_rare(block)
    return text


def _write_rare(block: Definitions | Embed | Details | Footnote | ThematicBreak) -> str:
    match block:
        case Definitions(items=items):
            return "\n".join(
                part for term, blocks in items for part in (plain_inline(term), _join_blocks(blocks)) if part
            )
        case Details(summary=summary, blocks=blocks):
            return "\n".join(part for part in (plain_inline(summary), _join_blocks(blocks)) if part)
        case Footnote(label=label, blocks=blocks):
            return f"[{label}] {_join_blocks(blocks)}"
        case Embed() | ThematicBreak():
            return ""
    assert_never(block)


def _join_blocks(blocks: tuple[Block, ...]) -> str:
    return "\n".join(part for part in map(_plain, blocks) if part)
