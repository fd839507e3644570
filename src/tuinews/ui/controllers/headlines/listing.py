"""What the headline list shows: a place, filtered and sorted, its first rows at once and then the whole of it."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tuinews.model.entry import Entry
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.query import Order
from tuinews.ui.controllers.headlines.editions import EditionLists
from tuinews.ui.controllers.headlines.empty_list import describe_empty
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.history import Waypoint
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE, FEEDS, LIST
from tuinews.ui.paint.headlines.groups import GROUPS
from tuinews.ui.places import Listing, Place, feed_place, fold_key, folder_place, label_place, listing_of, place_of_view
from tuinews.ui.rows import Rows
from tuinews.ui.saved_state import StateChanged
from tuinews.ui.session import Session
from tuinews.ui.sidebar_rows import find_labels
from tuinews.ui.widgets.content import content

if TYPE_CHECKING:
    from tuinews.ui.widgets.menu import MenuItem


FIRST = 200
"""Ids that are asked for first, so that rows are seen before a long list is known whole."""

_LONGEST_KEPT = 20_000
"""The longest list that the way back keeps as it was."""

_NEAR = 40
"""Headlines on either side of the current one that are remembered with it."""

_MOST_REGROUPED = 50_000
"""The longest list that is folded anew at once; a longer one waits until it is read anew."""

_KNOWN = 4_000
"""Rows at the list's ends among which news is told from what the list shows already."""


def place_items(session: Session) -> "list[MenuItem]":
    """Return the saved views, folders, labels and feeds, to be found by their names."""
    from tuinews.ui.widgets.menu import MenuItem

    folders = {feed.folder[:depth] for feed in session.feeds for depth in range(1, len(feed.folder) + 1)}
    views = [MenuItem(view.name, place_of_view(view), tr("view")) for view in session.saved_views]
    lead = [
        MenuItem(folder[-1], folder_place(folder), " / ".join(folder[:-1]) or tr("folder"))
        for folder in sorted(folders)
    ]
    lead += [MenuItem(label, label_place(label), tr("label")) for label in find_labels(session.feeds)]
    feeds = [MenuItem(feed.title, feed_place(feed), " / ".join(feed.folder)) for feed in session.feeds]
    return [*views, *lead, *feeds]


