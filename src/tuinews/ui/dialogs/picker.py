"""A list to choose several things from: each has a box that is ticked or not."""

from collections.abc import Collection, Sequence

from tuinews.model.language import tr, tr_later
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.keys.contexts import PICKS
from tuinews.ui.widgets.menu import MenuItem

_TICKED, _EMPTY = "[x]", "[ ]"


class Picker(Chooser, inherit_bindings=False):
    """Items with boxes; the answer is an item whose value is a tuple of the values that were ticked.

    Where nothing is ticked, what is current is meant.
    """

    def __init__(
        self,
        title: str,
        items: Sequence[MenuItem],
        ticked: Collection[object] = (),
        *,
        placeholder: str = tr_later("Type to narrow"),
        keys: Sequence[MenuItem] = (),
        foot: str = "",
    ) -> None:
        super().__init__(title, items, tr(placeholder), keys, foot, own=PICKS)
        self._ticked = {item.value for item in items if item.value is not None and item.value in ticked}
        self.set_class(True, "wide")  # noqa: FBT003  Textual's signature

    @property
    def ticked(self) -> tuple[object, ...]:
        """The values that are ticked, in the order of the list."""
        return tuple(item.value for item in self._items if item.value in self._ticked and item.value is not None)

    def tick(self) -> None:
        """Tick the current item, or take its tick away, and go on to the next."""
        current = self._menu.current
        if current is not None:
            self._ticked ^= {current.value}
            self._show(self._input.value)
            self._menu.move(1)

    def tick_all(self) -> None:
        """Tick all that is listed or, if all of it is, nothing."""
        listed = {item.value for item in self._shown if item.value is not None}
        self._ticked = self._ticked - listed if listed <= self._ticked else self._ticked | listed
        self._show(self._input.value)

    def accept(self) -> None:
        """Answer with all that is ticked, else with the current item."""
        if self._back_from_keys():
            return
        current = self._menu.current
        picked = self.ticked or (() if current is None else (current.value,))
        if picked:
            self.dismiss(MenuItem("", picked))

    def _list(self, items: Sequence[MenuItem], among: Sequence[MenuItem]) -> None:
        self._shown = tuple(items)
        at = self._menu.cursor
        super()._list([self._with_box(item) for item in items], [self._with_box(item) for item in among])
        if at < len(items) and items[at].value is not None:
            self._menu.cursor = at

    _shown: tuple[MenuItem, ...] = ()

    def _with_box(self, item: MenuItem) -> MenuItem:
        if item.value is None or self._explaining:
            return item
        return item._replace(lead=_TICKED if item.value in self._ticked else _EMPTY)

    def _take(self, item: MenuItem) -> None:
        """Tick what was clicked, which is current then."""
        if item.value is not None:
            self.tick()
