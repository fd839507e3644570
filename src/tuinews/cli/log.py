"""The log file: bounded, private, and without passwords."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from tuinews.model.url import redact

LOG_BYTES = 5_000_000
"""Most bytes of the log and its predecessor together."""

_LONGEST = 100_000
"""Most characters of one record."""


class PrivateFile(logging.FileHandler):
    """A log file that only its owner can read. When full it is renamed to `NAME.1`, and a new one begins.

    It is opened by the first record, and a link in its place is not followed. The standard library's rotating handler
    takes longer to import than the log takes to write.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, in a new file if this one is full."""
        with suppress(OSError):  # a log that cannot be written must not stop what it tells of
            if self.stream is not None and self.stream.tell() > LOG_BYTES // 2 - 4 * _LONGEST:
                self.close()
                Path(self.baseFilename).replace(f"{self.baseFilename}.1")
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the base class names it so
        """Say nothing: stderr may be the screen."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding="utf-8", errors="backslashreplace")


class Redacted(logging.Formatter):
    """A formatter that removes passwords and keys from addresses, also in tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text without secrets."""
        return redact(super().format(record)[:_LONGEST])


@contextmanager
def keep_log(path: Path, *, debug: bool = False) -> Iterator[None]:
    """Log to the file while inside: our records from INFO (all with `debug`), others' from WARNING.

    Without a file that can be written, nothing is logged.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = PrivateFile(path, encoding="utf-8", delay=True)
    except OSError:
        yield
        return
    handler.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root, own = logging.getLogger(), logging.getLogger("tuinews")
    own.setLevel(logging.DEBUG if debug else logging.INFO)
    root.addHandler(handler)
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.removeHandler(handler)
        handler.close()
