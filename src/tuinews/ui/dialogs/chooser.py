"""A list to choose from, narrowed by typing: palette, help, links, tags, topics, feeds, themes."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from tuinews.ui.dialogs.question import Question
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.menu import Item, Menu, narrowed

_MOVES = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "ctrl+j": 1, "ctrl+k": -1, "tab": 1, "shift+tab": -1}
_PAGES = {"pagedown": 1, "pageup": -1, "ctrl+d": 1, "ctrl+u": -1}


_WIDTH, _SHARE = 84, 96
"""Columns of a list, and the most of a hundred that it takes of the screen."""

_MANUAL = (
    Item("In this list"),
    *(
        Item(line, quiet=True)
        for line in (
            "↑ ↓  Tab    up and down",
            "PgUp PgDn   by pages",
            "letters     show what holds them",
            "Enter       choose",
            "Esc         leave",
        )
    ),
)


def line_width(columns: int) -> int:
    """The cells of a line of a list on a screen of so many columns; its frame and its scroll bar are not of it."""
    return min(_WIDTH, columns * _SHARE // 100) - 3


class Chooser(Question[Item | None], inherit_bindings=False):
    """Gives the chosen item, or `None`."""

    DEFAULT_CSS = f"""
    Chooser {{ align: center middle; background: $background 30%; }}
    Chooser > Container {{
        width: {_WIDTH}; max-width: {_SHARE}%; height: auto; max-height: 84%;
        border: round $accent; border-title-color: $accent; border-subtitle-color: $foreground 60%;
        background: $surface;
    }}
    Chooser.wide > Container {{ width: {_SHARE}%; }}
    Chooser Input {{ border: none; height: 1; padding: 0 1; background: $panel; }}
    Chooser Input:focus {{ border: none; }}
    Chooser Menu {{ height: auto; max-height: 100%; margin-top: 1; }}
    """

    def __init__(self, title: str, items: Sequence[Item], hint: str) -> None:
        super().__init__(Input(placeholder=hint))
        self._items = tuple(items)
        self._menu = Menu()
        self._frame = Container(self._input, self._menu)
        self._frame.border_title = content(title)
        self._explaining = False

    def compose(self) -> ComposeResult:
        """The line to narrow by, and the list."""
        yield self._frame

    def on_mount(self) -> None:
        """Type at once."""
        self._show("")
        self._input.focus()
        self.call_after_refresh(self._clear)

    def _clear(self) -> None:
        """What was told before stays as far as there is room for it below the list."""
        from tuinews.ui.terminal.textual_private import remove_oldest

        remove_oldest(self.app, self.size.height - self._frame.region.bottom - 1, least=0)

    def press(self, event: Typed) -> bool:
        """Take a key; a question mark that nothing was typed before asks what the keys do here."""
        asked = isinstance(event, events.Key) and event.character == "?" and not self._input.value
        if not self.free or not (asked or self._explaining):
            return super().press(event)
        self._explaining = not self._explaining
        if self._explaining:
            self._list(_MANUAL)
            self._frame.border_subtitle = content("Any key leads back")
        else:
            self._show("")
        return True

    def _show(self, words: str) -> None:
        found = narrowed(self._items, words)
        self._list(found)
        things = sum(item.value is not None for item in found)
        self._frame.border_subtitle = content(f"{things} · Enter chooses · Esc leaves · ? keys")

    def _list(self, items: Sequence[Item]) -> None:
        self._menu.show(items)
        self._menu.styles.height = max(1, len(items))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list."""
        message.stop()
        self._show(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter: that one."""
        message.stop()
        if self._menu.current is not None:
            self.dismiss(self._menu.current)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """A click: that one."""
        message.stop()
        self.dismiss(message.item)

    def on_key(self, event: events.Key) -> None:
        """Move, or leave."""
        if event.key in {"escape", "ctrl+c"}:
            self.dismiss(None)
        elif event.key in _MOVES:
            self._menu.move(_MOVES[event.key])
        elif event.key in _PAGES:
            self._menu.page(_PAGES[event.key])
        else:
            return
        event.stop()
        event.prevent_default()
