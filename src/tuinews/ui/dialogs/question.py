"""What prompt and chooser share: a line to type in, which takes one key after the other."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input

from tuinews.ui.keys.contexts import PROMPT
from tuinews.ui.keys.typeahead import Typed


def _nobody() -> None:
    """Nobody waits."""


class Question(ModalScreen[ScreenResultType], inherit_bindings=False):
    """A question with a line to type in. It binds no keys: the actions of its context call its methods."""

    context: ClassVar[str] = PROMPT
    """Where its keys are looked up."""

    def __init__(self, line: Input) -> None:
        super().__init__()
        self._input = line
        self._ready = False
        self.settled: Callable[[], None] = _nobody
        """Called whenever the next key can be taken."""

    def on_descendant_focus(self) -> None:
        """Take keys: the line has the focus."""
        self._settle(())

    @property
    def free(self) -> bool:
        """Whether a key can be taken now: not while it opens, nor while it works on the key before."""
        return self._ready and self.is_current

    def type(self, event: Typed) -> None:
        """Give a key or a paste to the line; the next one is taken when that is done."""
        self._ready = False
        self.app.post_message(event)
        # a key goes from the app to the line and up again to the app; what it did there goes the same way once more
        round_trip = [self._input, *self._input.ancestors_with_self]
        self._settle([self.app, *round_trip, *round_trip])

    def leave(self) -> None:
        """Give no answer."""
        self.dismiss(None)

    def _settle(self, nodes: Sequence[MessagePump]) -> None:
        """Wait until each of the nodes has done what lies before it, one after the other."""
        for n, node in enumerate(nodes):
            if node.call_later(self._settle, nodes[n + 1 :]):
                return
        self._ready = True
        self.settled()
