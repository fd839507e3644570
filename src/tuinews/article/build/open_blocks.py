"""Blocks that are open while a tree is walked: each gathers blocks or one line, and ends as a block of its parent."""

from collections.abc import Iterable

from tuinews.article.build.inline import InlineText
from tuinews.article.dom import Node
from tuinews.model.document import (
    Block,
    Definitions,
    Details,
    Footnote,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Style,
    Table,
    TableCell,
    plain,
)
from tuinews.model.text import EMPTY, NAME_LIMIT, SafeText, safe_text

_SAME = 60
"""Characters from the start by which captions are compared."""


class OpenBlock:
    """An element that holds blocks; loose text between them becomes paragraphs."""

    is_line = False
    """Whether it holds a line of text only, in which inner blocks are line breaks."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.blocks: list[Block] = []
        self.run = InlineText()

    def end_line(self) -> None:
        """Make a paragraph of the loose text: a block begins or ends here."""
        if self.run:
            self.receive(Paragraph(inline) for inline in self.run.take_paragraphs())
        else:
            self.run = InlineText()

    def receive(self, blocks: Iterable[Block]) -> None:
        """Add blocks behind those that are there."""
        self.blocks.extend(blocks)

    def close(self, parent: "OpenBlock") -> None:
        """Give the element's blocks to its parent: it ends here."""
        self.end_line()
        parent.receive(self.finish())

    def finish(self) -> Iterable[Block]:
        """The blocks that the element becomes."""
        return self.blocks


class OpenLine(OpenBlock):
    """An element that holds one line of text; pictures in it come after it."""

    is_line = True

    def end_line(self) -> None:
        """Begin a new line: a block inside begins or ends here."""
        if self.run:
            self.run.add_break()

    def close(self, parent: OpenBlock) -> None:
        """Give the line to the parent, then the pictures."""
        inline = self.run.take()
        if inline:
            self.hand_over(inline, parent)
        parent.receive(self.blocks)

    def hand_over(self, inline: Inline, parent: OpenBlock) -> None:
        """Give a line that is not empty to the parent."""
        parent.receive((Paragraph(inline),))


class OpenHeading(OpenLine):
    """A heading, `h1` to `h6`."""

    def hand_over(self, inline: Inline, parent: OpenBlock) -> None:
        """Give the line to the parent as a heading."""
        parent.receive((Heading(int(str(self.node.tag)[1]), inline),))


class OpenList(OpenBlock):
    """A list, `ul`, `ol` or `menu`; what is not in an item joins the last one, and footnotes follow the list."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.items: list[tuple[Block, ...]] = []
        self.values: dict[int, int] = {}
        """The numbers that items have of their own, by position."""
        self.notes: list[Block] = []

    def receive(self, blocks: Iterable[Block]) -> None:
        """Add blocks that stand outside of items."""
        for block in blocks:
            if isinstance(block, Footnote):
                self.notes.append(block)
            elif self.items:
                self.items[-1] = (*self.items[-1], block)
            else:
                self.items.append((block,))

    def finish(self) -> Iterable[Block]:
        """The list, then its notes."""
        if self.items:
            yield self._number_items() if self.node.tag == "ol" else ListBlock(tuple(self.items))
        yield from self.notes

    def _number_items(self) -> ListBlock:
        """The list with its numbers (HTML § 4.4.5): from `start` on or down, and on from items with a `value`."""
        downwards = self.node.get("reversed") is not None
        number = whole_number(self.node, "start", len(self.items) if downwards else 1)
        numbers: list[int] = []
        for index in range(len(self.items)):
            number = self.values.get(index, number)
            numbers.append(number)
            number += -1 if downwards else 1
        usual = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        kind = (self.node.get("type") or "").strip()
        kind = kind if kind in {"a", "A", "i", "I"} else "1"
        return ListBlock(tuple(self.items), True, numbers[0], () if usual else tuple(numbers), kind)  # noqa: FBT003  a field


class OpenItem(OpenBlock):
    """An item of a list, `li`."""

    def close(self, parent: OpenBlock) -> None:
        """Add an item to the list; without a list, give its blocks to the parent."""
        self.end_line()
        if isinstance(parent, OpenList):
            if self.blocks:
                if self.node.get("value"):
                    parent.values[len(parent.items)] = whole_number(self.node, "value", 1)
                parent.items.append(tuple(self.blocks))
        else:
            parent.receive(self.blocks)


class OpenQuote(OpenBlock):
    """A quote, `blockquote`."""

    cite = EMPTY

    def finish(self) -> Iterable[Block]:
        """The quote, if it says anything."""
        if self.blocks:
            yield Quote(tuple(self.blocks), self.cite)


class OpenCite(OpenLine):
    """The source of a quote."""

    def hand_over(self, inline: Inline, parent: OpenBlock) -> None:
        """Tell the quote its source; a second one stays a paragraph."""
        if isinstance(parent, OpenQuote) and not parent.cite:
            parent.cite = safe_text(plain(inline).strip("—\u2013- \n"), NAME_LIMIT)
        else:
            super().hand_over(inline, parent)


class OpenDetails(OpenBlock):
    """A part that is folded away, `details`."""

    summary: Inline = ()

    def finish(self) -> Iterable[Block]:
        """The folded part; its summary alone where nothing is folded away."""
        if self.blocks:
            yield Details(self.summary, tuple(self.blocks))
        elif self.summary:
            yield Paragraph(self.summary)


class OpenSummary(OpenLine):
    """The line over a folded part, `summary`."""

    def hand_over(self, inline: Inline, parent: OpenBlock) -> None:
        """Tell the folded part its summary; a second one stays a paragraph."""
        if isinstance(parent, OpenDetails) and not parent.summary:
            parent.summary = inline
        else:
            super().hand_over(inline, parent)


class OpenFigure(OpenBlock):
    """Pictures or tables with a caption, `figure`."""

    caption: Inline = ()

    def finish(self) -> Iterable[Block]:
        """The content, with the caption in the first block that can have one."""
        blocks, caption = list(self.blocks), self.caption
        for index, block in enumerate(blocks if caption else ()):
            captioned = with_caption(block, caption)
            if captioned is not None:
                blocks[index] = captioned
                return blocks
        return [*blocks, Paragraph(caption)] if caption else blocks


def with_caption(block: Block, caption: Inline) -> Block | None:
    """The block with the caption as its own, or `None` when it can have none."""
    match block:
        case Image(url=url, alt=alt, caption=(), href=href):
            return Image(url, alt, caption, href)
        case Table(rows=rows, caption=()):
            return Table(rows, caption)
        case Quote(blocks=blocks, cite=""):
            return Quote(blocks, safe_text(plain(caption).strip("—\u2013- \n"), NAME_LIMIT))
        case _:
            return None


class OpenCaption(OpenLine):
    """A caption, `figcaption` or `caption`."""

    def hand_over(self, inline: Inline, parent: OpenBlock) -> None:
        """Tell the figure or table its caption; several follow each other."""
        if isinstance(parent, OpenFigure | OpenTable):
            # pages hold a caption twice, cut short and whole
            if plain(inline)[:_SAME] in plain(parent.caption):
                return
            parent.caption = (*parent.caption, Span(SafeText("\n")), *inline) if parent.caption else inline
        else:
            super().hand_over(inline, parent)


class OpenDefinitions(OpenBlock):
    """A list of terms, `dl`."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.items: list[tuple[Inline, tuple[Block, ...]]] = []

    def receive(self, blocks: Iterable[Block]) -> None:
        """Add blocks to the explanation of the last term."""
        kept = tuple(blocks)
        if self.items:
            term, explained = self.items[-1]
            self.items[-1] = (term, explained + kept)
        elif kept:
            self.items.append(((), kept))

    def finish(self) -> Iterable[Block]:
        """The list of terms."""
        if self.items:
            yield Definitions(tuple(self.items))


