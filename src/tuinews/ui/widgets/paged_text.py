"""A page of text that scrolls. It is painted as far as it is seen, the rest in slices while nothing else happens."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.ui.paint.article.page import Page
from tuinews.ui.paint.article.targets import TargetTable
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.text.message import message_line
from tuinews.ui.paint.text.runs import BLANK, Line, Run
from tuinews.ui.terminal.textual_private import set_virtual_height
from tuinews.ui.widgets.article.reading_line import ReadingLine
from tuinews.ui.widgets.line_styles import LineStyles

MEASURE = 72
"""Cells of a line of text by default."""

_SLICE = 300
"""Lines painted in one idle slice: about two milliseconds."""

_PAUSE = 0.01
"""Seconds between idle slices, in which keys are served."""

_OVERLAP = 2
"""Lines of the last screen that stay when a page is turned."""


class Overlay(Protocol):
    """What lies over the text of a page: highlights, letters, pictures."""

    def decorate(self, y: int, line: Line) -> Line:
        """Return a line as it is drawn now."""

    def address_of(self, target: int) -> str:
        """Return the address that the terminal is given for a target, or `""`."""

    def fits(self) -> bool:
        """Tell whether what is in the lines has the room now that it was painted for."""

    def prepare_layout(self) -> None:
        """Lines are about to be painted anew."""

    def move_lines(self) -> None:
        """Lines have new numbers."""

    def note_scroll(self) -> None:
        """Other lines are on the screen."""


class PagedText(ScrollView, inherit_bindings=False):
    """Shows a page, and stays at the same words when the width changes."""

    empty: reactive[str] = reactive("", init=False)
    """The message that stands in place of a page."""

    class Scrolled(Message):
        """Another block is at the top; of a burst only the last is delivered."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

        def can_replace(self, message: Message) -> bool:
            """Whether an older message is stale now."""
            return isinstance(message, PagedText.Scrolled)

    def __init__(
        self,
        styles: tuple[str, Mapping[str, str]],
        overlay: Overlay,
        id: str | None = None,  # noqa: A002 — Textual's name
    ) -> None:
        """Show nothing yet; `styles` are the prefix of the component classes and their table."""
        super().__init__(id=id)
        self._overlay = overlay
        self.measure = MEASURE
        self.fills = False
        """Whether lines may take the whole width, whatever the measure."""
        self.text_layout: TextLayout | None = None
        """The lines as far as they are painted; `None` when nothing is shown or no width is known yet."""
        self._line_styles = LineStyles(self, *styles)
        self._page: Page | None = None
        self._anchor: tuple[int, float] = (0, 0.0)
        self.reading_line = ReadingLine(self)
        """The line that the user reads."""
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._settling = False
        self._painting = False

    # For what is shown

    def show_page(self, page: Page | None, position: int = 0) -> None:
        """Show a page with the part `position` at the top, or nothing."""
        self._page, self._anchor = page, (max(0, position), 0.0)
        self.reading_line.forget()
        self.lay_out()

    def replace_page(self, page: Page) -> None:
        """Show another version of the same page, and stay at the same words."""
        self._page = page
        self.lay_out()

    @property
    def position(self) -> int:
        """The part at the top of the screen: 0 for the masthead, n for the n-th block."""
        return self._anchor[0]

    def set_width(self, columns: int) -> None:
        """Lay the text out in lines of at most `columns` cells."""
        self.measure = max(20, columns)
        self.lay_out()

    @property
    def table(self) -> TargetTable:
        """What the page leads to."""
        return self._page.table if self._page is not None else TargetTable()

    @property
    def seen(self) -> range:
        """The numbers of the lines on the screen."""
        top = self.scroll_offset.y
        return range(top, top + self.size.height)

    def redraw(self) -> None:
        """Draw the lines again, because what lies over the text has changed."""
        self._strips.clear()
        self.refresh()

    # Moving

    def move(self, delta: int) -> bool:
        """Scroll by lines; False when there is nothing further that way: only the reading line goes there."""
        if self.text_layout is None:
            return False
        top = self.scroll_offset.y
        self.text_layout.paint_to(top + delta + 2 * self.size.height)
        if self.text_layout.finished or self.text_layout.height > self.virtual_size.height:
            self._update_height()
        wanted = max(0, min(top + delta, self._last_top()))
        if wanted == top:
            self.reading_line.move(delta)
            return False
        line = self.reading_line.fixed + delta
        self.go(wanted)
        self.reading_line.place(line)
        return True

    def page(self, delta: int) -> bool:
        """Turn pages; False when at the end (or, backwards, at the start) already."""
        unseen = self.seen.stop
        moved = self.move(delta * max(1, self.size.height - _OVERLAP))
        if moved:
            self.reading_line.place(unseen if delta > 0 else self.seen.start)
        return moved

    def half(self, delta: int) -> bool:
        """Scroll by half screens; False when there is nothing further that way."""
        return self.move(delta * max(1, self.size.height // 2))

    def home(self) -> None:
        """Go to the masthead."""
        self.go(0)
        self.reading_line.place(0)

    def end(self) -> None:
        """Go to the last line."""
        if self.text_layout is not None:
            self.text_layout.paint_all()
            self._update_height()
            self.go(self._last_top())
            self.reading_line.place(self.seen.stop)

    def bring_into_view(self, y: int) -> None:
        """Have a line on the screen, a third from the top if it is not there yet."""
        height = self.size.height
        if self.text_layout is None:
            return
        if y not in self.seen:
            self.text_layout.paint_to(y + height)
            self._update_height()
            self.go(min(y - height // 3, self._last_top()))
        self.reading_line.place(y)

    def go(self, top: int) -> None:
        """Have a line at the top of the screen."""
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _last_top(self) -> int:
        return max(0, (self.text_layout.height if self.text_layout else 0) - self.size.height)

    # Laying out

    @property
    def column(self) -> tuple[int, int]:
        """The column of text: its first cell and its width."""
        width = self.scrollable_size.width
        edge = 2 if width >= 60 else 1 if width >= 24 else 0
        room = width - 2 * edge
        measure = max(1, room if self.fills else min(self.measure, room))
        return (width - measure) // 2, measure

    def lay_out(self) -> None:
        """Break the page into lines anew for the width there is, and stay at the same words."""
        self._overlay.prepare_layout()
        self._strips.clear()
        if self._page is None or self.scrollable_size.width <= 0:
            self.text_layout = None
            if self._page is None:
                self._update_height()
            self.refresh()
            return
        layout = self.text_layout = TextLayout(self._page, self.column[1])
        self._settle(layout, layout.line_of(*self._anchor))
        if not self._painting:
            self._painting = True
            self.set_timer(_PAUSE, self._paint_slice)

    def repaint(self, parts: Iterable[int]) -> None:
        """Paint parts of the page again that have changed, and stay at the same words."""
        layout = self.text_layout
        if layout is None:
            return
        part, _ = layout.part_at(self.scroll_offset.y)
        below = self.scroll_offset.y - layout.tops[part]
        for changed in parts:
            layout.repaint(changed)
        top = max(layout.tops[part], min(layout.tops[part] + below, layout.bottom(part) - 1))
        self._anchor = layout.part_at(top)
        self._strips.clear()
        self._settle(layout, top)

    def _settle(self, layout: TextLayout, top: int) -> None:
        """Go to a line after lines were painted again."""
        layout.paint_to(top + 2 * self.size.height)
        self._settling = True
        self._update_height()
        self.go(min(top, self._last_top()))
        self._settling = False
        self._overlay.move_lines()
        self.refresh()

    def _paint_slice(self) -> None:
        """Paint a slice of what is left; when all is painted, the scroll bar knows the height."""
        layout = self.text_layout
        if layout is None or layout.finished:
            self._painting = False
            if layout is not None:
                self._update_height()
            return
        layout.paint_to(len(layout.lines) + _SLICE)
        self.set_timer(_PAUSE, self._paint_slice)

    def _update_height(self) -> None:
        """Tell the scroll bar the height as it is known now."""
        height = self.text_layout.height if self.text_layout else 0
        if height != self.virtual_size.height:
            set_virtual_height(self, height)

    # Called by Textual

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the words at the top."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value):
            return
        if self.text_layout is not None and not self._settling:
            before = self.position
            self._anchor = self.text_layout.part_at(round(new_value))
            if self.position != before:
                self.post_message(self.Scrolled(self.position))
        self._overlay.note_scroll()

    def watch_empty(self) -> None:
        """Show the other message."""
        self.redraw()

    def on_resize(self) -> None:
        """Lay out for the new size, if the column of text or the room for what is in it changes."""
        if self.text_layout is None or self.text_layout.width != self.column[1] or not self._overlay.fits():
            self.lay_out()
        else:
            self.redraw()

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._line_styles.clear()
        self._strips.clear()

    def arrange_line(self, y: int) -> Line:
        """A line in the order in which it is drawn; without what lies over it."""
        return (
            BLANK if self.text_layout is None else self._line_styles.arrange(self.text_layout.line(y), self.column[1])
        )

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if self.text_layout is None:
            line = message_line(self.empty, "empty", y, self.size.height, self.column)
            return self._line_styles.strip(line, self.scrollable_size.width)
        y += self.scroll_offset.y
        strip = self._strips.get(y)
        if strip is None:
            left, measure = self.column
            line = self._line_styles.arrange(self._overlay.decorate(y, self.text_layout.line(y)), measure)
            margin = (Run(" " * left, "ground"),) if left else ()
            strip = self._line_styles.strip(
                (*margin, *line), self.scrollable_size.width, link=self._overlay.address_of, arranged=True
            )
            self._strips[y] = strip
        return strip
