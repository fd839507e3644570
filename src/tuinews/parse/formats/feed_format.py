"""What a format of feeds says of itself: how it is recognised, and what reads it."""

from collections.abc import Callable
from typing import NamedTuple

from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.parse.formats.xml import Element


class XmlFormat(NamedTuple):
    """A family of feeds in XML. All names are local ones, in lower case."""

    roots: frozenset[str]
    """The root elements of its documents."""
    entries: frozenset[str]
    """The elements that are entries: they are counted to see whether all were read."""
    lone_entries: frozenset[str]
    """Those of them that may be a document's root, which is a feed of one entry."""
    media_types: frozenset[str]
    """The media types by which pages link to such feeds, from `model.feed_types.FEED_TYPES`."""
    read: Callable[[Element, str], ParsedFeed]
    """Makes the feed of a root element and the document's address."""
    prefix: str = ""
    """The short name of its namespace, `""` for none."""


class TextFormat(NamedTuple):
    """A kind of feed that is not XML."""

    begins: tuple[str, ...]
    """What its documents begin with; nothing else may begin so."""
    media_types: frozenset[str]
    """The media types by which pages link to such feeds, from `model.feed_types.FEED_TYPES`."""
    read: Callable[[str, str], ParsedFeed | ParseFailure]
    """Makes the feed of a document and its address."""


Format = XmlFormat | TextFormat
