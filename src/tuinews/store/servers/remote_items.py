"""The contents of a server's items: entries that are here are found again by their links, others are stored."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.arrival import Arrival, Decide
from tuinews.model.change import Edited
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.sync.server_values import Arrived, ArrivedItem, TakenItems
from tuinews.model.sync.status import LATER_LABEL
from tuinews.store import outbox
from tuinews.store.bindings import bind_numbers, bind_texts
from tuinews.store.entries import entry_tags
from tuinews.store.entries.arrivals import look_again, store_arrivals
from tuinews.store.entries.entry_rows import rewrite
from tuinews.store.servers.remote_ids import give_labels, make_label, take_mark


class _Said(NamedTuple):
    """What the server says of an item."""

    read: bool
    starred: bool
    labels: tuple[str, ...]
    guid: str | None


_FREE = """
    SELECT e.id, e.guid, e.link_key, e.title FROM entries e
    WHERE +e.feed_id = ?1 AND e.link_key IN (SELECT value FROM carray(?2)) AND e.link_key <> ''
        AND NOT EXISTS (SELECT 1 FROM server_items i WHERE i.feed_id = e.feed_id AND i.guid = e.guid)
"""
_BY_GUID = "SELECT id, guid, link_key, title FROM entries WHERE feed_id = ? AND guid IN (SELECT value FROM carray(?))"
_BY_DATE = """
    SELECT e.id, e.guid, e.link_key, e.title FROM entries e
    WHERE e.feed_id = ?1 AND e.link_key = '' AND e.title IN (SELECT value FROM carray(?2))
        AND NOT EXISTS (SELECT 1 FROM server_items i WHERE i.feed_id = e.feed_id AND i.guid = e.guid)
"""


def take_items(
    connection: apsw.Connection,
    account: str,
    came: Arrived,
    now: Instant,
    decide: Decide,
) -> TakenItems:
    """Store items' contents; those that were asked for and did not come are remembered as gone."""
    feeds = dict[str, FeedId](_read_feeds(connection, account))
    said = _read_said(connection, account, [one.item for one in came.items])
    here = {one.item for one in came.items}
    _set_contents(connection, account, [item for item in came.asked if item not in here], 2)
    _set_contents(connection, account, [one.item for one in came.items if one.remote_feed not in feeds], 3)
    taken = TakenItems()
    for feed_id, arrived in _group(came.items, feeds).items():
        fresh, known = _part(connection, feed_id, arrived, said)
        new = _store(connection, feed_id, [(one, said[one.item]) for one in fresh], now, decide)
        _map(connection, account, feed_id, [(one, one.draft.guid) for one in fresh])
        _map(connection, account, feed_id, [(one, guid) for one, _, guid in known])
        changed = _join(connection, [(number, said[one.item]) for one, number, _ in known], now)
        edits = [
            Edited(EntryId(number), one.draft) for one, number, guid in known if said[one.item].guid == guid == one.item
        ]
        taken = TakenItems(
            (*taken.new, *new),
            taken.feeds | {feed_id},
            (*taken.counts, (feed_id, len(new))),
            taken.changed + changed,
            taken.updated + _rewrite(connection, feed_id, edits, now, decide),
        )
    return taken


def _group(items: Sequence[ArrivedItem], feeds: Mapping[str, FeedId]) -> dict[FeedId, list[ArrivedItem]]:
    """Return the items of each feed that is subscribed to."""
    found: dict[FeedId, list[ArrivedItem]] = {}
    for one in items:
        if one.remote_feed in feeds:
            found.setdefault(feeds[one.remote_feed], []).append(one)
    return found


def _store(
    connection: apsw.Connection,
    feed_id: FeedId,
    fresh: Sequence[tuple[ArrivedItem, _Said]],
    now: Instant,
    decide: Decide,
) -> tuple[EntryId, ...]:
    """Store items that are new, with what the server says of them, and return those that are listed."""
    stored = store_arrivals(connection, feed_id, [_arrival(one, said) for one, said in fresh], now, decide)
    labels = [
        make_label(number, label) for (_, said), number in zip(fresh, stored.ids, strict=True) for label in said.labels
    ]
    give_labels(connection, labels, now)
    return stored.listed


