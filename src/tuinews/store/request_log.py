"""The last requests of each feed: when it was asked, what was answered, what that brought."""

import apsw

from tuinews.model.ids import FeedId
from tuinews.model.polling import RequestRecord
from tuinews.store.columns import columns_of

KEPT = 20
"""Requests that are kept of each feed."""

RECORD = columns_of(RequestRecord, "r")


def record_request(connection: apsw.Connection, feed_id: FeedId, record: RequestRecord) -> None:
    """Add a request to those of a feed, and forget the oldest."""
    marks = ", ".join("?" * (len(RECORD) + 1))
    connection.execute(
        f"INSERT OR REPLACE INTO requests (feed_id, {', '.join(RECORD.names)}) VALUES ({marks})",  # noqa: S608  names of columns
        (feed_id, *RECORD.row(record)),
    )
    connection.execute(
        "DELETE FROM requests WHERE feed_id = ?1 AND at <= "
        "(SELECT at FROM requests WHERE feed_id = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
        (feed_id, KEPT),
    )
