"""A list to choose from, narrowed by typing: palette, help, links, tags, topics, feeds, themes."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input

from tuinews.model.language import tr
from tuinews.ui.dialogs.item_index import ItemIndex
from tuinews.ui.dialogs.question import Question
from tuinews.ui.keys.contexts import ITEMS, MENU
from tuinews.ui.keys.router import Layer, Stack
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.menu import Menu, MenuItem

_WIDTH, _SHARE = 84, 96
"""Columns of a list, and the most of a hundred that it takes of the screen."""


def line_width(columns: int) -> int:
    """Return the cells of a line of a list, without frame and scroll bar, on a screen of so many columns."""
    return min(_WIDTH, columns * _SHARE // 100) - 3


def describe_no_match() -> MenuItem:
    """Return what a list says where nothing of it matches."""
    return MenuItem(tr("Nothing matches what you typed"), quiet=True)


"""Stands in a list of which nothing is left, so that it does not look as if nothing went on."""


class Chooser(Question[MenuItem | None], inherit_bindings=False):
    """A list of items; its answer is the chosen one, or `None`.

    `other` returns what can be chosen besides, made of what was typed, such as a new folder of that name. The keys are
    those of where the cursor stands: among the items `ITEMS` has some letters to move with, in the line all are text.
    """

    context: ClassVar[str] = MENU
    for_typing: ClassVar[bool] = False
    """Whether one opens it in order to type: then the cursor stands in its line from the beginning."""

    DEFAULT_CSS = f"""
    Chooser {{ align: center middle; background: $background 30%; }}
    Chooser > Container {{
        width: {_WIDTH}; max-width: {_SHARE}%; height: auto; max-height: 84%;
        border: round $accent; border-title-color: $accent; border-subtitle-color: $quiet;
        background: $surface;
    }}
    Chooser.wide > Container {{ width: {_SHARE}%; }}
    Chooser Input {{ border: none; height: 1; padding: 0 1; background: $panel; }}
    Chooser Input:focus {{ border: none; }}
    Chooser Menu {{ height: auto; max-height: 100%; margin-top: 1; }}
    """

    def __init__(
        self,
        title: str,
        items: Sequence[MenuItem],
        placeholder: str,
        keys: Sequence[MenuItem] = (),
        foot: str = "",
        *,
        other: Callable[[str], MenuItem | None] | None = None,
        own: str = MENU,
    ) -> None:
        """Make the list; `own` is the context of keys that only it has."""
        super().__init__(Input(placeholder=placeholder))
        self._items, self._keys, self._foot = tuple(items), tuple(keys), foot
        self._other, self._own = other, own
        self._index: ItemIndex | None = None
        self._menu = Menu()
        self._frame = Container(self._input, self._menu)
        self._frame.border_title = content(title)
        self._explaining = False
        self._always_typing = self.for_typing or other is not None
        self._typing = self._always_typing

    @property
    def key_layers(self) -> Stack:
        """The keys that only this list has over those of every list, and over both those of its items."""
        among_items = () if self._typing or self._always_typing else (ITEMS,)
        names = dict.fromkeys((self.context, self._own, *among_items))
        return tuple(Layer(name, self.type) for name in names)

    @property
    def attended(self) -> Widget:
        """The line while one types, else the list, which says so where nothing is left of it."""
        return self._input if self._typing or not self._menu.virtual_size.height else self._menu

    def compose(self) -> ComposeResult:
        """Give the line that narrows the list, and the list."""
        yield self._frame

    def on_mount(self) -> None:
        """Begin."""
        # Textual calls the handlers of all classes of a dialog: one that has its own way overrides what they call
        self._begin()

    def _begin(self) -> None:
        """Show all items and take what is typed."""
        self._show("")
        self._input.focus()
        # toasts come into a new screen some time after it is laid out first
        self.screen_layout_refresh_signal.subscribe(self, self._clear)

    def _clear(self, _screen: object) -> None:
        """Keep of what was told before as much as there is room for below the list."""
        from tuinews.ui.terminal.textual_private import remove_oldest

        remove_oldest(self.app, self.size.height - self._frame.region.bottom - 1, least=0)

    def type(self, event: Typed) -> None:
        """Narrow the list by what is typed; while the keys are explained, show the list again instead."""
        if not self._back_from_keys():
            self._typing = True
            super().type(event)

    def go_to_line(self) -> None:
        """Have letters narrow the list from now on, whichever they are."""
        if not self._back_from_keys():
            self._typing = True

    @property
    def narrowed(self) -> bool:
        """Whether something is typed, behind which every letter is one."""
        return bool(self._input.value)

    def explain_keys(self) -> bool:
        """Show what the keys do here; False when something was typed, because the key is text then."""
        if self.narrowed:
            return False
        if not self._back_from_keys():
            self._explaining = True
            self._list(self._keys, self._keys)
            self._frame.border_subtitle = content(tr("Any key leads back"))
        return True

    def _back_from_keys(self) -> bool:
        """Show the list again if the keys are explained; False if they are not."""
        if not self._explaining:
            return False
        self._explaining = False
        self._show("")
        return True

    def move(self, delta: int) -> None:
        """Go up or down by items."""
        self._typing = False
        if not self._back_from_keys():
            self._menu.move(delta)

    def move_to_end(self, *, first: bool) -> None:
        """Go to the first item or to the last."""
        self.move(-self._menu.virtual_size.height if first else self._menu.virtual_size.height)

    def page(self, delta: int) -> None:
        """Go up or down by screens."""
        self._typing = False
        if not self._back_from_keys():
            self._menu.page(delta)

    def half(self, delta: int) -> None:
        """Go up or down by half a screen."""
        self.move(delta * max(1, self._menu.size.height // 2))

    def accept(self) -> None:
        """Answer with the current item."""
        if not self._back_from_keys() and self._menu.current is not None:
            self.dismiss(self._menu.current)

    def leave(self) -> None:
        """Answer with none."""
        if not self._back_from_keys():
            super().leave()

    def _show(self, words: str) -> None:
        if self._index is None or self._index.items is not self._items:
            self._index = ItemIndex(self._items)
        found = self._index.filter(words)
        if self._other is not None and (more := self._other(words.strip())) is not None:
            found = (*found, more)
        self._list(found or (describe_no_match(),), self._items)
        things = sum(item.value is not None for item in found)
        self._frame.border_subtitle = content(f"{things} · {self._foot}")

    def _list(self, items: Sequence[MenuItem], among: Sequence[MenuItem]) -> None:
        """Show items in the room, and at the columns, of all those among which they were found: nothing jumps."""
        self._menu.show(items, among)
        self._menu.styles.height = max(1, len(among))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list; where all was erased again, the cursor is among the items as before."""
        message.stop()
        if not message.value:
            self._typing = self._always_typing
        self._narrow(message.value)

    def _narrow(self, typed: str) -> None:
        """Show what is found by what is typed now."""
        self._show(typed)

    def on_menu_chosen(self, message: Menu.Chosen) -> None:
        """Answer with the item that was clicked."""
        message.stop()
        self._take(message.item)

    def _take(self, item: MenuItem) -> None:
        """Do what a click on an item is for: answer with it."""
        self.dismiss(item)
