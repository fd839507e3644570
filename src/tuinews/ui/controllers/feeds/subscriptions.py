"""Subscriptions: adding a feed, editing it, leaving it."""

from tuinews.engine.results import Added, ChoiceNeededError
from tuinews.model.change import FeedEdit
from tuinews.model.clock import local_time
from tuinews.model.feed import Feed, FeedLink
from tuinews.model.text import SafeText, format_count, safe_text
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.places import INBOX
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


class SubscriptionsController:
    """Subscribes, edits and unsubscribes."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        sidebar: SidebarController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar
        self._mistyped = ""
        """The address that could not be added: to be mended when asked for the next time."""

    # Adding

    def add(self, url: str = "") -> None:
        """Add a feed or a site."""
        self._interaction.inquire(self._add(url))

    async def _add(self, url: str) -> None:
        question = "Add a feed: the address of a feed or of a site"
        typed = url or await self._interaction.ask(question, self._mistyped, over=True)
        if not typed:
            return
        self._mistyped = typed
        with self._interaction.busy(f"looking at {host_to_show(typed) or safe_text(typed, 40)}"):
            added = await self._subscribe(typed)
        self._mistyped = ""
        if added:
            await self._sidebar.count()
            names = ", ".join(item.feed.title for item in added[:3])
            new = sum(item.new for item in added)
            self._interaction.tell(
                f"{names} was here already."
                if all(a.existed for a in added)
                else f"Added {names}: {format_count(new, 'article')}."
            )

    async def _subscribe(self, url: str) -> tuple[Added, ...]:
        folder, feeds = self._sidebar.folder(), self._env.library.feeds
        try:
            return await feeds.add(url, folder, asks=True)
        except ChoiceNeededError as error:
            items = [MenuItem(link.title or link.href, link.href, _offer(link)) for link in error.links]
            chosen = await self._interaction.choose("Several feeds: which one?", items)
        return () if chosen is None else await feeds.add(str(chosen.value), folder)

    # Editing

    def edit(self) -> None:
        """Edit title and folder of a feed."""
        self._interaction.inquire(self._edit())

    async def _edit(self) -> None:
        feed = self._sidebar.feed()
        if feed is None:
            self._interaction.tell("Go to a feed first: its title and folder can be edited then.")
            return
        title = await self._interaction.ask("Title (empty: the publisher's own)", feed.title)
        if title is None:
            return
        question, before = "Folder, inner ones after a / (empty: none)", "/".join(feed.folder)
        folder = await self._interaction.ask(question, before, self._folders())
        if folder is None:
            return
        path: tuple[SafeText, ...] = tuple(safe_text(part, 200) for part in folder.split("/") if part.strip())
        edit = FeedEdit(title=safe_text(title, 200), folder=path)
        changed = await self._env.library.feeds.edit(feed.id, edit)
        await self._sidebar.count()
        self._interaction.tell(_describe_edit(feed, changed))

    def _folders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys("/".join(feed.folder) for feed in self._session.feeds if feed.folder))

    # Leaving

    def unsubscribe(self) -> None:
        """Leave a feed after asking, or take a saved view away; undo brings it back."""
        self._interaction.inquire(self._unsubscribe())

    async def _unsubscribe(self) -> None:
        row = self._sidebar.current_row
        undo = self._env.keymap.label("undo")
        if row is not None and row.place is not None and row.place.kind == "view":
            view = await self._env.library.views.remove(row.place.name)
            self._interaction.tell(f"Took the view {view.name} away: {undo} brings it back.")
            return
        feed = self._sidebar.feed()
        if feed is None:
            self._interaction.tell("Go to the feed first that you want to leave.")
            return
        yes = MenuItem(f"Unsubscribe from {feed.title}", "leave", format_count(feed.total, "article"))
        if not await self._interaction.confirm("Unsubscribe?", yes, "Keep it", hint="Type to narrow"):
            return
        gone = await self._env.library.feeds.remove(feed.id)
        self._interaction.tell(f"Left {feed.title}, {format_count(gone, 'article')} went: {undo} brings it back.")
        await self._sidebar.count()
        if self._session.listing.place.feed_id == feed.id:
            self._listing.visit(INBOX)
        else:
            await self._listing.load_again()


def _describe_edit(before: Feed, after: Feed) -> str:
    """What an edit changed, as a sentence."""
    done = []
    if after.title != before.title:
        done.append(f"is called {after.title} now")
    if after.folder != before.folder:
        done.append(f"is in {'/'.join(after.folder) or 'no folder'} now")
    return f"{before.title} {' and '.join(done)}." if done else f"Nothing was changed in {before.title}."


def _offer(link: FeedLink) -> str:
    """What is known of a feed to choose: its kind, how much is in it, how old the newest of that is, its address."""
    if not link.kind:
        return link.href if link.title else link.type
    told = [link.kind, f"{link.entries or 0} {'entry' if link.entries == 1 else 'entries'}"]
    latest = "" if link.latest is None else local_time(link.latest).date().isoformat()
    told += [latest, link.href if link.title else ""]
    return " · ".join(part for part in told if part)
