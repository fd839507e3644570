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
"""Where SQLite's readers lock."""

_ESCAPED = re.compile(r"\\([0-7]{3})")


def shared_by(path: Path, mounts: str | None = None) -> str:
    """What shares the file with other machines: a network file system or a synchronising program; `""` for nothing.

    `mounts` is the system's table of mounts (proc(5), mountinfo); read when it is not given, and where there is none
    only the names of synchronised folders tell.
    """
    kind = _kind(path, _read_mounts() if mounts is None else mounts)
    if _NETWORK.match(kind):
        return kind
    return next((name for name in path.parts[:-1] if _SYNCHRONISED.match(name)), "")


def journal_mode(path: Path) -> str:
    """How commits are made safe there: `wal`, or `delete` where the file is shared with other machines."""
    return "delete" if shared_by(path) else "wal"


def disk_warning(path: Path) -> SafeText:
    """What to mind about the place of the store, as a sentence; `""` when it lies well."""
    if shared := shared_by(path):
        return safe_text(
            f"{path} lies on {shared}, which other machines share: never open it on two at once; better is a folder of "
            "this machine's own, named with --home."
        )
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return safe_text(f"{path} cannot be written: reading goes on, but nothing that you do is kept.")
    return EMPTY


@contextmanager
def exclusive_use(path: Path) -> Iterator[BinaryIO]:
    """See that no other process uses the file, nor begins to meanwhile; gives the file, from which it is to be read.

    Whoever uses a store with a write-ahead log keeps the lock of readers on it: what such a one wrote into a file that
    is put aside would be lost. Without that log (on a disk that other machines share) only who reads or writes at the
    moment has the lock (https://www.sqlite.org/lockingv3.html); of who merely has the file open SQLite refuses the
    next commit then, since its file has moved (https://www.sqlite.org/rescode.html#readonly_dbmoved).

    The system drops the lock as soon as this process opens and closes the file by its name once more (fcntl(2)).

    Raises:
        StoreBusyError: another process uses it.
    """
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_FROM)
        except OSError as error:
            raise StoreBusyError(f"Another program has {path} open: end every other tuinews first.") from error
        yield file


def _kind(path: Path, mounts: str) -> str:
    """The type of the file system that holds the path: the longest mount point above it, the last of equals."""
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
