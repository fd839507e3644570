"""The mouse: borders that are dragged, menus of what can be done with a row, text that is selected."""

from collections.abc import Callable
from typing import Any

from textual import events

from tuinews.model.language import tr, tr_count
from tuinews.model.text import safe_text
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import ARTICLE, FEEDS
from tuinews.ui.pane_layout import Divider, drag, find_divider, forget
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem

_LEFT = 1
_TITLE = 48
"""The most characters of a headline over its menu."""


class MouseController:
    """Does what the mouse asks for that no pane can do by itself."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        panes: Panes,
        run: Callable[[str], object],
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._run = run
        self._dragged: Divider | None = None

    # Borders

    def press(self, event: events.MouseDown) -> bool:
        """Begin to drag the border that is pressed, if one is; pressed twice, it goes back to where it was at first."""
        if event.button != _LEFT or self._session.zen:
            return False
        at = event.screen_x, event.screen_y
        self._dragged = find_divider(*at, self._panes.plan, self._panes.screen_size[1])
        return self._dragged is not None

    def drag_to(self, x: int, y: int) -> None:
        """Have the border that is dragged at a cell of the screen."""
        if self._dragged is not None:
            size = self._panes.screen_size
            self._panes.set_sizes(drag(self._session.sizes, self._dragged, (x, y), self._panes.plan, size))

    def release(self) -> None:
        """Leave the border where it is."""
        self._dragged = None

    def restore(self, x: int, y: int) -> None:
        """Have the border at a cell of the screen where it was at first."""
        divider = find_divider(x, y, self._panes.plan, self._panes.screen_size[1])
        if divider is not None:
            first = self._session.remembered_sizes.first
            self._panes.set_sizes(forget(self._session.sizes, divider, first))

    # What can be done

    def show_menu(self) -> None:
        """Offer what can be done with the current row of the pane with the focus."""
        self._interaction.inquire(self._offer())

    async def _offer(self) -> None:
        pane = self._session.pane
        label = self._env.keymap.label
        items = [
            MenuItem(tr(action.title), action.id, label(action.id))
            for action in self._env.keymap.actions.values()
            if pane in action.contexts and is_of_row(action, pane)
        ]
        chosen = await self._interaction.choose(self._title, items, placeholder=tr("Type to narrow"))
        if chosen is not None:
            self._run(str(chosen.value))

    @property
    def _title(self) -> str:
        """What the menu is about."""
        if self._session.pane == FEEDS:
            row = self._panes.sidebar.current
            return "" if row is None else safe_text(row.name, _TITLE)
        if self._session.selection:
            return tr("{count} selected", count=len(self._session.selection))
        if self._session.pane == ARTICLE and self._session.article is not None:
            return safe_text(self._session.article.entry.title, _TITLE)
        current = self._panes.list.current
        return "" if current is None else safe_text(current.headline.title, _TITLE)

    # Text

    def copy_selection(self, text: str | None) -> None:
        """Copy the text that was selected, if any was."""
        if text is not None and text.strip():
            self._interaction.copy(text)
            self._interaction.tell(
                tr("Copied {words}.", words=tr_count("{count} word", "{count} words", len(text.split())))
            )


_ROW_OF_FEEDS = ("open", "read-list", "refresh", "edit-feed", "about-feed", "habits", "fold", "unsubscribe", "add-feed")
"""What is offered for a row of the feeds pane."""


def is_of_row(action: Action[Any], pane: str) -> bool:
    """Whether an action does something with the row that is current in a pane."""
    if pane == FEEDS:
        return action.id in _ROW_OF_FEEDS or action.contexts == (FEEDS,)
    return action.needs_article or action.id in {"open", "toggle-group"}
