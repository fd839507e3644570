"""Reads and compresses ids by the hundred thousand, without a Python object for each."""

import sys
import zlib
from array import array
from collections.abc import Iterable
from itertools import accumulate
from operator import sub

import apsw

from tuinews.store.conditions import Sql


def read_ids(connection: apsw.Connection, sql: Sql) -> "array[int]":
    """Return all ids of a statement in its order; SQLite packs them, so that half a million need no tuples."""
    packed = f"SELECT group_concat(format('%016x', id), '') FROM ({sql.text})"  # noqa: S608  SQL of ours, values bound
    text = connection.execute(packed, sql.bindings).get
    ids = array("q", bytes.fromhex(text or ""))
    if sys.byteorder == "little":
        ids.byteswap()
    return ids


def compress_ids(ids: Iterable[int]) -> bytes:
    """Return ids as the journal stores them: ascending differences, deflated."""
    ascending = sorted(ids)
    return zlib.compress(array("q", map(sub, ascending, [0, *ascending])).tobytes(), 1)


def decompress_ids(stored: bytes | None) -> "array[int]":
    """Return the ids that `compress_ids` compressed, ascending."""
    return array("q", accumulate(array("q", zlib.decompress(stored) if stored else b"")))
