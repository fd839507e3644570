"""Reads the first ids of a list: at once where its index is in the order, else, of what words find, day by day."""

from collections.abc import Iterable, Sequence
from math import inf
from time import monotonic
from typing import NamedTuple

import apsw

from tuinews.model.clock import EARLIEST, LATEST, Instant
from tuinews.model.feed_names import FeedNames
from tuinews.model.query import AllOf, Before, Condition, Order, Query, Since
from tuinews.store.conditions import find_left_out, index_expression
from tuinews.store.lists.ends import find_ends
from tuinews.store.lists.rare_parts import find_marks, find_rare_parts
from tuinews.store.lists.scopes import RarePart, has_nothing, walks_all
from tuinews.store.search import is_anew, is_common, read_spans
from tuinews.store.select import select_ids

_FEW = 5_000
"""The most ids that are read day by day; for more, everything that is found is as soon sorted."""
_PREFIX_SPAN = 32
"""Days of the only span for beginnings of words: what begins so is gathered anew each time the index is asked."""


_FEW_FRESH = "SELECT sum(unread) * sum(unread) < ? * sum(total) FROM tallies"
"""Sorting costs a look at each; walking through all titles, as many as stand between the first ones."""


class FirstIds(NamedTuple):
    """The first ids of a list."""

    ids: list[int]
    cut: bool = False
    """Whether there may be more, which would have taken too long."""


def read_newest(
    connection: apsw.Connection,
    query: Query,
    feeds: Sequence[FeedNames],
    limit: int,
    *,
    patience: float = inf,
    enough: int = 1,
) -> FirstIds:
    """Return the first ids of a query in its order.

    A word that every other entry has is found half a million times, and to sort these by time takes a second. The index
    knows the day of each entry: so the newest day is sorted, then the two before, and so on until there are enough.
    When `patience`, in seconds, is over, so many as are `enough` will do.
    """
    rare = find_rare_parts(connection, query.condition)
    if has_nothing(query.condition, rare):
        return FirstIds([])
    few_fresh = query.order is Order.TITLE and bool(connection.execute(_FEW_FRESH, (limit,)).get)
    last, found = monotonic() + patience, list[int]()
    for within in _find_spans(connection, query, feeds, limit, rare):
        if not within:
            found = []
        sql = select_ids(query, feeds, limit - len(found), within=within, few_fresh=few_fresh, rare=rare)
        found.extend(int(number) for (number,) in connection.execute(sql.text, sql.bindings))
        if len(found) == limit:
            break
        if within and len(found) >= enough and monotonic() > last:
            return FirstIds(found, cut=True)
    return FirstIds(found)


def _find_spans(
    connection: apsw.Connection, query: Query, feeds: Sequence[FeedNames], limit: int, rare: Sequence[RarePart]
) -> Iterable[str]:
    """Return what the full-text index is to be asked besides the words, one by one; `""` for the whole list."""
    in_time = query.order in {Order.NEWEST, Order.OLDEST} and query.fit is None and limit <= _FEW
    sought = index_expression(query.condition)
    marks = " AND ".join(f"({mark})" for mark in find_marks(connection, query.condition)) if sought else ""
    if is_anew(connection):
        return ("",)
    if not in_time:
        return (marks,)
    left_out = "" if sought or not walks_all(query.condition, feeds, rare) else find_left_out(query.condition)
    expression = " AND ".join(f"({one})" for one in (sought or left_out, marks) if one)
    opens = "*" in expression
    if not expression or not (opens or is_common(connection, expression)):
        return (marks,)
    ends = find_ends(connection, query.condition)
    bounds, newest = _find_bounds(query.condition), query.order is Order.NEWEST
    first, last = max(ends[0], bounds[0]), min(ends[1], bounds[1])
    if opens:
        return (next(read_spans(first, last, newest=newest, length=_PREFIX_SPAN), ""), "")
    spans = read_spans(first, last, newest=newest)
    return (f"({span}) AND {marks}" if marks else span for span in spans)


def _find_bounds(condition: Condition) -> tuple[Instant, Instant]:
    """Return the first and the last moment that a match can have."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    since = [part.moment for part in parts if isinstance(part, Since) and part.of == "moment"]
    before = [part.moment for part in parts if isinstance(part, Before) and part.of == "moment"]
    return max(since, default=EARLIEST), min(before, default=LATEST)
