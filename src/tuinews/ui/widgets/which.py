"""The which-key popup: how a chord that was begun can go on."""

from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.keymap import Bound, show
from tuinews.ui.paint.graphemes import clip, pad
from tuinews.ui.paint.runs import Line, Run
from tuinews.ui.widgets.ink import classes, css
from tuinews.ui.widgets.looks import Looks
from tuinews.ui.widgets.shown import shown

INK = {
    "ground": "",
    "key": "color: $primary; text-style: bold;",
    "word": "color: $foreground 85%;",
}

_COLUMN = 36


class Which(Widget, can_focus=False, inherit_bindings=False):
    """Lies over the bottom of the panes while a chord is half pressed."""

    COMPONENT_CLASSES = classes("which", INK)
    DEFAULT_CSS = f"""
    Which {{
        layer: above;
        dock: bottom;
        display: none;
        height: auto;
        margin: 0 1 1 1;
        padding: 0 1;
        border: round $accent;
        background: $surface;
        {css("which", INK)}
    }}
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 — the toolkit's name
        super().__init__(id=id)
        self._looks = Looks(self, "which")
        self._rows: tuple[Bound, ...] = ()

    def show(self, begun: tuple[str, ...], rows: tuple[Bound, ...]) -> None:
        """Show how a chord can go on."""
        self._rows = rows
        self.border_title = shown(show(begun))
        columns = max(1, (self.app.size.width - 6) // _COLUMN)
        self.styles.height = -(-len(rows) // columns) + 2
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Take it away."""
        self.display = False

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._looks.clear()

    def render_line(self, y: int) -> Strip:
        """One row of as many columns as fit."""
        width = self.size.width
        columns = max(1, width // _COLUMN)
        line: Line = ()
        for bound in self._rows[y * columns : (y + 1) * columns]:
            keys = pad(show(bound.chord), 10)
            word = clip(bound.action.title, _COLUMN - 12)
            line = (*line, Run(keys, "key"), Run(pad(word, _COLUMN - 10), "word"))
        return self._looks.strip(line, width).crop(0, width)
