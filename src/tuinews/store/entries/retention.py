"""What goes when a feed has more entries than the user wants to keep: only what was read and is not cherished."""

import apsw

from tuinews.store.visibility import subscribed

BATCH = 200
"""Entries that go in one commit: few enough that a mark never waits long behind them."""

_CROWDED = """
    SELECT t.feed_id, max(coalesce(p.keep, ?1), p.carried) FROM tallies t JOIN polling p ON p.feed_id = t.feed_id
    WHERE p.carried > 0 AND coalesce(p.keep, ?1) > 0 AND t.total + t.hidden > max(coalesce(p.keep, ?1), p.carried)
"""
_SURPLUS = f"""
    SELECT s.id FROM (
        SELECT id, read, starred, later FROM states WHERE feed_id = ?1 AND {subscribed()}
        ORDER BY moment DESC, id DESC LIMIT -1 OFFSET ?2
    ) s
    WHERE s.read AND NOT s.starred AND NOT s.later
        AND NOT EXISTS (SELECT 1 FROM entry_tags g WHERE g.entry_id = s.id AND g.givers >= 2)
    LIMIT ?3
"""  # noqa: S608  a condition of ours


def trim(connection: apsw.Connection, keep: int) -> int:
    """Delete some read entries of feeds with more than `keep`, the oldest of each, inside the caller's transaction.

    A feed's own limit goes before `keep`, where 0 keeps all.

    Never one that is unread, starred, kept for later or tagged by the user, and never one of the newest `keep`, nor of
    as many as the feed's last body held; a feed of which that is not known (0, until its next new body) is left alone.
    What was read stays known in `statuses`: should an entry come back, it is not new again. Returns how many went; 0
    when nothing is left to do.
    """
    for feed_id, kept in connection.execute(_CROWDED, (keep,)).fetchall():
        surplus = [row[0] for row in connection.execute(_SURPLUS, (feed_id, kept, BATCH))]
        if surplus:
            connection.executemany("DELETE FROM entries WHERE id = ?", [(number,) for number in surplus])
            return len(surplus)
    return 0
