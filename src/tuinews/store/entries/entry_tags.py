"""Tags of entries, given by publishers and by the user. Each tag may be spelled in several ways."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.language import tr
from tuinews.model.text import SafeText, fold
from tuinews.store import outbox
from tuinews.store.bindings import bind_numbers
from tuinews.store.topics.counts import GivenTag, count_given
from tuinews.store.topics.spellings import find_tags, make_spellings

PUBLISHER, USER = 1, 2
"""Who gave a tag; both may have (bits of `entry_tags.givers`)."""


class NewTags(NamedTuple):
    """Tags to give to an entry."""

    entry_id: int
    moment: Instant
    names: tuple[SafeText, ...]
    position: int = 0
    """The position of the first of them among the entry's tags."""


Tags = tuple[tuple[SafeText, ...], tuple[SafeText, ...]]
"""The publisher's tags of an entry and the user's, each in the order in which they were given."""

NO_TAGS: Tags = ((), ())

_TAGS_OF = """
    SELECT t.entry_id, t.tag_id, coalesce(nullif(o.name, ''), s.name), t.givers, s.name, t.position, t.moment
    FROM entry_tags t JOIN spellings s ON s.id = t.spelling_id LEFT JOIN topics o ON o.tag_id = t.tag_id
    WHERE t.entry_id IN (SELECT value FROM carray(?)) ORDER BY t.entry_id, t.position, t.tag_id
"""


class StoredTag(NamedTuple):
    """A tag of a stored entry."""

    entry_id: int
    tag_id: int
    name: SafeText
    """How the tag is called: as the user wants it, else as it is spelled here."""
    givers: int
    spelling: SafeText
    position: int
    moment: Instant


def read_stored_tags(connection: apsw.Connection, ids: Iterable[int]) -> dict[int, list[StoredTag]]:
    """Return the tags of those of the entries that have any, in the order in which they were given."""
    rows: list[Any] = connection.execute(_TAGS_OF, (bind_numbers(ids),)).fetchall()
    return {number: [StoredTag(*row) for row in group] for number, group in groupby(rows, itemgetter(0))}


def read_tags(connection: apsw.Connection, ids: Sequence[int]) -> dict[int, Tags]:
    """Return the names of the tags of those of the entries that have any."""
    found: dict[int, Tags] = {}
    for number, tags in read_stored_tags(connection, ids).items():
        theirs = tuple(tag.name for tag in tags if tag.givers & PUBLISHER)
        found[number] = (theirs, tuple(tag.name for tag in tags if tag.givers & USER))
    return found


