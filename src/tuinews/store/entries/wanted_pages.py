"""The entries whose pages are still to be fetched: noted when they arrive, forgotten when their pages were tried."""

from collections.abc import Iterable

import apsw

from tuinews.model.ids import EntryId, FeedId
from tuinews.store import visibility


def read_wanted_pages(connection: apsw.Connection, feed_ids: Iterable[FeedId]) -> tuple[EntryId, ...]:
    """Return the entries of these feeds whose pages are still to be fetched, the oldest first."""
    sql = f"""
        SELECT w.entry_id, s.feed_id FROM wanted_pages w JOIN states s ON s.id = w.entry_id
        WHERE {visibility.where_present("s")} ORDER BY w.entry_id
    """  # noqa: S608  a condition of ours
    wanted = frozenset(feed_ids)
    return tuple(EntryId(number) for number, feed_id in connection.execute(sql) if feed_id in wanted)


def forget_wanted_pages(connection: apsw.Connection, entry_ids: Iterable[EntryId]) -> None:
    """Fetch the pages of these entries no more, since that was done or tried."""
    connection.executemany("DELETE FROM wanted_pages WHERE entry_id = ?", [(number,) for number in entry_ids])
