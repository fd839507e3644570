"""Takes over what was read and flagged in other programs, and reads newsboat's cache."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import apsw

from tuinews.model.arrival import Arrival, Decide
from tuinews.model.change import ImportedState
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.error import UsageError
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.parsed import ParsedEntry
from tuinews.model.text import NAME_LIMIT, safe_text
from tuinews.model.url import canonical_url, resolve
from tuinews.store.entries.arrivals import store_arrivals
from tuinews.store.file.connection import open_file
from tuinews.store.rows import SqlRow

_ITEMS = """
    SELECT feedurl, coalesce(guid, ''), coalesce(url, ''), NOT unread, coalesce(flags, '') <> '', {told} FROM rss_item
    WHERE NOT unread OR coalesce(flags, '') <> ''
"""
_TOLD = ("title", "author", "pubDate", "content", "base")
"""Columns that older caches may lack."""
_BY_GUID = "SELECT id FROM entries WHERE feed_id = ? AND guid = ?"
_BY_LINK = "SELECT id FROM entries WHERE +feed_id = ? AND link_key = ? AND link_key <> '' LIMIT 1"
"""The `+` makes SQLite use the index of addresses; the feed's index would be walked along all its entries."""
_AHEAD = """
    INSERT INTO statuses (feed_id, guid, read, starred, later, link_key) VALUES (?, ?, ?, ?, 0, ?)
    ON CONFLICT (feed_id, guid) DO UPDATE
    SET read = max(read, excluded.read), starred = max(starred, excluded.starred), link_key = excluded.link_key
"""


def read_newsboat(path: Path) -> tuple[ImportedState, ...]:
    """Return what was read or flagged according to newsboat's cache.db, which is only read.

    Raises:
        UsageError: the file is no such cache, or cannot be read.
    """
    try:
        with closing(open_file(path, apsw.SQLITE_OPEN_READONLY)) as connection:
            there = {row[1] for row in connection.execute("PRAGMA table_info(rss_item)")}
            told = ", ".join(name if name in there else "NULL" for name in _TOLD)
            rows = connection.execute(_ITEMS.format(told=told)).fetchall()
    except apsw.Error as error:
        raise UsageError(
            tr("{path} cannot be read as newsboat's cache ({error}): name its cache.db.", path=path, error=error)
        ) from error
    return tuple(_state(row) for row in rows)


def _state(row: SqlRow) -> ImportedState:
    feed_url, guid, url, read, flagged, title, author, published, html, base = row
    entry = ParsedEntry(
        guid=str(guid),
        title=safe_text(str(title or "")),
        url=resolve("", str(url)),
        author=safe_text(str(author or ""), NAME_LIMIT),
        published=published if isinstance(published, int) else None,
        html=str(html or ""),
        base=str(base or url),
    )
    return ImportedState(
        str(feed_url), str(guid or url), str(url), bool(read), bool(flagged), entry if flagged and title else None
    )


def take_states(
    connection: apsw.Connection, states: Sequence[ImportedState], now: Instant, decide: Decide
) -> tuple[int, dict[Flag, list[int]]]:
    """Return how many states belong to subscribed feeds, and which stored entries are to be marked.

    Marks of entries that have not come yet are remembered until they come. Flagged entries are stored at once.
    """
    live = connection.execute("SELECT url, id FROM feeds WHERE removed_at IS NULL AND kind = 'feed'").fetchall()
    feeds = {canonical_url(str(url)): FeedId(int(str(feed_id))) for url, feed_id in live}
    marked: dict[Flag, list[int]] = {Flag.READ: [], Flag.STARRED: []}
    taken = 0
    for state in states:
        feed_id = feeds.get(canonical_url(state.feed_url))
        if feed_id is None:
            continue
        taken += 1
        key = canonical_url(state.url) if state.url else ""
        found = connection.execute(_BY_GUID, (feed_id, state.guid)).get
        if found is None:
            found = connection.execute(_BY_LINK, (feed_id, key)).get
        if found is None:
            connection.execute(_AHEAD, (feed_id, state.guid, state.read, state.starred, key))
            if state.draft is not None:
                store_arrivals(connection, feed_id, [Arrival(state.draft)], now, decide, jobs=False)
            continue
        marked[Flag.READ] += [int(found)] * state.read
        marked[Flag.STARRED] += [int(found)] * state.starred
    return taken, marked
