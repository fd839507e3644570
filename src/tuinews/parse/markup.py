"""A tolerant reader of tags for pages and lists that no XML parser takes; linear in the length of the text."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,30})(?=[\s/>])|<!--|<!\[CDATA\[")
_ATTRIBUTE = re.compile(r"""[\s/"']*([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_RAW = frozenset({"script", "style", "textarea", "template", "xmp"})


class Tag(NamedTuple):
    """A tag as it stands in a text."""

    name: str
    """Lower case."""
    closing: bool
    attributes: dict[str, str]
    """By lower-case name, references resolved; empty unless the tag's name was asked for."""
    end: int
    """Where the text after it begins."""


def tags(text: str, wanted: frozenset[str]) -> Iterator[Tag]:
    """The tags of the wanted names in a page, those in comments, scripts and styles left out."""
    start = 0
    while match := _OPENING.search(text, start):
        start = match.end()
        if match[2] is None:
            end = text.find("-->" if match[0] == "<!--" else "]]>", start)
            start = end + 3 if end >= 0 else start
            continue
        name, closing = match[2].lower(), bool(match[1])
        if name in wanted:
            found, start = attributes(text, start)
            yield Tag(name, closing, found, start)
        if name in _RAW and not closing:
            end = text.lower().find(f"</{name}", start) if len(text) < 200_000 else _find(text, f"</{name}", start)
            start = end if end >= 0 else start


def _find(text: str, closing: str, start: int) -> int:
    match = re.compile(re.escape(closing), re.IGNORECASE).search(text, start)
    return match.start() if match else -1


def attributes(text: str, start: int) -> tuple[dict[str, str], int]:
    """The attributes from a place inside a tag on, and where the tag ends."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(text, start):
        start = match.end()
        value = match[2] if match[2] is not None else match[3] if match[3] is not None else match[4] or ""
        found.setdefault(match[1].lower(), unescape(value))
    end = text.find(">", start)
    return found, end + 1 if end >= 0 else len(text)
