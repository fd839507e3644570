"""The rows of an entry: inserted with its text and tags, and rewritten when the publisher edits it."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

import apsw

from tuinews.model.change import Edited, EntryDraft
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag, Related
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.url import canonical_url
from tuinews.store import outbox, visibility
from tuinews.store.bindings import bind_texts
from tuinews.store.entries.entry_names import note_names
from tuinews.store.entries.entry_tags import PUBLISHER, NewTags, add_tags, give_tags
from tuinews.store.entries.versions import keep_version
from tuinews.store.rows import (
    SqlRow,
    read_images,
    read_related,
    title_key,
    write_enclosures,
    write_facts,
    write_images,
    write_related,
)
from tuinews.store.search import note_changed

_KEEP_IF_NONE = "coalesce(?, {0})"
_KEEP_IF_EMPTY = "coalesce(nullif(?, ''), {0})"

_EDITS = {
    "title": "?",
    "link_key": "?",
    "url": "?",
    "fingerprint": "?",
    "published": _KEEP_IF_NONE,
    "updated": _KEEP_IF_NONE,
    "author": _KEEP_IF_EMPTY,
    "agency": _KEEP_IF_EMPTY,
    "dateline": _KEEP_IF_EMPTY,
    "source": _KEEP_IF_EMPTY,
    "lang": _KEEP_IF_EMPTY,
    "date_text": "?",
}
"""The columns of `entries` that are fields of a draft, and what becomes of each when the publisher edits the entry."""

_DRAFTED = ("moment", "guid", *_EDITS)
"""All columns of `entries` that are fields of a draft of the same name."""

_drafted, _edited = attrgetter(*_DRAFTED), attrgetter(*_EDITS)

_INSERT_ENTRY = f"""
    INSERT INTO entries (id, feed_id, first_seen, {", ".join(_DRAFTED)})
    VALUES (?, ?, ?, {", ".join("?" * len(_DRAFTED))})
"""  # noqa: S608  names of columns
_INSERT_STATE = f"""
    INSERT INTO states (id, feed_id, moment, {visibility.PRESENCE}, read, starred, later, enclosed, minutes, title_key)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608  a column's name
Marks = frozenset[Flag]
NO_MARKS: Marks = frozenset()
_FLAGS = (Flag.READ, Flag.STARRED, Flag.LATER)
"""The marks of an entry, in the order of their columns."""

_UNMARKED = [False, False, False]

_MARKS_BY_GUID = """
    SELECT guid, read, starred, later FROM statuses WHERE feed_id = ? AND guid IN (SELECT value FROM carray(?))
"""
_MARKS_BY_LINK = """
    SELECT link_key, read, starred, later FROM statuses
    WHERE feed_id = ? AND link_key <> '' AND link_key IN (SELECT value FROM carray(?))
"""


