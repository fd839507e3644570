"""Writes documents as clean HTML, which browsers show and `stored_html` reads back without loss."""

from collections.abc import Iterator
from html import escape
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
    TableCell,
    ThematicBreak,
)

STYLE_TAGS: tuple[tuple[Style, str], ...] = (
    (Style.STRONG, "strong"),
    (Style.EMPHASIS, "em"),
    (Style.CODE, "code"),
    (Style.STRUCK, "s"),
    (Style.UNDERLINED, "u"),
    (Style.MARKED, "mark"),
    (Style.SUPERSCRIPT, "sup"),
    (Style.SUBSCRIPT, "sub"),
)
"""The element of every style, outermost first."""


def to_html(document: Document) -> str:
    """The document as HTML: well-formed, everything escaped, one top block a line."""
    return "\n".join(_parts(document.blocks))


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "".join(_parts(blocks))


def _parts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The HTML of every block; notes that follow each other are one list."""
    for notes, group in groupby(blocks, lambda block: isinstance(block, Footnote)):
        parts = map(_block, group)
        if notes:
            yield f'<ol class="footnotes">{"".join(parts)}</ol>'
        else:
            yield from parts


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, inline=inline):
            html = f"<h{level}>{_inline(inline)}</h{level}>"
        case Paragraph(inline=inline):
            html = f"<p>{_inline(inline)}</p>"
        case ListBlock():
            html = _list(block)
        case Quote(blocks=blocks, cite=cite):
            source = f"<footer><cite>{escape(cite)}</cite></footer>" if cite else ""
            html = f"<blockquote>{_blocks(blocks)}{source}</blockquote>"
        case Code(language=language):
            named = f' class="language-{_attribute(language)}"' if language else ""
            # a line feed right after <pre> is not part of the text (HTML § 13.1.2.5)
            html = f"<pre>\n<code{named}>{_write_links(block)}</code></pre>"
        case Table():
            html = _table(block)
        case Image():
            html = _image(block)
        case _:
            html = _write_rare(block)
    return html


def _write_rare(block: Definitions | Embed | Maths | Details | Footnote | ThematicBreak) -> str:
    match block:
        case Definitions(items=items):
            pairs = (f"<dt>{_inline(term)}</dt><dd>{_blocks(blocks)}</dd>" for term, blocks in items)
            return f"<dl>{''.join(pairs)}</dl>"
        case Embed(kind=kind, url=url, title=title):
            return f'<p class="embed {_attribute(kind)}"><a href="{_attribute(url)}">{escape(title)}</a></p>'
        case Maths(text=text):
            return f'<p class="maths">{escape(text)}</p>'
        case Details(summary=summary, blocks=blocks):
            return f"<details><summary>{_inline(summary)}</summary>{_blocks(blocks)}</details>"
        case Footnote(label=label, blocks=blocks):
            return f'<li id="fn-{_attribute(label)}">{_blocks(blocks)}</li>'
        case ThematicBreak():
            return "<hr/>"
    assert_never(block)


def _write_links(block: Code) -> str:
    """The text of code with its links."""
    parts, offset = [], 0
    for start, end, href in block.links:
        link = f'<a href="{_attribute(href)}">{escape(block.text[start:end])}</a>'
        parts += [escape(block.text[offset:start]), link]
        offset = end
    return "".join([*parts, escape(block.text[offset:])])


def _list(block: ListBlock) -> str:
    if not block.ordered:
        return f"<ul>{''.join(f'<li>{_blocks(item)}</li>' for item in block.items)}</ul>"
    values = [f' value="{number}"' for number in block.numbers] or [""] * len(block.items)
    items = "".join(f"<li{value}>{_blocks(item)}</li>" for value, item in zip(values, block.items, strict=True))
    start = f' start="{block.start}"' if block.start != 1 else ""
    kind = f' type="{_attribute(block.numerals)}"' if block.numerals != "1" else ""
    return f"<ol{start}{kind}>{items}</ol>"


def _table(block: Table) -> str:
    caption = f"<caption>{_inline(block.caption)}</caption>" if block.caption else ""
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
    return f"<table>{caption}{rows}</table>"


def _cell(cell: TableCell) -> str:
    tag = "th" if cell.header else "td"
    columns = f' colspan="{cell.columns}"' if cell.columns != 1 else ""
    return f"<{tag}{columns}>{_inline(cell.inline)}</{tag}>"


def _image(block: Image) -> str:
    picture = f'<img src="{_attribute(block.url)}" alt="{_attribute(block.alt)}"/>'
    if block.href:
        picture = f'<a href="{_attribute(block.href)}">{picture}</a>'
    caption = f"<figcaption>{_inline(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{picture}{caption}</figure>"


def _inline(inline: Inline) -> str:
    return "".join(map(_span, inline))


def _span(span: Span) -> str:
    text = escape(span.text, quote=False).replace("\n", "<br/>")
    for style, tag in reversed(STYLE_TAGS) if span.style else ():
        if span.style & style:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{_attribute(span.href)}">{text}</a>' if span.href else text


def _attribute(value: str) -> str:
    return escape(value).replace("\n", "&#10;")
