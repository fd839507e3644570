"""Compares the entries of a poll with what is stored: which are new, and which were edited. Pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from tuinews.model.change import Edited, EntryDraft, StoredIdentity
from tuinews.model.ids import EntryId
from tuinews.model.text import fold

MANY_NEW = 5
"""From this number of unknown ids on, if they are most of a body, the publisher may have changed all ids."""

_Key = Callable[[StoredIdentity | EntryDraft], Hashable | None]


class Comparison(NamedTuple):
    """The entries to add and to rewrite. Entries that vanished from a feed stay as they are."""

    new: tuple[EntryDraft, ...] = ()
    edited: tuple[Edited, ...] = ()


def has_new_ids(drafts: Sequence[EntryDraft], known: Iterable[StoredIdentity], present: frozenset[str]) -> bool:
    """Whether nearly all ids of a body are unknown; `present` are the ids of all its entries."""
    stored = {entry.guid for entry in known}
    unmatched = sum(draft.guid not in stored for draft in drafts)
    return unmatched >= MANY_NEW and unmatched * 5 >= max(len(present), len(drafts)) * 4


def compare(
    drafts: Sequence[EntryDraft], known: Iterable[StoredIdentity], present: frozenset[str] = frozenset()
) -> Comparison:
    """Tell new entries from edited and unchanged ones; `present` are the ids of all entries of the body.

    An entry is the same as a stored one if it has the same id. It is also the same if it has the same address and
    title, and the stored one's id is no longer in the body. If nearly all ids of a body are unknown (http became https,
    or the CMS changed), the same address, or the same title and date, are enough, if no other entry has them: nothing
    then turns unread again.
    """
    stored = tuple(known)
    by_guid = {entry.guid: entry for entry in stored}
    here = present | {draft.guid for draft in drafts}
    matches = {draft.guid: by_guid[draft.guid] for draft in drafts if draft.guid in by_guid}
    claimed = {entry.id for entry in stored if entry.guid in here}
    unmatched = [draft for draft in drafts if draft.guid not in by_guid]
    for key in (_link_and_title, _link, _title) if has_new_ids(drafts, stored, here) else (_link_and_title,):
        _match(key, unmatched, stored, matches, claimed, alone=key is not _link_and_title)
    new = tuple(draft for draft in drafts if draft.guid not in matches)
    found = ((matches[draft.guid], draft) for draft in drafts if draft.guid in matches)
    return Comparison(
        new, tuple(Edited(entry.id, draft) for entry, draft in found if entry.fingerprint != draft.fingerprint)
    )


def _match(
    key: _Key,
    unmatched: Sequence[EntryDraft],
    stored: Sequence[StoredIdentity],
    matches: dict[str, StoredIdentity],
    claimed: set[EntryId],
    *,
    alone: bool,
) -> None:
    """Match drafts to stored entries with the same key, each entry once; with `alone`, only by keys that are unique."""
    free = [(found, entry) for entry in stored if entry.id not in claimed and (found := key(entry)) is not None]
    left = [(found, draft) for draft in unmatched if draft.guid not in matches and (found := key(draft)) is not None]
    theirs, ours = Counter(found for found, _ in free), Counter(found for found, _ in left)
    entries = dict(free)
    for found, draft in left:
        entry = entries.get(found)
        if entry is None or entry.id in claimed or (alone and (theirs[found] > 1 or ours[found] > 1)):
            continue
        matches[draft.guid] = entry
        claimed.add(entry.id)


def _title_key(entry: StoredIdentity | EntryDraft) -> str:
    return entry.title_key if isinstance(entry, StoredIdentity) else fold(entry.title)


def _link_and_title(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    return (entry.link_key, _title_key(entry)) if entry.link_key else None


def _link(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    return entry.link_key or None


def _title(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    title = _title_key(entry)
    return (title, entry.published) if title and entry.published is not None else None
