"""Reads preformatted text: its lines, however a page marks them, without line numbers, its language and its links."""

import re
from collections.abc import Iterator

from lxml import etree

from tuinews.article.dom import Node, drop, elements, style_of, text_of, words_of
from tuinews.model.document import Code, CodeLink
from tuinews.model.text import SafeText, safe_block, safe_text
from tuinews.model.url import resolve

_GUTTERS = frozenset(
    ("gutter", "linenos", "lineno", "line-numbers", "line-numbers-rows", "hljs-ln-numbers", "rouge-gutter")
)
_LANGUAGE_LIMIT = 40
"""Characters of a language's name."""

_PREFIXES = ("language-", "lang-", "highlight-source-", "brush:", "sourceCode-")


_LINE = re.compile(r"(?:^|[\s_-])(?:lines?|row|cl)(?=$|[\s_-])")
_CODE = re.compile(r"(?:^|[\s_-])(?:code|highlight|hljs|blob|rouge|linenums|prettyprint|syntaxhighlighter)(?=$|[\s_-])")
_LINES = ("div", "p", "li", "tr", "section")


def mark_code(body: Node) -> None:
    """Make `pre` elements of tables and lists whose rows are lines of code, and drop columns of line numbers."""
    for node in elements(body, "table", "ol", "ul", "div"):
        if next(node.iterancestors("pre"), None) is None and (_is_code_table(node) or _is_code_list(node)):
            node.tag = "pre"
            for number in [cell for row in node.iter("tr") for cell in list(row.iter("td"))[:-1]]:
                drop(number)
    for cell in elements(body, "td"):
        if _is_number_column(cell):
            drop(cell)


def _is_number_column(cell: Node) -> bool:
    """Whether a cell only counts the lines of the code in the cell beside it."""
    numbers = text_of(cell).split()
    beside = cell.getnext()
    if beside is None or next(beside.iter("pre", "code"), None) is None or next(beside.iter("p"), None) is not None:
        return False
    counted = [number.rstrip(".:") for number in numbers]
    if not counted or not all(number.isdecimal() and len(number) < 7 for number in counted):
        return False
    first = int(counted[0])
    return list(map(int, counted)) == list(range(first, first + len(counted)))


def _is_code_table(table: Node) -> bool:
    """Whether every row of a table is a line of code, perhaps behind its number."""
    rows = elements(table, "tr")
    if table.tag != "table" or len(rows) < 2 or next(table.iterdescendants("th", "table", "p"), None) is not None:
        return False
    numbered = False
    for row in rows:
        *before, code = list(row.iter("td")) or [row]
        if any(not words_of(cell).isdecimal() and words_of(cell) for cell in before) or len(before) > 2:
            return False
        numbered = numbered or any(words_of(cell) or cell.get("data-line-number") for cell in before)
        if words_of(code) and not (_CODE.search((code.get("class") or "").lower()) or _is_all_code(code)):
            return False
    return numbered or _CODE.search((table.get("class") or "").lower()) is not None


def _is_code_list(node: Node) -> bool:
    """Whether every item of a list, or line of a `div`, is a line of code, and it is called code."""
    line = "div" if node.tag == "div" else "li"
    items = [item for item in node if item.tag == line]
    if node.tag == "table" or len(items) < 2 or len(items) != len(node):
        return False
    near = [node, *list(node.iterancestors())[:2]]
    if not any(_CODE.search((one.get("class") or "").lower()) for one in near):
        return False
    plain = line == "li" and next(node.iterdescendants("p", "ul", "ol", "a"), None) is None
    return all(plain or _is_all_code(item) or not words_of(item) for item in items)


def _is_all_code(node: Node) -> bool:
    """Whether an element says nothing but what the `code` in it says."""
    codes = [code for code in node.iterdescendants("code", "pre") if next(code.iterancestors("code"), None) is None]
    return bool(codes) and "".join("".join(map(text_of, codes)).split()) == "".join(text_of(node).split())


