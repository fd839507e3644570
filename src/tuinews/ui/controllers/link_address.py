"""The whole address of the link with the focus, over the edge of the panes that is away from the link."""

from typing import TYPE_CHECKING

from tuinews.model.text import SafeText
from tuinews.ui.widgets.content import content

if TYPE_CHECKING:
    from textual.widgets import Static

    from tuinews.ui.controllers.panes import Panes


class LinkAddress:
    """Shows the address as browsers do: nothing moves for it. Its widget is made when it is first needed."""

    def __init__(self, panes: "Panes") -> None:
        self._panes = panes
        self._box: Static | None = None

    def show(self, address: SafeText, *, low: bool) -> None:
        """Show an address, above if the link is `low` on the screen; `""` takes it away."""
        if self._box is None:
            if not address:
                return
            from textual.widgets import Static

            self._box = Static(id="link-address")
            self._panes.lay_over(self._box)
        self._box.update(content(address))
        self._box.display = bool(address)
        self._box.set_class(low, "above")
