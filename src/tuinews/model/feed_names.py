"""How `feed:` and `folder:` find feeds by their names."""

from collections.abc import Iterable
from typing import NamedTuple

from tuinews.model.ids import FeedId
from tuinews.model.text import fold


class FeedNames(NamedTuple):
    """What a feed can be found by."""

    id: FeedId
    title: str
    """Folded."""
    folder: str
    """Folded names joined by `/`; `""` is the root."""
    url: str
    labels: frozenset[str] = frozenset()
    """The user's labels for the feed, folded."""


def find_feeds(field: str, value: str, feeds: Iterable[FeedNames]) -> list[FeedId]:
    """Return the feeds that `feed:` or `folder:` means.

    `feed:` takes an id, an address, or else a part of titles. `folder:` takes a path from the root, else a part of a
    path, and includes subfolders; it takes a label as well.
    """
    wanted = fold(value)
    if field == "folder":
        path, named = wanted.strip("/"), tuple(feeds)
        at_root = [feed.id for feed in named if f"{feed.folder}/".startswith(f"{path}/")]
        inside = at_root or [feed.id for feed in named if f"/{path}/" in f"/{feed.folder}/"]
        return sorted({*inside, *(feed.id for feed in named if path in feed.labels)})
    listed = tuple(feeds)
    exact = [feed.id for feed in listed if str(feed.id) == wanted or feed.url == value]
    return exact or [feed.id for feed in listed if wanted in feed.title]
