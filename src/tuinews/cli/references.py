"""The entries and feeds that a command is given: ids, addresses or titles, and with `-` those that stdin names."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tuinews.cli.session import CommandSession
from tuinews.engine.feeds.feeds import pick_feed
from tuinews.engine.library import Library
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.feed import Feed
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.url import is_web, redact

STDIN = "-"
"""The word that stands for what stdin names."""

_LONGEST_ID = 18
"""Most digits of an id that the store can have."""
_MOST_TOLD = 10
"""Most entries or feeds that are named when they are not there."""


class FoundEntries(NamedTuple):
    """The entries that were named: those that are there, each once, and the words for those that are not."""

    ids: tuple[EntryId, ...]
    missing: tuple[str, ...] = ()


class FoundFeeds(NamedTuple):
    """The feeds that were named: those that are there, each once, and the words for those that are not."""

    feeds: tuple[Feed, ...]
    missing: tuple[str, ...] = ()


def add_ignore_missing(parser: ArgumentParser) -> None:
    """Add the option for scripts to which it does not matter that something is gone."""
    parser.add_argument(
        "--ignore-missing", action="store_true", help="leave with 0, and say nothing, though some are not there"
    )


def read_refs(session: CommandSession, words: Sequence[str], split: Callable[[str], Iterator[str]]) -> list[str]:
    """Return the words, and in place of `-` those that `split` finds in the lines of stdin."""
    found: list[str] = []
    for word in words:
        found += read_stdin_refs(session, split) if word == STDIN else [word]
    return found


def read_stdin_refs(session: CommandSession, split: Callable[[str], Iterator[str]]) -> list[str]:
    """Return what the lines of stdin name; that it is nothing is told."""
    lines = session.stdin.read().removeprefix("\ufeff").splitlines()
    found = [ref for line in lines for ref in split(line)]
    if not found:
        session.output.note(tr("Stdin names nothing, so nothing is done."))
    return found


def read_entry_refs(line: str) -> Iterator[str]:
    """Yield the entries in a line: ids and addresses, or the first column of a line of `tuinews list`."""
    first, tab, _ = line.partition("\t")
    yield from [first.strip()] if tab and first.strip() else first.split()


def read_feed_refs(line: str) -> Iterator[str]:
    """Yield the feed in a line: an id, address or title, or the first column of a line of `tuinews feeds`."""
    if first := line.partition("\t")[0].strip():
        yield first


async def find_entry(library: Library, ref: str) -> EntryId:
    """Return the entry with this id or address; raises NotFoundError."""
    if is_id(ref):
        return (await library.entries.entry(EntryId(int(ref)))).id
    found = await library.entries.find(ref) if is_web(ref) else None
    if found is None:
        raise NotFoundError(
            tr("There is no entry {ref!r}: name one by its id (see `tuinews list`) or its URL.", ref=redact(ref))
        )
    return found


async def find_entries(session: CommandSession, library: Library, words: Sequence[str]) -> FoundEntries:
    """Return the entries with these ids and addresses.

    Raises:
        UsageError: a word can be neither.
    """
    refs = read_refs(session, words, read_entry_refs)
    for ref in refs:
        if not is_entry_ref(ref):
            raise UsageError(
                tr("{ref!r} is no entry: name one by its id (see `tuinews list`) or its cached URL.", ref=redact(ref))
            )
    known = await library.entries.find_all([ref for ref in refs if not is_id(ref)])
    there = await library.entries.find_existing([int(ref) for ref in refs if is_id(ref)])
    found = {ref: EntryId(int(ref)) if is_id(ref) else known.get(ref) for ref in refs}
    ids = [number for ref, number in found.items() if number is not None and (not is_id(ref) or number in there)]
    missing = [ref for ref, number in found.items() if number is None or (is_id(ref) and number not in there)]
    return FoundEntries(tuple(dict.fromkeys(ids)), tuple(missing))


async def find_feeds(
    session: CommandSession, library: Library, words: Sequence[str], *, ignored: bool = False
) -> FoundFeeds:
    """Return the feeds with these ids, addresses and titles; an id that is not there stops none of the others.

    `ignored` says that it does not matter either if none of the ids is there.

    Raises:
        NotFoundError: there is none of them, or no feed has the title or address.
        UsageError: a title is not unique.
    """
    refs = read_refs(session, words, read_feed_refs)
    known = await library.feeds.all()
    by_id = {str(feed.id): feed for feed in known}
    found: dict[int, Feed] = {}
    missing: dict[str, NotFoundError] = {}
    for ref in refs:
        try:
            feed = by_id.get(ref) or pick_feed(ref, known)
            found[feed.id] = feed
        except NotFoundError as error:
            if not is_id(ref):
                raise
            missing[ref] = error
    if missing and not found and not ignored:
        raise next(iter(missing.values()))
    return FoundFeeds(tuple(found.values()), tuple(missing))


def is_entry_ref(word: str) -> bool:
    """Return whether a word can name an entry: an id, an address, or `-` for those of stdin."""
    return word == STDIN or is_id(word) or is_web(word)


def is_id(ref: str) -> bool:
    """Return whether a word is a number as ids are."""
    return ref.isascii() and ref.isdigit() and len(ref) <= _LONGEST_ID


def tell_missing(session: CommandSession, kind: str, missing: Sequence[str], *, ignored: bool) -> bool:
    """Say what is not there, unless that is ignored, and return whether it was said; `kind` is `entry` or `feed`."""
    if ignored or not missing:
        return False
    named = ", ".join(redact(ref) for ref in missing[:_MOST_TOLD])
    more = tr(" and {count} more", count=len(missing) - _MOST_TOLD) if len(missing) > _MOST_TOLD else ""
    lists = "list" if kind == "entry" else "feeds"
    session.output.note(
        tr(
            "There is no {kind} {named}{more}: `tuinews {lists}` shows what there is.",
            kind=kind,
            named=named,
            more=more,
            lists=lists,
        )
    )
    return True
