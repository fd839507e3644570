"""Files written for the user: under a temporary name first, then named whole, and never over another file unasked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr
from tuinews.model.text import safe_text


class SaveTarget(NamedTuple):
    """Where files go: into a folder under names of their own, or, with a name, into one file there."""

    folder: Path
    name: str = ""


def target_of(named: str, default: str = "") -> SaveTarget:
    """Return what the user names: a folder, or a file in one; without a name, the default folder.

    Raises:
        UsageError: there is no such folder, or something other than a file has the name.
    """
    try:
        path = Path(named or default or ".").expanduser()
        if path.is_dir():
            return SaveTarget(path)
        if named and "\0" not in named and not named.endswith(("/", "/.", "/..")):
            if path.parent.is_dir():
                return _file(path)
            path = path.parent
    except (ValueError, RuntimeError, OSError):  # nobody's home, a name that is too long
        path = Path(safe_text(named or default))
    raise UsageError(tr("There is no folder {path}: make it first, or name another one.", path=path))


def _file(path: Path) -> SaveTarget:
    if path.exists() and not path.is_file():
        raise UsageError(tr("{path} is neither a file nor a folder: name another place.", path=path))
    return SaveTarget(path.parent, path.name)


class NewFile:
    """A file in a folder that has no final name yet; without one it is deleted at the end. Methods raise OSError."""

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        """The file's permissions are the user's defaults, or with `private` only the user may read it."""
        self._folder = folder
        self._path = folder / f".{os.urandom(8).hex()}.part"
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        self.stream: BinaryIO = os.fdopen(descriptor, "wb")

    def settle(self, stem: str, suffix: str, first: int = 1) -> tuple[Path, int]:
        """Name it, with a number from `first` on if the name is taken; return the path and that number."""
        number = first
        while not self.take(target := self._folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"):
            number += 1
        return target, number

    def take(self, target: Path) -> bool:
        """Name it unless the name is taken, and return whether it was free."""
        self._finish()
        return take_name(self._path, target)

    def replace(self, target: Path) -> None:
        """Name it, in place of the file that has the name."""
        self._finish()
        self._path.replace(target)

    def _finish(self) -> None:
        if not self.stream.closed:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self.stream.close()
        self._path.unlink(missing_ok=True)


def take_name(path: Path, target: Path) -> bool:
    """Give a file a second or another name unless that is taken, and return whether it was free; raises OSError."""
    try:
        os.link(path, target)  # unlike renaming, it takes nobody's place
    except FileExistsError:
        return False
    except OSError:  # disks have many ways to say that they know no second names
        return _take_without_links(path, target)
    return True


def _take_without_links(path: Path, target: Path) -> bool:
    """Do the same on disks without hard links: an empty file of ours takes the name first."""
    try:
        target.touch(exist_ok=False)
    except FileExistsError:
        return False
    try:
        path.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    return True


@contextmanager
def new_file(folder: Path) -> Iterator[NewFile]:
    """Open a new file to write into; raises TuinewsError when that cannot be done."""
    try:
        with NewFile(folder) as file:
            yield file
    except OSError as error:
        raise TuinewsError(
            tr(
                "Nothing can be saved in {folder} ({strerror}): make room there, or name another folder.",
                folder=folder,
                strerror=error.strerror or error,
            )
        ) from error


def write_whole(path: Path, data: bytes, *, over: bool) -> None:
    """Write a private file whole or not at all; links are followed.

    An existing file stays as it is, or with `over` is replaced by one with the same permissions.

    Raises:
        OSError: it could not be done; names the place.
    """
    target = Path(os.path.realpath(path))
    try:
        with NewFile(target.parent, private=True) as file:
            file.stream.write(data)
            if not over:
                file.take(target)
                return
            if target.exists():
                os.fchmod(file.stream.fileno(), target.stat().st_mode & 0o777)
            file.replace(target)
    except OSError as error:  # about the file, which nobody has heard of
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
