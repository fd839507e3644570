"""Reads an XML feed in up to four attempts: as it is, repaired, with a tolerant parser, and by feedparser.

A well-formed document is complete; in any other the entries are counted, so that a loss is told.
"""

import re
from dataclasses import replace

from tuinews.model.feed import FeedCard
from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.model.text import SafeText, safe_text
from tuinews.parse.formats.feedparser_fallback import read_with_feedparser
from tuinews.parse.formats.recognition import entries_in, entry_names, is_ended, xml_format
from tuinews.parse.formats.xml import DamageError, Element, parse_damaged_xml, parse_xml, with_home_namespace
from tuinews.parse.repair import repair

_TOO_DEEP = "depth"
_CUT = "Premature end"
_FUNCTION = re.compile(r"\AxmlParse\w+: ")
_BEGUN = re.compile(r"( in tag \S+) line \d+\b")
_PLACE = re.compile(r"\s*, line (\d+), column \d+\Z")
_NO_FEED = ParseFailure(SafeText("This is XML, but no feed: check the address of the feed."))


def read_document(text: str, url: str) -> ParsedFeed | ParseFailure:
    """The feed of a document that begins with its root element."""
    try:
        root = parse_xml(text)
    except DamageError as damage:
        if _TOO_DEEP in str(damage).lower():
            return ParseFailure(SafeText("This feed is nested too deeply to be read: the publisher has to mend it."))
        return _read_damaged(repair(text), url, _reason(damage))
    begun = sum(1 for _ in root.iter(*(f"{{*}}{name}" for name in entry_names())))
    feed = _build(root, url)
    return _NO_FEED if feed is None else _with_count(feed, begun, text)


def _with_count(feed: ParsedFeed, begun: int, text: str) -> ParsedFeed:
    """The feed, with a warning when entries begin in the text that were not found at their place."""
    if begun <= len(feed.entries):
        return feed
    total = entries_in(text)
    if total <= len(feed.entries):
        return feed
    sentence = f"{len(feed.entries)} of the feed's {total} entries could be read: the others stand in the wrong place."
    return replace(feed, warning=safe_text(sentence, 300))


def _read_damaged(text: str, url: str, why: str) -> ParsedFeed | ParseFailure:
    try:
        feed = _build(parse_xml(text), url)
        complete = True
    except DamageError:
        feed, complete = _choose_best(text, url)
    if feed is None or not (feed.entries or feed.self_url or feed.card != FeedCard()):
        return ParseFailure(
            safe_text(f"This feed is too damaged to be read ({why}): the publisher has to mend it.", 300)
        )
    if _CUT in why or not is_ended(text):
        sentence = f"The feed breaks off ({why}): its last entry may be incomplete."
        return replace(feed, warning=safe_text(sentence, 300), cut=True)
    if complete:
        return replace(feed, warning=safe_text(f"The feed is not well-formed XML, but could be read ({why}).", 300))
    total = max(entries_in(text), len(feed.entries))
    sentence = f"The feed is damaged ({why}): {len(feed.entries)} of its {total} entries could be read."
    return replace(feed, warning=safe_text(sentence, 300))


def _choose_best(text: str, url: str) -> tuple[ParsedFeed | None, bool]:
    """The better of two readings of a damaged document, and whether it has every entry that begins in it."""
    (root, matched), total = parse_damaged_xml(text), entries_in(text)
    feed = None if root is None else _build(root, url)
    if feed is not None and matched and len(feed.entries) >= total:
        return feed, True
    try:
        loose = read_with_feedparser(text, url)
    except Exception:  # noqa: BLE001  on some damage feedparser raises whatever its handlers do
        return feed, False
    if feed is None or len(loose.entries) >= len(feed.entries):
        feed = loose
    return feed, len(feed.entries) >= total


def _reason(damage: DamageError) -> str:
    """The message of libxml2, without names of functions and columns."""
    said = _FUNCTION.sub("", str(damage).replace("xmlParseEntityRef: no name", "a bare ampersand"))
    return _PLACE.sub(r" in line \1", _BEGUN.sub(r"\1", said))[:160]


def _build(root: Element, url: str) -> ParsedFeed | None:
    name = str(root.tag).rpartition("}")[2].rpartition(":")[2].lower()
    row = xml_format(name)
    if row is None:
        return None
    parts = row.roots | row.entries
    return row.read(with_home_namespace(root, row.prefix, parts), url)
