r"""The lines of logs: written, and read whatever became of them on their way.

A log is UTF-8 text. Its first line says what it is; each line begins with the CRC-32 of the rest of it in eight digits:

    tuinews-log 1 k3v9x0ab 7 "laptop"
    5d2c0f1e ["m","example.com/feed","read",1,"","4w1kq3","kJ2mY0w1r8Q 9aXk2Lm0_3c1o"]
    0b9f8a77 ["c","view","morning","whole","[\"Morning\",\"is:unread\"]","","4w1kq4"]

`m` is a mark of entries of one feed: field, value, machine (`""`: the log's own), the first stamp, and the names of the
entries, each with its step from the stamp before. `c` is a choice: kind, key, field, value, machine, stamp. A line of
another kind is left out: later programs may write more.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32

from tuinews.model.shared.names import NAME_LENGTH, EntryName, read_name, write_name
from tuinews.model.shared.registers import Value
from tuinews.model.shared.stamps import WriteStamp, read_step, write_number, write_step

MAGIC = "tuinews-log"
VERSION = 1
ENTRIES_A_LINE = 400
"""Most entries that one line names: what a torn line loses has to be told again."""
LONGEST_LINE = 1_000_000
"""Characters; a longer line is damage."""
LARGEST_LOG = 200_000_000
"""Bytes; a larger file is not read."""


class SharedMark(NamedTuple):
    """What was written about one entry."""

    feed: str
    field: str
    value: Value
    writer: str
    entry: EntryName
    at: WriteStamp


class SharedChoice(NamedTuple):
    """What was written about a subscription, a saved query, a mute, a rule, a topic."""

    kind: str
    key: str
    field: str
    value: Value
    """A JSON text, or `None` for what is there no more."""
    writer: str
    at: WriteStamp


class LogHeader(NamedTuple):
    """The first line of a log."""

    machine: str
    generation: int
    """Grows each time the log is written anew."""
    name: str
    """What the user calls the machine."""
    version: int = VERSION


@dataclass(slots=True)
class LogContent:
    """What was read of a log."""

    marks: list[SharedMark] = field(default_factory=list)
    choices: list[SharedChoice] = field(default_factory=list)
    damaged: int = 0
    """Lines that are not as they were written."""
    cut: bool = False
    """Whether the last line has no end: it is on its way, or was torn."""
    length: int = 0
    """Bytes of whole lines."""


def write_header(header: LogHeader) -> str:
    """Return the first line of a log."""
    return f"{MAGIC} {VERSION} {header.machine} {header.generation} {json.dumps(header.name)}\n"


def read_header(line: bytes) -> LogHeader | None:
    """Return the first line of a log as a value; `None` where it is none."""
    words = line.decode("utf-8", "replace").rstrip("\r\n").split(" ", 4)
    if words[0] != MAGIC or len(words) < 2 or not words[1].isdecimal():
        return None
    if int(words[1]) > VERSION:
        return LogHeader("", 0, "", int(words[1]))
    try:
        _, version, machine, generation, name = words
        return LogHeader(machine, int(generation), str(json.loads(name)), int(version))
    except ValueError:
        return None


def write_lines(marks: Iterable[SharedMark], choices: Iterable[SharedChoice], machine: str) -> Iterator[str]:
    """Yield the lines that say this, of entries those with the same mark together; `machine` has the log."""
    for choice in choices:
        writer = "" if choice.writer == machine else choice.writer
        words = ["c", choice.kind, choice.key, choice.field, choice.value, writer, write_number(choice.at)]
        yield _write_line(words)
    ordered = sorted(marks, key=_alike)
    for (feed, mark, _, writer), group in groupby(ordered, key=lambda one: _alike(one)[:4]):
        alike = list(group)
        for first in range(0, len(alike), ENTRIES_A_LINE):
            some = alike[first : first + ENTRIES_A_LINE]
            owner = "" if writer == machine else writer
            yield _write_line(["m", feed, mark, some[0].value, owner, write_number(some[0].at), _write_entries(some)])


def _alike(mark: SharedMark) -> tuple[str, str, str, str, WriteStamp, EntryName]:
    return mark.feed, mark.field, json.dumps(mark.value), mark.writer, mark.at, mark.entry


def _write_entries(marks: Sequence[SharedMark]) -> str:
    words, before = [], marks[0].at
    for mark in marks:
        words.append(write_name(mark.entry) + write_step(mark.at - before))
        before = mark.at
    return " ".join(words)


def _write_line(words: Sequence[object]) -> str:
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x} {text}\n"


def read_lines(data: bytes, machine: str) -> LogContent:
    """Read the lines of a log without its first one; whatever they are, this raises nothing."""
    content = LogContent()
    whole, newline, rest = data.rpartition(b"\n")
    content.cut = bool(rest)
    content.length = len(whole) + len(newline)
    for line in whole.split(b"\n") if newline else ():
        stripped = line.rstrip(b"\r")
        if stripped and not _read_line(stripped, machine, content):
            content.damaged += 1
    return content


def _read_line(line: bytes, machine: str, content: LogContent) -> bool:
    """Add what a line says; return whether it is as it was written."""
    digits, text = line[:8], line[9:]
    if len(line) > LONGEST_LINE or f"{crc32(text):08x}".encode() != digits:
        return False
    try:
        words: Any = json.loads(text)
        if words[0] == "m":
            content.marks += _read_marks(words[1:7], machine)
        elif words[0] == "c":
            kind, key, name, value, writer, at = words[1:7]
            writer = _read_text(writer) or machine
            choice = SharedChoice(_read_text(kind), _read_text(key), _read_text(name), value, writer, _read_at(at))
            if value is not None:
                json.loads(value)
            content.choices.append(choice)
    except (ValueError, TypeError, LookupError, RecursionError):
        return False
    return True


def _read_marks(words: Sequence[Any], machine: str) -> list[SharedMark]:
    feed, name, value, writer, first, entries = words
    feed, name, writer = _read_text(feed), _read_text(name), _read_text(writer) or machine
    if not isinstance(value, int | str | None):
        raise TypeError(value)
    at, marks = _read_at(first), []
    for word in _read_text(entries).split(" "):
        at += read_step(word[NAME_LENGTH:])
        if at >= 1 << 62:
            raise ValueError(at)
        marks.append(SharedMark(feed, name, value, writer, read_name(word[:NAME_LENGTH]), at))
    return marks


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _read_at(text: object) -> WriteStamp:
    at = int(_read_text(text), 36)
    if not 0 < at < 1 << 62:
        raise ValueError(at)
    return at
