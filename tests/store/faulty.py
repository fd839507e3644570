"""A file system that fails when a test says so: a layer between SQLite and the real one."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

Path = str | apsw.URIFilename | None

_REAL = apsw.vfs_names()[0]


class Faults:
    """Which of the coming operations fail and how."""

    def __init__(self) -> None:
        self.error: type[apsw.Error] | None = None
        self.after = 0
        """Operations that still succeed."""
        self.met = 0

    def meet(self) -> None:
        """Fail, if it is time."""
        self.met += 1
        if self.error is None:
            return
        if self.after:
            self.after -= 1
            return
        raise self.error


class _File(apsw.VFSFile):
    def __init__(self, faults: Faults, name: Path, flags: list[int]) -> None:
        super().__init__(_REAL, name or "", flags)
        self._faults = faults

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  SQLite names it so
        self._faults.meet()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._faults.meet()
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._faults.meet()
        super().xTruncate(size)


class _FaultyDisk(apsw.VFS):
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        super().__init__("faulty", _REAL, makedefault=True)

    def xOpen(self, name: Path, flags: list[int]) -> _File:  # noqa: N802
        return _File(self._faults, name, flags)


@contextmanager
def faulty_disk() -> Iterator[Faults]:
    """Every file that SQLite opens meanwhile lies on such a disk."""
    faults = Faults()
    disk = _FaultyDisk(faults)
    try:
        yield faults
    finally:
        disk.unregister()
