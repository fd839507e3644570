"""What the user decides of stories: splits, merges and following; all of it can be undone and done again."""

from collections.abc import Iterable, Sequence
from typing import Any

import apsw

from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.language import tr
from tuinews.store import visibility
from tuinews.store.bindings import bind_numbers
from tuinews.store.stories.membership import (
    StoryFlags,
    StoryMembers,
    end_small,
    find_group,
    find_story,
    find_story_of_group,
    leave,
    put_alone,
    put_together,
    read_flags,
    read_groups,
    read_members,
    rename_group,
    rename_story,
    set_merge,
)

StoryChange = dict[str, Any]
"""What was done, as the journal keeps it: `act`, and what undoing it needs."""


def split(connection: apsw.Connection, entry_id: int) -> StoryChange:
    """Take an entry out of its story, so that it never comes back by itself.

    Raises:
        NotFoundError: there is no such entry.
        UsageError: it is in no story.
    """
    _check_entries(connection, [entry_id])
    story = find_story(connection, entry_id)
    if story is None:
        raise UsageError(
            tr("Entry {entry_id} is in no story: `tuinews stories` shows which entries are.", entry_id=entry_id)
        )
    members, flags = read_members(connection, story), read_flags(connection, story)
    merged_into = find_story_of_group(connection, entry_id)
    left = leave(connection, entry_id)
    others = read_groups(connection, [number for number in members if number != entry_id])
    known = _find_splits(connection, [entry_id], others)
    pairs = [pair for other in others for pair in ((entry_id, other), (other, entry_id)) if pair not in known]
    _add_splits(connection, pairs)
    return {
        "act": "split",
        "entry": entry_id,
        "members": members,
        "flags": flags,
        "left": left,
        "merged_into": merged_into,
        "pairs": pairs,
    }


def _undo_split(connection: apsw.Connection, change: StoryChange) -> None:
    entry_id, (story, group, story_now, group_now) = change["entry"], change["left"]
    _forget_splits(connection, change["pairs"])
    if group_now != entry_id:
        rename_group(connection, group_now, entry_id)
    connection.execute("UPDATE story_entries SET group_id = ? WHERE entry_id = ?", (group, entry_id))
    if change["merged_into"] != entry_id:
        set_merge(connection, entry_id, change["merged_into"])
    rename_story(connection, story_now, entry_id)
    free = [number for number in change["members"] if find_story(connection, number) in {None, story}]
    put_together(connection, story, free, StoryFlags(*change["flags"]))
    end_small(connection)


def merge(connection: apsw.Connection, entry_ids: Sequence[int]) -> StoryChange:
    """Make one story of the stories of entries; it takes what arrives for any of them.

    It bears the number of the first that is one already.

    Raises:
        NotFoundError: one of the entries does not exist.
        UsageError: they are fewer than two, or of one story already.
    """
    ids = list(dict.fromkeys(entry_ids))
    _check_entries(connection, ids)
    there = list(dict.fromkeys(story for number in ids if (story := find_story(connection, number)) is not None))
    alone = [number for number in ids if find_story(connection, number) is None]
    if len(ids) < 2 or (len(there) == 1 and not alone):
        raise UsageError(
            tr("One story cannot be made of that: name entries of at least two stories, or two that are alone.")
        )
    into = there[0] if there else find_group(connection, ids[0])
    absorbed: list[StoryMembers] = [
        (story, read_flags(connection, story), read_members(connection, story)) for story in there if story != into
    ]
    kept = read_members(connection, into)
    moving = [*alone, *(number for _, _, members in absorbed for number in members)]
    groups = read_groups(connection, moving)
    merges = [(group, _find_merge(connection, group)) for group in groups if group != into]
    pairs = _find_splits(connection, groups, read_groups(connection, kept))
    before = read_flags(connection, into)
    _forget_splits(connection, pairs)
    for group, _ in merges:
        set_merge(connection, group, into)
    for _, flags, _ in absorbed:
        put_together(connection, into, (), flags)
    put_together(connection, into, moving, StoryFlags(by_hand=1))
    change: StoryChange = {"act": "merge", "entries": ids, "into": into, "kept": kept, "alone": alone}
    return change | {"absorbed": absorbed, "merges": merges, "pairs": pairs, "flags": before}