class ListingController:
    """Brings places to the headline list, and says in its frame what is shown."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, panes: Panes) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self.list = panes.list
        self.editions = EditionLists(env, session)
        self._labelled = ("", "")
        self.describe_place: Callable[[Place], object] = lambda _: None
        """Called with the place that is shown now, to say more of it in the frame."""
        self.close_article: Callable[[], object] = lambda: None
        """Closes the article that is open, if one is."""
        self.after_regrouping: Callable[[], Awaitable[object]] | None = None
        """Awaited when the user has changed what belongs together, for what else shows it."""

    # Going to places

    def visit(self, place: Place) -> None:
        """Go to a place."""
        here = self._session.listing.place
        same = (place.kind, place.query) == (here.kind, here.query) or place.kind == here.kind == "briefing"
        self.look_at(self._session.listing_of(place), self.list.neighbours if same else ())

    async def choose_place(self) -> None:
        """Go to the feed, folder or view that the user finds by its name."""
        items = place_items(self._session)
        chosen = await self._interaction.choose(tr("Feeds"), items, placeholder=tr("Type a part of a name"))
        if chosen is not None and isinstance(chosen.value, Place):
            self.visit(chosen.value)

    def look_at(self, listing: Listing, keep: Sequence[int] = ()) -> None:
        """Go to a listing, leaving a way back; the first entry of `keep` that it has is current there."""
        if listing != self._session.listing:
            self._session.history.leave(self.waypoint)
        self._interaction.lead_to("list", self._enter(listing, keep))
        self._panes.focus(LIST)

    async def _enter(self, listing: Listing, keep: Sequence[int]) -> None:
        """Show a listing; in a place that is empty no article of another one stays open."""
        left = self._session.listing.place
        await self.load(listing, keep)
        here = self._session.listing
        if here.place == listing.place != left and not self.list.ids and self._session.pane == LIST:
            self.close_article()

    def lead_to(self, listing: Listing, keep: Sequence[int] = ()) -> None:
        """Show a listing without a step in the history; keys wait for it."""
        self._interaction.lead_to("list", self.load(listing, keep))

    def follow_feed_names(self) -> None:
        """Call the place by its feed's title and folder of now, after one of them was edited."""
        session, listing = self._session, self._session.listing
        feed = session.feed(listing.place.feed_id)
        if feed is not None and feed_place(feed) != listing.place:
            session.listing = listing._replace(place=feed_place(feed))
            self._panes.header.trail = session.listing.place.trail
            self._panes.sidebar.here = session.listing.place

    def toggle_unread(self) -> None:
        """Show only what is unread, or all."""
        listing = self._session.listing
        self.lead_to(listing._replace(unread=not listing.unread), self.list.neighbours)

    def toggle_folding(self) -> None:
        """Have one line for each group of this place, such as a story, or one for each article; it is remembered."""
        listing = self._session.listing
        folds = not listing.kinds
        self._session.fold_choices[fold_key(listing.place)] = folds
        self.lead_to(listing._replace(folds=folds), self.list.neighbours)
        said = tr("One line for each story here.") if folds else tr("One line for each article here.")
        self._interaction.tell(
            tr(
                "{said} {toggle_folding} changes that again.",
                said=said,
                toggle_folding=self._interaction.key("toggle-folding"),
            )
        )
        self._interaction.post(StateChanged())

    def toggle_group(self) -> None:
        """Unfold the story of the current line in place, or fold it again."""
        if not self.list.toggle_group():
            self._interaction.tell(tr("No other article of this list belongs to this one."))
        self.label()

    def sort_next(self) -> None:
        """Sort by the next order there is."""
        listing = self._session.listing
        # what nobody searches for is not more or less relevant
        orders = [order for order in Order if order is not Order.RELEVANCE or listing.sought]
        order = orders[(orders.index(listing.order) + 1) % len(orders)] if listing.order in orders else Order.NEWEST
        self.lead_to(listing._replace(order=order), self.list.neighbours)

    # Loading

    async def load(self, listing: Listing, keep: Sequence[int] = ()) -> None:
        """Show a listing: its first rows at once, then the whole of it; raises QueryError, StoreError.

        The listing that is shown already is shown anew, unless the user has gone elsewhere by then.
        """
        renews = listing == self._session.listing
        if listing.is_edition:
            edition, rows = await self.editions.open(listing)
            if not renews or listing == self._session.listing:
                self.show(edition, rows, keep)
            return
        query = listing.query(self._env.clock())
        entries = self._env.library.entries
        folded = await entries.fold(query, listing.kinds, FIRST)
        if renews and listing != self._session.listing:
            return
        if renews and len(keep) > 0 and not folded.complete and Rows(folded).find(keep[0]) < 0:
            # the same list anew, looked at far down: its first rows alone would be a jump
            self.show(listing, Rows(await entries.fold(query, listing.kinds)), keep)
            return
        self.show(listing, Rows(folded), keep, complete=folded.complete)
        if self._session.complete:
            return
        self._interaction.release("list")
        begun = self.list.current_id
        whole = Rows(await entries.fold(query, listing.kinds))
        if listing != self._session.listing:
            return
        rows = whole.unfold_as(self.list.rows)
        self._session.complete = True
        self.list.show(rows, keep if len(keep) and self.list.current_id == begun else self.list.neighbours)
        self.label()

    async def load_again(self) -> None:
        """Show the same listing anew; raises QueryError, StoreError."""
        await self.load(self._session.listing, self.list.neighbours)

    async def regroup(self) -> None:
        """Fold what is shown anew, because the user may have changed what belongs together; no row comes or goes.

        Raises:
            StoreError: the library cannot be read.
        """
        rows, kinds = self.list.rows, self._session.listing.kinds
        if kinds and len(rows.ids) <= _MOST_REGROUPED:
            folded = await self._env.library.entries.regroup(rows.entries, kinds)
            if folded.groups != rows.groups and self.list.rows is rows:
                self.list.show(Rows(folded).unfold_as(rows), self.list.neighbours)
                self.label()
        if self.after_regrouping is not None:
            await self.after_regrouping()

    def show(self, listing: Listing, rows: Rows, keep: Sequence[int] = (), *, complete: bool = True) -> None:
        """Have a listing on the screen with the rows that are known of it."""
        session = self._session
        changed = listing != session.listing
        session.listing, session.complete, session.waiting = listing, complete, 0
        if changed:
            self.select(frozenset())
        self.list.now = self._env.clock()
        self.list.sources = listing.place.kind != "feed"
        self.update_empty_text()
        self.list.show(rows if changed else rows.unfold_as(self.list.rows), keep)
        self._panes.header.trail = listing.place.trail
        self._panes.sidebar.here = listing.place
        self._panes.sidebar.find(listing.place)
        self.label()
        self.describe_place(listing.place)

    async def count_waiting(self) -> None:
        """Count what is new in this place."""
        listing = self._session.listing
        if listing.is_edition:  # it ends
            return
        query = listing._replace(order=Order.NEWEST).query(self._env.clock())
        newest = await self._env.library.entries.ids(query, FIRST)
        ids = self.list.rows.entries
        ends = listing.order in {Order.NEWEST, Order.OLDEST}
        known = {*ids[:_KNOWN], *ids[-_KNOWN:]} if ends else set(ids)
        self._session.waiting = sum(entry_id not in known for entry_id in newest)
        self.label()

    # Waypoints

    @property
    def waypoint(self) -> Waypoint:
        """This moment of reading."""
        session = self._session
        article = session.article.entry.id if session.article else None
        position = self._panes.article.position if session.article else 0
        rows = self.list.rows if session.complete and len(self.list.ids) <= _LONGEST_KEPT else None
        return Waypoint(
            session.listing,
            self.near,
            article,
            position,
            session.pane,
            session.followed,
            session.variant == "story",
            rows,
        )

    @property
    def near(self) -> tuple[int, ...]:
        """The current headline and, should it be gone by then, others to go on from."""
        return self.list.rows.find_near(self.list.cursor, _NEAR)

    async def show_waypoint(self, waypoint: Waypoint) -> None:
        """Show the list of a waypoint, as it was if that is known."""
        if waypoint.rows is None:
            await self.load(waypoint.listing, waypoint.near)
        else:
            self.show(waypoint.listing, waypoint.rows, waypoint.near)
            await self.count_waiting()

    # What the frame and an empty list say

    def label(self) -> None:
        """Say in the borders what is shown, how much of it, and how much waits."""
        session = self._session
        at, of = self.list.position
        parts = [f"{at}/{of}{'' if session.complete else '+'}{self._count_word}"] if of else []
        if session.waiting:
            beyond = "+" if session.waiting >= FIRST else ""
            parts.insert(
                0,
                tr(
                    "{waiting}{beyond} new · press {show_waiting} to show",
                    waiting=session.waiting,
                    beyond=beyond,
                    show_waiting=self._env.keymap.label("show-waiting"),
                ),
            )
        heading = self.editions.heading(session.listing)
        if session.described.place == session.listing.place:
            # what a place is comes first: narrow frames have no room for more
            heading = f"{session.described.line} · {heading.removeprefix(tr('Headlines · '))}"
        self._panes.say_how_to_open()
        said = (heading, " · ".join(parts))
        if said != self._labelled:
            self._labelled = said
            self.list.caption(*map(content, said), loud=bool(session.waiting))

    @property
    def _count_word(self) -> str:
        """What lines are called where groups are folded into them: ` · stories`."""
        words = (GROUPS[kind].lines for kind in sorted(self.list.rows.kinds))
        return "".join(f" · {tr(word)}" for word in words if word)

    def update_empty_text(self) -> None:
        """Have an empty list say what to do about it."""
        edition = self._session.listing.is_edition and self._session.feeds
        self.list.empty_text = (
            self.editions.describe_empty() if edition else describe_empty(self._session, self._env.keymap.label)
        )

    # What actions apply to

    def select(self, ids: frozenset[EntryId]) -> None:
        """Have these entries selected, and no others."""
        self._session.selection = ids
        self.list.set_selection(ids)
        self._panes.annotate()

    @property
    def selected(self) -> tuple[EntryId, ...]:
        """The articles on the lines that are selected; none where none is."""
        return tuple(self.targets(whole=True)) if self._session.selection else ()

    @property
    def meant(self) -> Listing:
        """What an action on a whole list applies to: the sidebar's current row if it has the focus, else this list."""
        row = self._panes.sidebar.current if self._session.pane == FEEDS else None
        if row is None or row.place is None:
            return self._session.listing
        return listing_of(row.place)._replace(unread=True)

    def targets(self, *, whole: bool = False) -> Sequence[EntryId]:
        """What an action applies to: the selection, else the article one is in, else the current headline.

        With `whole` a folded group is all its articles rather than the one that stands for it.
        """
        session = self._session
        if not session.selection and session.pane == ARTICLE and session.article is not None:
            return (session.article.entry.id,)
        current = self.list.current_id
        ids = sorted(session.selection) or (() if current is None else (current,))
        return tuple(map(EntryId, self.list.rows.entries_on(ids))) if whole else ids

    async def entry(self) -> Entry | None:
        """The article one is in, or that of the current headline; raises NotFoundError."""
        session = self._session
        if session.pane == ARTICLE and session.article is not None:
            return session.article.entry
        current = self.list.current_id
        return None if current is None else await self._env.library.entries.entry(current)

    async def entries(self, ids: Sequence[EntryId]) -> tuple[Entry, ...]:
        """The entries with these ids, in the list's order; of many those that vanished are left out.

        Raises:
            NotFoundError: the only one is gone.
        """
        article, find = self._session.article, self._env.library.entries.entry
        if len(ids) == 1:
            shown_here = article is not None and self._session.shows(ids[0])
            return (article.entry if article is not None and shown_here else await find(ids[0]),)
        order = {entry_id: position for position, entry_id in enumerate(self.list.ids)}
        found = []
        for entry_id in sorted(ids, key=lambda entry_id: order.get(entry_id, len(order))):
            with suppress(NotFoundError):
                found.append(await find(entry_id))
        return tuple(found)
