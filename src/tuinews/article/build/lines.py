# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Begins lines where style sheets and verse do, and joins large first letters with their words."""

import re

from tuinews.article.dom import BLOCKS, Node, elements, style_of, text_of

_DROP_CAP = re.compile(r"(?:^|[\s_-])(?:drop-?cap\w*|initial\w*|first-?(?:letter|char\w*)|lettrine|versal)(?=$|[\s_-])")
_OPENING_SIGNS = "\"'“‘„«»‚¿¡([ "
_WORDS_OF_A_LETTER = frozenset("AIOYEUÀÉÈÓÚЯАИОУВКС")
_INLINE = frozenset(("span", "b", "strong", "em", "i", "big", "font", "a"))
_VERSE = re.compile(r"(?:^|[\s_-])(?:verse|vers|poem|poetry|stanza|strophe|gedicht)(?=$|[\s_-])")
_VERSE_LINE = re.compile(r"(?:^|[\s_-])(?:line|verse-?line|vers|l)(?=$|[\s_-])")
_LONGEST_VERSE = 90


def part_lines(body: Node) -> None:
    """Begin lines where style sheets or verse do."""
    for node in elements(body, *_INLINE):
        style = style_of(node)
        if "display:block" in style or "display:flex" in style or "display:list-item" in style:
            node.tag = node.tag if node.tag == "a" else "div"
    for caption in elements(body, "figcaption"):
        for node in elements(caption, "div", "p"):
            parent = node.getparent()
            if parent is not None and parent.tag in _INLINE:
                node.tag, node.text = "span", f" {node.text or ''}"
    for node in elements(body, "p", "div", "blockquote", "pre", "span"):
        _part_verse(node)


def _part_verse(node: Node) -> None:
    """Break the lines of an element that is verse, or whose line feeds are to be seen."""
    style = style_of(node)
    verse = _VERSE.search((node.get("class") or "").lower()) is not None
    if node.tag == "pre" and not verse:
        return
    if verse or "white-space:pre" in style or "white-space:break-spaces" in style:
        _break_lines(node)
    lines = [child for child in node if child.tag == "span" and _VERSE_LINE.search((child.get("class") or "").lower())]
    if len(lines) == len(node) > 1 and not text_of(node).strip().count("\n"):
        for line in lines[:-1]:
            line.addnext(node.makeelement("br"))


def _break_lines(node: Node) -> None:
    """Put a break in the place of every line feed of verse, unless it has breaks or is prose."""
    text = text_of(node).strip()
    lines = text.split("\n")
    if len(lines) < 2 or next(node.iter("br"), None) is not None or max(map(len, lines)) > _LONGEST_VERSE:
        return
    if any(inner.tag in BLOCKS for inner in node.iterdescendants()):
        return
    for inner in list(node.iter()):
        if inner.text and "\n" in inner.text:
            first, *rest = inner.text.split("\n")
            inner.text = first
            for index, line in enumerate(rest):
                inner.insert(index, _break(node, line))
        if inner is not node and inner.tail and "\n" in inner.tail:
            first, *rest = inner.tail.split("\n")
            inner.tail = first
            for line in reversed(rest):
                inner.addnext(_break(node, line))
    node.tag = "p" if node.tag == "pre" else node.tag


def _break(node: Node, line: str) -> Node:
    made = node.makeelement("br")
    made.tail = line
    return made


def join_drop_caps(body: Node) -> None:
    """Join a large first letter with the rest of its word."""
    for node in elements(body, *_INLINE):
        letter = (node.text or "").strip().lstrip(_OPENING_SIGNS)
        if len(node) or len(letter) != 1 or not letter.isupper() or letter in _WORDS_OF_A_LETTER:
            continue
        current = node
        named = _DROP_CAP.search((current.get("class") or "").lower()) is not None
        while (parent := current.getparent()) is not None and parent.tag in _INLINE and parent[-1] is current:
            if (current.tail or "").strip():
                break
            current.tail = None
            current = parent
            named = named or _DROP_CAP.search((current.get("class") or "").lower()) is not None
        if named:
            node.text = (node.text or "").strip()
            _join_with_next(current)


def _join_with_next(node: Node) -> None:
    tail = node.tail or ""
    following = node.getnext()
    if tail.strip():
        node.tail = tail.lstrip() if tail.lstrip()[0].islower() else tail
    elif following is not None and (following.text or "").lstrip()[:1].islower():
        node.tail = None
        following.text = (following.text or "").lstrip()
