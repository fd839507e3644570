"""Reads the first ids of a list: at once where its index is in the order, else, of what words find, day by day."""

from collections.abc import Sequence

import apsw

from tuinews.model.feed_names import FeedNames
from tuinews.model.query import Order, Query
from tuinews.store.conditions import index_expression
from tuinews.store.search import is_common, read_spans
from tuinews.store.select import select_ids

_FEW = 5_000
"""The most ids that are read day by day; for more, everything that is found is as soon sorted."""


def read_newest(connection: apsw.Connection, query: Query, feeds: Sequence[FeedNames], limit: int) -> list[int]:
    """Return the first ids of a query in its order.

    A word that every other entry has is found half a million times, and to sort these by time takes a second. The index
    knows the day of each entry: so the newest day is sorted, then the two before, and so on until there are enough.
    """
    in_time = query.order in {Order.NEWEST, Order.OLDEST} and query.fit is None and limit <= _FEW
    expression = index_expression(query.condition) if in_time else ""
    spans = read_spans(connection, newest=query.order is Order.NEWEST)
    found: list[int] = []
    for within in spans if expression and is_common(connection, expression) else ("",):
        sql = select_ids(query, feeds, limit - len(found), within=within)
        rows = connection.execute(sql.text, sql.bindings)
        found.extend(int(number) for (number,) in rows)
        if len(found) == limit:
            break
    return found
