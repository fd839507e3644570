"""The days by which tags are counted: each begins at midnight on the user's clock.

A trend has to be right for the zone that it is told in, and counters have to be right for whoever wrote them. So a day
is its beginning, a row of `days`, which everybody counts by. Where these are not the days of the reader's clock, or
have run out, who reads has them made anew.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import apsw

from tuinews.model.clock import DAY, Instant, from_local, to_local
from tuinews.model.topics.topic import TREND_DAYS
from tuinews.store.visibility import where_visible

_BEFORE, _AHEAD = TREND_DAYS + 3, 60
"""Days that are counted before today, and made in advance."""

_KEPT = TREND_DAYS + 12
"""Days after which counters are deleted, a few at a time rather than every day."""


def find_days(now: Instant, first: int, last: int) -> tuple[Instant, ...]:
    """Return the beginnings of the days from `first` to `last`, counted from today, on the user's clock."""
    today = to_local(now).date()
    return tuple(
        dict.fromkeys(from_local(datetime.combine(today + timedelta(days=n), time())) for n in range(first, last + 1))
    )


def read_days(connection: apsw.Connection) -> list[Instant]:
    """Return the beginnings of the days that are counted, ascending."""
    return [int(row[0]) for row in connection.execute("SELECT start FROM days ORDER BY start")]


def find_start(days: Sequence[Instant], moment: Instant) -> Instant | None:
    """Return the beginning of the day that a moment is counted in; `None` for one that is too old."""
    at = bisect_right(days, moment)
    return days[at - 1] if at else None


def are_days_current(connection: apsw.Connection, now: Instant) -> bool:
    """Whether the days of a trend that ends now are counted as days on the user's clock."""
    wanted = find_days(now, 1 - TREND_DAYS, 1)
    there = "SELECT start FROM days WHERE start BETWEEN ? AND ? ORDER BY start"
    return [row[0] for row in connection.execute(there, (wanted[0], wanted[-1]))] == list(wanted)


def renew_days(connection: apsw.Connection, now: Instant) -> None:
    """Make the days those of the user's clock, and count all tags by them; does nothing where they are."""
    if are_days_current(connection, now):
        return
    connection.execute("DELETE FROM days")
    connection.executemany("INSERT INTO days (start) VALUES (?)", [(d,) for d in find_days(now, -_BEFORE, _AHEAD)])
    count_days(connection)


def count_days(connection: apsw.Connection) -> None:
    """Count all tags by the days that there are."""
    connection.execute("DELETE FROM tag_days")
    connection.execute(
        "INSERT INTO tag_days (tag_id, start, total) "  # noqa: S608  a condition of ours
        "SELECT t.tag_id, (SELECT max(start) FROM days WHERE start <= s.moment) AS day, count(*) "
        "FROM states s CROSS JOIN entry_tags t ON t.entry_id = s.id "
        f"WHERE s.moment >= (SELECT min(start) FROM days) AND {where_visible('s')} GROUP BY t.tag_id, day"
    )


def drop_old_days(connection: apsw.Connection, now: Instant) -> None:
    """Delete the counters of days that no trend tells any more, once there are some of them."""
    first = connection.execute("SELECT min(start) FROM days").get
    if first is None or first > now - _KEPT * DAY:
        return
    kept = find_days(now, -_BEFORE, -_BEFORE)[0]
    connection.execute("DELETE FROM days WHERE start < ?", (kept,))
    connection.execute("DELETE FROM tag_days WHERE start < ? OR total = 0", (kept,))
