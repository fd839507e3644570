"""Freshness: which unread entries left the inbox because their shelf life was over. Nothing else of them changes.

The column `states.aged` is the moment at which an entry left, and 0 while it is fresh. The table `rhythms` has the
shelf life of each feed, as the engine found it. An unread entry in the lists ages when its moment is further back than
that, unless it is starred or kept for later. What changes by itself, with time, is brought up to date by `sweep`, in
slices; what a mark or an arrival changes, by `settle`, in the same transaction.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.habits.shelf_life import SAMPLE, WEEK, Publishing
from tuinews.store.bindings import bind_numbers
from tuinews.store.rows import SqlRow
from tuinews.store.visibility import where_aged, where_fresh, where_listed, where_present

_OVERDUE = f"""
    FROM rhythms r CROSS JOIN states s INDEXED BY fresh_feed
    ON s.feed_id = r.feed_id AND s.moment <= ?1 - r.shelf_life
    WHERE r.shelf_life IS NOT NULL AND {where_fresh("s")} AND s.starred = 0 AND s.later = 0
"""
_TOO_EARLY = f"""
    FROM rhythms r CROSS JOIN states s INDEXED BY aged_feed
    ON s.feed_id = r.feed_id AND s.moment > coalesce(?1 - r.shelf_life, -9e15)
    WHERE {where_aged("s")}
"""
_AGE = f"""
    UPDATE states SET aged = ?1
    WHERE id IN (SELECT value FROM carray(?2)) AND {where_fresh("states")} AND starred = 0 AND later = 0
        AND moment <= ?1 - (SELECT r.shelf_life FROM rhythms r WHERE r.feed_id = states.feed_id)
"""  # noqa: S608  conditions of ours, values bound
_FRESHEN = f"""
    UPDATE states SET aged = 0
    WHERE id IN (SELECT value FROM carray(?2)) AND aged <> 0 AND {where_listed("states")} AND (starred = 1 OR later = 1
        OR moment > coalesce(?1 - (SELECT r.shelf_life FROM rhythms r WHERE r.feed_id = states.feed_id), -9e15))
"""  # noqa: S608  as above
_RHYTHMS = """
    SELECT f.id, p.shelf_life, r.gap, r.shelf_life, r.head_start IS NOT NULL
    FROM feeds f JOIN polling p ON p.feed_id = f.id LEFT JOIN rhythms r ON r.feed_id = f.id
    WHERE f.kind = 'feed' AND f.removed_at IS NULL
"""
_AGREEMENT = "ageing"
"""The note that says whether feeds without a choice of their own age."""

_MOMENTS = f"""
    SELECT s.moment FROM states s INDEXED BY states_feed
    WHERE s.feed_id = ? AND {where_listed("s")} ORDER BY s.moment DESC LIMIT ?
"""  # noqa: S608  a condition of ours


_WEEK = f"""
    SELECT count(*), (SELECT min(o.moment) FROM states o WHERE o.feed_id = ?1 AND {where_listed("o")})
    FROM states s INDEXED BY states_feed WHERE s.feed_id = ?1 AND {where_listed("s")} AND s.moment >= ?2
"""  # noqa: S608  as above


_SAVED = f"""
    SELECT s.id, s.feed_id, s.moment FROM states s INDEXED BY starred_newest
    WHERE s.starred = 1 AND {where_present("s")} AND {where_fresh("s")}
    UNION
    SELECT s.id, s.feed_id, s.moment FROM states s INDEXED BY later_newest
    WHERE s.later = 1 AND {where_present("s")} AND {where_fresh("s")}
"""  # noqa: S608  as above
"""What is unread, and starred or kept for later."""


class StoredRhythm(NamedTuple):
    """What is stored of a feed's rhythm."""

    feed_id: int
    choice: str
    """The shelf life that the user chose for the feed, or `""`."""
    gap: int | None
    shelf_life: int | None
    known: int
    """1 if anything was stored yet, else 0."""


class Rhythm(NamedTuple):
    """A feed's rhythm, to be stored."""

    feed_id: int
    gap: int | None
    shelf_life: int | None
    head_start: int


class Swept(NamedTuple):
    """How many entries a sweep changed."""

    aged: int = 0
    """Those that left the inbox."""
    returned: int = 0
    """Those that came back, since they may stay longer now."""


def is_ageing(connection: apsw.Connection) -> bool:
    """Whether any feed has a shelf life."""
    return connection.execute("SELECT 1 FROM rhythms WHERE shelf_life IS NOT NULL LIMIT 1").get is not None


