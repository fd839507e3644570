"""The styles of painted lines: a table for each widget, from which its CSS and component classes are made."""

from collections.abc import Mapping

from tuinews.model.topics.topic import COLOURS
from tuinews.ui.paint.headlines.columns import COLUMNS
from tuinews.ui.paint.headlines.two_lines import STYLES as TWO_LINES

TINTS: Mapping[str, str] = {colour: f"$tint-{colour}" for colour in COLOURS}
"""The colours of topics; each theme has its own."""

ROW: Mapping[str, str] = {
    "ground": "",
    "unread": "color: $foreground; text-style: bold;",
    "read": "color: $quiet;",
    **{name: rules for column in COLUMNS for name, rules in column.styles},
    **dict(TWO_LINES),
    **{f"tint-{colour}": f"color: {rgb};" for colour, rgb in TINTS.items()},
    "heading": "color: $text-accent; text-style: bold;",
    "rule": "color: $line;",
    "count": "color: $faint;",
    "pending": "color: $trace;",
    "hint": "color: $quiet;",
    "chosen": "background: $accent 15%;",
    "current": "background: $foreground 14%;",
    "found": "background: $warning 35%; color: $foreground; text-style: bold underline;",
}

ARTICLE: Mapping[str, str] = {
    "ground": "",
    "text": "color: $foreground;",
    "title": "color: $foreground; text-style: bold;",
    "heading1": "color: $text-primary; text-style: bold underline;",
    "heading2": "color: $text-primary; text-style: bold;",
    "heading3": "color: $text-secondary; text-style: bold;",
    "meta": "color: $faint;",
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
    "number": "color: $faint; text-style: not bold;",
    "note": "color: $text-accent;",
    "quote": "color: $foreground 80%; text-style: italic;",
    "bar": "color: $text-secondary;",
    "cite": "color: $faint;",
    "code": "background: $foreground 6%; color: $foreground 90%;",
    "keyword": "color: $text-primary; text-style: bold;",
    "string": "color: $text-success;",
    "figure": "color: $text-warning;",
    "comment": "color: $faint; text-style: italic;",
    "function": "color: $text-accent;",
    "builtin": "color: $text-secondary;",
    "fold": "color: $trace;",
    "marker": "color: $text-secondary;",
    "caption": "color: $quiet; text-style: italic;",
    "sign": "color: $text-secondary;",
    "plate": "background: $foreground 5%;",
    "rule": "color: $line;",
    "maths": "color: $foreground; text-style: italic;",
    "small": "color: $faint;",
    "label": "color: $text-accent; text-style: bold;",
    "related": "color: $foreground;",
    "cached": "color: $text-success;",
    "uncached": "color: $faint;",
    "address": "color: $faint;",
    "empty": "color: $faint;",
    "found": "background: $warning 35%; color: $foreground; text-style: underline;",
    "match": "background: $warning; color: $background; text-style: bold underline;",
    "focus": "background: $primary; color: $background; text-style: bold;",
    "hint": "background: $warning; color: $background; text-style: bold;",
    "selected": "background: $primary 40%; color: $foreground;",
}


def component_classes(prefix: str, ink: Mapping[str, str]) -> set[str]:
    """The component classes of a table."""
    return {f"{prefix}--{word}" for word in ink}


def css_rules(prefix: str, ink: Mapping[str, str]) -> str:
    """The rules of a table, to stand inside the widget's own."""
    return "\n".join(f".{prefix}--{word} {{ {rules} }}" for word, rules in ink.items() if rules)
