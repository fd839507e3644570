"""Compares the entries of a poll with what is stored: which are new, and which were edited. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from tuinews.model.change import Edited, EntryDraft, StoredIdentity
from tuinews.model.clock import Instant
from tuinews.model.ids import EntryId
from tuinews.model.text import fold
from tuinews.model.url import canonical_url

MANY_NEW = 5
"""From this number of unknown ids on, if they are most of a body, the publisher may have changed all ids."""

_REVISION = re.compile(r"(?:#\d{1,3}|[?&](?:v|ver|version|rev|revision)=\d+)\Z", re.ASCII)
"""The number of an edition at the end of an id: BBC News counts `…#1`, `…#2` with each edit of an article."""

_Key = Callable[[StoredIdentity | EntryDraft], Hashable | None]
_Differs = Callable[[EntryDraft, StoredIdentity], bool]


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
    title, and the stored one's id is no longer in the body; unless its id was published and its date is later, which is
    a new event at the same place. If nearly all ids of a body are unknown (http became https, or the CMS changed), the
    same address, or the same title and date, are enough, if no other entry has them: nothing then turns unread again.
    """
    stored = tuple(known)
    if not stored:
        return Comparison(tuple(drafts))
    by_guid = {entry.guid: entry for entry in stored}
    here = present | {draft.guid for draft in drafts}
    matches = {draft.guid: by_guid[draft.guid] for draft in drafts if draft.guid in by_guid}
    claimed = {entry.id for entry in stored if entry.guid in here}
    unmatched = [draft for draft in drafts if draft.guid not in by_guid]
    flood = has_new_ids(drafts, stored, here)
    ours, theirs = (Counter(map(_link_and_title, entries)) for entries in (drafts, stored))

    def differs(draft: EntryDraft, entry: StoredIdentity) -> bool:
        found = _link_and_title(draft)
        crowded = ours[found] > 1 or theirs[found] > 1
        # where all ids are new, dates may be too: only several entries of one title at one address are events then
        return (crowded or not flood) and _is_another(draft, entry, crowded=crowded, alone=len(here) == 1)

    matching = _Matching(unmatched, stored, matches, claimed)
    matching.match(_link_title_and_date)
    matching.match(_link_and_title, differs)
    matching.match(_link_and_date, alone=True)
    if flood:
        matching.match(_link, alone=True)
        matching.match(_title, alone=True)
    new = tuple(draft for draft in drafts if draft.guid not in matches)
    found = ((matches[draft.guid], draft) for draft in drafts if draft.guid in matches)
    return Comparison(
        new, tuple(Edited(entry.id, draft) for entry, draft in found if entry.fingerprint != draft.fingerprint)
    )


class _Matching:
    """Gives drafts with unknown ids their stored entries, each entry once."""

    def __init__(
        self,
        unmatched: Sequence[EntryDraft],
        stored: Sequence[StoredIdentity],
        matches: dict[str, StoredIdentity],
        claimed: set[EntryId],
    ) -> None:
        """`matches`, by the draft's id, and `claimed` are added to."""
        self._unmatched = unmatched
        self._stored = stored
        self._matches = matches
        self._claimed = claimed

    def match(self, key: _Key, differs: _Differs = lambda _draft, _entry: False, *, alone: bool = False) -> None:
        """Match what is left by a key, but not what `differs` all the same; with `alone`, by unmistakable keys only."""
        free: dict[Hashable, list[StoredIdentity]] = {}
        for entry in self._stored:
            if entry.id not in self._claimed and (found := key(entry)) is not None:
                free.setdefault(found, []).append(entry)
        left = [
            (found, draft)
            for draft in self._unmatched
            if draft.guid not in self._matches and (found := key(draft)) is not None
        ]
        ours = Counter(found for found, _ in left)
        for found, draft in left:
            entries = free.get(found, [])
            if alone and (len(entries) > 1 or ours[found] > 1):
                continue
            same = next((one for one in entries if one.id not in self._claimed and not differs(draft, one)), None)
            if same is not None:
                self._matches[draft.guid] = same
                self._claimed.add(same.id)


def _is_another(draft: EntryDraft, entry: StoredIdentity, *, crowded: bool, alone: bool) -> bool:
    """Whether an entry under a stored one's title and address is another one all the same, by its date.

    `crowded`: several entries have that title and address; `alone`: the feed has just this one.
    """
    ours, theirs = _date(draft), _date(entry)
    if ours is None or theirs is None or canonical_url(entry.guid) == canonical_url(draft.guid):
        return False
    if not alone and _REVISION.sub("", entry.guid) == _REVISION.sub("", draft.guid):
        return False
    return ours != theirs if crowded else ours > theirs and not _is_derived(draft.guid, draft.url)


def _is_derived(guid: str, url: str) -> bool:
    """Whether an identity was not published as one but made of address, title and date (see `drafts.identity`)."""
    return guid.startswith("hash:") or (bool(url) and (guid == url or guid.startswith(f"{url} ")))


def _date(entry: StoredIdentity | EntryDraft) -> Instant | None:
    return entry.published if entry.published is not None else entry.updated


def _title_key(entry: StoredIdentity | EntryDraft) -> str:
    return entry.title_key if isinstance(entry, StoredIdentity) else fold(entry.title)


def _link_and_title(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    return (entry.link_key, _title_key(entry)) if entry.link_key else None


def _link_title_and_date(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    date = _date(entry)
    return (entry.link_key, _title_key(entry), date) if entry.link_key and date is not None else None


def _link_and_date(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    """Address and date of an entry without an id of its own, whose title may have been edited."""
    unnamed = entry.link_key and canonical_url(entry.guid.partition(" ")[0]) == entry.link_key
    return (entry.link_key, entry.published) if unnamed and entry.published is not None else None


def _link(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    return entry.link_key or None


def _title(entry: StoredIdentity | EntryDraft) -> Hashable | None:
    title = _title_key(entry)
    return (title, entry.published) if title and entry.published is not None else None
