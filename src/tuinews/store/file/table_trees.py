"""Finds the rows of a damaged file where SQLite finds none: reads its pages and puts tables together anew.

SQLite refuses every table if one line of the schema is bad, and all rows of a table if its root page is. But rows stand
on leaf pages, which tell by themselves what they are (https://www.sqlite.org/fileformat.html, section 1.6). So all leaf
pages that belong to a table, by its tree or by the shape of their rows, get a new tree, and all tables a new schema,
without indexes, triggers, statistics and the full-text index; then SQLite reads the rows.
"""

import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import apsw

from tuinews.store.file.tree_pages import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    TABLE_INTERIOR,
    TABLE_LEAF,
    LeafPage,
    Pages,
    encode_record,
    interior_page,
    leaf_page,
)

PART = ":part"
"""What follows a table's name in the name of a table that has one leaf page of it."""

_SCHEMA_COLUMNS = 5


class _SchemaRow(NamedTuple):
    """A table or an index in the file's own schema."""

    name: str
    root: int
    """The first page of its tree."""
    sql: str


class _Column(NamedTuple):
    """A column of a table."""

    name: str
    type: str
    never_null: bool
    default: str | None
    """As SQL."""
    key: int
    """Its place in the primary key, from 1; 0 if it is not in it."""


class _Table(NamedTuple):
    """A table as the schema describes it."""

    name: str
    sql: str
    """Its columns with their defaults, and nothing else: no checks, no unique columns, which have indexes."""
    kinds: tuple[str, ...]
    """What each stored value is: `key` (never stored), `integer`, `text`, `blob`, with `?` where it may be null."""
    has_rowids: bool


