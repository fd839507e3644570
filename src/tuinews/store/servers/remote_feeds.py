"""A server's subscriptions: matched with those that are here by address, added, renamed, moved and removed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.feed import NewFeed
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.sync.server_values import ListedFeed, TakenLists, UnsentFeed
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import canonical_url
from tuinews.store import subscriptions
from tuinews.store.outbox import SUBSCRIBED
from tuinews.store.rows import write_folder
from tuinews.store.servers import record, unsent
from tuinews.store.servers.unheard import unheard

GRACE_RUNS = 2
"""Runs in a row in which a feed is missing before it is taken for removed."""


class _Pending(NamedTuple):
    """What waits in the outbox for a subscription."""

    fields: Mapping[str, bool]
    """The fields, and whether the server took each of them as it is wanted."""
    tries: int


class _Taking(NamedTuple):
    """What taking a list over works on."""

    connection: apsw.Connection
    account: str
    told: list[SafeText]
    """Sentences for the user."""


def take_feeds(connection: apsw.Connection, account: str, listed: Sequence[ListedFeed], now: Instant) -> TakenLists:
    """Have the account's subscriptions be as the server lists them, but for what waits in the outbox."""
    pending = _read_pending(connection, account)
    known = dict(_read_known(connection, account))
    told: list[SafeText] = []
    take = _Taking(connection, account, told)
    changed = False
    by_url = _read_addresses(connection)
    for feed in listed:
        feed_id = known.pop(feed.remote, None)
        if feed_id is None:
            found = by_url.get(canonical_url(feed.url))
            if found is not None and _is_unwanted(pending.get(found), found, connection):
                name_remote(connection, account, found, feed.remote)  # now it can be unsubscribed from there
                _send_again(connection, account, found)
                continue
            feed_id = _adopt(connection, account, feed, found, now)
            changed = True
        waiting = pending.get(feed_id)
        if waiting is not None and _settle(take, feed, feed_id, waiting):
            continue
        if waiting is None and not _is_live(connection, feed_id):  # subscribed to again elsewhere
            with unheard(connection, account):
                subscriptions.restore(connection, [feed_id])
            changed = True
        changed |= _write_names(connection, account, feed, feed_id, waiting)
    gone = _count_missing(take, known, pending)
    for feed_id in gone:
        title = subscriptions.titles(connection, [feed_id])
        with unheard(connection, account):
            subscriptions.remove(connection, [feed_id], now)
        connection.execute("UPDATE feeds SET account = 'local' WHERE id = ?", (feed_id,))
        told.append(safe_text(tr("{title} was unsubscribed from elsewhere; its starred articles stay.", title=title)))
    return TakenLists(changed or bool(gone), tuple(told), tuple(gone))


def _read_pending(connection: apsw.Connection, account: str) -> dict[int, _Pending]:
    found: dict[int, _Pending] = {}
    rows: list[Any] = connection.execute(
        "SELECT feed_id, field, taken IS NOT NULL AND taken IS after, tries FROM pending "
        "WHERE account = ? AND guid = ''",
        (account,),
    ).fetchall()
    for feed_id, field, taken, tries in rows:
        before = found.get(feed_id, _Pending({}, 0))
        found[feed_id] = _Pending({**before.fields, field: bool(taken)}, max(before.tries, tries))
    return found


def _read_known(connection: apsw.Connection, account: str) -> list[tuple[str, FeedId]]:
    rows: list[Any] = connection.execute(
        "SELECT remote, feed_id FROM server_feeds WHERE account = ?", (account,)
    ).fetchall()
    return [(remote, FeedId(feed_id)) for remote, feed_id in rows]


def _read_addresses(connection: apsw.Connection) -> dict[str, FeedId]:
    """Return the feeds by their addresses, subscribed ones before those that were removed."""
    rows: list[Any] = connection.execute(
        "SELECT url, id FROM feeds WHERE kind = 'feed' ORDER BY removed_at IS NULL, id"
    ).fetchall()
    return {canonical_url(url): FeedId(feed_id) for url, feed_id in rows}


def _is_unwanted(waiting: _Pending | None, feed_id: FeedId, connection: apsw.Connection) -> bool:
    """Whether the user unsubscribed here, which the server was not told, or did not do, yet."""
    removed = connection.execute("SELECT removed_at IS NOT NULL FROM feeds WHERE id = ?", (feed_id,)).get
    return bool(removed) and waiting is not None and SUBSCRIBED in waiting.fields


