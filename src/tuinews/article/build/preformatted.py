"""Reads preformatted text: its lines, without line numbers, its language and its links."""

from collections.abc import Iterator

from lxml import etree

from tuinews.article.dom import Node, drop, elements, text_of
from tuinews.model.document import Code, CodeLink
from tuinews.model.text import SafeText, safe_block, safe_text
from tuinews.model.url import resolve

_GUTTERS = frozenset(
    ("gutter", "linenos", "lineno", "line-numbers", "line-numbers-rows", "hljs-ln-numbers", "rouge-gutter")
)
_LANGUAGE_LIMIT = 40
"""Characters of a language's name."""

_PREFIXES = ("language-", "lang-", "highlight-source-", "brush:", "sourceCode-")


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
    text = safe_block(text_of(node).strip("\n"))
    return Code(text, safe_text(_language(node), _LANGUAGE_LIMIT), tuple(_links(node, text, base)))


def _links(node: Node, text: SafeText, base: str) -> Iterator[CodeLink]:
    """The links with their positions in the text, in which tabs are spaces and control characters are gone."""
    place = 0
    for before, words, link in _linked(node):
        start = text.find(words, place + len(before if place else before.lstrip("\n")))
        if start < 0:
            return
        place = start + len(words)
        href = (link.get("href") or "").strip()
        if href and not href.startswith("#") and (url := resolve(base, href)):
            yield CodeLink(start, place, url)


def _linked(node: Node) -> Iterator[tuple[str, str, Node]]:
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
