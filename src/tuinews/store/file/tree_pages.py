"""Reads and writes single pages of SQLite's trees (https://www.sqlite.org/fileformat.html, sections 1.6 and 2.1)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from mmap import mmap
from typing import NamedTuple

TABLE_LEAF, TABLE_INTERIOR, INDEX_LEAF, INDEX_INTERIOR = 13, 5, 10, 2
"""What a page is, by its first byte."""

_FILE_HEADER = 100
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

StoredValue = int | str | None


class LeafPage(NamedTuple):
    """A page with rows."""

    number: int
    """Its number in the file, counted from 1."""
    first: int
    """Number of its first row; 0 for rows without numbers."""
    last: int
    kinds: tuple[int, ...]
    """Serial types of its first row's values."""


class Pages:
    """The pages of a file; whatever stands on them, nothing is raised."""

    def __init__(self, data: mmap, size: int) -> None:
        self._data = data
        self.size = size
        self.count = len(data) // size

    def kind(self, number: int) -> int:
        """Return what a page is, 0 for one that is not there."""
        return self._data[self._start(number)] if 1 <= number <= self.count else 0

    def is_empty(self, number: int) -> bool:
        """Whether a page of a tree has no rows."""
        begin = self._start(number)
        return int.from_bytes(self._data[begin + 3 : begin + 5], "big") == 0

    def leaf(self, number: int) -> LeafPage | None:
        """Read a page with rows, `None` if it is none or has none."""
        page = self._page(number)
        kind, cells = self.kind(number), self._cells(number, 8)
        if kind not in {TABLE_LEAF, INDEX_LEAF} or not cells:
            return None
        try:
            first, kinds = _read_head(page, cells[0], numbered=kind == TABLE_LEAF)
            last, _ = _read_head(page, cells[-1], numbered=kind == TABLE_LEAF)
        except IndexError:
            return None
        return LeafPage(number, first, last, kinds) if first <= last else None

    def leaves(self, kind: int) -> Iterator[LeafPage]:
        """Yield all pages with rows of a kind of tree, in the file's order."""
        for number in range(1, self.count + 1):
            if self.kind(number) == kind and (leaf := self.leaf(number)) is not None:
                yield leaf

    def children(self, number: int) -> list[int]:
        """Return the pages below an interior page; `[]` if it is damaged."""
        page, cells = self._page(number), self._cells(number, 12)
        if not cells and not self.is_empty(number):
            return []
        begin = _FILE_HEADER if number == 1 else 0
        right = int.from_bytes(page[begin + 8 : begin + 12], "big")
        return [*(int.from_bytes(page[cell : cell + 4], "big") for cell in cells), right]

    def records(self, number: int) -> Iterator[tuple[StoredValue, ...]]:
        """Yield the rows of a table's page that stand on it whole, with texts and numbers; a blob is None."""
        page = self._page(number)
        for cell in self._cells(number, 8):
            try:
                payload, begin = _varint(page, cell)
                _, begin = _varint(page, begin)
                if begin + payload <= self.size:
                    yield tuple(_values(page, begin))
            except (IndexError, UnicodeDecodeError):
                continue

    def find_unused(self) -> set[int]:
        """Return the pages of the free list: what stands on them was deleted."""
        found: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big") if self._data[:6] == b"SQLite" else 0
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self._page(trunk)
            length = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            found.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(length))
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _start(self, number: int) -> int:
        return _FILE_HEADER if number == 1 else (number - 1) * self.size

    @lru_cache(maxsize=4)  # noqa: B019  a few pages, and there is one of these at a time
    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self.size : number * self.size]

    def _cells(self, number: int, head: int) -> list[int]:
        """Return where the cells of a page begin, `[]` if one of them cannot be there."""
        page = self._page(number)
        begin = _FILE_HEADER if number == 1 else 0
        count = int.from_bytes(page[begin + 3 : begin + 5], "big")
        pointers = begin + head
        least = pointers + 2 * count
        if least > self.size:
            return []
        cells = [int.from_bytes(page[at : at + 2], "big") for at in range(pointers, least, 2)]
        return cells if all(least <= cell < self.size - 3 for cell in cells) else []


def leaf_page(rows: Sequence[tuple[int, bytes]], size: int) -> bytes:
    """Return a leaf page of a table with some short rows, each its number and its record."""
    return _page_of(TABLE_LEAF, [_encode(len(record)) + _encode(number) + record for number, record in rows], size)


def interior_page(level: Sequence[tuple[int, int]], size: int, header: bytes = b"") -> bytes:
    """Return an interior page over pages of a table, each with its last row's number; `header` begins a file."""
    cells = [page.to_bytes(4, "big") + _encode(last) for page, last in level[:-1]]
    return _page_of(TABLE_INTERIOR, cells, size, header, level[-1][0].to_bytes(4, "big"))


def encode_record(values: Sequence[int | str]) -> bytes:
    """Return a row of texts and numbers as it is stored."""
    kinds, body = b"", b""
    for value in values:
        stored = value.encode() if isinstance(value, str) else value.to_bytes(8, "big", signed=True)
        kinds += _encode(2 * len(stored) + 13 if isinstance(value, str) else 6)
        body += stored
    length = len(kinds) + 1
    return _encode(length if length < 128 else length + 1) + kinds + body


def _page_of(kind: int, cells: Sequence[bytes], size: int, header: bytes = b"", right: bytes = b"") -> bytes:
    ends, pointers = size, b""
    for cell in cells:
        ends -= len(cell)
        pointers += ends.to_bytes(2, "big")
    head = bytes((kind, 0, 0)) + len(cells).to_bytes(2, "big") + (ends % 65_536).to_bytes(2, "big") + b"\0" + right
    before = header + head + pointers
    return before + bytes(ends - len(before)) + b"".join(reversed(cells))


def _read_head(page: bytes, cell: int, *, numbered: bool) -> tuple[int, tuple[int, ...]]:
    """Read a row's number and the serial types of its values; raises IndexError."""
    _, begin = _varint(page, cell)
    number, begin = _varint(page, begin) if numbered else (0, begin)
    return number - (1 << 64 if number >> 63 else 0), tuple(kind for kind, _ in _kinds(page, begin))


def _kinds(page: bytes, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the serial types of a record, each with where the next one begins."""
    length, at = _varint(page, begin)
    while at < begin + length:
        kind, at = _varint(page, at)
        yield kind, at


def _values(page: bytes, begin: int) -> Iterator[StoredValue]:
    length, _ = _varint(page, begin)
    at = begin + length
    for kind, _ in _kinds(page, begin):
        width = _INTEGER_BYTES.get(kind, (kind - 12) // 2 if kind >= 12 else 8 if kind == 7 else 0)
        stored = page[at : at + width]
        at += width
        if kind in {8, 9}:
            yield kind - 8
        elif kind in _INTEGER_BYTES:
            yield int.from_bytes(stored, "big", signed=True)
        else:
            yield stored.decode() if kind >= 13 and kind % 2 else None


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """Read a number of one to nine bytes (section 1.6), and return it with where it ends; raises IndexError."""
    value = 0
    for index in range(8):
        byte = page[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | page[at + 8], at + 9


def _encode(value: int) -> bytes:
    """Return a number as one to nine bytes."""
    value &= (1 << 64) - 1
    if value >> 56:
        return bytes(0x80 | value >> shift & 0x7F for shift in range(57, 7, -7)) + bytes((value & 0xFF,))
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | value & 0x7F)
    return bytes(reversed(groups))
