"""Folding a list: entries of one group stand on one line."""

from array import array
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.stories.entry_groups import EntryGroup, GroupKeys, GroupKind, fold_ids


def fold(
    ids: list[int], groups: dict[int, int], ranks: dict[int, int] | None = None
) -> tuple[list[int], list[EntryGroup]]:
    folded = fold_ids(array("q", ids), [(GroupKind.STORY, GroupKeys(groups, ranks or {}))])
    return list(folded.ids), list(folded.groups.values())


def test_a_group_stands_at_the_place_of_its_first_entry() -> None:
    lines, groups = fold([9, 5, 7, 3, 1], {5: 100, 3: 100, 1: 100})
    assert lines == [9, 1, 7], "of equals the lowest id stands for it"
    assert groups == [EntryGroup(GroupKind.STORY, (5, 3, 1))]


def test_the_highest_rank_stands_for_a_group() -> None:
    lines, _ = fold([9, 5, 7, 3], {5: 100, 3: 100, 9: 200, 7: 200}, {3: 1, 5: 4, 9: 2, 7: 2})
    assert lines == [7, 5]


def test_what_is_alone_in_this_list_stays_as_it_is() -> None:
    ids = array("q", [4, 2])
    folded = fold_ids(ids, [(GroupKind.STORY, GroupKeys({4: 100, 77: 100}))])
    assert folded.ids is ids
    assert (folded.groups, folded.lines) == ({}, {})


def test_what_is_in_one_group_is_in_no_other() -> None:
    stories, others = GroupKeys({1: 10, 2: 10}), GroupKeys({2: 5, 3: 5, 4: 5})
    folded = fold_ids(array("q", [1, 2, 3, 4]), [(GroupKind.STORY, stories), (GroupKind.STORY, others)])
    assert list(folded.ids) == [1, 3]
    assert list(folded.every or ()) == [1, 2, 3, 4]
    assert [group.members for group in folded.groups.values()] == [(1, 2), (3, 4)]


@given(st.lists(st.integers(1, 40), unique=True), st.dictionaries(st.integers(1, 40), st.integers(1, 6)))
def test_every_entry_is_on_exactly_one_line(ids: list[int], groups: dict[int, int]) -> None:
    folded = fold_ids(array("q", ids), [(GroupKind.STORY, GroupKeys(groups))])
    members = [folded.groups[n].members if n in folded.groups else (n,) for n in folded.ids]
    assert sorted(chain.from_iterable(members)) == sorted(ids)
    assert folded.lines.keys() == set(ids) - set(folded.ids)
    firsts = [ids.index(found[0]) for found in members]
    assert firsts == sorted(firsts), "lines are in the order of their first entries"
    assert all(len({groups.get(n, -n) for n in found}) == 1 for found in members)
