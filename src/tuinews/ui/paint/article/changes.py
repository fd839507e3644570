"""Comparing two versions of a text: one document, with removed words struck out and added words marked."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
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
    TableCell,
    ThematicBreak,
    leaf_text,
    plain,
    walk,
)
from tuinews.model.text import EMPTY, SafeText

LeafBlock = Heading | Paragraph | Code | Table | Image | Embed | Maths | ThematicBreak
"""Blocks that hold no others."""

Step = tuple[str, int, int, int, int]
"""What happens (`equal`, `replace`, `delete`, `insert`), from where to where in the old, and in the new."""

GONE, NEW = Style.STRUCK, Style.MARKED

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_ONE, _ALL = 90_000, 1_500_000
"""How many pairs of words one comparison may look at, and all comparisons of an article together. `difflib` takes very
long for some texts, and publishers choose the text. Beyond the limit a block counts as changed as a whole."""

_ALIKE = 0.35
"""The share of words that two paragraphs have in common when one is an edit of the other."""


class _Effort:
    """How many pairs may still be compared."""

    def __init__(self) -> None:
        self._left = _ALL

    def steps(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Step]:
        """How the old becomes the new, as `SequenceMatcher.get_opcodes` tells it."""
        start = _common(zip(old, new, strict=False))
        end = _common(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
        a, b = old[start : len(old) - end], new[start : len(new) - end]
        if start:
            yield "equal", 0, start, 0, start
        pairs = len(a) * len(b)
        if pairs > min(_ONE, self._left):
            yield "replace", start, start + len(a), start, start + len(b)
        elif a or b:
            self._left -= pairs
            for what, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
                yield what, start + i, start + j, start + k, start + m
        if end:
            yield "equal", len(old) - end, len(old), len(new) - end, len(new)


def _common(pairs: Iterable[tuple[object, object]]) -> int:
    """How many pairs from the first on are alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def compare(before: Document, after: Document) -> Document:
    """The later version, with what was removed from the earlier one struck out and what was added marked."""
    return Document(tuple(_blocks(before.blocks, after.blocks, _Effort())))


def differs(before: Document, after: Document) -> bool:
    """Whether the words of two versions differ."""
    return list(map(_key, before.blocks)) != list(map(_key, after.blocks))


def _blocks(before: Sequence[Block], after: Sequence[Block], effort: _Effort) -> Iterator[Block]:
    old, new = [_key(block) for block in before], [_key(block) for block in after]
    for what, a, b, c, d in effort.steps(old, new):
        if what == "equal":
            yield from after[c:d]
        else:
            yield from _compare_replaced(before[a:b], after[c:d], effort)


def _key(block: Block) -> tuple[str, str]:
    return type(block).__name__, "\n".join(leaf_text(inner) for inner in walk(Document((block,))))


def _compare_replaced(before: Sequence[Block], after: Sequence[Block], effort: _Effort) -> Iterator[Block]:
    """The blocks shown for some that changed: two of one kind are compared inside, others follow each other."""
    for old, new in zip_longest(before, after):
        merged = _merge_versions(old, new, effort) if old is not None and new is not None else None
        if merged is not None:
            yield merged
            continue
        if old is not None:
            yield _restyle(old, GONE)
        if new is not None:
            yield _restyle(new, NEW)


def _merge_versions(old: Block, new: Block, effort: _Effort) -> Block | None:
    """Two versions of one block as one; `None` when they have too little in common."""
    match old, new:
        case (Heading(inline=a), Heading(inline=b)) | (Paragraph(inline=a), Paragraph(inline=b)):
            words = _words(a, b, effort)
            made = Heading(new.level, ()) if isinstance(new, Heading) else Paragraph(())
            return None if words is None else replace(made, inline=words)
        case ListBlock(), ListBlock() if len(old.items) == len(new.items):
            items = (tuple(_blocks(a, b, effort)) for a, b in zip(old.items, new.items, strict=True))
            return replace(new, items=tuple(items))
        case Quote(), Quote():
            return replace(new, blocks=tuple(_blocks(old.blocks, new.blocks, effort)))
        case Code(), Code():
            return Code(SafeText("\n".join(_lines(old.text, new.text, effort))), SafeText("diff"))
        case Table(), Table() if [len(row) for row in old.rows] == [len(row) for row in new.rows]:
            return replace(new, rows=tuple(_row(a, b, effort) for a, b in zip(old.rows, new.rows, strict=True)))
        case _:
            return None


