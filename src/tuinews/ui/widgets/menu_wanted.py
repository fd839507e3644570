"""What a pane tells when the user asks, with the other mouse button, what can be done there."""

from textual import events
from textual.message import Message

RIGHT = 3
"""The number of the mouse button that asks for a menu."""


class MenuWanted(Message):
    """The user asked for a menu of what can be done with what is current in the pane that sends it."""


def asks_for_menu(event: events.Click) -> bool:
    """Whether a click is one that asks for a menu."""
    return event.button == RIGHT
