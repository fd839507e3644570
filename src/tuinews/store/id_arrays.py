"""Reads and compresses ids by the hundred thousand, without a Python object for each."""

import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub

import apsw

from tuinews.store.conditions import Sql


def read_ids(connection: apsw.Connection, sql: Sql) -> "array[int]":
    """Return all ids of a statement in its order; SQLite packs them, so that half a million need no tuples."""
    return read_columns(connection, sql, ("id",))[0]


def read_columns(connection: apsw.Connection, sql: Sql, names: Sequence[str]) -> "tuple[array[int], ...]":
    """Return columns of numbers, none of them NULL, with all rows of a statement in its order."""
    columns = ", ".join(f"group_concat(format('%016x', {name}), '')" for name in names)
    packed = f"SELECT {columns} FROM ({sql.text})"  # noqa: S608  SQL of ours, values bound
    (texts,) = connection.execute(packed, sql.bindings).fetchall()
    return tuple(_unpack(str(text or "")) for text in texts)


def _unpack(text: str) -> "array[int]":
    numbers = array("q", bytes.fromhex(text))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def compress_ids(ids: Iterable[int]) -> bytes:
    """Return ids as the journal stores them: ascending differences, deflated."""
    ascending = sorted(ids)
    return zlib.compress(array("q", map(sub, ascending, [0, *ascending])).tobytes(), 1)


def decompress_ids(stored: bytes | None) -> "array[int]":
    """Return the ids that `compress_ids` compressed, ascending."""
    return array("q", accumulate(array("q", zlib.decompress(stored) if stored else b"")))
