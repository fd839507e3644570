"""Makes tags the same, and parts them again.

The spellings of a tag that is the same as another belong to that one, and so do its entries: lists and counters ask for
one number. What an entry had twice then is kept in `merged_tags`, so that parting gives back what there was.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.text import fold
from tuinews.store.bindings import bind_numbers
from tuinews.store.topics.counts import GivenTag, count_given


class _Given(NamedTuple):
    """A spelling that an entry was given, whether it stands among its tags or was merged into another."""

    entry_id: int
    position: int
    spelling_id: int
    givers: int
    moment: Instant


def join_tags(connection: apsw.Connection, tag_id: int, topic_id: int, *, chosen: bool) -> None:
    """Let a tag, and all that is the same as it, be the same as another one."""
    spellings = [row[0] for row in connection.execute("SELECT id FROM spellings WHERE tag_id = ?", (tag_id,))]
    connection.execute("UPDATE tags SET alias_of = ?, chosen = ? WHERE id = ?", (topic_id, chosen, tag_id))
    _move(connection, spellings, tag_id, topic_id)


def part_tag(connection: apsw.Connection, tag_id: int) -> None:
    """Let a tag be one of its own again, with its own spellings and with the tags of its form."""
    key, form, topic_id = connection.execute("SELECT key, form, alias_of FROM tags WHERE id = ?", (tag_id,)).get
    if topic_id is None:
        return
    like = (
        "SELECT id, key FROM tags WHERE alias_of = ?1 AND form = ?2 AND NOT chosen AND id <> ?3 "
        "AND form <> (SELECT form FROM tags WHERE id = ?1)"
    )
    found: list[Any] = connection.execute(like, (topic_id, form, tag_id)).fetchall()
    followers: dict[int, str] = dict(found)
    rows = connection.execute("SELECT id, name FROM spellings WHERE tag_id = ?", (topic_id,)).fetchall()
    own = [int(str(number)) for number, name in rows if fold(str(name)) in {key, *followers.values()}]
    connection.execute("UPDATE tags SET alias_of = NULL, chosen = 0 WHERE id = ?", (tag_id,))
    connection.executemany("UPDATE tags SET alias_of = ? WHERE id = ?", [(tag_id, number) for number in followers])
    _move(connection, own, topic_id, tag_id)


_HAVE = """
    SELECT entry_id FROM entry_tags INDEXED BY entry_tags_newest
    WHERE tag_id = ?1 AND spelling_id IN (SELECT value FROM carray(?2))
    UNION SELECT entry_id FROM merged_tags WHERE spelling_id IN (SELECT value FROM carray(?2))
"""
_GIVEN = """
    SELECT t.entry_id, t.position, t.spelling_id, t.givers & ~coalesce((
        SELECT max(m.lent & 1) + max(m.lent & 2) FROM merged_tags m JOIN spellings s ON s.id = m.spelling_id
        WHERE m.entry_id = t.entry_id AND s.tag_id = t.tag_id), 0), t.moment
    FROM entry_tags t WHERE t.entry_id IN (SELECT value FROM carray(?1)) AND t.tag_id IN (?2, ?3)
    UNION ALL
    SELECT m.entry_id, m.position, m.spelling_id, m.givers, m.moment
    FROM merged_tags m JOIN spellings s ON s.id = m.spelling_id
    WHERE m.entry_id IN (SELECT value FROM carray(?1)) AND s.tag_id IN (?2, ?3)
    ORDER BY 1, 2
"""


def _move(connection: apsw.Connection, spellings: Sequence[int], source: int, target: int) -> None:
    """Give spellings of one tag to another, with the entries that have them."""
    entries = [row[0] for row in connection.execute(_HAVE, (source, bind_numbers(spellings)))]
    given = [_Given(*row) for row in connection.execute(_GIVEN, (bind_numbers(entries), source, target)).fetchall()]  # type: ignore[arg-type]
    connection.execute(
        "UPDATE spellings SET tag_id = ? WHERE id IN (SELECT value FROM carray(?))", (target, bind_numbers(spellings))
    )
    connection.executemany(
        "DELETE FROM entry_tags WHERE entry_id = ? AND tag_id IN (?, ?)", [(entry, source, target) for entry in entries]
    )
    connection.executemany(
        "DELETE FROM merged_tags WHERE entry_id = ? AND spelling_id = ?",
        [(one.entry_id, one.spelling_id) for one in given],
    )
    _give_again(connection, given)


def _give_again(connection: apsw.Connection, given: Iterable[_Given]) -> None:
    """Store what entries were given, of each tag the first spelling among the entry's tags, the others merged."""
    every = list(given)
    asked = bind_numbers({one.spelling_id for one in every})
    sql = "SELECT id, tag_id FROM spellings WHERE id IN (SELECT value FROM carray(?))"
    found: list[Any] = connection.execute(sql, (asked,)).fetchall()
    tags: dict[int, int] = dict(found)
    rows, merged, counted = [], [], []
    for entry_id, group in groupby(every, attrgetter("entry_id")):
        by_tag: dict[int, list[_Given]] = {}
        for one in group:
            by_tag.setdefault(tags[one.spelling_id], []).append(one)
        for tag, (first, *others) in by_tag.items():
            givers = first.givers
            for other in others:
                merged.append((*_make_merged_row(other), other.givers & ~givers))
                givers |= other.givers
            rows.append((entry_id, tag, first.spelling_id, givers, first.position, first.moment))
            counted.append(GivenTag(entry_id, tag, first.spelling_id, first.moment))
    connection.executemany(
        "INSERT INTO entry_tags (entry_id, tag_id, spelling_id, givers, position, moment) VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )
    connection.executemany(
        "INSERT INTO merged_tags (entry_id, spelling_id, givers, position, moment, lent) VALUES (?, ?, ?, ?, ?, ?)",
        merged,
    )
    count_given(connection, counted)


def _make_merged_row(one: _Given) -> tuple[int, int, int, int, Instant]:
    return one.entry_id, one.spelling_id, one.givers, one.position, one.moment
