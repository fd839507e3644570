"""The sidebar: feeds, folders and saved views with their counts."""

from asyncio import gather, sleep
from collections.abc import Callable

from tuinews.model.feed import Feed, Folder
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.stories.entry_groups import GroupKind
from tuinews.model.text import fold, safe_text
from tuinews.ui.controllers.feeds.view_keys import give_keys_to_views
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import FEEDS
from tuinews.ui.places import EVERYTHING, INBOX, Place, feed_place
from tuinews.ui.saved_state import StateChanged
from tuinews.ui.session import Session
from tuinews.ui.sidebar_rows import SidebarRow, find_feeds_to_show, sidebar_rows
from tuinews.ui.widgets.content import content


class SidebarController:
    """Keeps feeds and counts up to date, and tells which feed or folder is meant."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, panes: Panes, listing: ListingController
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._listing = listing

    # Feeds and counts

    def count_soon(self) -> None:
        """Read feeds and counts anew, soon and once."""
        self._interaction.run(self._count_all(), "counts", exclusive=True)

    @property
    def known(self) -> tuple[frozenset[FeedId], int]:
        """The feeds that are known and how many articles are muted: where these change, so do the rows of lists."""
        return frozenset(feed.id for feed in self._session.feeds), self._session.counts.muted

    @property
    def _names(self) -> dict[FeedId, str]:
        return {feed.id: feed.title for feed in self._session.feeds}

    async def count(self) -> bool:
        """Read feeds and counts; tells whether feeds came or went, or articles were hidden or came back."""
        feeds, before, names = self._env.library.feeds, self.known, self._names
        self._session.counts, self._session.feeds = await gather(feeds.counts(), feeds.all())
        self.show()
        if any(names.get(number, name) != name for number, name in self._names.items()):
            self._listing.list.shown.reload()  # its rows have the names of their feeds
        return self.known != before

    async def show_added(self) -> None:
        """Show what the user has just added: its feeds, their counts, and their articles in the open list."""
        await self.count()
        await self._listing.load_again()

    async def _count_all(self) -> None:
        """Read feeds and counts, and what the views find, which takes longer: that waits until news has paused."""
        await self.count()
        await sleep(self._env.news_pause)
        library, session = self._env.library, self._session
        session.followed_topics = await library.topics.find_followed()
        self._panes.article.tints = await library.topics.colours()
        session.saved_views = await library.views.all()
        give_keys_to_views(self._env.keymap, session.saved_views)
        session.aged = await library.freshness.count_today() if session.counts.aged else 0
        session.account = await library.sync.status()
        self.show()

    def show(self) -> None:
        """Show feeds and counts as they are known."""
        session = self._session
        self._panes.header.counts = session.counts
        sidebar = self._panes.sidebar
        row = sidebar.current
        here = (session.listing.place, *([row.place] if row is not None and row.place is not None else ()))
        feeds = session.feeds if session.read_feeds else find_feeds_to_show(session.feeds, here)
        sidebar.border_title = content(tr("Feeds") if session.read_feeds else tr("Feeds · unread"))
        lined = [place for place in (INBOX, EVERYTHING) if GroupKind.STORY in session.listing_of(place).kinds]
        sidebar.show(
            sidebar_rows(
                feeds,
                session.counts,
                session.folded,
                session.saved_views,
                followed=session.followed_topics,
                aged=session.aged,
                lined=lined,
                selected=session.selected_feeds,
                account=session.account,
            )
        )
        self._listing.follow_feed_names()
        self._listing.update_empty_text()

    def toggle_unread(self) -> None:
        """Show unread only, or all: in the feeds pane feeds, else articles."""
        if self._session.pane == FEEDS:
            self.toggle_read_feeds()
        else:
            self._listing.toggle_unread()

    def toggle_folding(self) -> None:
        """Have one line for each story of the place, or one for each article, and count so."""
        self._listing.toggle_folding()
        self.show()

    def toggle_read_feeds(self) -> None:
        """Hide the feeds without unread articles, or show them again."""
        self._session.read_feeds = not self._session.read_feeds
        self.show()
        self._interaction.post(StateChanged())

    def show_waiting(self) -> None:
        """Show what is new in the list, and the counts."""
        self._listing.lead_to(self._session.listing, self._listing.list.neighbours)
        self.count_soon()

    # Its rows

    def choose(self, row: SidebarRow, show_page: Callable[[str], object]) -> None:
        """Show what a row is for: its place, or by the name of an action its page."""
        if row.page:
            show_page(row.page)
        else:
            self.open(row)

    def open(self, row: SidebarRow) -> None:
        """Go to the place of a row."""
        if row.place is not None:
            self._listing.visit(row.place)
            if row.trouble:
                self._interaction.tell(f"{row.name}: {row.trouble}", "warning")

    def visit(self, feed: Feed) -> None:
        """Go to the articles of a feed."""
        self._listing.visit(feed_place(feed))

    def fold_current(self) -> None:
        """Fold or unfold the folder that the cursor is at."""
        self._panes.sidebar.fold()

    def fold(self, folder: Folder) -> None:
        """Fold or unfold a folder."""
        self._session.folded ^= {folder}
        self.show()

    def show_selection(self, *, move: int = 0) -> None:
        """Show which feeds are selected and how many, and go down some rows."""
        self.show()
        self._panes.sidebar.move(move)
        self._panes.annotate()

    # What is meant

    @property
    def current_row(self) -> SidebarRow | None:
        """The current row, if the sidebar has the focus."""
        return self._panes.sidebar.current if self._session.pane == FEEDS else None

    @property
    def place(self) -> Place:
        """The place of the current row, if the sidebar has the focus, or else the one that the list shows."""
        row = self.current_row
        return row.place if row is not None and row.place is not None else self._session.listing.place

    def feed_ids(self) -> tuple[FeedId, ...]:
        """The feeds of the place that is meant; none where that is no feed or folder."""
        place = self.place
        if place.kind == "feed":
            return (FeedId(place.feed_id),)
        if place.kind == "folder":
            return tuple(feed.id for feed in self._session.feeds_in((*place.above, place.name)))
        return ()

    def feed(self) -> Feed | None:
        """The one feed that is meant: the current row's, the place's, or the current headline's."""
        ids = self.feed_ids()
        if self.current_row is None and len(ids) != 1:
            row = self._panes.list.current
            ids = (row.headline.feed_id,) if row is not None else ()
        return self._session.feed(ids[0]) if len(ids) == 1 else None

    def folder_paths(self) -> tuple[str, ...]:
        """Return the folders that there are, each as it would be typed; the outer ones before those in them."""
        found = {feed.folder[: depth + 1] for feed in self._session.feeds for depth in range(len(feed.folder))}
        return tuple("/".join(folder) for folder in sorted(found, key=lambda folder: [fold(name) for name in folder]))

    def folder(self) -> Folder:
        """The folder that is meant, for what is added; `()` for none."""
        row = self.current_row
        if row is not None and row.folder:
            return row.folder
        here = self._session.listing.place
        return here.trail if here.kind == "folder" else ()


def read_folder_path(typed: str) -> Folder:
    """Return the folder that was typed, its inner ones after a slash; `()` for none."""
    return tuple(safe_text(part.strip(), 200) for part in typed.split("/") if part.strip())
