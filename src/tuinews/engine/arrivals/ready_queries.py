"""Queries of rules and mutes made ready for one feed, so that thousands of arrivals are matched with hundreds of them.

A query is read once and not again for each feed, unless it counts from now. What it asks of feeds and folders is
answered once for a feed. And most mutes are a word: they are looked up in the words of an entry, and only those that
are there are asked the whole query.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from tuinews.engine.arrivals.draft_match import find_keys, matches_draft, read_keys
from tuinews.model.arrival import Arrival, FeedRules
from tuinews.model.clock import DAY, Instant
from tuinews.model.error import QueryError
from tuinews.model.feed_names import find_feeds
from tuinews.model.query import AllOf, AnyOf, Condition, Everything, FieldMatch, Not, parse_query

Asker = TypeVar("Asker")

NOTHING = Not(Everything())
"""Matches no entry."""

_log = logging.getLogger(__name__)


def read_condition(query: str, now: Instant, what: str) -> Condition:
    """Return what a query asks; one that cannot be read, which is logged, matches nothing."""
    settled = _read_settled(query)
    if settled is not None:
        return settled
    try:
        return parse_query(query, now).condition
    except QueryError as error:
        _log.warning("%s cannot be read: %s", what, error)
        return NOTHING


@lru_cache(maxsize=4_096)
def _read_settled(query: str) -> Condition | None:
    """Return what a query asks if that is the same at all times."""
    try:
        early, late = (parse_query(query, now).condition for now in (400 * DAY, 4_000 * DAY))
    except QueryError:
        return None
    return early if early == late else None


def answer_feeds(condition: Condition, rules: FeedRules) -> Condition:
    """Return a condition in which what is asked of feeds and folders is answered for the feed of the rules."""
    match condition:
        case FieldMatch("feed" | "folder" as field, value):
            return Everything() if rules.feed_id in find_feeds(field, value, rules.feeds) else NOTHING
        case AllOf(parts):
            asked = [part for part in (answer_feeds(part, rules) for part in parts) if part != Everything()]
            return NOTHING if NOTHING in asked else AllOf(tuple(asked)) if len(asked) != 1 else asked[0]
        case AnyOf(parts):
            left = [part for part in (answer_feeds(part, rules) for part in parts) if part != NOTHING]
            return Everything() if Everything() in left else AnyOf(tuple(left)) if left else NOTHING
        case Not(part):
            answered = answer_feeds(part, rules)
            return Everything() if answered == NOTHING else Not(answered)
        case _:
            return condition


class ReadyQuery(NamedTuple, Generic[Asker]):
    """A query made ready for one feed, and who asks it."""

    asker: Asker
    condition: Condition
    keys: frozenset[str] | None
    """As `find_keys` returns them."""


def make_ready(queries: Iterable[tuple[Asker, str, str]], rules: FeedRules) -> Iterator[ReadyQuery[Asker]]:
    """Yield queries ready for the feed of the rules; those that match nothing in it are left out.

    Each comes as who asks it, the query, and what to call it in the log.
    """
    for asker, query, what in queries:
        condition = answer_feeds(read_condition(query, rules.now, what), rules)
        if condition != NOTHING:
            yield ReadyQuery(asker, condition, find_keys(condition, rules.topics))


class QueryTable(Generic[Asker]):
    """Many queries of one feed, each of them under the words that it needs."""

    def __init__(self, queries: Iterable[tuple[Asker, str, str]], rules: FeedRules) -> None:
        self._rules = rules
        self._by_key: dict[str, list[ReadyQuery[Asker]]] = {}
        self._others: list[ReadyQuery[Asker]] = []
        for ready in make_ready(queries, rules):
            if ready.keys is None:
                self._others.append(ready)
            for key in ready.keys or ():
                self._by_key.setdefault(key, []).append(ready)

    def __bool__(self) -> bool:
        return bool(self._by_key or self._others)

    def find(self, arrival: Arrival) -> Sequence[Asker]:
        """Return whose queries match an arriving entry."""
        found = dict.fromkeys(
            ready.asker for ready in self._candidates(arrival) if matches_draft(ready.condition, arrival, self._rules)
        )
        return tuple(found)

    def _candidates(self, arrival: Arrival) -> Iterator[ReadyQuery[Asker]]:
        yield from self._others
        if self._by_key:
            for key in self._by_key.keys() & read_keys(arrival, self._rules.topics):
                yield from self._by_key[key]
