"""What a server was not told yet: changes of entries and of subscriptions, in their order."""

from collections.abc import Collection, Sequence
from typing import Any

import apsw

from tuinews.model.ids import FeedId
from tuinews.model.sync.server_values import ReadBound, UnsentFeed, UnsentMark
from tuinews.model.text import SafeText
from tuinews.store import visibility
from tuinews.store.bindings import bind_numbers
from tuinews.store.rows import read_folder

MOST_TRIES = 3
"""How often a change is sent that the server fails at, or takes without doing it."""

_IS_UNSENT = "NOT (p.taken IS NOT NULL AND p.taken IS p.after)"
_MARKS = f"""
    SELECT p.id, i.item, p.field, p.name, p.after, p.feed_id FROM pending p
    JOIN server_items i ON i.feed_id = p.feed_id AND i.guid = p.guid
    WHERE p.account = ? AND p.guid <> '' AND {_IS_UNSENT} ORDER BY p.id
"""  # noqa: S608  conditions of ours
_FEEDS = f"""
    SELECT p.feed_id, p.field, f.url, f.title, f.own_title, f.folder, f.removed_at IS NULL AND f.account = p.account,
        s.remote, s.folder
    FROM pending p JOIN feeds f ON f.id = p.feed_id
    LEFT JOIN server_feeds s ON s.account = p.account AND s.feed_id = p.feed_id
    WHERE p.account = ? AND p.guid = '' AND {_IS_UNSENT} ORDER BY p.id
"""  # noqa: S608  as above


def read_marks(connection: apsw.Connection, account: str) -> tuple[UnsentMark, ...]:
    """Return the changes of entries that the server has, oldest first."""
    rows: list[Any] = connection.execute(_MARKS, (account,)).fetchall()
    return tuple(
        UnsentMark(number, item, field, name, bool(after), FeedId(feed_id))
        for number, item, field, name, after, feed_id in rows
    )


def name_folder(stored: str) -> str:
    """Return a folder as servers, which know one level, name it: `World/Asia`."""
    return "/".join(read_folder(stored))


def read_feeds(connection: apsw.Connection, account: str) -> tuple[UnsentFeed, ...]:
    """Return the subscriptions that changed, in the order of their first changes."""
    found: dict[int, UnsentFeed] = {}
    rows: list[Any] = connection.execute(_FEEDS, (account,)).fetchall()
    for feed_id, field, url, title, own_title, folder, subscribed, remote, there in rows:
        known = found.get(feed_id)
        fields = (*(known.fields if known else ()), field)
        found[feed_id] = UnsentFeed(
            FeedId(feed_id),
            remote or "",
            url,
            own_title or title,
            name_folder(folder),
            SafeText(there or ""),
            bool(subscribed),
            fields,
        )
    return tuple(found.values())


def find_bound(connection: apsw.Connection, account: str, feed_id: FeedId) -> ReadBound | None:
    """Return up to which item a feed can be marked read on a server whose ids grow as items arrive.

    It is `None` if an older item that is unread there is not meant, or if it is not known what all of them are.
    """
    row: Any = connection.execute(
        "SELECT s.remote, i.item, i.arrived, i.published FROM pending p "
        "JOIN server_items i ON i.feed_id = p.feed_id AND i.guid = p.guid "
        "JOIN server_feeds s ON s.account = p.account AND s.feed_id = p.feed_id AND s.missing = 0 "
        "WHERE p.account = ? AND p.feed_id = ? AND p.field = 'read' AND p.after = 1 "
        "ORDER BY CAST(i.item AS INTEGER) DESC LIMIT 1",
        (account, feed_id),
    ).fetchone()
    if row is None:
        return None
    bound = ReadBound(*row)
    others = (
        "SELECT 1 FROM server_items i WHERE i.account = ?1 AND i.read = 0 AND (i.feed_id = ?2 OR i.feed_id IS NULL) "
        "AND CAST(i.item AS INTEGER) <= CAST(?3 AS INTEGER) AND NOT EXISTS (SELECT 1 FROM pending p "
        "WHERE p.feed_id = i.feed_id AND p.guid = i.guid AND p.account = ?1 AND p.field = 'read' AND p.after = 1) "
        "LIMIT 1"
    )
    return bound if connection.execute(others, (account, feed_id, bound.item)).get is None else None


