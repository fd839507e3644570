"""The account on a server: remembered, changed, forgotten."""

import json
from collections.abc import Mapping

import apsw

from tuinews.model.sync.server_values import ServerRecord
from tuinews.store.columns import columns_of
from tuinews.store.rows import read_array

RECORD = columns_of(
    ServerRecord,
    "a",
    read={"remarks": lambda stored: tuple(read_array(stored))},
    write={"remarks": lambda remarks: json.dumps(remarks, ensure_ascii=False)},
)


def read_record(connection: apsw.Connection, account: str) -> ServerRecord | None:
    """Return what is remembered of the account; `None` when there is none."""
    row = connection.execute(f"SELECT {RECORD.select} FROM servers a WHERE a.account = ?", (account,)).fetchone()  # noqa: S608  names of columns
    return None if row is None else RECORD.value(row)


def write_record(connection: apsw.Connection, account: str, record: ServerRecord) -> None:
    """Remember the account."""
    marks = ", ".join("?" * (len(RECORD) + 1))
    sets = ", ".join(f"{name} = excluded.{name}" for name in RECORD.names)
    connection.execute(
        f"INSERT INTO servers (account, {', '.join(RECORD.names)}) VALUES ({marks}) "  # noqa: S608  names of columns
        f"ON CONFLICT DO UPDATE SET {sets}",
        (account, *RECORD.row(record)),
    )


def set_to_match(connection: apsw.Connection, account: str, *, value: bool) -> None:
    """Say whether entries that are here are still to be matched with the server's items."""
    connection.execute("UPDATE servers SET to_match = ? WHERE account = ?", (value, account))


def count_unsent(connection: apsw.Connection, account: str) -> int:
    """Return how many changes the server did not take yet; those of entries that it does not have are not counted."""
    counted = (
        "SELECT count(*) FROM pending p WHERE p.account = ? AND NOT (p.taken IS NOT NULL AND p.taken IS p.after) AND "
        "(p.guid = '' OR EXISTS (SELECT 1 FROM server_items i WHERE i.feed_id = p.feed_id AND i.guid = p.guid))"
    )
    return int(connection.execute(counted, (account,)).get or 0)


def count_unread(connection: apsw.Connection, account: str) -> int:
    """Return how many entries of the account's feeds are unread, from the counters."""
    counted = (
        "SELECT coalesce(sum(t.unread + t.aged), 0) FROM tallies t JOIN feeds f ON f.id = t.feed_id "
        "WHERE f.account = ? AND f.removed_at IS NULL"
    )
    return int(connection.execute(counted, (account,)).get or 0)


def forget_account(connection: apsw.Connection, account: str) -> None:
    """Forget all that is known of the account; its feeds are polled from now on."""
    for table in ("servers", "server_feeds", "server_items", "server_labels", "listeners", "pending"):
        connection.execute(f"DELETE FROM {table} WHERE account = ?", (account,))  # noqa: S608  names of tables
    connection.execute("UPDATE feeds SET account = 'local' WHERE account = ?", (account,))


def set_checked(connection: apsw.Connection, account: str, now: int) -> None:
    """Say of the account's feeds that they were asked for now, and are so with the account."""
    connection.execute(
        "UPDATE polling SET last_checked = ?1, last_success = ?1, error = '', failures = 0, http_status = NULL, "
        "next_check = 0, next_check_reason = '' "
        "WHERE feed_id IN (SELECT id FROM feeds WHERE account = ?2 AND removed_at IS NULL)",
        (now, account),
    )


def count_known(connection: apsw.Connection, account: str) -> Mapping[str, int]:
    """Return how many items are known, and how many of them are starred."""
    known, starred = connection.execute(
        "SELECT count(*), coalesce(sum(starred), 0) FROM server_items WHERE account = ? AND contents <> 2", (account,)
    ).get
    return {"known": int(known), "starred": int(starred)}


def read_labels(connection: apsw.Connection, account: str) -> dict[str, int]:
    """Return how many items each label has, as the server last said."""
    counted = "SELECT label, count(*) FROM server_labels WHERE account = ? GROUP BY label"
    return {str(label): int(str(count)) for label, count in connection.execute(counted, (account,))}
