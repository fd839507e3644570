"""Where the parts of files are, how much of them is here, and whether somebody is at them."""

import fcntl
import hashlib
import os
from pathlib import Path


def find_part(folder: Path, url: str) -> Path:
    """Return where the part of a file is kept, by its address."""
    name = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=12).hexdigest()
    return folder / f".{name}.part"


def count_received(folder: Path, url: str) -> int:
    """Return the bytes of a part that are here."""
    try:
        return find_part(folder, url).lstat().st_size
    except OSError:
        return 0


def is_held(folder: Path, url: str) -> bool:
    """Return whether a process is at the part of a file."""
    try:
        file = os.open(find_part(folder, url), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(file)
    return False
