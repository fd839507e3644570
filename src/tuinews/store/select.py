"""The one place where queries become SQL: scopes, orders, and what each condition of the query language asks of a row.

Values are only ever bound, never written into SQL. Each scope has an index for each order, so that the first page of
a list costs a page, whatever the size of the store; `tests/store` asks SQLite for the plan of each.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.feed_names import FeedNames, find_feeds
from tuinews.model.query import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    Not,
    NumberMatch,
    Order,
    Query,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
)
from tuinews.store.conditions import THE_STORY, Sql, SqlValue, express, index_expression, join, text_check
from tuinews.store.topics.spellings import TAG_OF, tag_values
from tuinews.store.visibility import (
    REASONS,
    where_aged,
    where_fresh,
    where_hidden,
    where_listed,
    where_present,
    where_visible,
)

AGED = TraitMatch("aged")
"""What asks for entries that left the inbox unread."""


class Scope(NamedTuple):
    """A set of entries, with an index for each order."""

    source: str
    where: str
    newest: str = "e.moment {d}, e.feed_id {d}, e.id {d}"
    indexes: tuple[str, str, str] | None = None
    """For newest and oldest, for titles, and for feeds."""


SCOPES = {
    "everything": Scope("states e", where_listed("e"), indexes=("listed_newest", "listed_title", "states_feed")),
    "unread": Scope(
        "states e", f"e.read = 0 AND {where_listed('e')}", indexes=("unread_newest", "listed_title", "unread_feed")
    ),
    "fresh": Scope("states e", where_fresh("e"), indexes=("fresh_newest", "listed_title", "fresh_feed")),
    "aged": Scope("states e", where_aged("e"), indexes=("aged_newest", "aged_newest", "aged_feed")),
    "starred": Scope(
        "states e",
        f"e.starred = 1 AND {where_present('e')}",
        indexes=("starred_newest", "starred_title", "starred_feed"),
    ),
    "later": Scope(
        "states e", f"e.later = 1 AND {where_present('e')}", indexes=("later_newest", "later_title", "later_feed")
    ),
    "feed": Scope(
        "states e INDEXED BY states_feed", f"e.feed_id = ? AND {where_listed('e')}", "e.moment {d}, e.id {d}"
    ),
    "unread feed": Scope(
        "states e INDEXED BY unread_feed",
        f"e.feed_id = ? AND e.read = 0 AND {where_listed('e')}",
        "e.moment {d}, e.id {d}",
    ),
    "tag": Scope(
        "entry_tags t INDEXED BY entry_tags_newest CROSS JOIN states e ON e.id = t.entry_id",
        f"t.tag_id = {TAG_OF} AND {where_visible('e')}",
        "t.moment {d}, t.entry_id {d}",
    ),
    "story": Scope("states e INDEXED BY states_story", f"e.story_id = {THE_STORY} AND {where_visible('e')}"),
    "large stories": Scope(
        "stories w INDEXED BY stories_size CROSS JOIN states e INDEXED BY states_story ON e.story_id = w.id",
        f"w.visible > 2 AND w.visible >= ? AND {where_listed('e')}",
    ),
    "stories": Scope("states e INDEXED BY storied_newest", f"e.story_id IS NOT NULL AND {where_listed('e')}"),
    "search": Scope("search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_visible('e')}"),
    "read": Scope("states e INDEXED BY read_newest", where_visible("e")),
    "visible": Scope("states e", where_visible("e")),
    "hidden": Scope("states e INDEXED BY hidden_newest", where_hidden("e")),
    "hidden search": Scope(
        "search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_present('e')}"
    ),
    "present": Scope("states e", where_present("e")),
}
"""Scopes without `indexes` are small beside the store (a feed, a tag, what was found): other orders sort them."""


class ListOrder(NamedTuple):
    """How lists are sorted."""

    by: str = ""
    """What by, `{d}` for the direction; `""` by the moment, as the scope knows it."""
    direction: str = "DESC"
    which_index: int = 0
    """Which of the scope's indexes is in this order."""
    by_feed: bool = False
    """Whether the feeds are walked, as `f`, in their order."""


