"""The terminal's descriptor for the screen alone, and another way for all that is written to stderr meanwhile."""

import os
import sys
from io import TextIOWrapper

from tuinews.engine.stderr_log import StderrLog

_STDOUT, _STDERR = 1, 2


class StderrRedirect:
    """Leads descriptor 2 to the log while the screen is up: libraries in C know no other place for what they say."""

    def __init__(self) -> None:
        stream, source = (sys.__stderr__, _STDERR) if os.isatty(_STDERR) else (sys.__stdout__, _STDOUT)
        encoding = "utf-8" if stream is None else stream.encoding
        raw = os.fdopen(os.dup(source), "wb")
        self.screen = TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
        """Where the screen is written: the terminal, by a descriptor that nobody else knows."""
        self._stderr_log: StderrLog | None = None
        self._before: int | None = None

    def begin(self) -> None:
        """From now on, what is written to descriptor 2 is logged."""
        if self._before is None:
            self._stderr_log = self._stderr_log or StderrLog("stderr")
            self._before = os.dup(_STDERR)
            os.dup2(self._stderr_log.descriptor, _STDERR)

    def end(self) -> None:
        """Give descriptor 2 back: to the shell, to a browser or an editor in this terminal, to a last sentence."""
        if self._before is not None:
            os.dup2(self._before, _STDERR)
            os.close(self._before)
            self._before = None
