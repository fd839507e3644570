"""Deletes read entries of feeds that have more entries than the user wants to keep."""

import apsw

from tuinews.store.visibility import where_subscribed

BATCH = 200
"""Most entries deleted in one commit: few enough that a mark never waits long for it."""

_CROWDED = """
    SELECT t.feed_id, max(coalesce(p.keep, ?1), p.carried) FROM tallies t JOIN polling p ON p.feed_id = t.feed_id
    WHERE p.carried > 0 AND coalesce(p.keep, ?1) > 0 AND t.total + t.hidden > max(coalesce(p.keep, ?1), p.carried)
"""
_SURPLUS = f"""
    SELECT s.id FROM (
        SELECT id, read, starred, later FROM states WHERE feed_id = ?1 AND {where_subscribed()}
        ORDER BY moment DESC, id DESC LIMIT -1 OFFSET ?2
    ) s
    WHERE s.read AND NOT s.starred AND NOT s.later
        AND NOT EXISTS (SELECT 1 FROM entry_tags g WHERE g.entry_id = s.id AND g.givers >= 2)
        AND NOT EXISTS (SELECT 1 FROM entry_notes n WHERE n.entry_id = s.id)
    LIMIT ?3
"""  # noqa: S608  a condition of ours


def trim(connection: apsw.Connection, keep: int) -> int:
    """Delete up to `BATCH` read entries of one feed that has too many, the oldest first, and return how many.

    A feed's own limit goes before `keep`; 0 keeps everything. Unread, starred, read-later and user-tagged entries, and
    those with a note of the user's, always stay. So do the newest ones: as many as the limit, and at least as many as
    the feed's last body held. A feed whose last body was never counted (0) is left alone until its next body. Marks of
    deleted entries stay in `statuses`, so that an entry that comes back is not new again.
    """
    for feed_id, kept in connection.execute(_CROWDED, (keep,)).fetchall():
        surplus = [row[0] for row in connection.execute(_SURPLUS, (feed_id, kept, BATCH))]
        if surplus:
            connection.executemany("DELETE FROM entries WHERE id = ?", [(number,) for number in surplus])
            return len(surplus)
    return 0
