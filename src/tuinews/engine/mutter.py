"""What libraries and child processes write to stderr: a pipe whose every line becomes a line of the log."""

import logging
import os
import threading

from tuinews.model.text import safe_text

_log = logging.getLogger(__name__)

_MOST_LINES = 1_000
"""Lines of one pipe that are logged: what mutters on for ever must not push everything else out of the log."""

_PIECE = 4_096


class Mutter:
    """A pipe to give away in place of stderr; who writes to it is never held up for long."""

    def __init__(self, who: str) -> None:
        """`who` is named in the log."""
        self._who = who
        reading, self.descriptor = os.pipe()
        threading.Thread(target=self._listen, args=(reading,), name="tuinews-mutter", daemon=True).start()

    def close(self) -> None:
        """Listen no more once all who have the pipe are gone."""
        os.close(self.descriptor)

    def _listen(self, reading: int) -> None:
        left = _MOST_LINES
        while piece := os.read(reading, _PIECE):
            lines = [safe_text(line) for line in piece.decode(errors="replace").splitlines()]
            for line in lines[:left]:
                # without a handler logging itself would write to stderr, and so into this pipe
                if line and _log.hasHandlers():
                    _log.warning("%s: %s", self._who, line)
            left -= min(left, len(lines))
        os.close(reading)
