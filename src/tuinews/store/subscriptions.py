"""Subscribes to feeds, edits subscriptions, removes them and brings them back."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import apsw

from tuinews.model.change import FeedEdit
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.feed import LOCAL, Folder, NewFeed, title_without_own
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.parsed import Outline
from tuinews.model.text import EMPTY, safe_text
from tuinews.model.url import canonical_url, redact
from tuinews.store import outbox, visibility
from tuinews.store.rows import OPTIONS, read_folder, title_key, write_folder

_CHOICES = (
    "own_title",
    "folder",
    "url",
    "full_text",
    "interval",
    "tags",
    "hidden",
    "user_agent",
    "keep",
    "mark_read",
    "probe",
    "stories",
    "archived",
    "prefer",
    "shelf_life",
    "daily_cap",
    "pause_until",
)

Choices = dict[str, str | int | None]
"""What the user decides of a feed, by column."""


class Names(NamedTuple):
    """The user's title of a feed and its folder, as they are stored."""

    own_title: str
    folder: str


class Subscribed(NamedTuple):
    """The result of subscribing to a feed."""

    feed_id: FeedId
    fresh: bool
    before: Names | None = None
    """The title and folder that a removed feed had before it came back."""
    kept: tuple[int, ...] = ()
    """Those of its entries that were kept while it was removed."""


def subscribe(connection: apsw.Connection, new: NewFeed, now: Instant) -> Subscribed:
    """Subscribe to a feed; a removed one comes back with its entries, an existing one stays as it is."""
    existing = connection.execute("SELECT id FROM feeds WHERE url = ? AND removed_at IS NULL", (new.url,)).get
    if existing is not None:
        return Subscribed(FeedId(existing), fresh=False)
    removed = connection.execute("SELECT max(id) FROM feeds WHERE url = ?", (new.url,)).get
    if removed is None:
        connection.execute(
            "INSERT INTO feeds (url, title, title_key, added_at, account) VALUES (?, '', '', ?, ?)",
            (new.url, now, new.account),
        )
        feed_id = FeedId(connection.last_insert_rowid())
        outbox.note_feed(connection, feed_id, outbox.SUBSCRIBED, before=False, after=True)
        wanted = Subscribed(feed_id, fresh=True)
    else:
        feed_id = FeedId(removed)
        if new.account != LOCAL:  # it may have been polled from here, or left by the account, since
            connection.execute("UPDATE feeds SET account = ? WHERE id = ?", (new.account, feed_id))
        apart = f"SELECT id FROM states WHERE feed_id = ? AND {visibility.where_kept()}"  # noqa: S608  a condition of ours
        rows = connection.execute(apart, (feed_id,)).fetchall()
        kept = tuple(int(row[0] or 0) for row in rows)
        wanted = Subscribed(feed_id, fresh=True, before=names(connection, feed_id), kept=kept)
        restore(connection, [feed_id])
    set_names(connection, feed_id, Names(new.title, write_folder(new.folder)))
    return wanted


def merge_outlines(connection: apsw.Connection, outlines: Sequence[Outline]) -> dict[str, Outline]:
    """Return by each address of a list its feed, once, under the address that is already subscribed to.

    Addresses are compared by `canonical_url`; those to which a feed's address led at its last poll are its own, too. Of
    a feed in several folders, the other folders become labels.
    """
    live = connection.execute(
        "SELECT f.url, p.validators_url, p.moved_to FROM feeds f JOIN polling p ON p.feed_id = f.id "
        "WHERE f.removed_at IS NULL AND f.kind = 'feed'"
    ).fetchall()
    exact = frozenset(str(url) for url, _, _ in live)
    stored = {canonical_url(str(led_to)): str(url) for url, *others in live for led_to in others if led_to}
    stored |= {canonical_url(url): url for url in exact}
    found: dict[str, Outline] = {}
    keys: dict[str, str] = {}
    for outline in outlines:
        url = outline.url if outline.url in exact else stored.get(canonical_url(outline.url), outline.url)
        key = keys[outline.url] = canonical_url(url)
        first = found.setdefault(key, outline._replace(url=url))
        if outline.folder and outline.folder != first.folder:
            found[key] = first._replace(tags=tuple(dict.fromkeys((*first.tags, *outline.tags, outline.folder[-1]))))
    return {listed: found[key] for listed, key in keys.items()}


def subscribe_listed(connection: apsw.Connection, outline: Outline, now: Instant) -> Subscribed:
    """Subscribe to a feed of a list; an existing one moves to the list's folder, if it names one."""
    own = outline.title if outline.title != outline.feed_title else EMPTY
    wanted = subscribe(connection, NewFeed(outline.url, own, outline.folder), now)
    if wanted.fresh:
        _set_listed(connection, wanted.feed_id, outline)
    before = names(connection, wanted.feed_id)
    folder = write_folder(outline.folder)
    if wanted.fresh or not outline.folder or before.folder == folder:
        return wanted
    set_names(connection, wanted.feed_id, before._replace(folder=folder))
    return wanted._replace(before=before)


