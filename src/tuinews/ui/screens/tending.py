"""Tending the feeds: refreshing, adding, editing, leaving."""

from collections.abc import Sequence
from contextlib import suppress

from tuinews.engine.results import Added, ChoiceNeededError, Summary
from tuinews.model.change import FeedEdit
from tuinews.model.clock import to_iso
from tuinews.model.error import RefreshRunningError
from tuinews.model.feed import Feed, FeedLink, Folder
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import shown_host
from tuinews.ui.places import INBOX, feed_place
from tuinews.ui.screens.showing import Showing
from tuinews.ui.widgets.menu import Item
from tuinews.ui.widgets.sidebar import Sidebar


class Tending(Showing):
    """The actions on feeds."""

    def action_refresh(self) -> None:
        """Refresh the feed or folder one is at, due or not, as far as its servers allow."""
        feeds = self._feeds_here()
        self.job(self.refresh_feeds(feeds, force=bool(feeds)), "refresh")

    def action_refresh_all(self) -> None:
        """Refresh every feed that is due."""
        self.job(self.refresh_feeds(()), "refresh")

    async def refresh_feeds(self, feeds: Sequence[FeedId], *, force: bool = False) -> None:
        """Refresh and tell what came of it."""
        summary = await self.library.refresh.run(tuple(feeds), force=force)
        self.tell(_told(summary, forced=force), "warning" if summary.failed and not summary.updated else "information")

    async def refresh_quietly(self) -> None:
        """Refresh what is due; who did not ask is not told."""
        with suppress(RefreshRunningError):  # its news come from there
            await self.library.refresh.run(quiet=True)

    def action_cancel_refresh(self) -> None:
        """Stop the running refresh."""
        self.library.refresh.cancel()
        self.tell("The refresh stops; what it brought stays.")

    def _feeds_here(self) -> tuple[FeedId, ...]:
        """The feeds of the place one is at or, in the feeds pane, of the current row."""
        row = self.sidebar.current if self.pane == "feeds" else None
        place = row.place if row is not None and row.place is not None else self.view.place
        if place.kind == "feed":
            return (FeedId(place.feed_id),)
        if place.kind == "folder":
            folder = (*place.above, place.name)
            return tuple(feed.id for feed in self.feeds if feed.folder[: len(folder)] == folder)
        return ()

    def _feed_here(self) -> Feed | None:
        """The one feed that is meant: the current row's, the place's, or the current headline's."""
        ids = self._feeds_here()
        row = self.sidebar.current if self.pane == "feeds" else None
        if row is None and len(ids) != 1:
            current = self.list.current
            ids = (current.headline.feed_id,) if current is not None else ()
        return next((feed for feed in self.feeds if len(ids) == 1 and feed.id == ids[0]), None)

    # Subscribing

    _mistyped = ""
    """The address that could not be added: to be mended when asked for the next time."""

    def action_add_feed(self, url: str = "") -> None:
        """Add a feed or a site."""
        self.inquire(self._add(url))

    async def _add(self, url: str) -> None:
        typed = url or await self.ask("Add a feed: the address of a feed or of a site", self._mistyped, over=True)
        if not typed:
            return
        self._mistyped = typed
        with self.busy(f"looking at {shown_host(typed) or safe_text(typed, 40)}"):
            added = await self._added(typed)
        self._mistyped = ""
        if added:
            await self.count()
            names = ", ".join(item.feed.title for item in added[:3])
            new = sum(item.new for item in added)
            self.tell(
                f"{names} was here already."
                if all(a.existed for a in added)
                else f"Added {names}: {_count(new, 'article')}."
            )
            self.visit(feed_place(added[0].feed))

    async def _added(self, url: str) -> tuple[Added, ...]:
        folder: Folder = self._folder_here()
        try:
            return await self.library.feeds.add(url, folder, asks=True)
        except ChoiceNeededError as error:
            items = [Item(link.title or link.href, link.href, _offer(link)) for link in error.links]
            chosen = await self.choose("Several feeds: which one?", items)
        return () if chosen is None else await self.library.feeds.add(str(chosen.value), folder)

    def _folder_here(self) -> Folder:
        row = self.sidebar.current if self.pane == "feeds" else None
        if row is not None and row.folder:
            return row.folder
        return self.view.place.trail if self.view.place.kind == "folder" else ()

    def action_edit_feed(self) -> None:
        """Edit title and folder of a feed."""
        self.inquire(self._edit())

    async def _edit(self) -> None:
        feed = self._feed_here()
        if feed is None:
            self.tell("Go to a feed first: its title and folder can be edited then.")
            return
        title = await self.ask("Title (empty: the publisher's own)", feed.title)
        if title is None:
            return
        folder = await self.ask("Folder, inner ones after a / (empty: none)", "/".join(feed.folder), self._folders())
        if folder is None:
            return
        path: tuple[SafeText, ...] = tuple(safe_text(part, 200) for part in folder.split("/") if part.strip())
        changed = await self.library.feeds.edit(feed.id, FeedEdit(title=safe_text(title, 200), folder=path))
        await self.count()
        self.tell(_edited(feed, changed))

    def _folders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys("/".join(feed.folder) for feed in self.feeds if feed.folder))

    def action_unsubscribe(self) -> None:
        """Leave a feed after asking, or take a view away; undo brings it back."""
        self.inquire(self._unsubscribe())

    async def _unsubscribe(self) -> None:
        row = self.sidebar.current if self.pane == "feeds" else None
        if row is not None and row.place is not None and row.place.kind == "view":
            view = await self.library.views.remove(row.place.name)
            self.tell(f"Took the view {view.name} away: {self.env.keymap.shown('undo')} brings it back.")
            return
        feed = self._feed_here()
        if feed is None:
            self.tell("Go to the feed first that you want to leave.")
            return
        items = [
            Item("Keep it", "keep"),
            Item(f"Unsubscribe from {feed.title}", "leave", _count(feed.total, "article")),
        ]
        chosen = await self.choose("Unsubscribe?", items)
        if chosen is None or chosen.value != "leave":
            return
        gone = await self.library.feeds.remove(feed.id)
        self.tell(f"Left {feed.title}, {_count(gone, 'article')} went: {self.env.keymap.shown('undo')} brings it back.")
        await self.count()
        if self.view.place.feed_id == feed.id:
            self.visit(INBOX)
        else:
            await self.load(self.view, self.list.neighbours)

    # The feeds pane

    def on_sidebar_chosen(self, message: Sidebar.Chosen) -> None:
        """A row was chosen: go there."""
        if message.row.topics:
            self.run_action_named("topics")
        elif message.row.place is not None:
            self.visit(message.row.place)
            if message.row.trouble:
                self.tell(f"{message.row.name}: {message.row.trouble}", "warning")

    def run_action_named(self, action_id: str, argument: str = "") -> None:
        """Carry out an action of the table."""
        method = getattr(self, f"action_{action_id.replace('-', '_')}")
        method(argument) if argument else method()

    def action_fold(self) -> None:
        """Fold or unfold the current folder."""
        self.sidebar.fold()

    def on_sidebar_folded(self, message: Sidebar.Folded) -> None:
        """A folder was folded or unfolded."""
        self.folded ^= {message.row.folder}
        self.shelve()


