"""A headline as one line; finding words; hint letters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paint.samples import NOW, SCRIPTS, headline
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.hints import KEPT_LETTERS, Hints, labels, make_hints, share_labels, slots
from tuinews.ui.paint.headlines.columns import COLUMNS, Column, RowOptions
from tuinews.ui.paint.headlines.row import format_age, paint_placeholder, paint_row
from tuinews.ui.paint.text.glyphs import ASCII
from tuinews.ui.paint.text.runs import SLOT, Run, line_text, line_width, target_at
from tuinews.ui.paint.text.search import find, find_words
from tuinews.ui.rows import EntryRow, HeadingRow, StoryRow
from tuinews.ui.widgets.style_tables import ROW

KNOWN = tuple(
    column for column in COLUMNS if column.name in {"selected", "marker", "title", "others", "signs", "source", "age"}
)
"""The columns that these tests are about, whatever other ones the reader has."""


def options(width: int, **more: Any) -> RowOptions:
    return RowOptions(width, columns=KNOWN, **more)


def test_a_row_has_every_column_of_the_table_unless_others_are_asked_for() -> None:
    assert len(KNOWN) == 7
    story = StoryRow(headline(1)._replace(enclosed=True, later=True), 3)
    drawn = paint_row(story, "2h", RowOptions(80), selected=True)
    assert drawn == paint_row(story, "2h", RowOptions(80, columns=COLUMNS), selected=True)
    assert drawn != paint_row(story, "2h", RowOptions(80, columns=COLUMNS[:-1]), selected=True)


@given(st.sampled_from(SCRIPTS), st.integers(1, 200), st.booleans(), st.booleans(), st.booleans())
def test_a_row_fills_its_width_exactly(title: str, width: int, read: bool, starred: bool, enclosed: bool) -> None:  # noqa: FBT001 — drawn by hypothesis
    row = headline(1)._replace(title=SafeText(title), read=read, starred=starred, later=enclosed, enclosed=enclosed)
    assert line_width(paint_row(EntryRow(row), "12w", RowOptions(width))) == width


def test_an_edited_article_has_a_sign() -> None:
    row = headline(1)._replace(edited=True, enclosed=True)
    assert line_text(paint_row(EntryRow(row), "2h", options(30))) == " ● Headline 1          ✎ ♪  2h"
    plain = options(30, glyphs=ASCII)
    assert line_text(paint_row(EntryRow(row), "2h", plain)) == " * Headline 1          e +  2h"


def test_a_row_says_what_it_is() -> None:
    row = headline(1)._replace(enclosed=True)
    assert (
        line_text(paint_row(EntryRow(row), "2h", options(60)))
        == " ● Headline 1                         ♪     Harbour Post  2h"
    )
    assert (
        line_text(paint_row(EntryRow(row._replace(read=True)), "2h", options(30))) == " ○ Headline 1            ♪  2h"
    )
    assert line_text(paint_row(EntryRow(row._replace(starred=True)), "2h", options(30), selected=True)).startswith(
        "▎●★H"
    )
    assert line_text(paint_row(EntryRow(row), "2h", options(30, glyphs=ASCII))) == " * Headline 1            +  2h"


def test_a_starred_row_tells_without_colours_whether_it_is_read() -> None:
    row = headline(1)._replace(starred=True)
    unread, read = (
        line_text(paint_row(EntryRow(row._replace(read=read)), "2h", options(40))) for read in (False, True)
    )
    assert unread.startswith(" ●★Headline 1")
    assert read.startswith(" ○★Headline 1")


def test_the_source_is_left_out_where_all_are_from_one() -> None:
    assert "Harbour Post" not in line_text(paint_row(EntryRow(headline(1)), "2h", RowOptions(80, sources=False)))


MINUTES = Column("minutes", 8, lambda cell: f"{cell.headline.minutes} min", (("age", ""),), gap=1)
"""A column that the reader does not have."""


@given(st.sampled_from(SCRIPTS), st.integers(1, 200), st.booleans())
def test_a_column_that_is_added_to_the_table_takes_its_room(title: str, width: int, first: bool) -> None:  # noqa: FBT001 — drawn by hypothesis
    row = headline(1)._replace(title=SafeText(title))
    added = (MINUTES, *COLUMNS) if first else (*COLUMNS, MINUTES)
    assert line_width(paint_row(EntryRow(row), "2h", RowOptions(width, columns=added))) == width


def test_a_column_that_is_added_stands_where_it_is_in_the_table() -> None:
    last = paint_row(EntryRow(headline(1)), "2h", RowOptions(40, columns=(*KNOWN, MINUTES)))
    assert line_text(last) == " ● Headline 1                 2h   2 min"
    assert last[-1] == Run("   2 min", "age")
    cut = MINUTES._replace(text=lambda _: "a quarter of an hour")
    first = paint_row(EntryRow(headline(1)), "2h", RowOptions(40, columns=(cut, *KNOWN)))
    assert line_text(first) == " a quar… ● Headline 1                 2h"
    fitted = MINUTES._replace(width="text")
    assert line_text(paint_row(EntryRow(headline(1)), "2h", RowOptions(40, columns=(*KNOWN, fitted)))).endswith(
        "2h 2 min"
    )


def test_every_style_of_a_column_is_a_style_of_the_list() -> None:
    assert {name: ROW[name] for column in COLUMNS for name, _ in column.styles} == dict(
        style for column in COLUMNS for style in column.styles
    )
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert [column.name for column in COLUMNS if column.width == "rest"] == ["title"]


def test_a_long_title_is_cut_with_a_mark() -> None:
    row = headline(1)._replace(title=SafeText("A title that is far too long for this row"))
    assert line_text(paint_row(EntryRow(row), "2h", options(30))) == " ● A title that is far to…  2h"


def test_a_title_cannot_carry_commands_or_markup() -> None:
    row = headline(1)._replace(title=SafeText("x\x1b[2J [/foo] \u202ey"))
    assert "x [/foo] y" in line_text(paint_row(EntryRow(row), "2h", RowOptions(60)))


def test_an_untitled_row_says_so() -> None:
    assert "Untitled" in line_text(paint_row(EntryRow(headline(1)._replace(title=SafeText(""))), "2h", RowOptions(40)))


def test_the_head_of_a_story_says_how_many_others_tell_it() -> None:
    story = StoryRow(headline(1)._replace(enclosed=True), 3)
    assert (
        line_text(paint_row(story, "2h", options(60))) == " ● Headline 1                      +3 ♪     Harbour Post  2h"
    )


def test_a_heading_says_what_follows_and_how_much_of_it() -> None:
    day = HeadingRow("day", SafeText("Monday 3 March"), 12)
    assert line_text(paint_row(day, "", RowOptions(40))) == " ── Monday 3 March ───────────────── 12 "
    assert line_text(paint_row(day._replace(articles=0), "", RowOptions(30))) == " ── Monday 3 March ───────────"
    assert line_text(paint_row(day, "", RowOptions(30, glyphs=ASCII))).startswith(" -- Monday 3 March --")


@given(st.sampled_from(SCRIPTS), st.integers(1, 200), st.integers(0, 10**6))
def test_a_heading_fills_its_width_exactly(text: str, width: int, count: int) -> None:
    assert line_width(paint_row(HeadingRow("feed", SafeText(text), count), "", RowOptions(width))) == width


def test_placeholders_fill_the_row() -> None:
    assert line_text(paint_placeholder(RowOptions(10))) == "   …      "
    assert "no longer here" in line_text(paint_placeholder(RowOptions(30), gone=True))


def test_age_is_told_from_now() -> None:
    assert format_age(EntryRow(headline(60)), NOW) == "1h"


LINES = [
    (Run("The ", "text"), Run("harbour", "strong", 3), Run("¹", "text number slot", 3)),
    (Run("▌ ", "bar"), Run("opened. The", "quote")),
    (Run("▌ ", "bar"), Run("HARBOUR closed", "quote")),
]


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("harbour", [((0, 4, 11),), ((2, 2, 9),)]),
        ("harbour opened", [((0, 4, 12), (1, 0, 8))]),
        ("the  harbour", [((0, 0, 11),), ((1, 10, 13), (2, 0, 9))]),
        ("nowhere", []),
        ("  ", []),
        ("a.*", []),
    ],
)
def test_words_are_found_across_lines_bars_and_link_numbers(
    words: str, pieces: list[tuple[tuple[int, int, int], ...]]
) -> None:
    assert [tuple(tuple(piece) for piece in match) for match in find(LINES, words)] == pieces


def test_words_are_found_across_what_stands_there_in_ascii() -> None:
    lines = [(Run("the harbour[12] \\", "text"),), (Run("| opens [sic] again", "text"),)]
    assert len(find(lines, "harbour opens")) == 1
    assert not find(lines, "opens again")


def test_spots_in_one_line() -> None:
    assert find_words("Port of the port", ["port", "of"]) == [(0, 4), (5, 7), (12, 16)]
    assert find_words("Port", [" "]) == []


@given(st.integers(1, 700), st.integers(0, 9))
def test_labels_are_all_different_of_one_length_and_leave_kept_letters_alone(count: int, kept: int) -> None:
    made = labels(count, kept)
    assert len(set(made)) == count
    assert len({len(label) for label in made}) == 1
    assert not {label[0] for label in made} & set(KEPT_LETTERS[:kept])


@given(st.integers(0, 60), st.integers(0, 900), st.integers(0, 9))
def test_labels_beyond_the_screen_begin_no_other_and_lengthen_none_on_it(seen: int, beyond: int, kept: int) -> None:
    made = share_labels(seen, beyond, kept)
    assert len(set(made)) == len(made) == seen + beyond
    assert not any(one != other and other.startswith(one) for one in set(made) for other in made[:3] + made[-3:])
    assert not {label[0] for label in made} & set(KEPT_LETTERS[:kept])
    if seen < 26 - kept:
        assert {len(label) for label in made[:seen]} <= {1}


def test_a_target_beyond_the_screen_has_its_letter_too() -> None:
    hints = make_hints(list(enumerate(LINES)), {3, 4, 5}, {5: "a"}, browser=False)
    assert [slot.target for slot in hints.slots] == [3]
    assert hints.labels == {3: "s", 4: "d", 5: "a"}
    below = hints.move_to([(9, (Run("next", f"number {SLOT}", 4),))])
    assert ([slot.target for slot in below.slots], below.labels) == ([4], hints.labels)


def test_labels_are_as_short_as_can_be() -> None:
    assert labels(3) == ("a", "s", "d")
    assert len(labels(27)[0]) == 2


def test_each_target_has_one_slot_and_what_is_not_allowed_none() -> None:
    numbered = list(enumerate([*LINES, LINES[0]]))
    assert [(slot.y, slot.x, slot.target) for slot in slots(numbered)] == [(0, 11, 3)]
    assert make_hints(numbered, frozenset(), {}, browser=False).slots == ()


def test_hints_are_drawn_over_their_slots_and_typed_letters_vanish() -> None:
    hints = make_hints(list(enumerate(LINES)), frozenset({3}), {}, browser=True)
    assert line_text(hints.draw_labels(0, LINES[0], 40)) == "The harboura"
    assert line_text(hints.draw_labels(1, LINES[1], 40)) == line_text(LINES[1])
    two = Hints(hints.slots, {3: "as"}, browser=False)
    assert line_text(two.draw_labels(0, LINES[0], 12)) == "The harbouas"[:10] + "as"
    assert line_text(two.after("a").draw_labels(0, LINES[0], 12)) == "The harbours"
    assert two.after("x").find_matching("x") == []


def test_the_target_under_a_cell() -> None:
    assert [target_at(LINES[0], x) for x in (0, 3, 4, 11, 12, 99)] == [-1, -1, 3, 3, -1, -1]
