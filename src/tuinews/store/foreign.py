"""Taking over from other programs: what was read and flagged there, and newsboat's cache of it."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import apsw

from tuinews.model.change import ForeignState
from tuinews.model.entry import Flag
from tuinews.model.error import UsageError
from tuinews.model.url import canonical_url

_ITEMS = """
    SELECT feedurl, coalesce(guid, ''), coalesce(url, ''), NOT unread, coalesce(flags, '') <> '' FROM rss_item
    WHERE NOT unread OR coalesce(flags, '') <> ''
"""
_STORED = """
    SELECT e.id FROM entries e WHERE e.feed_id = ?1 AND (e.guid = ?2 OR (e.link_key = ?3 AND ?3 <> '')) LIMIT 1
"""
_AHEAD = """
    INSERT INTO statuses (feed_id, guid, read, starred, later, link_key) VALUES (?, ?, ?, ?, 0, ?)
    ON CONFLICT (feed_id, guid) DO UPDATE
    SET read = max(read, excluded.read), starred = max(starred, excluded.starred), link_key = excluded.link_key
"""


def read_newsboat(path: Path) -> tuple[ForeignState, ...]:
    """What was read or flagged according to newsboat's cache.db, which is only read.

    Raises:
        UsageError: the file is no such cache, or cannot be read.
    """
    try:
        with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
            rows = connection.execute(_ITEMS).fetchall()
    except apsw.Error as error:
        raise UsageError(f"{path} cannot be read as newsboat's cache ({error}): name its cache.db.") from error
    return tuple(ForeignState(str(f), str(g or u), str(u), bool(read), bool(flag)) for f, g, u, read, flag in rows)


def take_states(connection: apsw.Connection, states: Sequence[ForeignState]) -> tuple[int, dict[Flag, list[int]]]:
    """How many states are of feeds that are subscribed to, and the entries to be marked.

    The marks of entries that have not come yet are remembered until they do.
    """
    live = connection.execute("SELECT url, id FROM feeds WHERE removed_at IS NULL AND kind = 'feed'").fetchall()
    feeds = {canonical_url(str(url)): feed_id for url, feed_id in live}
    marked: dict[Flag, list[int]] = {Flag.READ: [], Flag.STARRED: []}
    taken = 0
    for state in states:
        feed_id = feeds.get(canonical_url(state.feed_url))
        if feed_id is None:
            continue
        taken += 1
        key = canonical_url(state.url) if state.url else ""
        found = connection.execute(_STORED, (feed_id, state.guid, key)).get
        if found is None:
            connection.execute(_AHEAD, (feed_id, state.guid, state.read, state.starred, key))
            continue
        marked[Flag.READ] += [int(found)] * state.read
        marked[Flag.STARRED] += [int(found)] * state.starred
    return taken, marked