ORDERS = {
    Order.NEWEST: ListOrder(),
    Order.OLDEST: ListOrder(direction="ASC"),
    Order.FEED: ListOrder("f.title_key, f.id, e.moment DESC, e.id DESC", by_feed=True),
    Order.TITLE: ListOrder("e.title_key, e.feed_id, e.id", which_index=1),
    Order.RIVER: ListOrder("e.moment + coalesce(r.head_start, 0) {d}, e.feed_id {d}, e.id {d}"),
}
"""What each order asks for; an order that has no index sorts."""


def needs_feed_names(condition: Condition) -> bool:
    """Whether the query asks for feeds or folders, so that their names must be read."""
    match condition:
        case FieldMatch("feed" | "folder"):
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(needs_feed_names, parts))
        case Not(part):
            return needs_feed_names(part)
        case _:
            return False


def find_missing_feeds(condition: Condition, feeds: Sequence[FeedNames]) -> tuple[FieldMatch, ...]:
    """Return the feeds and folders that the query names and that do not exist."""
    match condition:
        case FieldMatch("feed" | "folder"):
            return () if find_feeds(condition.field, condition.value, feeds) else (condition,)
        case AllOf(parts) | AnyOf(parts):
            return tuple(lost for part in parts for lost in find_missing_feeds(part, feeds))
        case Not(part):
            return find_missing_feeds(part, feeds)
        case _:
            return ()


def select_ids(query: Query, feeds: Sequence[FeedNames], limit: int | None = None) -> Sql:
    """Return the statement that gives the ids of the matching entries in the query's order.

    With a `limit` it gives so many, and is made for that: the first of a long list are found without sorting all of it.
    """
    scope, bindings, rest = _scope(query.condition, feeds)
    condition = join([Sql(scope.where, bindings), *rest], " AND ")
    if query.fit is not None:
        return _limit(_fit(_list(query.order, scope, condition, _FIT_AMONG), query.fit), limit)
    found = _list(query.order, scope, condition, limit)
    return _limit(Sql(f"SELECT e.id {found.text}", found.bindings), limit)


def _limit(sql: Sql, limit: int | None) -> Sql:
    return sql if limit is None else Sql(f"{sql.text} LIMIT ?", (*sql.bindings, limit))


def _list(order: Order, scope: Scope, condition: Sql, limit: int | None) -> Sql:
    """Return what follows `SELECT e.id` for the entries of a scope that meet a condition, in their order."""
    if order is Order.RIVER:
        return _flow(scope, condition, limit)
    name = scope.source
    row = ORDERS[order]
    by = row.by or scope.newest
    # the first unread titles are soon met among all titles; all of them are sooner sorted
    sorts = order is Order.TITLE and limit is None and scope in {SCOPES["unread"], SCOPES["fresh"]}
    which = 0 if sorts else row.which_index
    if row.by_feed:
        walk = scope.indexes is not None
        name = f"feeds f CROSS JOIN states e{_use_index(scope, 2)}" if walk else f"{name} JOIN feeds f"
        name += " ON e.feed_id = f.id" if walk else " ON f.id = e.feed_id"
    else:
        name += _use_index(scope, which)
    return Sql(f"FROM {name} WHERE {condition.text} ORDER BY {by.format(d=row.direction)}", condition.bindings)


def _flow(scope: Scope, condition: Sql, limit: int | None) -> Sql:
    """Return the river: by moment and head start; its beginning feed by feed, where the scope has an index for that.

    As many entries as are wanted have at least the moment that the last of the newest has. So the river begins with
    entries that have this moment together with their head start. Of these each feed has few: who has a long head start
    publishes rarely.
    """
    row = ORDERS[Order.RIVER]
    order = f"ORDER BY {row.by.format(d=row.direction)}"
    if limit is None or scope.indexes is None:
        source = f"{scope.source}{_use_index(scope, 0)} LEFT JOIN rhythms r ON r.feed_id = e.feed_id"
        return Sql(f"FROM {source} WHERE {condition.text} {order}", condition.bindings)
    last = f"""
        SELECT e.moment FROM states e{_use_index(scope, 0)} WHERE {condition.text}
        ORDER BY {scope.newest.format(d="DESC")} LIMIT 1 OFFSET ?
    """  # noqa: S608  pieces of the tables above, values bound
    found = f"""
        FROM tallies each_feed LEFT JOIN rhythms r ON r.feed_id = each_feed.feed_id
        CROSS JOIN states e{_use_index(scope, 2)}
        ON e.feed_id = each_feed.feed_id AND e.moment >= coalesce(({last}), -9e15) - coalesce(r.head_start, 0)
        WHERE {condition.text} {order}
    """
    return Sql(found, (*condition.bindings, limit - 1, *condition.bindings))


