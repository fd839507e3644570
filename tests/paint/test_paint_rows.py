"""The rows of a list: which entry or heading stands on which line."""

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paint.samples import headline, ids
from tuinews.model.entry import Flag, Headline
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.stories.entry_groups import EntryGroup, FoldedIds, GroupKind
from tuinews.model.text import SafeText
from tuinews.ui.rows import EntryRow, HeadingRow, MemberRow, Rows, StoryRow
from tuinews.ui.widgets.shown_rows import ShownRows

DAYS = tuple(HeadingRow("day", SafeText(name)) for name in ("Monday", "Sunday", "Saturday"))


def by_day() -> Rows:
    """Entries 10 to 15: Monday, 10, 11, Sunday, 12, 13, 14, 15, Saturday."""
    return Rows(ids(6, start=10), zip((0, 2, 6), DAYS, strict=True))


def test_without_headings_a_line_is_an_entry() -> None:
    rows = Rows(ids(1000, start=5))
    assert len(rows) == 1000
    assert [rows.number_at(line) for line in (-1, 0, 999, 1000)] == [-1, 0, 999, -1]
    assert [rows.line_of(number) for number in (0, 999)] == [0, 999]
    assert rows.id_at(3) == 8
    assert rows.heading_at(3) is None


def test_headings_stand_on_lines_of_their_own() -> None:
    rows = by_day()
    assert [rows.id_at(line) for line in range(len(rows))] == [None, 10, 11, None, 12, 13, 14, 15, None]
    assert [rows.heading_at(line) for line in (0, 3, 8)] == list(DAYS)
    assert [rows.heading_at(line) for line in (1, 2, 4)] == [None] * 3
    assert [rows.line_of(number) for number in range(6)] == [1, 2, 4, 5, 6, 7]


@given(st.integers(0, 30), st.lists(st.integers(0, 30)))
def test_every_entry_is_found_on_its_line_and_lines_hold_nothing_else(count: int, before: list[int]) -> None:
    places = sorted(number for number in before if number <= count)
    rows = Rows(ids(count), [(number, DAYS[0]) for number in places])
    assert [rows.number_at(rows.line_of(number)) for number in range(count)] == list(range(count))
    assert len(rows) == count + len(places)
    entries = [line for line in range(len(rows)) if rows.heading_at(line) is None]
    assert [rows.number_at(line) for line in entries] == list(range(count))


@pytest.mark.parametrize("before", [(2, 1), (-1,), (4,)], ids=["not in order", "before the list", "beyond it"])
def test_headings_at_other_places_are_refused(before: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="headings"):
        Rows(ids(3), [(number, DAYS[0]) for number in before])


def story(*members: int) -> EntryGroup:
    return EntryGroup(GroupKind.STORY, members)


def folded(headings: bool = False) -> Rows:  # noqa: FBT001, FBT002 — one of two lists
    """Entries 0 to 5, of which 1 stands for 1, 7 and 8, and 4 for 9 and 4."""
    groups = {1: story(1, 7, 8), 4: story(9, 4)}
    vector = FoldedIds(ids(6), groups, {7: 1, 8: 1, 9: 4})
    return Rows(vector, zip((0, 2, 6), DAYS, strict=True) if headings else ())


def titled(rows: Rows) -> list[int | None]:
    return [rows.id_at(line) for line in range(len(rows))]


async def test_the_head_of_a_story_knows_how_many_others_there_are() -> None:
    shown = ShownRows(nothing, lambda: None)
    shown.set_rows(folded())
    shown.seed([headline(number)._replace(feed_id=FeedId(number)) for number in range(10)])
    assert shown.headline_row(0) == EntryRow(shown.headline(0) or headline(99))
    row = shown.headline_row(1)
    assert isinstance(row, StoryRow)
    assert (row.headline.id, row.others, row.sources, row.read) == (1, 2, 2, False)
    shown.patch([EntryId(1)], Flag.READ, value=True)
    assert not row_read(shown, 1), "7 is unread still"
    shown.patch([EntryId(7)], Flag.READ, value=True)
    assert row_read(shown, 1)
    shown.take_back([EntryId(7)], {EntryId(7): False}, Flag.READ)
    assert not row_read(shown, 1)
    shown.set_rows(shown.rows.toggle(1))
    assert row_read(shown, 1), "unfolded, it stands for itself"
    assert [type(shown.headline_row(line)) for line in range(5)] == [EntryRow, StoryRow, MemberRow, MemberRow, EntryRow]


def row_read(shown: ShownRows, number: int) -> bool:
    unread = shown.is_unread(number)
    assert unread is not None
    return not unread


async def nothing(_: Sequence[int]) -> tuple[Headline, ...]:
    return ()