def is_gutter(node: Node) -> bool:
    """Whether an element only numbers lines."""
    return not _GUTTERS.isdisjoint((node.get("class") or "").lower().split())


def read_code(node: Node, base: str) -> Code:
    """The code in a `pre` element, with its links to other pages."""
    for inner in elements(node, "span", "td", "a", "div", "code"):
        if is_gutter(inner) or inner.get("data-line-number") is not None:
            drop(inner)
    for line_break in elements(node, "br"):
        line_break.text = "\n"
    _end_lines(node)
    text = safe_block(text_of(node).strip("\n"))
    return Code(text, safe_text(_language(node), _LANGUAGE_LIMIT), tuple(_links(node, text, base)))


def _end_lines(node: Node) -> None:
    """End every line that is an element with a line feed, where the page has none there."""
    for table in elements(node, "table", "tbody", "tr"):
        for outer in (table, *table):
            outer.text = outer.text if (outer.text or "").strip() or outer.tag not in {"table", "tbody", "tr"} else None
    inner = [one for one in node.iterdescendants() if one.tag in _LINES or "display:block" in style_of(one)]
    if not inner and "\n" not in text_of(node):
        inner = [one for outer in node.iter() if _holds_lines(outer) for one in outer]
    for line in reversed(inner):
        if not text_of(line).endswith("\n") and not (line.tail or "").startswith("\n"):
            line.tail = "\n" + (line.tail or "")
        before = line.getprevious()
        parent = line.getparent()
        if before is not None and (before.tail or "").strip() and not (before.tail or "").endswith("\n"):
            before.tail = f"{before.tail}\n"
        elif before is None and parent is not None and (parent.text or "").strip():
            parent.text = (parent.text or "").rstrip(" ").removesuffix("\n") + "\n"


def _holds_lines(node: Node) -> bool:
    """Whether the elements in one are lines without line feeds: several of one kind beside each other, and no words."""
    if len(node) < 2 or (node.text or "").strip() or node[0].tag not in {"span", "code"}:
        return False
    if any(one.tag != node[0].tag or (one.tail or "").strip() for one in node):
        return False
    return node[0].tag == "code" or all(_LINE.search((one.get("class") or "").lower()) for one in node)


def _links(node: Node, text: SafeText, base: str) -> Iterator[CodeLink]:
    """The links with their positions in the text, in which tabs are spaces and control characters are gone."""
    offset = 0
    for before, words, link in _find_links(node):
        start = text.find(words, offset + len(before if offset else before.lstrip("\n")))
        if start < 0:
            return
        offset = start + len(words)
        href = (link.get("href") or "").strip()
        if href and not href.startswith("#") and (url := resolve(base, href)):
            yield CodeLink(start, offset, url)


def _find_links(node: Node) -> Iterator[tuple[str, str, Node]]:
    """Every link that says something, with the words between the one before and it, and its own."""
    before = ""
    inside: Node | None = None
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            if inner.tag == "a" and inside is None:
                inside = inner
                words = safe_block(text_of(inner).strip())
                if words:
                    yield safe_block(before.replace("\t", " ")), words, inner
                    before = ""
            elif inside is None:
                before += inner.text or ""
            continue
        if inner is inside:
            inside = None
        if inside is None and inner is not node:
            before += inner.tail or ""


def _language(node: Node) -> str:
    """The language of a code block, from the class names that highlighters use."""
    near = [node, *node.iter("code"), *list(node.iterancestors())[:2]]
    for element in near:
        if declared := (element.get("data-lang") or element.get("data-language") or element.get("lang-name")):
            return str(declared).lower()
        for name in (element.get("class") or "").split():
            for prefix in _PREFIXES:
                if name.startswith(prefix) and len(name) > len(prefix):
                    return str(name[len(prefix) :]).strip(";").lower()
    return ""
