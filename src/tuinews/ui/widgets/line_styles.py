"""The styles of painted lines: style names become the theme's colours, and lines become Textual's strips."""

import re
from collections.abc import Callable, Iterator, Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.paint.text.disputed_width import mark_width
from tuinews.ui.paint.text.graphemes import cells, clusters, is_disputed
from tuinews.ui.paint.text.reading_order import needs_order, order
from tuinews.ui.paint.text.runs import Line, line_width
from tuinews.ui.terminal.line_order import OrdersLines
from tuinews.ui.widgets.article.picture_strip import PicturePlaceholder


class LineStyles:
    """The styles of one widget: each name is its component class `PREFIX--name`; later names override earlier ones."""

    def __init__(self, widget: Widget, prefix: str, table: Mapping[str, str]) -> None:
        """Take the widget's table of styles: in the terminal's own colours attributes stand for its shades."""
        self._widget, self._prefix, self._table = widget, prefix, table
        self._styles: dict[tuple[str, str], Style] = {}

    def clear(self) -> None:
        """Forget all styles, because the theme or a pseudo class has changed."""
        self._styles.clear()

    def style(self, names: str, link: str = "") -> Style:
        """The style that the names stand for together; `link` is an address for the terminal's hyperlinks (OSC 8)."""
        style = self._styles.get((names, link))
        if style is None:
            # Textual puts no ground under strips: what has no colour of its own would show the terminal's
            ground = Style(bgcolor=self._widget.background_colors[1].rich_color)
            style = Style.combine([ground, *map(self._read_style, names.split())])
            if link:
                style += Style(link=link)
            self._styles[names, link] = style
        return style

    def _read_style(self, word: str) -> Style:
        """What one component class sets, its colours blended with the ground they stand on."""
        name = f"{self._prefix}--{word}"
        if name not in self._widget.COMPONENT_CLASSES:
            return Style.null()
        rules = self._widget.get_component_styles(name)
        full = self._widget.get_component_rich_style(name)
        colour = full.color if rules.has_rule("color") else None
        ground = full.bgcolor if rules.has_rule("background") else None
        app = self._widget.app
        if app.native_ansi_color or app.no_color:
            stands_out = self._widget.has_focus or not self._widget.can_focus
            return Style(color=colour) + rules.text_style + plain_style(word, self._table[word], stands_out=stands_out)
        return Style(color=colour, bgcolor=ground) + rules.text_style

    def arrange(self, line: Line, width: int = 0) -> Line:
        """The line as it is drawn: text from right to left is put in order for terminals that do not do that."""
        if not needs_order(line):
            return line
        app = self._widget.app
        return order(line, width) if isinstance(app, OrdersLines) and app.orders_lines else line

    def strip(
        self,
        line: Line,
        width: int,
        state: str = "",
        link: Callable[[int], str] | None = None,
        *,
        arranged: bool = False,
    ) -> Strip:
        """The line as a strip of `width` cells.

        `state` are style names that are added to those of every run; `link` tells the address of a target; `arranged`
        says that the line went through `arrange` already.
        """
        if not arranged:
            line = self.arrange(line)
        segments: list[Segment] = []
        used = 0
        tail = f" {state}" if state else ""
        for run in line:
            if run.style.startswith("#"):
                # no words but the number of a picture, which the terminal draws over the ground
                segments.append(Segment(run.text, self.style("ground") + Style(color=run.style[:7])))
                used += cells(run.text)
                continue
            address = link(run.target) if link and run.target >= 0 else ""
            style = self.style(run.style + tail, address)
            segments.extend(Segment(text, style) for text in self._pieces(run.text, used))
            used += cells(run.text)
        if used < width:
            ground = self.style(f"ground{tail}")
            segments.append(Segment(" " * (width - used), ground))
        for n, run in enumerate(line):
            if run.dots is not None:
                return PicturePlaceholder(segments, max(used, width), line_width(line[:n]), run.dots, run.text[:1])
        return Strip(segments, max(used, width))

    def _pieces(self, text: str, used: int) -> Iterator[str]:
        """A run as texts that take just as many cells as they are counted for, in every terminal."""
        if not is_disputed(text):
            yield text
        elif self._widget.app.is_headless:
            yield text + " " * (cells(text) - cell_len(text))
        else:
            left = self._widget.content_region.x + used
            for cluster in clusters(text):
                part = text[cluster.start : cluster.end]
                yield mark_width(part, left, cluster.cells) if is_disputed(part) else part
                left += cluster.cells


_SHADE = re.compile(r"(?<!-)color: \$(quiet|faint|trace|line|foreground \d+%)")
_GROUND = re.compile(r"background: \$\w+(?: (\d+)%)?")
_STRONG = 35
"""Percent of a colour from which on a ground is made to be seen at once, rather than to be a shade."""


def plain_style(word: str, rules: str, *, stands_out: bool) -> Style:
    """Return by which attributes a style of a table is told where there are no shades between the terminal's colours.

    `stands_out` tells whether the current row is that of the pane with the focus.
    """
    dim = _SHADE.search(rules) is not None
    ground = _GROUND.search(rules)
    if word == "current":
        return Style(reverse=True) if stands_out else Style(underline=True)
    if ground is not None and int(ground[1] or 100) >= _STRONG:
        return Style(color="default", reverse=True, dim=False)
    return Style(dim=True) if dim else Style.null()
