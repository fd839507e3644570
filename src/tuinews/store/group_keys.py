"""Folds lists: reads what entries are grouped by. A kind of group is a function here and its row in `KEYS`."""

from array import array
from collections.abc import Callable, Collection, Mapping
from typing import Final

import apsw

from tuinews.model.clock import Instant
from tuinews.model.stories.entry_groups import FoldedIds, GroupKeys, GroupKind, fold_ids
from tuinews.store.bindings import bind_numbers
from tuinews.store.conditions import Sql
from tuinews.store.id_arrays import read_columns
from tuinews.store.rows import SqlRow

_FEW = 20_000
"""Up to so many entries each is looked up; for longer lists all entries that are in a story are read."""

_STORIES = "SELECT id, story_id AS story, minutes FROM states INDEXED BY states_story WHERE story_id IS NOT NULL"
_STORIES_OF = """
    SELECT id, story_id, minutes FROM states NOT INDEXED
    WHERE id IN (SELECT value FROM carray(?)) AND story_id IS NOT NULL
"""
"""Entries are looked up by their ids; left to itself, SQLite would read all that are in stories."""


def fold_list(connection: apsw.Connection, ids: "array[int]", kinds: Collection[GroupKind], now: Instant) -> FoldedIds:
    """Fold a list by these kinds of groups; it costs in proportion to the entries that are in groups."""
    return fold_ids(ids, ((kind, read(connection, ids, now)) for kind, read in KEYS.items() if kind in kinds))


def _read_stories(connection: apsw.Connection, ids: "array[int]", now: Instant) -> GroupKeys:  # noqa: ARG001  as others of its kind
    """Return the stories of entries; the fullest text stands for a story."""
    if len(ids) <= _FEW:
        rows: list[SqlRow] = connection.execute(_STORIES_OF, (bind_numbers(ids),)).fetchall()
        return GroupKeys({entry_id: story for entry_id, story, _ in rows}, {entry_id: n for entry_id, _, n in rows})
    entries, stories, minutes = read_columns(connection, Sql(_STORIES), ("id", "story", "minutes"))
    return GroupKeys(dict(zip(entries, stories, strict=True)), dict(zip(entries, minutes, strict=True)))


KEYS: Final[Mapping[GroupKind, Callable[[apsw.Connection, "array[int]", Instant], GroupKeys]]] = {
    GroupKind.STORY: _read_stories,
}
"""What each kind of group reads: by which numbers the entries of a list are grouped."""
