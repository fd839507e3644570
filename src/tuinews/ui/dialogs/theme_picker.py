"""A list of themes in which the reader looks like the current one while the user goes through them."""

from collections.abc import Callable, Sequence

from tuinews.model.language import tr
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.widgets.menu import MenuItem

_WIDTH = 36
"""Columns of the list: what lies beside it shows the theme."""


class ThemePicker(Chooser, inherit_bindings=False):
    """The themes, whose names are the values of the items; `preview` shows the reader in one."""

    DEFAULT_CSS = f"""
    ThemePicker {{ align: right middle; background: transparent; }}
    ThemePicker > Container {{ width: {_WIDTH}; }}
    """

    def __init__(
        self,
        items: Sequence[MenuItem],
        current: str,
        preview: Callable[[str], None],
        keys: Sequence[MenuItem] = (),
        foot: str = "",
    ) -> None:
        super().__init__(tr("Theme"), items, tr("Type a part of a name"), keys, foot)
        self._begin_at, self._preview = current, preview

    def move(self, delta: int) -> None:
        """Go up or down, and look so."""
        super().move(delta)
        self._look()

    def page(self, delta: int) -> None:
        """Go up or down by screens, and look so."""
        super().page(delta)
        self._look()

    def _narrow(self, typed: str) -> None:
        """Narrow the list, and look like its first."""
        super()._narrow(typed)
        self._look()

    def _show(self, words: str) -> None:
        """Narrow the list; the whole of it begins at the theme that is shown."""
        super()._show(words)
        if not words:
            self._menu.cursor = next((n for n, item in enumerate(self._items) if item.value == self._begin_at), 0)

    def _look(self) -> None:
        if self._menu.current is not None:
            self._preview(str(self._menu.current.value))
