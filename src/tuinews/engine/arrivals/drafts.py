"""Makes published entries ready to be stored: identity, moment, word count, fingerprint. Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tuinews.model.change import EntryDraft
from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import pack
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.model.text import BODY_LIMIT, bare_words, fold, reading_minutes
from tuinews.model.url import canonical_url

ENTRIES_LIMIT = 2_000
"""Most entries that one poll may store."""


class IdentifiedEntry(NamedTuple):
    """A published entry and what identifies it within its feed."""

    guid: str
    entry: ParsedEntry
    position: int
    """Its number in the feed, counted from the first."""


def identify_entries(feed: ParsedFeed) -> Iterator[IdentifiedEntry]:
    """Yield the feed's entries in their order, each identity once."""
    ambiguous = _shared_guids(feed)
    taken: set[str] = set()
    for position, entry in enumerate(feed.entries[:ENTRIES_LIMIT]):
        guid = identity(entry, distrusted=entry.guid in ambiguous)
        if guid not in taken:
            taken.add(guid)
            yield IdentifiedEntry(guid, entry, position)


def draft_entries(
    entries: Iterable[IdentifiedEntry], now: Instant, seen: frozenset[str] = frozenset()
) -> Iterator[EntryDraft]:
    """Yield entries ready to be stored, skipping those whose fingerprint is in `seen` before any other work."""
    for guid, entry, position in entries:
        source = entry.html[:BODY_LIMIT]
        fingerprint = _fingerprint(entry, guid, source)
        if fingerprint not in seen:
            yield _draft(entry, guid, source, fingerprint, _moment(entry, now, position))


def identity(entry: ParsedEntry, *, distrusted: bool = False) -> str:
    """Return what identifies an entry within its feed: its id, else its address, else a hash of title and date.

    An id that several entries with different addresses share is `distrusted`: the address is added to it.
    """
    if entry.guid and not distrusted:
        return entry.guid
    if entry.guid or entry.url:
        return f"{entry.guid} {entry.url}".strip()
    seed = f"{fold(entry.title)}\n{entry.date_text or entry.published or ''}"
    return "hash:" + hashlib.blake2b((seed if seed.strip() else entry.html).encode(), digest_size=12).hexdigest()


def _shared_guids(feed: ParsedFeed) -> frozenset[str]:
    addresses: dict[str, set[str]] = {}
    for entry in feed.entries:
        if entry.guid:
            addresses.setdefault(entry.guid, set()).add(entry.url)
    return frozenset(guid for guid, urls in addresses.items() if len(urls) > 1)


def _draft(entry: ParsedEntry, guid: str, source: str, fingerprint: str, moment: Instant) -> EntryDraft:
    words = bare_words(source)
    return EntryDraft(
        guid=guid,
        title=entry.title,
        url=entry.url,
        link_key=canonical_url(entry.url) if entry.url else "",
        author=entry.author,
        published=entry.published,
        updated=entry.updated,
        moment=moment,
        html=pack(source),
        base=entry.base,
        tags=entry.tags,
        related=(),
        enclosures=entry.enclosures,
        images=entry.images,
        lang=entry.lang,
        minutes=reading_minutes(len(words), len(words.split())) if words else 0,
        fingerprint=fingerprint,
        date_text=entry.date_text,
        source=entry.source,
        facts=entry.facts,
    )


def _moment(entry: ParsedEntry, now: Instant, position: int) -> Instant:
    """Return the moment that the entry sorts by, in seconds.

    A date in the far future must not stay on top: it counts as tomorrow. Entries without a date keep the feed's order.
    """
    stated = entry.published if entry.published is not None else entry.updated
    return min(stated, now + DAY) if stated is not None else now - position


def _fingerprint(entry: ParsedEntry, guid: str, source: str) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for part in (guid, entry.title, entry.url, entry.author, source, "\n".join(entry.tags), repr(entry.enclosures)):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()
