"""What a machine is called in a shared folder, and what tells a library from a copy of it."""

import base64
import os
import re
import socket
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_LONGEST = 24
_PLACES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def make_machine() -> str:
    """Return a name of eight letters and digits that no other machine has."""
    return base64.b32encode(os.urandom(5)).decode().lower()


def name_machine() -> str:
    """Return what the user calls this machine, as it can stand in the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", socket.gethostname().lower()).strip("-")[:_LONGEST] or "machine"


def take_fingerprint(store: Path) -> str:
    """Return what is the same as long as a library stays where it is: its machine, its place, its file.

    A copy on another machine, in another place, or put back from a backup has another one.
    """
    place = str(store.resolve())
    number = 0
    with suppress(OSError):
        number = store.stat().st_ino
    return blake2b(f"{_read_machine()}\n{place}\n{number}".encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _read_machine() -> str:
    for path in _PLACES:
        with suppress(OSError):
            if found := Path(path).read_text("ascii", "replace").strip():
                return found
    return socket.gethostname()
