"""Writes what a server says, and what became of what it was sent."""

from collections.abc import Callable, Sequence

from tuinews.model.arrival import Decide
from tuinews.model.clock import Clock
from tuinews.model.ids import FeedId
from tuinews.model.sync.server_values import (
    Arrived,
    ListedFeed,
    ListedIds,
    ServerRecord,
    TakenIds,
    TakenItems,
    TakenLists,
    UnsentFeed,
)
from tuinews.model.text import SafeText
from tuinews.store import outbox
from tuinews.store.servers import record, remote_feeds, remote_ids, remote_items, unsent
from tuinews.store.writers.write_connection import WriteConnection


class ServerWriter:
    """`writer.servers`. Every method takes the account's name."""

    def __init__(self, connection: WriteConnection, clock: Clock, decide: Decide) -> None:
        self._connection = connection
        self._clock = clock
        self._decide = decide

    def open_account(self, account: str, made: ServerRecord) -> None:
        """Remember a new account, and write down from now on what changes in its feeds."""
        with self._connection.commit() as connection:
            record.write_record(connection, account, made)
            outbox.listen(connection, account)

    def change_record(self, account: str, change: Callable[[ServerRecord], ServerRecord]) -> None:
        """Change what is remembered of the account, unless it was left meanwhile."""
        with self._connection.commit() as connection:
            before = record.read_record(connection, account)
            if before is not None:
                record.write_record(connection, account, change(before))

    def finish(self, account: str, ended: ServerRecord, *, complete: bool) -> None:
        """Remember how a run ended that did not fail; `complete`: all that the server has is here."""
        with self._connection.commit() as connection:
            if record.read_record(connection, account) is not None:
                record.write_record(connection, account, ended)
                record.set_checked(connection, account, self._clock())
                if complete:
                    unsent.forget_unknown(connection, account)

    def close_account(self, account: str) -> None:
        """Forget the account; its feeds are polled from now on."""
        with self._connection.commit() as connection:
            record.forget_account(connection, account)

    def give_feeds(self, account: str, feed_ids: Sequence[FeedId]) -> int:
        """Have feeds that are polled from here be the account's, and the server hear of them; return how many."""
        with self._connection.commit() as connection:
            moved = 0
            for feed_id in feed_ids:
                connection.execute(
                    "UPDATE feeds SET account = ? WHERE id = ? AND account = 'local' AND removed_at IS NULL",
                    (account, feed_id),
                )
                if connection.changes():
                    moved += 1
                    outbox.note_feed(connection, feed_id, outbox.SUBSCRIBED, before=False, after=True)
            return moved

    def take_feeds(self, account: str, listed: Sequence[ListedFeed]) -> TakenLists:
        """Have the account's subscriptions be as the server lists them."""
        with self._connection.commit() as connection:
            return remote_feeds.take_feeds(connection, account, listed, self._clock())

    def take_ids(self, account: str, listed: ListedIds) -> TakenIds:
        """Have marks and labels be as the server lists them."""
        with self._connection.commit() as connection:
            return remote_ids.take_ids(connection, account, listed, self._clock())

    def take_items(self, account: str, came: Arrived) -> TakenItems:
        """Store items' contents; those that were asked for and did not come are remembered as gone."""
        with self._connection.commit() as connection:
            return remote_items.take_items(connection, account, came, self._clock(), self._decide)

    def remember_items(self, account: str, items: Sequence[str]) -> tuple[str, ...]:
        """Remember read items of which nothing was known; return those whose contents are not here."""
        with self._connection.commit() as connection:
            return remote_items.remember_items(connection, account, items)

    def match_items(self, account: str, came: Arrived) -> int:
        """Match items with entries that are here, store none, and return how many marks changed."""
        with self._connection.commit() as connection:
            return remote_items.match_items(connection, account, came, self._clock())

    def set_matched(self, account: str) -> None:
        """Note that what was here before is matched with what the server has."""
        with self._connection.commit() as connection:
            record.set_to_match(connection, account, value=False)

    def ask_again(self, account: str) -> None:
        """Ask once more for items that were gone, should the server list them still."""
        with self._connection.commit() as connection:
            remote_items.ask_again(connection, account)

    def begin_sending(self, ids: Sequence[int]) -> None:
        """Note that these changes may have reached the server from now on."""
        with self._connection.commit() as connection:
            unsent.begin_sending(connection, ids)

    def set_taken(self, ids: Sequence[int], *, value: bool) -> None:
        """Note that the server took these changes with this value."""
        with self._connection.commit() as connection:
            unsent.set_taken(connection, ids, value=value)

    def count_tries(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Count that the server failed at these changes once more, and return those at which it did too often."""
        with self._connection.commit() as connection:
            return unsent.count_tries(connection, ids)

    def forget(self, ids: Sequence[int]) -> None:
        """Forget changes that the server will never take."""
        with self._connection.commit() as connection:
            unsent.forget(connection, ids)

    def forget_labels(self, account: str) -> None:
        """Forget the changes that only labels could carry, for a server that has none."""
        with self._connection.commit() as connection:
            unsent.forget_labels(connection, account)

    def begin_sending_feed(self, account: str, feed_id: FeedId) -> None:
        """Note that the changes of a subscription may have reached the server from now on."""
        with self._connection.commit() as connection:
            unsent.begin_sending_feed(connection, account, feed_id)

    def set_feed_taken(self, account: str, sent: UnsentFeed, remote: str) -> None:
        """Note that the server took the changes of a subscription, and what it calls it."""
        with self._connection.commit() as connection:
            if remote:
                remote_feeds.name_remote(connection, account, sent.feed_id, remote)
            unsent.set_feed_taken(connection, account, sent)

    def refuse_feed(self, account: str, sent: UnsentFeed) -> SafeText:
        """Do without a subscription, or a change of one, that the server refuses; return what is to be told."""
        with self._connection.commit() as connection:
            return remote_feeds.refuse(connection, account, sent)
