"""What prompt and chooser share: keys that were typed before they were there are typed into them."""

from collections.abc import Iterable
from copy import copy

from textual import events
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input

_ENDS = frozenset({"enter", "escape", "ctrl+c"})
"""Keys that may end a question: those behind them are for what comes next."""


class Question(ModalScreen[ScreenResultType], inherit_bindings=False):
    """A question with one line to type in."""

    def __init__(self, line: Input) -> None:
        super().__init__()
        self._input = line
        self.early: list[events.Key] = []
        """Keys that wait for the line to have the focus."""

    def take(self, keys: Iterable[events.Key]) -> None:
        """Type these keys as soon as that is possible, in their order."""
        self.early += keys
        self.type_early()

    def type_early(self) -> None:
        """Type what waits, as far as the next key that may end the question."""
        if self.focused is not self._input:
            return
        while self.early:
            key = self.early.pop(0)
            self._input.post_message(key)
            if key.key in _ENDS:
                return

    def on_descendant_focus(self) -> None:
        """The line has the focus."""
        self.type_early()

    def waits(self, event: events.Key) -> bool:
        """Keep a key that came to the screen because the line has no focus yet; False once it has."""
        if self.focused is self._input:
            return False
        self.take((copy(event),))
        event.stop()
        return True
