"""What a poll changes: decided purely, from what is stored and what was read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuinews.model.change import Edited, EntryDraft, Known
from tuinews.model.text import fold


class Decision(NamedTuple):
    """The entries to add and to rewrite; what vanished from a feed stays as it is."""

    new: tuple[EntryDraft, ...] = ()
    edited: tuple[Edited, ...] = ()


def decide(drafts: Sequence[EntryDraft], known: Iterable[Known]) -> Decision:
    """Tell new entries from edited and unchanged ones.

    An entry is the same as a stored one when its id is; else, when a publisher changed all ids (http to https, a new
    CMS), when address and title are: nothing then turns unread again.
    """
    stored = tuple(known)
    by_guid = {entry.guid: entry for entry in stored}
    by_place = {(entry.link_key, entry.title_key): entry for entry in stored if entry.link_key}
    claimed = {by_guid[draft.guid].id for draft in drafts if draft.guid in by_guid}
    new: list[EntryDraft] = []
    edited: list[Edited] = []
    for draft in drafts:
        match = by_guid.get(draft.guid) or by_place.get((draft.link_key, fold(draft.title)))
        if match is None or (match.guid != draft.guid and match.id in claimed):
            new.append(draft)
        elif match.fingerprint != draft.fingerprint:
            claimed.add(match.id)
            edited.append(Edited(match.id, draft))
    return Decision(tuple(new), tuple(edited))
