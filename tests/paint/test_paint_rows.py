"""The rows of a list: which entry or heading stands on which line."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paint.samples import headline, ids
from tuinews.model.text import SafeText
from tuinews.ui.rows import EntryRow, HeadingRow, Rows, StoryRow

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


def test_the_head_of_a_story_knows_how_many_others_there_are() -> None:
    rows = Rows(ids(3), others={1: 4})
    assert rows.find_row(headline(0)) == EntryRow(headline(0))
    assert rows.find_row(headline(1)) == StoryRow(headline(1), 4)


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
