"""What a server's lists of ids say: which items there are, which are read and starred, which labels they have.

The outbox comes first. What the server did not take yet is left as it is here; what it took must show in its lists.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.ids import FeedId
from tuinews.model.sync.server_values import ListedIds, TakenIds
from tuinews.model.sync.status import LATER_LABEL
from tuinews.model.text import SafeText
from tuinews.store import search
from tuinews.store.bindings import bind_numbers
from tuinews.store.entries import entry_tags, marks
from tuinews.store.servers.unsent import MOST_TRIES

_LISTED = """
    CREATE TEMP TABLE IF NOT EXISTS listed (
        item TEXT PRIMARY KEY, unread INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS labelled (item TEXT, label TEXT, PRIMARY KEY (item, label)) WITHOUT ROWID;
    DELETE FROM temp.listed;
    DELETE FROM temp.labelled;
"""
_WAITS = """
    EXISTS (SELECT 1 FROM pending p WHERE p.account = i.account AND p.feed_id = i.feed_id AND p.guid = i.guid
        AND p.field = '{field}' AND p.name = '')
"""
_IS_LISTED = """
    NOT EXISTS (SELECT 1 FROM server_feeds g WHERE g.feed_id = i.feed_id AND g.account = i.account AND g.missing > 0)
"""
"""The condition that the item's feed is there: of one that has just gone, marks stay as they are."""

_READ = f"""
    SELECT e.id, l.unread IS NOT 1 FROM server_items i
    JOIN entries e ON e.feed_id = i.feed_id AND e.guid = i.guid JOIN states s ON s.id = e.id
    LEFT JOIN temp.listed l ON l.item = i.item
    WHERE i.account = ?1 AND i.contents = 1 AND s.read <> (l.unread IS NOT 1)
        AND (l.unread IS 1 OR ?2 IS NULL OR min(i.arrived, i.published) > ?2)
        AND {_IS_LISTED} AND NOT {_WAITS.format(field="read")}
"""  # noqa: S608  conditions of ours
_STARRED = f"""
    SELECT e.id, l.starred IS 1 FROM server_items i
    JOIN entries e ON e.feed_id = i.feed_id AND e.guid = i.guid JOIN states s ON s.id = e.id
    LEFT JOIN temp.listed l ON l.item = i.item
    WHERE i.account = ?1 AND i.contents = 1 AND s.starred <> (l.starred IS 1)
        AND {_IS_LISTED} AND NOT {_WAITS.format(field="starred")}
"""  # noqa: S608  as above
_AGREES = {
    Flag.READ.value: "(SELECT l.unread IS NOT 1 FROM (SELECT 1) LEFT JOIN temp.listed l ON l.item = i.item)",
    Flag.STARRED.value: "(SELECT l.starred IS 1 FROM (SELECT 1) LEFT JOIN temp.listed l ON l.item = i.item)",
    Flag.LATER.value: "EXISTS (SELECT 1 FROM temp.labelled b WHERE b.item = i.item AND b.label = ?2)",
    "tag": "EXISTS (SELECT 1 FROM temp.labelled b WHERE b.item = i.item AND b.label = p.name)",
}
"""What the lists say of an item, by the field of the outbox."""


_CHANGED_LABELS = f"""
    SELECT e.id, b.label, 1 FROM temp.labelled b JOIN server_items i ON i.account = ?1 AND i.item = b.item
    JOIN entries e ON e.feed_id = i.feed_id AND e.guid = i.guid
    WHERE NOT EXISTS (SELECT 1 FROM server_labels s WHERE s.account = ?1 AND s.item = b.item AND s.label = b.label)
    UNION ALL
    SELECT e.id, s.label, 0 FROM server_labels s JOIN server_items i ON i.account = s.account AND i.item = s.item
    JOIN entries e ON e.feed_id = i.feed_id AND e.guid = i.guid
    WHERE s.account = ?1 AND NOT EXISTS (SELECT 1 FROM temp.labelled b WHERE b.item = s.item AND b.label = s.label)
        AND {_IS_LISTED}
"""  # noqa: S608  conditions of ours
"""The entries whose labels are others than the server last said, each with a label and whether it has it now."""


class _Label(NamedTuple):
    """A label that an item got or lost."""

    entry_id: int
    label: str
    given: bool


def take_ids(connection: apsw.Connection, account: str, listed: ListedIds, now: Instant) -> TakenIds:
    """Have marks and labels be as the server lists them, but for what waits in the outbox."""
    _fill(connection, listed)
    reach = None if listed.whole else _find_reach(connection, account, listed.unread)
    _remember(connection, account)
    agreed, given_up = _settle(connection, account, listed)
    changed: set[int] = set()
    for flag, sql, bindings in ((Flag.READ, _READ, (account, reach)), (Flag.STARRED, _STARRED, (account,))):
        if flag is Flag.STARRED and listed.starred is None:
            continue
        rows: list[Any] = connection.execute(sql, bindings).fetchall()
        for value in (False, True):
            ids = [number for number, wanted in rows if bool(wanted) is value]
            changed.update(take_mark(connection, flag, ids, now, value=value))
    changed.update(_take_labels(connection, account, listed, now))
    _say(connection, account, reach, starred=listed.starred is not None)
    wanted = (
        "SELECT item FROM server_items WHERE account = ? AND contents IN (0, 4) "
        "AND item IN (SELECT item FROM temp.listed)"
    )
    items = frozenset(str(row[0]) for row in connection.execute(wanted, (account,)))
    return TakenIds(len(changed), _feeds_of(connection, changed), items, agreed, given_up)


def _fill(connection: apsw.Connection, listed: ListedIds) -> None:
    connection.execute(_LISTED)
    connection.executemany(
        "INSERT OR IGNORE INTO temp.listed (item, unread) VALUES (?, 1)", ((item,) for item in listed.unread)
    )
    connection.executemany(
        "INSERT INTO temp.listed (item, starred) VALUES (?, 1) ON CONFLICT DO UPDATE SET starred = 1",
        ((item,) for item in listed.starred or ()),
    )
    labelled = [(item, label) for label, items in listed.labels.items() for item in items]
    connection.executemany("INSERT OR IGNORE INTO temp.labelled (item, label) VALUES (?, ?)", labelled)
    connection.executemany("INSERT OR IGNORE INTO temp.listed (item) VALUES (?)", ((item,) for item, _ in labelled))


def _find_reach(connection: apsw.Connection, account: str, unread: tuple[str, ...]) -> Instant:
    """Return the moment down to which a list that was cut off says which items are read."""
    found = connection.execute(
        "SELECT max(coalesce(arrived, published), coalesce(published, arrived)) FROM server_items "
        "WHERE account = ? AND item = ? AND contents = 1",
        (account, unread[-1] if unread else ""),
    ).get
    return 1 << 62 if found is None else int(found)


def _remember(connection: apsw.Connection, account: str) -> None:
    """Remember the items that are new, and that those are there which were thought to be gone."""
    connection.execute(
        "INSERT OR IGNORE INTO server_items (account, item, read, starred) "
        "SELECT ?, item, unread = 0, starred FROM temp.listed",
        (account,),
    )


def _settle(connection: apsw.Connection, account: str, listed: ListedIds) -> tuple[int, int]:
    """Compare what the server took with what it lists, and return how much it did and how much was given up."""
    agreed: list[int] = []
    refuted: list[int] = []
    for field, says in _AGREES.items():
        if field == Flag.STARRED.value and listed.starred is None:
            continue
        rows: list[Any] = connection.execute(
            f"SELECT p.id, p.after, {says}, p.name FROM pending p "  # noqa: S608  conditions of ours
            "JOIN server_items i ON i.feed_id = p.feed_id AND i.guid = p.guid "
            f"WHERE p.account = ?1 AND p.field = '{field}' AND p.taken IS NOT NULL AND p.taken IS p.after "
            "AND p.guid <> '' AND ?2 IS NOT NULL",
            (account, LATER_LABEL),
        ).fetchall()
        for number, after, told, name in rows:
            label = {"tag": name, Flag.LATER.value: LATER_LABEL}.get(field, "")
            if label in listed.refused:
                continue
            (agreed if bool(after) is bool(told) else refuted).append(number)
    connection.execute("DELETE FROM pending WHERE id IN (SELECT value FROM carray(?))", (bind_numbers(agreed),))
    tried = bind_numbers(refuted)
    connection.execute(
        "UPDATE pending SET tries = tries + 1, taken = NULL WHERE id IN (SELECT value FROM carray(?))", (tried,)
    )
    connection.execute(
        "DELETE FROM pending WHERE tries >= ? AND id IN (SELECT value FROM carray(?))", (MOST_TRIES, tried)
    )
    return len(agreed), connection.changes() if refuted else 0


def take_mark(connection: apsw.Connection, flag: Flag, ids: Iterable[int], now: Instant, *, value: bool) -> list[int]:
    """Set or clear a flag because a server says so, and return the entries that changed."""
    found = marks.find_changed(connection, flag, list(ids), value=value)
    marks.set_flag(connection, flag, found, now, value=value, source="account")
    return list(found)


def _take_labels(connection: apsw.Connection, account: str, listed: ListedIds, now: Instant) -> set[int]:
    """Give and take tags and later marks as labels changed since the server last said."""
    known = (*listed.labels, *listed.gone_labels)
    rows: list[Any] = connection.execute(_CHANGED_LABELS, (account,)).fetchall()
    found = [_Label(number, label, bool(given)) for number, label, given in rows if given or label in known]
    changed = set(give_labels(connection, [one for one in found if not _waits(connection, account, one)], now))
    connection.executemany(
        "DELETE FROM server_labels WHERE account = ? AND label = ?", [(account, label) for label in known]
    )
    connection.execute(
        "INSERT OR IGNORE INTO server_labels (account, item, label) SELECT ?, item, label FROM temp.labelled",
        (account,),
    )
    return changed


def _waits(connection: apsw.Connection, account: str, label: _Label) -> bool:
    field, name = ("later", "") if label.label == LATER_LABEL else ("tag", label.label)
    waiting = (
        "SELECT 1 FROM pending p JOIN entries e ON e.feed_id = p.feed_id AND e.guid = p.guid "
        "WHERE e.id = ? AND p.account = ? AND p.field = ? AND p.name = ?"
    )
    return connection.execute(waiting, (label.entry_id, account, field, name)).get is not None


def give_labels(connection: apsw.Connection, labels: Iterable[_Label], now: Instant) -> list[int]:
    """Give labels to entries as the user's tags, or take them, and return the entries that changed."""
    added: dict[int, list[SafeText]] = {}
    removed: dict[int, list[SafeText]] = {}
    later: dict[bool, list[int]] = {False: [], True: []}
    for entry_id, label, given in labels:
        if label == LATER_LABEL:
            later[given].append(entry_id)
        else:
            (added if given else removed).setdefault(entry_id, []).append(SafeText(label))
    changes = [
        entry_tags.TagChange(number, added.get(number, ()), removed.get(number, ()))
        for number in dict.fromkeys((*added, *removed))
    ]
    tagged = [change.entry_id for change in entry_tags.change_tags(connection, changes, source="account")]
    search.note_changed(connection, tagged)
    for value, ids in later.items():
        tagged += take_mark(connection, Flag.LATER, ids, now, value=value)
    return tagged


def make_label(entry_id: int, label: str) -> _Label:
    """Return that an entry has a label."""
    return _Label(entry_id, label, given=True)


def _say(connection: apsw.Connection, account: str, reach: Instant | None, *, starred: bool) -> None:
    """Remember what the server said of every item that it says something of."""
    connection.execute(
        "UPDATE server_items SET read = l.unread IS NOT 1, starred = iif(?3, l.star IS 1, starred) FROM "
        "(SELECT i.item AS listed, l.unread, l.starred AS star "
        "FROM server_items i LEFT JOIN temp.listed l ON l.item = i.item "
        "WHERE i.account = ?1 AND (i.read <> (l.unread IS NOT 1) OR (?3 AND i.starred <> (l.starred IS 1))) "
        "AND (l.unread IS 1 OR ?2 IS NULL OR min(i.arrived, i.published) > ?2)) l "
        "WHERE server_items.account = ?1 AND server_items.item = l.listed",
        (account, reach, starred),
    )


def _feeds_of(connection: apsw.Connection, entry_ids: Iterable[int]) -> frozenset[FeedId]:
    rows: list[Any] = connection.execute(
        "SELECT DISTINCT feed_id FROM states WHERE id IN (SELECT value FROM carray(?))", (bind_numbers(entry_ids),)
    ).fetchall()
    return frozenset(FeedId(row[0]) for row in rows)
