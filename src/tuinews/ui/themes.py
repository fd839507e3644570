"""The reader's own themes; Textual's can be chosen as well. Colours are named in this module only."""

from textual.theme import Theme

DARK = Theme(
    name="tuinews-dark",
    primary="#7aa2f7",
    secondary="#9d8cd9",
    accent="#e0af68",
    warning="#e5c07b",
    error="#e06c75",
    success="#8fbf7f",
    foreground="#d5d9e4",
    background="#14161d",
    surface="#1b1e28",
    panel="#1b1e28",
    dark=True,
)

LIGHT = Theme(
    name="tuinews-light",
    primary="#2f5fb3",
    secondary="#6d4fa3",
    accent="#a35a00",
    warning="#9a6b00",
    error="#b3261e",
    success="#3c7a3c",
    foreground="#24272e",
    background="#faf8f4",
    surface="#f1eee7",
    panel="#ece8df",
    dark=False,
)

PAPER = Theme(
    name="tuinews-paper",
    primary="#8a5a2b",
    secondary="#6b705c",
    accent="#b23a48",
    warning="#a66f00",
    error="#a4161a",
    success="#55722e",
    foreground="#3a3226",
    background="#f4ecd8",
    surface="#eadfc4",
    panel="#e6dabc",
    dark=False,
)

THEMES = (DARK, LIGHT, PAPER)
