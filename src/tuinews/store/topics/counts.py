"""Counts tags as they are given: the uses and the unread entries of each spelling, and the entries of each day.

Triggers count when tags are taken and when entries are hidden, shown or deleted. What comes by the thousand is counted
here at once: tags that are given, and marks.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.store.bindings import bind_numbers
from tuinews.store.topics.days import find_start, read_days
from tuinews.store.visibility import where_aged, where_fresh, where_kept, where_visible


class GivenTag(NamedTuple):
    """A tag that an entry has got."""

    entry_id: int
    tag_id: int
    spelling_id: int
    moment: Instant


_VISIBLE = f"SELECT id, read FROM states WHERE id IN (SELECT value FROM carray(?)) AND {where_visible()}"  # noqa: S608  a condition of ours
_COUNT_USES = "UPDATE spellings SET uses = uses + ?, unread = unread + ? WHERE id = ?"
_COUNT_DAY = (
    "INSERT INTO tag_days (tag_id, start, total) VALUES (?, ?, ?) "
    "ON CONFLICT (tag_id, start) DO UPDATE SET total = total + excluded.total"
)


def count_given(connection: apsw.Connection, given: Sequence[GivenTag]) -> None:
    """Count tags that were just given to stored entries; those of entries that nothing shows do not count."""
    ids = {tag.entry_id for tag in given}
    found: list[Any] = connection.execute(_VISIBLE, (bind_numbers(ids),)).fetchall()
    states = dict(found)
    shown = [tag for tag in given if tag.entry_id in states]
    if not shown:
        return
    uses = Counter(tag.spelling_id for tag in shown)
    unread = Counter(tag.spelling_id for tag in shown if not states[tag.entry_id])
    connection.executemany(_COUNT_USES, [(count, unread[spelling], spelling) for spelling, count in uses.items()])
    days = read_days(connection)
    by_day = Counter((tag.tag_id, start) for tag in shown if (start := find_start(days, tag.moment)) is not None)
    connection.executemany(_COUNT_DAY, [(*day, count) for day, count in by_day.items()])


_MARKED = f"""
    UPDATE spellings SET unread = unread + c.change FROM (
        SELECT t.spelling_id, count(*) * ?2 AS change FROM states s CROSS JOIN entry_tags t ON t.entry_id = s.id
        WHERE s.id IN (SELECT value FROM carray(?1)) AND {where_visible("s")} GROUP BY t.spelling_id
    ) c WHERE c.spelling_id = spellings.id
"""  # noqa: S608  as above
_RECOUNT_UNREAD = f"""
    UPDATE spellings SET unread = c.unread FROM (
        SELECT spelling_id, count(*) AS unread FROM (
            SELECT t.spelling_id FROM states s INDEXED BY fresh_newest CROSS JOIN entry_tags t ON t.entry_id = s.id
            WHERE {where_fresh("s")}
            UNION ALL
            SELECT t.spelling_id FROM states s INDEXED BY aged_newest CROSS JOIN entry_tags t ON t.entry_id = s.id
            WHERE {where_aged("s")}
            UNION ALL
            SELECT t.spelling_id FROM feeds f CROSS JOIN states s INDEXED BY states_feed ON s.feed_id = f.id
            CROSS JOIN entry_tags t ON t.entry_id = s.id
            WHERE (f.removed_at IS NOT NULL OR f.kind <> 'feed') AND {where_kept("s")} AND {where_visible("s")}
                AND s.read = 0
        ) GROUP BY spelling_id
    ) c WHERE c.spelling_id = spellings.id
"""  # noqa: S608  as above
_FEW = 1_000
"""Up to this number of marks it is not asked which way of counting is faster."""


def count_marked(connection: apsw.Connection, ids: Sequence[int], *, read: bool) -> None:
    """Count the unread entries of tags after these entries were marked read or unread, which they were not before.

    Where less is unread than was marked, all that is unread is counted anew.
    """
    if len(ids) > _FEW and connection.execute("SELECT sum(unread) FROM tallies").get < len(ids):
        connection.execute("UPDATE spellings SET unread = 0 WHERE unread <> 0")
        connection.execute(_RECOUNT_UNREAD)
    else:
        connection.execute(_MARKED, (bind_numbers(ids), -1 if read else 1))


def recount_tags(connection: apsw.Connection, tag_ids: Sequence[int]) -> None:
    """Count some tags anew from the entries that have them: uses, unread entries and days."""
    asked = bind_numbers(tag_ids)
    connection.execute(
        "UPDATE spellings SET uses = 0, unread = 0 WHERE tag_id IN (SELECT value FROM carray(?))", (asked,)
    )
    connection.execute(
        "UPDATE spellings SET uses = c.uses, unread = c.unread FROM ("  # noqa: S608  as above
        "SELECT t.spelling_id, count(*) AS uses, sum(s.read = 0) AS unread "
        "FROM entry_tags t CROSS JOIN states s ON s.id = t.entry_id "
        f"WHERE t.tag_id IN (SELECT value FROM carray(?)) AND {where_visible('s')} GROUP BY t.spelling_id"
        ") c WHERE c.spelling_id = spellings.id",
        (asked,),
    )
    connection.execute("DELETE FROM tag_days WHERE tag_id IN (SELECT value FROM carray(?))", (asked,))
    connection.execute(
        "INSERT INTO tag_days (tag_id, start, total) "  # noqa: S608  as above
        "SELECT t.tag_id, (SELECT max(start) FROM days WHERE start <= t.moment) AS day, count(*) "
        "FROM entry_tags t INDEXED BY entry_tags_newest CROSS JOIN states s ON s.id = t.entry_id "
        "WHERE t.tag_id IN (SELECT value FROM carray(?)) AND t.moment >= (SELECT min(start) FROM days) "
        f"AND {where_visible('s')} GROUP BY t.tag_id, day",
        (asked,),
    )
