"""Makes the SQL of queries: where matches are looked for (`lists/scopes.py`), and what is asked (`conditions.py`).

Values are only ever bound, never written into SQL. A scope that is not small has an index for each order, so that the
first page of a list costs a page, whatever the size of the store; `tests/store` asks SQLite for the plan of each.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.feed_names import FeedNames, find_feeds
from tuinews.model.query import (
    AllOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    Order,
    Query,
    Since,
    TraitMatch,
)
from tuinews.store.conditions import Sql, SqlValue, express, express_rest, index_expression, join
from tuinews.store.feed_names import list_named_feeds
from tuinews.store.lists.scopes import SCOPES, RarePart, Scope, choose_scopes


class ListOrder(NamedTuple):
    """How lists are sorted."""

    by: tuple[str, ...] = ()
    """What by, `{d}` for the direction; by the moment, as the scope knows it, if nothing is named."""
    direction: str = "DESC"
    which_index: int = 0
    """Which of the scope's indexes is in this order."""
    by_feed: bool = False
    """Whether the feeds are walked, as `f`, in their order."""


ORDERS = {
    Order.NEWEST: ListOrder(),
    Order.OLDEST: ListOrder(direction="ASC"),
    Order.FEED: ListOrder(("f.title_key", "f.id", "e.moment DESC", "e.id DESC"), by_feed=True),
    Order.TITLE: ListOrder(("e.title_key", "e.feed_id", "e.id"), which_index=1),
    Order.RIVER: ListOrder(("e.moment + coalesce(r.head_start, 0) {d}", "e.feed_id {d}", "e.id {d}")),
    Order.RELEVANCE: ListOrder(),
}
"""What each order asks for; one without an index sorts. What is relevant is for `store/lists/relevance.py` to say."""


def find_missing_feeds(condition: Condition, feeds: Sequence[FeedNames]) -> tuple[FieldMatch, ...]:
    """Return the feeds and folders that the query names and that do not exist."""
    return tuple(leaf for leaf in list_named_feeds(condition) if not find_feeds(leaf.field, leaf.value, feeds))


def select_ids(
    query: Query,
    feeds: Sequence[FeedNames],
    limit: int | None = None,
    *,
    within: str = "",
    few_fresh: bool = False,
    rare: Sequence[RarePart] = (),
) -> Sql:
    """Return the statement that gives the ids of the matching entries in the query's order.

    With a `limit` it gives so many, and is made for that: the first of a long list are found without sorting all of it.
    `within` is what more the full-text index is asked of what it finds. `few_fresh` says that so few entries are fresh
    that sorting them is faster than meeting the first of them among all titles. `rare` are parts of the query that few
    entries match.
    """
    choice = choose_scopes(query.condition, feeds, within, rare, first=limit is not None)
    most = limit if query.fit is None else _FIT_AMONG
    if few_fresh and query.order is Order.TITLE and choice.scopes == (SCOPES["fresh"],):
        most = None
    whole = query.order is Order.TITLE and most is not None
    found = [
        _list(query.order, scope, join([Sql(scope.where, choice.bindings), *choice.rest], " AND "), most)
        for scope in _part_scopes(choice.scopes, whole=whole)
    ]
    listed = _merge(found, query.order) if len(found) > 1 else Sql(f"SELECT e.id {found[0].text}", found[0].bindings)
    return _limit(listed if query.fit is None else _fit(listed, query.fit), limit)


def _part_scopes(scopes: Sequence[Scope], *, whole: bool = False) -> list[Scope]:
    """Return the scopes of which some consist; with `whole`, only of those that have no index of their own."""
    return [
        part
        for scope in scopes
        for part in (map(SCOPES.__getitem__, scope.parts) if scope.parts and not (whole and scope.indexes) else [scope])
    ]


def _limit(sql: Sql, limit: int | None) -> Sql:
    return sql if limit is None else Sql(f"{sql.text} LIMIT ?", (*sql.bindings, limit))


