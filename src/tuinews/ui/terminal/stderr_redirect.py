"""Keeping stderr off the screen: what is written to it while the reader runs goes to the log."""

import os
import sys
from io import TextIOWrapper

from tuinews.engine.stderr_log import StderrLog

_STDOUT, _STDERR = 1, 2


class StderrRedirect:
    """Redirects file descriptor 2 to the log while the screen is up; libraries in C write to it directly."""

    def __init__(self) -> None:
        stream, source = (sys.__stderr__, _STDERR) if os.isatty(_STDERR) else (sys.__stdout__, _STDOUT)
        encoding = "utf-8" if stream is None else stream.encoding
        raw = os.fdopen(os.dup(source), "wb")
        self.screen = TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
        """The stream to the terminal for the screen, on a descriptor of its own."""
        self._stderr_log: StderrLog | None = None
        self._before: int | None = None

    def begin(self) -> None:
        """Log what is written to descriptor 2 from now on."""
        if self._before is None:
            self._stderr_log = self._stderr_log or StderrLog("stderr")
            self._before = os.dup(_STDERR)
            os.dup2(self._stderr_log.descriptor, _STDERR)

    def end(self) -> None:
        """Give descriptor 2 back, before another program gets the terminal and when the reader ends."""
        if self._before is not None:
            os.dup2(self._before, _STDERR)
            os.close(self._before)
            self._before = None
