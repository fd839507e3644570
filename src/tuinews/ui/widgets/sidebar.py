"""The feeds pane: places, folders and feeds as a tree, drawn line by line."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.model.language import tr
from tuinews.ui.paint.text.graphemes import cells, clip_middle
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.places import Place
from tuinews.ui.sidebar_rows import GAP, SidebarRow
from tuinews.ui.widgets.line_styles import LineStyles
from tuinews.ui.widgets.pane_frame import MenuWanted, asks_for_menu
from tuinews.ui.widgets.style_tables import TINTS, component_classes, css_rules

STYLES = {
    "ground": "",
    "place": "color: $foreground;",
    "folder": "color: $foreground; text-style: bold;",
    "feed": "color: $foreground 85%;",
    "quiet": "color: $faint;",
    "arrow": "color: $secondary;",
    "count": "color: $primary;",
    "trouble": "color: $error;",
    "here": "color: $accent; text-style: bold;",
    "current": "background: $foreground 10%;",
    **{f"tint-{colour}": f"color: {rgb};" for colour, rgb in TINTS.items()},
}


class Sidebar(ScrollView, can_focus=True, inherit_bindings=False):
    """The sidebar. It binds no keys: the actions call its methods."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = component_classes("sidebar", STYLES)
    DEFAULT_CSS = f"""
    Sidebar {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        {css_rules("sidebar", STYLES)}
        &:focus .sidebar--current {{ background: $primary 35%; }}
    }}
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """Index of the current row; never that of a gap."""

    here: reactive[Place | None] = reactive(None)
    """The place whose headlines are shown."""

    class Chosen(Message):
        """The user asked for a row's place, or for the topics."""

        def __init__(self, row: SidebarRow) -> None:
            super().__init__()
            self.row = row

    class Folded(Message):
        """The user asked for a folder to be folded or unfolded."""

        def __init__(self, row: SidebarRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(id=id)
        self.rows: tuple[SidebarRow, ...] = ()
        self._line_styles = LineStyles(self, "sidebar", STYLES)

    @property
    def current(self) -> SidebarRow | None:
        """The current row."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def caret(self) -> Offset:
        """The cell that the terminal's cursor is on: the beginning of the current row's name."""
        row = self.current
        return Offset(2 * row.depth + 2 if row is not None else 0, self.cursor - self.scroll_offset.y)

    def show(self, rows: Sequence[SidebarRow]) -> None:
        """Show these rows; the current one stays current by its place, and begins where the list is."""
        before = self.current
        self.rows = tuple(rows)
        self.virtual_size = Size(0, len(rows))
        self.find(self.here if before is None else before.place)
        self.cursor = self.cursor
        self.refresh()

    def find(self, place: Place | None) -> None:
        """Make a place's row the current one, if it is there."""
        for index, row in enumerate(self.rows):
            if _is_same_place(row.place, place):
                self.cursor = index
                return

    def move(self, delta: int) -> None:
        """Go up or down by rows, over gaps."""
        if not delta:
            return
        index = max(0, min(self.cursor + delta, len(self.rows) - 1))
        if self.rows and self.rows[index] == GAP:
            index += 1 if delta > 0 else -1
        self.cursor = index

    def go(self, index: int) -> None:
        """Go to a row, or to the end that lies nearest."""
        self.cursor = max(0, min(index, len(self.rows) - 1))

    def page(self, delta: int) -> None:
        """Go by screens."""
        self.move(delta * max(1, self.size.height - 1))

    def half(self, delta: int) -> None:
        """Go by half screens."""
        self.move(delta * max(1, self.size.height // 2))

    def deselect(self) -> None:
        """Show no feed as selected any more."""
        self.rows = tuple(row._replace(selected=False) for row in self.rows)
        self.refresh()

    def choose(self) -> None:
        """Ask for the current row's place."""
        if self.current is not None and self.current != GAP:
            self.post_message(self.Chosen(self.current))

    def fold(self) -> None:
        """Ask for the current folder to be folded or unfolded."""
        if self.current is not None and self.current.folder:
            self.post_message(self.Folded(self.current))

    def validate_cursor(self, index: int) -> int:
        """Keep within the rows."""
        return max(0, min(index, len(self.rows) - 1))

    def watch_cursor(self) -> None:
        """Keep the current row in sight."""
        height, top = self.size.height, self.scroll_offset.y
        wanted = max(self.cursor - height + 1, min(top, self.cursor))
        if height > 0 and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)
        self.refresh()

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._line_styles.clear()

    def on_click(self, event: events.Click) -> None:
        """Go to what is clicked; on a folder's arrow, fold it; the right button asks for a menu."""
        offset = event.get_content_offset(self)
        index = offset.y + self.scroll_offset.y if offset is not None else -1
        if offset is None or not 0 <= index < len(self.rows) or self.rows[index] == GAP:
            return
        event.stop()
        self.cursor = index
        row = self.rows[index]
        if asks_for_menu(event):
            self.post_message(MenuWanted())
        elif row.folder and offset.x <= 2 * row.depth + 1:
            self.fold()
        else:
            self.choose()

    def find_jump_places(self) -> Iterable[Offset]:
        """Give the beginnings of the rows that are seen."""
        top = self.scroll_offset.y
        for y, row in enumerate(self.rows[top : top + self.size.height]):
            if row != GAP:
                yield Offset(2 * row.depth + 2, y)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, index = self.size.width, y + self.scroll_offset.y
        if index >= len(self.rows) or self.rows[index] == GAP:
            return self._line_styles.strip((), width)
        state = "current" if index == self.cursor else ""
        return self._line_styles.strip(self._line(self.rows[index], width), width, state)

    def _line(self, row: SidebarRow, width: int) -> Line:
        count = f" {row.number}" if row.number else ""
        arrow = ("▶" if row.folded else "▼") if row.folder else ("x" if row.selected else "!" if row.trouble else " ")
        lead = "  " * row.depth
        room = max(0, width - len(lead) - 2 - len(count) - 1)
        more = row.rest or row.keys
        name = clip_middle(f"{safe_line(tr(row.name) if row.page else row.name)}{f' · {more}' if more else ''}", room)
        gap = " " * (room - cells(name))
        mark = Run(arrow, "trouble" if row.trouble else "arrow")
        return (
            Run(lead, "ground"),
            mark,
            Run(f" {name}{gap}", f"{self._look(row)} tint-{row.tint}" if row.tint else self._look(row)),
            Run(count, "count"),
            Run(" ", "ground"),
        )

    def _look(self, row: SidebarRow) -> str:
        if _is_same_place(row.place, self.here):
            return "here"
        if row.folder:
            return "folder"
        feed = row.place is not None and row.place.kind == "feed"
        return ("feed" if row.number else "quiet") if feed else "place"


def _is_same_place(one: Place | None, other: Place | None) -> bool:
    """Whether two are the same place, whatever it is called now."""
    if one is None or other is None or one.kind != other.kind:
        return False
    return one.query == other.query or one.kind == "briefing"
