"""What the panes stand in: their borders can be dragged, and their rows have menus."""

from collections.abc import Callable
from typing import Protocol

from textual import events
from textual.containers import Container
from textual.message import Message

RIGHT = 3
"""The number of the mouse button that asks for a menu."""


class MenuWanted(Message):
    """The user asked for a menu of what can be done with what is current in the pane that sends it."""


def asks_for_menu(event: events.Click) -> bool:
    """Whether a click is one that asks for a menu."""
    return event.button == RIGHT


class PaneMouse(Protocol):
    """Does what the mouse asks for in the panes."""

    def press(self, event: events.MouseDown) -> bool:
        """Begin to drag the border that is pressed; False where none is."""

    def drag_to(self, x: int, y: int) -> None:
        """Have the border that is dragged at a cell of the screen."""

    def release(self) -> None:
        """Leave the border where it is."""

    def restore(self, x: int, y: int) -> None:
        """Have the border at a cell of the screen where it was at first."""

    def show_menu(self) -> None:
        """Offer what can be done with the current row."""


class PaneFrame(Container):
    """Tells what the mouse does to borders, and which menus are wanted."""

    find_mouse: Callable[[], PaneMouse]
    """Gives who does what the mouse asks for; it is asked when that is needed."""

    _dragging = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag a border."""
        self._dragging = self.find_mouse().press(event)
        if self._dragging:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        if self._dragging:
            self.find_mouse().drag_to(event.screen_x, event.screen_y)

    def on_mouse_up(self) -> None:
        """Leave it where it is."""
        if self._dragging:
            self._dragging = False
            self.find_mouse().release()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Have a border where it was at first, when it is clicked twice."""
        if event.chain == 2:
            self.find_mouse().restore(event.screen_x, event.screen_y)

    def on_menu_wanted(self, message: MenuWanted) -> None:
        """Show the menu of what the right button was pressed on."""
        message.stop()
        self.find_mouse().show_menu()
