"""Parses HTML into a tree, within limits, and reads words and names of its elements."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element

from tuinews.model.text import safe_block

Node: TypeAlias = _Element
"""An element of a tree."""

FEED_LIMIT, PAGE_LIMIT = 1_000_000, 2_000_000
"""Most characters of a feed's body and of a page that are read."""

DEPTH_LIMIT = 200
"""Deepest element that keeps its meaning; what lies deeper is only text."""

FEED_NODES, PAGE_NODES = 15_000, 30_000
"""Most elements of a feed's body and of a page; what comes after them is dropped."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "caption",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
        "audio",
        "iframe",
        "object",
        "embed",
        "noscript",
        "search",
    ]
)
"""Elements that begin and end a line of their own."""

TEXT_NAME = re.compile(
    r"\b(?:article-?body|articlebody|entry-?content|post-?content|article-?content|story-?body|main-?content|"
    r"content-?body|hentry)\b"
)
"""Names that page authors give to what holds an article's text."""

_SCRIPT_OR_TAG = re.compile(
    r"<(script|style|textarea|title|xmp)\b(?:.*?</\1|.*)|<!--(?:.*?-->|.*)"
    r"|<([a-z][a-z0-9]*)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+>?)",
    re.IGNORECASE | re.DOTALL,
)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG_TAG, _MANY_ATTRIBUTES = 4_096, 200
_ATTRIBUTE = re.compile(r"[\s/\"'][^\s/=>\"']")


def parse_html(html: str, limit: int = FEED_LIMIT, nodes: int = FEED_NODES) -> Node:
    """The tree of a page or a fragment, its root always `html`; at most `limit` characters and `nodes` are read."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    # the extractor wants elements of this class; choosing it by tag, as lxml does, takes a tenth of a page's time
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    data = _shorten_tags(html[:limit].replace("\x00", "")).encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        root = lxml_html.document_fromstring(b"<html><body></body></html>")
    _limit_nodes(root, nodes)
    return root


def body_of(root: Node) -> Node:
    """The `body` of a parsed tree, or the root when there is none."""
    found = root.find("body")
    return root if found is None else found


def texts_of(node: Node) -> Iterator[str]:
    """The pieces of text inside an element, in reading order."""
    return map(str, node.itertext())


def text_of(node: Node) -> str:
    """The text inside an element, white space as it stands."""
    # twenty times as fast as joining the pieces, of which each would be an object
    return etree.tostring(node, method="text", encoding="unicode", with_tail=False)


def words_of(node: Node) -> str:
    """All words inside an element on one line."""
    return " ".join(text_of(node).split())


def short_words(node: Node, limit: int) -> str:
    """All words inside an element on one line; `""` when they have more than `limit` characters."""
    length, parts = 0, []
    for text in texts_of(node):
        length += len(text.strip())
        if length > limit:
            return ""
        parts.append(text)
    return " ".join("".join(parts).split())


def lines_of(node: Node, is_beside: Callable[[Node], bool] = lambda _node: False) -> Iterator[str]:
    """The text inside an element line by line, words parted by one space; elements that are beside it are left out."""
    pieces: list[str] = []
    skipped: Node | None = None
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            skipped = inner if skipped is None and is_beside(inner) else skipped
            text = inner.text if skipped is None else None
        else:
            skipped = None if inner is skipped else skipped
            text = inner.tail if skipped is None and inner is not node else None
        if inner.tag in BLOCKS or inner.tag == "br":
            yield " ".join("".join(pieces).split())
            pieces.clear()
        if text:
            pieces.append(text)
    yield " ".join("".join(pieces).split())


def names_of(node: Node) -> str:
    """Class, id and role of an element, lower case, spaced: what page authors call it."""
    if not node.attrib:
        return "  "
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}".lower()


def elements_with_names(node: Node) -> list[tuple[Node, str]]:
    """The elements inside that page authors call something, each with its names (`names_of`), in document order."""
    return [(inner, names) for inner in node.iter() if len(names := names_of(inner)) > 2]


def holds_text_name(node: Node) -> bool:
    """Whether an element is called by the name of an article's text."""
    return TEXT_NAME.search(names_of(node)) is not None


def style_of(node: Node) -> str:
    """The element's own style sheet without spaces, lower case."""
    style = node.get("style")
    return style.replace(" ", "").lower() if style else ""


def drop(node: Node) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    node.tail = None
    parent.remove(node)


def elements(node: Node, *tags: str) -> list[Node]:
    """The elements inside with one of the tags, in document order, collected first so that dropping is safe."""
    return list(node.iter(*tags))


def _shorten_tags(html: str) -> str:
    """The text with the attributes of absurd tags gone: the parser needs a time that grows with their square."""
    return _SCRIPT_OR_TAG.sub(_shorten_tag, html) if len(html) > _LONG_TAG else html


def _shorten_tag(match: re.Match[str]) -> str:
    whole: str = match.group()
    name = match.group(2)
    if not name or len(whole) < _LONG_TAG:
        return whole
    if sum(1 for _ in _ATTRIBUTE.finditer(match.group(3))) < _MANY_ATTRIBUTES:
        return whole
    return f"<{name}>"


def _make_fit(node: Node) -> None:
    """Take out what the parser reads but the tree refuses when a text is moved."""
    if node.text and _UNFIT.search(node.text):
        node.text = safe_block(node.text)
    if node.tail and _UNFIT.search(node.tail):
        node.tail = safe_block(node.tail)


def _limit_nodes(root: Node, nodes: int) -> None:
    """Drop what exceeds the number of nodes, take the meaning of what is too deep, and characters that are none."""
    depth, count = 0, 0
    deep: list[Node] = []
    excess: list[Node] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        _make_fit(node)
        if count > nodes:
            excess.append(node)
        elif depth == DEPTH_LIMIT:
            deep.append(node)
    for node in reversed(excess):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    for node in deep:
        etree.strip_tags(node, "*")
