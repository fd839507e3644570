"""What is fuzzed: each target takes any bytes and raises when a promise is broken.

No bytes may raise, hang, or give a value that is not clean; what is read has to survive being written and read again.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tuinews.article import build_document, extract_page, read_document, to_html, to_markdown, to_text
from tuinews.engine.arrivals.drafts import draft_entries, identify_entries
from tuinews.fetch.headers import parse_http_date, read_freshness, read_retry_after
from tuinews.fetch.inflate import InflateError, inflate
from tuinews.model.error import QueryError
from tuinews.model.parsed import ExtractedPage, ParsedFeed
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.model.url import is_web, resolve
from tuinews.parse import discover, parse_date, parse_feed, parse_newsboat_urls, parse_opml

DATA = Path(__file__).parents[1] / "tests" / "data"
_CONTROLS = {chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))}
NOW = 1_800_000_000
SLOW = 5.0
"""Seconds that no input of a fuzzer's size may take."""


class BrokenPromiseError(Exception):
    """An input that gives what it must not."""


class Target(NamedTuple):
    """Something that takes bytes."""

    check: Callable[[bytes], None]
    seeds: tuple[str, ...]
    """Files to start from, as patterns below the tests' data."""


def promise(kept: bool, what: str) -> None:  # noqa: FBT001  a condition and its name
    """Raise when a promise is not kept."""
    if not kept:
        raise BrokenPromiseError(what)


def feed(data: bytes) -> None:
    """A feed's body."""
    parsed = parse_feed(data, "https://feeds.example/feed", "")
    if not isinstance(parsed, ParsedFeed):
        promise(bool(parsed.sentence), "a failure without a sentence")
        return
    for entry in parsed.entries:
        for text in (entry.title, entry.author, *entry.tags):
            promise(safe_text(text, 10_000) == text, f"unsafe text {text!r}")
        promise(not is_web(entry.url) or resolve("", entry.url) == entry.url, f"unclean address {entry.url!r}")
    for draft in draft_entries(identify_entries(parsed), NOW):
        promise(draft.moment <= NOW + 86_400, "an entry from the future")
        draft.guid.encode("utf-8", "strict")


def body(data: bytes) -> None:
    """An entry's HTML."""
    built = build_document(data.decode("utf-8", "replace"), "https://feeds.example/")
    written = to_html(built.document)
    promise(to_html(read_document(written)) == written, "a document that does not come back as it was written")
    for text in (to_text(built.document, 60), to_markdown(built.document)):
        promise(not _CONTROLS & set(text), "a control character in a text")


def page(data: bytes) -> None:
    """A web page."""
    found = extract_page(data, "https://feeds.example/story", "text/html")
    if isinstance(found, ExtractedPage):
        promise(safe_text(found.title, 10_000) == found.title, "an unsafe title")
        read_document(found.html)


def links(data: bytes) -> None:
    """A page that may point to feeds."""
    for link in discover(data, "https://feeds.example/"):
        promise(is_web(link.href), f"a feed at {link.href!r}")


def opml(data: bytes) -> None:
    """A subscription list."""
    found = parse_opml(data, "list")
    for outline in getattr(found, "outlines", ()):
        promise(is_web(outline.url), f"a subscription to {outline.url!r}")


def newsboat(data: bytes) -> None:
    """Another one."""
    found = parse_newsboat_urls(data)
    for outline in getattr(found, "outlines", ()):
        promise(is_web(outline.url), f"a subscription to {outline.url!r}")


def words(data: bytes) -> None:
    """Dates, queries and headers."""
    text = data.decode("utf-8", "replace")
    parse_date(text)
    with contextlib.suppress(QueryError):
        parse_query(text, NOW)
    headers = {"cache-control": text, "retry-after": text, "date": text, "expires": text, "age": text}
    parse_http_date(text)
    for seconds in (read_freshness(headers, NOW), (read_retry_after(headers, NOW) or NOW) - NOW):
        promise(seconds is None or 0 <= seconds <= 31 * 86_400, f"a wait of {seconds}")


def packed(data: bytes) -> None:
    """A packed body."""
    for encoding in ("gzip", "deflate", "", "gzip, gzip"):
        with contextlib.suppress(InflateError):
            promise(len(inflate(data, encoding, 100_000)) <= 100_000, "a body beyond its bound")


TARGETS = {
    "feed": Target(feed, ("feeds/*/*.raw",)),
    "body": Target(body, ("article/**/*.html", "cli/**/*.html")),
    "page": Target(page, ("article/**/*.html", "cli/**/*.html")),
    "links": Target(links, ("cli/**/*.html",)),
    "opml": Target(opml, ("cli/**/*.opml",)),
    "newsboat": Target(newsboat, ("cli/**/*urls*",)),
    "words": Target(words, ()),
    "packed": Target(packed, ()),
}

_WORDS = (
    b"Sat, 21 Nov 2026 08:00:00 GMT",
    b"2026-11-21T08:00:00+01:00",
    b"max-age=600",
    b'is:unread (tag:"a b" OR -x)',
)


def seeds(name: str) -> Iterator[bytes]:
    """The inputs to start from."""
    target = TARGETS[name]
    yield from (path.read_bytes() for pattern in target.seeds for path in sorted(DATA.glob(pattern)) if path.is_file())
    yield from _WORDS


def run_one(name: str, data: bytes) -> None:
    """Try one input; raises whatever it provokes, and BrokenPromiseError when it took too long."""
    started = time.perf_counter()
    TARGETS[name].check(data)
    promise(time.perf_counter() - started < SLOW, "it took too long")
