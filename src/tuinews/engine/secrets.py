"""Passwords and headers of feeds: a file of mode 0600 beside the store, never in exports, copies or logs."""

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from threading import Lock
from typing import Any

from tuinews.model.error import TuinewsError
from tuinews.model.feed import Access
from tuinews.model.ids import FeedId
from tuinews.model.url import host_key

Stored = dict[str, Any]


class Secrets:
    """What is sent along to a feed's own server; usable from any thread, and by several programs at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._known: dict[str, Stored] = {}

    def of(self, feed_id: FeedId, url: str) -> Access | None:
        """What goes with a request to the feed, if it is still asked where that was meant for. Raises TuinewsError."""
        with self._lock:
            stored = self._read().get(str(feed_id))
        if stored is None or stored.get("origin") != host_key(url):
            return None
        headers = tuple((str(name), str(value)) for name, value in stored.get("headers", ()))
        return Access(str(stored.get("user", "")), str(stored.get("password", "")), headers)

    def sent(self, feed_id: FeedId, url: str) -> Access | None:
        """As `of`, for a request that is made in any case: nothing while the file cannot be read."""
        try:
            return self.of(feed_id, url)
        except TuinewsError:
            return None

    def trouble(self) -> str:
        """Why nothing can be sent along to any feed, as a sentence; `""` when it can."""
        try:
            with self._lock:
                self._read()
        except TuinewsError as error:
            return str(error)
        return ""

    def put(self, feed_id: FeedId, url: str, access: Access) -> None:
        """Keep what goes with requests to the feed; an empty one is forgotten. Raises TuinewsError."""
        with self._alone():
            known = dict(self._read())
            known.pop(str(feed_id), None)
            if access != Access():
                known[str(feed_id)] = {
                    "origin": host_key(url),
                    "user": access.user,
                    "password": access.password,
                    "headers": [list(header) for header in access.headers],
                }
            self._write(known)

    def ids(self) -> frozenset[FeedId]:
        """The feeds of which something is kept. Raises TuinewsError."""
        with self._lock:
            return frozenset(FeedId(int(key)) for key in self._read() if key.isdecimal())

    def forget(self, feed_ids: Collection[FeedId]) -> None:
        """Keep nothing of these feeds any more. Raises TuinewsError."""
        gone = frozenset(map(str, feed_ids))
        with self._alone():
            self._write({key: stored for key, stored in self._read().items() if key not in gone})

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """What is read here is not written by another thread or program until this is over."""
        with self._lock:
            file = self._opened_lock()
            try:
                with suppress(OSError):  # some network disks know no locks
                    flock(file, LOCK_EX)
                self._seen = None
                yield
            finally:
                os.close(file)

    def _opened_lock(self) -> int:
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            return os.open(self._path.with_suffix(".lock"), flags, 0o600)
        except OSError as error:
            raise TuinewsError(f"{self._path} cannot be written ({error.strerror}): mind its permissions.") from error

    def _read(self) -> Mapping[str, Stored]:
        try:
            status = self._path.stat()
            mark = (status.st_mtime_ns, status.st_size)
            if mark != self._seen:
                if status.st_mode & 0o077:
                    self._path.chmod(0o600)
                self._known = _checked(json.loads(self._path.read_bytes()))
                self._seen = mark
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise TuinewsError(f"{self._path} cannot be read: mend it, or delete it and log in again.") from error
        return self._known

    def _write(self, known: Mapping[str, Stored]) -> None:
        if not known and not self._path.exists():
            return
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            draft.unlink(missing_ok=True)
            file = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(file, "w", encoding="utf-8") as stream:
                json.dump(known, stream, ensure_ascii=False, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(self._path)
        except OSError as error:
            raise TuinewsError(f"{self._path} cannot be written ({error.strerror}): mind its permissions.") from error
        self._seen = None


def _checked(known: object) -> dict[str, Stored]:
    """The file's value, if it is what is written to it; raises ValueError."""
    if not isinstance(known, dict):
        raise ValueError("no object")  # noqa: TRY004  as for text that is no JSON
    for stored in known.values():
        headers = stored.get("headers", []) if isinstance(stored, dict) else None
        if not isinstance(headers, list) or any(not isinstance(one, list) or len(one) != 2 for one in headers):
            raise ValueError("no access")
    return known