def rebuild_tables(file: Path, known: Mapping[str, str], header: bytes) -> None:
    """Give a copy of a damaged file new trees and a new schema, in place.

    `known` are the tables that are wanted, by name, with the SQL of today's schema; `header` is that of a sound store.
    """
    with file.open("r+b") as opened:
        size = int.from_bytes(header[16:18], "big")
        opened.truncate(max(size, opened.seek(0, 2) // size * size))
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            rebuilt, page_one = _rebuild(Pages(data, size), known, header)
        opened.seek(0, 2)
        opened.write(b"".join(rebuilt))
        opened.seek(0)
        opened.write(page_one)


def take_in_log(file: Path, size: int) -> None:
    """Write the committed pages of a copy's write-ahead log into it, and delete its logs.

    See section 4 of the file format: 32 bytes of header with two salts at 16, then frames of 24 bytes and a page.
    """
    log = file.with_name(f"{file.name}-wal")
    data = log.read_bytes() if log.exists() else b""
    salts, frames = data[16:24], range(32, len(data) - size - 23, size + 24)
    sound = [begin for begin in frames if data[begin + 8 : begin + 16] == salts]
    ends = [index for index, begin in enumerate(sound) if any(data[begin + 4 : begin + 8])]
    with file.open("r+b") as opened:
        for begin in sound[: ends[-1] + 1] if ends else ():
            opened.seek((int.from_bytes(data[begin : begin + 4], "big") - 1) * size)
            opened.write(data[begin + 24 : begin + 24 + size])
    for part in ("-wal", "-shm", "-journal"):
        file.with_name(f"{file.name}{part}").unlink(missing_ok=True)


def _rebuild(pages: Pages, known: Mapping[str, str], header: bytes) -> tuple[list[bytes], bytes]:
    """Return the pages to add to the file, and its first page."""
    described = {row.name: row for row in _schema_rows(pages) if row.root > 1}
    tables = {
        name: _describe_table(name, described[name].sql if name in described else sql, sql)
        for name, sql in known.items()
    }
    reached, lost = _walk_all(pages, {name: row.root for name, row in described.items()})
    missing = (lost & set(known)) | (set(known) - set(described))
    strays = _strays(pages, reached, [tables[name] for name in sorted(missing)])
    builder = _Builder(pages.count, pages.size)
    rows: list[tuple[str, int, str]] = []
    for name, table in tables.items():
        found = [*reached.get(name, ()), *strays.get(name, ())]
        if name not in missing:
            rows.append((name, described[name].root, table.sql))
        elif table.has_rowids:
            rows.append((name, builder.tree(found), table.sql))
        else:
            # a tree over rows without numbers would need rows for its signposts: each leaf is a table instead
            parts = [leaf.number for leaf in found]
            if name in described and pages.kind(described[name].root) in {INDEX_INTERIOR, INDEX_LEAF}:
                rows.append((name, described[name].root, table.sql))
            rows.extend((part := f"{name}{PART}{number}", number, table.sql.replace(name, part, 1)) for number in parts)
    return builder.pages, builder.page_one(rows, header)


def _describe_table(name: str, sql: str, todays: str) -> _Table:
    """Return the table that the file's own schema describes, else today's."""
    try:
        return _table(name, sql)
    except apsw.SQLError:
        return _table(name, todays)


def _table(name: str, sql: str) -> _Table:
    columns, has_rowids = _columns(name, sql)
    keys = sorted((column for column in columns if column.key), key=lambda column: column.key)
    # such a key is the row's number, and not stored once more
    number = keys[0] if has_rowids and len(keys) == 1 and keys[0].type == "INTEGER" else None
    lines = [
        f'"{column.name}"'
        + (" INTEGER PRIMARY KEY" if column is number else "")
        + ("" if column.default is None else f" DEFAULT ({column.default})")
        for column in columns
    ]
    if not has_rowids:
        lines.append("PRIMARY KEY (" + ", ".join(f'"{key.name}"' for key in keys) + ")")
    stored = columns if has_rowids else [*keys, *(column for column in columns if not column.key)]
    kinds = tuple("key" if column is number else _kind(column) for column in stored)
    end = "" if has_rowids else " WITHOUT ROWID"
    return _Table(name, f'CREATE TABLE "{name}" ({", ".join(lines)}){end}', kinds, has_rowids)


def _columns(name: str, sql: str) -> tuple[list[_Column], bool]:
    """Return the columns of a table by its SQL, and whether its rows have numbers; raises apsw.SQLError."""
    with closing(apsw.Connection(":memory:")) as connection:
        connection.execute(sql)
        rows = connection.execute(
            'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?)', (name,)
        ).fetchall()
        without = connection.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (name,)).get
    columns = [
        _Column(str(column), str(kind), bool(never_null), None if default is None else str(default), int(str(key)))
        for column, kind, never_null, default, key in rows
    ]
    return columns, not without


def _kind(column: _Column) -> str:
    kind = {"INTEGER": "integer", "TEXT": "text"}.get(column.type, "blob")
    return kind if column.never_null or column.key else f"{kind}?"


def _schema_rows(pages: Pages) -> Iterator[_SchemaRow]:
    """Yield the tables and indexes of the file's schema, of whose pages some may be lost."""
    leaves, damaged = _walk(pages, 1, TABLE_INTERIOR, TABLE_LEAF)
    seen = {leaf.number for leaf in leaves}
    if damaged:
        leaves += [
            leaf for leaf in pages.leaves(TABLE_LEAF) if leaf.number not in seen and len(leaf.kinds) == _SCHEMA_COLUMNS
        ]
    told: set[str] = set()
    for leaf in leaves:
        for row in pages.records(leaf.number):
            if len(row) != _SCHEMA_COLUMNS or row[0] not in {"table", "index"} or row[1] in told:
                continue
            _, name, _, root, sql = row
            if isinstance(root, int):
                told.add(str(name))
                yield _SchemaRow(str(name), root, str(sql))


def _walk_all(pages: Pages, roots: Mapping[str, int]) -> tuple[dict[str, list[LeafPage]], set[str]]:
    """Return the leaf pages that the tables' trees lead to, and the tables whose trees are damaged."""
    reached: dict[str, list[LeafPage]] = {}
    lost: set[str] = set()
    for name, root in roots.items():
        is_index = pages.kind(root) in {INDEX_INTERIOR, INDEX_LEAF}
        kinds = (INDEX_INTERIOR, INDEX_LEAF) if is_index else (TABLE_INTERIOR, TABLE_LEAF)
        reached[name], damaged = _walk(pages, root, *kinds)
        if damaged:
            lost.add(name)
    return reached, lost


def _walk(pages: Pages, root: int, interior: int, leaf: int) -> tuple[list[LeafPage], bool]:
    """Return the leaf pages below a page in their order, and whether some are damaged or missing."""
    found: list[LeafPage] = []
    damaged = False
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        kind = pages.kind(number)
        if number in seen or kind not in {interior, leaf}:
            damaged = True
            continue
        seen.add(number)
        if kind == interior:
            children = pages.children(number)
            damaged |= not children
            stack.extend(reversed(children))
        elif (read := pages.leaf(number)) is not None:
            found.append(read)
        else:
            damaged |= not pages.is_empty(number)
    return found, damaged


def _strays(
    pages: Pages, reached: Mapping[str, Sequence[LeafPage]], tables: Sequence[_Table]
) -> dict[str, list[LeafPage]]:
    """Return leaf pages that no tree leads to, by the table whose rows look like theirs."""
    if not tables:
        return {}
    owned = {leaf.number for leaves in reached.values() for leaf in leaves} | pages.find_unused()
    found: dict[str, list[LeafPage]] = {}
    for kind, has_rowids in ((TABLE_LEAF, True), (INDEX_LEAF, False)):
        candidates = [table for table in tables if table.has_rowids is has_rowids]
        for leaf in pages.leaves(kind) if candidates else ():
            if leaf.number not in owned and leaf.number > 1 and (table := _table_of(leaf, candidates)):
                found.setdefault(table.name, []).append(leaf)
    return found


def _table_of(leaf: LeafPage, tables: Sequence[_Table]) -> _Table | None:
    """Return the table whose columns the first row of a leaf page fits best; `None` if it fits none, or two."""
    fitting = [table for table in tables if _fits(leaf.kinds, table.kinds, exactly=not table.has_rowids)]
    fewest = min((len(table.kinds) for table in fitting), default=0)
    best = [table for table in fitting if len(table.kinds) == fewest]
    return best[0] if len(best) == 1 else None


def _fits(stored: Sequence[int], kinds: Sequence[str], *, exactly: bool) -> bool:
    """Whether a row may be one of the table; unless `exactly`, one from before a column was added, which is shorter."""
    least = len(kinds) if exactly else len(kinds) * 2 // 3
    if not least <= len(stored) <= len(kinds):
        return False
    return all(_is_kind(serial, kind) for serial, kind in zip(stored, kinds, strict=False))


def _is_kind(serial: int, kind: str) -> bool:
    """Whether a value's serial type (section 2.1 of the file format) is one of the kind."""
    if kind == "key":
        return serial == 0
    if serial == 0:
        return kind.endswith("?")
    plain = kind.rstrip("?")
    if plain == "integer":
        return serial in {1, 2, 3, 4, 5, 6, 8, 9}
    return serial >= 12 and serial % 2 == (plain == "text")


class _Builder:
    """New pages behind those of the file."""

    def __init__(self, count: int, size: int) -> None:
        self._next = count + 1
        self._size = size
        self.pages: list[bytes] = []

    def tree(self, leaves: Iterable[LeafPage]) -> int:
        """Make a tree over leaf pages of a table, and return its root."""
        level = [(leaf.number, leaf.last) for leaf in sorted(leaves, key=lambda leaf: (leaf.first, leaf.last))]
        if not level:
            return self._add(leaf_page([], self._size))
        return self._root(level)

    def page_one(self, rows: Sequence[tuple[str, int, str]], header: bytes) -> bytes:
        """Make the schema, and return the first page of the file."""
        level: list[tuple[int, int]] = []
        batch: list[tuple[int, bytes]] = []
        room = self._size - 200
        for rowid, (name, root, sql) in enumerate(rows, 1):
            record = encode_record(["table", name, name, root, sql])
            if sum(len(one) + 12 for _, one in batch) + len(record) + 12 > room:
                level.append((self._add(leaf_page(batch, self._size)), rowid - 1))
                batch = []
            batch.append((rowid, record))
        level.append((self._add(leaf_page(batch, self._size)), len(rows)))
        while len(level) > self._fan_out() // 2:
            level = self._level(level)
        head = header[:28] + (self._next - 1).to_bytes(4, "big") + bytes(8) + header[40:100]
        return interior_page(level, self._size, head)

    def _root(self, level: list[tuple[int, int]]) -> int:
        while len(level) > 1:
            level = self._level(level)
        return level[0][0]

    def _level(self, level: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        wide = self._fan_out()
        groups = [level[begin : begin + wide] for begin in range(0, len(level), wide)]
        return [(self._add(interior_page(group, self._size)), group[-1][1]) for group in groups]

    def _fan_out(self) -> int:
        """How many children an interior page has room for: 4 bytes, a number of up to 9, a pointer of 2."""
        return (self._size - 200) // 16

    def _add(self, page: bytes) -> int:
        self.pages.append(page)
        self._next += 1
        return self._next - 1
