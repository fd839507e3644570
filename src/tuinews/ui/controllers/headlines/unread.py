"""Going on: to the next unread headline, article or feed."""

from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE, FEEDS, LIST
from tuinews.ui.rows import SurplusRow
from tuinews.ui.session import Session
from tuinews.ui.sidebar_rows import next_unread_feed


class UnreadController:
    """Goes from article to article and from feed to feed, opening what it comes to where that is wanted."""

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
        self._opens = False
        """Whether the headline that becomes current next is to be opened."""

    def open(self) -> None:
        """Open the feed or headline; in an article go to its first link."""
        if self._session.pane == FEEDS:
            self._panes.sidebar.choose()
        elif self._session.pane == LIST:
            if not self._unfold_surplus():
                self._article.open_current()
        else:
            self._article.open_link()

    def _unfold_surplus(self) -> bool:
        """Unfold what is beyond a feed's daily cap, if that is the current row: which article is meant is not seen."""
        row = self._panes.list.current
        folded = isinstance(row, SurplusRow) and not row.unfolded
        if folded:
            self._listing.toggle_group()
        return folded

    def read_on(self) -> None:
        """Turn a page; at the end of the article go to the next unread one."""
        session, current = self._session, self._panes.list.current_id
        opened = (
            session.article is not None
            and not session.previewing
            and (session.pane == ARTICLE or (current is not None and session.shows(current)))
        )
        if not opened and current is not None:
            if not self._unfold_surplus():
                self._article.open_entry(current)
        elif not self._article.is_seen:
            self._panes.focus(ARTICLE)
        elif not self._panes.article.page(1):
            self.seek(1, opens=True)

    def step(self, delta: int) -> None:
        """Open the article of the next headline (1) or of the one before (-1)."""
        headlines = self._panes.list
        before = headlines.cursor
        headlines.move(delta)
        if headlines.cursor != before and headlines.current_id is not None:
            self._article.open_entry(headlines.current_id)

    def go(self, direction: int) -> None:
        """Go to the next unread headline (1) or the one before (-1); while a search is on, to a match."""
        if self._session.searching or (self._session.pane == ARTICLE and self._article.view.search.marked):
            self._article.move_match(direction)
        else:
            self.seek(direction, opens=self._session.pane == ARTICLE)

    def seek(self, direction: int, *, opens: bool) -> None:
        """Go to an unread headline in this list or, where a feed is shown, in the next feed that has any."""
        self._opens = opens
        if not self._panes.list.go_to_unread(direction):
            self.seek_elsewhere(direction)

    def go_to_feed(self, direction: int) -> None:
        """Go to the next feed with unread articles (1) or the one before (-1)."""
        place = next_unread_feed(self._panes.sidebar.rows, self._session.listing.place, direction)
        if place is None:
            self._interaction.tell(tr("No feed has unread articles."))
        else:
            self._listing.visit(place)

    def open_if_wanted(self, entry_id: EntryId | None) -> None:
        """Open the headline that is current now, if that was wanted."""
        self._listing.label()
        if self._opens and entry_id is not None:
            self._opens = False
            self._article.open_entry(entry_id)

    def seek_elsewhere(self, direction: int) -> None:
        """Go on in the next feed that has any: this list has no unread headline further that way."""
        opens, self._opens = self._opens, False
        if self._session.listing.is_edition:
            self._interaction.tell(self._listing.editions.describe_end())
            return
        here = self._session.listing.place
        place = next_unread_feed(self._panes.sidebar.rows, here, direction) if here.kind == "feed" else None
        if place is None or place == here:
            self._interaction.tell(tr("No unread article further that way."))
            return
        self._opens = opens
        self._listing.visit(place)
