"""When to look for what other processes did to the library."""

from collections.abc import Callable
from typing import Protocol

GAP_SECONDS = 5.0
"""Between two looks."""


class Wakeup(Protocol):
    """A call that is to come."""

    def cancel(self) -> object:
        """Let it not come."""


Later = Callable[[float, Callable[[], None]], Wakeup]
"""Calls a function after some seconds, as `loop.call_later` does."""


class ChangePoll:
    """Looks at once when it begins, then every few seconds until it rests: whoever is not seen wakes nobody."""

    def __init__(self, look: Callable[[], None], later: Later) -> None:
        self._look, self._later = look, later
        self._next: Wakeup | None = None

    def begin(self) -> None:
        """Look now and from now on."""
        self.rest()
        self._next = self._later(GAP_SECONDS, self.begin)
        self._look()

    def rest(self) -> None:
        """Look no more."""
        if self._next is not None:
            self._next.cancel()
            self._next = None