def _list(order: Order, scope: Scope, condition: Sql, limit: int | None) -> Sql:
    """Return what follows `SELECT e.id` for the entries of a scope that meet a condition, in their order."""
    if order is Order.RIVER:
        return _flow(scope, condition, limit)
    name = scope.source
    row = ORDERS[order]
    # the first unread titles are soon met among all titles; all of them are sooner sorted
    sorts = order is Order.TITLE and limit is None and scope == SCOPES["fresh"]
    which = 0 if sorts else row.which_index
    if row.by_feed:
        walk = scope.indexes is not None
        name = f"feeds f CROSS JOIN states e{scope.use_index(2)}" if walk else f"{name} JOIN feeds f"
        name += " ON e.feed_id = f.id" if walk else " ON f.id = e.feed_id"
    else:
        name += scope.use_index(which)
    return Sql(f"FROM {name} WHERE {condition.text} ORDER BY {', '.join(_terms(row, scope))}", condition.bindings)


def _terms(order: ListOrder, scope: Scope) -> list[str]:
    """Return what a list is sorted by, each with its direction."""
    return [term.format(d=order.direction) for term in order.by or scope.newest.split(", ")]


def _merge(parts: Sequence[Sql], order: Order) -> Sql:
    """Return the statement that gives what each part gives, in one order: SQLite merges them, page by page."""
    terms = [term.rpartition(" ") for term in _terms(ORDERS[order], SCOPES["everything"])]
    keys = ", ".join(f"{term or last} AS k{number}" for number, (term, _, last) in enumerate(terms))
    by = ", ".join(f"k{number} {last if term else ''}" for number, (term, _, last) in enumerate(terms))
    texts = [f"SELECT e.id, {keys} {part.text.rpartition(' ORDER BY ')[0]}" for part in parts]
    union = f"{' UNION ALL '.join(texts)} ORDER BY {by}"
    return Sql(f"SELECT id FROM ({union})", _bind_all(parts))  # noqa: S608  pieces of the tables above, values bound


def _bind_all(parts: Sequence[Sql]) -> tuple[SqlValue, ...]:
    return tuple(value for part in parts for value in part.bindings)


def _flow(scope: Scope, condition: Sql, limit: int | None) -> Sql:
    """Return the river: by moment and head start; its beginning feed by feed, where the scope has an index for that.

    As many entries as are wanted have at least the moment that the last of the newest has. So the river begins with
    entries that have this moment together with their head start. Of these each feed has few: who has a long head start
    publishes rarely.
    """
    order = f"ORDER BY {', '.join(_terms(ORDERS[Order.RIVER], scope))}"
    if limit is None or scope.indexes is None:
        source = f"{scope.source}{scope.use_index(0)} LEFT JOIN rhythms r ON r.feed_id = e.feed_id"
        return Sql(f"FROM {source} WHERE {condition.text} {order}", condition.bindings)
    last = f"""
        SELECT e.moment FROM states e{scope.use_index(0)} WHERE {condition.text}
        ORDER BY {scope.newest.format(d="DESC")} LIMIT 1 OFFSET ?
    """  # noqa: S608  pieces of the tables above, values bound
    found = f"""
        FROM tallies each_feed LEFT JOIN rhythms r ON r.feed_id = each_feed.feed_id
        CROSS JOIN states e{scope.use_index(2)}
        ON e.feed_id = each_feed.feed_id AND e.moment >= coalesce(({last}), -9e15) - coalesce(r.head_start, 0)
        WHERE {condition.text} {order}
    """
    return Sql(found, (*condition.bindings, limit - 1, *condition.bindings))


