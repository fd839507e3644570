"""Back and forward, the places that are always there, and steps back to the root."""

from collections.abc import Callable
from time import monotonic

from textual.message import Message

from tuinews.model.language import tr
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.history import Waypoint
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE, FEEDS, LIST
from tuinews.ui.places import INBOX
from tuinews.ui.session import Session

_SURE_SECONDS = 3.0
"""How soon Esc has to follow Esc, with no other key in between, to mean it."""


class NavigationController:
    """Goes to where the user was before, step by step out of what was opened."""

    class QuitRequested(Message):
        """The user leaves the reader."""

        def __init__(self, code: int = 0) -> None:
            super().__init__()
            self.code = code
            """The exit code."""

    def __init__(
        self,
        session: Session,
        interaction: Interaction,
        panes: Panes,
        listing: ListingController,
        article: ArticleController,
    ) -> None:
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._listing = listing
        self._article = article
        self._warned = -_SURE_SECONDS
        self._warned_at_key = -1
        self.feeds_are_root: Callable[[], bool] = lambda: False
        """Whether the way out leads from the headlines to the feeds, and from there out."""

    def go_right(self) -> None:
        """Go to the pane on the right; an article that is not open yet is opened where it would be all that is seen."""
        self._article.focus() if self._panes.is_right_empty else self._panes.focus_beside(1)

    # Back and forward

    def back(self) -> None:
        """Go to where one was before: from a footnote to its text, else to the last place."""
        session = self._session
        if session.pane == ARTICLE and session.article is not None and self._panes.article.footnotes.back():
            return
        self._return(session.history.back(self._listing.waypoint))

    def forward(self) -> None:
        """Go to where one went back from."""
        self._return(self._session.history.forward(self._listing.waypoint))

    def _return(self, waypoint: Waypoint | None) -> None:
        if waypoint is None:
            self._interaction.tell(tr("There is nowhere further to go that way."))
        else:
            self._interaction.lead_to("list", self._restore(waypoint))

    async def _restore(self, waypoint: Waypoint) -> None:
        self._session.followed = waypoint.followed
        if waypoint.article is not None and waypoint.story:
            await self._article.show_story(waypoint.article, waypoint.position)
        elif waypoint.article is not None and (self._session.variant or not self._session.shows(waypoint.article)):
            await self._article.show_cached(waypoint.article, waypoint.position)
        self._panes.focus(waypoint.pane)
        if waypoint.listing != self._session.listing:
            await self._listing.show_waypoint(waypoint)

    # Out of what was opened

    def leave(self) -> None:
        """Take one step back; at the root quit."""
        if not self._step_back():
            self.quit()

    def step_back(self) -> None:
        """Take one step back; at the root quit if asked twice: this key is pressed out of habit."""
        if self._step_back():
            return
        next_key = self._session.keys_taken == self._warned_at_key + 1
        if next_key and monotonic() - self._warned < _SURE_SECONDS:
            self.quit()
        else:
            self._warned, self._warned_at_key = monotonic(), self._session.keys_taken
            leave, again = map(self._interaction.key, ("leave", "step-back"))
            self._interaction.tell(
                tr("This is the first page: {leave} quits, or {again} once more.", leave=leave, again=again)
            )

    def _step_back(self) -> bool:
        """Take one step back; False at the root."""
        session = self._session
        if self._panes.drop_selection():
            return True
        if session.zen:
            self._panes.toggle_zen()
        elif session.searching:
            self._article.end_search()
        elif session.pane == ARTICLE and session.variant and not (session.variant == "story" and session.followed):
            self._interaction.lead_to("article", self._article.leave_variant())
        elif session.pane == ARTICLE and session.followed:
            self.back()
        elif session.pane == FEEDS and session.selected_feeds:
            session.selected_feeds = frozenset()
            self._panes.sidebar.deselect()
            self._panes.annotate()
        elif session.pane == FEEDS and self.feeds_are_root():
            return False
        elif session.pane != LIST or self._panes.list_is_strip:
            self._panes.focus(self._panes.behind_drawer if session.pane == FEEDS else LIST)
        elif session.selection:
            self._listing.select(frozenset())
        else:
            return self._leave_listing()
        return True

    def _leave_listing(self) -> bool:
        """Leave a filter, or a place that is not the root; False when there is neither."""
        session = self._session
        if session.listing.filter:
            self._listing.list.highlight(())
            self._leave_filter()
        elif self.feeds_are_root():
            self._panes.focus(FEEDS)
        elif session.listing.place.passing:
            self._listing.list.highlight(())
            if len(session.history):
                self.back()
            else:
                self._listing.lead_to(session.listing_of(INBOX))
        else:
            return False
        return True

    def _leave_filter(self) -> None:
        """Show the very list from before the filter, with the headline that was current then."""
        waypoint = self._session.history.find_unfiltered(self._listing.waypoint)
        if waypoint is None:
            self._listing.lead_to(self._session.listing._replace(filter=""), self._listing.list.neighbours)
        else:
            self._interaction.lead_to("list", self._listing.show_waypoint(waypoint))

    def suspend(self) -> None:
        """Give the terminal back to the shell for a while."""
        self._interaction.suspend()

    def quit(self, code: int = 0) -> None:
        """Leave the reader with an exit code."""
        self._interaction.post(self.QuitRequested(code))
