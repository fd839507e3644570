"""A list that stays open while things are done with its items: the settings, the keys."""

from collections.abc import Callable, Sequence

from tuinews.model.language import tr, tr_later
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.widgets.menu import MenuItem

ActOnItem = Callable[[str, MenuItem], object]
"""Does something with an item: gets what, `open` where it was chosen. `False`: the key was not meant for this item."""


class ListPage(Chooser, inherit_bindings=False):
    """A list over which the user goes, changing one item after the other; its answer is what is not done there."""

    def __init__(
        self,
        title: str,
        items: Sequence[MenuItem],
        act: ActOnItem,
        context: str,
        *,
        placeholder: str = tr_later("Type to narrow"),
        keys: Sequence[MenuItem] = (),
        foot: str = "",
        typed: str = "",
    ) -> None:
        """Make the page; `context` is that of its own keys, `typed` is what is typed already."""
        super().__init__(title, items, tr(placeholder), keys, foot, own=context)
        self._act, self._typed = act, typed
        self.of = context
        """Of which page it is, by the context of its keys."""
        self.begin_at: object = None
        """The value of the item that is current first; `None`: the first of all."""
        self.set_class(True, "wide")  # noqa: FBT003  Textual's signature

    def _begin(self) -> None:
        """Show what is found by what is typed already."""
        super()._begin()
        if self._typed:
            self._input.value = self._typed
        elif self.begin_at is not None:
            self._menu.cursor = next((n for n, item in enumerate(self._items) if item.value == self.begin_at), 0)

    def do(self, verb: str) -> object:
        """Do something with the current item; False when the key is text."""
        if self._back_from_keys():
            return True
        current = self._menu.current
        return current is not None and self._act(verb, current)

    def accept(self) -> None:
        """Do with the current item what choosing it means."""
        self.do("open")

    def _take(self, item: MenuItem) -> None:
        """Do with the item that was clicked what choosing it means."""
        self._act("open", item)

    def answer(self, item: MenuItem) -> bool:
        """Close the page with this item as the answer."""
        self.dismiss(item)
        return True

    def replace(self, items: Sequence[MenuItem]) -> None:
        """Show what the items are now; the user stays where they are."""
        self._items = tuple(items)
        at, top = self._menu.cursor, self._menu.scroll_offset.y
        self._show(self._input.value)
        self._menu.scroll_to(y=top, animate=False, force=True)
        self._menu.cursor = at
        if self._menu.current is None:
            self._menu.move(1)
