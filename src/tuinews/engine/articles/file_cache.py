"""A directory of files by address, bounded in size; each of them may be lost at any time."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path


class Cache:
    """Files of at most so many bytes altogether; those that were not used for longest are deleted first.

    Its methods read and write files: call them in a thread. On a full or read-only disk it keeps nothing and says
    nothing.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._most = folder, most_bytes

    def get(self, url: str) -> bytes | None:
        """Return the bytes stored for the address, if they are still there."""
        path = self._path(url)
        try:
            body = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return body

    def put(self, url: str, body: bytes) -> None:
        """Store bytes for an address, and delete the oldest files if there is too much."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # whole or not at all, for the reader of it may be another process; readable by the user alone
            handle, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(body)
                Path(name).replace(self._path(url))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._shrink()

    def _path(self, url: str) -> Path:
        return self._folder / hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def _shrink(self) -> None:
        files = [(info.st_mtime_ns, info.st_size, path) for path in self._folder.iterdir() for info in [path.stat()]]
        surplus = sum(size for _, size, _ in files) - self._most
        for _, size, path in sorted(files):
            if surplus <= 0:
                break
            path.unlink(missing_ok=True)
            surplus -= size
