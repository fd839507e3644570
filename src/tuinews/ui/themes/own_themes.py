"""The reader's own themes; Textual's can be chosen as well, and those of files."""

from textual.theme import Theme

from tuinews.ui.themes.shades import DARK_TINTS

HIGH_CONTRAST = 7.0
"""The least contrast of text in the theme that promises much of it (WCAG 2.2, 1.4.6)."""

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
    accent="#8f4f00",
    warning="#7f5800",
    error="#b3261e",
    success="#2f6b2f",
    foreground="#24272e",
    background="#faf8f4",
    surface="#f1eee7",
    panel="#ece8df",
    dark=False,
)

CONTRAST = Theme(
    name="tuinews-contrast",
    primary="#6cc4ff",
    secondary="#d7b4ff",
    accent="#ffd24a",
    warning="#ffd24a",
    error="#ff9a9a",
    success="#7dff9a",
    foreground="#ffffff",
    background="#000000",
    surface="#0a0a0a",
    panel="#101010",
    dark=True,
    variables={
        "text-contrast": str(HIGH_CONTRAST),
        "line": "#9a9a9a",
        "trace": "#b0b0b0",
        **{
            f"tint-{name}": colour
            for name, colour in zip(
                DARK_TINTS,
                ("#ff9a9a", "#ffb36b", "#ffe06b", "#8dff9c", "#74f0e4", "#8cc8ff", "#d3b8ff", "#ffa9dc"),
                strict=True,
            )
        },
    },
)

TERMINAL = Theme(
    name="tuinews-terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_magenta",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    variables={
        # what Textual's own styles name in such a theme
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_bright_blue",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
    },
)

PAPER = Theme(
    name="tuinews-paper",
    primary="#7d4f22",
    secondary="#555a48",
    accent="#a32f3d",
    warning="#7a5200",
    error="#870012",
    success="#2f6a3a",
    foreground="#3a3226",
    background="#f4ecd8",
    surface="#eadfc4",
    panel="#e6dabc",
    dark=False,
)

FROST = Theme(
    name="tuinews-frost",
    primary="#0b6b8f",
    secondary="#5a569c",
    accent="#9c3f6e",
    warning="#7a5a00",
    error="#b02a37",
    success="#24704a",
    foreground="#1f2a35",
    background="#f2f6f9",
    surface="#e6edf2",
    panel="#dfe8ee",
    dark=False,
)

FOREST = Theme(
    name="tuinews-forest",
    primary="#9ccc8f",
    secondary="#c7b37f",
    accent="#e3b56b",
    warning="#e3c06b",
    error="#e58a7b",
    success="#b8d36a",
    foreground="#d9ddcf",
    background="#141a15",
    surface="#1b231c",
    panel="#1b231c",
    dark=True,
)

DUSK = Theme(
    name="tuinews-dusk",
    primary="#e79cc0",
    secondary="#9fb2e8",
    accent="#f0b98d",
    warning="#eecb8a",
    error="#f08a94",
    success="#9fd0a8",
    foreground="#e2d9e6",
    background="#1d1823",
    surface="#272030",
    panel="#272030",
    dark=True,
)

THEMES = (DARK, LIGHT, CONTRAST, TERMINAL, PAPER, FROST, FOREST, DUSK)
