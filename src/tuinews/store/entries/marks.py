"""Sets and clears marks, on one entry or on a hundred thousand."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

import apsw

from tuinews.model.change import RemoteState
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.language import tr, tr_later
from tuinews.store import freshness, outbox
from tuinews.store.bindings import bind_numbers
from tuinews.store.conditions import Sql
from tuinews.store.id_arrays import read_ids
from tuinews.store.topics.counts import count_marked
from tuinews.store.visibility import COUNTERS, where_present

_VERBS = {
    (Flag.READ, True): tr_later("marked read"),
    (Flag.READ, False): tr_later("marked unread"),
    (Flag.STARRED, True): tr_later("starred"),
    (Flag.STARRED, False): tr_later("no longer starred"),
    (Flag.LATER, True): tr_later("kept for later"),
    (Flag.LATER, False): tr_later("no longer kept for later"),
}

_SET = {flag: f"UPDATE states SET {flag.value} = ? WHERE id IN (SELECT value FROM carray(?))" for flag in Flag}  # noqa: S608  names of columns
_SET_READ = "UPDATE states SET read = 1, read_at = ? WHERE id IN (SELECT value FROM carray(?))"
_COUNTED = {
    Flag.READ: {"unread": "fresh_feed", "aged": "aged_feed"},
    Flag.STARRED: {"starred": "starred_feed"},
    Flag.LATER: {"later": "later_feed"},
}
"""The counters that a flag changes, each with its index."""


def _count(counters: Mapping[str, str]) -> str:
    """Return the statement that counts a feed's totals anew."""
    counted = (
        f"{counter} = (SELECT count(*) FROM states s INDEXED BY {index} "  # noqa: S608  names of columns, conditions of ours
        f"WHERE s.feed_id = tallies.feed_id AND {COUNTERS[counter]('s')})"
        for counter, index in counters.items()
    )
    return f"UPDATE tallies SET {', '.join(counted)} WHERE feed_id = ?"  # noqa: S608  as above


_COUNT = {flag: _count(counters) for flag, counters in _COUNTED.items()}
_ALL_FEEDS = "SELECT feed_id FROM tallies"
_MANY = 1_000
"""From this number of marks on, counting all feeds anew is faster than finding out which they touched."""


def would_change(flag: Flag, *, value: bool) -> str:
    """Return the condition that setting or clearing a flag changes the entry `e`."""
    return f"e.{flag.value} = {int(not value)}"


def find_changed(
    connection: apsw.Connection, flag: Flag, ids: Sequence[int], *, value: bool, gone: bool = False
) -> "array[int]":
    """Return those of the entries that exist and that setting or clearing a flag would change.

    With `gone` also those that went with their feed, which may come back.
    """
    if not ids:
        return array("q")
    where = "1" if gone else where_present("e")
    found = f"""
        SELECT e.id FROM states e
        WHERE e.id IN (SELECT value FROM carray(?)) AND {where} AND {would_change(flag, value=value)}
    """  # noqa: S608  a column's name
    return array("q", [row[0] for row in connection.execute(found, (bind_numbers(ids),))])


def find_matching(connection: apsw.Connection, sql: Sql) -> "array[int]":
    """Return the ids that a statement gives, ascending: rows are then updated in their order on disk."""
    return array("q", sorted(read_ids(connection, sql)))


def set_flag(
    connection: apsw.Connection,
    flag: Flag,
    ids: Sequence[int],
    now: Instant,
    *,
    value: bool,
    source: outbox.Source = "user",
    at: Instant | None = None,
) -> None:
    """Set or clear a flag of entries, and count the feeds' totals anew.

    Counting anew is faster than a trigger for each row. The outbox hears of it, but for its `source`. `at` is
    when the user did it, for what is read; without it the former moment holds again. What is unread again may have aged
    by `now`, and what is starred or kept for later does not age.
    """
    if not ids:
        return
    outbox.note_flag(connection, flag, ids, value=value, source=source)
    marked = bind_numbers(ids)
    if flag is Flag.READ and value and at is not None:
        connection.execute(_SET_READ, (at, marked))
    else:
        connection.execute(_SET[flag], (value, marked))
    feeds = "SELECT DISTINCT feed_id FROM states WHERE id IN (SELECT value FROM carray(?))"
    touched = connection.execute(feeds, (marked,)) if len(ids) < _MANY else connection.execute(_ALL_FEEDS)
    connection.executemany(_COUNT[flag], touched.fetchall())
    if flag is Flag.READ:
        count_marked(connection, ids, read=value)
    if flag is not Flag.READ or not value:
        freshness.settle(connection, ids, now)


_TOLD = """
    SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed_id
    WHERE e.feed_id = ? AND e.guid = ? AND NOT EXISTS (
        SELECT 1 FROM pending p
        WHERE p.account = f.account AND p.feed_id = f.id AND p.guid = e.guid AND p.field = ? AND p.name = ''
    )
"""


def take_states(connection: apsw.Connection, states: Iterable[RemoteState], now: Instant) -> int:
    """Mark as an account says, and return how many marks changed; what waits in the outbox wins over what it says."""
    wanted: dict[tuple[Flag, bool], list[int]] = {}
    for state in states:
        found = connection.execute(_TOLD, (state.feed_id, state.guid, state.flag.value)).get
        if found is not None:
            wanted.setdefault((state.flag, state.value), []).append(int(found))
    changed = 0
    for (flag, value), ids in wanted.items():
        found = find_changed(connection, flag, ids, value=value)
        set_flag(connection, flag, found, now, value=value, source="account")
        changed += len(found)
    return changed


def describe_mark(flag: Flag, count: int, *, value: bool) -> str:
    """Return what a mark did as words for the user: `12 marked read`."""
    return f"{count} {tr(_VERBS[flag, value])}"
