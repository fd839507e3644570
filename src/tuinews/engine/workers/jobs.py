"""The functions that the workers run: bytes in, frozen values out. Parsers are imported only in a worker."""

import hashlib
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tuinews.engine.arrivals.drafts import describe_surplus, draft_entries, identify_entries
from tuinews.model.change import EntryDraft
from tuinews.model.clock import Instant
from tuinews.model.document import Document
from tuinews.model.entry import Related
from tuinews.model.feed import FeedLink
from tuinews.model.parsed import Cut, Expected, ExtractedPage, ParsedFeed, ParseFailure, SubscriptionList
from tuinews.model.text import EMPTY, SafeText, safe_text

_ENTRY_TAG = re.compile(rb"<(/?)(?:[\w.-]{1,30}:)?(?:item|entry)(?![\w.:-])", re.IGNORECASE)
"""Where an entry begins or ends; the publisher chooses the prefix of its name (Namespaces in XML, section 4)."""


class FeedContents(NamedTuple):
    """A feed's body as read: the feed without its entries, and those of its entries that are new or changed."""

    feed: ParsedFeed
    drafts: tuple[EntryDraft, ...]
    total: int
    """Number of entries in the body, stored or not."""
    guids: frozenset[str] = frozenset()
    """What identifies each of them."""
    latest: Instant | None = None
    """The date of the newest of them."""
    surplus: SafeText = EMPTY
    """That the feed carries more entries than are taken, if it does."""


def body_hash(body: bytes) -> str:
    """Return the hash by which an unchanged body is recognised without parsing it."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def read_feed(
    body: bytes, url: str, content_type: str, now: Instant, seen: frozenset[str]
) -> FeedContents | ParseFailure:
    """Parse a feed and draft the entries whose fingerprint is not among `seen`."""
    from tuinews.parse import parse_feed

    parsed = parse_feed(body, url, content_type)
    if isinstance(parsed, ParseFailure):
        return parsed
    if parsed.cut and _ends_in_an_entry(body):
        # half an id or half an address would not be known again when the entry comes whole
        parsed = replace(parsed, entries=parsed.entries[:-1])
    every = tuple(identify_entries(parsed))
    drafts = tuple(draft_entries(every, now, seen))
    dates = (entry.published if entry.published is not None else entry.updated for _, entry, _ in every)
    slim = ParsedFeed(
        format=parsed.format,
        card=parsed.card,
        self_url=parsed.self_url,
        ttl=parsed.ttl,
        skip_hours=parsed.skip_hours,
        skip_days=parsed.skip_days,
        warning=parsed.warning,
        cut=parsed.cut,
    )
    latest = max((date for date in dates if date is not None), default=None)
    total = len(parsed.entries)
    return FeedContents(
        slim, drafts, total, frozenset(guid for guid, _, _ in every), latest, surplus=describe_surplus(total)
    )


def _ends_in_an_entry(body: bytes) -> bool:
    """Whether a truncated body ends within an entry; tag names are ASCII in every encoding in use."""
    last = deque(_ENTRY_TAG.finditer(body.replace(b"\0", b"")), maxlen=1)
    return bool(last) and not last[0][1]


def inspect_feed(body: bytes, url: str) -> ParsedFeed | ParseFailure:
    """Parse a feed and return all of it."""
    from tuinews.parse import parse_feed

    return parse_feed(body, url, "")


def extract_page(body: bytes, url: str, content_type: str, expected: Expected) -> ExtractedPage | ParseFailure:
    """Read an article page."""
    from tuinews.article import extract_page as extract

    return extract(body, url, content_type, expected)


def explain_page(body: bytes, url: str) -> tuple[ExtractedPage | ParseFailure, tuple[Cut, ...]]:
    """Read an article page, and say what was left out of it, and why."""
    from tuinews.article import explain_page as explain

    return explain(body, url)


def join_pages(pages: list[ExtractedPage], url: str, feed_text: str) -> ExtractedPage | ParseFailure:
    """Put the pages of one article together."""
    from tuinews.article import join_pages as join

    return join(pages, url, feed_text)


class Text(NamedTuple):
    """A stored article as a document, with its related links."""

    document: Document
    related: tuple[Related, ...]


def read_text(html: str, base: str, *, full: bool) -> Text:
    """Read stored HTML: with `full` a page's text as we stored it, else a feed's as the publisher wrote it."""
    from tuinews.article import build_document, read_document

    if full:
        return Text(read_document(html), ())
    built = build_document(html, base)
    return Text(built.document, built.related)


def read_large_text(html: str, base: str, full: bool) -> Text:  # noqa: FBT001  a job takes its arguments by place
    """Do the same in a worker."""
    return read_text(html, base, full=full)


def guess_known_feeds(url: str) -> tuple[str, ...]:
    """Return where the feeds of a known site are; light enough for the engine's loop."""
    from tuinews.parse import guess_known_feeds as known

    return known(url)


def guess_feeds(body: bytes, url: str) -> tuple[str, ...]:
    """Return where the feeds of a page that names none may be, best first."""
    from tuinews.parse import guesses

    return guesses(url, body)


def header_feeds(header: str, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a `Link` header names; light enough for the engine's loop."""
    from tuinews.parse import links_in_header

    return links_in_header(header, url)


def further_feeds(url: str, hrefs: Sequence[str]) -> tuple[FeedLink, ...]:
    """Return what a known site has besides the feeds that were found; light enough for the engine's loop."""
    from tuinews.parse import more_feeds

    return more_feeds(url, hrefs)


def find_refresh(body: bytes, url: str) -> str:
    """Return where a page sends its visitors by itself, or `""`."""
    from tuinews.parse import refresh_target

    return refresh_target(body, url)


def find_feeds(body: bytes, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names."""
    from tuinews.parse import discover

    return discover(body, url)


_NO_LIST = safe_text("it is neither an OPML file, nor newsboat's urls, nor an export of ours: choose another file.")


def read_list(data: bytes, name: str) -> SubscriptionList | ParseFailure:
    """Read an OPML or newsboat subscription list, or our own in JSON."""
    from tuinews.parse import parse_newsboat_urls, parse_opml, parse_own_list
    from tuinews.parse.lists.opml import NO_WEB

    begins = data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1]
    if begins == b"[" and (own := parse_own_list(data)) is not None:
        return own
    if begins != b"<":
        lines = parse_newsboat_urls(data)
        is_none = lines.listed and not lines.views and all(line.refusal == NO_WEB for line in lines.listed)
        return ParseFailure(_NO_LIST) if is_none else lines
    read = parse_opml(data, name)
    is_list = b"opml" in data.replace(b"\0", b"").lower()
    if isinstance(read, SubscriptionList) and not read.outlines and not is_list:
        return ParseFailure(_NO_LIST)
    return read
