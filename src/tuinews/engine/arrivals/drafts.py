"""Makes published entries ready to be stored: identity, moment, word count, fingerprint. Pure."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from tuinews.model.change import EntryDraft
from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import pack
from tuinews.model.language import tr
from tuinews.model.parsed import ParsedEntry, ParsedFeed
from tuinews.model.text import BODY_LIMIT, EMPTY, SafeText, count_minutes, fold
from tuinews.model.url import canonical_url

ENTRIES_LIMIT = 2_000
"""Most entries that one poll may store: of a feed that carries more, the newest."""


_PLACEHOLDERS = frozenset(
    {
        "-",
        "--",
        "#",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "(null)",
        "undefined",
        "nan",
        "unknown",
        "tbd",
        "empty",
    }
    | {"guid", "id", "no guid", "noguid", "true", "false", "[object object]"}
)
"""What programs write as the id of an entry that has none, folded."""


class IdentifiedEntry(NamedTuple):
    """A published entry and what identifies it within its feed."""

    guid: str
    entry: ParsedEntry
    position: int
    """Its number in the feed, counted from the first."""


def choose_newest(entries: Sequence[ParsedEntry]) -> Sequence[ParsedEntry]:
    """Return the entries that one poll stores, in their own order: all of them, or the newest by their dates.

    An entry without a date is as new as the one before it. A feed without dates has its newest entries first.
    """
    if len(entries) <= ENTRIES_LIMIT:
        return entries
    dates = [entry.published if entry.published is not None else entry.updated for entry in entries]
    latest = next((date for date in dates if date is not None), 0)
    moments = [latest := latest if date is None else date for date in dates]
    newest = sorted(range(len(entries)), key=moments.__getitem__, reverse=True)[:ENTRIES_LIMIT]
    return [entries[position] for position in sorted(newest)]


def describe_surplus(total: int) -> SafeText:
    """Return what is said of a feed that carries so many entries; `""` where all of them are taken."""
    if total <= ENTRIES_LIMIT:
        return EMPTY
    return SafeText(
        tr(
            "The feed carries {total} entries: the newest {entries_limit} are taken, the others are not.",
            total=total,
            entries_limit=ENTRIES_LIMIT,
        )
    )


def identify_entries(feed: ParsedFeed) -> Iterator[IdentifiedEntry]:
    """Yield the feed's entries in their order, each identity once.

    Entries of one body with different addresses (of one id), titles or dates are different entries, whatever they have
    in common.
    """
    entries = choose_newest(feed.entries)
    guids = [identity(entry) for entry in entries]
    for difference in (_address, _title, _date, _text_as_title):
        if len(set(guids)) < len(guids):
            guids = _tell_apart(guids, entries, difference)
    taken: set[str] = set()
    for position, (guid, entry) in enumerate(zip(guids, entries, strict=True)):
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


def identity(entry: ParsedEntry) -> str:
    """Return what identifies an entry by itself: its id, else its address, else a hash of title and date.

    What several entries of a body have in common identifies none of them (see `identify_entries`).
    """
    if entry.guid and not _is_placeholder(entry.guid):
        return entry.guid
    if entry.url:
        return entry.url
    seed = f"{fold(entry.title)}\n{entry.date_text or entry.published or ''}"
    return "hash:" + hashlib.blake2b((seed if seed.strip() else entry.html).encode(), digest_size=12).hexdigest()


def _is_placeholder(guid: str) -> bool:
    # addresses and names, which nearly all ids are, have a colon and no placeholder has one
    return ":" not in guid and fold(guid) in _PLACEHOLDERS


def _tell_apart(
    guids: Sequence[str], entries: Sequence[ParsedEntry], difference: Callable[[ParsedEntry], str]
) -> list[str]:
    """Return the identities with what makes a difference added, where entries that share one differ in it."""
    shared = {guid for guid, count in Counter(guids).items() if count > 1}
    told = [difference(entry) if guid in shared else "" for guid, entry in zip(guids, entries, strict=True)]
    kinds = Counter(guid for guid, _ in set(zip(guids, told, strict=True)))
    return [f"{guid} {tell}".rstrip() if kinds[guid] > 1 else guid for guid, tell in zip(guids, told, strict=True)]


def _address(entry: ParsedEntry) -> str:
    return entry.url


def _title(entry: ParsedEntry) -> str:
    return _digest(fold(entry.title))


def _date(entry: ParsedEntry) -> str:
    date = entry.published if entry.published is not None else entry.updated
    return _digest(str(date) if date is not None else entry.date_text)


def _text_as_title(entry: ParsedEntry) -> str:
    """Its text, if it has no title that would tell it from another one of the same date."""
    return "" if entry.title else _digest(entry.html)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _draft(entry: ParsedEntry, guid: str, source: str, fingerprint: str, moment: Instant) -> EntryDraft:
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
        minutes=count_minutes(source),
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
    parts = (guid, entry.title, entry.url, entry.author, source, "\n".join(entry.tags), repr(entry.enclosures), "")
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
