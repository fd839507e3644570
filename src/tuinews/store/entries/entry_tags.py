"""Tags of entries, given by publishers and by the user. Each tag may be spelled in several ways."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.feed import Topic
from tuinews.model.text import SafeText, fold
from tuinews.store import outbox
from tuinews.store.bindings import bind_numbers, bind_texts
from tuinews.store.visibility import where_listed, where_visible

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
    SELECT t.entry_id, s.name, t.givers FROM entry_tags t JOIN spellings s ON s.id = t.spelling_id
    WHERE t.entry_id IN (SELECT value FROM carray(?)) ORDER BY t.entry_id, t.position, t.tag_id
"""


def read_tags(connection: apsw.Connection, ids: Sequence[int]) -> dict[int, Tags]:
    """Return the tags of those of the entries that have any."""
    rows: list[Any] = connection.execute(_TAGS_OF, (bind_numbers(ids),)).fetchall()
    found: dict[int, Tags] = {}
    for number, group in groupby(rows, itemgetter(0)):
        tags = [(SafeText(name), givers) for _, name, givers in group]
        theirs = tuple(name for name, givers in tags if givers & PUBLISHER)
        found[number] = (theirs, tuple(name for name, givers in tags if givers & USER))
    return found


def give_tags(connection: apsw.Connection, entries: Sequence[NewTags], giver: int, *, counted: bool = True) -> None:
    """Give tags to entries that have none of them. A tag that an entry names twice, in whatever case, is given once.

    Unless `counted`, the tags' uses stay as they are: for entries that no list or search shows.
    """
    spellings = _spellings(connection, set(chain.from_iterable(entry.names for entry in entries)))
    rows: list[tuple[int, int, int, int, int, Instant]] = []
    for entry in entries:
        tags: dict[int, int] = {}
        for name in entry.names:
            if name in spellings:
                tags.setdefault(*spellings[name])
        numbered = enumerate(tags.items(), entry.position)
        rows += [(entry.entry_id, tag, spelling, giver, number, entry.moment) for number, (tag, spelling) in numbered]
    connection.executemany(
        "INSERT INTO entry_tags (entry_id, tag_id, spelling_id, givers, position, moment) VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )
    if not counted:
        return
    uses = Counter(row[2] for row in rows)
    connection.executemany(
        "UPDATE spellings SET uses = uses + ? WHERE id = ?", [(count, spelling) for spelling, count in uses.items()]
    )


def add_tags(connection: apsw.Connection, entry_id: int, names: Iterable[SafeText], giver: int) -> None:
    """Append tags to those of a stored entry. A tag that it has already keeps its first spelling."""
    theirs, own = read_tags(connection, (entry_id,)).get(entry_id, NO_TAGS)
    have = set(map(fold, theirs + own))
    wanted = tuple(names)
    connection.executemany(
        "UPDATE entry_tags SET givers = givers | ? WHERE entry_id = ? AND tag_id = (SELECT id FROM tags WHERE key = ?)",
        [(giver, entry_id, fold(name)) for name in wanted if fold(name) in have],
    )
    moment, position = connection.execute(
        "SELECT moment, (SELECT 1 + max(position) FROM entry_tags WHERE entry_id = e.id) FROM entries e WHERE id = ?",
        (entry_id,),
    ).get
    fresh = tuple(name for name in wanted if fold(name) not in have)
    shown = connection.execute(f"SELECT {where_visible('s')} FROM states s WHERE s.id = ?", (entry_id,)).get  # noqa: S608  a condition of ours
    give_tags(connection, [NewTags(entry_id, moment, fresh, position or 0)], giver, counted=bool(shown))


def take_tags(connection: apsw.Connection, entry_id: int, names: Iterable[SafeText], giver: int) -> None:
    """Take one giver's tags from an entry. A tag that the other gave as well stays."""
    for name in names:
        tag = connection.execute("SELECT id FROM tags WHERE key = ?", (fold(name),)).get
        connection.execute(
            "DELETE FROM entry_tags WHERE entry_id = ? AND tag_id = ? AND givers = ?", (entry_id, tag, giver)
        )
        connection.execute(
            "UPDATE entry_tags SET givers = givers - ? WHERE entry_id = ? AND tag_id = ? AND givers = 3",
            (giver, entry_id, tag),
        )


_TOPICS = """
    SELECT tag_id, name, total FROM (
        SELECT tag_id, name, max(uses), sum(uses) AS total FROM spellings GROUP BY tag_id
    ) WHERE total > 0 ORDER BY total DESC, name LIMIT ?
"""
_UNREAD = f"""
    SELECT t.tag_id, count(*) FROM states e INDEXED BY unread_newest CROSS JOIN entry_tags t ON t.entry_id = e.id
    WHERE e.read = 0 AND {where_listed("e")} GROUP BY t.tag_id
"""  # noqa: S608  a condition of ours


def topics(connection: apsw.Connection, limit: int) -> tuple[Topic, ...]:
    """Return the commonest tags with their counts.

    Unread entries are counted by walking only those that are unread, so that it is fast when nearly all are read.
    """
    unread = {tag: int(count) for tag, count in connection.execute(_UNREAD)}
    own = {tag for (tag,) in connection.execute("SELECT DISTINCT tag_id FROM entry_tags WHERE givers >= 2")}
    return tuple(
        Topic(SafeText(name), total, unread.get(tag, 0), tag in own)
        for tag, name, total in connection.execute(_TOPICS, (limit,))
    )


class TagChange(NamedTuple):
    """The tags that the user added to an entry and took off; the journal keeps it as a list."""

    entry_id: int
    added: Sequence[SafeText]
    removed: Sequence[SafeText]

    def reverse(self) -> "TagChange":
        """Return the change that takes this one back."""
        return TagChange(self.entry_id, added=self.removed, removed=self.added)


def change_tags(connection: apsw.Connection, wanted: Iterable[TagChange]) -> list[TagChange]:
    """Add and remove the user's tags, and return what really changed; entries that are gone are skipped."""
    changes = []
    for entry_id, add, remove in wanted:
        if connection.execute("SELECT 1 FROM entries WHERE id = ?", (entry_id,)).get is None:
            continue
        _, own = read_tags(connection, (entry_id,)).get(entry_id, NO_TAGS)
        have = {fold(name): name for name in own}
        fresh = {fold(name): name for name in add if fold(name) and fold(name) not in have}
        gone = {key: have[key] for key in map(fold, remove) if key in have}
        if fresh or gone:
            outbox.note_tags(connection, entry_id, fresh.values(), gone.values())
            take_tags(connection, entry_id, gone.values(), USER)
            add_tags(connection, entry_id, fresh.values(), USER)
            changes.append(TagChange(entry_id, tuple(fresh.values()), tuple(gone.values())))
    return changes


def describe_changes(changes: Sequence[TagChange]) -> str:
    """Return what changed as words for the user: `tagged rivers, untagged boring (12 entries)`."""
    added = dict.fromkeys(chain.from_iterable(change.added for change in changes))
    removed = dict.fromkeys(chain.from_iterable(change.removed for change in changes))
    names = ", ".join([*(f"tagged {name}" for name in added), *(f"untagged {name}" for name in removed)])
    return names if len(changes) == 1 else f"{names} ({len(changes)} entries)"


def _spellings(connection: apsw.Connection, names: set[SafeText]) -> dict[str, tuple[int, int]]:
    """Return tag and spelling of each name; new ones are made, names without a letter are left out."""
    keys = {name: key for name in names if (key := fold(name))}
    if not keys:
        return {}
    found = _read_spellings(connection, keys)
    missing = [(name, key) for name, key in keys.items() if name not in found]
    if missing:
        connection.executemany("INSERT OR IGNORE INTO tags (key) VALUES (?)", [(key,) for _, key in missing])
        connection.executemany(
            "INSERT INTO spellings (name, tag_id) VALUES (?, (SELECT id FROM tags WHERE key = ?))", missing
        )
        found = _read_spellings(connection, keys)
    return found


def _read_spellings(connection: apsw.Connection, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    sql = "SELECT name, tag_id, id FROM spellings WHERE name IN (SELECT value FROM carray(?))"
    return {name: (tag, spelling) for name, tag, spelling in connection.execute(sql, (bind_texts(names),))}
