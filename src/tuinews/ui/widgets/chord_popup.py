"""A popup that shows how a chord (several keys in a row) can go on."""

from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.keys.keymap import Bound, show
from tuinews.ui.paint.text.graphemes import clip, pad
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.line_styles import LineStyles
from tuinews.ui.widgets.style_tables import component_classes, css_rules

STYLES = {
    "ground": "",
    "key": "color: $primary; text-style: bold;",
    "word": "color: $foreground 85%;",
}

_COLUMN, _NARROW = 36, 11
"""Cells of a column, and the least it may have where the lines are too few."""


class ChordPopup(Widget, can_focus=False, inherit_bindings=False):
    """Lies over the bottom of the panes after the first key of a chord."""

    COMPONENT_CLASSES = component_classes("which", STYLES)
    DEFAULT_CSS = f"""
    ChordPopup {{
        layer: above;
        dock: bottom;
        display: none;
        height: auto;
        margin: 0 1 1 1;
        padding: 0 1;
        border: round $accent;
        background: $surface;
        {css_rules("which", STYLES)}
    }}
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(id=id)
        self._line_styles = LineStyles(self, "which", STYLES)
        self._rows: tuple[Bound, ...] = ()
        self._columns, self._column = 1, _COLUMN

    def show(self, begun: tuple[str, ...], rows: tuple[Bound, ...]) -> None:
        """Show the actions that a chord which begins with `begun` can end in."""
        self._rows = rows
        self.border_title = content(show(begun))
        width, height = self.app.size
        room = width - 6
        columns = max(1, room // _COLUMN)
        while -(-len(rows) // columns) > height - 4 and room // (columns + 1) >= _NARROW:
            columns += 1
        # where even so the lines are too few, the footer gives its own
        self.styles.margin = (0, 1, int(-(-len(rows) // columns) <= height - 4), 1)
        self._columns, self._column = columns, min(_COLUMN, room // columns)
        self.styles.height = -(-len(rows) // columns) + 2
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Take it away."""
        self.display = False

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._line_styles.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one row of as many columns as fit."""
        width = self.size.width
        room = self._column - 10 if self._column == _COLUMN else self._column - 5
        line: Line = ()
        for bound in self._rows[y * self._columns : (y + 1) * self._columns]:
            keys = pad(show(bound.chord), self._column - room)
            title = bound.action.title if self._column == _COLUMN else bound.action.title.removeprefix("Go to ")
            line = (*line, Run(keys, "key"), Run(pad(clip(title, room - 2), room), "word"))
        return self._line_styles.strip(line, width).crop(0, width)
