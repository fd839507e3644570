"""The one place where queries become SQL: scopes, orders, and what each condition of the query language asks of a row.

Values are only ever bound, never written into SQL. Each scope has an index for each order, so that the first page of
a list costs a page, whatever the size of the store; `tests/store` asks SQLite for the plan of each.
"""

import json
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
    Order,
    Query,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
)
from tuinews.model.text import fold
from tuinews.store.search import index_words, match_expression, phrase_words
from tuinews.store.visibility import REASONS, where_hidden, where_listed, where_present, where_visible

SqlValue = int | str
LeafCondition = TraitMatch | FieldMatch | TextMatch | RegexMatch | Since | Before


class Sql(NamedTuple):
    """A piece of SQL and the values that it binds."""

    text: str
    bindings: tuple[SqlValue, ...] = ()


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
        f"t.tag_id = (SELECT id FROM tags WHERE key = ?) AND {where_visible('e')}",  # noqa: S608  a condition of ours
        "t.moment {d}, t.entry_id {d}",
    ),
    "search": Scope("search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_visible('e')}"),
    "visible": Scope("states e", where_visible("e")),
    "hidden": Scope("states e INDEXED BY hidden_newest", where_hidden("e")),
    "hidden search": Scope(
        "search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_present('e')}"
    ),
    "present": Scope("states e", where_present("e")),
}
"""Scopes without `indexes` are small beside the store (a feed, a tag, what was found): other orders sort them."""

TRAIT_CONDITIONS = {
    "unread": "e.read = 0",
    "read": "e.read = 1",
    "starred": "e.starred = 1",
    "later": "e.later = 1",
    "enclosure": "e.enclosed = 1",
    "fulltext": "e.full_text = 1",
}
"""What each trait of the query language asks of a row of `states e`."""

_COLUMNS = {
    name: f"(SELECT w.{name} FROM entries w WHERE w.id = e.id)"  # noqa: S608  names of columns
    for name in ("author", "agency", "source", "url", "title", "lang")
}
_NONE = Sql("+e.feed_id = -1")
"""Matches no entry. A plain 0 would make SQLite drop the conditions that let it use a partial index."""

_BODY = "(SELECT {function}(b.feed_html, b.page_html, ?) FROM bodies b WHERE b.entry_id = e.id)"
_TAGGED = "e.id IN (SELECT entry_id FROM entry_tags WHERE tag_id = (SELECT id FROM tags WHERE key = ?))"
_FOUND = "e.id IN (SELECT rowid FROM search WHERE search MATCH ?)"
_SAYS_TAG = """EXISTS (SELECT 1 FROM entry_tags g JOIN spellings n ON n.id = g.spelling_id
    WHERE g.entry_id = e.id AND has_phrase(n.name, ?))"""


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


def select_ids(query: Query, feeds: Sequence[FeedNames], *, whole: bool = False) -> Sql:
    """Return the statement that gives the ids of the matching entries in the query's order.

    It is the fastest for the first page; with `whole`, for the whole list, which differs for unread titles.
    """
    scope, bindings, rest = _scope(query.condition, feeds)
    name = scope.source
    match query.order:
        case Order.NEWEST | Order.OLDEST:
            name += _use_index(scope, 0)
            order = scope.newest.format(d="DESC" if query.order is Order.NEWEST else "ASC")
        case Order.TITLE:
            # the first unread titles are soon met among all titles; all of them are sooner sorted
            name += _use_index(scope, 0 if whole and scope is SCOPES["unread"] else 1)
            order = "e.title_key, e.feed_id, e.id"
        case Order.FEED if scope.indexes:
            name = f"feeds f CROSS JOIN states e{_use_index(scope, 2)} ON e.feed_id = f.id"
            order = "f.title_key, f.id, e.moment DESC, e.id DESC"
        case Order.FEED:
            name += " JOIN feeds f ON f.id = e.feed_id"
            order = "f.title_key, f.id, e.moment DESC, e.id DESC"
    condition = _join([Sql(scope.where, bindings), *rest], " AND ")
    return Sql(f"SELECT e.id FROM {name} WHERE {condition.text} ORDER BY {order}", condition.bindings)  # noqa: S608  pieces of the tables below, values bound