def _undo_merge(connection: apsw.Connection, change: StoryChange) -> None:
    into = change["into"]
    for group, before in change["merges"]:
        set_merge(connection, group, before)
    _add_splits(connection, change["pairs"])
    here = set(read_members(connection, into))
    named = {*change["kept"], *change["alone"], *(number for _, _, members in change["absorbed"] for number in members)}
    # what has come since goes where its group belongs
    late = {number: find_story_of_group(connection, find_group(connection, number)) for number in here - named}
    put_alone(connection, here.intersection(change["alone"]))
    for story, flags, members in change["absorbed"]:
        put_together(connection, story, here.intersection(members), StoryFlags(*flags))
    for story in {*late.values()} - {into} if change["kept"] else {*late.values()}:
        mates = [number for number in change["alone"] if number in here and find_group(connection, number) == story]
        put_together(connection, story, [*mates, *(number for number, now in late.items() if now == story)])
    _set_flags(connection, into, StoryFlags(*change["flags"]))
    end_small(connection)


def follow(connection: apsw.Connection, story_id: int, now: Instant, *, value: bool) -> StoryChange | None:
    """Follow a story from now on, or no more; `None` if nothing changes by that. Raises NotFoundError."""
    check_story(connection, story_id)
    before = read_flags(connection, story_id).followed_at
    if (before is not None) == value:
        return None
    change: StoryChange = {"act": "follow", "story": story_id, "before": before, "after": now if value else None}
    perform(connection, change, forward=True)
    return change


def perform(connection: apsw.Connection, change: StoryChange, *, forward: bool) -> list[int]:
    """Do a change again, or undo it unless `forward`; return the entries that it touches."""
    match change["act"]:
        case "split":
            split(connection, change["entry"]) if forward else _undo_split(connection, change)
            return list(change["members"])
        case "merge":
            merge(connection, change["entries"]) if forward else _undo_merge(connection, change)
            return [
                *change["kept"],
                *change["alone"],
                *(number for _, _, members in change["absorbed"] for number in members),
            ]
        case "follow":
            sql = "UPDATE stories SET followed_at = ? WHERE id = ?"
            connection.execute(sql, (change["after" if forward else "before"], change["story"]))
    return read_members(connection, change["story"])


def check_story(connection: apsw.Connection, story_id: int) -> None:
    """Raise NotFoundError if there is no such story."""
    if connection.execute("SELECT 1 FROM stories WHERE id = ?", (story_id,)).get is None:
        raise NotFoundError(
            tr("There is no story {story_id}: `tuinews stories` shows what there is.", story_id=story_id)
        )


def _check_entries(connection: apsw.Connection, entry_ids: Sequence[int]) -> None:
    sql = f"SELECT id FROM states WHERE id IN (SELECT value FROM carray(?)) AND {visibility.where_present()}"  # noqa: S608  a condition of ours
    there = {number for (number,) in connection.execute(sql, (bind_numbers(entry_ids),))}
    for missing in (number for number in entry_ids if number not in there):
        raise NotFoundError(tr("There is no entry {missing}: see `tuinews list` for what there is.", missing=missing))


def _set_flags(connection: apsw.Connection, story_id: int, flags: StoryFlags) -> None:
    sql = "UPDATE stories SET followed_at = ?, by_hand = ? WHERE id = ?"
    connection.execute(sql, (*flags, story_id))


def _find_merge(connection: apsw.Connection, group_id: int) -> int | None:
    found: int | None = connection.execute("SELECT story_id FROM story_merges WHERE group_id = ?", (group_id,)).get
    return found


def _find_splits(connection: apsw.Connection, some: Iterable[int], others: Iterable[int]) -> list[tuple[int, int]]:
    """Return the pairs of groups that were split by hand, within `some` or between them and `others`."""
    groups = {*some, *others}
    sql = "SELECT group_id, other_id FROM story_splits WHERE group_id IN (SELECT value FROM carray(?))"
    return [(one, other) for one, other in connection.execute(sql, (bind_numbers(groups),)) if other in groups]


def _add_splits(connection: apsw.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO story_splits (group_id, other_id) VALUES (?, ?)", pairs)


def _forget_splits(connection: apsw.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    connection.executemany("DELETE FROM story_splits WHERE group_id = ? AND other_id = ?", pairs)
