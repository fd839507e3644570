"""Saving as the engine does it, from articles in memory."""

from typing import Protocol, cast

from tuinews.config.settings import Settings
from tuinews.engine.articles.article_files import ArticleFiles
from tuinews.engine.articles.articles import Articles
from tuinews.engine.services import Services
from tuinews.model.entry import Article
from tuinews.model.ids import EntryId


class Opens(Protocol):
    """Where articles come from."""

    async def open(self, entry_id: EntryId, *, full: bool | None = None) -> Article: ...


class FakeServices:
    """As much of the engine's context as saving needs."""

    settings = Settings()

    def clock(self) -> int:
        return 1_795_615_500


def saving_of(articles: Opens) -> ArticleFiles:
    """The engine's own saving, for a fake library."""
    return ArticleFiles(cast("Services", FakeServices()), cast("Articles", articles))
