"""The queue of keys, in which keys wait for what the key before them opens.

To open a question, a list or an article takes some turns of the loop, and keys typed meanwhile are meant for it. So
every key goes through here, and waits while something is on its way.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from textual import events

Typed = events.Key | events.Paste
"""What comes from the keyboard."""

_PATIENCE_SECONDS = 2.0
"""How long keys wait at most: what takes longer is not waited for with the hands on the keys."""


class _Hold(NamedTuple):
    """Something that keys wait for."""

    turn: int
    key: str
    """The key that began it, if the same key may be pressed again before it is there."""
    strict: bool
    """Whether the keys are dropped when it does not come: they were meant for it alone."""


class Typeahead:
    """Queues keys; `deliver` takes one, or returns False while it cannot be taken."""

    def __init__(self, deliver: Callable[[Typed], bool], *, patience: float = _PATIENCE_SECONDS) -> None:
        self._deliver, self._patience = deliver, patience
        self._typed: deque[Typed] = deque()
        self._holds: dict[str, _Hold] = {}
        self._waiting: list[asyncio.Future[None]] = []
        self._turn = 0
        self._last = ""
        self.handed: Typed | None = None
        """What left the queue last: a question sends it on through the app, where it is to pass."""

    def press(self, event: Typed) -> None:
        """Queue what was typed, and deliver what can be delivered."""
        self._typed.append(event)
        self.pump()

    def pump(self) -> None:
        """Deliver what waits, as far as it can be taken."""
        while self._typed:
            event = self._typed.popleft()
            if not self._deliver(event):
                self._typed.appendleft(event)
                return
            self.handed = event

    async def wait_for_others(self, name: str) -> None:
        """Return when nothing that keys wait for is on its way, but what has this name."""
        while any(held != name for held in self._holds):
            over = asyncio.get_running_loop().create_future()
            self._waiting.append(over)
            await over

    def _wake(self) -> None:
        """Have those look again who wait for the end of a wait."""
        waiting, self._waiting = self._waiting, []
        for over in waiting:
            if not over.done():
                over.set_result(None)

    def holds(self, event: Typed) -> bool:
        """Return whether a key has to wait for something."""
        pressed = event.key if isinstance(event, events.Key) else ""
        if any(hold.key != pressed or not pressed for hold in self._holds.values()):
            return True
        self._last = pressed
        return False

    def hold(self, what: str, *, strict: bool = False, repeats: bool = False) -> Callable[[], None]:
        """Let keys wait for `what`, which the last key began; return the function that ends the wait.

        A second wait for the same thing replaces the first. With `repeats`, the key that began it may be pressed again
        meanwhile: somebody who holds a key down does not want to see everything on the way. With `strict`, keys are
        dropped if the thing never comes.
        """
        self._turn += 1
        hold = self._holds[what] = _Hold(self._turn, self._last if repeats else "", strict)
        late = asyncio.get_running_loop().call_later(self._patience, self._give_up, what, hold.turn)

        def end_hold() -> None:
            late.cancel()
            self._end(what, hold.turn)
            self.pump()

        return end_hold

    def extend_hold(self, what: str) -> None:
        """Keep the keys that wait for this however long it takes: it is on the screen now."""
        if what in self._holds:
            self._holds[what] = self._holds[what]._replace(strict=False)

    def end_holds(self, what: str = "") -> None:
        """End the wait for this, or (`""`) for anything."""
        for name in [what] if what else [*self._holds]:
            self._holds.pop(name, None)
        self._wake()
        self.pump()

    def _give_up(self, what: str, turn: int) -> None:
        hold = self._end(what, turn)
        if hold is not None:
            if hold.strict:
                self._typed.clear()
            self.pump()

    def _end(self, what: str, turn: int) -> _Hold | None:
        """Remove a wait unless a later one of its name replaced it; return it."""
        hold = self._holds.get(what)
        if hold is None or hold.turn != turn:
            return None
        self._wake()
        return self._holds.pop(what)
