"""The facts about an entry that most explanations need, read at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from tuinews.engine.rules.asked_query import asks_for_hidden
from tuinews.engine.views import index_queries
from tuinews.model.clock import Instant
from tuinews.model.entry import Entry
from tuinews.model.error import QueryError
from tuinews.model.feed import Feed
from tuinews.model.habits.pause import with_rest
from tuinews.model.ids import EntryId
from tuinews.model.query import PLACES, parse_query, replace_views
from tuinews.model.text import SafeText
from tuinews.store import Reader
from tuinews.store.readers.origin_reader import Standing


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry with what surrounds it."""

    entry: Entry
    standing: Standing
    feed: Feed | None
    """`None`: it is not subscribed to any more, or there never was one."""
    feed_url: str
    views: tuple[SafeText, ...]
    """The user's views that hold it."""
    places: frozenset[str]
    """Places of the reader that ask for something in particular and hold it, by their names."""
    now: Instant


def read_facts(reader: Reader, entry_id: EntryId, now: Instant) -> EntryFacts | None:
    """Return the facts about an entry, or `None` when there is no such entry."""
    entry = reader.entry(entry_id)
    standing = reader.origins.read_standing(entry_id)
    if entry is None or standing is None:
        return None
    stored = reader.feed(entry.feed_id) if entry.feed_id else None
    feed = None if stored is None else with_rest(stored, now)
    views = tuple(_find_views(reader, entry_id, hidden=bool(standing.reasons), now=now))
    listed = standing.membership == "subscribed" and not standing.reasons
    places = frozenset(_find_queried_places(reader, entry_id, now)) if listed else frozenset[str]()
    return EntryFacts(entry, standing, feed, reader.feed_url(entry.feed_id), views, places, now)


def _find_queried_places(reader: Reader, entry_id: EntryId, now: Instant) -> Iterator[str]:
    """Yield the names of the places of `QUERIED_PLACES` that hold an entry."""
    for name, query in QUERIED_PLACES.items():
        if reader.origins.is_matched(parse_query(query, now), entry_id):
            yield name


QUERIED_PLACES = {"Today": "after:today", "Stories": PLACES["stories"], "Recently read": PLACES["recently read"]}
"""Queries of places of the reader that hold an entry for what it is, by the names of the places."""


def _find_views(reader: Reader, entry_id: EntryId, *, hidden: bool, now: Instant) -> Iterator[SafeText]:
    """Yield the names of the views that hold an entry; hidden ones are held only by views that ask for them."""
    known = reader.views()
    queries = index_queries(known)
    for view in known:
        try:
            query = replace_views(parse_query(view.query, now), queries, now)
        except QueryError:  # written by a program that knew more
            continue
        if hidden == asks_for_hidden(query.condition) and reader.origins.is_matched(query, entry_id):
            yield view.name
