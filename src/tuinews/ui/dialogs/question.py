"""What prompt and chooser share: one line to type in, which takes one key after the other."""

from collections.abc import Callable, Sequence

from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input

from tuinews.ui.keys.typeahead import Typed


def _nobody() -> None:
    """Nobody waits."""


class Question(ModalScreen[ScreenResultType], inherit_bindings=False):
    """A question with one line to type in."""

    def __init__(self, line: Input) -> None:
        super().__init__()
        self._input = line
        self._ready = False
        self.settled: Callable[[], None] = _nobody
        """Called whenever the next key can be taken."""

    def on_descendant_focus(self) -> None:
        """The line has the focus."""
        self._settle(())

    @property
    def free(self) -> bool:
        """Whether a key can be taken now."""
        return self._ready and self.is_current

    def press(self, event: Typed) -> bool:
        """Type a key; False while that is not possible yet: while it opens, or has not done with the key before."""
        if not self.free:
            return False
        self._ready = False
        self.app.post_message(event)
        # a key goes from the app to the line and up again to the app; what it did there goes the same way once more
        round_trip = [self._input, *self._input.ancestors_with_self]
        self._settle([self.app, *round_trip, *round_trip])
        return True

    def _settle(self, nodes: Sequence[MessagePump]) -> None:
        """Wait until each of the nodes has done what lies before it, one after the other."""
        for n, node in enumerate(nodes):
            if node.call_later(self._settle, nodes[n + 1 :]):
                return
        self._ready = True
        self.settled()
