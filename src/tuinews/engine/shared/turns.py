"""When a reader that is open looks at a shared folder."""

from tuinews.model.clock import MINUTE, Clock, Instant


class FolderTurns:
    """What an open library remembers of the folder between two looks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: Instant | None = None
        self.shared = False
        """Whether a folder was shared when it was looked last."""
        self.looked = False
        """Whether anybody looked: a reader does, a command does not."""

    def is_due(self, minutes: int) -> bool:
        """Whether it is time to look again, which counts as looked; never with 0 minutes."""
        self.looked = True
        now = self._clock()
        if not minutes or (self._last is not None and 0 <= now - self._last < minutes * MINUTE):
            return False
        self._last = now
        return True
