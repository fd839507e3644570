"""The names that queries are completed with: feeds, folders, tags, views and languages of this library."""

from collections.abc import Sequence

from tuinews.model.error import TuinewsError
from tuinews.model.feed import SavedView
from tuinews.model.query import PLACES
from tuinews.model.query.completion import QueryNames, complete_query, find_field
from tuinews.ui.environment import Environment

_TAGS = 500
_OF_TAGS, _OF_FEEDS = frozenset({"tag", "topic"}), frozenset({"feed", "folder", "label", "lang"})


class QueryCompleter:
    """Completes queries: give it to `Interaction.ask` as `complete`. Names are read when the first is asked for."""

    def __init__(self, env: Environment, views: Sequence[SavedView] | None = None) -> None:
        """Begin without names; without `views` none is offered: queries of mutes and rules cannot name any."""
        self._library = env.library
        names = [] if views is None else [*(view.name for view in views), *map(str.capitalize, PLACES)]
        self._names: dict[str, Sequence[str]] = {"view": names}

    async def __call__(self, line: str) -> str:
        """Return how the line goes on, as `complete_query` does."""
        field = find_field(line)
        if field and field not in self._names:
            try:
                self._names |= await self._read(field)
            except TuinewsError:  # what cannot be read is not offered
                return ""
        return complete_query(line, self._names)

    async def _read(self, field: str) -> QueryNames:
        if field in _OF_TAGS:
            topics = [topic.name for topic in await self._library.topics.page(limit=_TAGS, whole=False)]
            return dict.fromkeys(_OF_TAGS, topics)
        if field not in _OF_FEEDS:
            return {field: ()}
        feeds = await self._library.feeds.all()
        folders = {feed.folder[:depth] for feed in feeds for depth in range(1, len(feed.folder) + 1)}
        return {
            "feed": [feed.title for feed in feeds],
            "folder": ["/".join(folder) for folder in sorted(folders)],
            "label": sorted(
                {*("/".join(folder) for folder in folders), *(label for feed in feeds for label in feed.tags)}
            ),
            "lang": sorted({feed.card.lang for feed in feeds if feed.card.lang}),
        }
