"""Finds entries by when they came: ids are given in that order, so that a time is a range of them."""

from tuinews.model.clock import Instant
from tuinews.store.readers.read_connection import ReadConnection

_AT = "SELECT id, first_seen FROM entries WHERE id >= ? ORDER BY id LIMIT 1"


def find_newest_id(connection: ReadConnection) -> int:
    """Return the id of the entry that came last; 0 when there is none."""
    return int(connection.rows("SELECT coalesce(max(id), 0) FROM entries")[0][0])


def find_first_id(connection: ReadConnection, moment: Instant, newest: int) -> int:
    """Return the id of the first entry that came at a moment or later; that after the `newest` where none did."""
    low, high = 1, newest + 1
    while low < high:
        middle = (low + high) // 2
        found = connection.rows(_AT, (middle,))
        if not found or found[0][1] >= moment:
            high = middle
        else:
            low = int(found[0][0]) + 1
    return low
