"""Keys in the order in which they were typed, each when what the one before it began is there.

To open a question, a list or an article takes some turns of the loop, and whoever types on meanwhile means what is
coming. So every key passes through here, and waits here while something is on its way.
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
    """Something is on its way."""

    turn: int
    key: str
    """The key that began it, if the same key may be pressed again before it is there."""
    strict: bool
    """Whether keys are for nothing else, so that they are dropped when it does not come."""


class Typeahead:
    """The queue of keys; `deliver` gives one to whom it is for, or tells with False that it cannot be taken yet."""

    def __init__(self, deliver: Callable[[Typed], bool], *, patience: float = _PATIENCE_SECONDS) -> None:
        self._deliver, self._patience = deliver, patience
        self._typed: deque[Typed] = deque()
        self._holds: dict[str, _Hold] = {}
        self._turn = 0
        self._last = ""
        self.handed: Typed | None = None
        """What left the queue last: a question sends it on through the app, where it is to pass."""

    def press(self, event: Typed) -> None:
        """Take what was typed."""
        self._typed.append(event)
        self.pump()

    def pump(self) -> None:
        """Hand out what waits, as far as that is possible."""
        while self._typed:
            event = self._typed.popleft()
            if not self._deliver(event):
                self._typed.appendleft(event)
                return
            self.handed = event

    def holds(self, event: Typed) -> bool:
        """Whether a key has to wait for what is on its way."""
        pressed = event.key if isinstance(event, events.Key) else ""
        if any(hold.key != pressed or not pressed for hold in self._holds.values()):
            return True
        self._last = pressed
        return False

    def hold(self, what: str, *, strict: bool = False, repeats: bool = False) -> Callable[[], None]:
        """Have keys wait for `what`, which the last key began, until the function is called that this gives.

        Of things of one name only the last is waited for. The key that began it may be pressed again meanwhile if
        it `repeats`: who holds it down does not want to see everything on the way.
        """
        self._turn += 1
        hold = self._holds[what] = _Hold(self._turn, self._last if repeats else "", strict)
        late = asyncio.get_running_loop().call_later(self._patience, self._give_up, what, hold.turn)

        def arrived() -> None:
            late.cancel()
            self._end(what, hold.turn)
            self.pump()

        return arrived

    def came(self, what: str) -> None:
        """This is seen now: keys are meant for it and not dropped, however long it takes until it can take them."""
        if what in self._holds:
            self._holds[what] = self._holds[what]._replace(strict=False)

    def free(self, what: str = "") -> None:
        """Wait no longer for this, or for anything: it is there so far, or will take its time."""
        for name in [what] if what else [*self._holds]:
            self._holds.pop(name, None)
        self.pump()

    def _give_up(self, what: str, turn: int) -> None:
        hold = self._end(what, turn)
        if hold is not None:
            if hold.strict:
                self._typed.clear()
            self.pump()

    def _end(self, what: str, turn: int) -> _Hold | None:
        """Take a hold away, unless there is a later one of its name."""
        hold = self._holds.get(what)
        return self._holds.pop(what) if hold is not None and hold.turn == turn else None
