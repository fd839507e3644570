"""Which entry is in which story and group: every change of that, in the caller's transaction.

The grouping knows groups only: `story_entries.group_id`, the number of the entry that a group began with. A group is
the story of that number, unless the user merged it into another (`story_merges`).
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.store import visibility
from tuinews.store.bindings import bind_numbers


class StoryFlags(NamedTuple):
    """What the user decided of a story, as it is stored."""

    followed_at: Instant | None = None
    by_hand: int = 0


NO_FLAGS = StoryFlags()


def find_story(connection: apsw.Connection, entry_id: int) -> int | None:
    """Return the story of an entry; `None` for one that is alone or missing."""
    found: int | None = connection.execute("SELECT story_id FROM states WHERE id = ?", (entry_id,)).get
    return found


def read_members(connection: apsw.Connection, story_id: int) -> list[int]:
    """Return the entries of a story, also those that are hidden or gone with their feed, ascending."""
    rows = connection.execute("SELECT id FROM states WHERE story_id = ? ORDER BY id", (story_id,))
    return [number for (number,) in rows]


def read_flags(connection: apsw.Connection, story_id: int) -> StoryFlags:
    """Return what the user decided of a story; nothing of one that does not exist."""
    sql = "SELECT followed_at, by_hand FROM stories WHERE id = ?"
    row = connection.execute(sql, (story_id,)).fetchone()
    return StoryFlags(*row) if row is not None else NO_FLAGS


def read_size(connection: apsw.Connection, story_id: int) -> int:
    """Return how many entries a story has; 0 for one that does not exist."""
    return int(connection.execute("SELECT members FROM stories WHERE id = ?", (story_id,)).get or 0)


def put_together(
    connection: apsw.Connection, story_id: int, entry_ids: Iterable[int], flags: StoryFlags = NO_FLAGS
) -> None:
    """Put entries into a story, which is made if there is none of the number; `flags` are added to its own."""
    connection.execute(
        "INSERT INTO stories (id, followed_at, by_hand) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "followed_at = coalesce(followed_at, excluded.followed_at), by_hand = max(by_hand, excluded.by_hand)",
        (story_id, *flags),
    )
    sql = "UPDATE states SET story_id = ? WHERE id IN (SELECT value FROM carray(?))"
    connection.execute(sql, (story_id, bind_numbers(entry_ids)))


def put_alone(connection: apsw.Connection, entry_ids: Iterable[int]) -> None:
    """Take entries out of their stories; what is left with one entry is no story any more."""
    sql = "UPDATE states SET story_id = NULL WHERE id IN (SELECT value FROM carray(?)) AND story_id IS NOT NULL"
    connection.execute(sql, (bind_numbers(entry_ids),))
    end_small(connection)


def end_small(connection: apsw.Connection) -> None:
    """End stories that have one member or none, which only a change that was not completed makes."""
    small = "SELECT id FROM stories WHERE members < 2"
    connection.execute(f"UPDATE states SET story_id = NULL WHERE story_id IN ({small})")  # noqa: S608  SQL of ours
    connection.execute("DELETE FROM stories WHERE members < 2")


def find_group(connection: apsw.Connection, entry_id: int) -> int:
    """Return the group of an entry; its own number where later entries are not compared with it."""
    found = connection.execute("SELECT group_id FROM story_entries WHERE entry_id = ?", (entry_id,)).get
    return int(entry_id if found is None else found)


def find_story_of_group(connection: apsw.Connection, group_id: int) -> int:
    """Return the number of the story that a group is, or is part of."""
    found = connection.execute("SELECT story_id FROM story_merges WHERE group_id = ?", (group_id,)).get
    return int(group_id if found is None else found)


def set_merge(connection: apsw.Connection, group_id: int, story_id: int | None) -> None:
    """Let a group be part of a story, or of none but its own."""
    if story_id is None:
        connection.execute("DELETE FROM story_merges WHERE group_id = ?", (group_id,))
    else:
        sql = "INSERT OR REPLACE INTO story_merges (group_id, story_id) VALUES (?, ?)"
        connection.execute(sql, (group_id, story_id))


def read_groups(connection: apsw.Connection, entry_ids: Sequence[int]) -> list[int]:
    """Return the groups that entries are in, each once."""
    return list(dict.fromkeys(find_group(connection, number) for number in entry_ids))


def rename_group(connection: apsw.Connection, before: int, after: int) -> None:
    """Give a group another number, because the entry that it bears the number of has left it."""
    connection.execute("UPDATE story_entries SET group_id = ? WHERE group_id = ?", (after, before))
    connection.execute("UPDATE OR REPLACE story_merges SET group_id = ? WHERE group_id = ?", (after, before))
    connection.execute("UPDATE OR REPLACE story_splits SET group_id = ? WHERE group_id = ?", (after, before))
    connection.execute("UPDATE OR REPLACE story_splits SET other_id = ? WHERE other_id = ?", (after, before))


def rename_story(connection: apsw.Connection, before: int, after: int) -> None:
    """Give a story another number, with all that the user decided of it."""
    if before == after:
        return
    if members := read_members(connection, before):
        flags = read_flags(connection, before)
        put_together(connection, after, members, flags)
        connection.execute("DELETE FROM stories WHERE id = ?", (before,))
    connection.execute("UPDATE story_merges SET story_id = ? WHERE story_id = ?", (after, before))


class Left(NamedTuple):
    """What an entry left, and which numbers changed by that."""

    story: int | None
    group: int
    story_now: int
    """The number that the story has now which bore the entry's number; the entry's if there is none."""
    group_now: int
    """The number that the group has now which bore the entry's number; the entry's if there is none."""


def leave(connection: apsw.Connection, entry_id: int) -> Left:
    """Take an entry out of its story and its group.

    A story or group that bears the entry's number gets that of another entry of it, because under its own the entry is
    alone.
    """
    story, group = find_story(connection, entry_id), find_group(connection, entry_id)
    put_alone(connection, [entry_id])
    sql = "SELECT min(entry_id) FROM story_entries WHERE group_id = ?1 AND entry_id <> ?1"
    heir = int(connection.execute(sql, (entry_id,)).get or entry_id)
    if heir != entry_id:
        rename_group(connection, entry_id, heir)
    connection.execute("UPDATE story_entries SET group_id = entry_id WHERE entry_id = ?", (entry_id,))
    connection.execute("DELETE FROM story_merges WHERE group_id = ?", (entry_id,))
    rest = read_members(connection, entry_id)
    now = next((number for number in rest if read_size(connection, number) == 0), entry_id)
    rename_story(connection, entry_id, now)
    return Left(story, group, now, heir)


_COPIES = """
    SELECT DISTINCT o.entry_id FROM same_texts t JOIN states s ON s.id = t.entry_id
    JOIN same_texts o ON o.text_id = t.text_id JOIN states c ON c.id = o.entry_id AND c.story_id = s.story_id
    WHERE t.entry_id IN (SELECT value FROM carray(?)) AND o.entry_id <> t.entry_id
