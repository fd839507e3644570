"""The logs in a shared folder as files: found, read as far as they are new, appended to, written anew."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zlib import crc32

from tuinews.model.clock import DAY, Instant
from tuinews.model.language import tr, tr_count
from tuinews.model.shared.log_lines import LARGEST_LOG, MAGIC, VERSION, LogContent, LogHeader, read_header, read_lines
from tuinews.model.shared.machine import KnownLog
from tuinews.model.shared.stamps import is_ahead, read_seconds
from tuinews.model.text import safe_text

SUFFIX = ".log"
_TAIL = 256
"""Bytes before what was read, by which a log is known again."""
_LONGEST_HEADER = 1_000


class LogFile(NamedTuple):
    """A file of the folder."""

    name: str
    size: int
    modified: int
    """Nanoseconds."""


class LogReading(NamedTuple):
    """What is new in a file."""

    known: KnownLog
    content: LogContent | None
    """`None` for what is no log, or none that can be read here."""
    whole: bool = False
    """Whether this is all that the log says."""


def list_files(folder: Path) -> list[LogFile]:
    """Return the files of a folder but for hidden ones, which carriers make; raises OSError."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~")) or entry.name.endswith((".tmp", "~")):
                continue
            with suppress(OSError):
                if entry.is_file():
                    status = entry.stat()
                    found.append(LogFile(entry.name, status.st_size, status.st_mtime_ns))
    return sorted(found)


def read_log(folder: Path, file: LogFile, known: KnownLog | None, now: Instant) -> LogReading:
    """Read what is new in a file since it was read last; all of it if it is not the one that was `known`."""
    fresh = KnownLog(file.name, file.size, file.modified)
    shown = safe_text(file.name, 100)
    if not file.name.endswith(SUFFIX):
        trouble = tr("{file} is no log of tuinews: it is left alone.", file=shown)
        return LogReading(fresh._replace(trouble=trouble), None)
    if file.size > LARGEST_LOG:
        trouble = tr("{file} is larger than any log of tuinews: it is left alone.", file=shown)
        return LogReading(fresh._replace(trouble=trouble), None)
    with (folder / file.name).open("rb") as stream:
        first = stream.readline(_LONGEST_HEADER)
        header = read_header(first) if first.endswith(b"\n") else None
        if header is None or header.version > VERSION:
            return LogReading(fresh._replace(trouble=_tell_foreign(shown, first, header)), None)
        start = len(first)
        if known is not None and _is_continued(stream, known, header, file):
            start = known.position
        else:
            known = None
        stream.seek(start)
        content = read_lines(stream.read(LARGEST_LOG), header.machine)
        position = start + content.length
        tail = _read_tail(stream, position)
    trouble = " ".join(_tell_troubles(file.name, header, content, now))
    if known is not None and known.position == known.size and not (content.damaged or content.cut):
        trouble = known.trouble
    read = fresh._replace(
        machine=header.machine,
        name=header.name,
        generation=header.generation,
        # what was damaged on its way may come whole another time
        position=0 if content.damaged else position,
        tail=tail,
        trouble=trouble,
    )
    return LogReading(read, content, known is None and not (content.damaged or content.cut))


def _is_continued(stream: BinaryIO, known: KnownLog, header: LogHeader, file: LogFile) -> bool:
    """Whether a log is the one that was read, with more behind it."""
    same = (known.machine, known.generation) == (header.machine, header.generation)
    return same and file.size >= known.position > 0 and _read_tail(stream, known.position) == known.tail


def _read_tail(stream: BinaryIO, position: int) -> int:
    stream.seek(max(0, position - _TAIL))
    return crc32(stream.read(min(position, _TAIL)))


def _tell_foreign(shown: str, first: bytes, header: LogHeader | None) -> str:
    if header is not None:
        return tr("{file} was written by a newer tuinews: update this one to read it.", file=shown)
    if not first or MAGIC.encode().startswith(first[: len(MAGIC)]):
        return tr("{file} is not whole yet: it is read when the rest has come.", file=shown)
    return tr("{file} is no log of tuinews: it is left alone.", file=shown)


def _tell_troubles(file: str, header: LogHeader, content: LogContent, now: Instant) -> Iterable[str]:
    """Yield what is to be said of a log that was read, each as a sentence."""
    shown = safe_text(file, 100)
    if content.damaged:
        yield tr_count(
            "{count} line of {file} is damaged and was left out.",
            "{count} lines of {file} are damaged and were left out.",
            content.damaged,
            file=shown,
        )
    if content.cut:
        yield tr("{file} breaks off in its last line: what stands before it was taken over.", file=shown)
    if file != name_file(header.name, header.machine):
        yield tr(
            "{file} is a copy that something else made of a log: what it says was taken over, and it can be deleted.",
            file=shown,
        )
    marked = max((mark.at for mark in content.marks), default=0)
    newest = max(marked, max((choice.at for choice in content.choices), default=0))
    if is_ahead(newest, now):
        yield tr_count(
            "The clock of {machine} is {count} day ahead of this one: set the clock that is wrong.",
            "The clock of {machine} is {count} days ahead of this one: set the clock that is wrong.",
            (read_seconds(newest) - now) // DAY,
            machine=safe_text(header.name, 40),
        )


def name_file(name: str, machine: str) -> str:
    """Return the name of a machine's log."""
    return f"tuinews-{name}-{machine}{SUFFIX}"


def find_file(folder: Path, name: str) -> LogFile | None:
    """Return a file as it is now; `None` if there is none. Raises OSError."""
    try:
        status = (folder / name).stat()
    except FileNotFoundError:
        return None
    return LogFile(name, status.st_size, status.st_mtime_ns)


def append(folder: Path, name: str, lines: str) -> LogFile:
    """Append lines to this machine's log in one write, and return it as it is then; raises OSError."""
    path = folder / name
    handle = os.open(path, os.O_WRONLY | os.O_APPEND)
    try:
        _write_all(handle, lines.encode("utf-8", "surrogatepass"))
        os.fsync(handle)
    finally:
        os.close(handle)
    status = path.stat()
    return LogFile(name, status.st_size, status.st_mtime_ns)


def write_anew(folder: Path, name: str, text: str) -> LogFile:
    """Put a new log in the place of this machine's, whole or not at all, and return it; raises OSError."""
    path, part = folder / name, folder / f".{name}.tmp"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        _write_all(handle, text.encode("utf-8", "surrogatepass"))
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(path)
    with suppress(OSError):  # some file systems have no way to write a folder out
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    status = path.stat()
    return LogFile(name, status.st_size, status.st_mtime_ns)


def _write_all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
