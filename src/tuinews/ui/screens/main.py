"""The main screen: it composes widgets, wires what works with them, and routes their messages."""

import gc
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.composition import Controllers
from tuinews.ui.controllers.news import NewsController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.controllers.saved_state import begin_session
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.typeahead import Typeahead, Typed
from tuinews.ui.notices import Notices
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.saved_state import FirstPaint
from tuinews.ui.terminal.textual_private import paint_only_visible
from tuinews.ui.widgets.footer import Footer
from tuinews.ui.widgets.headline_list import HeadlineList
from tuinews.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from tuinews.ui.controllers.headlines.navigation import NavigationController
    from tuinews.ui.widgets.article_view import ArticleView


class MainScreen(Screen[None], inherit_bindings=False):
    """What the user sees most of the time: header, feeds, headlines, article, footer."""

    AUTO_FOCUS = ""

    def __init__(self, env: Environment, first: FirstPaint, bridge: Bridge) -> None:
        super().__init__()
        paint_only_visible(self)
        self.env, self._first, self._bridge = env, first, bridge
        self.session = begin_session(env, first)
        self.writes = PendingWrites(lambda why: self.interaction.tell(why, "warning"), self._show_busy)
        self.panes = Panes(env, self.session, self, self.writes.with_pending_marks)
        self.typeahead = Typeahead(self._deliver)
        notices = Notices(self, lambda: self.panes.looks_up)
        self.interaction = Interaction(self, self.typeahead, notices, env.keymap, self._show_busy)
        self.controllers = Controllers(env, self.session, self.interaction, self.panes, self.writes)

    def compose(self) -> ComposeResult:
        """Few widgets: each of them costs time before the first headline is seen."""
        yield from (self.panes.header, self.panes.frame, self.panes.footer)

    def _show_busy(self, what: str) -> None:
        self.panes.header.busy = what

    def _deliver(self, event: Typed) -> bool:
        return self.controllers.keys.deliver(event)

    # Starting and leaving

    def on_mount(self) -> None:
        """Show what was read before; all else waits until that is on the screen."""
        self.panes.show_first()
        self.controllers.saved_state.show_first(self._first)
        self.call_after_refresh(self._fill_panes)

    def _fill_panes(self) -> None:
        """The first headlines are seen: now the rest."""
        if self.session.leaving or not self.panes.frame.is_attached:
            return
        gc.freeze()
        gc.enable()
        self.panes.article.display = self.panes.plan.article
        self.controllers.visit.begin(self._first, self._bridge)
        self.env.library.warm()
        self.watch(self.app, "app_focus", lambda focus: self.controllers.background.attend(focused=focus), init=False)

    def depart(self, code: int) -> None:
        """Store what is to be remembered, and leave with an exit code."""
        self.controllers.visit.end(code)

    # What widgets and controllers tell

    def on_headline_list_moved(self, message: HeadlineList.Moved) -> None:
        """Another headline is current."""
        self.controllers.unread.open_if_wanted(message.entry_id)
        self.controllers.preview.note_move()

    def on_headline_list_opened(self, message: HeadlineList.Opened) -> None:
        """A headline was clicked, or twice for nothing but its article."""
        self.controllers.article.open_entry(message.entry_id, alone=message.alone)

    def on_headline_list_exhausted(self, message: HeadlineList.Exhausted) -> None:
        """There is no unread headline further on in this list."""
        self.controllers.unread.seek_elsewhere(message.direction)

    def on_headline_list_failed(self, message: HeadlineList.Failed) -> None:
        """Rows could not be read."""
        self.interaction.tell(str(message.error), "error")

    def on_article_view_followed(self, message: "ArticleView.Followed") -> None:
        """A link, a tag or a related article was chosen."""
        self.controllers.links.follow(message.target, browser=message.browser)

    def on_article_view_keys_changed(self) -> None:
        """Another link has the focus, or letters stand beside the links, or neither any more."""
        self.panes.annotate()

    def on_article_view_pictures_wanted(self, message: "ArticleView.PicturesWanted") -> None:
        """Pictures are about to be seen."""
        self.controllers.pictures.want(message.rooms)

    def on_paged_text_scrolled(self) -> None:
        """The article was scrolled."""
        self.controllers.article.note_scroll()

    def on_sidebar_chosen(self, message: Sidebar.Chosen) -> None:
        """A row of the sidebar was chosen."""
        self.controllers.sidebar.choose(message.row, self.controllers.run_named)

    def on_sidebar_folded(self, message: Sidebar.Folded) -> None:
        """A folder was folded or unfolded."""
        self.controllers.sidebar.fold(message.row.folder)

    def on_footer_chosen(self, message: Footer.Chosen) -> None:
        """A key's hint was clicked."""
        self.controllers.run_named(message.action_id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click went to another pane."""
        self.panes.focus_widget(event.widget)

    def on_text_selected(self) -> None:
        """Copy what was selected."""
        self.controllers.mouse.copy_selection(self.get_selected_text())

    def on_resize(self) -> None:
        """The terminal has another size."""
        self.panes.arrange()

    def on_news_controller_arrived(self, message: NewsController.Arrived) -> None:
        """The engine told that something is stale."""
        self.controllers.news.take(message.events)

    def on_state_changed(self) -> None:
        """Store the state anew: something changed that the next start shows again, such as sizes or the theme."""
        self.controllers.saved_state.remember_soon()

    def on_navigation_controller_quit_requested(self, message: "NavigationController.QuitRequested") -> None:
        """The user leaves."""
        self.depart(message.code)
