"""A list to choose from, drawn line by line; headings may stand between."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.ui.paint.text.graphemes import cells, clip, pad
from tuinews.ui.paint.text.runs import Line, Run, line_text
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.line_styles import LineStyles
from tuinews.ui.widgets.style_tables import TINTS, component_classes, css_rules

STYLES = {
    "ground": "",
    "title": "color: $foreground;",
    "lead": "color: $primary; text-style: bold;",
    "detail": "color: $faint;",
    "heading": "color: $accent; text-style: bold;",
    "current": "background: $primary 35%;",
    **{f"tint-{colour}": f"color: {rgb};" for colour, rgb in TINTS.items()},
}


WIDEST_LEAD = 18
"""Cells of what is said on the left, at most."""


class MenuItem(NamedTuple):
    """A thing to choose."""

    title: str
    value: object = None
    """What choosing it gives; `None` for a heading, which stands in columns if it has a detail."""
    detail: str = ""
    """Said on the right: a count, a host, a key."""
    lead: str = ""
    """Said on the left: a key, a state, a time."""
    quiet: bool = False
    """Whether it is no heading but goes with the thing above it."""
    rest: bool = False
    """Whether it is the rest of the title above, which was too long for a line; such an item is quiet as well."""
    firm: bool = False
    """Whether the detail keeps its room beside a long title, which may be there to push it out."""
    words: str = ""
    """What it is found by besides what is shown."""
    tint: str = ""
    """A colour of its own for the title, one of `TINTS`."""
    marks: tuple[tuple[int, int], ...] = ()
    """Places in the title of a quiet item that stand out: the first character of each, and the one after its last."""


class Menu(ScrollView, can_focus=False, inherit_bindings=False):
    """Items, one of them current."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = component_classes("menu", STYLES)
    DEFAULT_CSS = f"""
    Menu {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        {css_rules("menu", STYLES)}
    }}
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """Index of the current item."""

    class Chosen(Message):
        """An item was clicked."""

        def __init__(self, item: MenuItem) -> None:
            super().__init__()
            self.item = item

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(id=id)
        self._line_styles = LineStyles(self, "menu", STYLES)
        self._items: tuple[MenuItem, ...] = ()
        self._lead = 0

    @property
    def current(self) -> MenuItem | None:
        """The current item, unless it is a heading."""
        item = self._items[self.cursor] if self.cursor < len(self._items) else None
        return item if item is not None and item.value is not None else None

    @property
    def caret(self) -> Offset:
        """The cell that the terminal's cursor is on: the beginning of the current item."""
        return Offset(0, self.cursor - self.scroll_offset.y)

    def show(self, items: Sequence[MenuItem], among: Sequence[MenuItem] = ()) -> None:
        """Show these items, the first one current; titles begin where they do when all `among` which they are show."""
        self._items = tuple(items)
        self._lead = min(WIDEST_LEAD, max((cells(item.lead) for item in among or items), default=0))
        self.virtual_size = Size(0, len(items))
        self.scroll_to(y=0, animate=False, force=True)
        self.cursor = next((n for n, item in enumerate(items) if item.value is not None), 0)
        self.refresh()

    def move(self, delta: int) -> None:
        """Go up or down, over headings."""
        index, step = self.cursor, 1 if delta > 0 else -1
        for _ in range(abs(delta)):
            wanted = index + step
            while 0 <= wanted < len(self._items) and self._items[wanted].value is None:
                wanted += step
            if not 0 <= wanted < len(self._items):
                break
            index = wanted
        self.cursor = index

    def page(self, delta: int) -> None:
        """Go by screens."""
        self.move(delta * max(1, self.size.height - 1))

    def watch_cursor(self) -> None:
        """Keep the current item in sight, and a heading right above it."""
        height, top = self.size.height, self.scroll_offset.y
        first = self.cursor - 1 if self.cursor and self._items[self.cursor - 1].value is None else self.cursor
        wanted = max(self.cursor - height + 1, min(top, first))
        if height > 0 and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the current item in sight, also of a list that did not begin at its first."""
        self.watch_cursor()

    def notify_style_update(self) -> None:
        """Drop what was drawn in other colours."""
        super().notify_style_update()
        self._line_styles.clear()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        offset = event.get_content_offset(self)
        index = offset.y + self.scroll_offset.y if offset is not None else -1
        if 0 <= index < len(self._items) and self._items[index].value is not None:
            event.stop()
            self.cursor = index
            self.post_message(self.Chosen(self._items[index]))

    def render_line(self, y: int) -> Strip:
        """One item."""
        width, index = self.size.width, y + self.scroll_offset.y
        if index >= len(self._items):
            return self._line_styles.strip((), width)
        item = self._items[index]
        if item.quiet:
            indent = " " * (self._lead + 2)
            style = "title" if item.rest else "detail"
            if item.marks:
                return self._line_styles.strip(_mark(item, indent, width), width)
            return self._line_styles.strip((Run(clip(f"{indent}{safe_line(item.title)}", width), style),), width)
        if item.value is None:
            said = line_text(self._line(item, width)) if item.detail else clip(f" {safe_line(item.title)}", width)
            return self._line_styles.strip((Run(said, "heading"),), width)
        return self._line_styles.strip(self._line(item, width), width, "current" if index == self.cursor else "")

    def _line(self, item: MenuItem, width: int) -> Line:
        lead = f" {pad(clip(safe_line(item.lead), self._lead), self._lead)} " if self._lead else " "
        room = width - cells(lead) - 1
        said = safe_line(item.detail)
        kept = min(cells(said), room // 2) if item.firm else 0
        title = clip(safe_line(item.title), room - kept - 2 if kept else room)
        detail = clip(said, max(0, room - cells(title) - 2))
        gap = " " * max(0, room - cells(title) - cells(detail))
        return (
            Run(lead, "lead"),
            Run(title, f"title tint-{item.tint}" if item.tint else "title"),
            Run(gap, "ground"),
            Run(detail, "detail"),
        )


def _mark(item: MenuItem, indent: str, width: int) -> Line:
    """Return a quiet item in which some places stand out."""
    room, at = width - cells(indent), 0
    runs = [Run(indent, "ground")]
    text = clip(safe_line(item.title), room)
    for first, last in item.marks:
        runs += [Run(text[at:first], "detail"), Run(text[first:last], "lead")]
        at = last
    return tuple(run for run in (*runs, Run(text[at:], "detail")) if run.text)
