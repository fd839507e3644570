import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from wcwidth import wcwidth

from tuinews.model.text import safe_text
from tuinews.ui.paint.text.disputed_width import mark_width, resolve_marks
from tuinews.ui.paint.text.graphemes import cells, clusters, is_disputed

WORDS = "हिमपात पहाडी"


def framed(text: str, left: int = 0) -> str:
    out = ""
    for cluster in clusters(text):
        part = text[cluster.start : cluster.end]
        out += mark_width(part, left, cluster.cells) if is_disputed(part) else part
        left += cluster.cells
    return out


def shown_cells(output: str) -> int:
    """How far the cursor stands from its start after the output, in a terminal that obeys."""
    at = 0
    for command, text in re.findall("\x1b\\[(\\d+)G|([^\x1b]+|\x1b\\[\\d+X)", output):
        if command:
            at = int(command) - 1
        elif not text.startswith("\x1b"):
            at += cell_len(text)
    return at


def test_textual_counts_the_room_that_was_given() -> None:
    assert cell_len(framed(WORDS)) == cells(WORDS)
    assert cell_len(framed("👩‍👩‍👧")) == cells("👩‍👩‍👧")


def test_a_frame_becomes_the_terminals_own_commands() -> None:
    assert resolve_marks(f"a{mark_width('मा', 9, 2)}b") == "a\x1b[10G\x1b[2Xमा\x1b[12Gb"


def test_output_without_frames_stays_as_it_is() -> None:
    assert resolve_marks("\x1b[1mplain\x1b[0m") == "\x1b[1mplain\x1b[0m"


def test_a_picture_between_frames_stays_as_it_is() -> None:
    picture = "\x1b[38;2;1;2;3;48;2;4;5;6m▀▀\x1b[0m\x1b[2D\x1b7\x1bP0;1;0q#1!24~$-\x1b\\\x1b8\x1b[2C"
    frame = mark_width(WORDS[:2], 3, 2)
    written = resolve_marks(frame)
    assert resolve_marks(f"{frame}{picture}\n{picture}\r\n{picture}{frame}") == (
        f"{written}{picture}\n{picture}\r\n{picture}{written}"
    )


@pytest.mark.parametrize("cut", range(1, cells(WORDS)))
def test_a_line_that_something_lies_over_keeps_its_columns(cut: int) -> None:
    left, right = Segment(framed(WORDS)).split_cells(cut)
    before, after = resolve_marks(f"\x1b[1m{left.text}\x1b[0m"), resolve_marks(f"\x1b[1m{right.text}\x1b[0m")
    assert shown_cells(before.replace("\x1b[1m", "").replace("\x1b[0m", "")) == cut
    columns = [int(found) - 1 for found in re.findall("\x1b\\[(\\d+)G", after)]
    assert all(column >= cut for column in columns), "nothing is written over what lies there"
    whole = after.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert shown_cells(whole) in {cells(WORDS), cells(WORDS) - cut}


@given(st.text())
def test_no_feed_can_write_a_command(text: str) -> None:
    hostile = safe_text(f"{text}{mark_width('मा', 5, 9)}")
    written = resolve_marks(hostile)
    assert re.sub("\x1b7\x1b\\[[1-9]X|\x1b8\x1b\\[[1-9]C", "", written) == hostile, "but those that keep columns"


@given(st.text(alphabet=[chr(c) for c in range(0xE0000, 0xE0080)]))
def test_half_a_frame_reaches_no_terminal(tags: str) -> None:
    for output in (f"{mark_width('मा', 1, 2)}{tags}", f"{tags}{mark_width('मा', 1, 2)}"):
        assert not any("\U000e0000" <= char <= "\U000e007f" for char in resolve_marks(output))


EMOJI = ["👍🏽", "✌🏻", "👨🏿‍🚀", "🧑‍🤝‍🧑", "🏳️‍🌈", "⛹🏽‍♀️", "🇩🇪", "❤️", "☺️", "1️⃣", "⌚︎", "🫱🏻‍🫲🏿", "🏴‍☠️"]
"""Of every kind that terminals join or do not: skin tones, professions, flags, keycaps, asked looks."""

UNJOINED = {"\u200d": 0, "\ufe0e": 0, "\ufe0f": 0, "\u20e3": 0, **dict.fromkeys("🏻🏼🏽🏾🏿🇩🇪", 2)}


def widths_elsewhere(text: str) -> set[int]:
    """The cells of an emoji where nothing is joined, with the look that is asked for or without."""
    alone = [UNJOINED.get(char, max(1, wcwidth(char))) for char in text]
    asked = [alone[n] == 1 and after == "\ufe0f" for n, after in enumerate(text[1:])]
    return {sum(alone), sum(alone) + sum(asked), cell_len(text)}


@pytest.mark.parametrize("emoji", EMOJI)
def test_an_emoji_has_the_room_of_every_terminal_and_what_follows_its_column(emoji: str) -> None:
    assert is_disputed(emoji)
    assert cells(emoji) >= max(widths_elsewhere(emoji))
    assert cell_len(framed(emoji)) == cells(emoji)
    assert shown_cells(resolve_marks(f"{framed(emoji)}│")) == cells(emoji) + 1


@pytest.mark.parametrize("words", EMOJI)
def test_what_textual_writes_by_itself_keeps_the_columns_that_it_counted(words: str) -> None:
    drawn = resolve_marks(f"\x1b[1m─ {words} ─\x1b[0m")
    covered = re.findall("\x1b7\x1b\\[(\\d+)X([^\x1b]+)\x1b8\x1b\\[(\\d+)C", drawn)
    assert covered
    assert all(int(erased) == int(passed) == cell_len(part) for erased, part, passed in covered)
    assert re.sub("\x1b[78]|\x1b\\[\\d+[XC]", "", drawn) == f"\x1b[1m─ {words} ─\x1b[0m"
    assert resolve_marks(f"─ {WORDS} ─") == f"─ {WORDS} ─", "without its vowel signs it could not be read"
    for address in (f"\x1b]8;;https://a.example/{words}\x1b\\plain", f"\x1b]0;{words}\x07"):
        assert resolve_marks(address) == address, "an address is no text"


def test_terminals_dispute_vowel_signs_and_joined_emoji_only() -> None:
    assert is_disputed("हिमपात")
    assert is_disputed("👩‍👩‍👧")
    assert not any(map(is_disputed, ("harbour", "Grünhafen", "潮見新報", "порт", "ทะเล", "ميناء")))


def test_a_disputed_text_is_given_the_room_of_the_widest_terminal() -> None:
    assert cells("हिमपात") == 6
    assert cell_len("हिमपात") == 4
