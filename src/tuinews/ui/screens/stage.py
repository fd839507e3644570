"""The panes and what stands in them: the ground on which the actions of the main screen are carried out."""

from array import array
from asyncio import gather, sleep
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal
from weakref import finalize

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from tuinews.model.entry import Article
from tuinews.model.error import TuinewsError
from tuinews.model.feed import Counts, Feed, Folder, SavedView
from tuinews.model.ids import EntryId
from tuinews.model.query import Order
from tuinews.model.text import safe_text
from tuinews.ui.environment import Environment
from tuinews.ui.history import History, Waypoint
from tuinews.ui.keys.typeahead import Typeahead, Typed
from tuinews.ui.pane_layout import PaneLayout, arrange
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.places import Listing, Place, listing_of
from tuinews.ui.sidebar_rows import sidebar_rows
from tuinews.ui.terminal.textual_private import paint_only_visible
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.footer import Footer
from tuinews.ui.widgets.header import Header
from tuinews.ui.widgets.headline_list import HeadlineList
from tuinews.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import ArticleView

FIRST = 200
"""Ids that are asked for first, so that rows are seen before a long list is known whole."""

_KEPT = 20_000
"""The longest list that the way back keeps as it was."""

_NEAR = 40
"""Headlines on either side of the current one that are remembered with it."""

_KNOWN = 4_000
"""Rows at the list's ends among which news is told from what the list shows already."""

Severity = Literal["information", "warning", "error"]


def _nothing() -> None:
    """Nobody waits for the end."""