def _adopt(connection: apsw.Connection, account: str, feed: ListedFeed, found: FeedId | None, now: Instant) -> FeedId:
    """Have a feed that the server lists be the account's: the one of that address, or a new one."""
    with unheard(connection, account):
        if found is None or not _is_live(connection, found):
            new = NewFeed(feed.url, EMPTY, _folder_of(feed), account)
            found = subscriptions.subscribe(connection, new, now).feed_id
    connection.execute("UPDATE feeds SET account = ? WHERE id = ?", (account, found))
    connection.execute("UPDATE feeds SET site_url = ? WHERE id = ? AND site_url = ''", (feed.site_url, found))
    name_remote(connection, account, found, feed.remote)
    return found


def _is_live(connection: apsw.Connection, feed_id: FeedId) -> bool:
    return bool(connection.execute("SELECT removed_at IS NULL FROM feeds WHERE id = ?", (feed_id,)).get)


def _folder_of(feed: ListedFeed) -> tuple[SafeText, ...]:
    return (feed.folder,) if feed.folder else ()


def _settle(take: _Taking, feed: ListedFeed, feed_id: FeedId, waiting: _Pending) -> bool:
    """Compare a listed feed with what waits for it, and return whether it still waits.

    What the server took and does not show is sent again, three times at most; then what it says holds.
    """
    connection, account, told = take
    if not all(waiting.fields.values()):
        return True
    wanted: Any = connection.execute(
        "SELECT removed_at IS NULL, own_title, folder, url FROM feeds WHERE id = ?", (feed_id,)
    ).fetchone()
    live, own_title, folder, url = wanted
    agrees = {
        SUBSCRIBED: bool(live),
        "own_title": not own_title or own_title == feed.title,
        "folder": unsent.name_folder(folder) == (feed.folder or ""),
        "url": canonical_url(url) == canonical_url(feed.url),
    }
    if all(agrees[field] for field in waiting.fields):
        unsent.forget_feed(connection, account, feed_id)
        return False
    if waiting.tries + 1 < unsent.MOST_TRIES:
        connection.execute(
            "UPDATE pending SET tries = tries + 1, taken = NULL WHERE account = ? AND feed_id = ? AND guid = ''",
            (account, feed_id),
        )
        return True
    unsent.forget_feed(connection, account, feed_id)
    if not live:
        with unheard(connection, account):
            subscriptions.restore(connection, [feed_id])
    told.append(safe_text(tr("The server did not take the change of {title}: what it has holds.", title=feed.title)))
    return False


def _send_again(connection: apsw.Connection, account: str, feed_id: FeedId) -> None:
    connection.execute(
        "UPDATE pending SET taken = NULL WHERE account = ? AND feed_id = ? AND guid = ''", (account, feed_id)
    )


def _write_names(
    connection: apsw.Connection, account: str, feed: ListedFeed, feed_id: FeedId, waiting: _Pending | None
) -> bool:
    """Give a feed the title, folder and address that the server has; return whether that changed anything."""
    row: Any = connection.execute(
        "SELECT own_title, card_title, f.folder, url, missing, s.folder FROM feeds f "
        "JOIN server_feeds s ON s.feed_id = f.id AND s.account = f.account WHERE f.id = ? AND s.remote = ?",
        (feed_id, feed.remote),
    ).fetchone()
    if row is None:
        return False
    own_title, card_title, folder, url, missing, there = row
    if missing or there != (feed.folder or ""):
        connection.execute(
            "UPDATE server_feeds SET missing = 0, folder = ? WHERE account = ? AND remote = ?",
            (feed.folder or "", account, feed.remote),
        )
    keep = waiting.fields if waiting is not None else {}
    wanted_folder = folder if unsent.name_folder(folder) == (feed.folder or "") else write_folder(_folder_of(feed))
    wanted_title = own_title if "own_title" in keep or own_title == feed.title else ""
    if "folder" in keep:
        wanted_folder = folder
    changed = (wanted_title, feed.title, wanted_folder) != (own_title, card_title, folder)
    if changed:
        connection.execute("UPDATE feeds SET card_title = ? WHERE id = ?", (feed.title, feed_id))
        with unheard(connection, account):
            subscriptions.set_names(connection, feed_id, subscriptions.Names(wanted_title, wanted_folder))
    if url != feed.url and canonical_url(url) != canonical_url(feed.url) and "url" not in keep:
        taken = "SELECT 1 FROM feeds WHERE url = ? AND removed_at IS NULL"
        if connection.execute(taken, (feed.url,)).get is None:
            connection.execute("UPDATE feeds SET url = ? WHERE id = ?", (feed.url, feed_id))
            changed = True
    return changed