def _set_listed(connection: apsw.Connection, feed_id: FeedId, outline: Outline) -> None:
    """Store what a list says of a feed besides address, own title and folder."""
    connection.execute(
        "UPDATE feeds SET tags = ?, hidden = ?, card_title = coalesce(nullif(?, ''), card_title) WHERE id = ?",
        (write_folder(outline.tags), outline.hidden, outline.feed_title, feed_id),
    )
    set_title(connection, feed_id)
    if outline.options is not None:
        columns = ", ".join(f"{name} = ?" for name in OPTIONS.names)
        sql = f"UPDATE polling SET {columns} WHERE feed_id = ?"  # noqa: S608  names of columns
        connection.execute(sql, (*OPTIONS.row(outline.options), feed_id))


_SAVED = """
    starred OR later OR EXISTS (SELECT 1 FROM entry_tags t WHERE t.entry_id = states.id AND t.givers >= 2)
    OR EXISTS (SELECT 1 FROM entry_notes n WHERE n.entry_id = states.id)
"""
"""The condition that the user marked or tagged an entry, or wrote a note to it."""


def remove(connection: apsw.Connection, feed_ids: Iterable[int], now: Instant, kept: Sequence[int] = ()) -> int:
    """Take feeds and their entries out of the lists, and return how many entries are gone with them.

    Entries that the user marked or tagged, or wrote a note to, are kept outside the lists, and so are those of `kept`.
    """
    gone = 0
    for feed_id in feed_ids:
        outbox.note_feed(connection, feed_id, outbox.SUBSCRIBED, before=True, after=False)
        connection.execute("UPDATE feeds SET removed_at = ? WHERE id = ?", (now, feed_id))
        gone += visibility.withdraw(connection, feed_id, _SAVED, kept)
    return gone


def restore(connection: apsw.Connection, feed_ids: Iterable[int]) -> None:
    """Bring removed feeds and their entries back; raises UsageError if an address is subscribed to again."""
    for feed_id in feed_ids:
        try:
            outbox.note_feed(connection, feed_id, outbox.SUBSCRIBED, before=False, after=True)
            connection.execute("UPDATE feeds SET removed_at = NULL WHERE id = ?", (feed_id,))
        except apsw.ConstraintError as error:
            raise UsageError(tr("That cannot be brought back: its address is subscribed to again.")) from error
        visibility.bring_back(connection, feed_id)


def read_choices(connection: apsw.Connection, feed_id: FeedId) -> Choices:
    """Return what the user decided of a feed; raises NotFoundError."""
    row = connection.execute(
        f"SELECT {', '.join(_CHOICES)} FROM feeds f JOIN polling p ON p.feed_id = f.id "  # noqa: S608  names of columns
        "WHERE f.id = ? AND f.removed_at IS NULL AND f.kind = 'feed'",
        (feed_id,),
    ).get
    if row is None:
        raise NotFoundError(tr("There is no feed {feed_id}: see `tuinews feeds` for what there is.", feed_id=feed_id))
    return dict(zip(_CHOICES, row, strict=True))


def edit_choices(before: Choices, edit: FeedEdit) -> Choices:
    """Return the choices after an edit."""
    wanted: Choices = {
        "own_title": edit.title,
        "folder": None if edit.folder is None else write_folder(edit.folder),
        "url": edit.url,
        "full_text": edit.full_text,
        "tags": None if edit.tags is None else write_folder(edit.tags),
        "hidden": edit.hidden,
        "user_agent": edit.user_agent,
        "mark_read": edit.mark_read,
        "probe": edit.probe,
        "stories": edit.stories,
        "archived": edit.archived,
        "prefer": edit.prefer,
        "shelf_life": edit.shelf_life,
        "pause_until": edit.pause_until,
    }
    after = {key: before[key] if value is None else value for key, value in wanted.items()}
    numbers = {"interval": edit.interval, "keep": edit.keep, "daily_cap": edit.daily_cap}
    return after | {key: before[key] if number is None else number or None for key, number in numbers.items()}


def set_choices(connection: apsw.Connection, feed_id: FeedId, wanted: Choices) -> None:
    """Store the choices; a feed with a new address is polled as if for the first time.

    It may be a removed one: what another program did to a feed can be undone after the subscription itself.

    Raises:
        UsageError: another feed has that address.
    """
    if wanted["url"] != connection.execute("SELECT url FROM feeds WHERE id = ?", (feed_id,)).get:
        _set_url(connection, feed_id, str(wanted["url"]))
    set_names(connection, feed_id, Names(str(wanted["own_title"]), str(wanted["folder"])))
    connection.execute(
        "UPDATE feeds SET tags = ?, hidden = ? WHERE id = ?",
        (wanted.get("tags", "[]"), wanted.get("hidden", False), feed_id),
    )
    connection.execute(
        "UPDATE polling SET full_text = ?, interval = ?, user_agent = ?, keep = ?, mark_read = ?, probe = ?, "
        "stories = ?, archived = ?, prefer = ?, shelf_life = ?, daily_cap = ?, pause_until = ? "
        "WHERE feed_id = ?",
        (
            wanted["full_text"],
            wanted["interval"],
            wanted.get("user_agent", ""),
            wanted.get("keep"),
            wanted.get("mark_read", ""),
            wanted.get("probe", True),
            wanted.get("stories", True),
            wanted.get("archived", False),
            wanted.get("prefer", False),
            wanted.get("shelf_life", ""),
            wanted.get("daily_cap"),
            wanted.get("pause_until", ""),
            feed_id,
        ),
    )