class OpenTerm(OpenLine):
    """A term of such a list, `dt`."""

    def hand_over(self, inline: Inline, parent: OpenBlock) -> None:
        """Add a term to the list."""
        if isinstance(parent, OpenDefinitions):
            parent.items.append((inline, ()))
        else:
            parent.receive((Paragraph(tuple(span._replace(style=span.style | Style.STRONG) for span in inline)),))


class OpenFootnote(OpenBlock):
    """A footnote."""

    def __init__(self, node: Node, label: str) -> None:
        super().__init__(node)
        self.label = safe_text(label)

    def finish(self) -> Iterable[Block]:
        """The note."""
        if self.blocks:
            yield Footnote(self.label, tuple(self.blocks))


class OpenTable(OpenBlock):
    """A table of data."""

    caption: Inline = ()

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self.rows: list[list[TableCell]] = []
        self.reaching: dict[int, int] = {}
        """Columns that cells of rows above reach into, with the number of rows they still do."""

    def begin_row(self) -> None:
        """Begin a row, `tr`."""
        self.rows.append([])
        self.fill()

    def fill(self) -> None:
        """Put empty cells where cells of the rows above reach down, so that columns stay under their headings."""
        row = self.rows[-1]
        column = sum(cell.columns for cell in row)
        while (left := self.reaching.pop(column, 0)) > 0:
            row.append(TableCell(()))
            if left > 1:
                self.reaching[column] = left - 1
            column += 1

    def finish(self) -> Iterable[Block]:
        """The table, then what stood in it outside of cells."""
        rows = tuple(tuple(row) for row in self.rows if any(cell.inline for cell in row))
        if rows:
            yield Table(rows, self.caption)
        elif self.caption:
            yield Paragraph(self.caption)
        yield from self.blocks


class OpenCell(OpenLine):
    """A cell of a table of data, `td` or `th`."""

    def close(self, parent: OpenBlock) -> None:
        """Add a cell to the last row; a picture alone becomes its alternative text."""
        if not isinstance(parent, OpenTable):
            super().close(parent)
            return
        if not parent.rows:
            parent.begin_row()
        for block in self.blocks:
            if isinstance(block, Image) and not self.run:
                self.run.add(block.alt)
        columns, rows = (read_span(self.node, name) for name in ("colspan", "rowspan"))
        row = parent.rows[-1]
        column = sum(cell.columns for cell in row)
        row.append(TableCell(self.run.take(), self.node.tag == "th", columns))
        if rows > 1:
            parent.reaching.update(dict.fromkeys(range(column, column + columns), rows - 1))
        parent.fill()


def whole_number(node: Node, name: str, default: int) -> int:
    """The whole number that an attribute says, of at most nine digits; the default where it says none."""
    value = (node.get(name) or "").strip()[:9]
    return int(value) if value.removeprefix("-").isdecimal() else default


def read_span(cell: Node, name: str) -> int:
    """How many columns or rows a cell spans, at most 100 (HTML § 4.9.11 allows 1,000)."""
    value = (cell.get(name) or "").strip()
    return max(1, min(100, int(value[:9]))) if value.isdecimal() else 1
