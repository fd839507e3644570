"""Reads the feeds that a page names in its `Link` header (RFC 8288)."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from tuinews.model.feed import FeedLink
from tuinews.parse.discovery.page_links import Alternate, feeds_among

_BETWEEN = re.compile(r"[\s,]*")
_PARAMETER = re.compile(r"""\s*;\s*([\w!#$%&'*+.^`|~-]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s;,"]*)))?""", re.DOTALL)
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
    while (begins := _end_of(_BETWEEN, header, start)) < len(header):
        start = header.find(">" if header[begins] == "<" else ",", begins) + 1
        if not start:
            return
        if header[begins] != "<":  # no link, but something that nobody knows
            continue
        target = header[begins + 1 : start - 1]
        found: dict[str, str] = {}
        while parameter := _PARAMETER.match(header, start):
            start = parameter.end()
            quoted, token = parameter[2], parameter[3]
            found.setdefault(parameter[1].lower(), _ESCAPED.sub(r"\1", quoted) if quoted is not None else token or "")
        if "anchor" not in found:  # it would be a link of another page than this one
            title = _decode(found["title*"]) if "title*" in found else _text(found.get("title", ""))
            yield Alternate(_text(target), found.get("rel", ""), found.get("type", ""), title)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


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
