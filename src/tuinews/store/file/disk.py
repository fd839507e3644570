"""What a store lies on: the write-ahead log needs memory that its users share, which only one machine's own disk gives.

See https://sqlite.org/wal.html, section 1: "all processes using a database must be on the same host computer".
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tuinews.model.error import StoreBusyError
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, SafeText, safe_text

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = re.compile(
    r"(?:nfs\d?|cifs|smb\w*|ncpfs|afs|ceph|vboxsf|prl_fs|davfs|lustre|gpfs|"
    r"fuse\.(?:sshfs|rclone|s3fs|glusterfs|davfs2?|curlftpfs|gvfsd-fuse|vmhgfs-fuse))\Z"
)
_SYNCHRONISED = re.compile(
    r"(?:Dropbox|OneDrive|Nextcloud|ownCloud|Google ?Drive|iCloud ?Drive|Syncthing)\b.*", re.IGNORECASE
)
_LOCKED_FROM, _LOCKED_BYTES = 0x4000_0002, 510
"""The bytes of the file that SQLite's readers lock."""

_ESCAPED = re.compile(r"\\([0-7]{3})")


def find_sharing(path: Path, mounts: str | None = None) -> str:
    """Return what shares the file with other machines: a network file system, a synchronising program, or `""`.

    `mounts` is the system's table of mounts (proc(5), mountinfo) and is read unless given. Where there is none, only
    the names of synchronised folders tell.
    """
    kind = _kind(path, _read_mounts() if mounts is None else mounts)
    if _NETWORK.match(kind):
        return kind
    return next((name for name in path.parts[:-1] if _SYNCHRONISED.match(name)), "")


def journal_mode(path: Path) -> str:
    """Return SQLite's journal mode for the file: `wal`, or `delete` where other machines share it."""
    return "delete" if find_sharing(path) else "wal"


def describe_disk(path: Path) -> SafeText:
    """Return a sentence that warns of a shared or read-only place of the store, or `""`."""
    if shared := find_sharing(path):
        return safe_text(
            tr(
                "{path} lies on {shared}, which other machines share: never open it on two at once; "
                "better is a folder of this machine's own, named with --home.",
                path=path,
                shared=shared,
            )
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return safe_text(tr("{path} cannot be written: reading goes on, but nothing that you do is kept.", path=path))
    return EMPTY


@contextmanager
def exclusive_use(path: Path) -> Iterator[BinaryIO]:
    """Open the file while making sure that no other process uses it or starts to; yields the open file.

    A process that uses a store with a write-ahead log holds a shared lock on it; what it wrote into a file that has
    been put aside would be lost. Without that log only a process that is reading or writing holds the lock
    (https://www.sqlite.org/lockingv3.html). One that merely has the file open gets an error at its next commit, because
    the file has moved (https://www.sqlite.org/rescode.html#readonly_dbmoved).

    Do not open and close the file by its name meanwhile: the system would drop the lock (fcntl(2)).

    Raises:
        StoreBusyError: another process uses it.
    """
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_FROM)
        except OSError as error:
            raise StoreBusyError(
                tr("Another program has {path} open: end every other tuinews first.", path=path)
            ) from error
        yield file


def _kind(path: Path, mounts: str) -> str:
    """Return the type of the file system of a path: that of the longest mount point above it, the last of equals."""
    real = Path(os.path.realpath(path))
    found, longest = "", -1
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        words = before.split(" ")
        if not separator or len(words) < 5:
            continue
        point = Path(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), words[4]))
        depth = len(point.parts)
        if depth >= longest and (point == real or point in real.parents):
            found, longest = after.split(" ")[0], depth
    return found


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
