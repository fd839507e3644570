"""Files for the user: made beside their place, then put there whole, and never over anything."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, NamedTuple

from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.text import safe_text

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
"""How a disk says that it knows no hard links."""


class Target(NamedTuple):
    """Where files go: into a folder, under names of their own, or one under this name."""

    folder: Path
    name: str = ""


def target_of(wish: str, default: str = "") -> Target:
    """The place that the user names: a folder, or a file in one; without a wish the default folder, `""` the current.

    Raises:
        UsageError: there is no such folder.
    """
    try:
        place = Path(wish or default or ".").expanduser()
        if place.is_dir():
            return Target(place)
        if place.parent.is_dir() and wish and "\0" not in wish and not wish.endswith(("/", "/.", "/..")):
            return Target(place.parent, place.name)
    except (ValueError, RuntimeError, OSError):  # nobody's home, a name that is too long
        place = Path(safe_text(wish or default))
    raise UsageError(f"There is no folder {place}: make it first, or name another one.")


class Draft:
    """A file that has no name yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f".{token_hex(8)}.part"
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
        self.file: BinaryIO = os.fdopen(descriptor, "wb")

    def settle(self, stem: str, suffix: str, first: int = 1) -> tuple[Path, int]:
        """Give it its name, with a number behind from `first` on when the name is taken; the name and the number."""
        self.file.flush()
        os.fsync(self.file.fileno())
        number = first
        while True:
            target = self._folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            if self._take(target):
                return target, number
            number += 1

    def _take(self, target: Path) -> bool:
        try:
            os.link(self._path, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return self._take_without_links(target)
        return True

    def _take_without_links(self, target: Path) -> bool:
        """The same where a file has only one name: the name is taken first, by a file that is ours."""
        try:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666))
        except FileExistsError:
            return False
        self._path.replace(target)
        return True

    def close(self) -> None:
        """Let go of it; what got no name is gone."""
        with suppress(OSError):
            self.file.close()
        self._path.unlink(missing_ok=True)


@contextmanager
def drafted(folder: Path) -> Iterator[Draft]:
    """A file to write into; raises TuinewsError when that cannot be done, and leaves nothing half written."""
    try:
        draft = Draft(folder)
        try:
            yield draft
        finally:
            draft.close()
    except OSError as error:
        raise TuinewsError(
            f"Nothing can be saved in {folder} ({error.strerror or error}): make room there, or name another folder."
        ) from error
