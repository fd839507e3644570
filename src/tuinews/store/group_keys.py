"""Folds lists: reads what entries are grouped by. A kind of group is a function here and its row in `KEYS`."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

import apsw

from tuinews.model.clock import Instant, to_local
from tuinews.model.stories.entry_groups import FoldedIds, GroupKeys, GroupKind, fold_ids
from tuinews.store.bindings import bind_numbers
from tuinews.store.conditions import Sql
from tuinews.store.id_arrays import read_columns
from tuinews.store.rows import SqlRow
from tuinews.store.visibility import where_subscribed

_FEW = 20_000
"""Up to so many entries each is looked up; for longer lists all entries that are in a story are read."""

_STORIES = "SELECT id, story_id AS story, minutes FROM states INDEXED BY states_story WHERE story_id IS NOT NULL"
_STORIES_OF = """
    SELECT id, story_id, minutes FROM states NOT INDEXED
    WHERE id IN (SELECT value FROM carray(?)) AND story_id IS NOT NULL
"""
"""Entries are looked up by their ids; left to itself, SQLite would read all that are in stories."""

_PREFERRED = "SELECT feed_id FROM polling INDEXED BY polling_preferred WHERE prefer = 1"
_FIRST = f"SELECT id FROM states INDEXED BY states_story WHERE story_id IS NOT NULL AND feed_id IN ({_PREFERRED})"  # noqa: S608  SQL of ours
_FIRST_OF = f"""
    SELECT s.id AS id FROM carray(?) c CROSS JOIN states s NOT INDEXED ON s.id = c.value
    WHERE s.story_id IS NOT NULL AND s.feed_id IN ({_PREFERRED})
"""  # noqa: S608  as above
_MOST_MINUTES = 1 << 32
"""More than any text takes to read."""


def fold_list(connection: apsw.Connection, ids: "array[int]", kinds: Collection[GroupKind], now: Instant) -> FoldedIds:
    """Fold a list by these kinds of groups; it costs in proportion to the entries that are in groups."""
    return fold_ids(ids, ((kind, read(connection, ids, now)) for kind, read in KEYS.items() if kind in kinds))


def _read_stories(connection: apsw.Connection, ids: "array[int]", now: Instant) -> GroupKeys:  # noqa: ARG001  as others of its kind
    """Return the stories of entries; a source that the user prefers stands for a story, of those the fullest text."""
    few = len(ids) <= _FEW
    if few:
        rows: list[SqlRow] = connection.execute(_STORIES_OF, (bind_numbers(ids),)).fetchall()
        groups, ranks = {entry_id: story for entry_id, story, _ in rows}, {entry_id: n for entry_id, _, n in rows}
    else:
        entries, stories, minutes = read_columns(connection, Sql(_STORIES), ("id", "story", "minutes"))
        groups, ranks = dict(zip(entries, stories, strict=True)), dict(zip(entries, minutes, strict=True))
    if connection.execute(f"{_PREFERRED} LIMIT 1").get is not None:
        (first,) = read_columns(connection, Sql(_FIRST_OF, (bind_numbers(ids),)) if few else Sql(_FIRST), ("id",))
        ranks.update({entry_id: ranks[entry_id] + _MOST_MINUTES for entry_id in first})
    return GroupKeys(groups, ranks)


_CAPPED = "SELECT 1 FROM polling INDEXED BY polling_capped WHERE daily_cap IS NOT NULL LIMIT 1"
_OF_CAPPED = f"""
    SELECT s.id AS id, s.feed_id AS feed, s.moment AS moment, p.daily_cap AS cap
    FROM polling p INDEXED BY polling_capped CROSS JOIN states s INDEXED BY states_feed ON s.feed_id = p.feed_id
    WHERE p.daily_cap IS NOT NULL AND {where_subscribed("s")}
"""  # noqa: S608  a condition of ours
_CAPPED_AMONG = """
    SELECT s.id, s.feed_id, s.moment, p.daily_cap FROM states s NOT INDEXED JOIN polling p ON p.feed_id = s.feed_id
    WHERE s.id IN (SELECT value FROM carray(?)) AND p.daily_cap IS NOT NULL
"""
_QUARTER = 900
"""Seconds of a quarter of an hour: the days of all zones begin at one."""


def _read_surplus(connection: apsw.Connection, ids: "array[int]", now: Instant) -> GroupKeys:  # noqa: ARG001  as above
    """Return what feeds have beyond their daily cap in this list, by feed and day; the first there stands for it."""
    if connection.execute(_CAPPED).get is None:
        return GroupKeys({})
    if len(ids) <= _FEW:
        rows: Iterable[SqlRow] = connection.execute(_CAPPED_AMONG, (bind_numbers(ids),)).fetchall()
    else:
        rows = zip(*read_columns(connection, Sql(_OF_CAPPED), ("id", "feed", "moment", "cap")), strict=True)
    capped = {entry_id: (feed, find_local_day(moment // _QUARTER), cap) for entry_id, feed, moment, cap in rows}
    shown, groups = Counter[int](), dict[int, int]()
    for entry_id in filter(capped.__contains__, ids):
        feed, day, cap = capped[entry_id]
        group = (feed << 24) + day
        if shown[group] < cap:
            shown[group] += 1
        else:
            groups[entry_id] = group
    return GroupKeys(groups, {entry_id: -position for position, entry_id in enumerate(groups)})


@lru_cache(10_000)
def find_local_day(quarter: int) -> int:
    """Return the number of the day that the user's clock shows at a quarter of an hour, counted since 1970 in UTC."""
    return to_local(quarter * _QUARTER).toordinal()


KEYS: Final[Mapping[GroupKind, Callable[[apsw.Connection, "array[int]", Instant], GroupKeys]]] = {
    GroupKind.STORY: _read_stories,
    GroupKind.SURPLUS: _read_surplus,
}
"""What each kind of group reads: by which numbers the entries of a list are grouped."""
