"""The text of an article as blocks, which `article` makes and writes and `ui.paint` draws.

A new kind of block is a class here and a member of `Block`. Every `match` over blocks ends in `assert_never`, so that
the type checker then names every function that does not know it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from typing import NamedTuple, assert_never

from tuinews.model.text import EMPTY, SafeText


class Style(IntFlag):
    """The style of a run of text."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    STRUCK = 8
    UNDERLINED = 16
    MARKED = 32
    SUPERSCRIPT = 64
    SUBSCRIPT = 128


class Span(NamedTuple):
    """A run of text in one style; a line feed in it is a forced break (`<br>`)."""

    text: SafeText
    style: Style = Style.PLAIN
    href: str = ""
    """Absolute http(s) or mailto address, `#fn-…` for a note inside the document, or `""`."""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title; `level` is 1 to 6."""

    level: int
    inline: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inline: Inline


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item holds blocks. `start` counts when `ordered`."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False
    start: int = 1
    numbers: tuple[int, ...] = ()
    """The number of every item, where they do not follow each other from `start` on."""
    numerals: str = "1"
    """How they are written, as the `type` of HTML's `ol` says: `1`, `a`, `A`, `i` or `I`."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, and who said them if known."""

    blocks: tuple["Block", ...]
    cite: SafeText = EMPTY


class CodeLink(NamedTuple):
    """A link in preformatted text: from which character on, before which it ends, and the address."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, lines as they stand; `language` names the highlighter, `""` if unknown."""

    text: SafeText
    language: SafeText = EMPTY
    links: tuple[CodeLink, ...] = ()
    """Its links in order; they do not overlap."""


class TableCell(NamedTuple):
    """A table's cell."""

    inline: Inline
    header: bool = False
    columns: int = 1
    """How many columns it spans."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, perhaps with a caption."""

    rows: tuple[tuple[TableCell, ...], ...]
    caption: Inline = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where it lies, what it shows, and what the publisher wrote under it."""

    url: str
    alt: SafeText = EMPTY
    caption: Inline = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms (`dt`), each with the blocks that explain it (`dd`)."""

    items: tuple[tuple[Inline, tuple["Block", ...]], ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Something to open elsewhere: `kind` is `video`, `audio` or `page`."""

    kind: str
    url: str
    title: SafeText = EMPTY


@dataclass(frozen=True, slots=True)
class Maths:
    """A formula of its own line, as readable text."""

    text: SafeText


@dataclass(frozen=True, slots=True)
class Details:
    """A part that the page folds away under a summary."""

    summary: Inline
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note; spans that link to `#fn-{label}` jump here."""

    label: SafeText
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A thematic break."""


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | Code
    | Table
    | Image
    | Definitions
    | Embed
    | Maths
    | Details
    | Footnote
    | ThematicBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """An article's body, in reading order."""

    blocks: tuple[Block, ...] = ()


class Link(NamedTuple):
    """A link of the body, numbered from 1 in reading order."""

    number: int
    title: SafeText
    href: str


def numbers_of(block: ListBlock) -> tuple[int, ...]:
    """The number of every item of a list."""
    return block.numbers or tuple(range(block.start, block.start + len(block.items)))


def numerals_of(block: ListBlock) -> tuple[str, ...]:
    """The number of every item of a list as it is written: `3`, `c`, `iii`."""
    return tuple(_numeral(number, block.numerals) for number in numbers_of(block))


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _numeral(number: int, numerals: str) -> str:
    """A number in decimal, Latin letters or Roman numerals; in decimal where the others have no sign for it."""
    if numerals not in {"a", "A", "i", "I"} or not 0 < number < 4_000:
        return str(number)
    text, left = "", number
    if numerals in "aA":
        while left > 0:
            left, digit = divmod(left - 1, 26)
            text = _LETTERS[digit] + text
    else:
        for value, sign in _ROMAN:
            count, left = divmod(left, value)
            text += sign * count
    return text.upper() if numerals.isupper() else text


def children(block: Block) -> tuple[tuple[Block, ...], ...]:
    """The groups of blocks inside a block, in reading order; empty for a leaf."""
    match block:
        case ListBlock(items=items):
            return items
        case Quote(blocks=blocks) | Details(blocks=blocks) | Footnote(blocks=blocks):
            return (blocks,)
        case Definitions(items=items):
            return tuple(blocks for _, blocks in items)
        case Heading() | Paragraph() | Code() | Table() | Image() | Embed() | Maths() | ThematicBreak():
            return ()
    assert_never(block)


def walk(document: Document) -> Iterator[Block]:
    """Every block, outer before inner, in reading order; iterative, so depth cannot exhaust the stack."""
    stack = list(reversed(document.blocks))
    while stack:
        block = stack.pop()
        yield block
        for group in reversed(children(block)):
            stack.extend(reversed(group))


def inlines(block: Block) -> tuple[Inline, ...]:
    """The block's own runs of text, without those of inner blocks."""
    match block:
        case Heading(inline=inline) | Paragraph(inline=inline):
            return (inline,)
        case Table(rows=rows, caption=caption):
            return (caption, *(cell.inline for row in rows for cell in row))
        case Image(caption=caption):
            return (caption,)
        case Definitions(items=items):
            return tuple(term for term, _ in items)
        case Details(summary=summary):
            return (summary,)
        case ListBlock() | Quote() | Code() | Embed() | Maths() | Footnote() | ThematicBreak():
            return ()
    assert_never(block)


def plain(inline: Inline) -> str:
    """The words of a run, without style."""
    return "".join(span.text for span in inline)


def links(document: Document) -> tuple[Link, ...]:
    """The body's links, each address once, numbered from 1 in reading order; notes inside are left out."""
    found: dict[str, SafeText] = {}
    for block in walk(document):
        for inline in inlines(block):
            for span in inline:
                if span.href and not span.href.startswith("#"):
                    found.setdefault(span.href, span.text)
        for href, title in _own_links(block):
            found.setdefault(href, title)
    return tuple(Link(n, title, href) for n, (href, title) in enumerate(found.items(), 1))


def _own_links(block: Block) -> Iterator[tuple[str, SafeText]]:
    """The links of a block outside of its runs of text."""
    match block:
        case Code(text=text, links=links):
            yield from ((href, SafeText(text[start:end])) for start, end, href in links)
        case Embed(kind=kind, url=url, title=title):
            yield url, title or SafeText(kind)
        case Image(alt=alt, href=href):
            if href:
                yield href, alt or SafeText("picture")
        case Heading() | Paragraph() | ListBlock() | Quote() | Table() | Definitions() | Maths():
            return
        case Details() | Footnote() | ThematicBreak():
            return
        case _:
            assert_never(block)


def leaf_text(block: Block) -> str:
    """The words of a block without those of inner blocks, for search, counting and positions."""
    if isinstance(block, Code | Maths):
        return block.text
    if isinstance(block, Image):
        return f"{block.alt} {plain(block.caption)}".strip()
    return " ".join(text for text in map(plain, inlines(block)) if text)
