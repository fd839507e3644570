"""The outbox: what accounts elsewhere have to hear of, written in the transaction that changes it.

Every change of a mark, of the user's tags and of a subscription passes one of the functions here, before it is made.
For feeds of accounts that do not listen nothing is written. A change that is taken back before it was sent leaves no
row.

A shared folder hears of the entries of all feeds, whatever account they are of. What it hears is written into its
registers (`store.shared.marks`), each with the moment of the change, and never into `pending`.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

import apsw

from tuinews.model.change import PendingChange
from tuinews.model.clock import Clock
from tuinews.model.entry import Flag
from tuinews.store.bindings import bind_numbers
from tuinews.store.columns import Columns

SUBSCRIBED = "subscribed"
"""The field of a subscription that says whether it is there."""

TAG = "tag"
"""The field of an entry that says whether it has the tag of that name."""

NOTE = "note"
"""The field of an entry that is the user's note to it; `""` for none."""

_FLAGS = {
    flag: f"""
        INSERT INTO pending (account, feed_id, guid, field, name, before, after)
        SELECT l.account, f.id, e.guid, '{flag.value}', '', ?1 = 0, ?1
        FROM states s JOIN entries e ON e.id = s.id JOIN feeds f ON f.id = s.feed_id
        JOIN listeners l ON l.account = f.account
        WHERE s.id IN (SELECT value FROM carray(?2)) AND s.{flag.value} = ?3
        ON CONFLICT DO UPDATE SET after = excluded.after
    """  # noqa: S608  names of columns
    for flag in Flag
}
_TAGS = """
    INSERT INTO pending (account, feed_id, guid, field, name, before, after)
    SELECT l.account, f.id, e.guid, 'tag', ?, ?, ?
    FROM entries e JOIN feeds f ON f.id = e.feed_id JOIN listeners l ON l.account = f.account WHERE e.id = ?
    ON CONFLICT DO UPDATE SET after = excluded.after
"""
_FEED = """
    INSERT INTO pending (account, feed_id, guid, field, name, before, after)
    SELECT l.account, f.id, '', ?, '', ?, ? FROM feeds f JOIN listeners l ON l.account = f.account WHERE f.id = ?
    ON CONFLICT DO UPDATE SET after = excluded.after
"""
_FORGET_UNDONE = "DELETE FROM pending INDEXED BY pending_undone WHERE before IS after AND sent = 0"
_CHANGE = Columns(
    PendingChange,
    {
        "id": "p.id",
        "feed_id": "p.feed_id",
        "feed_url": "f.url",
        "guid": "p.guid",
        "field": "p.field",
        "name": "p.name",
        "before": "p.before",
        "after": "p.after",
    },
)
_PENDING = f"""
    SELECT {_CHANGE.select}
    FROM pending p JOIN feeds f ON f.id = p.feed_id WHERE p.account = ? ORDER BY p.id LIMIT ?
"""  # noqa: S608  names of columns


FOLDER = "folder"
"""The name under which a shared folder listens."""


def register(connection: apsw.Connection, clock: Clock) -> None:
    """Let a connection that writes name entries and date registers, for a shared folder."""
    connection.create_scalar_function("entry_name", _name_entry, 1, deterministic=True)
    connection.create_scalar_function("stamp_now", partial(_stamp_now, clock), 0)


def _name_entry(*guid: object) -> int:
    from tuinews.model.shared.names import name_entry

    return name_entry(str(guid[0]))


def _stamp_now(clock: Clock, *_none: object) -> int:
    from tuinews.model.shared.stamps import make_stamp

    return make_stamp(clock())


def is_shared(connection: apsw.Connection) -> bool:
    """Whether a shared folder is told what changes."""
    return connection.execute("SELECT 1 FROM listeners WHERE account = ?", (FOLDER,)).get is not None


def note_choices(connection: apsw.Connection, clock: Clock) -> None:
    """Write what the transaction under way decided besides marks, at its end; cheap where that is nothing."""
    if connection.execute("SELECT 1 FROM shared_dirty LIMIT 1").get is not None:
        from tuinews.store.shared.choices import note_dirty

        note_dirty(connection, clock())


class _Hearing(NamedTuple):
    """Who hears of changes."""

    accounts: bool
    folder: bool


def _find_listeners(connection: apsw.Connection) -> _Hearing:
    names = {row[0] for row in connection.execute("SELECT account FROM listeners")}
    return _Hearing(bool(names - {FOLDER}), FOLDER in names)