def select_set(query: Query, feeds: Sequence[FeedNames], extra: str = "1") -> Sql:
    """Return the statement that gives the matching ids in any order; `extra` is one more condition on `e`."""
    if query.fit is not None:
        found = select_ids(query, feeds)
        return Sql(f"SELECT e.id FROM states e WHERE e.id IN ({found.text}) AND {extra}", found.bindings)  # noqa: S608  as above
    scope, bindings, rest = _scope(query.condition, feeds)
    condition = join([Sql(scope.where, bindings), *rest], " AND ")
    source = scope.source + _use_index(scope, 0)
    return Sql(f"SELECT e.id FROM {source} WHERE {condition.text} AND {extra}", condition.bindings)  # noqa: S608  as above


def select_all(condition: Condition, feeds: Sequence[FeedNames], feed_id: int | None = None) -> Sql:
    """Return the statement that gives all stored entries that match, in the lists or not; of one feed, if it is named.

    The statement has the table `states e`, and a condition as its end.
    """
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    found = [lookup for part in parts if (lookup := index_expression(part))]
    checks = [text_check(part) if index_expression(part) else express(part, feeds) for part in parts]
    source = "search s CROSS JOIN states e ON e.id = s.rowid" if found else "states e"
    wanted = [Sql("s.search MATCH ?", (" AND ".join(found),))] if found else []
    if feed_id is not None:
        wanted.append(Sql("+e.feed_id = ?" if found else "e.feed_id = ?", (feed_id,)))
    whole = join([*wanted, *checks], " AND ")
    return Sql(f"SELECT e.id FROM {source} WHERE {whole.text}", whole.bindings)  # noqa: S608  as above


def select_tally(query: Query, feeds: Sequence[FeedNames]) -> Sql:
    """Return the statement that counts the matching entries, and those of them that are unread."""
    parts = query.condition.parts if isinstance(query.condition, AllOf) else (query.condition,)
    if query.fit is None and all(map(_is_indexed, parts)):
        # the lists' indexes know this much: to count twice in them is far cheaper than to look at every row once
        unread = Query(query.text, AllOf((*parts, TraitMatch("unread"))), query.order)
        every, some = select_set(query, feeds), select_set(unread, feeds)
        counts = f"(SELECT count(*) FROM ({every.text})), (SELECT count(*) FROM ({some.text}))"  # noqa: S608  as above
        return Sql(f"SELECT {counts}", (*every.bindings, *some.bindings))
    found = select_set(query, feeds)
    return Sql(found.text.replace("SELECT e.id", "SELECT count(*), coalesce(sum(e.read = 0), 0)", 1), found.bindings)


def _is_indexed(part: Condition) -> bool:
    return isinstance(part, Everything) or (isinstance(part, Since | Before) and part.of == "moment")


_LARGE_STORY = 8
"""Articles from which on there are so few stories that one reads them all; of smaller ones the newest are soon met."""

_FIT_AMONG = 2_000
"""Entries at the beginning of a list among which those are looked for that fit into the time."""


