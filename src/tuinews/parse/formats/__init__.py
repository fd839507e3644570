"""The formats that can be read: one line each."""

from collections.abc import Callable
from typing import NamedTuple

from tuinews.model.parsed import ParsedFeed
from tuinews.parse.formats.atom import read_atom
from tuinews.parse.formats.rss import read_rss
from tuinews.parse.formats.xml import Element


class Format(NamedTuple):
    """A family of XML feeds."""

    roots: frozenset[str]
    """Local names of the root elements that it claims, in lower case."""
    read: Callable[[Element, str], ParsedFeed]
    """From root element and address to the feed."""


FORMATS = (
    Format(frozenset({"rss", "rdf", "channel", "item"}), read_rss),
    Format(frozenset({"feed", "entry"}), read_atom),
)
