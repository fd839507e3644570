"""Reads stories: their entries, why these are together, and which sources are missing."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from tuinews.model.clock import Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.entry import Body
from tuinews.model.ids import EntryId
from tuinews.model.query import AllOf, Everything, Query, Since
from tuinews.model.stories.story import SilentSources, Story, StoryEvidence, StoryMember, choose_lead
from tuinews.store.bindings import bind_numbers
from tuinews.store.feed_names import read_names_for
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.readers.silent_sources import find_silent
from tuinews.store.rows import SqlRow
from tuinews.store.select import select_set
from tuinews.store.visibility import where_present, where_visible

_MEMBERS = f"""
    SELECT s.story_id, s.id, s.feed_id, f.title, e.title, e.published, s.moment, s.read, s.minutes, e.lang, e.author,
        t.text_id, e.first_seen >= w.followed_at AND s.read = 0, p.prefer, w.followed_at IS NOT NULL, w.unread
    FROM states s INDEXED BY states_story JOIN stories w ON w.id = s.story_id JOIN entries e ON e.id = s.id
    JOIN feeds f ON f.id = s.feed_id JOIN polling p ON p.feed_id = f.id LEFT JOIN same_texts t ON t.entry_id = s.id
    WHERE s.story_id IN (SELECT value FROM carray(?))
        AND {where_present("s")} AND ({where_visible("s")} OR w.visible = 0)
    ORDER BY s.story_id, s.moment, s.id
"""  # noqa: S608  conditions of ours
_NEWEST = "SELECT id FROM stories INDEXED BY stories_newest WHERE visible > 1 AND last >= ? ORDER BY last DESC, id DESC"


class StoryReader:
    """`reader.stories`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def find(self, entry_ids: Iterable[int]) -> dict[int, int]:
        """Return the stories of those entries that are in one which can be seen."""
        sql = (
            "SELECT s.id, s.story_id FROM states s NOT INDEXED JOIN stories w ON w.id = s.story_id "
            "WHERE s.id IN (SELECT value FROM carray(?)) AND w.present > 1"
        )
        return dict(self._connection.rows(sql, (bind_numbers(entry_ids),)))

    def read(self, story_ids: Sequence[int]) -> tuple[Story, ...]:
        """Return stories with their entries, in this order; those with fewer than two that can be seen are left out.

        Of a story that is hidden as a whole all entries are given, of others those that nothing hides.
        """
        rows = self._connection.rows(_MEMBERS, (bind_numbers(story_ids),))
        found = {number: list(group) for number, group in groupby(rows, itemgetter(0))}
        return tuple(_read_story(found[number]) for number in story_ids if len(found.get(number, ())) > 1)

    def select(self, query: Query, since: Instant | None = None, limit: int = -1) -> list[int]:
        """Return the stories that have an entry which matches, of `since` or later; those with the newest first."""
        if isinstance(query.condition, Everything):
            rows = self._connection.rows(f"{_NEWEST} LIMIT ?", (since or 0, limit))
            return [number for (number,) in rows]
        condition = query.condition if since is None else AllOf((query.condition, Since(since)))
        with self._connection.use() as connection:
            feeds = read_names_for(connection, condition)
        matching = select_set(Query(query.text, condition), feeds, "e.story_id IS NOT NULL")
        sql = (
            "SELECT w.id FROM stories w WHERE w.id IN (SELECT s.story_id FROM states s "  # noqa: S608  SQL of ours, values bound
            f"WHERE s.id IN ({matching.text})) AND w.present > 1 ORDER BY w.last DESC, w.id DESC LIMIT ?"
        )
        return [number for (number,) in self._connection.rows(sql, (*matching.bindings, limit))]

    def read_evidence(self, entry_id: EntryId) -> StoryEvidence:
        """Return why an entry is in its story, or in none."""
        sql = "SELECT score, words, gates, near FROM story_evidence WHERE entry_id = ?"
        for score, *texts in self._connection.rows(sql, (entry_id,)):
            words, gates, near = (tuple(json.loads(text)) for text in texts)
            return StoryEvidence(score, words, gates, tuple((one, close, gate) for one, close, gate in near))
        return StoryEvidence()

    def is_by_hand(self, story_id: int) -> bool:
        """Return whether the user put entries into a story."""
        return bool(self._connection.rows("SELECT 1 FROM stories WHERE id = ? AND by_hand", (story_id,)))

    def is_split(self, entry_id: EntryId) -> bool:
        """Return whether the user took an entry out of a story."""
        return bool(self._connection.rows("SELECT 1 FROM story_splits WHERE group_id = ? LIMIT 1", (entry_id,)))

    def find_near(self, story_id: int) -> list[int]:
        """Return entries that are close to those of a story and not in it, the closest first."""
        sql = (
            "SELECT s.id, v.near FROM states s LEFT JOIN story_evidence v ON v.entry_id = s.id "
            "WHERE s.story_id = ? OR s.id = ?"
        )
        rows = self._connection.rows(sql, (story_id, story_id))
        inside = {row[0] for row in rows}
        close: dict[int, float] = {}
        for _, near in rows:
            for number, score, _gate in json.loads(near or "[]"):
                if number not in inside:
                    close[number] = max(close.get(number, 0.0), score)
        there = f"SELECT id FROM states WHERE id IN (SELECT value FROM carray(?)) AND {where_present()}"  # noqa: S608  as above
        known = {number for (number,) in self._connection.rows(there, (bind_numbers(close),))}
        return sorted(known, key=lambda number: (-close[number], number))

    def read_bodies(self, entry_ids: Iterable[int]) -> dict[int, Body]:
        """Return the texts of entries."""
        sql = "SELECT entry_id, feed_html, page_html, base FROM bodies WHERE entry_id IN (SELECT value FROM carray(?))"
        rows = self._connection.rows(sql, (bind_numbers(entry_ids),))
        return {number: Body(unpack(feed), unpack(page), base) for number, feed, page, base in rows}

    def find_silent(self, story: Story, now: Instant) -> tuple[SilentSources, ...]:
        """Return the feeds that usually tell stories of its folder or topic, and have not told this one."""
        return find_silent(self._connection, story, now)

    def count_ungrouped(self, since: Instant = 0) -> int:
        """Return how many entries of `since` or later wait to be grouped, among the newest 100,000 that wait."""
        if not since:
            return int(self._connection.rows("SELECT count(*) FROM (SELECT 1 FROM ungrouped LIMIT 100000)")[0][0])
        newest = "SELECT entry_id FROM ungrouped ORDER BY entry_id DESC LIMIT 100000"
        sql = f"SELECT count(*) FROM ({newest}) u CROSS JOIN states s ON s.id = u.entry_id WHERE s.moment >= ?"  # noqa: S608  SQL of ours
        return int(self._connection.rows(sql, (since,))[0][0])


def _read_story(rows: Sequence[SqlRow]) -> Story:
    texts = Counter(row[11] for row in rows if row[11] is not None)
    members = tuple(
        StoryMember._make([*row[1:7], bool(row[7]), *row[8:11], texts[row[11]] > 1, bool(row[12]), bool(row[13])])
        for row in rows
    )
    moments = [member.moment for member in members]
    return Story(
        rows[0][0],
        choose_lead(members).title,
        members,
        len({member.feed_id for member in members}),
        min(moments),
        max(moments),
        rows[0][15],
        bool(rows[0][14]),
    )