def _read_feeds(connection: apsw.Connection, account: str) -> list[tuple[str, FeedId]]:
    rows: list[Any] = connection.execute(
        "SELECT s.remote, s.feed_id FROM server_feeds s JOIN feeds f ON f.id = s.feed_id "
        "WHERE s.account = ? AND f.removed_at IS NULL",
        (account,),
    ).fetchall()
    return [(remote, FeedId(feed_id)) for remote, feed_id in rows]


def _read_said(connection: apsw.Connection, account: str, items: Sequence[str]) -> dict[str, _Said]:
    bound = bind_texts(items)
    labels: dict[str, list[str]] = {}
    for item, label in connection.execute(
        "SELECT item, label FROM server_labels WHERE account = ? AND item IN (SELECT value FROM carray(?))",
        (account, bound),
    ):
        labels.setdefault(str(item), []).append(str(label))
    rows: list[Any] = connection.execute(
        "SELECT item, read, starred, guid FROM server_items "
        "WHERE account = ? AND item IN (SELECT value FROM carray(?))",
        (account, bound),
    ).fetchall()
    found = {
        item: _Said(bool(read), bool(starred), tuple(labels.get(item, ())), guid) for item, read, starred, guid in rows
    }
    unknown = _Said(read=True, starred=False, labels=(), guid=None)
    return {item: found.get(item, unknown) for item in items}


def _part(
    connection: apsw.Connection, feed_id: FeedId, arrived: Sequence[ArrivedItem], said: dict[str, _Said]
) -> tuple[list[ArrivedItem], list[tuple[ArrivedItem, int, str]]]:
    """Return the items that are new, and those that are here already with their entries' numbers and guids."""
    guids = [said[one.item].guid or one.draft.guid for one in arrived]
    by_guid = {str(row[1]): row for row in connection.execute(_BY_GUID, (feed_id, bind_texts(guids)))}
    links = bind_texts(one.draft.link_key for one in arrived if one.draft.link_key)
    by_link: dict[object, list[Any]] = {}
    for row in connection.execute(_FREE, (feed_id, links)):
        by_link.setdefault(row[2], []).append(row)
    titles = bind_texts(str(one.draft.title) for one in arrived if not one.draft.link_key)
    by_title: dict[object, list[Any]] = {}
    for row in connection.execute(_BY_DATE, (feed_id, titles)):
        by_title.setdefault(row[3], []).append(row)
    fresh: list[ArrivedItem] = []
    known: list[tuple[ArrivedItem, int, str]] = []
    for one, guid in zip(arrived, guids, strict=True):
        free = by_link.get(one.draft.link_key, []) if one.draft.link_key else by_title.get(one.draft.title, [])
        row = by_guid.pop(guid, None) or _pick(free, one)
        if row is None:
            fresh.append(one)
        else:
            known.append((one, int(row[0]), str(row[1])))
    return fresh, known


def _pick(free: list[Any], one: ArrivedItem) -> Any:
    """Take one of the entries that have the item's link: the one of its title, else the only one."""
    same = next((row for row in free if row[3] == one.draft.title), None)
    row = same or (free[0] if len(free) == 1 else None)
    if row is not None:
        free.remove(row)
    return row


def _arrival(one: ArrivedItem, said: _Said) -> Arrival:
    marks_said = [(Flag.READ, said.read), (Flag.STARRED, said.starred)]
    return Arrival(one.draft, frozenset(flag for flag, value in marks_said if value))


def _map(connection: apsw.Connection, account: str, feed_id: FeedId, mapped: Sequence[tuple[ArrivedItem, str]]) -> None:
    connection.executemany(
        "INSERT INTO server_items (account, item, feed_id, guid, read, contents, arrived, published) "
        "VALUES (?, ?, ?, ?, 1, 1, ?, ?) ON CONFLICT DO UPDATE SET feed_id = excluded.feed_id, guid = excluded.guid, "
        "contents = 1, arrived = excluded.arrived, published = excluded.published",
        [
            (account, one.item, feed_id, guid, one.arrived or one.published, one.published or one.arrived)
            for one, guid in mapped
        ],
    )


