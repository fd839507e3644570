"""Lines: never too wide, nothing lost, broken where a reader expects it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paint.samples import SCRIPTS
from tuinews.ui.paint.text.graphemes import cells, clusters
from tuinews.ui.paint.text.runs import Run, line_text, line_width, restyle, write_over
from tuinews.ui.paint.text.wrap import _break_any_script, _narrow, breaks, wrap, wrap_evenly

WORDS = st.lists(st.sampled_from([*" ".join(SCRIPTS).split(), "-", "a", "—", "\n", "x" * 50]), max_size=40).map(
    " ".join
)
WIDTHS = st.integers(2, 90)


def lines_of(text: str, width: int) -> list[str]:
    return [text[a:b] for a, b in breaks(text, width)]


@given(WORDS, WIDTHS)
def test_no_line_is_wider_than_the_room(text: str, width: int) -> None:
    for line in lines_of(text, width):
        assert cells(line) <= width or len(clusters(line)) == 1


@given(WORDS, WIDTHS)
def test_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    assert "".join("".join(lines_of(text, width)).split()) == "".join(text.split())


@given(WORDS, WIDTHS)
def test_no_cluster_is_cut(text: str, width: int) -> None:
    whole = {c.start for c in clusters(text)} | {c.end for c in clusters(text)}
    for a, b in breaks(text, width):
        assert a == b or {a, b} <= whole


@given(st.text(st.sampled_from("abcé -—/.x"), max_size=120), st.integers(3, 30))
def test_the_quick_way_is_the_same_as_the_general_one(text: str, width: int) -> None:
    text = " ".join(text.split())
    assert _narrow(text, width) == _break_any_script(text, width)


@given(st.lists(st.text(st.sampled_from("ab 港-"), min_size=1, max_size=9), max_size=12), st.integers(4, 30))
def test_runs_keep_their_look_across_lines(texts: list[str], width: int) -> None:
    runs = [Run(text, f"look{n}") for n, text in enumerate(texts)]
    whole = "".join(texts)
    looks = [run.style for run in runs for _ in run.text]
    for line, (start, end) in zip(wrap(runs, width), breaks(whole, width), strict=True):
        assert line_text(line) == whole[start:end]
        assert [run.style for run in line for _ in run.text] == looks[start:end]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("well-known words", 6, ["well-", "known", "words"]),
        ("-5 degrees", 9, ["-5", "degrees"]),
        ("a line\nand another", 80, ["a line", "and another"]),
        ("", 10, [""]),
        ("港は開いた。", 10, ["港は開い", "た。"]),
        ("「港」と", 4, ["「港", "」と"]),
        ("https://a.example/path/to/it", 14, ["https://a.", "example/path/", "to/it"]),
        ("two  spaces", 4, ["two", "spac", "es"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    assert lines_of(text, width) == expected


@given(st.text(st.sampled_from("ab港👍🏽e\u0301 "), max_size=30), st.integers(0, 30), st.sampled_from(["a", "sd"]))
def test_writing_over_a_line_moves_nothing(text: str, column: int, label: str) -> None:
    line = (Run(text, "text"),)
    drawn = write_over(line, column, label, "hint")
    assert line_width(drawn) == max(line_width(line), column + len(label))
    at = 0
    for run in drawn:
        if run.style == "hint":
            assert (at, run.text) == (column, label)
        at += cells(run.text)


def test_adding_a_look_touches_only_its_characters() -> None:
    line = (Run("harbour", "text", 3), Run(" master", "strong"))
    assert restyle(line, 4, 9, "found") == (
        Run("harb", "text", 3),
        Run("our", "text found", 3),
        Run(" m", "strong found"),
        Run("aster", "strong"),
    )


@given(WORDS, WIDTHS)
def test_even_lines_are_no_more_and_lose_nothing(text: str, width: int) -> None:
    lines, even = wrap([Run(text, "x")], width), wrap_evenly([Run(text, "x")], width)
    assert len(even) == len(lines)
    assert "".join("".join(map(line_text, even)).split()) == "".join(text.split())
    assert max(map(line_width, even)) <= max(map(line_width, lines))


def test_even_lines_break_no_word_that_has_room() -> None:
    title = "Lebensmittelkennzeichnungsverordnung wird bis zum Herbst neu gefasst"
    drawn = [line_text(line) for line in wrap_evenly([Run(title, "x")], 40)]
    assert drawn == ["Lebensmittelkennzeichnungsverordnung", "wird bis zum Herbst neu gefasst"]
    short = "Lebensmittelkennzeichnungsverordnung neu"
    assert line_text(wrap_evenly([Run(short, "x")], 38)[0]) == "Lebensmittelkennzeichnungsverordnung"


def test_no_word_stands_alone_on_the_last_of_even_lines() -> None:
    title = "After forty years of drawings, Marenia and Talmark sign for the bridge"
    assert [line_text(line) for line in wrap([Run(title, "x")], 66)][-1] == "bridge"
    assert [line_text(line) for line in wrap_evenly([Run(title, "x")], 66)] == [
        "After forty years of drawings, Marenia",
        "and Talmark sign for the bridge",
    ]
