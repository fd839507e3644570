"""The cleaner: whatever a feed says, nothing of it commands the terminal, and what can be read stays."""

import re
import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuinews.model.text import bare_words, count_minutes, count_reading_minutes, fold, safe_block, safe_span, safe_text

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zs", "Zl", "Zp"]),
        st.sampled_from("\x1b\x9b\x9d\x07\x9c[]PX^_\\;m0A \t\n\r\x85\u200d\u0301\u3000\u00a0"),
    ),
    max_size=120,
)
COMMANDS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)


@given(HOSTILE, st.integers(1, 60))
@example("\x1b\x1b[0m[31m", 60)
@example("a\u00a0 b", 60)
@example("a \u200b b", 60)
@example("\u0301" * 99, 60)
@example("👩\u200d" * 40, 20)
def test_cleaning_leaves_no_command_holds_its_limit_and_is_done_once(value: str, limit: int) -> None:
    for clean in (safe_text, safe_block, safe_span):
        cleaned = clean(value, limit)
        assert not COMMANDS.search(cleaned)
        assert len(cleaned) <= limit
        assert clean(cleaned, limit) == cleaned


@given(HOSTILE)
def test_a_line_is_one_line_without_edges_or_runs_of_spaces(value: str) -> None:
    line = safe_text(value)
    assert "\n" not in line
    assert line == line.strip()
    assert "  " not in line
    assert "\n" not in safe_span(value)


@given(HOSTILE)
def test_no_base_carries_more_than_four_marks(value: str) -> None:
    run = 0
    for character in safe_block(value):
        marked = unicodedata.category(character) in {"Mn", "Me"} or character in "\u200c\u200d"
        run = run + 1 if marked else 0
        assert run <= 4


@given(st.text(string.printable.replace("\t", "").replace("\r", "").replace("\x0b", "").replace("\x0c", "")))
def test_visible_ascii_is_kept(value: str) -> None:
    assert safe_block(value) == value
    assert safe_text(value) == " ".join(value.split())


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=50))
def test_words_and_signs_of_every_script_are_kept(value: str) -> None:
    assert safe_text(value) == value


SEQUENCES = [
    "\x1b]52;c;ZWNobyBoaQ==\x07",
    "\x1b]0;title\x1b\\",
    "\x1b]8;;http://evil.example\x07",
    "\x9d2;title\x9c",
    "\x1b]1337;File=name=x:AAAA\x07",
    "\x1b[2J",
    "\x1b[6n",
    "\x1b[?1049l",
    "\x1b[38;5;196m",
    "\x9b31m",
    "\x1bc",
    "\x1b(0",
    "\x1bP+q544e\x1b\\",
    "\x90q\x9c",
    "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_t1_t2_whole_sequences_vanish_and_the_text_around_them_stays(sequence: str) -> None:
    for clean in (safe_text, safe_block, safe_span):
        assert clean(f"before{sequence}after") == "beforeafter"


@pytest.mark.parametrize(
    ("cut", "left"),
    [
        ("\x1b]52;c;ZWNo", "52;c;ZWNo"),
        ("\x1b[31", "31"),
        ("\x1b", ""),
        ("\x9b", ""),
        ("\x9dtitle", "title"),
        ("\x1bPq", "q"),
        ("\x9d1\x9d2\x07x", "1x"),
    ],
)
def test_t1_of_a_sequence_that_was_cut_off_only_the_introducer_goes(cut: str, left: str) -> None:
    assert safe_text(f"kept {cut}") == f"kept {left}".strip()


@pytest.mark.parametrize(
    "markup", ["[/foo]", "[/", "[bold]x[/bold", "[@click=app.quit]x[/]", "[$x]", "[Video]", '["', "\\[b]", "C:\\[b]\\"]
)
def test_t3_what_looks_like_markup_stays_literally(markup: str) -> None:
    assert safe_text(markup) == markup


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066a\u2069", "a"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("flag\U000e0067\U000e007f", "flag"),
        ("x\ufdd0\uffff\U0003fffe\U0010ffff", "x"),
        ("e" + "\u0301" * 500, "e" + "\u0301" * 4),
        ("ก" + "\u0e31" * 500, "ก" + "\u0e31" * 4),
        ("a" + "\u200d" * 500 + "b", "a" + "\u200d" * 4 + "b"),
        ("👩🏽\u200d🚀 ❤\ufe0f", "👩🏽\u200d🚀 ❤\ufe0f"),
        ("क्षत्रिय", "क्षत्रिय"),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
    ],
)
def test_t4_invisible_and_piled_up_characters(value: str, cleaned: str) -> None:
    assert safe_text(value) == cleaned


def test_t5_every_kind_of_line_end_is_a_space_in_a_line_and_a_line_feed_in_a_block() -> None:
    for end in ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        assert safe_text(f"a{end}b") == "a b"
        assert safe_block(f"a{end}b") == "a\nb"
    assert safe_text(" a \t\r\n b ") == "a b"
    assert safe_block("a\tb\n  c") == "a       b\n  c"
    assert safe_span(" a\n\nb  ") == " a b "


def test_a_cut_is_marked_and_falls_between_clusters() -> None:
    assert safe_text("word " * 9, 11) == "word word…"
    assert safe_text("e\u0301" * 9, 6) == "e\u0301e\u0301…"
    assert safe_text("ab👩\u200d🚀", 4) == "ab…"
    assert safe_text("abc", 3) == "abc"


@pytest.mark.parametrize(
    "unit", ["\x9d", "\x1b]", "\x1b[0", "\x1bP1", "\u0301", "\u200d", "\u00a0 ", "\t", "<!--", "&"]
)
def test_b1_a_long_hostile_text_is_looked_through_once(unit: str) -> None:
    """Two hundred thousand introducers would take hours if each were searched to its end."""
    text = unit * 200_000
    for clean in (safe_text, safe_block, safe_span, bare_words):
        assert len(clean(text)) <= 1_600_000


def test_names_are_compared_without_case_width_and_spacing() -> None:
    assert fold("  North\u00a0 Korea ") == fold("NORTH KOREA") == "north korea"
    assert fold("Straße") == "strasse"
    assert fold("ＡＢＣ") == "abc"


@given(HOSTILE)
def test_folding_twice_is_folding_once(value: str) -> None:
    assert fold(fold(value)) == fold(value)


def test_the_words_of_markup_are_bare() -> None:
    assert bare_words("<p>a &amp; b</p><script>x()</script><!-- c --><b>d").split() == ["a", "&", "b", "d"]
    assert bare_words("plain") == "plain"


def test_reading_takes_at_least_a_minute_and_knows_scripts_without_spaces() -> None:
    assert count_reading_minutes(0, 0) == 1
    assert count_reading_minutes(6_000, 1_150) == 5
    assert count_reading_minutes(5_000, 3) == 10


@pytest.mark.parametrize(
    ("markup", "minutes"),
    [
        ("", 0),
        ("<p></p><script>one two</script>", 1),
        ("word " * 460, 2),
        ("<p>word&nbsp;</p>" * 460, 2),
        ("<p>fish &amp; chips</p>" * 230, 3),
        ("東京" * 500, 2),
    ],
)
def test_minutes_of_markup_are_those_of_its_words(markup: str, minutes: int) -> None:
    assert count_minutes(markup) == minutes
    bare = bare_words(markup)
    assert minutes == (count_reading_minutes(len(bare), len(bare.split())) if bare else 0)
