"""Finds when the first and the last entry of those that a query can find was published."""

from collections.abc import Iterable

import apsw

from tuinews.model.clock import Instant
from tuinews.model.query import AllOf, Condition, TraitMatch
from tuinews.store.lists.scopes import SCOPES, asks_for_hidden


def find_ends(connection: apsw.Connection, condition: Condition) -> tuple[Instant, Instant]:
    """Return the first and the last moment of what a query can find; of nothing, two moments in the wrong order.

    Each costs two look-ups in an index.
    """
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    if TraitMatch("read") in parts:
        names: tuple[str, ...] = ("was read",)
    else:
        names = SCOPES["unread"].parts if TraitMatch("unread") in parts else ("everything",)
    beside = ("kept", "hidden") if any(map(asks_for_hidden, parts)) else ("kept",)
    first, last = connection.execute(_make_statement((*names, *beside))).get
    return (1, 0) if first is None else (int(first), int(last))


def _make_statement(names: Iterable[str]) -> str:
    """Return the statement; one part for each end, because SQLite takes one end of an index at a time."""
    ends = [
        f"SELECT {least} AS least, {most} AS most FROM {SCOPES[name].source}{SCOPES[name].use_index(0)} "  # noqa: S608  SQL of ours
        f"WHERE {SCOPES[name].where}"
        for name in names
        for least, most in (("min(e.moment)", "NULL"), ("NULL", "max(e.moment)"))
    ]
    return f"SELECT min(least), max(most) FROM ({' UNION ALL '.join(ends)})"  # noqa: S608  as above
