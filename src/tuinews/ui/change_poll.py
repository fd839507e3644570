"""Asking regularly whether another process changed the library."""

from collections.abc import Callable
from typing import Protocol

GAP_SECONDS = 5.0
"""Between two looks."""


class Wakeup(Protocol):
    """A call that is scheduled and can be cancelled."""

    def cancel(self) -> object:
        """Cancel the call."""


Later = Callable[[float, Callable[[], None]], Wakeup]
"""Calls a function after some seconds, as `loop.call_later` does."""


class ChangePoll:
    """Calls `look` when it starts and every few seconds after that, until it is stopped."""

    def __init__(self, look: Callable[[], None], later: Later) -> None:
        self._look, self._later = look, later
        self._next: Wakeup | None = None

    def begin(self) -> None:
        """Look now and every few seconds from now on."""
        self.rest()
        self._next = self._later(GAP_SECONDS, self.begin)
        self._look()

    def rest(self) -> None:
        """Look no more."""
        if self._next is not None:
            self._next.cancel()
            self._next = None
