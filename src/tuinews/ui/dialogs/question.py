"""What prompt and chooser have in common: something to type in that takes one key after the other."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Input

from tuinews.ui.keys.contexts import PROMPT
from tuinews.ui.keys.router import Layer, Stack
from tuinews.ui.keys.typeahead import Typed


def _do_nothing() -> None:
    """Do nothing: nobody waits."""


class Question(ModalScreen[ScreenResultType], inherit_bindings=False):
    """A dialog with a line or lines to type in. It binds no keys: the actions of its context call its methods."""

    context: ClassVar[str] = PROMPT
    """Where its keys are looked up."""

    def __init__(self, field: Widget) -> None:
        super().__init__()
        self._field = field
        self._ready = False
        self.settled: Callable[[], None] = _do_nothing
        """Called whenever the next key can be taken."""

    @property
    def _input(self) -> Input:
        """The line to type in, in the dialogs that have one; raises TypeError in others."""
        if not isinstance(self._field, Input):
            raise TypeError(f"{type(self).__name__} has no line to type in.")
        return self._field

    @_input.setter
    def _input(self, line: Input) -> None:
        self._field = line

    def on_descendant_focus(self) -> None:
        """Take keys from now on: the line has the focus."""
        self._settle(())

    @property
    def key_layers(self) -> Stack:
        """The contexts in which its keys are looked up, the top one last."""
        return (Layer(self.context, self.type),)

    @property
    def attended(self) -> Widget:
        """What the last key was about."""
        return self._field

    @property
    def free(self) -> bool:
        """Whether a key can be taken now: not while the dialog opens, nor while the key before is being handled."""
        return self._ready and self.is_current

    def type(self, event: Typed) -> None:
        """Give a key or a paste to the line. The next one is taken when this one is handled."""
        self._ready = False
        self.app.post_message(event)
        # a key goes from the app to the line and up again to the app; what it did there goes the same way once more
        round_trip = [self._field, *self._field.ancestors_with_self]
        self._settle([self.app, *round_trip, *round_trip])

    def hold(self) -> None:
        """Take no key until `resume`: another dialog is about to open over this one."""
        self._ready = False

    def resume(self) -> None:
        """Take keys again."""
        self._ready = True
        self.settled()

    def leave(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def _settle(self, nodes: Sequence[MessagePump]) -> None:
        """Let each of the nodes handle what is queued there, one after the other; then take the next key."""
        for n, node in enumerate(nodes):
            if node.call_later(self._settle, nodes[n + 1 :]):
                return
        self._ready = True
        self.settled()
