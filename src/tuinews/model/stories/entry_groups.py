"""Folding: entries of a list that belong together stand on one line of it."""

from array import array
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class GroupKind(StrEnum):
    """What folds entries into one line; of two kinds that want an entry the first one here has it."""

    STORY = "story"


EVERY_KIND = frozenset(GroupKind)


class EntryGroup(NamedTuple):
    """Entries of a list that stand on one line."""

    kind: GroupKind
    members: tuple[int, ...]
    """Their ids in the list's order, that of the line's own entry included."""


class GroupKeys(NamedTuple):
    """What entries are grouped by."""

    groups: Mapping[int, int]
    """By the id of an entry the number of its group; entries that are in none are left out."""
    ranks: Mapping[int, int] = {}
    """By the id of an entry how much it deserves to stand for its group; the highest does, of equals the lowest id."""


class FoldedIds(NamedTuple):
    """The ids of a list with one for each line."""

    ids: "array[int]"
    groups: Mapping[int, EntryGroup] = {}
    """By the id on a line, the group that is folded there; lines of one entry are left out."""
    lines: Mapping[int, int] = {}
    """By the id of an entry that has no line of its own, the id on its group's line."""
    complete: bool = True
    """Whether these are all lines of the list, or only the first."""


def fold_ids(ids: "array[int]", keys: Iterable[tuple[GroupKind, GroupKeys]]) -> FoldedIds:
    """Fold a list of entry ids.

    A group stands at the place of its first entry. What is in a group already is in no group of a later kind.
    """
    groups: dict[int, EntryGroup] = {}
    lines: dict[int, int] = {}
    first: dict[int, int] = {}
    for kind, found in keys:
        taken = {member for group in groups.values() for member in group.members}
        for members in _find_members(ids, found.groups, taken):
            shown = max(members, key=lambda entry_id: (found.ranks.get(entry_id, 0), -entry_id))
            groups[shown] = EntryGroup(kind, tuple(members))
            first[members[0]] = shown
            lines.update((entry_id, shown) for entry_id in members if entry_id != shown)
    if not groups:
        return FoldedIds(ids)
    folded = {entry_id for group in groups.values() for entry_id in group.members[1:]}
    # a comprehension gives way to other threads, which a loop in C over a million ids would not
    own_lines = array("q", [first.get(entry_id, entry_id) for entry_id in ids if entry_id not in folded])
    return FoldedIds(own_lines, groups, lines)


def _find_members(ids: "array[int]", groups: Mapping[int, int], taken: set[int]) -> list[list[int]]:
    """Return the entries of each group that has several in the list, in the list's order."""
    found: dict[int, list[int]] = {}
    for entry_id in [entry_id for entry_id in ids if entry_id in groups]:
        if entry_id not in taken:
            found.setdefault(groups[entry_id], []).append(entry_id)
    return [members for members in found.values() if len(members) > 1]
