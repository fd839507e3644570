"""Writes documents as wrapped text for a terminal or a mail; links are numbered and listed at the end."""

from dataclasses import dataclass
from typing import assert_never

from tuinews.article.write.cells import width_of, wrap
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
    Style,
    Table,
    ThematicBreak,
    links,
    numerals_of,
)
from tuinews.model.raised import plain_signs

NARROWEST = 8
"""Cells: however deep something is nested, its text is not set narrower."""


def to_text(document: Document, width: int = 80) -> str:
    """The document in lines of at most `width` cells; each link is followed by its number, the addresses come last."""
    listed = links(document)
    setter = _Setter({link.href: link.number for link in listed})
    body = setter.blocks(document.blocks, max(NARROWEST, width))
    addresses = [f"[{link.number}] {link.href}" for link in listed]
    return "\n".join([*body, *([""] if body and addresses else []), *addresses])


@dataclass(frozen=True, slots=True)
class _Setter:
    """Writes blocks as lines, with the number of each link."""

    numbers: dict[str, int]

    def blocks(self, blocks: tuple[Block, ...], width: int, *, tight: bool = False) -> list[str]:
        lines: list[str] = []
        for block in blocks:
            own = self.block(block, width)
            if lines and own and not tight:
                lines.append("")
            lines.extend(own)
        return lines

    def block(self, block: Block, width: int) -> list[str]:
        match block:
            case Heading(level=level, inline=inline):
                lines = self._heading(level, inline, width)
            case Paragraph(inline=inline):
                lines = wrap(self.inline(inline), width)
            case ListBlock():
                lines = self._list(block, width)
            case Quote(blocks=blocks, cite=cite):
                lines = self.blocks(blocks, _inner_width(width, 2))
                lines = [f"> {line}".rstrip() for line in (*lines, *([f"— {cite}"] if cite else []))]
            case Code(text=text):
                lines = [f"    {line}".rstrip() for line in text.split("\n")]
            case Table():
                lines = self._table(block, width)
            case Image():
                lines = self._image(block, width)
            case _:
                lines = self._write_rare(block, width)
        return lines

    def _write_rare(
        self, block: Definitions | Embed | Maths | Details | Footnote | ThematicBreak, width: int
    ) -> list[str]:
        match block:
            case Definitions(items=items):
                return self._definitions(items, width)
            case Embed(kind=kind, url=url, title=title):
                return wrap(f"({kind}) {title or 'open'} [{self.numbers.get(url, 0)}]", width)
            case Maths(text=text):
                return [f"    {line}" for line in wrap(text, _inner_width(width, 4))]
            case Details(summary=summary, blocks=blocks):
                return [
                    *wrap(f"▸ {self.inline(summary)}", width),
                    *_indent(self.blocks(blocks, _inner_width(width, 2)), "  "),
                ]
            case Footnote(label=label, blocks=blocks):
                return _hang(self.blocks(blocks, _inner_width(width, 4)), f"[^{label}] ", "    ")
            case ThematicBreak():
                return ["─" * min(width, 20)]
        assert_never(block)

    def inline(self, inline: Inline) -> str:
        """A run of text with what its styles say in signs, and the numbers of its links."""
        parts = []
        for span in inline:
            text: str = plain_signs(span)
            if span.style & Style.CODE:
                text = f"`{text}`"
            elif span.href.startswith("#fn-"):
                text = f"[^{span.href[4:]}]"
            if span.href in self.numbers:
                text = f"{text} [{self.numbers[span.href]}]"
            parts.append(text)
        return "".join(parts)

    def _heading(self, level: int, inline: Inline, width: int) -> list[str]:
        lines = wrap(self.inline(inline), width)
        if level > 2:
            return lines
        return [*lines, ("=" if level == 1 else "-") * min(width, max(map(width_of, lines)))]

    def _list(self, block: ListBlock, width: int) -> list[str]:
        lines: list[str] = []
        for number, item in zip(numerals_of(block), block.items, strict=True):
            mark = f"{number}. " if block.ordered else "• "
            indent = " " * len(mark)
            lines += _hang(self.blocks(item, _inner_width(width, len(mark)), tight=True), mark, indent)
        return lines

    def _definitions(self, items: tuple[tuple[Inline, tuple[Block, ...]], ...], width: int) -> list[str]:
        lines: list[str] = []
        for term, blocks in items:
            lines += wrap(self.inline(term), width) if term else []
            lines += _indent(self.blocks(blocks, _inner_width(width, 4), tight=True), "    ")
        return lines

    def _image(self, block: Image, width: int) -> list[str]:
        caption: str = self.inline(block.caption)
        if caption and block.alt and block.alt not in caption:
            caption = f"shows {block.alt}; caption: {caption}"
        caption = caption or block.alt
        number = f" [{self.numbers[block.href]}]" if block.href in self.numbers else ""
        return wrap(f"[Picture: {caption}]{number}" if caption else f"[Picture]{number}", width)

    def _table(self, block: Table, width: int) -> list[str]:
        """Columns side by side where they fit, else a row's cells under each other with their headings."""
        rows = [[(self.inline(cell.inline).replace("\n", " "), cell.columns) for cell in row] for row in block.rows]
        caption = wrap(self.inline(block.caption), width) if block.caption else []
        sizes = _sizes(rows)
        if sum(sizes) + 2 * (len(sizes) - 1) <= width:
            return [*caption, *(_columns(row, sizes) for row in rows)]
        first = next((n for n, row in enumerate(block.rows) if not all(cell.header for cell in row)), len(rows))
        above = first if first < len(rows) else 0
        return [*caption, *_stack_rows(rows[above:], rows[:above], width)]


