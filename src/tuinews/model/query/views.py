"""Views inside queries: `view:Coast` stands for what the view of that name asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tuinews.model.clock import Instant
from tuinews.model.error import QueryError
from tuinews.model.query.parser import parse_query
from tuinews.model.query.tree import AllOf, AnyOf, Condition, Everything, FieldMatch, Not, Order, Query, list_leaves
from tuinews.model.text import fold

PLACES = {
    "inbox": "is:unread -is:aged",
    "river": "is:unread -is:aged sort:river",
    "aged": "aged:1d",
    "today": "after:today",
    "all articles": "",
    "stories": "story:>1",
    "starred": "is:starred",
    "saved": "is:starred",
    "later": "is:later",
    "recently read": "read:7d",
    "muted": "is:muted",
}
"""The queries of the reader's own places, by their folded names; “Saved” is what Starred was called first."""

_NOTHING = Not(Everything())
_MOST = 100
"""Most views that one query may stand for, since views can name views."""


def find_view_names(condition: Condition) -> tuple[str, ...]:
    """Return the views that a condition names."""
    leaves = list_leaves(condition)
    return tuple(leaf.value for leaf in leaves if isinstance(leaf, FieldMatch) and leaf.field == "view")


def replace_views(query: Query, views: Mapping[str, str], now: Instant) -> Query:
    """Return the query with what its views ask in the place of their names.

    `views` has the query of each view by its folded name. One that is not there, cannot be read or leads back to itself
    matches nothing. A query that is a view and nothing else is cut and sorted as the view is, unless it asks for
    another order.
    """
    if not find_view_names(query.condition):
        return query
    replacement = _Replacement({**PLACES, **views}, now)
    order, fit = query.order, query.fit
    if isinstance(query.condition, FieldMatch):
        alone = replacement.read(query.condition.value)
        order, fit = alone.order if order is Order.NEWEST else order, alone.fit
    return replace(query, condition=replacement.whole(query.condition, frozenset()), order=order, fit=fit)


@dataclass
class _Replacement:
    """Replaces names by conditions, and counts how many."""

    views: Mapping[str, str]
    now: Instant
    count: int = field(default=0)

    def read(self, name: str) -> Query:
        """Return what a view asks."""
        try:
            return parse_query(self.views[fold(name)], self.now)
        except (KeyError, QueryError):
            return Query("", _NOTHING)

    def whole(self, condition: Condition, within: frozenset[str]) -> Condition:
        """Return the condition without names of views, of which it stands `within` those."""
        match condition:
            case FieldMatch("view", name):
                self.count += 1
                if fold(name) in within or self.count > _MOST:
                    return _NOTHING
                return self.whole(self.read(name).condition, within | {fold(name)})
            case AllOf(parts):
                return AllOf(tuple(self.whole(part, within) for part in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self.whole(part, within) for part in parts))
            case Not(part):
                return Not(self.whole(part, within))
            case _:
                return condition
