"""What a poll changes: decided purely, from what is stored and what was read."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from tuinews.model.change import Edited, EntryDraft, Known
from tuinews.model.ids import EntryId
from tuinews.model.text import fold

FLOOD = 5
"""Entries with unknown ids from which on, when they are most of a body, the publisher may have changed all ids."""

_Key = Callable[[Known | EntryDraft], Hashable | None]


class Decision(NamedTuple):
    """The entries to add and to rewrite; what vanished from a feed stays as it is."""

    new: tuple[EntryDraft, ...] = ()
    edited: tuple[Edited, ...] = ()


def flooded(drafts: Sequence[EntryDraft], known: Iterable[Known], present: frozenset[str]) -> bool:
    """Whether nearly all ids of a body are unknown: `present` are those of all its entries."""
    stored = {entry.guid for entry in known}
    strangers = sum(draft.guid not in stored for draft in drafts)
    return strangers >= FLOOD and strangers * 5 >= max(len(present), len(drafts)) * 4


def decide(drafts: Sequence[EntryDraft], known: Iterable[Known], present: frozenset[str] = frozenset()) -> Decision:
    """Tell new entries from edited and unchanged ones; `present` are the ids of all entries of the body.

    An entry is the same as a stored one when its id is; else, when the stored one's id is no longer in the body, when
    address and title are. When nearly all ids of a body are unknown (http to https, a new CMS), address alone or title
    and date are enough, if they are no other entry's: nothing then turns unread again.
    """
    stored = tuple(known)
    by_guid = {entry.guid: entry for entry in stored}
    here = present | {draft.guid for draft in drafts}
    matches = {draft.guid: by_guid[draft.guid] for draft in drafts if draft.guid in by_guid}
    claimed = {entry.id for entry in stored if entry.guid in here}
    strangers = [draft for draft in drafts if draft.guid not in by_guid]
    for key in (_place, _link, _title) if flooded(drafts, stored, here) else (_place,):
        _match(key, strangers, stored, matches, claimed, alone=key is not _place)
    new = tuple(draft for draft in drafts if draft.guid not in matches)
    found = ((matches[draft.guid], draft) for draft in drafts if draft.guid in matches)
    return Decision(
        new, tuple(Edited(entry.id, draft) for entry, draft in found if entry.fingerprint != draft.fingerprint)
    )


def _match(
    key: _Key,
    strangers: Sequence[EntryDraft],
    stored: Sequence[Known],
    matches: dict[str, Known],
    claimed: set[EntryId],
    *,
    alone: bool,
) -> None:
    """Give the strangers that are left their entries by a key, each entry once; with `alone`, by unmistakable keys."""
    free = [(found, entry) for entry in stored if entry.id not in claimed and (found := key(entry)) is not None]
    left = [(found, draft) for draft in strangers if draft.guid not in matches and (found := key(draft)) is not None]
    theirs, ours = Counter(found for found, _ in free), Counter(found for found, _ in left)
    entries = dict(free)
    for found, draft in left:
        entry = entries.get(found)
        if entry is None or entry.id in claimed or (alone and (theirs[found] > 1 or ours[found] > 1)):
            continue
        matches[draft.guid] = entry
        claimed.add(entry.id)


def _title_key(entry: Known | EntryDraft) -> str:
    return entry.title_key if isinstance(entry, Known) else fold(entry.title)


def _place(entry: Known | EntryDraft) -> Hashable | None:
    return (entry.link_key, _title_key(entry)) if entry.link_key else None


def _link(entry: Known | EntryDraft) -> Hashable | None:
    return entry.link_key or None


def _title(entry: Known | EntryDraft) -> Hashable | None:
    title = _title_key(entry)
    return (title, entry.published) if title and entry.published is not None else None
