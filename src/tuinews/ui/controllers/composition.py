"""All controllers by their names, given to each other: what works with what stands here.

The first headlines need few of them. The others are imported and made when they are first used, most by a key.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from tuinews.model.language import tr
from tuinews.ui.controllers.article.composition import ArticleControllers
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.keys import KeysController
from tuinews.ui.controllers.news import NewsController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.controllers.saved_state import SavedStateController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.controllers.article.preview import PreviewController
    from tuinews.ui.controllers.background import BackgroundController
    from tuinews.ui.controllers.commands.line import CommandLineController
    from tuinews.ui.controllers.commands.palette import PaletteController
    from tuinews.ui.controllers.dialogs import DialogsController
    from tuinews.ui.controllers.feeds.composition import FeedWorkControllers
    from tuinews.ui.controllers.feeds.freshness import FreshnessController
    from tuinews.ui.controllers.feeds.habits import HabitsController
    from tuinews.ui.controllers.feeds.health import HealthController
    from tuinews.ui.controllers.feeds.refresh import RefreshController
    from tuinews.ui.controllers.feeds.row_edits import RowEditsController
    from tuinews.ui.controllers.feeds.subscriptions import SubscriptionsController
    from tuinews.ui.controllers.headlines.kept_pages import KeptPagesController
    from tuinews.ui.controllers.headlines.mutes import MutesController
    from tuinews.ui.controllers.headlines.navigation import NavigationController
    from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
    from tuinews.ui.controllers.headlines.search import SearchController
    from tuinews.ui.controllers.headlines.tags import TagsController
    from tuinews.ui.controllers.headlines.undo import UndoController
    from tuinews.ui.controllers.headlines.unread import UnreadController
    from tuinews.ui.controllers.jump import JumpController
    from tuinews.ui.controllers.mouse import MouseController
    from tuinews.ui.controllers.rules import RulesController
    from tuinews.ui.controllers.settings.composition import SettingsControllers
    from tuinews.ui.controllers.settings.key_edits import KeyEditsController
    from tuinews.ui.controllers.settings.settings import SettingsController
    from tuinews.ui.controllers.settings.themes import ThemesController
    from tuinews.ui.controllers.topics.decisions import TopicDecisions
    from tuinews.ui.controllers.topics.page import TopicPageController
    from tuinews.ui.controllers.topics.place import TopicPlaceController
    from tuinews.ui.controllers.visit import VisitController
    from tuinews.ui.places import Place


class Controllers(ArticleControllers):
    """Every controller by its name; the table of actions calls their methods."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, panes: Panes, writes: PendingWrites
    ) -> None:
        super().__init__(env, session, interaction, panes, writes)
        self._actions = env.keymap.actions
        self.keys = KeysController(env.keymap, session, interaction, panes, self.run)
        self.sidebar = SidebarController(env, session, interaction, panes, self.listing)
        self.news = NewsController(session, interaction, self.listing, self.sidebar, panes.show_progress)
        self.news.use_settings = lambda: interaction.run(self.settings.use_file(), "settings")
        self.saved_state = SavedStateController(env, session, interaction, self.listing, writes)
        panes.enter_preview = self._open_preview
        panes.frame.find_mouse = lambda: self.mouse
        self.listing.close_article = self._close_article
        self.listing.describe_place = self._describe_place

    def run(self, action: Action[Any], argument: str = "") -> object:
        """Carry out an action with what was typed behind its name; gives what it gives."""
        self.background.note_action()
        if action.needs_article and not self.listing.targets():
            self._interaction.tell(tr("There is no article here to do that with."))
            return None
        given = action.run(self, argument)
        self._session.note_action(action.id)
        # now, not when the list tells that it moved: so it is painted in one go with the move
        self.listing.label()
        self._interaction.make_room()
        return given

    def run_named(self, action_id: str, argument: str = "") -> None:
        """Carry out the action of that name."""
        self.keys.forget()
        self.run(self._actions[action_id], argument)

    def _open_preview(self) -> None:
        self.preview.open()

    def _close_article(self) -> None:
        session, view = self._session, self.panes.article_if_made
        if session.article is None or view is None:
            return
        self.article.keep_position()
        session.article, session.variant, session.followed = None, "", False
        session.searching, session.previewing, session.reading = False, False, False
        view.clear()
        view.border_title = view.border_subtitle = ""
        self.panes.arrange()

    def _describe_place(self, place: "Place") -> None:
        if place.kind == "tag":
            self.topic_place.describe_soon(place)

    @cached_property
    def visit(self) -> "VisitController":
        """The beginning and the end of the user's being here."""
        from tuinews.ui.controllers.visit import VisitController

        return VisitController(self._env, self._session, self._interaction, self)

    @cached_property
    def dialogs(self) -> "DialogsController":
        """Closing and answering dialogs."""
        from tuinews.ui.controllers.dialogs import DialogsController

        return DialogsController(self._interaction)

    @cached_property
    def command_line(self) -> "CommandLineController":
        """Typing a command."""
        from tuinews.ui.controllers.commands.line import CommandLineController

        return CommandLineController(self._env, self._session, self._interaction, self.run_named)

    @cached_property
    def palette(self) -> "PaletteController":
        """What can be done, and where one can go."""
        from tuinews.ui.controllers.commands.palette import PaletteController

        return PaletteController(self._env, self._session, self._interaction, self.listing, self.run_named)

    @cached_property
    def kept_pages(self) -> "KeptPagesController":
        """Pages of the web kept for later."""
        from tuinews.ui.controllers.headlines.kept_pages import KeptPagesController

        return KeptPagesController(self._env, self._interaction, self.listing, self.marks)

    @cached_property
    def preview(self) -> "PreviewController":
        """The current headline's article beside the list."""
        from tuinews.ui.controllers.article.preview import PreviewController

        return PreviewController(self._env, self._session, self._interaction, self.panes, self.article)

    @cached_property
    def unread(self) -> "UnreadController":
        """Going on to what is unread."""
        from tuinews.ui.controllers.headlines.unread import UnreadController

        return UnreadController(self._session, self._interaction, self.panes, self.listing, self.article)

    @cached_property
    def navigation(self) -> "NavigationController":
        """The way back, and out."""
        from tuinews.ui.controllers.headlines.navigation import NavigationController

        made = NavigationController(self._session, self._interaction, self.panes, self.listing, self.article)
        # as in newsboat, for those who have its keys
        made.feeds_are_root = lambda: self._env.settings.keys.preset == "newsboat"
        return made

    @cached_property
    def tags(self) -> "TagsController":
        """Tags of articles."""
        from tuinews.ui.controllers.headlines.tags import TagsController

        return TagsController(self._env, self._interaction, self.listing, self.article, self._writes)

    @cached_property
    def search(self) -> "SearchController":
        """Searches and filters."""
        from tuinews.ui.controllers.headlines.search import SearchController

        return SearchController(self._env, self._session, self._interaction, self.listing, self.article)

    @cached_property
    def feed_work(self) -> "FeedWorkControllers":
        """What is done with feeds now and then: lists, folders, health, the journal."""
        from tuinews.ui.controllers.feeds.composition import FeedWorkControllers

        return FeedWorkControllers(self._env, self._session, self._interaction, self)

    @cached_property
    def row_edits(self) -> "RowEditsController":
        """Editing the feed, folder or view one is at."""
        from tuinews.ui.controllers.feeds.row_edits import RowEditsController

        return RowEditsController(self._env, self._session, self._interaction, self.listing, self.sidebar)

    @cached_property
    def mutes(self) -> "MutesController":
        """What is hidden by a query."""
        from tuinews.ui.controllers.headlines.mutes import MutesController

        return MutesController(self._env, self._interaction, self.listing, self.sidebar)

    @cached_property
    def rules(self) -> "RulesController":
        """What is done with articles as they arrive."""
        from tuinews.ui.controllers.rules import RulesController

        return RulesController(self._env, self._interaction)

    @cached_property
    def old_articles(self) -> "OldArticlesController":
        """Marking read what is old."""
        from tuinews.ui.controllers.headlines.old_articles import OldArticlesController

        return OldArticlesController(self._env, self._interaction, self.listing, self.marks)

    @cached_property
    def refresh(self) -> "RefreshController":
        """Refreshing feeds."""
        from tuinews.ui.controllers.feeds.refresh import RefreshController

        return RefreshController(self._env, self._interaction, self.sidebar, self.old_articles)

    @cached_property
    def subscriptions(self) -> "SubscriptionsController":
        """Subscribing and unsubscribing."""
        from tuinews.ui.controllers.feeds.subscriptions import SubscriptionsController

        return SubscriptionsController(self._env, self._interaction, self.sidebar, self.refresh, self.old_articles)

    @cached_property
    def health(self) -> "HealthController":
        """How feeds are doing."""
        from tuinews.ui.controllers.feeds.health import HealthController

        return HealthController(self._env, self._interaction, self.listing, self.sidebar, self.feed_work)

    @cached_property
    def habits(self) -> "HabitsController":
        """Shelf life, daily cap and pause of a feed."""
        from tuinews.ui.controllers.feeds.habits import HabitsController

        return HabitsController(self._env, self._interaction, self.listing, self.sidebar)

    @cached_property
    def freshness(self) -> "FreshnessController":
        """News that ages."""
        from tuinews.ui.controllers.feeds.freshness import FreshnessController

        return FreshnessController(self._env, self._session, self._interaction, self.listing, self.sidebar)

    @cached_property
    def topic_page(self) -> "TopicPageController":
        """The page of topics."""
        from tuinews.ui.controllers.topics.page import TopicPageController

        return TopicPageController(self._env, self._interaction, self.listing, self._topic_decisions)

    @cached_property
    def topic_place(self) -> "TopicPlaceController":
        """The topic one is at."""
        from tuinews.ui.controllers.topics.place import TopicPlaceController

        return TopicPlaceController(self._env, self._session, self._interaction, self.listing, self._topic_decisions)

    @cached_property
    def _topic_decisions(self) -> "TopicDecisions":
        from tuinews.ui.controllers.topics.decisions import TopicDecisions

        return TopicDecisions(self._env, self._interaction, self.mutes)

    @cached_property
    def _settings(self) -> "SettingsControllers":
        from tuinews.ui.controllers.settings.composition import make_settings_controllers

        return make_settings_controllers(self._env, self._session, self._interaction, self.panes, self.sidebar)

    @property
    def settings(self) -> "SettingsController":
        """Showing and changing settings."""
        return self._settings.page

    @property
    def key_edits(self) -> "KeyEditsController":
        """Giving actions other keys."""
        return self._settings.keys

    @property
    def themes(self) -> "ThemesController":
        """Choosing a theme."""
        return self._settings.themes

    @cached_property
    def jump(self) -> "JumpController":
        """Letters over everything that can be clicked."""
        from tuinews.ui.controllers.jump import JumpController

        return JumpController(self._interaction, self.panes)

    @cached_property
    def mouse(self) -> "MouseController":
        """Borders that are dragged, menus of rows, text that is selected."""
        from tuinews.ui.controllers.mouse import MouseController

        return MouseController(self._env, self._session, self._interaction, self.panes, self.run_named)

    @cached_property
    def undo(self) -> "UndoController":
        """Undo and redo."""
        from tuinews.ui.controllers.headlines.undo import UndoController

        made = UndoController(self._env, self._interaction, self.listing, self.sidebar, self._writes)
        made.show_again = self.article.show_again
        return made

    @cached_property
    def background(self) -> "BackgroundController":
        """What goes on by itself."""
        from tuinews.ui.controllers.background import BackgroundController

        return BackgroundController(self._env, self._interaction, self.panes, self.refresh, self.freshness)
