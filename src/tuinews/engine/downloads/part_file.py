"""The part of a file that is here: it grows from where it ended, and gets its name when it is whole."""

import errno
import fcntl
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import disk_usage
from typing import Self

from tuinews.engine.downloads.part_names import find_part
from tuinews.engine.files import take_name
from tuinews.fetch import SinkError
from tuinews.model.enclosures.download import describe_size
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)\Z")
"""A `Content-Range` (RFC 9110, 14.4)."""

_SPARE = 20_000_000
"""Bytes of the disk that are left free."""


class PartFile:
    """A part that is held by this process alone; a `fetch.Sink`."""

    def __init__(
        self, folder: Path, url: str, most: int, report: Callable[[], None], begun: Callable[[], None]
    ) -> None:
        """Open it, making it if there is none; `most` bytes may come.

        `begun` hears that the server says what comes, and `report` that some of it did.

        Raises:
            TuinewsError: another process is at it, or it cannot be written.
        """
        self._path, self._most = find_part(folder, url), most
        self._report, self._begun = report, begun
        self.length: int | None = None
        """The bytes of the whole, as the server says."""
        self.validator = ""
        self._file = _open(self._path)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise TuinewsError(tr("Another tuinews fetches this file just now: wait for it.")) from error

    @property
    def size(self) -> int:
        """The bytes that are here."""
        return os.fstat(self._file).st_size

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Go on where the answer begins, which is the beginning unless it says otherwise; raises SinkError."""
        if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
            raise SinkError(tr("The server sends the file packed, which was not asked for: open it in the browser."))
        start, said = 0, headers.get("content-length", "").strip()
        whole = int(said) if said.isascii() and said.isdigit() else None
        if status == 206:
            found = _RANGE.match(headers.get("content-range", "").strip())
            if found is None or int(found[1]) > self.size:
                raise SinkError(tr("The server sent another part of the file than was asked for: try again."))
            start, whole = int(found[1]), None if found[3] == "*" else int(found[3])
        self.length = whole
        tag = headers.get("etag", "").strip()
        self.validator = tag if tag.startswith('"') else headers.get("last-modified", "").strip()
        self._check_room(start)
        os.ftruncate(self._file, start)
        os.lseek(self._file, start, os.SEEK_SET)
        self._begun()

    def _check_room(self, start: int) -> None:
        if self.length is None:
            return
        self._check_limit(self.length)
        missing, free = self.length - start, disk_usage(self._path.parent).free
        if missing > max(0, free - _SPARE):
            raise SinkError(
                tr(
                    "The file needs {size} more, and {size2} are free: make room, or set downloads.folder.",
                    size=describe_size(missing),
                    size2=describe_size(free),
                )
            )

    def _check_limit(self, size: int) -> None:
        if size > self._most:
            raise SinkError(
                tr("The file is larger than {size}: raise downloads.max_megabytes.", size=describe_size(self._most))
            )

    def write(self, data: bytes) -> None:
        """Take the next bytes; raises SinkError."""
        self._check_limit(os.lseek(self._file, 0, os.SEEK_CUR) + len(data))
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
            advice = tr("make room, then go on") if full else tr("check the folder")
            raise SinkError(
                tr("The file cannot be written ({strerror}): {advice}.", strerror=error.strerror, advice=advice)
            ) from error
        self._report()

    def restart(self) -> None:
        """Throw away what is here."""
        os.ftruncate(self._file, 0)

    def settle(self, stem: str, ending: str) -> Path:
        """Name the whole file, with a number if the name is taken; return where it is. Raises OSError."""
        os.fsync(self._file)
        os.fchmod(self._file, 0o600)
        number = 1
        while not take_name(self._path, target := self._make_path(stem, ending, number)):
            number += 1
        self._path.unlink(missing_ok=True)
        return target

    def _make_path(self, stem: str, ending: str, number: int) -> Path:
        return self._path.parent / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"

    def discard(self) -> None:
        """Delete it."""
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)


def _open(path: Path) -> int:
    """Open a part that is a file of its own: a link could lead to any other; raises TuinewsError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    except OSError as error:
        raise TuinewsError(
            tr(
                "Nothing can be kept in {parent} ({strerror}): make room there, or set downloads.folder.",
                parent=path.parent,
                strerror=error.strerror,
            )
        ) from error
    facts = os.fstat(file)
    if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
        os.close(file)
        raise TuinewsError(tr("{path} is no file of ours: delete it, then try again.", path=path))
    return file
