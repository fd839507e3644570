"""The styles of painted lines: a table for each widget, from which its CSS and component classes are made."""

from collections.abc import Mapping

from tuinews.ui.paint.headlines.columns import COLUMNS

TINTS: Mapping[str, str] = {
    "red": "#e5707a",
    "orange": "#e09956",
    "yellow": "#c9b04a",
    "green": "#6fb26f",
    "teal": "#4fb3a9",
    "blue": "#6a9fe0",
    "purple": "#a98be0",
    "pink": "#d983b8",
}
"""The colours of topics: of middle brightness, so that they are read on light and on dark grounds."""

ROW: Mapping[str, str] = {
    "ground": "",
    "unread": "color: $foreground; text-style: bold;",
    "read": "color: $foreground 60%;",
    **{name: rules for column in COLUMNS for name, rules in column.styles},
    "heading": "color: $text-accent; text-style: bold;",
    "rule": "color: $foreground 25%;",
    "count": "color: $foreground 50%;",
    "pending": "color: $foreground 30%;",
    "hint": "color: $foreground 60%;",
    "chosen": "background: $accent 15%;",
    "current": "background: $foreground 14%;",
    "found": "background: $warning 40%; color: $foreground; text-style: bold underline;",
}

ARTICLE: Mapping[str, str] = {
    "ground": "",
    "text": "color: $foreground;",
    "title": "color: $foreground; text-style: bold;",
    "heading1": "color: $text-primary; text-style: bold underline;",
    "heading2": "color: $text-primary; text-style: bold;",
    "heading3": "color: $text-secondary; text-style: bold;",
    "meta": "color: $foreground 55%;",
    "source": "color: $text-accent; text-style: bold;",
    "chip": "background: $primary 20%; color: $foreground 90%;",
    "own": "background: $accent 25%;",
    **{f"tint-{colour}": f"color: {rgb};" for colour, rgb in TINTS.items()},
    "notice": "color: $text-warning;",
    "emphasis": "text-style: italic;",
    "strong": "text-style: bold;",
    "literal": "background: $foreground 10%; color: $text-accent;",
    "struck": "text-style: strike;",
    "underlined": "text-style: underline;",
    "marked": "background: $warning 30%;",
    "link": "color: $text-primary; text-style: underline;",
    "number": "color: $foreground 45%; text-style: not bold;",
    "note": "color: $text-accent;",
    "quote": "color: $foreground 80%; text-style: italic;",
    "bar": "color: $text-secondary;",
    "cite": "color: $foreground 55%;",
    "code": "background: $foreground 6%; color: $foreground 90%;",
    "keyword": "color: $text-primary; text-style: bold;",
    "string": "color: $text-success;",
    "figure": "color: $text-warning;",
    "comment": "color: $foreground 50%; text-style: italic;",
    "function": "color: $text-accent;",
    "builtin": "color: $text-secondary;",
    "fold": "color: $foreground 40%;",
    "marker": "color: $text-secondary;",
    "caption": "color: $foreground 65%; text-style: italic;",
    "sign": "color: $text-secondary;",
    "plate": "background: $foreground 5%;",
    "rule": "color: $foreground 25%;",
    "maths": "color: $foreground; text-style: italic;",
    "small": "color: $foreground 55%;",
    "label": "color: $text-accent; text-style: bold;",
    "related": "color: $foreground;",
    "cached": "color: $text-success;",
    "uncached": "color: $foreground 45%;",
    "address": "color: $foreground 55%;",
    "empty": "color: $foreground 55%;",
    "found": "background: $warning 40%; color: $foreground; text-style: underline;",
    "match": "background: $warning; color: $background; text-style: bold underline;",
    "focus": "background: $primary; color: $background; text-style: bold;",
    "hint": "background: $warning; color: $background; text-style: bold;",
}


def component_classes(prefix: str, ink: Mapping[str, str]) -> set[str]:
    """The component classes of a table."""
    return {f"{prefix}--{word}" for word in ink}


def css_rules(prefix: str, ink: Mapping[str, str]) -> str:
    """The rules of a table, to stand inside the widget's own."""
    return "\n".join(f".{prefix}--{word} {{ {rules} }}" for word, rules in ink.items() if rules)
