"""A popup that shows how a chord (several keys in a row) can go on."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip
from textual.widget import Widget

from tuinews.model.language import tr
from tuinews.ui.keys.keymap import Bound, show
from tuinews.ui.paint.text.graphemes import cells, clip, pad
from tuinews.ui.paint.text.runs import Run, line_text
from tuinews.ui.paint.text.wrap import wrap
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.line_styles import LineStyles
from tuinews.ui.widgets.style_tables import component_classes, css_rules

STYLES = {
    "ground": "",
    "key": "color: $primary; text-style: bold;",
    "word": "color: $foreground 85%;",
}

_GAP = 2
"""Cells between a key and its words, and between two columns."""


class ChordChoice(NamedTuple):
    """A way in which a chord can go on, as it is shown."""

    keys: str
    title: str


class ChordTable(NamedTuple):
    """Choices in columns, one below the other, with the cells of each column."""

    columns: tuple[tuple[ChordChoice, ...], ...]
    widths: tuple[int, ...]

    @property
    def height(self) -> int:
        """Return the number of lines."""
        return max(map(len, self.columns), default=0)


def arrange_choices(choices: Sequence[ChordChoice], room: int, most: int) -> ChordTable:
    """Return choices in as few lines of `room` cells as whole titles allow, at most `most`.

    Where they are too long for that, they lose what many have in common, then they go on below; where even so there is
    no room, they are cut.
    """
    short = [ChordChoice(keys, _LED.sub("", title)) for keys, title in choices]
    for shown in (choices, short):
        for height in range(1, most + 1):
            table = _measure([shown[at : at + height] for at in range(0, len(shown), height)])
            if sum(table.widths) <= room + _GAP:
                return table
    for count in range(1, room // _LEAST + 1):
        folded = _fill([_fold(choice, room // count - _GAP) for choice in short], most)
        if len(folded) <= count:
            return _measure(folded)
    count = max(1, min(-(-len(short) // max(1, most)), room // _LEAST))
    height = max(1, -(-len(short) // count))
    columns = [short[at : at + height] for at in range(0, len(short), height)]
    return _measure(columns)._replace(widths=(room // len(columns),) * len(columns))


def _measure(columns: Sequence[Sequence[ChordChoice]]) -> ChordTable:
    """Return columns, each as wide as its widest line."""
    widths = tuple(_key_width(column) + max(cells(choice.title) for choice in column) + _GAP for column in columns)
    return ChordTable(tuple(map(tuple, columns)), widths)


def _fold(choice: ChordChoice, width: int) -> list[ChordChoice]:
    """Return the lines of a choice; only its first has the keys."""
    room = max(1, width - cells(choice.keys) - _GAP)
    first, *rest = (line_text(line).rstrip() for line in wrap([Run(choice.title, "word")], room))
    return [ChordChoice(choice.keys, first), *(ChordChoice("", line) for line in rest)]


def _fill(blocks: Sequence[Sequence[ChordChoice]], most: int) -> list[list[ChordChoice]]:
    """Return columns of at most so many lines, filled one after the other with blocks that stay whole."""
    columns: list[list[ChordChoice]] = [[]]
    for block in blocks:
        if columns[-1] and len(columns[-1]) + len(block) > most:
            columns.append([])
        columns[-1] += block
    return columns


def _key_width(column: Sequence[ChordChoice]) -> int:
    return max(cells(choice.keys) for choice in column) + _GAP


_LED = re.compile(r"\A(?:Go to |Show )(?=\S)")
"""What many titles begin with."""

_LEAST = 11
"""Cells that a column has at least."""


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
        self._table = ChordTable((), ())

    def show(self, begun: tuple[str, ...], rows: tuple[Bound, ...]) -> None:
        """Show the actions that a chord which begins with `begun` can end in."""
        self.border_title = content(show(begun))
        width, height = self.app.size
        choices = [ChordChoice(show(bound.chord), tr(bound.action.title)) for bound in rows]
        # where the lines are too few, the footer gives its own
        table = arrange_choices(choices, width - 6, height - 4)
        self.styles.margin = (0, 1, int(table.height < height - 4), 1)
        self._table = table
        self.styles.height = table.height + 2
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
        line: list[Run] = []
        for column, width in zip(self._table.columns, self._table.widths, strict=True):
            if y < len(column):
                keys, room = pad(column[y].keys, _key_width(column)), width - _key_width(column)
                line += [Run(keys, "key"), Run(pad(clip(column[y].title, room - 1), room), "word")]
        return self._line_styles.strip(tuple(line), self.size.width).crop(0, self.size.width)
