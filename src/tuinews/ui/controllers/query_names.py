"""The names that queries are completed with: feeds, folders, tags, views and languages of this library."""

from collections.abc import Callable, Sequence
from functools import partial

from tuinews.model.feed import SavedView
from tuinews.model.query import PLACES
from tuinews.model.query.completion import QueryNames, complete_query
from tuinews.ui.environment import Environment

_TAGS = 500


async def make_completer(env: Environment, views: Sequence[SavedView] | None = None) -> Callable[[str], str]:
    """Return what completes a query: give it to `Interaction.ask` as `complete`.

    Without `views` no view is offered: the queries of mutes and rules cannot name any.
    """
    topics = [topic.name for topic in await env.library.topics.page(limit=_TAGS, whole=False)]
    feeds = await env.library.feeds.all()
    folders = {feed.folder[:depth] for feed in feeds for depth in range(1, len(feed.folder) + 1)}
    names: QueryNames = {
        "feed": [feed.title for feed in feeds],
        "folder": ["/".join(folder) for folder in sorted(folders)],
        "tag": topics,
        "topic": topics,
        "view": [] if views is None else [*(view.name for view in views), *map(str.capitalize, PLACES)],
        "lang": sorted({feed.card.lang for feed in feeds if feed.card.lang}),
    }
    return partial(complete_query, names=names)
