"""Notices: sentences shown for some seconds, as many as fit, and not where the user looks."""

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Literal

from textual.screen import Screen

from tuinews.model.text import safe_text
from tuinews.model.url import redact
from tuinews.ui.terminal.textual_private import remove_oldest, remove_sentence, toast_rack

Severity = Literal["information", "warning", "error"]

_LONGEST_SECONDS = 8.0
"""How long what is told can be seen at most."""

_KEPT = 50
"""Sentences that can be read again."""

_PROMISE_SECONDS = 30.0
"""How long it is remembered that a sentence promised that a change can be taken back."""


class UndoPromise:
    """Remembers when a sentence promised that a key takes a change back."""

    def __init__(self) -> None:
        self._at = float("-inf")

    def note(self, sentence: str, key: str) -> None:
        """Note what is told; `key` is the one that undoes."""
        if any(f"{key} {does} " in sentence for does in ("takes", "brings")):
            self._at = monotonic()

    def take(self) -> float | None:
        """Return how many seconds ago it was promised; once, and `None` where it was not, or long ago."""
        ago, self._at = monotonic() - self._at, float("-inf")
        return ago if ago < _PROMISE_SECONDS else None


class Notices:
    """Shows sentences on a screen; `looks_up` tells whether the user looks at its upper half."""

    def __init__(self, screen: Screen[None], looks_up: Callable[[], bool]) -> None:
        self._screen = screen
        self._looks_up = looks_up
        self._told_until = 0.0
        self.told: deque[str] = deque(maxlen=_KEPT)
        """What was told of late, the newest last."""
        self.free_below = 1
        """Lines at the bottom of the screen over which no notice lies: the footer and what is above it."""

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Show a sentence for some seconds, without the passwords in its addresses."""
        app = self._screen.app
        sentence = redact(sentence)
        self.told.append(sentence)
        remove_sentence(app, safe_text(sentence, 400))
        seconds = 8 if severity == "error" else 4
        self._screen.notify(safe_text(sentence, 400), severity=severity, timeout=seconds, markup=False)
        self._told_until = monotonic() + _LONGEST_SECONDS
        self.make_room()
        app.screen.call_after_refresh(remove_oldest, app, app.size.height // 2, least=1)

    def make_room(self) -> None:
        """Move the notices to the end of the screen at which the current row is not."""
        if monotonic() < self._told_until:
            rack, low = toast_rack(self._screen), self._looks_up()
            margin = (0, 0, self.free_below, 0) if low else (1, 0, 0, 0)
            if (rack.styles.dock == "bottom") != low or (low and rack.styles.margin.bottom != self.free_below):
                rack.styles.dock = "bottom" if low else "top"
                rack.styles.margin = margin

    def hide(self) -> None:
        """Show no notices on this screen."""
        toast_rack(self._screen).display = False