def _fit(found: Sql, minutes: int) -> Sql:
    """Return the statement that gives the first entries of a list that can be read in so many minutes together.

    One that takes longer than what is left is passed over, and the next that does not is taken; each takes a minute at
    least.
    """
    taken = "max(e.minutes, 1) AS taken"
    return Sql(
        f"""
        WITH RECURSIVE
        listed (id, taken, position) AS MATERIALIZED (
            SELECT id, taken, row_number() OVER () FROM (SELECT e.id, {taken} {found.text} LIMIT {_FIT_AMONG})
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


def _use_index(scope: Scope, which: int) -> str:
    return f" INDEXED BY {scope.indexes[which]}" if scope.indexes else ""


def _scope(condition: Condition, feeds: Sequence[FeedNames]) -> tuple[Scope, tuple[SqlValue, ...], list[Sql]]:
    """Return the smallest scope that holds all matches, what it binds, and the conditions left to check."""
    parts = list(condition.parts) if isinstance(condition, AllOf) else [condition]
    if found := [lookup for part in parts if (lookup := index_expression(part))]:
        checks = [text_check(part) if index_expression(part) else express(part, feeds) for part in parts]
        name = "hidden search" if any(map(_asks_for_hidden, parts)) else "search"
        return SCOPES[name], (" AND ".join(found),), checks
    name, bindings, told = _choose_scope(parts, feeds)
    return SCOPES[name], bindings, [express(part, feeds) for part in parts if part not in told]


_Chosen = tuple[str, tuple[SqlValue, ...], tuple[Condition, ...]]
"""The name of a scope, what it binds, and the parts of the query that it stands for."""


def _choose_scope(parts: Sequence[Condition], feeds: Sequence[FeedNames]) -> _Chosen:
    unread = TraitMatch("unread")
    for flag in ("starred", "later"):
        if TraitMatch(flag) in parts:
            return flag, (), (TraitMatch(flag),)
    if name := _choose_rare_scope(parts):
        return name, (), ()
    for part in parts:
        if (chosen := _find_feed_scope(part, feeds, unread=unread in parts) or _find_small_scope(part)) is not None:
            return chosen
    if any(_asks_for_kept(part) for part in parts):
        return "visible", (), ()
    name = "fresh" if Not(AGED) in parts else "unread"
    return (name, (), (unread, Not(AGED))) if unread in parts else ("everything", (), ())


def _find_feed_scope(part: Condition, feeds: Sequence[FeedNames], *, unread: bool) -> _Chosen | None:
    """Return the scope of a feed, if a part of the query asks for exactly one."""
    if not isinstance(part, FieldMatch) or part.field != "feed":
        return None
    ids = find_feeds(part.field, part.value, feeds)
    if len(ids) != 1:
        return None
    return "unread feed" if unread else "feed", tuple(ids), (part, TraitMatch("unread"))


def _find_small_scope(part: Condition) -> _Chosen | None:
    """Return the scope of a tag or of stories, if a part of the query asks for one."""
    match part:
        case FieldMatch("tag", value):
            return "tag", tag_values(value), (part,)
        case FieldMatch("story", value):
            return "story", (int(value), int(value)), (part,)
        case NumberMatch("story", int(least)) if least >= _LARGE_STORY:
            return "large stories", (least,), ()
        case NumberMatch("story", int(least)) if least > 1:
            return "stories", (), ()
        case TraitMatch("followed"):
            return "stories", (), ()
        case _:
            return None


def _choose_rare_scope(parts: Sequence[Condition]) -> str:
    """Return the scope of what is hidden, was read of late or has aged, if that is asked for, else `""`."""
    if any(map(_asks_for_hidden, parts)):
        return "hidden" if any(map(_is_hidden, parts)) else "present"
    asked = {part.of for part in parts if isinstance(part, Since | Before)}
    if AGED in parts or "aged" in asked:
        return "aged"
    return "read" if "read" in asked else ""


def _is_hidden(condition: Condition) -> bool:
    """Whether a condition matches hidden entries only: those that a reason hides, or one of several."""
    match condition:
        case TraitMatch(trait):
            return trait in REASONS
        case AnyOf(parts):
            return bool(parts) and all(map(_is_hidden, parts))
        case _:
            return False


def _asks_for_hidden(condition: Condition) -> bool:
    """Whether a query asks for hidden entries, which are left out otherwise."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return any(map(_asks_for_hidden, parts))
        case _:
            return _is_hidden(condition)


def _asks_for_kept(condition: Condition) -> bool:
    """Whether a condition also finds what is kept outside the lists, such as followed pages."""
    match condition:
        case TraitMatch(what):
            return what in {"starred", "later"}
        case FieldMatch(key):
            return key not in {"feed", "folder"}
        case TextMatch() | RegexMatch():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(_asks_for_kept, parts))
        case _:
            return False