class Stage(Screen[None], inherit_bindings=False):
    """Header, feeds, headlines, article, footer; where one is and what is shown."""

    AUTO_FOCUS = ""

    def __init__(self, env: Environment) -> None:
        super().__init__()
        paint_only_visible(self)
        self.env = env
        self.library = env.library
        self.opened = env.clock()
        """When this reader was: what was done before is not undone by a key."""
        self.view, self.history = Listing(), History()
        self.article: Article | None = None
        self.aside = ""
        """What is shown for the article's own text: `changes`, `output`."""
        self.followed = False
        """Whether the article was reached by a link, so that leaving it leads back."""
        self.keeping = PendingWrites(partial(self.tell, severity="warning"), self._sign)
        """What is to be stored, one after the other."""
        self.feeds: tuple[Feed, ...] = ()
        self.saved: tuple[SavedView, ...] = ()
        """The user's own queries."""
        self.counts = Counts()
        self.folded: frozenset[Folder] = frozenset()
        self.selection: frozenset[EntryId] = frozenset()
        self.waiting = 0
        """New articles of this place that the list does not show yet."""
        self.searching = False
        """Whether a search in the article is on."""
        self.sizes = env.sizes()
        self.zen, self.pane = False, "list"
        self.whole = True
        """Whether the list's ids are all there."""
        self.header = Header(zone=env.zone, ascii_only=env.settings.look.ascii, id="header")
        self.sidebar = Sidebar(ascii_only=env.settings.look.ascii, id="feeds")
        self.sidebar.border_title = content("Feeds")
        self.list = HeadlineList(
            self.keeping.shown(self.library.entries.page), now=env.clock(), glyphs=env.glyphs, id="list"
        )
        self.footer = Footer(env.keymap, id="footer")
        self.frame = Container(self.sidebar, self.list, id="panes")
        self._reader: ArticleView | None = None
        self._labelled = ("", "")
        self.typeahead = Typeahead(self.deliver)

    def compose(self) -> ComposeResult:
        """Few widgets: each of them costs time before the first headline is seen."""
        yield self.header
        yield self.frame
        yield self.footer

    @property
    def reader(self) -> "ArticleView":
        """The article's pane, made when it is first needed: to import what paints articles takes its time."""
        if self._reader is None:
            from tuinews.ui.widgets.article_view import ArticleView

            self._reader = ArticleView(zone=self.env.zone, glyphs=self.env.glyphs, id="article")
            self._reader.measure = self.sizes.measure
            self._reader.opens = self.env.keymap.shown("hints")
            self._reader.pictured = self.env.image_support.shown and self.library.pictures.able
            self._reader.cell = self.env.cell
            self._reader.border_title = content("Article")
            self._reader.empty = f"{self.env.keymap.shown('open')} opens the current headline here."
            self.frame.mount(self._reader)
        return self._reader

    # Work that takes time

    def job(
        self,
        work: Coroutine[Any, Any, None],
        group: str = "other",
        *,
        exclusive: bool = False,
        done: Callable[[], object] = _nothing,
    ) -> None:
        """Do work beside the keys; what goes wrong is told. An exclusive one ends its group's earlier ones."""
        # a worker that is ended before it starts leaves its work behind unawaited: that is closed with it
        worker: Worker[None] = self.run_worker(partial(self._told, work, done), group=group, exclusive=exclusive)
        finalize(worker, work.close)

    async def _told(self, work: Coroutine[Any, Any, None], done: Callable[[], object]) -> None:
        try:
            await work
        except TuinewsError as error:
            self.tell(str(error), "error")
        finally:
            done()

    def arrive(self, work: Coroutine[Any, Any, None], what: Literal["list", "article"] = "list") -> None:
        """Do work that ends in another list or article: what is typed meanwhile is for what comes."""
        arrived = self.typeahead.hold(what, repeats=what == "article")
        # what has come is laid out with the next refresh
        self.job(work, what, exclusive=True, done=partial(self.call_after_refresh, arrived))

    @contextmanager
    def busy(self, sentence: str) -> Iterator[None]:
        """Tell of work that waits for the network; nobody's keys wait with it."""
        self.typeahead.free()
        self.header.busy = sentence
        try:
            yield
        finally:
            self.header.busy = ""

    def _sign(self, what: str) -> None:
        self.header.busy = what

    # Keys

    def deliver(self, event: Typed) -> bool:
        """Take what was typed, unless something is on its way that it is meant for."""
        if self.typeahead.holds(event):
            return False
        if isinstance(event, events.Key):
            self.press(event)
        return True

    def press(self, event: events.Key) -> None:
        """Take a key to its action; the main screen knows which."""
        raise NotImplementedError

    # Telling

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Say one sentence, for some seconds."""
        self.notify(safe_text(sentence, 400), severity=severity, timeout=8 if severity == "error" else 4, markup=False)

    # Panes

    @property
    def panes(self) -> dict[str, Widget]:
        """The panes that are there, by their names."""
        seen: dict[str, Widget] = {"feeds": self.sidebar, "list": self.list}
        return seen if self._reader is None else {**seen, "article": self._reader}

    @property
    def plan(self) -> PaneLayout:
        """What is seen at this size."""
        width, height = self.app.size
        return arrange(width, height, self.sizes, self.pane, zen=self.zen)

    def lay(self) -> None:
        """Give every pane its place."""
        plan = self.plan
        # set on the widgets themselves: a class on the screen would have all rules matched anew
        self.frame.styles.layout = "horizontal" if plan.mode == "wide" else "vertical"
        drawer = plan.mode == "medium" and not self.zen
        if drawer:
            self.sidebar.styles.layer, self.sidebar.styles.dock = "drawer", "left"
        else:
            self.sidebar.styles.clear_rule("layer")
            self.sidebar.styles.clear_rule("dock")
        self.header.display = self.footer.display = not self.zen
        for pane, seen in (("feeds", plan.feeds), ("list", plan.list), ("article", plan.article)):
            if pane in self.panes:
                self.panes[pane].display = seen
        self.sidebar.styles.width = plan.feeds_width or "1fr"
        self.list.styles.width = plan.list_width or "1fr"
        self.list.styles.height = plan.list_height or "1fr"

    def focus_pane(self, pane: str) -> None:
        """Go to a pane, showing it first if need be."""
        if pane == "article":
            self.reader.display = True
        self.pane = pane
        self.footer.pane = pane
        self.lay()
        self.set_focus(self.panes[pane], scroll_visible=False)

    # Where one is

    @property
    def here(self) -> Waypoint:
        """This moment of reading."""
        article = self.article.entry.id if self.article else None
        position = self.reader.position if self.article else 0
        ids = self.list.ids if self.whole and len(self.list.ids) <= _KEPT else None
        return Waypoint(self.view, self.near, article, position, self.pane, self.followed, ids)

    @property
    def near(self) -> tuple[int, ...]:
        """The current headline and, should it be gone by then, others to go on from."""
        return self.list.near(_NEAR)

    def visit(self, place: Place) -> None:
        """Go to a place."""
        here = self.view.place
        same = (place.kind, place.query) == (here.kind, here.query)
        self.look_at(listing_of(place), self.list.neighbours if same else ())

    def look_at(self, view: Listing, keep: Sequence[int] = ()) -> None:
        """Go to a place, filtered and sorted so, leaving a way back; the first of `keep` that is there is current."""
        if view != self.view:
            self.history.leave(self.here)
        self.arrive(self.load(view, keep))
        self.focus_pane("list")

    async def load(self, view: Listing, keep: Sequence[int] = ()) -> None:
        """Show a view: its first rows at once, then the whole of it; raises QueryError, StoreError."""
        query = view.query(self.env.clock())
        ids = await self.library.entries.ids(query, FIRST)
        again = view == self.view and len(keep) > 0 and keep[0] not in ids
        if again and len(ids) == FIRST:
            # the same list anew, looked at far down: its first rows alone would be a jump
            ids = await self.library.entries.ids(query)
            self.place(view, ids, keep, whole=True)
            return
        self.place(view, ids, keep)
        if self.whole:
            return
        self.typeahead.free("list")
        begun = self.list.current_id
        ids = await self.library.entries.ids(query)
        self.whole = True
        self.list.show(ids, keep if len(keep) and self.list.current_id == begun else self.list.neighbours)
        self.label()

    def place(self, view: Listing, ids: "array[int]", keep: Sequence[int] = (), *, whole: bool = False) -> None:
        """Have a view on the screen with the ids that are known of it."""
        changed = view != self.view
        self.view, self.whole, self.waiting = view, whole or len(ids) < FIRST, 0
        if changed:
            self.select(frozenset())
        self.list.now = self.env.clock()
        self.list.sources = view.place.kind != "feed"
        self.list.hint = self._hint()
        self.list.show(ids, keep)
        self.header.trail = view.place.trail
        self.sidebar.here = view.place
        self.sidebar.find(view.place)
        self.label()

    async def probe(self) -> None:
        """Count what is new in this place."""
        query = self.view._replace(order=Order.NEWEST).query(self.env.clock())
        newest = await self.library.entries.ids(query, FIRST)
        ids = self.list.ids
        ends = self.view.order in {Order.NEWEST, Order.OLDEST}
        known = {*ids[:_KNOWN], *ids[-_KNOWN:]} if ends else set(ids)
        self.waiting = sum(entry_id not in known for entry_id in newest)
        self.label()

    def _hint(self) -> str:
        """What an empty list says: what to do about it."""
        show = self.env.keymap.shown
        if not self.feeds and not self.counts.total:
            return f"No feeds yet. Press {show('add-feed')} and type the address of a site you like."
        feed = next((feed for feed in self.feeds if feed.id == self.view.place.feed_id), None)
        if feed is not None and feed.error and not feed.total:
            return feed.error
        if not self.counts.total:
            return f"No articles yet. {show('refresh-all')} fetches them."
        if self.view.filter or self.view.place.kind == "search":
            more = f"Nothing unread found: {show('toggle-unread')} shows all, {show('leave')} goes back."
            return more if self.view.only_unread else f"Nothing found. Press {show('leave')} to go back."
        if self.view.unread:
            return (
                f"All read here. {show('toggle-unread')} shows everything, {show('next-feed')} goes to the next feed."
            )
        action = {"saved": "toggle-star", "later": "toggle-later"}.get(self.view.place.kind)
        return "Nothing here." if action is None else f"Nothing here: {show(action)} puts the current article here."

    def label(self) -> None:
        """Say in the borders what is shown, how much of it, and how much waits."""
        at, of = self.list.position
        parts = [f"{at}/{of}{'' if self.whole else '+'}"] if of else []
        if self.waiting:
            more = "+" if self.waiting >= FIRST else ""
            parts.insert(0, f"{self.waiting}{more} new · press {self.env.keymap.shown('show-waiting')} to show")
        said = (self.view.heading(), " · ".join(parts))
        if said != self._labelled:
            self._labelled = said
            self.list.caption(*map(content, said), loud=bool(self.waiting))

    def select(self, ids: frozenset[EntryId]) -> None:
        """Have these entries selected, and no others."""
        self.selection = ids
        self.list.set_selection(ids)
        self.annotate()

    def annotate(self) -> None:
        """Say in the footer what the next key means, if that is not what it always means."""
        self.footer.note, self.footer.alone = self.note(), self._reader is not None and self._reader.hinting

    def note(self) -> str:
        """What the footer says besides keys."""
        return f"{len(self.selection)} selected" if self.selection else ""

    # Feeds and counts

    def stale(self) -> None:
        """Read feeds and counts anew, soon and once."""
        self.job(self.count_all(), "counts", exclusive=True)

    async def count(self) -> None:
        """Read feeds and counts."""
        self.counts, self.feeds = await gather(self.library.feeds.counts(), self.library.feeds.all())
        self.shelve()

    async def count_all(self) -> None:
        """Read feeds and counts, and what the views find, which takes longer: that waits until news has paused."""
        await self.count()
        await sleep(self.env.news_pause)
        self.saved = await self.library.views.all()
        self.shelve()

    def shelve(self) -> None:
        """Show feeds and counts as they are known."""
        self.header.counts = self.counts
        self.sidebar.show(sidebar_rows(self.feeds, self.counts, self.folded, self.saved))
        self.list.hint = self._hint()

    def targets(self) -> Sequence[EntryId]:
        """What a mark applies to: the selection, else the article one is in, else the current headline."""
        if self.selection:
            return sorted(self.selection)
        if self.pane == "article" and self.article is not None:
            return (self.article.entry.id,)
        current = self.list.current_id
        return () if current is None else (current,)