"""


def find_copies(connection: apsw.Connection, entry_ids: Iterable[int]) -> list[int]:
    """Return the entries that have the same text as one of these, and are in its story."""
    return [number for (number,) in connection.execute(_COPIES, (bind_numbers(entry_ids),))]


StoryMembers = tuple[int, StoryFlags, list[int]]
"""The number of a story, what the user decided of it, and its entries."""


def take_feed_out(connection: apsw.Connection, feed_id: int) -> list[StoryMembers]:
    """Take all entries of a feed out of their stories, for good; return what these stories were."""
    sql = "SELECT id, story_id FROM states WHERE feed_id = ? AND story_id IS NOT NULL"
    inside: list[Any] = connection.execute(sql, (feed_id,)).fetchall()
    stories = dict.fromkeys(int(story) for _, story in inside)
    before = [(story, read_flags(connection, story), read_members(connection, story)) for story in stories]
    for entry_id, _ in inside:
        leave(connection, entry_id)
    known = "SELECT g.entry_id FROM states s CROSS JOIN story_entries g ON g.entry_id = s.id WHERE s.feed_id = ?"
    rows = connection.execute(known, (feed_id,)).fetchall()
    connection.executemany("DELETE FROM story_entries WHERE entry_id = ?", rows)
    return before


def let_feed_in(connection: apsw.Connection, feed_id: int, stories: Iterable[StoryMembers] = ()) -> None:
    """Let the newest entries of a feed be grouped again; the `stories` that it was taken out of are as they were."""
    before = tuple(stories)
    for story, _, members in before:
        now = {other for number in members if (other := find_story(connection, number)) is not None}
        if len(now) == 1:
            # its number may be that of another one of them as long as not all of them have theirs
            rename_story(connection, now.pop(), -story)
    for story, flags, members in before:
        rename_story(connection, -story, story)
        free = [number for number in members if find_story(connection, number) in {None, story}]
        put_together(connection, story, free, StoryFlags(*flags))
        for group in read_groups(connection, free):
            if group != story:
                set_merge(connection, group, story)
    end_small(connection)
    connection.execute(
        "INSERT OR IGNORE INTO ungrouped (entry_id) SELECT s.id FROM states s "  # noqa: S608  a condition of ours
        f"WHERE s.feed_id = ? AND {visibility.where_subscribed('s')} AND s.story_id IS NULL "
        "ORDER BY s.moment DESC LIMIT 1000",
        (feed_id,),
    )


def set_feed_apart(connection: apsw.Connection, feed_id: int, stories: Iterable[StoryMembers], *, apart: bool) -> None:
    """Take a feed's entries out of their stories, or let them in again, as an edit of the feed or its undoing says."""
    if apart:
        take_feed_out(connection, feed_id)
    else:
        let_feed_in(connection, feed_id, stories)
