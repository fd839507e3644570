"""What feeds have on a day beyond their daily cap: which entries of a list that are, few or many."""

import pytest

from store.storing import NOW, House, draft
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY, HOUR
from tuinews.model.entry import Flag
from tuinews.model.query import parse_query
from tuinews.model.stories.entry_groups import FoldedIds, GroupKind
from tuinews.store import group_keys

MIDDAY = NOW - NOW % DAY + 12 * HOUR


def fold(house: House, query: str = "", limit: int | None = None) -> FoldedIds:
    return house.reader.lists.fold(parse_query(query, NOW), NOW, {GroupKind.SURPLUS}, limit)


@pytest.fixture
def capped(house: House) -> tuple[list[int], list[int]]:
    """The entries of a feed that may have two lines a day, on two days, and those of one without a cap."""
    loud, rare = house.feed("loud"), house.feed("rare")
    moments = [MIDDAY - day * DAY - 60 * n for day in range(2) for n in range(5)]
    ours = house.store(loud, *(draft(f"l{n}", moment=moment) for n, moment in enumerate(moments)))
    theirs = house.store(rare, *(draft(f"r{n}", moment=MIDDAY - 60 * n - 30) for n in range(4)))
    house.writer.edit_feed(loud, FeedEdit(daily_cap=2))
    return list(ours), list(theirs)


@pytest.mark.parametrize("few", [0, 20_000])
def test_what_is_beyond_the_cap_of_a_day_is_one_line(
    house: House, capped: tuple[list[int], list[int]], monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(group_keys, "_FEW", few)
    ours, theirs = capped

    folded = fold(house)

    assert sorted(folded.ids) == sorted([*ours[:3], *ours[5:8], *theirs])
    assert {shown: group.members for shown, group in folded.groups.items()} == {
        ours[2]: tuple(ours[2:5]),
        ours[7]: tuple(ours[7:10]),
    }


def test_a_list_is_folded_by_what_it_shows_and_by_nothing_where_no_feed_has_a_cap(
    house: House, capped: tuple[list[int], list[int]]
) -> None:
    ours, theirs = capped
    oldest = fold(house, "sort:oldest")
    assert list(oldest.ids)[:3] == [ours[9], ours[8], ours[7]]
    assert oldest.groups[ours[7]].members == (ours[7], ours[6], ours[5])
    house.mark_all("feed:loud newer:1y", Flag.READ)
    assert list(fold(house, "is:unread").ids) == theirs
    house.writer.undo()
    house.writer.undo()
    assert fold(house).groups == {}
