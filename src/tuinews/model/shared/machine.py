"""What a library knows of the folder that it shares, and of the logs in it."""

from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.shared.log_lines import SharedChoice, SharedMark


class SharedMachine(NamedTuple):
    """This machine's part in a shared folder."""

    path: str
    machine: str
    """Its name in logs: eight letters and digits that no other machine has."""
    name: str
    """What the user calls it."""
    fingerprint: str
    """What tells this library on this machine from a copy of it."""
    generation: int = 0
    """How often its log was written anew."""
    size: int = 0
    """Bytes of its log when it was last written."""
    modified: int = 0
    """Nanoseconds: when its log was last written, by the file system."""
    compact_size: int = 0
    """Bytes of its log when it was last written anew."""
    last_sync: Instant | None = None
    error: str = ""

    @property
    def file(self) -> str:
        """The name of its log's file."""
        return f"tuinews-{self.name}-{self.machine}.log"


class KnownLog(NamedTuple):
    """A file of the folder, as it was when it was last read."""

    file: str
    size: int
    modified: int
    """Nanoseconds."""
    machine: str = ""
    """`""` for what is no log."""
    name: str = ""
    generation: int = 0
    position: int = 0
    """Bytes that were read."""
    tail: int = 0
    """CRC-32 of the last bytes before that."""
    trouble: str = ""
    """What is wrong with it, as a sentence."""


class Telling(NamedTuple):
    """What is on its way into this machine's log."""

    marks: list[SharedMark]
    choices: list[SharedChoice]
