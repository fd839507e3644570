"""Reads the HTML that `html.py` wrote back into its document, without loss."""

from collections.abc import Iterable, Iterator

from lxml import etree

from tuinews.article.build.walker import TreeWalker
from tuinews.article.dom import PAGE_NODES, Node, body_of, parse_html
from tuinews.article.write.html import STYLE_TAGS
from tuinews.model.document import (
    Block,
    Code,
    CodeLink,
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
from tuinews.model.text import BODY_LIMIT, EMPTY, SafeText, safe_block, safe_span, safe_text

_TAG_STYLES = {tag: style for style, tag in STYLE_TAGS}


def read_document(html: str) -> Document:
    """The document that `to_html` wrote; other HTML is walked as it stands, so that no text is ever lost."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(f"<article>{html}</article>".encode(), parser)
        return Document(_blocks(root))
    except (etree.XMLSyntaxError, Unknown, RecursionError):
        return Document(tuple(TreeWalker(body_of(parse_html(html, BODY_LIMIT * 4, PAGE_NODES)), "").blocks()))


class Unknown(Exception):  # noqa: N818  not an error: a signal that the text is not of our own making
    """An element that `to_html` never writes."""


def _blocks(parent: Node) -> tuple[Block, ...]:
    return tuple(_each(parent))


def _each(nodes: Iterable[Node]) -> Iterator[Block]:
    for node in nodes:
        if node.tag == "ol" and node.get("class") == "footnotes":
            yield from (Footnote(_text(note.get("id", "").removeprefix("fn-")), _blocks(note)) for note in node)
        else:
            yield _block(node)


def _block(node: Node) -> Block:
    block: Block
    match node.tag:
        case "p":
            block = _paragraph(node)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            block = Heading(int(node.tag[1]), _inline(node))
        case "ul" | "ol":
            start = int(node.get("start") or 1)
            numbers = tuple(int(item.get("value") or 0) for item in node if item.get("value"))
            block = ListBlock(tuple(map(_blocks, node)), node.tag == "ol", start, numbers, node.get("type") or "1")
        case "blockquote":
            block = _quote(node)
        case "pre":
            block = _code(node)
        case "table":
            block = _table(node)
        case "figure":
            block = _figure(node)
        case "hr":
            block = ThematicBreak()
        case _:
            block = _read_rare(node)
    return block


def _read_rare(node: Node) -> Block:
    match node.tag:
        case "dl":
            terms, explained = node.findall("dt"), node.findall("dd")
            pairs = zip(terms, explained, strict=True)
            return Definitions(tuple((_inline(term), _blocks(blocks)) for term, blocks in pairs))
        case "details":
            summary, *rest = node
            return Details(_inline(summary), tuple(_each(rest)))
        case _:
            raise Unknown


def _paragraph(node: Node) -> Block:
    match (node.get("class") or "").split(" "):
        case ["maths"]:
            return Maths(_text(node.text or "", 4_000))
        case ["embed", kind]:
            link = node[0]
            return Embed(kind, link.get("href") or "", _text(link.text or ""))
        case _:
            return Paragraph(_inline(node))


def _quote(node: Node) -> Quote:
    source = node.find("footer")
    cite = EMPTY if source is None else _text(source.findtext("cite") or "")
    return Quote(tuple(_each(inner for inner in node if inner is not source)), cite)


def _code(node: Node) -> Code:
    code = node.find("code")
    if code is None:
        raise Unknown
    text, links = code.text or "", []
    for link in code.iterchildren("a"):
        words = link.text or ""
        links.append(CodeLink(len(text), len(text) + len(words), link.get("href") or ""))
        text += words + (link.tail or "")
    return Code(safe_block(text), _text((code.get("class") or "").removeprefix("language-")), tuple(links))


def _table(node: Node) -> Table:
    caption = node.find("caption")
    rows = tuple(tuple(map(_cell, row)) for row in node.iterchildren("tr"))
    return Table(rows, () if caption is None else _inline(caption))


def _cell(node: Node) -> TableCell:
    return TableCell(_inline(node), node.tag == "th", int(node.get("colspan") or 1))


def _figure(node: Node) -> Image:
    image, link, caption = next(node.iter("img"), None), node.find("a"), node.find("figcaption")
    if image is None:
        raise Unknown
    return Image(
        image.get("src") or "",
        _text(image.get("alt") or ""),
        () if caption is None else _inline(caption),
        "" if link is None else link.get("href") or "",
    )


def _inline(node: Node) -> Inline:
    joined: list[Span] = []
    for text, style, href in _spans(node, Style.PLAIN, ""):
        if joined and joined[-1].style == style and joined[-1].href == href:
            joined[-1] = Span(SafeText(joined[-1].text + text), style, href)
        else:
            joined.append(Span(text, style, href))
    return tuple(joined)


def _spans(node: Node, style: Style, href: str) -> Iterator[Span]:
    if node.text:
        yield Span(safe_span(node.text), style, href)
    for inner in node:
        if inner.tag == "br":
            yield Span(SafeText("\n"), style, href)
        elif inner.tag == "a":
            yield from _spans(inner, style, inner.get("href") or "")
        elif (added := _TAG_STYLES.get(str(inner.tag))) is not None:
            yield from _spans(inner, style | added, href)
        else:
            raise Unknown
        if inner.tail:
            yield Span(safe_span(inner.tail), style, href)


def _text(value: str, limit: int = 1_000) -> SafeText:
    return safe_text(value, limit)