_GIVE = "INSERT INTO entry_tags (entry_id, tag_id, spelling_id, givers, position, moment) VALUES (?, ?, ?, ?, ?, ?)"
_MERGE = (
    "INSERT OR IGNORE INTO merged_tags (entry_id, spelling_id, givers, lent, position, moment) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)


def give_tags(connection: apsw.Connection, entries: Sequence[NewTags], giver: int) -> None:
    """Give tags to entries that have none of them.

    A tag that an entry names twice, in whatever case, is given once. Of two that the user said are the same the second
    is only remembered, for the day when they are parted.
    """
    spellings = make_spellings(connection, dict.fromkeys(chain.from_iterable(entry.names for entry in entries)))
    rows: list[tuple[int, int, int, int, int, Instant]] = []
    merged: list[tuple[int, int, int, int, int, Instant]] = []
    for entry in entries:
        tags: dict[int, SafeText] = {}
        for name in entry.names:
            if name not in spellings:
                continue
            tag, spelling = spellings[name]
            if tag not in tags:
                rows.append((entry.entry_id, tag, spelling, giver, entry.position + len(tags), entry.moment))
                tags[tag] = name
            elif fold(tags[tag]) != fold(name):
                merged.append((entry.entry_id, spelling, giver, 0, entry.position + len(tags), entry.moment))
    connection.executemany(_GIVE, rows)
    connection.executemany(_MERGE, merged)
    count_given(connection, [GivenTag(row[0], row[1], row[2], row[5]) for row in rows])


def add_tags(connection: apsw.Connection, entry_id: int, names: Iterable[SafeText], giver: int) -> None:
    """Append tags to those of a stored entry. A tag that it has already keeps its first spelling."""
    add_tags_to_many(connection, {entry_id: tuple(names)}, giver)


_PLACE_OF = "SELECT id, moment FROM states WHERE id IN (SELECT value FROM carray(?))"


def add_tags_to_many(connection: apsw.Connection, wanted: Mapping[int, Sequence[SafeText]], giver: int) -> None:
    """Append tags to those of stored entries, as `add_tags` does."""
    spellings = make_spellings(connection, dict.fromkeys(chain.from_iterable(wanted.values())))
    there = read_stored_tags(connection, wanted)
    found: list[Any] = connection.execute(_PLACE_OF, (bind_numbers(wanted),)).fetchall()
    moments: dict[int, Instant] = dict(found)
    fresh: list[NewTags] = []
    shared: list[tuple[int, int, int]] = []
    merged: list[tuple[int, int, int, int, int, Instant]] = []
    for entry_id, names in wanted.items():
        tags = there.get(entry_id, [])
        have = {tag.tag_id: tag for tag in tags}
        position = 1 + max((tag.position for tag in tags), default=-1)
        known = [name for name in names if name in spellings]
        new = tuple(name for name in known if spellings[name][0] not in have)
        if new:
            fresh.append(NewTags(entry_id, moments[entry_id], new, position))
        for name in known:
            tag_id, spelling = spellings[name]
            tag = have.get(tag_id)
            if tag is not None:
                shared.append((giver, entry_id, tag_id))
                if fold(tag.spelling) != fold(name):
                    merged.append((entry_id, spelling, giver, giver & ~tag.givers, position, tag.moment))
    connection.executemany("UPDATE entry_tags SET givers = givers | ? WHERE entry_id = ? AND tag_id = ?", shared)
    connection.executemany(_MERGE, merged)
    give_tags(connection, fresh, giver)


_TAKE = (
    "DELETE FROM entry_tags WHERE entry_id = ?2 AND tag_id = ?3 AND givers = ?1",
    "UPDATE entry_tags SET givers = givers - ?1 WHERE entry_id = ?2 AND tag_id = ?3 AND givers = 3",
    """DELETE FROM merged_tags WHERE entry_id = ?2 AND givers = ?1
        AND spelling_id IN (SELECT id FROM spellings WHERE tag_id = ?3)""",
)


def take_tags(connection: apsw.Connection, taken: Sequence[tuple[int, int]], giver: int) -> None:
    """Take tags, by their numbers, from entries, by theirs. A tag that the other giver gave as well stays."""
    for sql in _TAKE:
        connection.executemany(sql, [(giver, *pair) for pair in taken])


class TagChange(NamedTuple):
    """The tags that the user added to an entry and took off; the journal keeps it as a list."""

    entry_id: int
    added: Sequence[SafeText]
    removed: Sequence[SafeText]

    def reverse(self) -> "TagChange":
        """Return the change that takes this one back."""
        return TagChange(self.entry_id, added=self.removed, removed=self.added)


def change_tags(
    connection: apsw.Connection, wanted: Sequence[TagChange], source: outbox.Source = "user"
) -> list[TagChange]:
    """Add and remove the user's tags, and return what really changed; entries that are gone are skipped."""
    there = {row[0] for row in connection.execute(_PLACE_OF, (bind_numbers(change.entry_id for change in wanted),))}
    stored = read_stored_tags(connection, there)
    names = set(chain.from_iterable((*change.added, *change.removed) for change in wanted))
    tags = find_tags(connection, names)
    changes: list[TagChange] = []
    taken: list[tuple[int, int]] = []
    for entry_id, add, remove in (change for change in wanted if change.entry_id in there):
        have = {tag.tag_id: tag.name for tag in stored.get(entry_id, ()) if tag.givers & USER}
        fresh: dict[int | str, SafeText] = {}
        for name in add:
            tag: int | str = tags.get(name, fold(name))
            if tag and tag not in have:
                fresh.setdefault(tag, name)
        gone = {tags[name]: have[tags[name]] for name in remove if tags.get(name) in have}
        if fresh or gone:
            outbox.note_tags(connection, entry_id, fresh.values(), gone.values(), source)
            taken += [(entry_id, tag) for tag in gone]
            changes.append(TagChange(entry_id, tuple(fresh.values()), tuple(gone.values())))
    take_tags(connection, taken, USER)
    add_tags_to_many(connection, {change.entry_id: change.added for change in changes if change.added}, USER)
    return changes


AlikeChanges = list[tuple[list[int], Sequence[SafeText], Sequence[SafeText]]]
"""Entries whose tags changed alike, with the tags that were added and removed."""


def group_changes(changes: Iterable[TagChange]) -> AlikeChanges:
    """Return changes as the journal stores them: those of many entries are mostly alike."""
    found: dict[tuple[Sequence[SafeText], Sequence[SafeText]], list[int]] = {}
    for change in changes:
        found.setdefault((change.added, change.removed), []).append(change.entry_id)
    return [(ids, added, removed) for (added, removed), ids in found.items()]


def read_changes(detail: Mapping[str, Any], ids: Sequence[int]) -> list[TagChange]:
    """Return the changes that a row of the journal tells."""
    if "tagged_alike" in detail:
        groups = detail["tagged_alike"]
        return [TagChange(number, added, removed) for numbers, added, removed in groups for number in numbers]
    # before, each entry's change was written down by itself, and at first only one entry's
    rows = detail.get("tagged") or [[ids[0], detail["added"], detail["removed"]]]
    return [TagChange(entry_id, added, removed) for entry_id, added, removed in rows]


def describe_changes(changes: Sequence[TagChange]) -> str:
    """Return what changed as words for the user: `tagged rivers, untagged boring (12 entries)`."""
    added = dict.fromkeys(chain.from_iterable(change.added for change in changes))
    removed = dict.fromkeys(chain.from_iterable(change.removed for change in changes))
    names = ", ".join(
        [*(tr("tagged {name}", name=name) for name in added), *(tr("untagged {name}", name=name) for name in removed)]
    )
    return names if len(changes) == 1 else tr("{names} ({count} entries)", names=names, count=len(changes))