def select_set(query: Query, feeds: Sequence[FeedNames], extra: str = "1", *, rare: Sequence[RarePart] = ()) -> Sql:
    """Return the statement that gives the matching ids in any order; `extra` is one more condition on `e`.

    `rare` is as in `select_ids`.
    """
    if query.fit is not None:
        found = select_ids(query, feeds, rare=rare)
        return Sql(f"SELECT e.id FROM states e WHERE e.id IN ({found.text}) AND {extra}", found.bindings)  # noqa: S608  as above
    choice = choose_scopes(query.condition, feeds, rare=rare)
    parts = []
    for scope in _part_scopes(choice.scopes):
        condition = join([Sql(scope.where, choice.bindings), *choice.rest], " AND ")
        source = scope.source + scope.use_index(0)
        parts.append(Sql(f"SELECT e.id FROM {source} WHERE {condition.text} AND {extra}", condition.bindings))  # noqa: S608  as above
    return Sql(" UNION ALL ".join(part.text for part in parts), _bind_all(parts))


def select_all(condition: Condition, feeds: Sequence[FeedNames], feed_id: int | None = None) -> Sql:
    """Return the statement that gives all stored entries that match, in the lists or not; of one feed, if it is named.

    The statement has the table `states e`, and a condition as its end.
    """
    found = index_expression(condition)
    source = "search s CROSS JOIN states e ON e.id = s.rowid" if found else "states e"
    wanted = [Sql("s.search MATCH ?", (found,))] if found else []
    if feed_id is not None:
        wanted.append(Sql("+e.feed_id = ?" if found else "e.feed_id = ?", (feed_id,)))
    checks = express_rest(condition, feeds) if found else express(condition, feeds)
    whole = join([*wanted, checks], " AND ")
    return Sql(f"SELECT e.id FROM {source} WHERE {whole.text}", whole.bindings)  # noqa: S608  as above


def select_tally(query: Query, feeds: Sequence[FeedNames], *, rare: Sequence[RarePart] = ()) -> Sql:
    """Return the statement that counts the matching entries, and those of them that are unread."""
    parts = query.condition.parts if isinstance(query.condition, AllOf) else (query.condition,)
    if query.fit is None and all(map(_is_indexed, parts)):
        # the lists' indexes know this much: to count twice in them is far cheaper than to look at every row once
        unread = Query(query.text, AllOf((*parts, TraitMatch("unread"))), query.order)
        every, some = select_set(query, feeds), select_set(unread, feeds)
        counts = f"(SELECT count(*) FROM ({every.text})), (SELECT count(*) FROM ({some.text}))"  # noqa: S608  as above
        return Sql(f"SELECT {counts}", (*every.bindings, *some.bindings))
    found = select_set(query, feeds, rare=rare)
    sums = "count(*) AS every, coalesce(sum(e.read = 0), 0) AS some"
    counted = found.text.replace("SELECT e.id FROM", f"SELECT {sums} FROM", 1 if query.fit is not None else -1)
    return Sql(f"SELECT sum(every), sum(some) FROM ({counted})", found.bindings)  # noqa: S608  as above


def _is_indexed(part: Condition) -> bool:
    return isinstance(part, Everything) or (isinstance(part, Since | Before) and part.of == "moment")


_FIT_AMONG = 2_000
"""Entries at the beginning of a list among which those are looked for that fit into the time."""


def _fit(found: Sql, minutes: int) -> Sql:
    """Return the statement that gives the first entries of a list that can be read in so many minutes together.

    One that takes longer than what is left is passed over, and the next that does not is taken; each takes a minute at
    least.
    """
    return Sql(
        f"""
        WITH RECURSIVE
        listed (id, taken, position) AS MATERIALIZED (
            SELECT l.id, max(s.minutes, 1), row_number() OVER ()
            FROM (SELECT id FROM ({found.text} LIMIT {_FIT_AMONG})) l CROSS JOIN states s ON s.id = l.id
        ),
        chosen (position, rest) AS (
            SELECT 0, ?
            UNION ALL
            SELECT l.position, c.rest - l.taken FROM chosen c CROSS JOIN listed l
            WHERE l.position = (
                SELECT min(n.position) FROM listed n WHERE n.position > c.position AND n.taken <= c.rest
            )
        )
        SELECT l.id FROM chosen c JOIN listed l ON l.position = c.position ORDER BY c.position
        """,  # noqa: S608  as above
        (*found.bindings, minutes),
    )