def names(connection: apsw.Connection, feed_id: int) -> Names:
    """Return the user's title and folder of a feed, removed or not."""
    own_title, folder = connection.execute("SELECT own_title, folder FROM feeds WHERE id = ?", (feed_id,)).get
    return Names(own_title, folder)


def set_names(connection: apsw.Connection, feed_id: int, wanted: Names) -> None:
    """Set the user's title and folder of a feed."""
    before = names(connection, feed_id)
    outbox.note_feed(connection, feed_id, "own_title", before.own_title, wanted.own_title)
    outbox.note_feed(connection, feed_id, "folder", before.folder, wanted.folder)
    connection.execute("UPDATE feeds SET own_title = ?, folder = ? WHERE id = ?", (*wanted, feed_id))
    set_title(connection, feed_id)


def describe_move(before: Folder, after: Folder) -> str:
    """Return what moving a folder did, as words for the user."""
    told = tr("folder {before} is {after} now") if after else tr("folder {before} was removed, its feeds stayed")
    return told.format(before="/".join(before), after="/".join(after))


def move_folder(connection: apsw.Connection, before: Folder, after: Folder) -> list[tuple[FeedId, Names, Names]]:
    """Put the feeds of a folder, and of those in it, into another one; return what each was called and is now."""
    rows = connection.execute("SELECT id, folder FROM feeds WHERE removed_at IS NULL AND kind = 'feed'").fetchall()
    moved = []
    for number, stored in rows:
        folder = read_folder(str(stored))
        if folder[: len(before)] == before and before != after:
            feed_id = FeedId(int(number or 0))
            old = names(connection, feed_id)
            new = old._replace(folder=write_folder((*after, *folder[len(before) :])))
            set_names(connection, feed_id, new)
            moved.append((feed_id, old, new))
    return moved


def move_feeds(connection: apsw.Connection, feed_ids: Sequence[int], folder: Folder) -> list[tuple[int, Names, Names]]:
    """Put feeds into a folder; return what each that was elsewhere was called and is now."""
    moved = []
    for feed_id in feed_ids:
        old = names(connection, feed_id)
        new = old._replace(folder=write_folder(folder))
        if new != old:
            set_names(connection, feed_id, new)
            moved.append((feed_id, old, new))
    return moved


def set_archived(connection: apsw.Connection, feed_ids: Iterable[int], *, archived: bool) -> list[int]:
    """Archive feeds, or end that; return those that were otherwise."""
    changed = []
    for feed_id in feed_ids:
        connection.execute(
            "UPDATE polling SET archived = ?1 WHERE feed_id = ?2 AND archived <> ?1", (archived, feed_id)
        )
        changed += [feed_id] * connection.changes()
    return changed


def titles(connection: apsw.Connection, feed_ids: Sequence[int]) -> str:
    """Return what to call feeds in a sentence: the title of one, the number of several."""
    if len(feed_ids) != 1:
        return f"{len(feed_ids)} feeds"
    return str(connection.execute("SELECT title FROM feeds WHERE id = ?", (feed_ids[0],)).get)


def set_title(connection: apsw.Connection, feed_id: int) -> None:
    """Set the title that is shown: the user's own, else the publisher's, else the host."""
    own, card, url = connection.execute("SELECT own_title, card_title, url FROM feeds WHERE id = ?", (feed_id,)).get
    shown = own or title_without_own(card, url)
    connection.execute("UPDATE feeds SET title = ?, title_key = ? WHERE id = ?", (shown, title_key(shown), feed_id))


def _set_url(connection: apsw.Connection, feed_id: FeedId, url: str) -> None:
    before = connection.execute("SELECT url FROM feeds WHERE id = ?", (feed_id,)).get
    outbox.note_feed(connection, feed_id, "url", before, url)
    try:
        connection.execute("UPDATE feeds SET url = ? WHERE id = ?", (url, feed_id))
    except apsw.ConstraintError as error:
        raise UsageError(
            tr("{url} is subscribed to already: remove one of the two feeds.", url=safe_text(redact(url)))
        ) from error
    connection.execute(
        "UPDATE polling SET etag = '', last_modified = '', body_hash = '', next_check = 0, next_check_reason = '', "
        "last_forced = NULL, http_status = NULL, error = '', failures = 0, moved_to = '', moved_since = NULL, "
        "gone = 0, accept_refused = NULL, conditions_refused = NULL, "
        "validators_url = '', ttl = NULL, skip_hours = '[]', skip_days = '[]' WHERE feed_id = ?",
        (feed_id,),
    )