def _row(old: Sequence[TableCell], new: Sequence[TableCell], effort: _Effort) -> tuple[TableCell, ...]:
    return tuple(b._replace(inline=_compare_lines(a.inline, b.inline, effort)) for a, b in zip(old, new, strict=True))


def _compare_lines(before: Inline, after: Inline, effort: _Effort) -> Inline:
    """Two versions of a line of text: compared, or one after the other."""
    if plain(before) == plain(after):
        return after
    words = _words(before, after, effort)
    return _join_spans([*_add_style(before, GONE), *_add_style(after, NEW)]) if words is None else words


def _restyle(block: Block, style: Style) -> Block:
    """A block that was removed or added as a whole."""

    def inner(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(_restyle(one, style) for one in blocks)

    match block:
        case ListBlock(items=items):
            return replace(block, items=tuple(map(inner, items)))
        case Quote(blocks=blocks) | Footnote(blocks=blocks):
            return replace(block, blocks=inner(blocks))
        case Details(summary=summary, blocks=blocks):
            return Details(_add_style(summary, style), inner(blocks))
        case Definitions(items=pairs):
            return Definitions(tuple((_add_style(term, style), inner(blocks)) for term, blocks in pairs))
        case _:
            return _restyle_leaf(block, style)


def _restyle_leaf(block: LeafBlock, style: Style) -> Block:
    changed: Block
    match block:
        case Heading(inline=inline) | Paragraph(inline=inline):
            changed = replace(block, inline=_add_style(inline, style))
        case Table(rows=rows, caption=caption):
            cells = tuple(tuple(cell._replace(inline=_add_style(cell.inline, style)) for cell in row) for row in rows)
            changed = Table(cells, _add_style(caption, style))
        case Code(text=text):
            sign = "-" if style is GONE else "+"
            changed = Code(SafeText("\n".join(f"{sign} {row}" for row in text.split("\n"))), SafeText("diff"))
        case Image(alt=alt, caption=caption):
            words = (Span(alt), Span(SafeText(" ")), *caption) if alt and caption else caption or (Span(alt),)
            changed = replace(block, alt=EMPTY, caption=_add_style(words, style))
        case Embed(title=title, kind=kind, url=url):
            changed = Paragraph((Span(title or SafeText(kind), style, url),))
        case Maths(text=text):
            changed = Paragraph((Span(text, style),))
        case ThematicBreak():
            changed = block
        case _:
            assert_never(block)
    return changed


def _lines(old: str, new: str, effort: _Effort) -> Iterator[str]:
    """Code that changed, by lines, each with the sign that it has in a patch."""
    a, b = old.split("\n"), new.split("\n")
    for what, i, j, k, m in effort.steps(a, b):
        if what == "equal":
            yield from (f"  {line}" for line in b[k:m])
        else:
            yield from (f"- {line}" for line in a[i:j])
            yield from (f"+ {line}" for line in b[k:m])


def _words(before: Inline, after: Inline, effort: _Effort) -> Inline | None:
    """Two versions of a paragraph word by word; `None` when they have too little in common."""
    old, new = list(_pieces(before)), list(_pieces(after))
    steps = tuple(effort.steps([span.text for span in old], [span.text for span in new]))
    kept = sum(not span.text.isspace() for what, _, _, c, d in steps if what == "equal" for span in new[c:d])
    if kept < _ALIKE * max(sum(not span.text.isspace() for span in version) for version in (old, new)):
        return None
    spans: list[Span] = []
    gone: list[Span] = []
    came: list[Span] = []
    for what, a, b, c, d in steps:
        if what == "equal" and not (gone + came and plain(tuple(new[c:d])).isspace()):
            spans += (*_add_style(gone, GONE), *_add_style(came, NEW), *new[c:d])
            gone, came = [], []
        else:
            # a space between two words that changed belongs to the change
            gone += old[a:b]
            came += new[c:d]
    return _join_spans([*spans, *_add_style(gone, GONE), *_add_style(came, NEW)])


def _pieces(inline: Inline) -> Iterator[Span]:
    for span in inline:
        for piece in _WORDS.findall(span.text):
            yield span._replace(text=SafeText(piece))


def _add_style(spans: Iterable[Span], style: Style) -> Inline:
    return tuple(span._replace(style=span.style | style) for span in spans)


def _join_spans(spans: Iterable[Span]) -> Inline:
    """Neighbours of one style and address as one span."""
    out: list[Span] = []
    for span in spans:
        if out and (out[-1].style, out[-1].href) == (span.style, span.href):
            out[-1] = span._replace(text=SafeText(out[-1].text + span.text))
        else:
            out.append(span)
    return tuple(out)
