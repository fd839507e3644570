"""A headline in two lines: the title whole, below it source, age and tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paint.samples import SCRIPTS, headline
from tuinews.model.text import SafeText
from tuinews.model.topics.topic import pick_colour
from tuinews.ui.paint.headlines.columns import RowOptions
from tuinews.ui.paint.headlines.row import paint_row
from tuinews.ui.paint.headlines.two_lines import paint_two_lines
from tuinews.ui.paint.text.runs import line_text, line_width
from tuinews.ui.rows import EntryRow, HeadingRow, MemberRow, Row, StoryRow

TITLE = SafeText("Storm Petra shuts Port Halden harbour for the first time in nineteen years")


def lines(row: Row | None, width: int = 60, *, sources: bool = True) -> list[str]:
    drawn = paint_two_lines(row, "3h", RowOptions(width, sources), selected=False, gone=False)
    return [line_text(line).rstrip() for line in drawn]


@given(st.sampled_from(SCRIPTS), st.integers(1, 160), st.lists(st.sampled_from(SCRIPTS), max_size=3))
def test_both_lines_fill_the_width_exactly(title: str, width: int, tags: list[str]) -> None:
    row = headline(1)._replace(title=SafeText(title), tags=tuple(map(SafeText, tags)))
    for kind in (EntryRow(row), StoryRow(row, 4, 3), MemberRow(row, last=True), None):
        drawn = paint_two_lines(kind, "12w", RowOptions(width), selected=True, gone=False)
        assert [line_width(line) for line in drawn] == [width, width]


@pytest.mark.parametrize("title", ["\u4e2d", "\U0001f469\u200d\U0001f467"])
def test_a_title_of_one_character_wider_than_its_room_is_cut(title: str) -> None:
    row = headline(1)._replace(title=SafeText(title))
    for width in range(1, 12):
        for kind in (EntryRow(row), StoryRow(row, 4, 3), MemberRow(row, last=True)):
            drawn = paint_two_lines(kind, "12w", RowOptions(width), selected=True, gone=False)
            assert [line_width(line) for line in drawn] == [width, width]


def test_a_short_title_has_source_age_and_tags_below_it() -> None:
    row = headline(1)._replace(tags=(SafeText("Storm"), SafeText("Port Halden")))
    assert lines(EntryRow(row)) == [" ● Headline 1", "   Harbour Post · 3h  #Storm #Port Halden"]
    assert lines(EntryRow(row), sources=False)[1] == "   3h  #Storm #Port Halden"


def test_a_long_title_goes_on_before_them_and_tags_that_have_no_room_are_left_out() -> None:
    row = headline(1)._replace(title=TITLE, tags=(SafeText("Storm"), SafeText("Schools closed")))
    assert lines(EntryRow(row)) == [
        " ● Storm Petra shuts Port Halden harbour for the first time",
        "   in nineteen years  Harbour Post · 3h  #Storm",
    ]


def test_in_a_narrow_list_the_rest_of_a_title_has_only_the_age_beside_it() -> None:
    row = headline(1)._replace(title=SafeText("Seal that sheltered at fish market returns to sea"))
    assert lines(EntryRow(row), 37) == [" ● Seal that sheltered at fish market", "   returns to sea  3h"]


def test_a_story_says_how_many_tell_it_and_a_member_stands_under_it() -> None:
    row = headline(1)._replace(title=TITLE)
    upper, lower = lines(StoryRow(row, 4, 3))
    assert upper.endswith("+4")
    assert "Harbour Post & 3 · 3h" in lower
    assert lines(MemberRow(headline(1)))[1].startswith("     Harbour Post")


def test_a_heading_has_room_above_it() -> None:
    assert lines(HeadingRow("day", SafeText("Monday"), 3)) == ["", f" ── Monday {'─' * 46} 3"]


def test_a_tag_always_has_the_same_colour() -> None:
    row = headline(1)._replace(tags=(SafeText("Storm"),))
    lower = paint_two_lines(EntryRow(row), "3h", RowOptions(60), selected=False, gone=False)[1]
    assert f"tint-{pick_colour('storm')}" in next(run.style for run in lower if run.text == "#Storm")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("What comets carry", "Harbour Post"),
        ("The town of two clocks has three now", "Harbour…"),
        ("Storm Petra shuts Port Halden harbour for the first time", "Harbour Post"),
    ],
)
def test_on_one_line_a_source_gives_way_to_a_title_that_is_whole_then(title: str, said: str) -> None:
    row = paint_row(EntryRow(headline(1)._replace(title=SafeText(title))), "3h", RowOptions(54))
    assert line_width(row) == 54
    assert said in line_text(row)
