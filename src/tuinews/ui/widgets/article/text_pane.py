"""What the parts of the article view may ask of it."""

from typing import Protocol

from tuinews.ui.paint.article.hints import slots
from tuinews.ui.paint.article.targets import TargetTable
from tuinews.ui.paint.article.text_layout import TextLayout


class TextPane(Protocol):
    """A pane that shows the lines of a page."""

    @property
    def text_layout(self) -> TextLayout | None:
        """The lines as far as they are painted; `None` when nothing is shown or no width is known yet."""

    @property
    def table(self) -> TargetTable:
        """What the page leads to."""

    @property
    def seen(self) -> range:
        """The numbers of the lines on the screen."""

    def go(self, top: int) -> None:
        """Have a line at the top of the screen."""

    def bring_into_view(self, y: int) -> None:
        """Have a line on the screen, a third from the top if it is not there yet."""

    def redraw(self) -> None:
        """Draw anew what lies over the text."""


def targets_on_screen(pane: TextPane) -> list[int]:
    """The targets that can be opened on the screen, in reading order, as indexes of the page's table."""
    layout = pane.text_layout
    return [] if layout is None else [slot.target for slot in slots([(y, layout.line(y)) for y in pane.seen])]