def select_set(query: Query, feeds: Sequence[FeedNames], extra: str = "1") -> Sql:
    """Return the statement that gives the matching ids in any order; `extra` is one more condition on `e`."""
    scope, bindings, rest = _scope(query.condition, feeds)
    condition = _join([Sql(scope.where, bindings), *rest], " AND ")
    source = scope.source + _use_index(scope, 0)
    return Sql(f"SELECT e.id FROM {source} WHERE {condition.text} AND {extra}", condition.bindings)  # noqa: S608  as above


def select_tally(query: Query, feeds: Sequence[FeedNames]) -> Sql:
    """Return the statement that counts the matching entries, and those of them that are unread."""
    parts = query.condition.parts if isinstance(query.condition, AllOf) else (query.condition,)
    if all(isinstance(part, Everything | Since | Before) for part in parts):
        # the lists' indexes know this much: to count twice in them is far cheaper than to look at every row once
        unread = Query(query.text, AllOf((*parts, TraitMatch("unread"))), query.order)
        every, some = select_set(query, feeds), select_set(unread, feeds)
        counts = f"(SELECT count(*) FROM ({every.text})), (SELECT count(*) FROM ({some.text}))"  # noqa: S608  as above
        return Sql(f"SELECT {counts}", (*every.bindings, *some.bindings))
    found = select_set(query, feeds)
    return Sql(found.text.replace("SELECT e.id", "SELECT count(*), coalesce(sum(e.read = 0), 0)", 1), found.bindings)


def _use_index(scope: Scope, which: int) -> str:
    return f" INDEXED BY {scope.indexes[which]}" if scope.indexes else ""


def _scope(condition: Condition, feeds: Sequence[FeedNames]) -> tuple[Scope, tuple[SqlValue, ...], list[Sql]]:
    """Return the smallest scope that holds all matches, what it binds, and the conditions left to check."""
    parts = list(condition.parts) if isinstance(condition, AllOf) else [condition]
    if found := [lookup for part in parts if (lookup := _index_expression(part))]:
        checks = [_text_check(part) if _index_expression(part) else _expression(part, feeds) for part in parts]
        name = "hidden search" if any(map(_asks_for_hidden, parts)) else "search"
        return SCOPES[name], (" AND ".join(found),), checks
    name, bindings, told = _choose_scope(parts, feeds)
    return SCOPES[name], bindings, [_expression(part, feeds) for part in parts if part not in told]


def _choose_scope(
    parts: Sequence[Condition], feeds: Sequence[FeedNames]
) -> tuple[str, tuple[SqlValue, ...], tuple[Condition, ...]]:
    """Return the name of the scope, what it binds, and the parts of the query that it stands for."""
    unread = TraitMatch("unread")
    for flag in ("starred", "later"):
        if TraitMatch(flag) in parts:
            return flag, (), (TraitMatch(flag),)
    if any(map(_asks_for_hidden, parts)):
        return ("hidden" if any(_is_hidden(part) for part in parts) else "present"), (), ()
    for part in parts:
        match part:
            case FieldMatch("feed"):
                ids = find_feeds(part.field, part.value, feeds)
                if len(ids) == 1:
                    return "unread feed" if unread in parts else "feed", tuple(ids), (part, unread)
            case FieldMatch("tag", value):
                return "tag", (fold(value),), (part,)
    if any(_asks_for_kept(part) for part in parts):
        return "visible", (), ()
    return ("unread", (), (unread,)) if unread in parts else ("everything", (), ())


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


