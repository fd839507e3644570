"""Folding: entries of a list that belong together stand on one line of it."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import compress, count
from typing import NamedTuple


class GroupKind(StrEnum):
    """What folds entries into one line; of two kinds that want an entry the first one here has it."""

    STORY = "story"
    SURPLUS = "surplus"
    """What a feed has on one day beyond its daily cap."""


EVERY_KIND = frozenset(GroupKind)


_SLICE = 20_000
"""Ids that are looked at without giving way to other threads."""


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
    every: "array[int] | None" = None
    """The ids of all entries in the list's order; `None` where each has a line."""


def fold_ids(ids: "array[int]", keys: Iterable[tuple[GroupKind, GroupKeys]]) -> FoldedIds:
    """Fold a list of entry ids.

    A group stands at the place of its first entry. What is in a group already is in no group of a later kind. It costs
    in proportion to the entries that are in groups, but for one glance at every id.
    """
    own, groups, lines, folded = ids[:], dict[int, EntryGroup](), dict[int, int](), list[int]()
    taken: set[int] = set()
    for kind, found in keys:
        for places in _find_members(ids, found.groups, taken):
            members = tuple([ids[place] for place in places])
            shown = _find_highest(members, found.ranks)
            groups[shown] = EntryGroup(kind, members)
            own[places[0]] = shown
            folded += places[1:]
            taken.update(members)
    if not groups:
        return FoldedIds(ids)
    for shown, group in groups.items():
        lines.update(dict.fromkeys(group.members, shown))
    for shown in groups:
        del lines[shown]
    return FoldedIds(_leave_out(own, sorted(folded)), groups, lines, every=ids)


def _find_highest(members: Sequence[int], ranks: Mapping[int, int]) -> int:
    """Return which of them stands for all."""
    if not ranks:
        return min(members)
    return -max([(ranks.get(entry_id, 0), -entry_id) for entry_id in members])[1]


def _find_members(ids: "array[int]", groups: Mapping[int, int], taken: set[int]) -> list[list[int]]:
    """Return the places in the list that the entries of each group have which has several there."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(ids), _SLICE) if groups else ():
        part = ids[start : start + _SLICE]
        for place in compress(count(start), map(groups.__contains__, part)):
            entry_id = ids[place]
            if entry_id not in taken:
                group = groups[entry_id]
                if group in found:
                    found[group].append(place)
                else:
                    found[group] = [place]
    return [places for places in found.values() if len(places) > 1]


def _leave_out(ids: "array[int]", places: Sequence[int]) -> "array[int]":
    """Return a list without what stands at these places, given in order."""
    left, start = array("q"), 0
    for place in places:
        left.extend(ids[start:place])
        start = place + 1
    left.extend(ids[start:])
    return left
