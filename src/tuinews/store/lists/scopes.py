"""Chooses where the matches of a query are looked for: the smallest sets of entries that hold all of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tuinews.model.feed_names import FeedNames, find_feeds
from tuinews.model.query import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    NearMatch,
    Not,
    NumberMatch,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
)
from tuinews.model.query.words import FEED_MARK
from tuinews.store.conditions import THE_STORY, Sql, SqlValue, express, express_rest, find_left_out, index_expression
from tuinews.store.topics.spellings import TAG_OF, tag_values
from tuinews.store.visibility import (
    REASONS,
    where_aged,
    where_aside,
    where_fresh,
    where_hidden,
    where_listed,
    where_present,
    where_visible,
)

AGED = TraitMatch("aged")
"""What asks for entries that left the inbox unread."""


NAMED = ("author", "agency", "source", "lang")
"""The columns of entries whose values are in the table `names`, each with an index."""


class Scope(NamedTuple):
    """A set of entries, with an index for each order."""

    source: str
    where: str
    newest: str = "e.moment {d}, e.feed_id {d}, e.id {d}"
    indexes: tuple[str, str, str] | None = None
    """For newest and oldest, for titles, and for feeds."""
    parts: tuple[str, ...] = ()
    """Scopes that this one consists of, none of which has an entry of another; empty for itself."""

    def use_index(self, which: int) -> str:
        """Return what the table's name is followed by to use one of the indexes, if there are any."""
        return f" INDEXED BY {self.indexes[which]}" if self.indexes else ""


