"""Characters as readers see them, and cutting between them."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from paint.samples import SCRIPTS
from tuinews.ui.paint.text.graphemes import cells, clip, clip_middle, clusters, is_narrow, pad


def parts(text: str) -> list[str]:
    return [text[c.start : c.end] for c in clusters(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("👩\u200d👩\u200d👧!", ["👩\u200d👩\u200d👧", "!"]),
        ("👍🏽a", ["👍🏽", "a"]),
        ("🇳🇵🇵🇹🇪", ["🇳🇵", "🇵🇹", "🇪"]),
        ("❤\ufe0f", ["❤\ufe0f"]),
        ("क्षेत्र", ["क्षे", "त्र"]),
        ("กำลัง", ["กำ", "ลั", "ง"]),
        ("\u1112\u1161\u11ab\u1100", ["\u1112\u1161\u11ab", "\u1100"]),
        ("한글", ["한", "글"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
    ],
)
def test_clusters_are_what_a_reader_calls_a_character(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.text())
def test_clusters_cover_the_text_without_gaps(text: str) -> None:
    assert "".join(parts(text)) == text


FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
AS_EMOJI = "\ufe0f"
SIGNS: Any = ["Ll", "Lu", "Lo", "Mn", "So", "Zs", "Po"]


@given(st.text(st.characters(categories=SIGNS)))
@example(FLAG_LETTERS[:3])
@example(f"x1{AS_EMOJI}©{AS_EMOJI}")
def test_cells_of_the_clusters_are_the_cells_of_the_text(text: str) -> None:
    assert sum(c.cells for c in clusters(text)) == cells(text)


@given(st.text(st.characters(categories=SIGNS, exclude_characters=FLAG_LETTERS + AS_EMOJI)))
def test_cells_are_those_that_textual_counts_where_terminals_agree(text: str) -> None:
    assert sum(c.cells for c in clusters(text)) == cell_len(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_narrow_text_is_measured_by_its_length(text: str) -> None:
    if is_narrow(text):
        assert cell_len(text) == len(text) == len(clusters(text))


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("width", [0, 1, 2, 5, 17, 200])
def test_clipped_text_fits_and_ends_between_clusters(text: str, width: int) -> None:
    clipped = clip(text, width)
    assert cells(clipped) <= width
    if clipped != text and clipped:
        kept = clipped.removesuffix("…")
        ends = {c.end for c in clusters(text)}
        assert clipped.endswith("…")
        assert text.startswith(kept)
        assert any(text[: len(kept)] == text[:end].rstrip() for end in {0, *ends})


@given(st.text(max_size=40), st.integers(0, 30))
def test_a_text_with_its_middle_left_out_fits_too(text: str, width: int) -> None:
    clipped = clip_middle(text, width)
    assert cells(clipped) <= width
    if clipped != text and clipped:
        head, _, tail = clipped.partition("…")
        assert text.startswith(head) or "…" in text
        assert text.endswith(tail) or "…" in text


def test_the_middle_is_what_is_left_out() -> None:
    assert clip_middle("The Halden Courier", 14) == "The Halde…rier"
    assert clip_middle("The Halden Courier: Sport", 14) == "The Halde…port"
    assert clip_middle("The Halden Courier", 18) == "The Halden Courier"
    assert clip_middle("潮見新報の科学と技術", 11) == "潮見新報…術"
    assert clip_middle("Courier", 4) == "Cou…"


def test_what_fits_is_not_clipped() -> None:
    assert clip("港は月曜日", 10) == "港は月曜日"
    assert clip("港は月曜日", 9) == "港は月曜…"
    assert clip("harbour", 7) == "harbour"
    assert clip("harbour", 6) == "harbo…"


def test_padding_counts_cells() -> None:
    assert pad("港", 4) == "港  "
