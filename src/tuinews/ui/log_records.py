"""The last records of the log, made safe to be shown."""

import re
from pathlib import Path
from typing import NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_block, safe_text

_MOST_BYTES = 300_000
"""Bytes at the end of the log that are read."""

_BEGINNING = re.compile(r"^\d{4}-(\d\d-\d\d \d\d:\d\d:\d\d),\d+ ([A-Z]+) [\w.]+: ", re.MULTILINE)
"""How a record begins: with its time, its level and who speaks. Lines without it go on with the one before."""


class Record(NamedTuple):
    """Something that was logged."""

    when: SafeText
    """Month, day and time on the machine's clock."""
    level: SafeText
    """`info`, `warning`, `error`."""
    text: SafeText
    """The message, and its traceback on further lines."""

    @property
    def line(self) -> SafeText:
        """All of it as one line, for the clipboard."""
        return safe_text(f"{self.when} {self.level}: {self.text}", 4_096)


def read_last_records(log: Path, most: int = 300) -> tuple[Record, ...]:
    """The last records of a log, newest first; none when nothing was logged yet.

    Raises:
        TuinewsError: the log cannot be read.
    """
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _MOST_BYTES))
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise TuinewsError(
            tr("The log {log} cannot be read ({strerror}): check its permissions.", log=log, strerror=error.strerror)
        ) from error
    begun = list(_BEGINNING.finditer(text))
    ends = [found.start() for found in begun[1:]] + [len(text)]
    parts = list(zip(begun, ends, strict=True))[-most:]
    return tuple(_record(found, text[found.end() : end]) for found, end in reversed(parts))


def _record(found: re.Match[str], message: str) -> Record:
    return Record(safe_text(found[1]), safe_text(found[2].lower()), safe_block(message.rstrip()))