SCOPES = {
    "everything": Scope("states e", where_listed("e"), indexes=("listed_newest", "listed_title", "states_feed")),
    "unread": Scope(
        "states e",
        f"e.read = 0 AND {where_listed('e')}",
        indexes=("listed_title", "listed_title", "listed_title"),
        parts=("fresh", "aged"),
    ),
    "was read": Scope(
        "states e", f"e.read = 1 AND {where_listed('e')}", indexes=("listed_read", "listed_title", "states_feed")
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
    "enclosure": Scope(
        "states e",
        f"e.enclosed = 1 AND {where_listed('e')}",
        indexes=("enclosed_newest", "listed_title", "states_feed"),
    ),
    "fulltext": Scope(
        "states e",
        f"e.full_text = 1 AND {where_listed('e')}",
        indexes=("full_text_newest", "listed_title", "states_feed"),
    ),
    "feed": Scope(
        "states e INDEXED BY states_feed", f"e.feed_id = ? AND {where_listed('e')}", "e.moment {d}, e.id {d}"
    ),
    "unread feed": Scope("", "", parts=("fresh feed", "aged feed")),
    "fresh feed": Scope(
        "states e INDEXED BY fresh_feed", f"e.feed_id = ? AND {where_fresh('e')}", "e.moment {d}, e.id {d}"
    ),
    "aged feed": Scope(
        "states e INDEXED BY aged_feed", f"e.feed_id = ? AND {where_aged('e')}", "e.moment {d}, e.id {d}"
    ),
    "tag": Scope(
        "entry_tags t INDEXED BY entry_tags_newest CROSS JOIN states e ON e.id = t.entry_id",
        f"t.tag_id = {TAG_OF} AND {where_visible('e')}",
        "t.moment {d}, t.entry_id {d}",
    ),
    "story": Scope("states e INDEXED BY states_story", f"e.story_id = {THE_STORY} AND {where_visible('e')}"),
    "large stories": Scope(
        "stories w INDEXED BY stories_size CROSS JOIN states e INDEXED BY states_story ON e.story_id = w.id",
        f"w.visible > 2 AND w.visible BETWEEN ? AND ? AND {where_listed('e')}",
    ),
    "stories": Scope("states e INDEXED BY storied_newest", f"e.story_id IS NOT NULL AND {where_listed('e')}"),
    "search": Scope("search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_visible('e')}"),
    "read": Scope("states e INDEXED BY read_newest", where_visible("e"), "e.read_at {d}, e.feed_id {d}, e.id {d}"),
    "kept": Scope("states e INDEXED BY kept_newest", where_aside("e")),
    "hidden": Scope("states e INDEXED BY hidden_newest", where_hidden("e")),
    "listed search": Scope(
        "search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_listed('e')}"
    ),
    "hidden search": Scope(
        "search s CROSS JOIN states e ON e.id = s.rowid", f"s.search MATCH ? AND {where_present('e')}"
    ),
    "present": Scope("states e", where_present("e")),
    "noted": Scope("entry_notes n CROSS JOIN states e ON e.id = n.entry_id", where_present("e")),
    "few enclosure": Scope("states e INDEXED BY enclosed_newest", f"e.enclosed = 1 AND {where_listed('e')}"),
    "few fulltext": Scope("states e INDEXED BY full_text_newest", f"e.full_text = 1 AND {where_listed('e')}"),
    "tags": Scope(
        "states e",
        "e.id IN (SELECT entry_id FROM entry_tags WHERE tag_id IN (SELECT value FROM json_each(?))) "  # noqa: S608  SQL of ours
        f"AND {where_visible('e')}",
    ),
    "minutes": Scope("states e INDEXED BY listed_minutes", f"e.minutes BETWEEN ? AND ? AND {where_listed('e')}"),
    **{
        name: Scope(
            f"entries w INDEXED BY entries_{name} CROSS JOIN states e ON e.id = w.id",
            f"w.{name} <> '' AND w.{name} IN (SELECT value FROM json_each(?)) AND {where_visible('e')}",  # noqa: S608  names of columns
        )
        for name in NAMED
    },
}
"""Scopes without `indexes` are small beside the store (a feed, a tag, what was found): other orders sort them."""


class RarePart(NamedTuple):
    """A part of a query that few entries match (`lists/rare_parts.py`)."""

    part: Condition
    scope: str
    """The name of the scope in which these entries are."""
    bindings: tuple[SqlValue, ...]
    many: int
    """How many there are."""


class ScopeChoice(NamedTuple):
    """Where the matches of a query are looked for."""

    scopes: tuple[Scope, ...]
    """One, or several that have no entry in common."""
    bindings: tuple[SqlValue, ...]
    """What the conditions of each scope bind."""
    rest: tuple[Sql, ...]
    """What is left to check."""


def choose_scopes(
    condition: Condition,
    feeds: Sequence[FeedNames],
    within: str = "",
    rare: Sequence[RarePart] = (),
    *,
    first: bool = False,
) -> ScopeChoice:
    """Return the smallest scopes that hold all matches, and the conditions left to check.

    `within` is what more the full-text index is asked of what it finds. With `first`, it is chosen for lists of which
    only the first entries are read.
    """
    parts = list(condition.parts) if isinstance(condition, AllOf) else [condition]
    found = index_expression(condition)
    if found or within:
        name = "hidden search" if any(map(asks_for_hidden, parts)) else "search"
        if not found and not any(map(_asks_for_kept, parts)):
            name = "listed search"
        marks = _find_feed_marks(parts, feeds) if within else ()
        asked = [f"({one})" for one in (found, within, *marks) if one]
        left_out = "" if found else find_left_out(condition)
        expression = " AND ".join(asked) + (f" NOT ({left_out})" if left_out else "")
        return ScopeChoice((SCOPES[name],), (expression,), (express_rest(condition, feeds, first=first),))
    names, bindings, told = _choose_names(parts, feeds, rare)
    # what costs most comes last: SQLite asks in the order of the conditions
    left = sorted((part for part in parts if part not in told), key=_is_costly)
    rest = tuple(express(part, feeds, first=first) for part in left)
    return ScopeChoice(tuple(SCOPES[name] for name in names), bindings, rest)


def walks_all(condition: Condition, feeds: Sequence[FeedNames], rare: Sequence[RarePart]) -> bool:
    """Whether the matches of a query are looked for among so many entries as can be in the lists."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return _choose_names(parts, feeds, rare)[0][0] in _LARGE


_LARGE = {"everything", "unread", "fresh", "was read", "enclosure", "fulltext"}


_FEW_FEEDS = 200


def _find_feed_marks(parts: Sequence[Condition], feeds: Sequence[FeedNames]) -> Iterator[str]:
    """Yield what to ask the full-text index for the feeds of each part that asks for few."""
    for part in parts:
        match part:
            case FieldMatch("feed" | "folder" as field, value):
                ids = find_feeds(field, value, feeds)
                if 0 < len(ids) <= _FEW_FEEDS:
                    yield " OR ".join(f'"{FEED_MARK}{number}"' for number in ids)


def _is_costly(condition: Condition) -> bool:
    """Whether a condition looks at more than the row of an entry's state."""
    return not isinstance(condition, TraitMatch | Since | Before | NumberMatch | Everything)


_Chosen = tuple[tuple[str, ...], tuple[SqlValue, ...], tuple[Condition, ...]]
"""The names of scopes, what they bind, and the parts of the query that they stand for."""


_EVERYWHERE = {*NAMED, "tags", "starred", "later"}
"""Scopes that also have what is kept outside the lists."""


def has_nothing(condition: Condition, rare: Sequence[RarePart]) -> bool:
    """Whether there is no entry at all that one of the parts matches."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    if _choose_rare_scope(parts):  # it has entries that the scopes of rare parts leave out
        return False
    beside = any(map(_asks_for_kept, parts))
    return any(not one.many and (one.scope in _EVERYWHERE or not beside) for one in rare)


def _choose_names(parts: Sequence[Condition], feeds: Sequence[FeedNames], rare: Sequence[RarePart]) -> _Chosen:
    for trait, scope in (("starred", "starred"), ("later", "later"), ("note", "noted")):
        if TraitMatch(trait) in parts:
            return (scope,), (), (TraitMatch(trait),)
    if name := _choose_rare_scope(parts):
        return (name,), (), ()
    beside = any(map(_asks_for_kept, parts))
    for one in rare:
        if one.scope in _EVERYWHERE or not beside:
            return (one.scope,), one.bindings, (one.part,)
    for part in parts:
        if (chosen := _find_feed_scope(part, feeds, parts) or _find_small_scope(part)) is not None:
            return chosen
    name, told = _choose_large_scope(parts)
    return ((name, "kept"), (), ()) if beside else ((name,), (), told)


def _choose_large_scope(parts: Sequence[Condition]) -> tuple[str, tuple[Condition, ...]]:
    """Return the scope of all that can be in the lists, and the parts of the query that it stands for."""
    unread = TraitMatch("unread")
    for flag in ("enclosure", "fulltext"):
        if TraitMatch(flag) in parts:
            return flag, (TraitMatch(flag),)
    if TraitMatch("read") in parts:
        return "was read", (TraitMatch("read"),)
    if unread not in parts:
        return "everything", ()
    return ("fresh", (unread, Not(AGED))) if Not(AGED) in parts else ("unread", (unread,))


def _find_feed_scope(part: Condition, feeds: Sequence[FeedNames], parts: Sequence[Condition]) -> _Chosen | None:
    """Return the scope of a feed, if a part of the query asks for exactly one."""
    if not isinstance(part, FieldMatch) or part.field != "feed":
        return None
    ids = find_feeds(part.field, part.value, feeds)
    if len(ids) != 1:
        return None
    unread = TraitMatch("unread")
    if unread not in parts:
        return ("feed",), tuple(ids), (part,)
    fresh = Not(AGED) in parts
    return ("fresh feed" if fresh else "unread feed",), tuple(ids), (part, unread, *((Not(AGED),) if fresh else ()))


def _find_small_scope(part: Condition) -> _Chosen | None:
    """Return the scope of a tag, of stories or of what has notes, if a part of the query asks for one."""
    match part:
        case FieldMatch("tag", value):
            return ("tag",), tag_values(value), (part,)
        case FieldMatch("story", value):
            return ("story",), (int(value), int(value)), (part,)
        case NumberMatch("story", int(least)) if least > 1:
            return ("stories",), (), ()
        case TraitMatch("followed") | FieldMatch("note") | RegexMatch(field="note"):
            return ("stories" if isinstance(part, TraitMatch) else "noted",), (), ()
        case _:
            return None


def _choose_rare_scope(parts: Sequence[Condition]) -> str:
    """Return the scope of what is hidden, was read of late or has aged, if that is asked for, else `""`."""
    if any(map(asks_for_hidden, parts)):
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


def asks_for_hidden(condition: Condition) -> bool:
    """Whether a query asks for hidden entries, which are left out otherwise."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return any(map(asks_for_hidden, parts))
        case _:
            return _is_hidden(condition)


def _asks_for_kept(condition: Condition) -> bool:
    """Whether a condition also finds what is kept outside the lists, such as followed pages."""
    match condition:
        case TraitMatch(what):
            return what in {"starred", "later", "note"}
        case FieldMatch(key):
            return key not in {"feed", "folder"}
        case TextMatch() | NearMatch() | RegexMatch():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(_asks_for_kept, parts))
        case _:
            return False
