"""Reads what is known of the account on a server, and what it was not told yet."""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.feed import LOCAL
from tuinews.model.ids import FeedId
from tuinews.model.sync.server_values import ReadBound, ServerRecord, UnsentFeed, UnsentMark
from tuinews.store.bindings import bind_texts
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.servers import record, unsent


class KnownItems(NamedTuple):
    """How much is known of a server's items, to judge its next lists by."""

    known: int
    starred: int
    labels: dict[str, int]
    feeds: int


class ServerReader:
    """`reader.servers`. Every method takes the account's name."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def record(self, account: str) -> ServerRecord | None:
        """Return what is remembered of the account; `None` when there is none."""
        with self._connection.use() as connection:
            return record.read_record(connection, account)

    def find_owner(self, account: str) -> str:
        """Return the account that new feeds belong to: this one if it is there, else that of feeds polled from here."""
        return LOCAL if self.record(account) is None else account

    def count_unsent(self, account: str) -> int:
        """Return how many changes the server did not take yet."""
        with self._connection.use() as connection:
            return record.count_unsent(connection, account)

    def count_unread(self, account: str) -> int:
        """Return how many entries of the account's feeds are unread."""
        with self._connection.use() as connection:
            return record.count_unread(connection, account)

    def count_items(self, account: str) -> KnownItems:
        """Return how much is known of the server's items."""
        with self._connection.use() as connection:
            counts = record.count_known(connection, account)
            feeds = connection.execute("SELECT count(*) FROM server_feeds WHERE account = ?", (account,)).get
            labels = record.read_labels(connection, account)
        return KnownItems(counts["known"], counts["starred"], labels, int(feeds or 0))

    def unsent_marks(self, account: str) -> tuple[UnsentMark, ...]:
        """Return the changes of entries that the server did not take yet, oldest first."""
        with self._connection.use() as connection:
            return unsent.read_marks(connection, account)

    def unsent_feeds(self, account: str) -> tuple[UnsentFeed, ...]:
        """Return the subscriptions with changes that the server did not take yet."""
        with self._connection.use() as connection:
            return unsent.read_feeds(connection, account)

    def find_bound(self, account: str, feed_id: FeedId) -> ReadBound | None:
        """Return up to which item a feed can be marked read, on a server whose ids grow as items arrive."""
        with self._connection.use() as connection:
            return unsent.find_bound(connection, account, feed_id)

    def feed_ids(self, account: str) -> tuple[FeedId, ...]:
        """Return the feeds of an account, be it this one or `local`."""
        rows = self._connection.rows(
            "SELECT id FROM feeds WHERE account = ? AND removed_at IS NULL AND kind = 'feed' ORDER BY id", (account,)
        )
        return tuple(FeedId(row[0]) for row in rows)

    def is_to_be_matched(self, account: str) -> bool:
        """Whether feeds of this library became the account's whose entries are still to be matched."""
        return bool(self._connection.rows("SELECT 1 FROM servers WHERE account = ? AND to_match", (account,)))

    def has_unmatched(self, account: str) -> bool:
        """Whether unread entries of the account's feeds are here that the server is not known to have."""
        with self._connection.use() as connection:
            return unsent.has_unmatched(connection, account)

    def newest_items(self, account: str, limit: int) -> tuple[str, ...]:
        """Return the newest items whose contents are here."""
        rows = self._connection.rows(
            "SELECT item FROM server_items WHERE account = ? AND contents = 1 ORDER BY arrived DESC LIMIT ?",
            (account, limit),
        )
        return tuple(str(row[0]) for row in rows)

    def find_stored(self, account: str, items: Sequence[str]) -> frozenset[str]:
        """Return those of the items whose contents are here."""
        rows = self._connection.rows(
            "SELECT item FROM server_items WHERE account = ? AND contents = 1"
            " AND item IN (SELECT value FROM carray(?))",
            (account, bind_texts(items)),
        )
        return frozenset(str(row[0]) for row in rows)
