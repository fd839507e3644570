"""Feeds by the names that they have on every machine."""

from typing import Any

import apsw

from tuinews.model.feed import LOCAL
from tuinews.model.shared.names import name_feed

MOVED = "moved"
"""The kind of choice that says under which name a feed goes on: its key is the former name, its value the new one."""


def find_shared_id(connection: apsw.Connection, key: str) -> int:
    """Return the number of a feed's name, which is stored if it is new."""
    found = connection.execute("SELECT id FROM shared_feeds WHERE key = ?", (key,)).get
    if found is None:
        connection.execute("INSERT INTO shared_feeds (key) VALUES (?)", (key,))
        found = connection.last_insert_rowid()
    return int(found)


def name_new_feed(connection: apsw.Connection, feed_id: int) -> None:
    """Give a feed of this library its name; what follows pages has none."""
    row = connection.execute("SELECT url, kind FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is not None and row[1] == "feed":
        _put_number(connection, feed_id, name_feed(str(row[0])))


def name_new_feeds(connection: apsw.Connection) -> None:
    """Give feeds that have no name yet theirs."""
    rows: list[Any] = connection.execute(
        "SELECT id, url FROM feeds WHERE kind = 'feed' AND id NOT IN (SELECT feed_id FROM shared_feed_numbers)"
    ).fetchall()
    for feed_id, url in rows:
        _put_number(connection, feed_id, name_feed(url))


def name_all_feeds(connection: apsw.Connection) -> None:
    """Give all feeds of this library their names, removed ones too."""
    rows: list[Any] = connection.execute("SELECT id, url FROM feeds WHERE kind = 'feed'").fetchall()
    for feed_id, url in rows:
        _put_number(connection, feed_id, name_feed(url))


def _put_number(connection: apsw.Connection, feed_id: int, key: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO shared_feed_numbers (feed_id, shared_id) VALUES (?, ?)",
        (feed_id, find_shared_id(connection, key)),
    )


def find_live(connection: apsw.Connection, key: str) -> int | None:
    """Return the number of the subscription of that name; `None` while there is none."""
    found = connection.execute(
        "SELECT f.id FROM shared_feeds s JOIN shared_feed_numbers n ON n.shared_id = s.id "
        "JOIN feeds f ON f.id = n.feed_id WHERE s.key = ? AND f.removed_at IS NULL ORDER BY f.id LIMIT 1",
        (key,),
    ).get
    return None if found is None else int(found)


def is_elsewhere(connection: apsw.Connection, key: str) -> bool:
    """Whether a feed became a server's, which is no reason for other machines to leave it."""
    account = connection.execute(
        "SELECT f.account FROM shared_feeds s JOIN shared_feed_numbers n ON n.shared_id = s.id "
        "JOIN feeds f ON f.id = n.feed_id WHERE s.key = ? ORDER BY f.removed_at IS NULL DESC, f.removed_at DESC",
        (key,),
    ).get
    return account not in {None, LOCAL}


def find_key(connection: apsw.Connection, feed_id: int) -> str | None:
    """Return the name of a feed of this library; `None` for one that has none."""
    found = connection.execute(
        "SELECT s.key FROM shared_feed_numbers n JOIN shared_feeds s ON s.id = n.shared_id WHERE n.feed_id = ?",
        (feed_id,),
    ).get
    return None if found is None else str(found)


_RENAMED = """
    INSERT INTO shared_marks (feed, entry, field, value, at, writer, told)
    SELECT ?2, entry, field, value, at, writer, told FROM shared_marks WHERE feed = ?1
    ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, writer = excluded.writer, told = excluded.told
    WHERE (excluded.at, excluded.writer) > (shared_marks.at, shared_marks.writer)
"""


def rename(connection: apsw.Connection, before: str, after: str) -> None:
    """Let what was written about a feed be about one of another name; of two registers the later one stays."""
    old, new = find_shared_id(connection, before), find_shared_id(connection, after)
    if old == new:
        return
    connection.execute(_RENAMED, (old, new))
    connection.execute("DELETE FROM shared_marks WHERE feed = ?", (old,))
    connection.execute(
        "INSERT OR IGNORE INTO shared_choices (kind, key, field, value, here, at, writer, told) "
        "SELECT kind, ?2, field, value, here, at, writer, 0 FROM shared_choices "
        "WHERE kind = 'feed' AND key = ?1 AND field <> 'subscribed'",
        (before, after),
    )


def read_moves(connection: apsw.Connection) -> dict[str, str]:
    """Return under which name each feed goes on that has another address now, followed to the last."""
    rows: list[Any] = connection.execute(
        "SELECT key, value FROM shared_choices WHERE kind = ? AND value IS NOT NULL", (MOVED,)
    ).fetchall()
    steps = {key: str(value)[1:-1] for key, value in rows}
    return {key: _follow(key, steps) for key in steps}


def _follow(key: str, steps: dict[str, str]) -> str:
    """Return the last name of a chain; of a circle the first of its names, so that all machines take the same."""
    seen = [key]
    while (following := steps.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