def insert(
    connection: apsw.Connection,
    feed_id: FeedId,
    drafts: Sequence[EntryDraft],
    seen_at: Instant,
    marks: Mapping[str, Marks],
    *,
    listed: bool = True,
) -> tuple[EntryId, ...]:
    """Insert new entries with their marks, given by guid, and return their ids in the drafts' order.

    Only `store_arrivals` may call this. Unless `listed`, the entries are kept outside the lists.
    """
    first = 1 + (connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").get or 0)
    # the first of a feed is its newest: it gets the highest id, which decides between equal moments
    numbered = [(first + position, draft) for position, draft in enumerate(reversed(drafts))]
    connection.executemany(_INSERT_ENTRY, [(number, feed_id, seen_at, *_drafted(draft)) for number, draft in numbered])
    note_names(connection, drafts)
    connection.executemany(
        _INSERT_STATE,
        [_state(number, feed_id, draft, marks.get(draft.guid, NO_MARKS), listed=listed) for number, draft in numbered],
    )
    _count(connection, feed_id, [marks.get(draft.guid, NO_MARKS) for draft in drafts], listed=listed)
    connection.executemany(
        "INSERT INTO bodies (entry_id, base, feed_html) VALUES (?, ?, ?)",
        [(number, draft.base, draft.html) for number, draft in numbered if draft.html],
    )
    connection.executemany(
        "INSERT INTO extras (entry_id, related, enclosures, images, facts) VALUES (?, ?, ?, ?, ?)",
        [(number, *_extras(draft)) for number, draft in numbered if _has_extras(draft)],
    )
    give_tags(
        connection, [NewTags(number, draft.moment, draft.tags) for number, draft in numbered if draft.tags], PUBLISHER
    )
    fresh = [(number,) for number, _ in numbered]
    connection.executemany("INSERT INTO unindexed (entry_id) VALUES (?)", fresh)
    if listed:
        connection.executemany("INSERT INTO ungrouped (entry_id) VALUES (?)", fresh)
    return tuple(EntryId(number) for number, _ in reversed(numbered))


_REWRITE_ENTRY = f"""
    UPDATE entries SET {", ".join(f"{name} = {value.format(name)}" for name, value in _EDITS.items())}
    WHERE id = ? AND feed_id = ?
"""  # noqa: S608  names of columns


def rewrite(connection: apsw.Connection, feed_id: FeedId, edited: Edited, now: Instant) -> int:
    """Replace a stored entry by its edited draft, and return how many entries that changed: 0 or 1.

    Its marks and its moment stay, and its earlier text is kept as a version.
    """
    number, draft = edited
    retitled = "INSERT OR IGNORE INTO ungrouped SELECT id FROM entries WHERE id = ? AND title <> ?"
    connection.execute(retitled, (number, draft.title))
    keep_version(connection, feed_id, edited, now)
    connection.execute(_REWRITE_ENTRY, (*_edited(draft), number, feed_id))
    if not connection.changes():
        return 0
    connection.execute(
        "UPDATE states SET title_key = ?, enclosed = ?, minutes = iif(full_text, minutes, ?) WHERE id = ?",
        (title_key(draft.title), bool(draft.enclosures), draft.minutes, number),
    )
    _set_guid(connection, number, draft.guid, now)
    _rewrite_body(connection, number, draft)
    add_tags(connection, number, draft.tags, PUBLISHER)
    merge_extras(connection, number, draft.related, draft.images)
    connection.execute(
        "UPDATE extras SET enclosures = ?, facts = ? WHERE entry_id = ?",
        (write_enclosures(draft.enclosures), write_facts(draft.facts), number),
    )
    note_changed(connection, [number])
    return 1


def _set_guid(connection: apsw.Connection, number: EntryId, guid: str, now: Instant) -> None:
    """Give an entry the id that it is published with now, under which other machines know it as well.

    An id that another entry has already stays that one's: publishers who renumber do not merge two entries.
    """
    before = connection.execute("SELECT guid FROM entries WHERE id = ?", (number,)).get
    if before == guid:
        return
    connection.execute("UPDATE OR IGNORE entries SET guid = ? WHERE id = ?", (guid, number))
    if connection.changes() and outbox.is_shared(connection):
        from tuinews.store.shared.merge import follow_guid

        follow_guid(connection, number, str(before), guid, now)


def merge_extras(connection: apsw.Connection, entry_id: int, related: Sequence[Related], images: Sequence[str]) -> None:
    """Add related links and pictures to those of an entry, each address once."""
    stored = connection.execute("SELECT related, images FROM extras WHERE entry_id = ?", (entry_id,)).get or (
        None,
        None,
    )
    links = {canonical_url(link.url): link for link in reversed((*read_related(stored[0]), *related))}
    pictures = dict.fromkeys((*read_images(stored[1]), *images))
    connection.execute(
        "INSERT INTO extras (entry_id, related, images) VALUES (?, ?, ?) "
        "ON CONFLICT (entry_id) DO UPDATE SET related = excluded.related, images = excluded.images",
        (entry_id, write_related(tuple(reversed(links.values()))), write_images(tuple(pictures))),
    )


def _rewrite_body(connection: apsw.Connection, entry_id: int, draft: EntryDraft) -> None:
    connection.execute(
        "INSERT INTO bodies (entry_id, base, feed_html) VALUES (?, ?, ?) ON CONFLICT (entry_id) DO UPDATE "
        "SET base = excluded.base, feed_html = excluded.feed_html",
        (entry_id, draft.base, draft.html),
    )


def earlier_marks(connection: apsw.Connection, feed_id: FeedId, drafts: Sequence[EntryDraft]) -> dict[str, Marks]:
    """Return, by guid, the marks of entries that were deleted before or read in another program before they came.

    What was read in another program is also looked up by address.
    """
    found: dict[str, Marks] = {}
    by_key = {draft.link_key: draft.guid for draft in drafts if draft.link_key}
    links = bind_texts(by_key)
    for key, *flags in connection.execute(_MARKS_BY_LINK, (feed_id, links)):
        found[by_key[key]] = _marks(flags)
    guids = bind_texts(draft.guid for draft in drafts)
    for guid, *flags in connection.execute(_MARKS_BY_GUID, (feed_id, guids)):
        found[guid] = _marks(flags)
    return found


def _marks(flags: Sequence[int]) -> Marks:
    return frozenset(flag for flag, value in zip(_FLAGS, flags, strict=True) if value)


def _count(connection: apsw.Connection, feed_id: FeedId, marks: Sequence[Marks], *, listed: bool) -> None:
    some = [marked for marked in marks if marked]
    read, starred, later = (sum(flag in marked for marked in some) for flag in _FLAGS)
    total = len(marks) if listed else 0
    connection.execute(
        "UPDATE tallies SET unread = unread + ?, starred = starred + ?, later = later + ?, total = total + ? "
        "WHERE feed_id = ?",
        (total - read if listed else 0, starred, later, total, feed_id),
    )


def _state(number: int, feed_id: FeedId, draft: EntryDraft, marks: Marks, *, listed: bool) -> SqlRow:
    where = visibility.SUBSCRIBED if listed else visibility.KEPT
    flags = [flag in marks for flag in _FLAGS] if marks else _UNMARKED
    return (
        *(number, feed_id, draft.moment, where, *flags),
        *(bool(draft.enclosures), draft.minutes, title_key(draft.title)),
    )


def _has_extras(draft: EntryDraft) -> bool:
    return bool(draft.related or draft.enclosures or draft.images or draft.facts)


def _extras(draft: EntryDraft) -> tuple[str, str, str, str]:
    return (
        write_related(draft.related),
        write_enclosures(draft.enclosures),
        write_images(draft.images),
        write_facts(draft.facts),
    )
