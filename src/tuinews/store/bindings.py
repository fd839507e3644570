"""Binds many values to one parameter, for `IN (SELECT value FROM carray(?))`; none of them is no row, not an error."""

from array import array
from collections.abc import Iterable
from typing import Any

import apsw


def bind_numbers(numbers: Iterable[int]) -> Any:
    """Return what binds whole numbers, such as ids and moments."""
    bound = array("q", numbers)
    # apsw takes no empty array, and SQLite takes NULL for one
    return apsw.carray(bound) if bound else None


def bind_texts(texts: Iterable[str]) -> Any:
    """Return what binds texts."""
    bound = tuple(texts)
    return apsw.carray(bound) if bound else None