def test_a_group_unfolds_in_place_and_folds_again() -> None:
    rows = folded(headings=True)
    assert titled(rows) == [None, 0, 1, None, 2, 3, 4, 5, None]
    opened = rows.toggle(8)
    assert titled(opened) == [None, 0, 1, 7, 8, None, 2, 3, 4, 5, None], "the headings move along"
    assert [opened.find_place_in_group(number) for number in range(4)] == [None, None, (1, False), (1, True)]
    both = opened.toggle(4)
    assert titled(both) == [None, 0, 1, 7, 8, None, 2, 3, 4, 9, 5, None]
    assert titled(both.toggle(7)) == titled(rows.toggle(9)) == [None, 0, 1, None, 2, 3, 4, 9, 5, None]
    assert titled(both.toggle(1).toggle(9)) == titled(rows)
    assert rows.toggle(5) is rows, "it is in no group"


def test_what_was_unfolded_is_unfolded_in_a_list_that_was_read_anew() -> None:
    before = folded().toggle(1)
    after = Rows(FoldedIds(ids(3, start=7), {8: story(1, 8)}, {1: 8}))
    assert titled(after.unfold_as(before)) == [7, 8, 1, 9], "another article stands for it now"
    assert titled(Rows(ids(3)).unfold_as(before)) == [0, 1, 2]


def test_rows_stand_for_all_articles_of_a_folded_group() -> None:
    rows = folded()
    assert list(rows.entries) == [0, 1, 7, 8, 2, 3, 9, 4, 5]
    assert list(rows.above(2)) == [0, 1, 7, 8]
    assert list(rows.below(2)) == [3, 9, 4, 5]
    assert list(rows.toggle(1).above(2)) == [0, 1], "of an unfolded one each stands for itself"
    assert list(rows.entries_on([4, 0])) == [9, 4, 0]
    assert [rows.find(number) for number in (8, 9, 99)] == [1, 4, -1], "folded articles are found on their line"
    assert rows.find_first((99, 9)) == 4


def test_when_the_article_of_a_group_goes_the_others_are_looked_for_first() -> None:
    assert list(folded().neighbours(1)) == [1, 7, 8, 2, 3, 4, 5, 0]
    assert folded().find_near(1, 2) == (1, 7, 8, 2, 0)


def test_lines_are_counted_as_if_all_were_folded() -> None:
    opened = folded().toggle(1).toggle(4)
    assert [opened.count_lines(number) for number in range(9)] == [(line, 6) for line in (1, 2, 2, 2, 3, 4, 5, 5, 6)]


@pytest.mark.parametrize(
    ("line", "direction", "found"),
    [(0, -1, 1), (0, 1, 1), (3, 1, 4), (3, -1, 2), (8, 1, 7), (99, 1, 7), (-5, -1, 1), (5, 0, 5)],
)
def test_the_cursor_stands_on_no_heading(line: int, direction: int, found: int) -> None:
    assert by_day().find_line_for_cursor(line, direction) == found


def test_where_there_are_no_entries_the_cursor_stays_at_the_start() -> None:
    assert Rows(ids(0)).find_line_for_cursor(5) == 0
    assert Rows(ids(0), [(0, DAYS[0])]).find_line_for_cursor(5) == 0


def test_entries_are_found_in_the_list() -> None:
    rows = Rows(ids(1000, start=5))
    assert rows.find(5) == 0
    assert rows.find(900, near=890) == 895
    assert rows.find(900, near=3) == 895
    assert rows.find(4) == -1
    assert [by_day().find(entry, near) for entry in (10, 12, 15) for near in (0, 8)] == [1, 1, 4, 4, 7, 7]


def test_the_first_of_several_entries_is_found() -> None:
    rows = by_day()
    assert rows.find_first((99, 98, 13, 10)) == 5
    assert rows.find_first((99, 98)) == -1
    assert rows.find_first(()) == -1


def test_parts_of_the_list_leave_headings_out() -> None:
    rows = by_day()
    assert list(rows.above(4)) == [10, 11]
    assert list(rows.below(4)) == [13, 14, 15]
    assert list(rows.below(2)) == [12, 13, 14, 15]
    assert list(rows.between(5, 2)) == [11, 12, 13]
    assert list(rows.between(3, 99)) == [12, 13, 14, 15]
    assert list(rows.above(99)) == list(rows.ids)


def test_neighbours_are_those_below_then_those_above() -> None:
    rows = by_day()
    assert list(rows.neighbours(5)) == [13, 14, 15, 12, 11, 10]
    assert rows.find_near(5, 2) == (13, 14, 12, 11)
    assert rows.find_near(1, 2) == (10, 11)
    assert list(Rows(array("q")).neighbours(0)) == []


def test_a_million_rows_without_headings_are_the_array_they_came_in() -> None:
    vector = ids(1_000_000)
    assert Rows(vector).ids is vector
    assert not hasattr(Rows(vector), "__dict__")
