"""Sees from the store's files whether anybody wrote to it, which wakes no thread and reads no page of it."""

from pathlib import Path
from time import time_ns

_RECENT = 2 * 10**9
"""Nanoseconds within which a second write may leave a file with the time of the first."""


class WriteWatch:
    """Compares times and sizes of a store and its log, into which every commit is written."""

    def __init__(self, path: Path) -> None:
        self._files = (path, path.with_name(f"{path.name}-wal"))
        self._last: tuple[tuple[int, int], ...] | None = None

    def may_differ(self) -> bool:
        """Say whether the store may have been written to since the last call, by this process or another."""
        stamps = tuple(map(_read_stamp, self._files))
        same = stamps == self._last
        recent = max(written for written, _ in stamps) > time_ns() - _RECENT
        self._last = None if recent else stamps
        return not same


def _read_stamp(file: Path) -> tuple[int, int]:
    """Return when a file was written and how long it is; of one that is not there, zeros."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
