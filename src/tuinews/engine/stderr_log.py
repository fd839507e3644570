"""The stderr of libraries and child processes: a pipe whose every line becomes a line of the log."""

import logging
import os
import threading

from tuinews.model.text import safe_text

_log = logging.getLogger(__name__)

_MOST_LINES = 1_000
"""Most lines of one pipe that are logged, so that one process cannot push everything else out of the log."""

_LONGEST = 1_000
"""Most bytes of a line that are logged."""

_PIECE = 4_096


class StderrLog:
    """A pipe to be used in place of stderr; a process that writes to it never waits long."""

    def __init__(self, who: str) -> None:
        """`who` is named in the log."""
        self._who = who
        reading, self.descriptor = os.pipe()
        threading.Thread(target=self._listen, args=(reading,), name="tuinews-stderr_log", daemon=True).start()

    def close(self) -> None:
        """Stop reading once all processes that have the pipe are gone."""
        os.close(self.descriptor)

    def _listen(self, reading: int) -> None:
        line, left = b"", _MOST_LINES
        while piece := os.read(reading, _PIECE):
            # a line is logged as a whole, since secrets are known by what stands around them
            *whole, line = (line + piece).split(b"\n")
            for one in whole[:left]:
                self._log(one)
            if 0 < left <= len(whole):
                _log.warning("%s: more than %d lines: nothing of the others is logged", self._who, _MOST_LINES)
            left -= min(left, len(whole))
            line = line[: _LONGEST + 1] if left else b""
        if left:
            self._log(line)
        os.close(reading)

    def _log(self, line: bytes) -> None:
        # without a handler logging itself would write to stderr, and so into this pipe
        if (words := safe_text(_cut(line).decode(errors="replace"), 2 * _LONGEST)) and _log.hasHandlers():
            _log.warning("%s: %s", self._who, words)


def _cut(line: bytes) -> bytes:
    """Return as much of a line as is logged, without its last word: half an address would show the secret in it."""
    return line if len(line) <= _LONGEST else b" ".join([*line[:_LONGEST].split()[:-1], b"(and more)"])
