"""The headline list. It holds only what is near the screen: ten rows cost as much as a million."""

from array import array
from collections.abc import Iterable, Sequence
from typing import Self

from textual import events
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tuinews.model.clock import Instant
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.stories.entry_groups import FoldedIds
from tuinews.ui.page_cache import Fetch
from tuinews.ui.paint.headlines.row import format_age
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs
from tuinews.ui.paint.text.message import find_message, message_line
from tuinews.ui.rows import HeadingRow, HeadlineRow, Row, Rows
from tuinews.ui.terminal.textual_private import set_virtual_height
from tuinews.ui.widgets.cached_scroll_view import CachedScrollView
from tuinews.ui.widgets.line_styles import LineStyles
from tuinews.ui.widgets.pane_frame import MenuWanted, asks_for_menu
from tuinews.ui.widgets.row_strips import RowState, RowStrips
from tuinews.ui.widgets.shown_rows import ShownRows
from tuinews.ui.widgets.style_tables import ROW, component_classes, css_rules
from tuinews.ui.widgets.unread_search import UnreadSearch

_MARGIN = 2
"""Rows kept in sight above and below the current one."""


class HeadlineList(CachedScrollView, can_focus=True, inherit_bindings=False):
    """Rows of headlines and headings. It binds no keys: the actions call its methods."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = component_classes("row", ROW)

    DEFAULT_CSS = f"""
    HeadlineList {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $line;
        background: $background;
        color: $foreground;
        {css_rules("row", ROW)}
        &:focus .row--current {{ background: $primary 30%; }}
    }}
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """Line of the current row."""

    now: reactive[Instant] = reactive(0, init=False)
    """The time from which ages are counted."""

    empty_text: reactive[str] = reactive("", init=False)
    """What an empty list says."""

    sources: reactive[bool] = reactive(default=True, init=False)
    """Whether rows name their feed."""

    comfortable: reactive[bool] = reactive(default=False, init=False)
    """Whether rows have two lines; the list is to be shown anew when that changes."""

    class Moved(Message):
        """Another row is current; of a burst only the last is delivered."""

        def __init__(self, entry_id: EntryId | None, index: int) -> None:
            super().__init__()
            self.entry_id = entry_id
            """`None` when the list is empty."""
            self.index = index

        def can_replace(self, message: Message) -> bool:
            """Whether an older message is stale now."""
            return isinstance(message, HeadlineList.Moved)

    class Opened(Message):
        """The user asked for a row to be opened; `alone`: with nothing beside it."""

        def __init__(self, entry_id: EntryId, *, alone: bool = False) -> None:
            super().__init__()
            self.entry_id, self.alone = entry_id, alone

    class Exhausted(Message):
        """A search for the next unread row that had to fetch pages found none."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Failed(Message):
        """A page could not be read."""

        def __init__(self, error: TuinewsError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, fetch: Fetch, *, now: Instant = 0, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        self._framing = False
        super().__init__(id=id)
        self.shown = ShownRows(fetch, self.refresh)
        """The rows, and the marks on them."""
        self.shown.pages.on_loaded = self._show_loaded
        self.shown.pages.on_failed = lambda error: self._tell(self.Failed(error))
        self._unread = UnreadSearch(self.shown)
        self.set_reactive(HeadlineList.now, now)
        self._line_styles = LineStyles(self, "row", ROW)
        self._strips = RowStrips(self._line_styles, glyphs)
        self._width, self._left = 0, 0
        self._pressed: tuple[int, int] | None = None
        self._selection: frozenset[int] = frozenset()

    # What is shown

    @property
    def rows(self) -> Rows:
        """The rows from top to bottom."""
        return self.shown.rows

    @property
    def current(self) -> HeadlineRow | None:
        """The current row, or `None` while it is fetched and when the list is empty."""
        return self.shown.headline_row(self.rows.number_at(self.cursor))

    @property
    def current_id(self) -> EntryId | None:
        """The current row's entry, known even before the row is there."""
        return self.rows.id_at(self.cursor)

    @property
    def caret(self) -> Offset:
        """The cell that the terminal's cursor is on: the start of the current row, or of what an empty list says."""
        if not len(self.rows):
            return Offset(*find_message(self.empty_text, self.size.height, _inner_column(self._width)))
        return Offset(0, self.cursor * self.row_height - self.scroll_offset.y)

    @property
    def ids(self) -> "array[int]":
        """The entries that have rows, in the list's order; `rows.entries` are those of folded groups as well."""
        return self.rows.ids

    @property
    def neighbours(self) -> "array[int]":
        """All entries, those first that the cursor tries first when entries go: from its row down, then upwards."""
        return self.rows.neighbours(self.cursor)

    @property
    def row_height(self) -> int:
        """Lines of the screen that a row takes."""
        return 2 if self.comfortable else 1

    @property
    def position(self) -> tuple[int, int]:
        """Which of the list's lines is current, counted from 1, and how many there are; groups count as one."""
        return self.rows.count_lines(max(0, self.rows.number_at(self.cursor))) if self.ids else (0, 0)

    def show(self, rows: "Rows | FoldedIds | array[int]", keep: Sequence[int] = ()) -> None:
        """Show a list. The first entry of `keep` that it has is current then and does not move on the screen."""
        shift = self.caret.y
        self.shown.set_rows(rows if isinstance(rows, Rows) else Rows(rows))
        self._unread.stop()
        found = self.rows.find_line_for_cursor(self.rows.find_first(keep, self.cursor))
        self._tell_height()
        self.set_reactive(HeadlineList.cursor, found)
        self._scroll_now(found * self.row_height - shift if len(keep) else 0)
        self._scroll_to_cursor()
        self.refresh()
        self._tell(self.Moved(self.current_id, found))

    def toggle_group(self) -> bool:
        """Unfold the group of the current row in place, or fold it; return False when the row is in none."""
        rows = self.rows if self.current_id is None else self.rows.toggle(self.current_id)
        if rows is self.rows:
            return False
        first = self.rows.find_first_row(self.current_id or 0)
        self.show(rows, (first,))
        return True

    def caption(self, title: Content, subtitle: Content, *, loud: bool) -> None:
        """Write into the frame; `loud` makes it stand out. Only the frame's own lines are painted again."""
        self._framing = True
        try:
            self.border_title, self.border_subtitle = title, subtitle
        finally:
            self._framing = False
        self.set_class(loud, "waiting")

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Ask Textual to paint the list, or only its frame if only that changes."""
        if self._framing:
            width, height = self.outer_size
            regions = (Region(-1, -1, width, 1), Region(-1, height - 2, width, 1))
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def set_selection(self, ids: Iterable[EntryId]) -> None:
        """Mark these entries as selected, and no others."""
        self._selection = frozenset(ids)
        self.refresh()

    def highlight(self, words: Sequence[str]) -> None:
        """Highlight these words in titles, and no others."""
        self._strips.highlight(words)
        self.refresh()

    # Moving

    def move(self, delta: int) -> None:
        """Go up or down by rows."""
        self.go(self.cursor + delta)

    def go(self, index: int) -> None:
        """Go to a line, or to the nearest one with an entry."""
        self._unread.stop()
        self.cursor = index

    def go_end(self) -> None:
        """Go to the last row."""
        self.go(len(self.rows) - 1)

    def page(self, delta: int) -> None:
        """Go by screens."""
        self.move(delta * max(1, self.size.height // self.row_height - 1))

    def half(self, delta: int) -> None:
        """Go by half screens."""
        self.move(delta * max(1, self.size.height // self.row_height // 2))

    def go_to_unread(self, direction: int = 1) -> bool:
        """Go to the next unread row (`direction` -1: the one before).

        False when there is none. Where rows must be fetched to know, it is True and either `Moved` or `Exhausted`
        follows.
        """
        return self._go_to(self._unread.start(self.rows.number_at(self.cursor) + direction, direction))

    def _go_to(self, unread: int | None) -> bool:
        """Go to the unread entry that a search found; return False when there is none."""
        if unread is not None:
            self.cursor = self.rows.line_of(unread)
        return unread is not None or self._unread.direction != 0

    def _show_loaded(self, first: int, count: int) -> None:
        top, height, each = self.scroll_offset.y, self.size.height, self.row_height
        if self.rows.line_of(first) * each < top + height and (self.rows.line_of(first + count - 1) + 1) * each > top:
            self.refresh()
        direction = self._unread.direction
        if direction and not self._go_to(self._unread.go_on()):
            self._tell(self.Exhausted(direction))

    def _tell(self, message: Message) -> None:
        """Post a message with the list as its sender: tasks that fetch rows are begun while the screen paints."""
        self.post_message(message.set_sender(self))

    # Called by Textual

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor within the list and off headings."""
        return self.rows.find_line_for_cursor(index, index - self.cursor)

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows, keep the current one in sight, tell."""
        for index in (old, new):
            self.refresh_lines(index * self.row_height, self.row_height)
        self._scroll_to_cursor()
        self._tell(self.Moved(self.current_id, new))

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def _tell_height(self) -> None:
        """Tell the scroll bar how many lines there are; with what is left of a row, so that none is cut at the top."""
        set_virtual_height(self, len(self.rows) * self.row_height + self.size.height % self.row_height)

    def on_resize(self) -> None:
        """Keep the current row in sight."""
        self._tell_height()
        self._scroll_to_cursor()

    def on_unmount(self) -> None:
        """Drop what is being fetched."""
        self.shown.pages.close()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember the row that is pressed: what lies under the mouse may move before the button is let go."""
        offset = event.get_content_offset(self)
        self._pressed = None if offset is None else divmod(offset.y + self.scroll_offset.y, self.row_height)

    def on_click(self, event: events.Click) -> None:
        """Open what is clicked, as in the sidebar; with Ctrl only go there. A story's number unfolds it.

        The second click of two has the article alone; the right button asks for a menu.
        """
        offset = event.get_content_offset(self)
        index, part = self._pressed or (-1, 0)
        if offset is None or self.rows.id_at(index) is None:
            return
        event.stop()
        self.go(index)
        row, state = self._look_of(index, part)
        if asks_for_menu(event):
            self._tell(MenuWanted())
        elif self._strips.style_at(offset.x, row, state) == "others":
            self.toggle_group()
        elif not event.ctrl and self.current_id is not None:
            self._tell(self.Opened(self.current_id, alone=event.chain == 2))

    def find_jump_places(self) -> Iterable[Offset]:
        """Give the beginnings of the rows that are seen and can be opened."""
        for y in range(self.size.height):
            index, part = divmod(y + self.scroll_offset.y, self.row_height)
            if part == 0 and self.rows.id_at(index) is not None:
                yield Offset(1, y)

    def _scroll_to_cursor(self) -> None:
        """Scroll so that the current row is in sight, with a margin."""
        height = self.size.height
        if height <= 0:
            return
        each, top = self.row_height, self.scroll_offset.y
        rows = max(1, height // each)
        margin = min(_MARGIN, (rows - 1) // 2)
        wanted = max(self.cursor - rows + 1 + margin, min(top // each, self.cursor - margin)) * each
        if wanted != top:
            self._scroll_now(wanted)

    def _scroll_now(self, top: int) -> None:
        self.scroll_to(y=max(0, min(top, self.virtual_size.height - self.size.height)), animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw rows. Their width and column are computed once here: that costs as much as a row."""
        self._width, self._left = self.scrollable_size.width, self.content_region.x
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, (line, part) = self._width, divmod(y + self.scroll_offset.y, self.row_height)
        if not len(self.rows):
            message = message_line(self.empty_text, "hint", y, self.size.height, _inner_column(self._width))
            return self._line_styles.strip(message, width)
        if line >= len(self.rows):
            return self._line_styles.strip((), width)
        return self._strips.strip(*self._look_of(line, part))

    def _look_of(self, line: int, part: int = 0) -> tuple[Row | None, RowState]:
        """The row of a line, and what its drawing depends on besides; `part` is 1 for the lower line of a row."""
        rows = self.shown.rows
        number = rows.number_at(line)
        row = rows.heading_at(line) if number < 0 else self.shown.headline_row(number)
        chosen = number >= 0 and rows.ids[number] in self._selection
        age = "" if row is None or isinstance(row, HeadingRow) else format_age(row, self.now)
        gone = row is None and self.shown.pages.is_loaded(number)
        lower = part > 0 if self.comfortable else None
        return row, RowState(self._width, self._left, age, self.sources, chosen, line == self.cursor, gone, lower)


def _inner_column(width: int) -> tuple[int, int]:
    """The first cell and the width of the column of what an empty list says."""
    return 2, width - 4
