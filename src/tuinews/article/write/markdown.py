"""Writes documents as Markdown (CommonMark with tables and footnotes); nothing of the text is read as markup."""

import re
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
    numbers_of,
)
from tuinews.model.document import links as links_of
from tuinews.model.raised import plain_signs

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^!])|(&)(?=#?\w+;)")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])", re.MULTILINE)
_AUTOLINK = re.compile(r"\b(https?|ftp)(:)(?=//)|\b(www)(\.)", re.IGNORECASE)
_NO_NAME = re.compile(r"[^\w+#.-]")
_FENCE = re.compile(r"`+")
_UNSAFE_URL = re.compile(r"[\s<>\\\"'`()|\[\]]")
_MARKS = ((Style.STRONG, "**"), (Style.EMPHASIS, "*"), (Style.STRUCK, "~~"))


def to_markdown(document: Document) -> str:
    """The document as Markdown, a blank line between blocks, nothing of the text taken for markup."""
    return "\n\n".join(part for part in map(_block, document.blocks) if part)


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(part for part in map(_block, blocks) if part)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, inline=inline):
            text = f"{'#' * level} {_inline(inline).replace(chr(10), ' ').replace('  ', ' ')}"
        case Paragraph(inline=inline):
            text = _line_start(_inline(inline))
        case ListBlock():
            text = _list(block)
        case Quote(blocks=blocks, cite=cite):
            text = _add_prefix(_blocks(blocks) + (f"\n\n— {escape(cite)}" if cite else ""), "> ", "> ")
        case Code():
            text = _write_fenced(block)
        case Table():
            text = _table(block)
        case Image(url=url, alt=alt, caption=caption, href=href):
            picture = f"![{escape(alt)}](<{_address(url)}>)"
            linked = f"[{picture}](<{_address(href)}>)" if href else picture
            text = f"{linked}\n\n*{_inline(caption, Style.EMPHASIS)}*" if caption else linked
        case _:
            text = _write_rare(block)
    return text


def _write_rare(block: Definitions | Embed | Maths | Details | Footnote | ThematicBreak) -> str:
    match block:
        case Definitions(items=items):
            return "\n\n".join(
                f"**{_inline(term, Style.STRONG)}**\n\n{_add_prefix(_blocks(blocks), '> ', '> ')}"
                if term
                else _blocks(blocks)
                for term, blocks in items
            )
        case Embed(kind=kind, url=url, title=title):
            return f"[{escape(title or kind)}](<{_address(url)}>)"
        case Maths(text=text):
            return _add_prefix(text, "    ", "    ")
        case Details(summary=summary, blocks=blocks):
            return f"**{_inline(summary, Style.STRONG)}**\n\n{_blocks(blocks)}" if summary else _blocks(blocks)
        case Footnote(label=label, blocks=blocks):
            return _add_prefix(_blocks(blocks), f"[^{_label(label)}]: ", "    ")
        case ThematicBreak():
            return "* * *"
    assert_never(block)


def _write_fenced(block: Code) -> str:
    """Code between fences; nothing in there can be a link, so that its links follow, each on a line."""
    fence = "`" * max(3, 1 + max((len(run) for run in _FENCE.findall(block.text)), default=0))
    text = f"{fence}{_NO_NAME.sub('', block.language)}\n{block.text}\n{fence}"
    found = links_of(Document((block,)))
    links = "  \n".join(f"[{escape(' '.join(words.split()))}](<{_address(href)}>)" for _, words, href in found)
    return f"{text}\n\n{links}" if links else text


def _list(block: ListBlock) -> str:
    lines = []
    for number, item in zip(numbers_of(block), block.items, strict=True):
        mark = f"{max(0, number)}. " if block.ordered else "- "
        lines.append(_add_prefix(_blocks(item), mark, " " * len(mark)))
    return "\n".join(lines)


def _table(block: Table) -> str:
    columns = max((sum(cell.columns for cell in row) for row in block.rows), default=0)
    if not columns:
        return ""
    rows = []
    for row in block.rows:
        cells = [text for cell in row for text in (_inline(cell.inline).replace("\n", " "), *[""] * (cell.columns - 1))]
        rows.append("| " + " | ".join(cells + [""] * (columns - len(cells))) + " |")
    if not all(cell.header for cell in block.rows[0]):
        rows.insert(0, "|" + "  |" * columns)
    rows.insert(1, "|" + " --- |" * columns)
    caption = f"{_inline(block.caption)}\n\n" if block.caption else ""
    return caption + "\n".join(rows)


def _inline(inline: Inline, already: Style = Style.PLAIN) -> str:
    return "".join(_span(span, already) for span in inline)


def _span(span: Span, already: Style) -> str:
    if span.href.startswith("#fn-"):
        return f"[^{_label(span.href[4:])}]"
    bare = plain_signs(span).strip()
    if not bare:
        return span.text.replace("\n", "  \n")
    before, after = span.text.partition(span.text.strip())[0], span.text.rpartition(span.text.strip())[2]
    text = _code(bare, linked=bool(span.href)) if span.style & Style.CODE else escape(bare)
    for style, mark in reversed(_MARKS):
        if span.style & style & ~already:
            text = f"{mark}{text}{mark}"
    if span.href:
        text = f"[{text}](<{_address(span.href)}>)"
    return f"{before}{text}{after}".replace("\n", "  \n")


def _code(text: str, *, linked: bool) -> str:
    if linked and "]:" in text:
        # a paragraph that begins with a link would be the definition of one (CommonMark, section 4.7)
        return f"<code>{escape(text)}</code>"
    mark = "`" * (1 + max((len(run) for run in _FENCE.findall(text)), default=0))
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{edge}{text}{edge}{mark}"


def escape(text: str) -> str:
    """The text with every sign that Markdown would read as markup made a plain character."""
    inert = _SPECIAL.sub(lambda match: "\\" + match.group(), text)
    return _AUTOLINK.sub(lambda match: f"{match[1] or match[3]}\\{match[2] or match[4]}", inert)


def _line_start(text: str) -> str:
    numbered = _NUMBERED.sub(r"\1\\\2", text)
    return re.sub(r"^(\s*)([-+=])", r"\1\\\2", numbered, flags=re.MULTILINE)


def _address(url: str) -> str:
    return _UNSAFE_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), url)


def _label(label: str) -> str:
    return re.sub(r"[^\w-]", "-", label)


def _add_prefix(text: str, first: str, rest: str) -> str:
    head, *tail = text.split("\n")
    return "\n".join([first + head, *((rest + line).rstrip() if line else rest.rstrip() for line in tail)])
