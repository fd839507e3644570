"""Colours on a terminal with 256 of them: as near to the theme's as can be, and no louder."""

import re
from itertools import chain

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorSystem, ColorType
from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from tuinews.ui.terminal.palette import PALETTE, find_nearest, oklab
from tuinews.ui.terminal.textual_private import show_colours_as
from tuinews.ui.themes.own_themes import DARK, LIGHT, PAPER, THEMES
from ui.real_terminal import Terminal

QUIET = 0.06
"""Oklab's chroma of what still looks like a grey."""

ALL_THEMES = list({theme.name: theme for theme in (*THEMES, *BUILTIN_THEMES.values())}.values())


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def colours(theme: Theme) -> dict[str, str]:
    generated = theme.to_color_system().generate()
    return {name: value for name, value in generated.items() if re.fullmatch(r"#[\dA-Fa-f]{6}", value)}


def test_the_palette_is_that_of_xterm() -> None:
    assert {number: tuple(EIGHT_BIT_PALETTE[number]) for number in PALETTE} == PALETTE
    assert set(PALETTE) == set(range(16, 256))


def test_a_colour_of_the_palette_stays_itself() -> None:
    assert all(PALETTE[find_nearest(*shown)] == shown for shown in PALETTE.values())


def test_lightness_and_chroma_are_those_of_oklab() -> None:
    assert oklab(255, 255, 255).lightness == pytest.approx(1, abs=1e-3)
    assert oklab(0, 0, 0).lightness == pytest.approx(0, abs=1e-3)
    assert oklab(128, 128, 128).chroma == pytest.approx(0, abs=1e-3)
    assert oklab(255, 0, 0) == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda theme: theme.name)
def test_no_colour_of_a_theme_turns_loud_or_loses_its_brightness(theme: Theme) -> None:
    for name, colour in colours(theme).items():
        wanted, shown = oklab(*channels(colour)), oklab(*PALETTE[find_nearest(*channels(colour))])
        louder = 0.03 if wanted.chroma < QUIET else 0.08
        assert shown.chroma - wanted.chroma < louder, (name, colour)
        assert abs(shown.lightness - wanted.lightness) < 0.1, (name, colour)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if not theme.ansi], ids=lambda theme: theme.name)
def test_text_stays_readable_and_signs_stay_told_apart(theme: Theme) -> None:
    shown = {name: find_nearest(*channels(colour)) for name, colour in colours(theme).items()}
    for ground in ("background", "surface", "panel"):
        assert oklab(*PALETTE[shown[ground]]).chroma < QUIET
        contrast = oklab(*PALETTE[shown["foreground"]]).lightness - oklab(*PALETTE[shown[ground]]).lightness
        assert abs(contrast) > 0.5
    signs = ("primary", "accent", "error", "success", "foreground")
    assert len({shown[sign] for sign in signs}) == len(signs)


def test_a_dark_ground_with_a_touch_of_blue_is_grey() -> None:
    for colour in (DARK.background, DARK.surface, "#232b3d", "#282739", "#512f37"):
        red, green, blue = PALETTE[find_nearest(*channels(str(colour)))]
        assert red == green == blue
    assert {find_nearest(*channels(str(theme.background))) for theme in (LIGHT, PAPER)} <= {231, 255, 230}


def test_only_a_terminal_with_256_colours_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Color, "downgrade", Color.downgrade)
    show_colours_as(lambda *_: 99)
    said = Color.from_rgb(20, 22, 29)
    assert said.downgrade(ColorSystem.EIGHT_BIT).number == 99
    assert said.downgrade(ColorSystem.TRUECOLOR) == said
    assert said.downgrade(ColorSystem.STANDARD).type is ColorType.STANDARD
    assert Color.parse("color(7)").downgrade(ColorSystem.EIGHT_BIT) == Color.parse("color(7)")
    assert "48;5;99" in Style(bgcolor=said).render("x", color_system=ColorSystem.EIGHT_BIT)


def test_the_reader_writes_no_loud_ground() -> None:
    with Terminal("-m", "tuinews", "demo", environ={"TERM": "tmux-256color", "COLORTERM": None}) as terminal:
        terminal.until("Headlines", "● ")
        # what was read may end within a number, so that 233 would look like 23
        grounds = {int(number) for number in re.findall(r"48;5;(\d+)[;m]", terminal.output)}
        assert not re.search(r"[34]8;2;", terminal.output)
    assert len(grounds) > 1
    assert max(oklab(*PALETTE[number]).chroma for number in chain(grounds, [16])) < QUIET
