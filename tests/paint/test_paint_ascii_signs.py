"""Signs in ASCII, for terminals without the others."""

import pytest

from tuinews.ui.paint.text.ascii_signs import replace_signs
from tuinews.ui.paint.text.glyphs import UNICODE
from tuinews.ui.paint.text.graphemes import cells

LINES = "".join(map(chr, range(0x2500, 0x25A0)))
"""Lines and blocks: what borders, bars and charts are drawn with."""


@pytest.mark.parametrize("signs", ["".join(UNICODE).replace(UNICODE.raised, ""), LINES, "“a” ‘b’ … × · ▸ ▼ ⟳ ↑ ← – ✓"])
def test_every_sign_becomes_one_as_wide(signs: str) -> None:
    plain = replace_signs(signs)
    assert plain.isascii()
    assert cells(plain) == cells(signs)
    assert [sign.isspace() for sign in plain] == [sign.isspace() or sign == UNICODE.dots for sign in signs]


def test_corners_and_sides_of_a_border_are_told_apart() -> None:
    assert replace_signs("╭─╮│╰━┛┃") == "+-+|+-+|"


def test_letters_and_emoji_of_a_publisher_stay() -> None:
    said = "Ærø 北京 ½ x² 5 € ▶️ ❤️‍🔥 é"
    assert replace_signs(said) == said
