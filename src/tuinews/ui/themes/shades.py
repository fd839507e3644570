"""The colours that a theme need not name: those of topics, and of what is less important than the text."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from textual.app import App
from textual.color import Color
from textual.theme import Theme

TEXT_CONTRAST = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3)."""

DARK_TINTS: Mapping[str, str] = {
    "red": "#d98a90",
    "orange": "#d2a077",
    "yellow": "#c2b06d",
    "green": "#8db88d",
    "teal": "#7cb8b1",
    "blue": "#8fb0dc",
    "purple": "#b3a1dc",
    "pink": "#d39abb",
}
_LIGHT_TINTS: Mapping[str, str] = {
    "red": "#a03a42",
    "orange": "#8a4d12",
    "yellow": "#6f5c00",
    "green": "#2e6834",
    "teal": "#1d6c66",
    "blue": "#2c5f9e",
    "purple": "#6548a3",
    "pink": "#973c70",
}
_TERMINAL_TINTS: Mapping[str, str] = {
    "red": "ansi_red",
    "orange": "ansi_bright_red",
    "yellow": "ansi_yellow",
    "green": "ansi_green",
    "teal": "ansi_cyan",
    "blue": "ansi_blue",
    "purple": "ansi_magenta",
    "pink": "ansi_bright_magenta",
}

_QUIET = {"quiet": 0.68, "faint": 0.56, "trace": 0.4, "line": 0.25}
"""How much of the text's colour is left in what is less important than it; the last two are for signs and lines."""

_TEXTS = ("quiet", "faint")


def measure_contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def find_variables(theme: Theme) -> Mapping[str, str]:
    """Return the colours that a theme need not name: those of topics, and of what is less important than the text.

    Quiet text keeps so much of the text's colour that it can be read, in themes of Textual and of the user as well.
    """
    if theme.ansi:
        return _TERMINAL_VARIABLES
    system = theme.to_color_system().generate()
    wanted = float(theme.variables.get("text-contrast", TEXT_CONTRAST))
    grounds = system["background"], system["surface"], system["panel"]
    return _variables_of(system["foreground"], grounds, wanted, dark=theme.dark)


_TERMINAL_VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "quiet": "ansi_default",
        "faint": "ansi_default",
        "trace": "ansi_default",
        "line": "ansi_bright_black",
        **{f"tint-{name}": colour for name, colour in _TERMINAL_TINTS.items()},
    }
)


@lru_cache(maxsize=16)
def _variables_of(foreground: str, grounds: tuple[str, ...], contrast: float, *, dark: bool) -> Mapping[str, str]:
    text, others = Color.parse(foreground), [Color.parse(ground) for ground in grounds]
    shades = {name: _quiet(text, others, share, contrast * (name in _TEXTS)) for name, share in _QUIET.items()}
    tints = DARK_TINTS if dark else _LIGHT_TINTS
    return MappingProxyType({**shades, **{f"tint-{name}": colour for name, colour in tints.items()}})


def _quiet(text: Color, grounds: Sequence[Color], share: float, contrast: float) -> str:
    """A colour between ground and text: a share of the text's, or more where that has too little contrast.

    It may stand on each of the grounds.
    """
    while True:
        colour = grounds[0].blend(text, share, alpha=1.0)
        if share >= 1 or all(measure_contrast(colour, ground) >= contrast for ground in grounds):
            return colour.hex
        share = min(1.0, share + 0.04)


class ThemedApp(App[None], inherit_bindings=False):
    """An app whose themes have all colours that the reader's widgets name, whether they define them or not."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours that themes need not name."""
        return dict(find_variables(self.current_theme))
