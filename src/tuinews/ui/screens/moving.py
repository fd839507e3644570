"""Moving in and between the panes, and from one article to the next."""

from time import monotonic
from typing import TYPE_CHECKING

from tuinews.model.text import safe_text
from tuinews.ui.screens.opening import Opening
from tuinews.ui.screens.stage import Severity
from tuinews.ui.sidebar_rows import next_unread_feed
from tuinews.ui.widgets.headline_list import HeadlineList
from tuinews.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import ArticleView

_LONGEST_SECONDS = 8.0
"""How long what is told can be seen at most."""

_ORDER = ("feeds", "list", "article")


class Moving(Opening):
    """The actions that move."""

    opens_next = False
    """Whether the headline that becomes current next is to be opened."""

    @property
    def active(self) -> "Sidebar | HeadlineList | ArticleView":
        """The pane with the focus."""
        if self.pane == "feeds":
            return self.sidebar
        return self.list if self.pane == "list" else self.reader

    # Out of the way

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Say one sentence, for some seconds, where nobody looks."""
        from tuinews.ui.terminal.textual_private import remove_oldest, remove_sentence

        remove_sentence(self.app, safe_text(sentence, 400))
        super().tell(sentence, severity)
        self._told_until = monotonic() + _LONGEST_SECONDS
        self.make_room()
        self.app.screen.call_after_refresh(remove_oldest, self.app, self.app.size.height // 2, least=1)

    def make_room(self) -> None:
        """Have what was told lie at the end of the screen that the current row is not at."""
        if monotonic() < self._told_until:
            rack, low = self.query_one("#textual-toastrack"), self._looks_up()
            if (rack.styles.dock == "bottom") != low:
                rack.styles.dock = "bottom" if low else "top"
                rack.styles.margin = (0, 0, 1, 0) if low else (1, 0, 0, 0)

    _told_until = 0.0

    def _looks_up(self) -> bool:
        """Whether it is the upper half of the screen where one looks."""
        if self.pane == "article":
            return self.plan.mode != "medium"
        pane = self.sidebar if self.pane == "feeds" else self.list
        return pane.content_region.y + pane.cursor - pane.scroll_offset.y < self.app.size.height // 2

    # In a pane

    def action_down(self) -> None:
        """Go down in the pane."""
        self.active.move(1)

    def action_up(self) -> None:
        """Go up in the pane."""
        self.active.move(-1)

    def action_half_down(self) -> None:
        """Go down half a page."""
        self.active.half(1)

    def action_half_up(self) -> None:
        """Go up half a page."""
        self.active.half(-1)

    def action_page_down(self) -> None:
        """Go down a page."""
        self.active.page(1)

    def action_page_up(self) -> None:
        """Go up a page."""
        self.active.page(-1)

    def action_top(self) -> None:
        """Go to the top of the pane."""
        self._end(first=True)

    def action_bottom(self) -> None:
        """Go to the bottom of the pane."""
        self._end(first=False)

    def _end(self, *, first: bool) -> None:
        match self.pane:
            case "feeds":
                self.sidebar.go(0 if first else len(self.sidebar.rows))
            case "list":
                self.list.go(0) if first else self.list.go_end()
            case _:
                self.reader.home() if first else self.reader.end()

    # Between panes

    def action_focus_feeds(self) -> None:
        """Go to the feeds."""
        self.focus_pane("feeds")

    def action_focus_list(self) -> None:
        """Go to the headlines."""
        self.focus_pane("list")

    def action_focus_article(self) -> None:
        """Go to the article, opening the current headline if there is none."""
        if self.article is None and self.list.current_id is not None:
            self.open_entry(self.list.current_id)
        else:
            self.focus_pane("article")

    def action_focus_left(self) -> None:
        """Go to the pane on the left."""
        self._beside(-1)

    def action_focus_right(self) -> None:
        """Go to the pane on the right."""
        self._beside(1)

    def _beside(self, step: int) -> None:
        wanted = _ORDER.index(self.pane) + step
        if 0 <= wanted < len(_ORDER):
            self.focus_pane(_ORDER[wanted])

    def action_focus_next(self) -> None:
        """Go to the next pane that is seen, around."""
        self._around(1)

    def action_focus_previous(self) -> None:
        """Go to the pane before, around."""
        self._around(-1)

    def _around(self, step: int) -> None:
        plan = self.plan
        narrow = plan.mode == "narrow"
        seen = [
            pane
            for pane, is_seen in zip(_ORDER, (plan.feeds, plan.list, plan.article), strict=True)
            if is_seen or narrow
        ]
        self.focus_pane(seen[(seen.index(self.pane) + step) % len(seen)])

    # From article to article

    def action_open(self) -> None:
        """Open the feed or headline; in an article go to its first link."""
        match self.pane:
            case "feeds":
                self.sidebar.choose()
            case "list":
                if self.list.current_id is not None:
                    self.open_entry(self.list.current_id)
            case _:
                self.reader.follow_focused() or self.reader.focus_target(1)

    def action_next_link(self) -> None:
        """Go to the next link of the article."""
        self.reader.focus_target(1)

    def action_previous_link(self) -> None:
        """Go to the link before."""
        self.reader.focus_target(-1)

    def action_read_on(self) -> None:
        """Turn a page; at the end of the article go to the next unread one."""
        open_here = self.article is not None and (
            self.pane == "article" or self.article.entry.id == self.list.current_id
        )
        if not open_here and self.list.current_id is not None:
            self.open_entry(self.list.current_id)
        elif not self.reader.page(1):
            self._seek(1, opens=True)

    def action_read_back(self) -> None:
        """Turn a page back."""
        self.reader.page(-1)

    def action_next_article(self) -> None:
        """Open the next headline's article."""
        self._step(1)

    def action_previous_article(self) -> None:
        """Open the article of the headline before."""
        self._step(-1)

    def _step(self, delta: int) -> None:
        before = self.list.cursor
        self.list.move(delta)
        if self.list.cursor != before and self.list.current_id is not None:
            self.open_entry(self.list.current_id)

    def action_next_unread(self) -> None:
        """Go to the next unread headline; while a search is on, to the next match."""
        if self.searching:
            self._match(1)
        else:
            self._seek(1, opens=self.pane == "article")

    def action_previous_unread(self) -> None:
        """Go to the unread headline before; while a search is on, to the match before."""
        if self.searching:
            self._match(-1)
        else:
            self._seek(-1, opens=self.pane == "article")

    def note(self) -> str:
        """What the footer says besides keys: while a search is on, which match is shown and how to go on."""
        if not self.searching:
            return super().note()
        shown = self.env.keymap.shown
        if not self.reader.matched:
            return f"Not found · {shown('step-back')} ends it"
        return f"{self.reader.matched} · {shown('next-unread')} next · {shown('previous-unread', 2)} previous"

    def _match(self, delta: int) -> None:
        if not self.reader.search_move(delta):
            self.tell_unfound()
        elif self.reader.search_wrapped:
            self.tell("That was the last match: on from the first." if delta > 0 else "On from the last match.")
        self.annotate()

    def tell_unfound(self) -> None:
        """Say that what is searched for is not in the article."""
        self.tell(f"“{self.reader.sought}” is not in this article.")

    def _seek(self, direction: int, *, opens: bool) -> None:
        self.opens_next = opens
        if not self.list.next_unread(direction):
            self._seek_elsewhere(direction)

    def on_headline_list_exhausted(self, message: HeadlineList.Exhausted) -> None:
        """There is no unread headline further on in this list."""
        self._seek_elsewhere(message.direction)

    def on_headline_list_moved(self, message: HeadlineList.Moved) -> None:
        """Another headline is current: open it if that was wanted."""
        self.label()
        if self.opens_next and message.entry_id is not None:
            self.opens_next = False
            self.open_entry(message.entry_id)

    def _seek_elsewhere(self, direction: int) -> None:
        opens, self.opens_next = self.opens_next, False
        place = (
            next_unread_feed(self.sidebar.rows, self.view.place, direction) if self.view.place.kind == "feed" else None
        )
        if place is None or place == self.view.place:
            self.tell("No unread article further that way.")
            return
        self.opens_next = opens
        self.visit(place)

    def action_next_feed(self) -> None:
        """Go to the next feed with unread articles."""
        self._feed(1)

    def action_previous_feed(self) -> None:
        """Go to the feed with unread articles before."""
        self._feed(-1)

    def _feed(self, direction: int) -> None:
        place = next_unread_feed(self.sidebar.rows, self.view.place, direction)
        if place is None:
            self.tell("No feed has unread articles.")
        else:
            self.visit(place)
