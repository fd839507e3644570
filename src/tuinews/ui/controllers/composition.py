"""All controllers, made once and given to each other: what works with what stands here."""

from typing import Any

from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.article.browser import BrowserController
from tuinews.ui.controllers.article.explanation import ExplanationController
from tuinews.ui.controllers.article.late_parts import LatePartsController
from tuinews.ui.controllers.article.links import LinksController
from tuinews.ui.controllers.article.pictures import PicturesController
from tuinews.ui.controllers.article.preview import PreviewController
from tuinews.ui.controllers.article.related import RelatedController
from tuinews.ui.controllers.article.share import ShareController
from tuinews.ui.controllers.article.story import StoryController
from tuinews.ui.controllers.article.variants import VariantsController
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.background import BackgroundController
from tuinews.ui.controllers.dialogs import DialogsController
from tuinews.ui.controllers.feeds.freshness import FreshnessController
from tuinews.ui.controllers.feeds.habits import HabitsController
from tuinews.ui.controllers.feeds.health import HealthController
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.feeds.row_edits import RowEditsController
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.feeds.subscriptions import SubscriptionsController
from tuinews.ui.controllers.headlines.kept_pages import KeptPagesController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.marks import MarksController
from tuinews.ui.controllers.headlines.mutes import MutesController
from tuinews.ui.controllers.headlines.navigation import NavigationController
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.controllers.headlines.search import SearchController
from tuinews.ui.controllers.headlines.tags import TagsController
from tuinews.ui.controllers.headlines.undo import UndoController
from tuinews.ui.controllers.headlines.unread import UnreadController
from tuinews.ui.controllers.keys import KeysController
from tuinews.ui.controllers.news import NewsController
from tuinews.ui.controllers.on_demand import OnDemandControllers
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.controllers.rules import RulesController
from tuinews.ui.controllers.saved_state import SavedStateController
from tuinews.ui.controllers.topics.composition import make_topic_controllers
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.saved_state import FirstPaint, SavedState
from tuinews.ui.session import Session


class Controllers:
    """Every controller by its name; the table of actions calls their methods."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, panes: Panes, writes: PendingWrites
    ) -> None:
        self._actions = env.keymap.actions
        self._session = session
        self._interaction = interaction
        self.panes = panes
        self.keys = KeysController(env.keymap, session, interaction, panes, self.run)
        self.dialogs = DialogsController(interaction)
        self.listing = ListingController(env, session, interaction, panes)
        self.marks = MarksController(env, session, interaction, self.listing, writes)
        self.kept_pages = KeptPagesController(env, interaction, self.listing, self.marks)
        self.article = ArticleController(env, session, interaction, panes, self.marks)
        self.preview = PreviewController(env, session, interaction, panes, self.article)
        self.unread = UnreadController(session, interaction, panes, self.listing, self.article)
        self.navigation = NavigationController(session, interaction, panes, self.listing, self.article)
        self.tags = TagsController(env, interaction, self.listing, self.article, writes)
        self.search = SearchController(env, session, interaction, self.listing, self.article)

        self.browser = BrowserController(env, interaction, self.listing, self.marks)
        self.links = LinksController(session, interaction, self.listing, self.article, self.browser)
        self.variants = VariantsController(env, session, interaction, self.listing, self.article)
        self.explanation = ExplanationController(env, interaction, self.listing)
        self.story = StoryController(env, interaction, self.listing, self.article, writes)
        self.related = RelatedController(env, interaction, self.listing, self.links)
        self.late_parts = LatePartsController(env, session, interaction, self.article)
        self.share = ShareController(env, interaction, self.listing, self.run_named)
        self.pictures = PicturesController(env, session, interaction, panes)
        self._add_those_of_feeds(env, panes, writes)

    def _add_those_of_feeds(self, env: Environment, panes: Panes, writes: PendingWrites) -> None:
        """Add what works with feeds, and what goes on by itself."""
        session, interaction = self._session, self._interaction
        self.sidebar = SidebarController(env, session, interaction, panes, self.listing)
        self.row_edits = RowEditsController(env, session, interaction, self.listing, self.sidebar)
        self.mutes = MutesController(env, interaction, self.listing, self.sidebar)
        self.rules = RulesController(env, interaction)
        self.old_articles = OldArticlesController(env, interaction, self.listing, self.marks)
        self.refresh = RefreshController(env, interaction, self.sidebar, self.old_articles)
        self.subscriptions = SubscriptionsController(env, interaction, self.sidebar, self.refresh, self.old_articles)
        self.health = HealthController(env, interaction, self.listing, self.sidebar)
        self.habits = HabitsController(env, interaction, self.listing, self.sidebar)
        self.freshness = FreshnessController(env, session, interaction, self.listing, self.sidebar)
        self.topic_page, self.topic_place = make_topic_controllers(env, session, interaction, self.listing, self.mutes)
        self.on_demand = OnDemandControllers(env, session, interaction, self)
        self.undo = UndoController(env, interaction, self.listing, self.sidebar, writes)

        self.news = NewsController(session, interaction, self.listing, self.sidebar, panes.show_progress)
        self.background = BackgroundController(env, interaction, panes, self.refresh, self.freshness)
        self.saved_state = SavedStateController(env, session, interaction, self.listing, writes)

    def start(self, first: FirstPaint, bridge: Bridge) -> None:
        """Begin what waits until the first headlines are seen."""
        self.sidebar.count_soon()
        self._interaction.run(self._show_rest(first.saved), "list", exclusive=True)
        self.background.tick()
        self.keys.tell_wrong_keys()
        self.pictures.tell_if_missing()
        self.news.listen(bridge)
        self.background.start()
        self.saved_state.begin_visit()
        if not first.counts.total:
            self._interaction.run(self.on_demand.offer_first_run(), "first run")

    async def _show_rest(self, state: SavedState) -> None:
        """Show the whole of the list, and the article that was open."""
        await self.saved_state.show_rest(state)
        if state.article is not None and self._session.article is None:
            await self.article.recall(state.article)

    def leave(self, code: int) -> None:
        """End what goes on by itself, store what is to be remembered, and leave with an exit code."""
        if not self._session.leaving:
            self._session.leaving = True
            self.news.stop()
            self.background.stop()
            self._interaction.run(self._leave(code), "leaving")

    async def _leave(self, code: int) -> None:
        try:
            await self.saved_state.finish()
        finally:
            self.pictures.take_down()
            self._interaction.exit(code)

    def run(self, action: Action[Any], argument: str = "") -> object:
        """Carry out an action with what was typed behind its name; gives what it gives."""
        if action.needs_article and not self.listing.targets():
            self._interaction.tell("There is no article here to do that with.")
            return None
        given = action.run(self, argument)
        # now, not when the list tells that it moved: so it is painted in one go with the move
        self.listing.label()
        self._interaction.make_room()
        return given

    def run_named(self, action_id: str, argument: str = "") -> None:
        """Carry out the action of that name."""
        self.keys.forget()
        self.run(self._actions[action_id], argument)
