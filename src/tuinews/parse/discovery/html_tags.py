"""Finds tags in pages and lists that no XML parser reads, in time linear in their length."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,30})(?=[\s/>])|<!--|<!\[CDATA\[")
_ATTRIBUTE = re.compile(r"""[\s/"']*([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_ENDS = {
    "<!--": re.compile(r"-->"),
    "<![cdata[": re.compile(r"\]\]>"),
    **{name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "template", "xmp")},
}
"""Elements and sections in which nothing is a tag, and what ends them."""


class Tag(NamedTuple):
    """A tag as it stands in a text."""

    name: str
    """Lower case."""
    attributes: dict[str, str]
    """By lower-case name, references resolved."""


def tags(text: str, wanted: frozenset[str]) -> Iterator[Tag]:
    """The opening tags of the wanted names in a page; those in comments, scripts and styles are left out."""
    return (tag for _, tag in find_tags_with_offsets(text, wanted))


def find_tags_with_offsets(text: str, wanted: frozenset[str]) -> Iterator[tuple[int, Tag]]:
    """The same, each with the index at which it begins."""
    start = 0
    unending: set[str] = set()
    while match := _OPENING.search(text, start):
        start = match.end()
        name = (match[2] or match[0]).lower()
        if match[1]:
            continue
        if name in wanted:
            attributes, start = _attributes(text, start)
            yield match.start(), Tag(name, attributes)
        if name in _ENDS and name not in unending:
            if end := _ENDS[name].search(text, start):
                start = end.end()
            else:
                unending.add(name)  # looking for its end again and again would take quadratic time


def _attributes(text: str, start: int) -> tuple[dict[str, str], int]:
    """The attributes from a place inside a tag on, and where the tag ends."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(text, start):
        start = match.end()
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return found, start
