"""The list of downloads: one file of JSON, changed by one process at a time."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tuinews.engine.files import write_whole
from tuinews.model.enclosures.download import Download, DownloadState
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, safe_text

DownloadTuple = tuple[Download, ...]


class DownloadList:
    """Reads and changes the list; its methods touch the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> DownloadTuple:
        """Return all downloads, the oldest first; a list that cannot be read is empty."""
        try:
            rows = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return ()
        return tuple(_read_all(rows if isinstance(rows, list) else []))

    def change(self, change: Callable[[DownloadTuple], DownloadTuple]) -> DownloadTuple:
        """Put what `change` makes of the list in its place, and return that.

        Raises:
            TuinewsError: the list cannot be written.
        """
        try:
            with self._lock():
                before = self.read()
                after = change(before)
                if after != before:
                    write_whole(self._path, json.dumps([asdict(one) for one in after]).encode(), over=True)
                return after
        except OSError as error:
            raise TuinewsError(
                tr(
                    "{path} cannot be written ({strerror}): make room there, or check who may.",
                    path=self._path,
                    strerror=error.strerror or error,
                )
            ) from error

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _read_all(rows: list[Any]) -> Iterator[Download]:
    for row in rows:
        with suppress(KeyError, TypeError, ValueError):  # what somebody wrote by hand, or a newer version
            yield _read_one(row)


def _read_one(row: Any) -> Download:
    return Download(
        id=int(row["id"]),
        url=str(row["url"]),
        entry_id=EntryId(int(row["entry_id"])),
        title=safe_text(str(row["title"]), NAME_LIMIT),
        type=safe_text(str(row["type"]), NAME_LIMIT),
        length=None if row["length"] is None else int(row["length"]),
        state=DownloadState(row["state"]),
        received=int(row["received"]),
        path=str(row["path"]),
        validator=str(row["validator"]),
        error=safe_text(str(row["error"]), 400),
        added=int(row["added"]),
        finished=None if row["finished"] is None else int(row["finished"]),
    )