def read_agreement(connection: apsw.Connection) -> bool:
    """Return whether the user agreed that feeds without a choice of their own age."""
    return bool(connection.execute("SELECT value = 'on' FROM notes WHERE key = ?", (_AGREEMENT,)).get)


def write_agreement(connection: apsw.Connection, *, on: bool) -> None:
    """Store whether feeds without a choice of their own age."""
    note = (_AGREEMENT, "on" if on else "off")
    connection.execute("INSERT OR REPLACE INTO notes (key, value) VALUES (?, ?)", note)


def restore(connection: apsw.Connection, agreements: Iterable[tuple[str, bool]]) -> None:
    """Bring back what the user had agreed to."""
    for _, on in agreements:
        write_agreement(connection, on=on)


def read_rhythms(connection: apsw.Connection) -> list[StoredRhythm]:
    """Return what is stored of each subscribed feed."""
    return [StoredRhythm(*row) for row in connection.execute(_RHYTHMS)]


def read_publishing(connection: apsw.Connection, feed_id: int, now: Instant) -> Publishing:
    """Return what a feed published of late."""
    moments = [row[0] for row in connection.execute(_MOMENTS, (feed_id, SAMPLE))]
    if len(moments) < SAMPLE or moments[-1] < now - WEEK:
        return Publishing(moments)
    week, oldest = connection.execute(_WEEK, (feed_id, now - WEEK)).get
    return Publishing(moments, oldest, week)


def write_rhythms(connection: apsw.Connection, rhythms: Iterable[Rhythm]) -> None:
    """Store rhythms; `sweep` does what follows."""
    connection.executemany(
        "INSERT OR REPLACE INTO rhythms (feed_id, gap, shelf_life, head_start) VALUES (?, ?, ?, ?)", rhythms
    )


def needs_sweep(connection: apsw.Connection, now: Instant) -> bool:
    """Whether any entry has to leave the inbox or to come back; costs two look-ups a feed."""
    sql = f"SELECT EXISTS (SELECT 1 {_OVERDUE}) OR EXISTS (SELECT 1 {_TOO_EARLY})"
    return bool(connection.execute(sql, (now,)).get)


def sweep(connection: apsw.Connection, now: Instant, limit: int) -> Swept:
    """Have up to `limit` entries leave the inbox or come back, and return how many did; none: all is right."""
    aged = [row[0] for row in connection.execute(f"SELECT s.id {_OVERDUE} LIMIT ?2", (now, limit))]
    _set(connection, aged, now)
    returned = [row[0] for row in connection.execute(f"SELECT s.id {_TOO_EARLY} LIMIT ?2", (now, limit - len(aged)))]
    _set(connection, returned, 0)
    return Swept(len(aged), len(returned))


def _set(connection: apsw.Connection, ids: Sequence[int], value: Instant) -> None:
    if ids:
        sql = "UPDATE states SET aged = ?1 WHERE id IN (SELECT value FROM carray(?2))"
        connection.execute(sql, (value, bind_numbers(sorted(ids))))


def settle(connection: apsw.Connection, ids: Sequence[int], now: Instant) -> None:
    """Have those of these entries leave the inbox or come back for which that is so now; triggers count them."""
    if ids and is_ageing(connection):
        numbers = bind_numbers(ids)
        connection.execute(_FRESHEN, (now, numbers))
        connection.execute(_AGE, (now, numbers))


def count_overdue(connection: apsw.Connection, now: Instant, shelf_lives: Iterable[tuple[int, int]]) -> int:
    """Return how many entries would leave the inbox if these feeds had these shelf lives, in seconds."""
    sql = f"""
        SELECT count(*) FROM states s INDEXED BY fresh_feed
        WHERE s.feed_id = ? AND s.moment <= ? AND {where_fresh("s")}
    """  # noqa: S608  as above
    lives = dict(shelf_lives)
    overdue = sum(int(connection.execute(sql, (feed_id, now - life)).get) for feed_id, life in lives.items())
    saved: list[SqlRow] = connection.execute(_SAVED).fetchall()
    kept = [entry_id for entry_id, feed_id, moment in saved if feed_id in lives and moment <= now - lives[feed_id]]
    return overdue - len(kept)


def count_since(connection: apsw.Connection, since: Instant) -> int:
    """Return how many entries left the inbox at that moment or later, and have not been read since."""
    sql = f"SELECT count(*) FROM states s INDEXED BY aged_when WHERE {where_aged('s')} AND s.aged >= ?"  # noqa: S608  as above
    return int(connection.execute(sql, (since,)).get)
