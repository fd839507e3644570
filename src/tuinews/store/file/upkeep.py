"""Looks after the file: its health, the planner's statistics, and entries that cannot be brought back any more."""

from pathlib import Path
from typing import NamedTuple

import apsw

from tuinews.model.clock import DAY, Instant
from tuinews.store.file.disk import find_sharing
from tuinews.store.lists.scopes import NAMED
from tuinews.store.topics.days import drop_old_days
from tuinews.store.visibility import where_gone

UNDO_DAYS = 30
"""For how long removing a feed can be undone."""


class Health(NamedTuple):
    """The state of the store, for `tuinews doctor`."""

    path: Path
    bytes: int
    schema: int
    entries: int
    feeds: int
    integrity: str
    """`ok`, or what is damaged, in SQLite's words."""
    sqlite: str
    index_lag: int
    """Entries that search does not know yet, or knows with older words."""
    journal_mode: str
    disk: str
    """What shares the file with other machines, or `local`."""


def health(connection: apsw.Connection, path: Path) -> Health:
    """Return the state of the store; checks the whole file."""
    entries, lag, feeds = connection.execute(
        "SELECT (SELECT sum(total) FROM tallies), (SELECT count(*) FROM unindexed), "
        "(SELECT count(*) FROM feeds WHERE removed_at IS NULL AND kind = 'feed')"
    ).get
    problems = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
    return Health(
        path=path,
        bytes=sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists()),
        schema=int(connection.pragma("user_version")),
        entries=entries,
        feeds=feeds,
        integrity="; ".join(problems),
        sqlite=apsw.sqlite_lib_version(),
        index_lag=lag,
        journal_mode=str(connection.pragma("journal_mode")),
        disk=find_sharing(path) or "local",
    )


_FORGET_NAMES = " ".join(
    f"DELETE FROM names WHERE field = '{field}' AND NOT EXISTS "  # noqa: S608  names of columns
    f"(SELECT 1 FROM entries e WHERE e.{field} <> '' AND e.{field} = names.name);"
    for field in NAMED
)


def purge(connection: apsw.Connection, now: Instant) -> int:
    """Delete the entries of feeds that were removed over `UNDO_DAYS` days ago, and return how many.

    It is part of the caller's transaction. Marks stay in `statuses`, so that an entry that comes back is not new again.
    """
    connection.execute(_FORGET_NAMES)
    connection.execute("DELETE FROM hosts WHERE paused_until < ?", (now,))
    drop_old_days(connection, now)
    connection.execute(
        f"DELETE FROM entries WHERE id IN (SELECT s.id FROM states s WHERE {where_gone('s')} AND s.feed_id IN "  # noqa: S608  a condition of ours
        "(SELECT id FROM feeds WHERE removed_at < ?))",
        (now - UNDO_DAYS * DAY,),
    )
    return connection.changes()


def optimize(connection: apsw.Connection) -> None:
    """Refresh the planner's statistics and merge some segments of the search index; takes milliseconds."""
    connection.pragma("analysis_limit", 400)
    connection.pragma("optimize", 0x10002)
    # counted while the index was small, these make FTS5 read all of it for each segment that it deletes
    connection.execute("DELETE FROM sqlite_stat1 WHERE tbl LIKE 'search%'; ANALYZE sqlite_schema")
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', 500)")
