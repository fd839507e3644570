"""What the feeds are called, for the terms of a query that look feeds up."""

import json
from collections.abc import Iterator
from functools import lru_cache

import apsw

from tuinews.model.feed_names import FeedNames
from tuinews.model.ids import FeedId
from tuinews.model.text import fold

FEED_NAMES = "SELECT id, title, folder, url, tags FROM feeds WHERE removed_at IS NULL AND kind = 'feed'"


def read_feed_names(connection: apsw.Connection) -> Iterator[FeedNames]:
    """Yield what each subscription is called."""
    return map(feed_names, connection.execute(FEED_NAMES))


@lru_cache(maxsize=20_000)
def feed_names(row: tuple[int, str, str, str, str]) -> FeedNames:
    """Read a row of `FEED_NAMES`. It is cached, because each query for a feed or folder reads all of them."""
    number, title, folder, url, tags = row
    labels = frozenset(map(fold, json.loads(tags)))
    return FeedNames(FeedId(number), fold(title), fold("/".join(json.loads(folder))), url, labels)
