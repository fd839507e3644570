"""Registers of what was marked before a folder was shared."""

from collections.abc import Iterable

import apsw

from tuinews.model.clock import DAY, Instant
from tuinews.model.shared.stamps import WEAK
from tuinews.model.text import fold
from tuinews.store.bindings import bind_numbers
from tuinews.store.shared.log_rows import KEPT_DAYS, POSITION_DAYS
from tuinews.store.shared.marks import NOTE, POSITION, TAG

_READ = """
    INSERT OR IGNORE INTO shared_marks (feed, entry, field, value, at)
    SELECT n.shared_id, entry_name(e.guid), 'read', 1, max(coalesce(s.read_at, e.first_seen, 0), 1) << 16
    FROM shared_feed_numbers n JOIN states s ON s.feed_id = n.feed_id JOIN entries e ON e.id = s.id
    WHERE n.feed_id IN (SELECT value FROM carray(?1)) AND s.read = 1
        AND max(coalesce(s.read_at, 0), e.first_seen) > ?2
"""
_KEPT = """
    INSERT OR IGNORE INTO shared_marks (feed, entry, field, value, at)
    SELECT n.shared_id, entry_name(e.guid), '{flag}', 1, max(e.first_seen, 1) << 16
    FROM shared_feed_numbers n JOIN states s ON s.feed_id = n.feed_id JOIN entries e ON e.id = s.id
    WHERE n.feed_id IN (SELECT value FROM carray(?1)) AND s.{flag} = 1
"""
_TAGS = """
    SELECT n.shared_id, e.guid, p.name, e.first_seen
    FROM entry_tags t INDEXED BY entry_tags_own JOIN entries e ON e.id = t.entry_id
    JOIN spellings p ON p.id = t.spelling_id JOIN shared_feed_numbers n ON n.feed_id = e.feed_id
    WHERE t.givers >= 2 AND n.feed_id IN (SELECT value FROM carray(?1))
"""
_TAG = """
    INSERT OR IGNORE INTO shared_marks (feed, entry, field, value, at)
    VALUES (?, entry_name(?), ?, ?, max(?, 1) << 16)
"""
_NOTES = """
    INSERT OR IGNORE INTO shared_marks (feed, entry, field, value, at)
    SELECT n.shared_id, entry_name(e.guid), ?2, t.text, max(t.written_at, 1) << 16
    FROM entry_notes t JOIN entries e ON e.id = t.entry_id JOIN shared_feed_numbers n ON n.feed_id = e.feed_id
    WHERE n.feed_id IN (SELECT value FROM carray(?1))
"""
_POSITIONS = """
    INSERT OR IGNORE INTO shared_marks (feed, entry, field, value, at)
    SELECT n.shared_id, entry_name(e.guid), ?3, p.block, ?4
    FROM positions p JOIN entries e ON e.id = p.entry_id JOIN shared_feed_numbers n ON n.feed_id = e.feed_id
    WHERE n.feed_id IN (SELECT value FROM carray(?1)) AND e.first_seen > ?2
"""


def note_marks_of(connection: apsw.Connection, feed_ids: Iterable[int], now: Instant) -> None:
    """Write what is marked in some feeds, each with the best moment that is known.

    What was read carries when; of what was starred, kept for later or tagged, nobody knows more than that it was after
    the entry came.
    """
    feeds = bind_numbers(feed_ids)
    connection.execute(_READ, (feeds, now - KEPT_DAYS * DAY))
    for flag in ("starred", "later"):
        connection.execute(_KEPT.format(flag=flag), (feeds,))
    rows = connection.execute(_TAGS, (feeds,)).fetchall()
    connection.executemany(_TAG, [(feed, guid, TAG + fold(str(name)), name, at) for feed, guid, name, at in rows])
    connection.execute(_NOTES, (feeds, NOTE))
    connection.execute(_POSITIONS, (feeds, now - POSITION_DAYS * DAY, POSITION, WEAK))
