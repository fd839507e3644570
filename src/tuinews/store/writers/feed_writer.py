"""Writes what the user does with several feeds at once."""

from collections.abc import Sequence

from tuinews.model.feed import Folder
from tuinews.model.ids import FeedId
from tuinews.store import journal, subscriptions
from tuinews.store.writers.write_connection import WriteConnection


class FeedBatchWriter:
    """`writer.feeds`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def move(self, feed_ids: Sequence[FeedId], folder: Folder) -> int:
        """Put feeds into a folder as one change, and return how many were elsewhere; raises NotFoundError."""
        with self._connection.commit() as connection:
            for feed_id in feed_ids:
                subscriptions.read_choices(connection, feed_id)
            named = subscriptions.move_feeds(connection, feed_ids, folder)
            if named:
                title = subscriptions.titles(connection, [feed_id for feed_id, _, _ in named])
                sentence = f"{title} moved to {'/'.join(folder) or 'no folder'}"
                detail = {"added": [], "removed": [], "named": named}
                journal.record(connection, self._connection.stamp(), "feeds", sentence, detail)
            return len(named)

    def archive(self, feed_ids: Sequence[FeedId], *, archived: bool) -> int:
        """Archive feeds or end that, as one change, and return how many were otherwise; raises NotFoundError."""
        with self._connection.commit() as connection:
            for feed_id in feed_ids:
                subscriptions.read_choices(connection, feed_id)
            changed = subscriptions.set_archived(connection, feed_ids, archived=archived)
            if changed:
                title = subscriptions.titles(connection, changed)
                sentence = f"{title} archived" if archived else f"{title} polled again"
                detail = {"archived": changed, "value": archived}
                journal.record(connection, self._connection.stamp(), "archive", sentence, detail)
            return len(changed)
