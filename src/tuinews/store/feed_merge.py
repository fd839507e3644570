"""Makes one subscription of two whose addresses lead to the same feed; nothing that the user set or marked is lost."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.entry import Flag, has_flag, join_notes
from tuinews.model.ids import FeedId
from tuinews.model.query import join_queries
from tuinews.store import subscriptions, visibility
from tuinews.store.entries import entry_tags, marks, notes
from tuinews.store.entries.entry_tags import TagChange, read_tags
from tuinews.store.entries.notes import NoteChange
from tuinews.store.rows import read_folder, write_folder
from tuinews.store.rules import mute_rows
from tuinews.store.search import note_changed
from tuinews.store.subscriptions import Choices

MergeDetail = dict[str, Any]


class _Entry(NamedTuple):
    """An entry of one of the two feeds."""

    id: int
    guid: str
    link_key: str
    read: bool
    starred: bool
    later: bool


def merge(connection: apsw.Connection, gone: FeedId, stays: FeedId, now: Instant) -> MergeDetail:
    """Merge the feed `gone` into the feed `stays`, and return what was done, for the journal.

    Entries that both have are one afterwards, with the marks, tags and notes of both; the others move. Of options that
    the user set for both, those of `stays` hold; the folder of the other becomes a label.
    """
    pairs, alone = _pair(_entries(connection, gone, visibility.where_subscribed("s")), _entries(connection, stays, "1"))
    before = subscriptions.read_choices(connection, stays)
    given = read_tags(connection, [ours.id for ours, _ in pairs]) if pairs else {}
    detail: MergeDetail = {
        "gone": gone,
        "stays": stays,
        "before": before,
        "after": _merge_choices(subscriptions.read_choices(connection, gone), before, now),
        "flags": {
            flag.value: [theirs.id for ours, theirs in pairs if has_flag(ours, flag) and not has_flag(theirs, flag)]
            for flag in Flag
        },
        "tags": [(theirs.id, given[ours.id][1], ()) for ours, theirs in pairs if ours.id in given],
        "notes": [*_join_notes(connection, pairs)],
        "moved": alone,
        "mutes": mute_rows.find_of_feed(connection, gone),
    }
    detail["tags"] = carry_out(connection, now, detail, forward=True)
    return detail


def carry_out(connection: apsw.Connection, now: Instant, detail: MergeDetail, *, forward: bool) -> list[TagChange]:
    """Merge two feeds as `detail` says, or part them again; return how the user's tags changed."""
    gone, stays = FeedId(detail["gone"]), FeedId(detail["stays"])
    if forward:
        connection.execute("UPDATE feeds SET removed_at = ? WHERE id = ?", (now, gone))
        visibility.withdraw(connection, gone, "0", ())
        _move_entries(connection, detail["moved"], stays)
        visibility.move(connection, detail["moved"], visibility.SUBSCRIBED)
        _copy_statuses(connection, gone, stays)
    else:
        visibility.move(connection, detail["moved"], visibility.GONE)
        _move_entries(connection, detail["moved"], gone)
        subscriptions.restore(connection, [gone])
    mute_rows.set_feed(connection, detail.get("mutes", ()), stays if forward else gone)
    for flag in Flag:
        marks.set_flag(connection, flag, detail["flags"][flag.value], now, value=forward)
    wanted = [TagChange(entry_id, added, removed) for entry_id, added, removed in detail["tags"]]
    changed = entry_tags.change_tags(connection, wanted if forward else [change.reverse() for change in wanted])
    note_changed(connection, [change.entry_id for change in changed])
    if "notes" in detail:  # a merge that was written down before there were notes does not tell
        notes.put_notes(connection, notes.read_changes(detail), now, forward=forward)
    subscriptions.set_choices(connection, stays, detail["after" if forward else "before"])
    return changed


def _entries(connection: apsw.Connection, feed_id: FeedId, condition: str) -> list[_Entry]:
    sql = f"""
        SELECT e.id, e.guid, e.link_key, s.read, s.starred, s.later FROM entries e JOIN states s ON s.id = e.id
        WHERE e.feed_id = ? AND {condition}
    """  # noqa: S608  a condition of ours
    return [_Entry(*row) for row in connection.execute(sql, (feed_id,))]


def _pair(ours: Sequence[_Entry], theirs: Sequence[_Entry]) -> tuple[list[tuple[_Entry, _Entry]], list[int]]:
    """Return the entries that both feeds have, by id or by a link of their own, and the ids of the others of `ours`."""
    by_guid = {entry.guid: entry for entry in theirs}
    by_link, links = _by_link(theirs), _by_link(ours)
    pairs: list[tuple[_Entry, _Entry]] = []
    alone: list[int] = []
    for entry in ours:
        same = by_guid.get(entry.guid) or (by_link.get(entry.link_key) if entry.link_key in links else None)
        if same is None:
            alone.append(entry.id)
        else:
            pairs.append((entry, same))
    return pairs, alone


def _join_notes(connection: apsw.Connection, pairs: Iterable[tuple[_Entry, _Entry]]) -> Iterator[NoteChange]:
    """Yield what the notes become of entries that stay and whose twin has one."""
    for ours, theirs in pairs:
        if written := notes.read_note(connection, ours.id):
            before = notes.read_note(connection, theirs.id)
            yield NoteChange(theirs.id, before, join_notes(before, written))


def _by_link(entries: Iterable[_Entry]) -> dict[str, _Entry]:
    """Return the entries by their links, but for links that several have."""
    every = tuple(entries)
    uses = Counter(entry.link_key for entry in every)
    return {entry.link_key: entry for entry in every if entry.link_key and uses[entry.link_key] == 1}


def _move_entries(connection: apsw.Connection, ids: Sequence[int], feed_id: FeedId) -> None:
    """Put entries that are out of the lists under another feed."""
    for table in ("entries", "states"):
        connection.executemany(f"UPDATE {table} SET feed_id = ? WHERE id = ?", [(feed_id, number) for number in ids])  # noqa: S608  names of ours
    note_changed(connection, ids)


def _copy_statuses(connection: apsw.Connection, gone: FeedId, stays: FeedId) -> None:
    """Let the feed know what was done with entries of the other that are deleted: they are not new again."""
    connection.execute(
        "INSERT OR IGNORE INTO statuses (feed_id, guid, read, starred, later, link_key) "
        "SELECT ?, guid, read, starred, later, link_key FROM statuses WHERE feed_id = ?",
        (stays, gone),
    )


def _merge_choices(gone: Choices, stays: Choices, now: Instant) -> Choices:
    folder, other = read_folder(str(stays["folder"])), read_folder(str(gone["folder"]))
    label = other[-1:] if folder and other != folder else ()
    tags = (*read_folder(str(stays["tags"])), *read_folder(str(gone["tags"])), *label)
    merged = {key: value or gone[key] for key, value in stays.items()}
    return merged | {
        "url": stays["url"],
        "folder": write_folder(folder or other),
        "tags": write_folder(tuple(dict.fromkeys(tags))),
        "hidden": stays["hidden"] and gone["hidden"],
        "probe": stays["probe"] and gone["probe"],
        "stories": stays["stories"] and gone["stories"],
        "mark_read": join_queries(str(stays["mark_read"]), str(gone["mark_read"]), now),
    }
