"""Reads what an edition can be made of: bounded numbers of unread entries since a moment, by indexes alone."""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.reports.edition import EditionOffer
from tuinews.store.bindings import bind_numbers
from tuinews.store.readers.arrival_order import find_first_id, find_newest_id
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.visibility import where_fresh, where_listed

_MOST_STORIED = 12_000
"""The newest entries in stories that are looked through."""

_MOST_STORIES = 40
_MOST_MEMBERS = 2_000
_MOST_NEWEST = 2_000
_MOST_FOLLOWED = 200
_MOST_QUIET = 200
_MOST_COUNTED = 1_000_000


class EditionTime(NamedTuple):
    """The time of an edition."""

    since: Instant
    late: Instant
    """The moment from which on entries count that came after `since`, though they are dated before."""
    first_id: int
    """The first entry that came after `since`."""


_COLUMNS = "s.id, s.feed_id, s.moment, s.minutes, s.story_id, t.text_id, e.agency, s.read, p.prefer"
_PLAIN_COLUMNS = "s.id, s.feed_id, s.moment, s.minutes, s.story_id, t.text_id, '', s.read, 0"
"""The same without the agency and what the user prefers, which only stories need."""

_WITH_TEXT = "LEFT JOIN same_texts t ON t.entry_id = s.id"
_JOINED = f"CROSS JOIN entries e ON e.id = s.id CROSS JOIN polling p ON p.feed_id = s.feed_id {_WITH_TEXT}"
_IN_TIME = "s.moment >= ?1 AND (s.moment >= ?2 OR s.id >= ?3)"
_RECENT = f"{where_fresh('s')} AND {_IN_TIME}"
_NEWEST = f"""
    SELECT {_PLAIN_COLUMNS}, 1 FROM states s INDEXED BY fresh_newest {_WITH_TEXT}
    WHERE {_RECENT} ORDER BY s.moment DESC, s.feed_id DESC, s.id DESC LIMIT {_MOST_NEWEST}
"""  # noqa: S608  conditions and names of ours, values bound
_COUNT = f"""
    SELECT count(*) FROM (SELECT 1 FROM states s INDEXED BY fresh_newest WHERE {_RECENT} LIMIT {_MOST_COUNTED})
"""  # noqa: S608  as above
_STORIES = f"""
    SELECT story_id, count(DISTINCT feed_id) AS feeds FROM (
        SELECT s.story_id, s.feed_id FROM states s INDEXED BY storied_newest
        WHERE s.story_id IS NOT NULL AND {where_listed("s")} AND {_IN_TIME} ORDER BY s.moment DESC LIMIT {_MOST_STORIED}
    ) GROUP BY story_id HAVING feeds > 1 ORDER BY feeds DESC, story_id DESC LIMIT {_MOST_STORIES}
"""  # noqa: S608  as above
_MEMBERS = f"""
    SELECT {_COLUMNS}, {_RECENT} FROM states s INDEXED BY states_story {_JOINED}
    WHERE s.story_id IS NOT NULL AND s.story_id IN (SELECT value FROM carray(?4)) AND {where_listed("s")}
    ORDER BY s.story_id, s.moment, s.id LIMIT {_MOST_MEMBERS}
"""  # noqa: S608  as above
_OF_TAG = f"""
    SELECT {_PLAIN_COLUMNS}, 1
    FROM entry_tags g INDEXED BY entry_tags_newest CROSS JOIN states s ON s.id = g.entry_id {_WITH_TEXT}
    WHERE g.tag_id = ?4 AND g.moment >= ?1 AND {_RECENT} ORDER BY g.moment DESC, g.entry_id DESC LIMIT {_MOST_FOLLOWED}
"""  # noqa: S608  as above
_FOLLOWED_STORIES = "SELECT id FROM stories INDEXED BY stories_followed WHERE followed_at IS NOT NULL"
_QUIET = f"""
    SELECT {_PLAIN_COLUMNS}, 1, r.gap
    FROM rhythms r CROSS JOIN states s INDEXED BY fresh_feed ON s.feed_id = r.feed_id {_WITH_TEXT}
    WHERE r.gap >= ?4 AND {_RECENT} ORDER BY r.gap DESC, s.moment DESC, s.id DESC LIMIT {_MOST_QUIET}
"""  # noqa: S608  as above


class EditionReader:
    """`reader.editions`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def find_newest(self, window: EditionTime) -> list[EditionOffer]:
        """Return the newest unread entries."""
        return self._offers(_NEWEST, window)

    def count(self, window: EditionTime) -> int:
        """Return how many unread entries there are."""
        return int(self._connection.rows(_COUNT, _bind(window))[0][0])

    def find_stories(self, window: EditionTime) -> list[list[EditionOffer]]:
        """Return the members of the stories that most feeds told."""
        found = [row[0] for row in self._connection.rows(_STORIES, _bind(window))]
        return self.find_members(window, found)

    def find_followed_stories(self, window: EditionTime) -> list[list[EditionOffer]]:
        """Return the members of the stories that the user follows."""
        found = [row[0] for row in self._connection.rows(_FOLLOWED_STORIES)]
        return self.find_members(window, found)

    def find_members(self, window: EditionTime, stories: Sequence[int]) -> list[list[EditionOffer]]:
        """Return the members of stories in the lists, story by story, each in the order of time."""
        if not stories:
            return []
        grouped: dict[int | None, list[EditionOffer]] = {number: [] for number in stories}
        for offer in self._offers(_MEMBERS, window, bind_numbers(stories)):
            grouped[offer.story_id].append(offer)
        return [members for members in grouped.values() if members]

    def find_tagged(self, window: EditionTime, tag: int) -> list[EditionOffer]:
        """Return the newest unread entries with a tag, by its number."""
        return self._offers(_OF_TAG, window, tag)

    def find_quiet(self, window: EditionTime, gap: int) -> list[tuple[EditionOffer, int]]:
        """Return unread entries of feeds that publish every `gap` seconds or more rarely, each with that gap."""
        rows = self._connection.rows(_QUIET, (*_bind(window), gap))
        return [(EditionOffer(*row[:-1]), row[-1]) for row in rows]

    def find_first_id(self, moment: Instant) -> int:
        """Return the id of the first entry that came at a moment or later."""
        return find_first_id(self._connection, moment, find_newest_id(self._connection))

    def _offers(self, sql: str, window: EditionTime, *more: object) -> list[EditionOffer]:
        return [EditionOffer(*row) for row in self._connection.rows(sql, (*_bind(window), *more))]


def _bind(window: EditionTime) -> tuple[int, int, int]:
    return window.late, window.since, window.first_id