def is_heard(connection: apsw.Connection) -> bool:
    """Whether any account listens."""
    return _find_listeners(connection).accounts


def listen(connection: apsw.Connection, account: str) -> None:
    """Write down from now on what changes in the account's feeds."""
    connection.execute("INSERT OR IGNORE INTO listeners (account) VALUES (?)", (account,))


Source = Literal["user", "rule", "account", "folder"]
"""Who changes something: the account that tells of a change does not hear of it, nor does the shared folder of its own.
What rules do holds in the folder until a user decides."""


def note_flag(
    connection: apsw.Connection,
    flag: Flag,
    ids: Sequence[int],
    *,
    value: bool,
    done: bool = False,
    source: Source = "user",
) -> None:
    """Note that a flag is about to be set or cleared, for those of the entries that have it otherwise.

    With `done` it is so already: for entries that were marked as they arrived.
    """
    if not ids:
        return
    hearing = _find_listeners(connection)
    if hearing.accounts and source != "account":
        connection.execute(_FLAGS[flag], (value, bind_numbers(ids), value == done))
        connection.execute(_FORGET_UNDONE)
    if hearing.folder and source != "folder":
        from tuinews.store.shared import marks as shared_marks

        shared_marks.note_flag(connection, flag, ids, value=value, done=done, weak=source == "rule")


def note_tags(
    connection: apsw.Connection,
    entry_id: int,
    added: Iterable[str],
    removed: Iterable[str],
    source: Source = "user",
) -> None:
    """Note that the user's tags of an entry are about to change; the names are those that really change."""
    hearing = _find_listeners(connection)
    came, went = tuple(added), tuple(removed)
    if hearing.accounts and source != "account":
        rows = [(name, False, True, entry_id) for name in came]
        rows += [(name, True, False, entry_id) for name in went]
        connection.executemany(_TAGS, rows)
        connection.execute(_FORGET_UNDONE)
    if hearing.folder and source != "folder":
        from tuinews.store.shared import marks as shared_marks

        shared_marks.note_tags(connection, entry_id, came, went, weak=source == "rule")


def note_position(connection: apsw.Connection, entry_id: int, block: int) -> None:
    """Note where reading an entry stopped: only a shared folder hears of it."""
    if _find_listeners(connection).folder:
        from tuinews.store.shared import marks as shared_marks

        shared_marks.note_position(connection, entry_id, block)


def note_text(
    connection: apsw.Connection, entry_id: int, field: str, before: str, after: str, *, source: Source = "user"
) -> None:
    """Note that a text of the user's to an entry is about to change, such as the note (`NOTE`).

    No server has room for one: only a shared folder hears of it.
    """
    if before != after and source != "folder" and _find_listeners(connection).folder:
        from tuinews.store.shared import marks as shared_marks

        shared_marks.note_text(connection, entry_id, field, after)


def note_feed(connection: apsw.Connection, feed_id: int, field: str, before: object, after: object) -> None:
    """Note that something of a subscription is about to change, or that it comes or goes (`SUBSCRIBED`).

    A shared folder learns of it at the end of the transaction (`store.shared.choices`); here a feed only gets its name.
    """
    hearing = _find_listeners(connection)
    if before != after and hearing.accounts:
        connection.execute(_FEED, (field, before, after, feed_id))
        connection.execute(_FORGET_UNDONE)
    if hearing.folder and field == SUBSCRIBED and after:
        from tuinews.store.shared.feeds import name_new_feed

        name_new_feed(connection, feed_id)


def begin_sending(connection: apsw.Connection, account: str, limit: int) -> tuple[PendingChange, ...]:
    """Return the account's oldest changes, in their order; from now on they may have reached it."""
    rows: list[Any] = connection.execute(_PENDING, (account, limit)).fetchall()
    changes = tuple(_CHANGE.value(row) for row in rows)
    connection.executemany("UPDATE pending SET sent = 1 WHERE id = ?", [(change.id,) for change in changes])
    return changes


def end_sending(connection: apsw.Connection, agreed: Iterable[PendingChange]) -> None:
    """Forget the changes that the account agreed to; what changed again meanwhile still waits."""
    for change in agreed:
        connection.execute("DELETE FROM pending WHERE id = ? AND after IS ?", (change.id, change.after))
        connection.execute("UPDATE pending SET before = ?, sent = 0 WHERE id = ?", (change.after, change.id))
