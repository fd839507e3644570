"""Jumping: letters on everything that is seen and can be clicked, so that no key is far away."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual import events
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from tuinews.model.language import tr
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.interaction import Interaction
from tuinews.ui.terminal.textual_private import read_screen_lines
from tuinews.ui.widgets.jump_overlay import HasJumpPlaces, JumpOverlay, JumpPlace


class JumpController:
    """Shows the letters, and clicks on what is chosen."""

    def __init__(self, interaction: Interaction, panes: Panes) -> None:
        self._interaction = interaction
        self._panes = panes

    def start(self) -> None:
        """Show letters on rows, links, tags, the sidebar and the keys of the footer."""
        focused = self._panes.focused
        screen = self._panes.frame.screen
        every = [*self._find_places(screen)]
        places = sorted(every, key=lambda place: place.widget is not focused)
        if not places:
            self._interaction.tell(tr("There is nothing to jump to here."))
            return
        near = sum(place.widget is focused for place in places)
        cancel = self._interaction.key("cancel-jump")
        note = tr(
            "Jump: type the letters · with a capital only go there, links in the browser · {cancel} leaves",
            cancel=cancel,
        )
        lines = read_screen_lines(screen)
        overlay = JumpOverlay(lines, places, near, note, chosen=self._click, left=self._leave)
        self._panes.jump = overlay
        screen.mount(overlay)

    def leave(self) -> None:
        """Take the letters away."""
        if self._panes.jump is not None:
            self._panes.jump.leave()

    def _leave(self) -> None:
        self._panes.jump = None
        self._panes.annotate()

    def _find_places(self, screen: Screen[Any]) -> Iterator[JumpPlace]:
        """Give what is seen and can be clicked, pane by pane."""
        for widget in (*self._panes.by_name.values(), self._panes.footer):
            region = widget.content_region
            for offset in self._find_in(widget) if widget.display else ():
                at = region.offset + offset
                # what lies behind the drawer cannot be clicked
                if region.contains_point(at) and screen.get_widget_at(*at)[0] is widget:
                    yield JumpPlace(widget, at)

    def _find_in(self, widget: Widget) -> Iterable[Offset]:
        """Give the cells of a widget's content that stand for something."""
        view = self._panes.article_if_made
        if view is not None and widget is view:
            return (Offset(view.column[0] + x, y) for x, y in view.hints.find_places())
        return widget.find_jump_places() if isinstance(widget, HasJumpPlaces) else ()

    def _click(self, place: JumpPlace, capital: bool) -> None:  # noqa: FBT001  as the overlay calls it
        x, y = place.at - place.widget.region.offset
        if place.widget in self._panes.by_name.values():
            self._panes.focus_widget(place.widget)
        cell = (x, y, 0, 0, 1, False, False, capital, place.at.x, place.at.y)
        if place.widget is self._panes.list:
            # the list remembers which row was pressed; sent on its way, the press would begin to drag a border
            self._panes.list.on_mouse_down(events.MouseDown(place.widget, *cell))
        place.widget.post_message(events.Click(place.widget, *cell))