def begin_sending(connection: apsw.Connection, ids: Collection[int]) -> None:
    """Note that these changes may have reached the server from now on."""
    connection.execute("UPDATE pending SET sent = 1 WHERE id IN (SELECT value FROM carray(?))", (bind_numbers(ids),))


def begin_sending_feed(connection: apsw.Connection, account: str, feed_id: int) -> None:
    """Note that the changes of a subscription may have reached the server from now on."""
    connection.execute(
        "UPDATE pending SET sent = 1 WHERE account = ? AND feed_id = ? AND guid = ''", (account, feed_id)
    )


def set_taken(connection: apsw.Connection, ids: Sequence[int], *, value: bool) -> None:
    """Note that the server took these changes with this value; its next lists show whether it did them."""
    connection.execute(
        "UPDATE pending SET taken = ? WHERE id IN (SELECT value FROM carray(?))", (value, bind_numbers(ids))
    )


def set_feed_taken(connection: apsw.Connection, account: str, sent: UnsentFeed) -> None:
    """Note that the server took the changes of a subscription as they were sent."""
    # what was sent last of a title or folder is what stands there now, unless it changed meanwhile: then it goes again
    row: Any = connection.execute(
        "SELECT url, coalesce(nullif(own_title, ''), title), folder, removed_at IS NULL FROM feeds WHERE id = ?",
        (sent.feed_id,),
    ).fetchone()
    if row is None or (row[0], row[1], name_folder(row[2]), bool(row[3])) != (
        sent.url,
        sent.title,
        sent.folder,
        sent.subscribed,
    ):
        return
    connection.execute(
        "UPDATE pending SET taken = after WHERE account = ? AND feed_id = ? AND guid = ''", (account, sent.feed_id)
    )


def count_tries(connection: apsw.Connection, ids: Sequence[int]) -> tuple[int, ...]:
    """Count that the server failed at these changes once more, and return those at which it did too often."""
    chosen = "id IN (SELECT value FROM carray(?))"
    connection.execute(f"UPDATE pending SET tries = tries + 1 WHERE {chosen}", (bind_numbers(ids),))  # noqa: S608  as above
    spent = f"SELECT id FROM pending WHERE {chosen} AND tries >= ?"  # noqa: S608  as above
    return tuple(int(str(row[0])) for row in connection.execute(spent, (bind_numbers(ids), MOST_TRIES)))


def forget(connection: apsw.Connection, ids: Collection[int]) -> None:
    """Forget changes that the server will never take."""
    connection.execute("DELETE FROM pending WHERE id IN (SELECT value FROM carray(?))", (bind_numbers(ids),))


def forget_feed(connection: apsw.Connection, account: str, feed_id: int) -> None:
    """Forget the changes of a subscription."""
    connection.execute("DELETE FROM pending WHERE account = ? AND feed_id = ? AND guid = ''", (account, feed_id))


def forget_labels(connection: apsw.Connection, account: str) -> None:
    """Forget the changes that only labels could carry, for a server that has none."""
    connection.execute("DELETE FROM pending WHERE account = ? AND field IN ('later', 'tag')", (account,))


def forget_unknown(connection: apsw.Connection, account: str) -> None:
    """Forget changes of entries that the server does not have, when all that it has is here."""
    connection.execute(
        "DELETE FROM pending WHERE account = ? AND guid <> '' AND NOT EXISTS ("
        "SELECT 1 FROM server_items i WHERE i.feed_id = pending.feed_id AND i.guid = pending.guid)",
        (account,),
    )


def has_unmatched(connection: apsw.Connection, account: str) -> bool:
    """Whether unread entries of the account's feeds are here that the server is not known to have."""
    unmatched = (
        "SELECT 1 FROM feeds f JOIN states s ON s.feed_id = f.id JOIN entries e ON e.id = s.id "  # noqa: S608  a condition of ours
        f"WHERE f.account = ? AND f.removed_at IS NULL AND s.read = 0 AND {visibility.where_listed('s')} "
        "AND NOT EXISTS (SELECT 1 FROM server_items i WHERE i.feed_id = e.feed_id AND i.guid = e.guid) LIMIT 1"
    )
    return connection.execute(unmatched, (account,)).get is not None
