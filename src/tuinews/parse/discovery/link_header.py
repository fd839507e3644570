"""Reads the feeds that a page names in its `Link` header (RFC 8288)."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from tuinews.model.feed import FeedLink
from tuinews.parse.discovery.page_links import Alternate, feeds_among

_TARGET = re.compile(r"[\s,]*<([^>]{0,8000})>")
_PARAMETER = re.compile(r"""\s*;\s*([\w!#$%&'*+.^`|~-]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;,"]*)))?""", re.DOTALL)
_NEXT = re.compile(r"[^,<]*,?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_EXTENDED = re.compile(r"([\w-]{1,40})'[\w-]{0,40}'(.*)", re.DOTALL)
"""A value with its encoding and language (RFC 8187, section 3.2.3)."""


def links_in_header(header: str, url: str) -> tuple[FeedLink, ...]:
    """The feeds that a header names, absolute, in its order, each once.

    `header` is all `Link` lines joined with commas, one character a byte; `url` is where the answer came from.
    """
    return feeds_among(_alternates(header), url)


def _alternates(header: str) -> Iterator[Alternate]:
    start = 0
    while match := _TARGET.match(header, start) or _NEXT.match(header, start):
        if match.end() == start:
            return
        start = match.end()
        if match.re is not _TARGET:
            continue
        found: dict[str, str] = {}
        while parameter := _PARAMETER.match(header, start):
            start = parameter.end()
            quoted, token = parameter[2], parameter[3]
            found.setdefault(parameter[1].lower(), _ESCAPED.sub(r"\1", quoted) if quoted is not None else token or "")
        if "anchor" not in found:  # it would be a link of another page than this one
            title = _decode(found["title*"]) if "title*" in found else _text(found.get("title", ""))
            yield Alternate(_text(match[1]), found.get("rel", ""), found.get("type", ""), title)


def _text(value: str) -> str:
    """The value as it was meant: bytes beyond ASCII are UTF-8 with nearly all servers."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _decode(value: str) -> str:
    match = _EXTENDED.fullmatch(value)
    if match is None:
        return _text(value)
    try:
        return unquote_to_bytes(match[2]).decode(match[1], "replace")
    except LookupError:
        return match[2]
