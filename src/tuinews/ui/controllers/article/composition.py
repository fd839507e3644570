"""The controllers of what is done with an article, each made when it is first used."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.controllers.article.browser import BrowserController
    from tuinews.ui.controllers.article.enclosures import EnclosuresController
    from tuinews.ui.controllers.article.explanation import ExplanationController
    from tuinews.ui.controllers.article.gallery import GalleryController
    from tuinews.ui.controllers.article.links import LinksController
    from tuinews.ui.controllers.article.notes import NotesController
    from tuinews.ui.controllers.article.pictures import PicturesController
    from tuinews.ui.controllers.article.related import RelatedController
    from tuinews.ui.controllers.article.share import ShareController
    from tuinews.ui.controllers.article.story import StoryController
    from tuinews.ui.controllers.article.variants import VariantsController
    from tuinews.ui.controllers.article.viewer import ArticleController
    from tuinews.ui.controllers.headlines.marks import MarksController


class ArticleControllers(ABC):
    """What is done with articles; the other controllers are added to these."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, panes: Panes, writes: PendingWrites
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._writes = writes
        self.panes = panes
        self.listing = ListingController(env, session, interaction, panes)

    @abstractmethod
    def run_named(self, action_id: str, argument: str = "") -> None:
        """Carry out the action of that name."""

    @cached_property
    def marks(self) -> "MarksController":
        """Marks on headlines."""
        from tuinews.ui.controllers.headlines.marks import MarksController

        return MarksController(self._env, self._session, self._interaction, self.listing, self._writes)

    @cached_property
    def article(self) -> "ArticleController":
        """The article in its pane, with what is read after it is painted."""
        from tuinews.ui.controllers.article.late_parts import LatePartsController
        from tuinews.ui.controllers.article.viewer import ArticleController

        made = ArticleController(self._env, self._session, self._interaction, self.panes, self.marks)
        made.read_more = LatePartsController(self._env, self._session, self._interaction, made).read_soon
        self.listing.after_regrouping = made.show_story_again
        return made

    @cached_property
    def browser(self) -> "BrowserController":
        """Pages in the browser."""
        from tuinews.ui.controllers.article.browser import BrowserController

        return BrowserController(self._env, self._interaction, self.listing, self.marks)

    @cached_property
    def enclosures(self) -> "EnclosuresController":
        """Files that come with articles, and downloads."""
        from tuinews.ui.controllers.article.enclosures import EnclosuresController

        return EnclosuresController(self._env, self._interaction, self.listing, self.browser)

    @cached_property
    def gallery(self) -> "GalleryController":
        """The pictures of an article, one by one."""
        from tuinews.ui.controllers.article.gallery import GalleryController

        return GalleryController(self._env, self._session, self._interaction, self.article, self.browser)

    @cached_property
    def links(self) -> "LinksController":
        """Links and tags of the article."""
        from tuinews.ui.controllers.article.links import LinksController

        return LinksController(self._session, self._interaction, self.listing, self.article, self.browser)

    @cached_property
    def variants(self) -> "VariantsController":
        """What stands in place of the article's text."""
        from tuinews.ui.controllers.article.variants import VariantsController

        return VariantsController(self._env, self._session, self._interaction, self.listing, self.article)

    @cached_property
    def explanation(self) -> "ExplanationController":
        """Why an article is here."""
        from tuinews.ui.controllers.article.explanation import ExplanationController

        return ExplanationController(self._env, self._interaction, self.listing)

    @cached_property
    def story(self) -> "StoryController":
        """The story of an article."""
        from tuinews.ui.controllers.article.story import StoryController

        return StoryController(self._env, self._interaction, self.listing, self.article, self._writes)

    @cached_property
    def related(self) -> "RelatedController":
        """The nearest articles."""
        from tuinews.ui.controllers.article.related import RelatedController

        return RelatedController(self._env, self._interaction, self.listing, self.links)

    @cached_property
    def share(self) -> "ShareController":
        """Copying, saving and sending articles."""
        from tuinews.ui.controllers.article.share import ShareController

        return ShareController(self._env, self._interaction, self.listing, self.run_named)

    @cached_property
    def notes(self) -> "NotesController":
        """Notes to articles."""
        from tuinews.ui.controllers.article.notes import NotesController

        return NotesController(self._env, self._interaction, self.listing, self.article, self._writes)

    @cached_property
    def pictures(self) -> "PicturesController":
        """Pictures of articles."""
        from tuinews.ui.controllers.article.pictures import PicturesController

        return PicturesController(self._env, self._session, self._interaction, self.panes)
