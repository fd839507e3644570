"""Recognises formats by all rows of `FORMATS`: a document's format, beginning and end, and its number of entries."""

import re
from functools import lru_cache

from tuinews.parse import formats
from tuinews.parse.formats.feed_format import Format, TextFormat, XmlFormat
from tuinews.parse.repair import sections

_PREFIX = r"(?:[A-Za-z][\w.-]{0,30}:)?"


def text_format(document: str) -> TextFormat | None:
    """The format, other than XML, of a document that begins so."""
    texts = (row for row in formats.FORMATS if isinstance(row, TextFormat))
    return next((row for row in texts if document.startswith(row.begins)), None)


def xml_format(root: str) -> XmlFormat | None:
    """The format that claims a root element of this local name."""
    return next((row for row in _xml(formats.FORMATS) if root in row.roots | row.lone_entries), None)


def feed_start(document: str, within: int) -> int | None:
    """Where a feed's root begins among the first characters of a document; `None` where it does not."""
    match = _patterns(formats.FORMATS).root.search(document, 0, within)
    return match.start() if match else None


def is_lone_entry(root: str) -> bool:
    """Whether a root element is an entry without a feed around it."""
    return any(root in row.lone_entries for row in _xml(formats.FORMATS))


def entry_names() -> tuple[str, ...]:
    """The local names of the elements that are entries in some format."""
    return tuple(sorted({name for row in _xml(formats.FORMATS) for name in row.entries}))


def entries_in(text: str) -> int:
    """How many entries begin in the text: what a complete reading has to bring."""
    entry = _patterns(formats.FORMATS).entry
    return sum(len(entry.findall(piece)) for literal, piece in sections(text) if not literal)


def is_ended(text: str) -> bool:
    """Whether the root element is closed behind the last entry."""
    last = max(0, *(text.rfind(f"</{name}") for name in entry_names()))
    return _patterns(formats.FORMATS).end.search(text, last) is not None


def media_types() -> frozenset[str]:
    """The media types that only feeds have."""
    return frozenset().union(*(row.media_types for row in formats.FORMATS))


class _Patterns:
    """The patterns of a table of formats."""

    def __init__(self, rows: tuple[Format, ...]) -> None:
        roots = "|".join(sorted({re.escape(name) for row in _xml(rows) for name in row.roots}))
        entries = "|".join(sorted({re.escape(name) for row in _xml(rows) for name in row.entries}))
        self.root = re.compile(rf"<{_PREFIX}(?:{roots})(?=[\s>])", re.IGNORECASE)
        self.entry = re.compile(rf"<{_PREFIX}(?:{entries})(?=[\s>/])", re.IGNORECASE)
        self.end = re.compile(rf"</(?:[\w.-]{{1,30}}:)?(?:{roots})\s*>", re.IGNORECASE)


@lru_cache(maxsize=4)
def _patterns(rows: tuple[Format, ...]) -> _Patterns:
    return _Patterns(rows)


def _xml(rows: tuple[Format, ...]) -> tuple[XmlFormat, ...]:
    return tuple(row for row in rows if isinstance(row, XmlFormat))
