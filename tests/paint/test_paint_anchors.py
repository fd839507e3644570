from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuinews.model.text import safe_text
from tuinews.ui.paint.anchors import blank, column, resolve
from tuinews.ui.paint.graphemes import cells, disputed


def test_hidden_commands_take_no_cells_for_the_toolkit() -> None:
    assert cell_len(column(153) + blank(40)) == 0


def test_hidden_commands_become_the_terminals_own() -> None:
    assert resolve(f"a{column(9)}b{blank(12)}c") == "a\x1b[10Gb\x1b[12Xc"


def test_output_without_commands_stays_as_it_is() -> None:
    assert resolve("\x1b[1mplain\x1b[0m") == "\x1b[1mplain\x1b[0m"


@given(st.text())
def test_no_feed_can_write_a_command(text: str) -> None:
    hostile = safe_text(f"{text}{column(5)}{blank(9)}")

    assert resolve(hostile) == hostile


@given(st.text(alphabet=[chr(c) for c in range(0xE0000, 0xE0080)]))
def test_half_a_command_reaches_no_terminal(tags: str) -> None:
    assert not any("\U000e0000" <= char <= "\U000e007f" for char in resolve(f"{column(1)}{tags}"))


def test_terminals_dispute_vowel_signs_and_joined_emoji_only() -> None:
    assert disputed("हिमपात")
    assert disputed("👩‍👩‍👧")
    assert not any(map(disputed, ("harbour", "Grünhafen", "潮見新報", "порт", "ทะเล", "ميناء")))


def test_a_disputed_text_is_given_the_room_of_the_widest_terminal() -> None:
    assert cells("हिमपात") == 6
    assert cell_len("हिमपात") == 4