def _count_missing(take: _Taking, known: Mapping[str, FeedId], pending: Mapping[int, _Pending]) -> list[FeedId]:
    """Count a run in which these feeds were missing, and return those to be removed here."""
    connection, account, _ = take
    gone: list[FeedId] = []
    for remote, feed_id in known.items():
        waiting = pending.get(feed_id)
        if not _is_live(connection, feed_id):  # unsubscribed from here, and now there
            _release(connection, account, feed_id)
            unsent.forget_feed(connection, account, feed_id)
            continue
        if waiting is not None and SUBSCRIBED in waiting.fields:
            if waiting.fields[SUBSCRIBED]:  # the server said that it subscribed
                _release(connection, account, feed_id)
            continue
        connection.execute(
            "UPDATE server_feeds SET missing = missing + 1 WHERE account = ? AND remote = ?", (account, remote)
        )
        missing = connection.execute(
            "SELECT missing FROM server_feeds WHERE account = ? AND remote = ?", (account, remote)
        ).get
        if int(missing or 0) >= GRACE_RUNS:
            _release(connection, account, feed_id)
            unsent.forget_feed(connection, account, feed_id)
            gone.append(feed_id)
    _give_up_subscribing(take, pending)
    return gone


def _give_up_subscribing(take: _Taking, pending: Mapping[int, _Pending]) -> None:
    """Send again what the server says it subscribed to and does not list; after three times poll it from here."""
    connection, account, told = take
    for feed_id, waiting in pending.items():
        if not waiting.fields.get(SUBSCRIBED):
            continue
        there = "SELECT 1 FROM server_feeds WHERE account = ? AND feed_id = ?"
        if connection.execute(there, (account, feed_id)).get is not None:
            continue
        if not _is_live(connection, FeedId(feed_id)):  # it never came to be there
            unsent.forget_feed(connection, account, feed_id)
            continue
        if waiting.tries + 1 < unsent.MOST_TRIES:
            connection.execute(
                "UPDATE pending SET tries = tries + 1, taken = NULL WHERE account = ? AND feed_id = ? AND guid = ''",
                (account, feed_id),
            )
            continue
        told.append(keep_here(connection, account, FeedId(feed_id)))


def keep_here(connection: apsw.Connection, account: str, feed_id: FeedId) -> SafeText:
    """Have a feed that the server does not take be polled from here, and return the sentence that tells so."""
    unsent.forget_feed(connection, account, feed_id)
    connection.execute("UPDATE feeds SET account = 'local' WHERE id = ?", (feed_id,))
    title = subscriptions.titles(connection, [feed_id])
    return safe_text(tr("The server does not take {title}: it is polled from here.", title=title))


def name_remote(connection: apsw.Connection, account: str, feed_id: FeedId, remote: str) -> None:
    """Remember what the server calls a feed."""
    former = "SELECT remote FROM server_feeds WHERE account = ? AND feed_id = ?"
    if connection.execute(former, (account, feed_id)).get != remote:
        _release(connection, account, feed_id)
        connection.execute(
            "INSERT OR REPLACE INTO server_feeds (account, remote, feed_id) VALUES (?, ?, ?)",
            (account, remote, feed_id),
        )
        connection.execute("UPDATE server_items SET contents = 0 WHERE account = ? AND contents = 3", (account,))
        record.set_to_match(connection, account, value=True)


def _release(connection: apsw.Connection, account: str, feed_id: FeedId) -> None:
    """Forget what the server called a feed. Subscribed to again it has new items, which are matched by their links."""
    connection.execute("DELETE FROM server_feeds WHERE account = ? AND feed_id = ?", (account, feed_id))
    connection.execute(
        "UPDATE server_items SET feed_id = NULL, guid = NULL, contents = 2 WHERE account = ? AND feed_id = ?",
        (account, feed_id),
    )


def refuse(connection: apsw.Connection, account: str, sent: UnsentFeed) -> SafeText:
    """Do without a subscription, or a change of one, that the server refuses, and return the sentence that tells so."""
    if sent.subscribed and not sent.remote:
        return keep_here(connection, account, sent.feed_id)
    unsent.forget_feed(connection, account, sent.feed_id)
    if not sent.subscribed:
        _release(connection, account, sent.feed_id)
    return safe_text(tr("The server does not take the change of {title}: what it has holds.", title=sent.title))
