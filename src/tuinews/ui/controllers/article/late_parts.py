"""What of an article is read after it is on the screen: a part is a function here and its row in `LATE_PARTS`."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from tuinews.engine.library import Library
from tuinews.model.entry import Article
from tuinews.model.error import TuinewsError
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session

AddPart = Callable[[Article], Article]
"""Gives an article with a part that was read."""


async def _read_story(library: Library, article: Article) -> AddPart | None:
    """Return what adds the story of an article, if it is in one."""
    story = await library.stories.find_others(article.entry.id)
    return None if story is None else lambda shown: replace(shown, story=story)


async def _read_near(library: Library, article: Article) -> AddPart | None:
    """Return what adds the related articles, if there are any."""
    near = await library.related.find(article.entry.id)
    return (lambda shown: replace(shown, near=near)) if near else None


LATE_PARTS: tuple[Callable[[Library, Article], Awaitable[AddPart | None]], ...] = (_read_story, _read_near)


class LatePartsController:
    """Adds to the article in its pane what stands below its text and takes time to read; the text does not move."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, article: ArticleController
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._article = article

    def read_soon(self, article: Article) -> None:
        """Read the parts of an article that is shown now, beside the keys."""
        self._interaction.run(self._read(article), "late parts", exclusive=True)

    async def _read(self, article: Article) -> None:
        added = list[AddPart]()
        for read in LATE_PARTS:
            with suppress(TuinewsError):  # the article is there: what could stand below it is worth no complaint
                part = await read(self._env.library, article)
                added += [] if part is None else [part]
        shown = self._session.article
        if added and shown is not None and shown.entry.id == article.entry.id and not self._session.variant:
            for add in added:
                shown = add(shown)
            self._article.show_more(shown)
