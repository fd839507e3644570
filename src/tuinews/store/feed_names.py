"""Reads what feeds are called, for `feed:` and `folder:` in queries."""

import json
from collections.abc import Iterator
from functools import lru_cache

import apsw

from tuinews.model.feed_names import FeedNames
from tuinews.model.ids import FeedId
from tuinews.model.query import Condition, FieldMatch, list_leaves
from tuinews.model.text import fold

FEED_NAMES = "SELECT id, title, folder, url, tags FROM feeds WHERE removed_at IS NULL AND kind = 'feed'"


def read_feed_names(connection: apsw.Connection) -> Iterator[FeedNames]:
    """Yield the names of each subscription."""
    return map(feed_names, connection.execute(FEED_NAMES))


def read_names_for(connection: apsw.Connection, condition: Condition) -> list[FeedNames]:
    """Return the names of each subscription if a query asks for feeds or folders, else nothing."""
    return list(read_feed_names(connection)) if any(list_named_feeds(condition)) else []


def list_named_feeds(condition: Condition) -> Iterator[FieldMatch]:
    """Yield the parts of a query that ask for feeds or folders."""
    for leaf in list_leaves(condition):
        if isinstance(leaf, FieldMatch) and leaf.field in {"feed", "folder"}:
            yield leaf


@lru_cache(maxsize=20_000)
def feed_names(row: tuple[int, str, str, str, str]) -> FeedNames:
    """Return the names in a row of `FEED_NAMES`; cached, because each query for a feed reads all rows."""
    number, title, folder, url, tags = row
    labels = frozenset(map(fold, json.loads(tags)))
    return FeedNames(FeedId(number), fold(title), fold("/".join(json.loads(folder))), url, labels)
