"""Lines of right-to-left scripts are drawn in reading order; all others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.reading_order import RIGHT_TO_LEFT, begins_right, order
from tuinews.ui.paint.text.runs import Run, find_target, line_text, line_width, target_at
from tuinews.ui.paint.text.wrap import wrap

LATIN_AND_HEBREW = "abc 12.,-:()+$%/ \u05d0\u05d1\u05d2\u05d3"


def order_text(text: str) -> str:
    return line_text(order((Run(text, ""),)))


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Storm Petra", "Storm Petra"),
        ("\u05d0\u05d1\u05d2", "\u05d2\u05d1\u05d0"),
        ("\u05d0\u05d1 xy \u05d2\u05d3", "\u05d3\u05d2 xy \u05d1\u05d0"),
        ("xy \u05d0\u05d1 \u05d2\u05d3 z", "xy \u05d3\u05d2 \u05d1\u05d0 z"),
        ("\u05d0\u05d1 1,234.5 \u05d2", "\u05d2 1,234.5 \u05d1\u05d0"),
        ("\u05d0 (\u05d1)", "(\u05d1) \u05d0"),
        ("x (\u05d0\u05d1) y", "x (\u05d1\u05d0) y"),
        ("\u05d0 \xab\u05d1\xbb", "\xab\u05d1\xbb \u05d0"),
        ("\u05d0 \u201d\u05d1\u201c", "\u201c\u05d1\u201d \u05d0"),
        ("\u05d0 20% $5", "$5 20% \u05d0"),
        ("\u05e9\u05c1\u05dc", "\u05dc\u05e9\u05c1"),
    ],
)
def test_a_text_is_drawn_as_the_bidirectional_algorithm_says(written: str, drawn: str) -> None:
    assert order_text(written) == drawn


def test_arabic_letters_are_joined() -> None:
    assert order_text("\u0628\u0628\u0628") == "\ufe90\ufe92\ufe91"
    assert order_text("\u0627\u0628") == "\ufe8f\ufe8d"
    assert order_text("\u0628\u200c\u0628") == "\ufe8f\ufe8f\u200c"
    assert order_text("\u0645\u0652\u0645") == "\ufee2\ufee3\u0652"


def test_columns_signs_and_gaps_stay_where_they_are() -> None:
    row = (Run("\u25cf ", "sign"), Run("\u05d0\u05d1 \u05d2     ", "title"), Run("\u05d3\u05d4  5d", "source"))
    drawn = order(row)
    assert line_text(drawn) == "\u25cf \u05d2 \u05d1\u05d0     \u05d4\u05d3  5d"
    assert [run.style for run in drawn] == ["sign", "title", "source"]


@pytest.mark.parametrize("signs", ["\u061f\u061f", " \u060c ", "\u064b", "\u066a!"])
def test_a_text_of_nothing_but_signs_of_a_right_to_left_script_stays_as_it_is(signs: str) -> None:
    assert order_text(signs) == signs


def test_a_paragraph_that_begins_at_the_right_ends_at_the_right() -> None:
    first, second = wrap([Run("\u05d0\u05d1\u05d2 \u05d3\u05d4 one", "text")], 7)
    assert RIGHT_TO_LEFT in first[0].style
    assert line_text(order(first, 9)) == "   \u05d4\u05d3 \u05d2\u05d1\u05d0"
    assert line_text(order(second, 9)) == "      one"
    assert RIGHT_TO_LEFT not in wrap([Run("one \u05d0\u05d1", "text")], 7)[0][0].style
    assert not begins_right("12 - one \u05d0")


def test_targets_and_styles_go_with_their_letters() -> None:
    line = (Run("\u05d0\u05d1 ", "text"), Run("\u05d2\u05d3", "link", 3), Run(" x", "text"))
    drawn = order(line)
    at = find_target(drawn, 3)
    assert line_text(drawn)[at : at + 2] == "\u05d3\u05d2"
    assert [target_at(drawn, x) for x in (at, at + 1)] == [3, 3]


@given(st.text(LATIN_AND_HEBREW, max_size=20), st.integers(0, 40))
def test_no_letter_and_no_cell_is_lost(text: str, width: int) -> None:
    line = (Run(text, "text"),)
    drawn = order(line)
    assert line_width(drawn) == cells(text)
    assert sorted(line_text(drawn).translate(str.maketrans("()", "||"))) == sorted(
        text.translate(str.maketrans("()", "||"))
    )
    whole = order((Run(text, f"text {RIGHT_TO_LEFT}"),), width)
    assert line_width(whole) <= max(width, cells(text))
