"""A scrolled sheet of painted lines: laid out as far as it is looked at, the rest in idle slices."""

from collections.abc import Iterable

from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.model.text import safe_block
from tuinews.ui.paint.article.page import Page
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.text.runs import Line, Run, indent, width_of
from tuinews.ui.paint.text.wrap import wrap
from tuinews.ui.terminal.textual_private import set_virtual_height
from tuinews.ui.widgets.line_styles import LineStyles

MEASURE = 72
"""Cells of a line of text by default."""

_SLICE = 300
"""Lines painted in one idle slice: about two milliseconds."""

_PAUSE = 0.01
"""Seconds between idle slices, in which keys are served."""

_OVERLAP = 2
"""Lines of the last screen that stay when a page is turned."""


class PagedText(ScrollView, inherit_bindings=False):
    """Shows a page and keeps the reader at the same words whatever the width becomes."""

    empty: reactive[str] = reactive("", init=False)
    """What is said when nothing is shown."""

    class Scrolled(Message):
        """Another block is at the top; of a burst only the last is delivered."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

        def can_replace(self, message: Message) -> bool:
            """Whether an older message is stale now."""
            return isinstance(message, PagedText.Scrolled)

    def __init__(self, prefix: str, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(id=id)
        self.measure = MEASURE
        self.paper: TextLayout | None = None
        """The lines as far as they are painted; `None` when nothing is shown or no width is known yet."""
        self.line_styles = LineStyles(self, prefix)
        self._page: Page | None = None
        self._anchor: tuple[int, float] = (0, 0.0)
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._settling = False
        self._painting = False

    # For what is shown

    def put(self, page: Page | None, position: int = 0) -> None:
        """Show a page with the part `position` at the top, or nothing."""
        self._page, self._anchor = page, (max(0, position), 0.0)
        self.lay_out()

    def put_instead(self, page: Page) -> None:
        """Show the same page painted otherwise, and stay at the same words."""
        self._page = page
        self.lay_out()

    @property
    def position(self) -> int:
        """The part at the top of the screen: 0 for the masthead, n for the n-th block."""
        return self._anchor[0]

    def set_width(self, columns: int) -> None:
        """Set text in at most so many cells."""
        self.measure = max(20, columns)
        self.lay_out()

    def decorated(self, y: int, line: Line) -> Line:
        """The line as it is drawn now; for what lies over the text."""
        del y
        return line

    def address_of(self, target: int) -> str:
        """The address given to the terminal for a target, or `""`."""
        del target
        return ""

    def laid_out(self) -> None:
        """Lines have new numbers; for what remembers some."""

    def redraw(self) -> None:
        """What lies over the text has changed."""
        self._strips.clear()
        self.refresh()

    # Moving

    def move(self, delta: int) -> bool:
        """Scroll by lines; False when there is nothing further that way."""
        if self.paper is None:
            return False
        top = self.scroll_offset.y
        self.paper.reach(top + delta + 2 * self.size.height)
        if self.paper.finished or self.paper.height > self.virtual_size.height:
            self._measured()
        wanted = max(0, min(top + delta, self._last_top()))
        self.go(wanted)
        return wanted != top

    def page(self, delta: int) -> bool:
        """Turn pages; False when at the end (or, backwards, at the start) already."""
        return self.move(delta * max(1, self.size.height - _OVERLAP))

    def half(self, delta: int) -> bool:
        """Scroll by half screens; False when there is nothing further that way."""
        return self.move(delta * max(1, self.size.height // 2))

    def home(self) -> None:
        """Go to the masthead."""
        self.go(0)

    def end(self) -> None:
        """Go to the last line."""
        if self.paper is not None:
            self.paper.finish()
            self._measured()
            self.go(self._last_top())

    def bring(self, y: int) -> None:
        """Have a line on the screen, a third from the top if it is not there yet."""
        top, height = self.scroll_offset.y, self.size.height
        if self.paper is None or top <= y < top + height:
            return
        self.paper.reach(y + height)
        self._measured()
        self.go(min(y - height // 3, self._last_top()))

    def go(self, top: int) -> None:
        """Have a line at the top of the screen."""
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _last_top(self) -> int:
        return max(0, (self.paper.height if self.paper else 0) - self.size.height)

    # Laying out

    @property
    def column(self) -> tuple[int, int]:
        """The column of text: its first cell and its width."""
        width = self.scrollable_size.width
        edge = 2 if width >= 60 else 1 if width >= 24 else 0
        measure = max(1, min(self.measure, width - 2 * edge))
        return (width - measure) // 2, measure

    def lay_out(self) -> None:
        """Break the page into lines anew for the width there is, and stay at the same words."""
        self._strips.clear()
        if self._page is None or self.scrollable_size.width <= 0:
            self.paper = None
            if self._page is None:
                self._measured()
            self.refresh()
            return
        paper = self.paper = TextLayout(self._page, self.column[1])
        self._settle(paper, paper.line_of(*self._anchor))
        if not self._painting:
            self._painting = True
            self.set_timer(_PAUSE, self._paint_on)

    def repaint(self, parts: Iterable[int]) -> None:
        """Paint parts of the page anew that look otherwise now, and stay at the same words."""
        paper = self.paper
        if paper is None:
            return
        part, _ = paper.part_at(self.scroll_offset.y)
        below = self.scroll_offset.y - paper.tops[part]
        for changed in parts:
            paper.again(changed)
        top = max(paper.tops[part], min(paper.tops[part] + below, paper.bottom(part) - 1))
        self._anchor = paper.part_at(top)
        self._strips.clear()
        self._settle(paper, top)

    def _settle(self, paper: TextLayout, top: int) -> None:
        """Lines are new: go to that one."""
        paper.reach(top + 2 * self.size.height)
        self._settling = True
        self._measured()
        self.go(min(top, self._last_top()))
        self._settling = False
        self.laid_out()
        self.refresh()

    def _paint_on(self) -> None:
        """Paint a slice; when all is painted the scroll bar tells the truth."""
        paper = self.paper
        if paper is None or paper.finished:
            self._painting = False
            if paper is not None:
                self._measured()
            return
        paper.reach(len(paper.lines) + _SLICE)
        self.set_timer(_PAUSE, self._paint_on)

    def _measured(self) -> None:
        """Tell the scroll bar the height as it is known now."""
        height = self.paper.height if self.paper else 0
        if height != self.virtual_size.height:
            set_virtual_height(self, height)

    # Called by Textual

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the words at the top."""
        super().watch_scroll_y(old_value, new_value)
        if self.paper is None or self._settling or round(old_value) == round(new_value):
            return
        before = self.position
        self._anchor = self.paper.part_at(round(new_value))
        if self.position != before:
            self.post_message(self.Scrolled(self.position))

    def watch_empty(self) -> None:
        """Say something else."""
        self.redraw()

    def on_resize(self) -> None:
        """Lay out for the new width, if the column of text changes with it."""
        if self.paper is None or self.paper.width != self.column[1]:
            self.lay_out()
        else:
            self.redraw()

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self.line_styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self.paper is None:
            return self._empty_line(y)
        y += self.scroll_offset.y
        strip = self._strips.get(y)
        if strip is None:
            line = self.decorated(y, self.paper.line(y))
            left = self.column[0]
            margin = (Run(" " * left, "ground"),) if left else ()
            strip = self.line_styles.strip((*margin, *line), self.scrollable_size.width, link=self.address_of)
            self._strips[y] = strip
        return strip

    def _empty_line(self, y: int) -> Strip:
        left, measure = self.column
        lines = wrap([Run(safe_block(self.empty), "empty")], measure) if self.empty else []
        top = max(0, (self.size.height - len(lines)) // 3)
        if not top <= y < top + len(lines):
            return self.line_styles.strip((), self.scrollable_size.width)
        line = lines[y - top]
        shift = left + max(0, (measure - width_of(line)) // 2)
        return self.line_styles.strip(indent([line], (Run(" " * shift, "ground"),), ())[0], self.scrollable_size.width)
