"""Keeps what edited entries said before, for users who want to see what changed."""

import apsw

from tuinews.model.change import Edited
from tuinews.model.clock import Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.ids import FeedId
from tuinews.model.text import bare_words

KEPT = 5
"""Number of earlier texts kept of an entry: its first, and the newest others."""

_STORED = """
    SELECT e.title, b.base, b.feed_html FROM entries e LEFT JOIN bodies b ON b.entry_id = e.id
    WHERE e.id = ? AND e.feed_id = ?
"""
_SURPLUS = """
    DELETE FROM versions WHERE id IN (
        SELECT id FROM versions WHERE entry_id = ?1 AND id <> (SELECT min(id) FROM versions WHERE entry_id = ?1)
        ORDER BY id DESC LIMIT -1 OFFSET ?2
    )
"""


def keep_version(connection: apsw.Connection, feed_id: FeedId, edited: Edited, now: Instant) -> None:
    """Store an entry's present text as a version before it is rewritten, if the new text has other words."""
    entry_id, draft = edited
    row = connection.execute(_STORED, (entry_id, feed_id)).fetchone()
    if row is None:
        return
    title, base, html = str(row[0]), str(row[1] or ""), row[2]
    before = unpack(html if isinstance(html, bytes) else None)
    after = unpack(draft.html)
    if title == draft.title and (before == after or _words(before) == _words(after)):
        return
    connection.execute(
        "INSERT INTO versions (entry_id, replaced_at, title, base, html) VALUES (?, ?, ?, ?, ?)",
        (entry_id, now, title, base, html),
    )
    connection.execute(_SURPLUS, (entry_id, KEPT - 1))


def _words(html: str) -> list[str]:
    return bare_words(html).split()
