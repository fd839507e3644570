"""Passwords and headers of feeds, and of accounts, in a file of mode 0600 beside the store or in the system's keyring.

They are never exported, copied or logged. For a feed whose credentials are in the keyring, the file says only that they
are there and for which server.
"""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from tuinews.engine.files import NewFile
from tuinews.model.error import TuinewsError
from tuinews.model.feed import Access
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.url import host_key

if TYPE_CHECKING:
    from tuinews.engine.secrets.system_keyring import SystemKeyring

StoredAccess = dict[str, Any]

Owner = FeedId | str
"""Whose credentials they are: a feed's, or an account's by its name."""

_IN_KEYRING = "keyring"
"""The key that says that a feed's credentials are in the keyring."""


class Secrets:
    """The credentials of feeds; to be used from any thread, and by several processes at once."""

    def __init__(self, path: Path, keyring: "SystemKeyring | None" = None, tell: Callable[[str], object] = len) -> None:
        """With a `keyring`, new credentials go there; `tell` is called when that fails, with what is done instead."""
        self._path = path
        self._keyring = keyring
        self._tell = tell
        self._told = False
        self._opened: dict[str, StoredAccess] = {}
        self._asked_at: tuple[int, int] | None = None
        """The state of the file when the keyring was asked."""
        self._closed = ""
        """Why the keyring gave nothing then."""
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._known: dict[str, StoredAccess] = {}

    def read_access(self, feed_id: Owner, url: str) -> Access | None:
        """Return a feed's credentials if its address is still on the host they were given for. Raises TuinewsError."""
        with self._lock:
            stored = self._read_whole(str(feed_id))
        if stored is None or stored.get("origin") != host_key(url):
            return None
        headers = tuple((str(name), str(value)) for name, value in stored.get("headers", ()))
        return Access(str(stored.get("user", "")), str(stored.get("password", "")), headers)

    def find_access(self, feed_id: Owner, url: str) -> Access | None:
        """Return the same for a request that is made in any case: `None` when the file cannot be read."""
        try:
            return self.read_access(feed_id, url)
        except TuinewsError:
            return None

    def trouble(self) -> str:
        """Return why no credentials can be sent to any feed, as a sentence; `""` when they can."""
        try:
            with self._lock:
                known = self._read()
                if any(_IN_KEYRING in one and key not in self._opened for key, one in known.items()):
                    self._asked_at = None  # it may have been unlocked
                for key in known:
                    self._read_whole(key)
        except TuinewsError as error:
            return str(error)
        return ""

    def put(self, feed_id: Owner, url: str, access: Access) -> None:
        """Store a feed's credentials; empty ones are deleted. Raises TuinewsError."""
        with self._hold_lock():
            known = dict(self._read())
            before = known.pop(str(feed_id), None)
            if access != Access():
                whole = {
                    "origin": host_key(url),
                    "user": access.user,
                    "password": access.password,
                    "headers": [list(header) for header in access.headers],
                }
                known[str(feed_id)] = self._lock_away(str(feed_id), whole)
            if before is not None and _IN_KEYRING in before and _IN_KEYRING not in known.get(str(feed_id), {}):
                stays = self._drop({str(feed_id)})
                if stays and access == Access():
                    raise TuinewsError(
                        tr("The keyring does not let go of what it keeps for this feed: unlock it first.")
                    )
            self._write(known)

    def ids(self) -> frozenset[FeedId]:
        """Return the feeds that have credentials. Raises TuinewsError."""
        with self._lock:
            return frozenset(FeedId(int(key)) for key in self._read() if key.isdecimal())

    def forget(self, feed_ids: Collection[FeedId]) -> None:
        """Delete the credentials of these feeds. Raises TuinewsError."""
        gone = frozenset(map(str, feed_ids))
        with self._hold_lock():
            known = self._read()
            stays = self._drop({key for key in gone & known.keys() if _IN_KEYRING in known[key]})
            self._write({key: stored for key, stored in known.items() if key not in gone or key in stays})

    def export(self) -> bytes:
        """All that is kept, in the file or the keyring, as the file says it; `b""` for nothing. Raises TuinewsError."""
        with self._lock:
            whole = {key: self._read_whole(key) for key in self._read()}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode() if whole else b""

    def _read_whole(self, key: str) -> StoredAccess | None:
        """Return what is stored for a feed, in the file or in the keyring. Raises TuinewsError.

        The keyring is asked once for all that it has.
        """
        known = self._read()
        stored = known.get(key)
        if stored is None or _IN_KEYRING not in stored:
            return stored
        if self._asked_at != self._seen:
            self._asked_at = self._seen
            self._open([name for name, one in known.items() if _IN_KEYRING in one])
        if key not in self._opened:
            why = self._closed or tr("it does not have what it was given")
            raise TuinewsError(
                tr("Logins of feeds are in the keyring, but {why}: unlock it, or log in again.", why=why)
            )
        return {**self._opened[key], "origin": stored.get("origin")}

    def _open(self, names: Sequence[str]) -> None:
        self._opened, self._closed = {}, ""
        try:
            for name, value in self._require_keyring().get(names).items():
                with suppress(ValueError, RecursionError):
                    self._opened.update(_check_stored({name: json.loads(value)}))
        except TuinewsError as error:
            self._closed = str(error)

    def _lock_away(self, key: str, whole: StoredAccess) -> StoredAccess:
        """Store a feed's credentials in the keyring if possible, and return what the file is to say of them."""
        if self._keyring is None:
            return whole
        try:
            self._keyring.put(key, json.dumps(whole, ensure_ascii=False))
        except TuinewsError as error:
            if not self._told:
                self._told = True
                self._tell(
                    tr(
                        "The keyring cannot be used ({error}): what you gave is kept in {path} instead.",
                        error=error,
                        path=self._path,
                    )
                )
            return whole
        return {"origin": whole["origin"], _IN_KEYRING: True}

    def _drop(self, keys: set[str]) -> set[str]:
        """Delete these from the keyring, and return those that could not be deleted."""
        try:
            if keys:
                self._require_keyring().drop(sorted(keys))
        except TuinewsError:
            return keys
        return set()

    def _require_keyring(self) -> "SystemKeyring":
        """Return the keyring, also when new credentials do not go there."""
        from tuinews.engine.secrets.system_keyring import SystemKeyring

        return self._keyring or SystemKeyring(service_of(self._path))

    @contextmanager
    def _hold_lock(self) -> Iterator[None]:
        """Keep other threads and processes from changing the file meanwhile."""
        with self._lock:
            file = self._open_lock()
            try:
                with suppress(OSError):  # some network disks know no locks
                    flock(file, LOCK_EX)
                self._seen = None
                yield
            finally:
                os.close(file)

    def _open_lock(self) -> int:
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            return os.open(self._path.with_suffix(".lock"), flags, 0o600)
        except OSError as error:
            raise TuinewsError(
                tr(
                    "{path} cannot be written ({strerror}): mind its permissions.",
                    path=self._path,
                    strerror=error.strerror,
                )
            ) from error

    def _read(self) -> Mapping[str, StoredAccess]:
        try:
            status = self._path.stat()
            mark = (status.st_mtime_ns, status.st_size)
            if mark != self._seen:
                if status.st_mode & 0o077:
                    self._path.chmod(0o600)
                self._known = _check_stored(json.loads(self._path.read_bytes()))
                self._seen = mark
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise TuinewsError(
                tr("{path} cannot be read: mend it, or delete it and log in again.", path=self._path)
            ) from error
        return self._known

    def _write(self, known: Mapping[str, StoredAccess]) -> None:
        if not known and not self._path.exists():
            return
        try:
            with NewFile(self._path.parent, private=True) as file:
                file.stream.write(json.dumps(known, ensure_ascii=False, indent=1).encode())
                file.replace(self._path)
        except OSError as error:
            raise TuinewsError(
                tr(
                    "{path} cannot be written ({strerror}): mind its permissions.",
                    path=self._path,
                    strerror=error.strerror,
                )
            ) from error
        self._seen = None


def service_of(path: Path) -> str:
    """Return the name under which the keyring keeps this library's credentials; each library has its own."""
    return f"tuinews {path.parent}"


def _check_stored(known: object) -> dict[str, StoredAccess]:
    """Return the file's value if it has the form that we write; raises ValueError."""
    if not isinstance(known, dict):
        raise ValueError("no object")  # noqa: TRY004  as for text that is no JSON
    for stored in known.values():
        headers = stored.get("headers", []) if isinstance(stored, dict) else None
        if not isinstance(headers, list) or any(not isinstance(one, list) or len(one) != 2 for one in headers):
            raise ValueError("no access")
    return known