def _edited(before: Feed, after: Feed) -> str:
    """What an edit changed, as a sentence."""
    done = []
    if after.title != before.title:
        done.append(f"is called {after.title} now")
    if after.folder != before.folder:
        done.append(f"is in {'/'.join(after.folder) or 'no folder'} now")
    return f"{before.title} {' and '.join(done)}." if done else f"Nothing was changed in {before.title}."


def _told(summary: Summary, *, forced: bool) -> str:
    """A refresh as a sentence."""
    if not summary.feeds:
        return "There are no feeds to refresh."
    if summary.early == summary.feeds:
        return (
            "Asked a moment ago: nobody is asked again so soon." if forced else "No feed is due yet: nobody was asked."
        )
    news = _count(summary.new, "new article")
    failed = f"; {_count(summary.failed, 'feed')} failed" if summary.failed else ""
    return f"{news if summary.new else 'Nothing new'}{failed}."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _offer(link: FeedLink) -> str:
    """What is known of a feed to choose: its kind, how much is in it, how old the newest of that is, its address."""
    if not link.kind:
        return link.href if link.title else link.type
    told = [link.kind, f"{link.entries or 0} {'entry' if link.entries == 1 else 'entries'}"]
    told += [(to_iso(link.latest) or "")[:10], link.href if link.title else ""]
    return " · ".join(part for part in told if part)