def _index_expression(condition: Condition) -> str:
    """Return what to ask the full-text index for a condition, or `""` if the index cannot tell."""
    match condition:
        case TextMatch(text) | FieldMatch("title" | "body", text):
            return match_expression(text)
        case _:
            return ""


def _text_check(condition: Condition) -> Sql:
    """Return the check on the texts of entries that have all the words of a condition."""
    match condition:
        case FieldMatch("title", text):
            return Sql(f"has_phrase({_COLUMNS['title']}, ?)", (phrase_words(text),))
        case FieldMatch("body", text):
            return Sql(_BODY.format(function="body_has_phrase"), (phrase_words(text),))
        case TextMatch(text, True) if " " in index_words(text):
            asked = phrase_words(text)
            checks = (
                f"has_phrase({_COLUMNS['title']}, ?)",
                f"has_phrase({_COLUMNS['author']}, ?)",
                _SAYS_TAG,
                _BODY.format(function="body_has_phrase"),
            )
            return Sql(f"({' OR '.join(checks)})", (asked,) * len(checks))
        case _:
            return Sql("1")


def _expression(condition: Condition, feeds: Sequence[FeedNames]) -> Sql:
    """Return the SQL of a condition."""
    match condition:
        case Everything():
            return Sql("1")
        case AllOf(parts):
            return _join([_expression(part, feeds) for part in parts], " AND ")
        case AnyOf(parts):
            return _join([_expression(part, feeds) for part in parts], " OR ")
        case Not(part):
            return _negate(_expression(part, feeds))
        case FieldMatch("view"):  # one that nobody replaced by what it asks
            return _NONE
        case _:
            return _condition(condition, feeds)


def _condition(condition: LeafCondition, feeds: Sequence[FeedNames]) -> Sql:
    match condition:
        case TraitMatch(what):
            return Sql(_flag(what))
        case Since(moment):
            return Sql("e.moment >= ?", (moment,))
        case Before(moment):
            return Sql("e.moment < ?", (moment,))
        case TextMatch() | FieldMatch("title" | "body"):
            return _join([Sql(_FOUND, (_index_expression(condition),)), _text_check(condition)], " AND ")
        case RegexMatch(pattern, key):
            text = (
                _BODY.format(function="body_matches_regex") if key == "body" else f"matches_regex({_COLUMNS[key]}, ?)"
            )
            return Sql(text, (pattern,))
        case FieldMatch():
            return _has(condition, feeds)


def _flag(what: str) -> str:
    return where_hidden("e", what) if what in REASONS else TRAIT_CONDITIONS[what]


def _has(condition: FieldMatch, feeds: Sequence[FeedNames]) -> Sql:
    match condition.field:
        case "feed" | "folder":
            ids = find_feeds(condition.field, condition.value, feeds)
            if len(ids) == 1:
                return Sql("+e.feed_id = ?", tuple(ids))
            return Sql("+e.feed_id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)) if ids else _NONE
        case "tag":
            return Sql(_TAGGED, (fold(condition.value),))
        case "lang":
            lang = _escape(condition.value.replace("_", "-"))
            return Sql(rf"replace({_COLUMNS['lang']}, '_', '-') || '-' LIKE ? ESCAPE '\'", (f"{lang}-%",))
        case key if condition.value.isascii():
            return Sql(rf"{_COLUMNS[key]} LIKE ? ESCAPE '\'", (f"%{_escape(condition.value)}%",))
        case key:
            return Sql(f"has_part({_COLUMNS[key]}, ?)", (fold(condition.value),))


def _join(parts: Sequence[Sql], glue: str) -> Sql:
    texts = glue.join(part.text for part in parts if part.text != "1" or glue != " AND ")
    return Sql(f"({texts})" if texts else "1", tuple(value for part in parts for value in part.bindings))


def _negate(part: Sql) -> Sql:
    return Sql(f"NOT coalesce({part.text}, 0)", part.bindings)


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