TextRow = list[tuple[str, int]]
"""The texts of a row's cells, each with the number of columns that it spans."""


def _sizes(rows: list[TextRow]) -> list[int]:
    """The width of every column, so that cells that span several fit as well."""
    sizes = [0] * max((sum(span for _, span in row) for row in rows), default=0)
    for wide in (False, True):
        for row in rows:
            column = 0
            for text, span in row:
                lacks = width_of(text) - (sum(sizes[column : column + span]) + 2 * (span - 1))
                if (span > 1) == wide and lacks > 0:
                    sizes[column + span - 1] += lacks
                column += span
    return sizes


def _columns(row: TextRow, sizes: list[int]) -> str:
    parts, column = [], 0
    for text, span in row:
        room = sum(sizes[column : column + span]) + 2 * (span - 1)
        parts.append(text + " " * (room - width_of(text)))
        column += span
    return "  ".join(parts).rstrip()


def _headings(rows: list[TextRow]) -> list[str]:
    """What the rows of headings say over every column, from above."""
    over: list[list[str]] = []
    for row in rows:
        column = 0
        for text, span in row:
            over += [[] for _ in range(column + span - len(over))]
            for heading in over[column : column + span]:
                if text and text not in heading:
                    heading.append(text)
            column += span
    return [" ".join(heading) for heading in over]


def _stack_rows(rows: list[TextRow], above: list[TextRow], width: int) -> list[str]:
    """The cells of every row under each other, each behind the heading of its column, or those of all that it spans."""
    headings = _headings(above)
    lines: list[str] = []
    for row in rows:
        if lines:
            lines.append("")
        column = 0
        for text, span in row:
            heading = ", ".join(filter(None, dict.fromkeys(headings[column : column + span])))
            column += span
            lines += wrap(f"{heading}: {text}" if heading else text, width) if text else []
    return lines


def _inner_width(width: int, indent: int) -> int:
    return max(NARROWEST, width - indent)


def _indent(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}".rstrip() for line in lines]


def _hang(lines: list[str], mark: str, indent: str) -> list[str]:
    return [f"{mark}{lines[0]}".rstrip(), *_indent(lines[1:], indent)] if lines else [mark.rstrip()]
