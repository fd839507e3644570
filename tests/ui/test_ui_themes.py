"""Every theme can be read: text, what is quieter than it, and what stands on other grounds."""

import re
from collections.abc import Iterator, Mapping

import pytest
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from tuinews.ui.themes.own_themes import CONTRAST, DARK, TERMINAL, THEMES
from tuinews.ui.themes.shades import find_variables, measure_contrast
from tuinews.ui.widgets import footer, header, menu, sidebar
from tuinews.ui.widgets.line_styles import plain_style
from tuinews.ui.widgets.style_tables import ARTICLE, ROW

SIGNS = {"marker-read", "branch", "rule", "pending", "fold", "away", "bar", "sign", "marker"}
"""Styles of signs, lines and of what is not there yet: nothing that is read."""

TABLES = {
    "row": (ROW, "background"),
    "article": (ARTICLE, "background"),
    "sidebar": (sidebar.STYLES, "background"),
    "menu": (menu.STYLES, "surface"),
    "header": (header.STYLES, "panel"),
    "footer": (footer.STYLES, "panel"),
}

COLOUR = re.compile(r"(?<!-)color: \$([\w-]+)(?: (\d+)%)?")
GROUND = re.compile(r"background: \$([\w-]+)(?: (\d+)%)?")


def colours_of(theme: Theme) -> dict[str, Color]:
    variables = {**find_variables(theme), **theme.to_color_system().generate(), **theme.variables}
    parsed = {}
    for name, value in variables.items():
        try:
            parsed[name] = Color.parse(value)
        except ColorParseError:  # a style of text, or a colour that depends on another
            continue
    return parsed


def blended(found: re.Match[str] | None, ground: Color, colours: Mapping[str, Color]) -> Color | None:
    if found is None:
        return None
    return ground.blend(colours[found[1]], int(found[2] or 100) / 100, alpha=1.0)


def contrasts(theme: Theme, *, over: str = "") -> Iterator[tuple[str, float]]:
    """The contrast of each style with the ground it stands on; `over` is that of a row which is current."""
    colours = colours_of(theme)
    for table, (styles, below) in TABLES.items():
        for name, rules in styles.items():
            if name in SIGNS:
                continue
            ground = blended(GROUND.search(over or rules), colours[below], colours) or colours[below]
            text = blended(COLOUR.search(rules), ground, colours) or colours["foreground"]
            yield f"{table} {name}", measure_contrast(text, ground)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme is not TERMINAL], ids=lambda theme: theme.name)
def test_every_text_of_a_theme_stands_out_from_its_ground(theme: Theme) -> None:
    wanted = 7.0 if theme is CONTRAST else 4.5
    weak = {name: round(ratio, 2) for name, ratio in contrasts(theme) if ratio < wanted}
    assert not weak
    on_the_row = {
        name: round(ratio, 2)
        for name, ratio in contrasts(theme, over="background: $primary 30%")
        if name.startswith("row") and name not in {"row found", "row count"} and ratio < 3
    }
    assert not on_the_row


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_quiet_text_can_be_read_in_every_theme_of_textual(theme: Theme) -> None:
    colours = colours_of(theme)
    if theme.ansi:
        assert all(value.startswith("ansi_") for value in find_variables(theme).values())
        return
    for name in ("quiet", "faint"):
        best = measure_contrast(colours["foreground"], colours["background"])
        assert measure_contrast(colours[name], colours["background"]) >= min(4.5, best - 0.1), name


def test_contrast_is_that_of_the_standard() -> None:
    black, white = Color.parse("#000"), Color.parse("#fff")
    assert measure_contrast(black, white) == measure_contrast(white, black) == pytest.approx(21)
    assert measure_contrast(Color.parse("#777"), white) == pytest.approx(4.48, abs=0.01)
    assert measure_contrast(black, black) == 1


def test_there_are_eight_themes_and_each_has_its_name() -> None:
    assert len({theme.name for theme in THEMES}) == len(THEMES) == 8
    assert THEMES[0] is DARK
    assert all(theme.name.startswith("tuinews-") for theme in THEMES)


@pytest.mark.parametrize(
    ("word", "rules", "stands_out", "told"),
    [
        ("current", "background: $foreground 14%;", True, Style(reverse=True)),
        ("current", "background: $foreground 14%;", False, Style(underline=True)),
        ("read", "color: $quiet;", False, Style(dim=True)),
        ("unread", "color: $foreground; text-style: bold;", False, Style.null()),
        ("chip", "background: $primary 20%; color: $foreground 90%;", True, Style(dim=True)),
        ("match", "background: $warning; color: $background;", True, Style(color="default", reverse=True, dim=False)),
    ],
)
def test_without_shades_attributes_tell_the_same(word: str, rules: str, told: Style, *, stands_out: bool) -> None:
    assert plain_style(word, rules, stands_out=stands_out) == told