def _set_contents(connection: apsw.Connection, account: str, items: Sequence[str], contents: int) -> None:
    connection.execute(
        "UPDATE server_items SET contents = ? WHERE account = ? AND contents <> 1 "
        "AND item IN (SELECT value FROM carray(?))",
        (contents, account, bind_texts(items)),
    )


def _join(connection: apsw.Connection, known: Sequence[tuple[int, _Said]], now: Instant) -> int:
    """Join what is here with what the server says, for entries that it is just known to have.

    What is read, starred, kept for later or tagged here stays so, and the server is told; what it says is so here, too.
    """
    joined = [(number, said) for number, said in known if said.guid is None]
    if not joined:
        return 0
    changed = 0
    for flag, has in ((Flag.READ, "read"), (Flag.STARRED, "starred"), (Flag.LATER, "later")):
        theirs = {
            number: said.read if has == "read" else said.starred if has == "starred" else LATER_LABEL in said.labels
            for number, said in joined
        }
        outbox.note_flag(
            connection, flag, [number for number, value in theirs.items() if not value], value=True, done=True
        )
        ids = [number for number, value in theirs.items() if value]
        changed += len(take_mark(connection, flag, ids, now, value=True))
    own = entry_tags.read_tags(connection, [number for number, _ in joined])
    for number, said in joined:
        _, tags = own.get(number, entry_tags.NO_TAGS)
        outbox.note_tags(connection, number, [tag for tag in tags if tag not in said.labels], ())
    labels = [make_label(number, label) for number, said in joined for label in said.labels if label != LATER_LABEL]
    return changed + len(give_labels(connection, labels, now))


def _rewrite(
    connection: apsw.Connection, feed_id: FeedId, edits: Sequence[Edited], now: Instant, decide: Decide
) -> int:
    """Store the new texts of entries that were edited where they were published."""
    rows: list[Any] = connection.execute(
        "SELECT id, fingerprint FROM entries WHERE id IN (SELECT value FROM carray(?))",
        (bind_numbers(edited.id for edited in edits),),
    ).fetchall()
    before = dict(rows)
    changed = [edited for edited in edits if before.get(edited.id, "") not in {"", edited.draft.fingerprint}]
    updated = sum(rewrite(connection, feed_id, edited, now) for edited in changed)
    look_again(connection, feed_id, changed, now, decide)
    return updated


def match_items(connection: apsw.Connection, account: str, came: Arrived, now: Instant) -> int:
    """Match items with entries that are here, store none, and return how many marks changed."""
    feeds = dict[str, FeedId](_read_feeds(connection, account))
    said = _read_said(connection, account, [one.item for one in came.items])
    _set_contents(connection, account, came.asked, 4)
    changed = 0
    for feed_id, arrived in _group(came.items, feeds).items():
        _, known = _part(connection, feed_id, arrived, said)
        _map(connection, account, feed_id, [(one, guid) for one, _, guid in known])
        changed += _join(connection, [(number, said[one.item]) for one, number, _ in known], now)
    return changed


def ask_again(connection: apsw.Connection, account: str) -> None:
    """Ask once more for items that were gone, should the server list them still."""
    connection.execute("UPDATE server_items SET contents = 0 WHERE account = ? AND contents = 2", (account,))


def remember_items(connection: apsw.Connection, account: str, items: Sequence[str]) -> tuple[str, ...]:
    """Remember read items of which nothing was known, and return those whose contents are not here, in their order."""
    connection.executemany(
        "INSERT OR IGNORE INTO server_items (account, item, read) VALUES (?, ?, 1)", [(account, item) for item in items]
    )
    rows = connection.execute(
        "SELECT item FROM server_items WHERE account = ? AND contents = 0 AND item IN (SELECT value FROM carray(?))",
        (account, bind_texts(items)),
    ).fetchall()
    wanted = {str(row[0]) for row in rows}
    return tuple(item for item in items if item in wanted)
