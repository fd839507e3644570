"""Subscribing to feeds."""

from asyncio import to_thread
from dataclasses import replace

from tuinews.engine.results import Added, ChoiceNeededError, LoginNeededError
from tuinews.model.change import FeedEdit
from tuinews.model.clock import to_local
from tuinews.model.feed import Access, FeedLink
from tuinews.model.text import format_count, safe_text
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem


class SubscriptionsController:
    """Subscribes to a feed, or to one that a site names, and takes its login."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        sidebar: SidebarController,
        refresh: RefreshController,
        old: OldArticlesController,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
        self._refresh = refresh
        self._old = old
        self._mistyped = ""
        """The address that could not be added: to be mended when asked for the next time."""

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
            how = " It is asked over http: there was no answer over https." if added[0].over_http else ""
            how += "".join(f" {item.warning}" for item in added if item.warning)
            self._interaction.tell(
                f"{names} was here already."
                if all(a.existed for a in added)
                else f"Added {names}: {format_count(new, 'article')}.{how}"
            )
            if new:
                self._old.offer(sum([await self._old.count(f"feed:{item.feed.id}") for item in added if item.new]))

    async def _subscribe(self, url: str, access: Access | None = None) -> tuple[Added, ...]:
        folder, feeds = self._sidebar.folder(), self._env.library.feeds
        try:
            return await feeds.add(url, folder, asks=True, access=access)
        except LoginNeededError as error:
            self._interaction.tell(str(error), "warning")
            given = await self._ask_login(host_to_show(url), Access() if access is None else access)
            return () if given is None else await self._subscribe(url, given)
        except ChoiceNeededError as error:
            items = [MenuItem(link.title or link.href, link.href, _offer(link)) for link in error.links]
            chosen = await self._interaction.choose("Several feeds: which one?", items)
        # a login is for the site that asked for it: the engine sends it to those of its feeds that are on its own host
        return () if chosen is None else await feeds.add(str(chosen.value), folder)

    # Logins

    def give_login(self) -> None:
        """Ask for the name and password that are sent to the feed's server."""
        self._interaction.inquire(self._give_login())

    async def _give_login(self) -> None:
        feed, feeds = self._sidebar.feed(), self._env.library.feeds
        if feed is None:
            self._interaction.tell("Go to a feed first: its name and password can be given then.")
            return
        known: Access | None = await to_thread(feeds.access, feed)
        access = await self._ask_login(feed.title, Access() if known is None else known)
        if access is None:
            return
        await feeds.edit(feed.id, FeedEdit(), access)
        done = f"{feed.title} is asked with this name and password from now on."
        self._interaction.tell(done if access.auth else f"The name and password of {feed.title} are forgotten.")
        self._refresh.refresh_feed(feed.id)

    async def _ask_login(self, what: str, known: Access) -> Access | None:
        """Return the credentials as the user types them; `None` when the user left."""
        user = await self._interaction.ask(f"Name for {what} (empty: none)", known.user, over=True)
        if not user:
            return None if user is None else replace(known, user="", password="")
        password = await self._interaction.ask(f"Password of {user}", secret=True)
        return None if password is None else replace(known, user=user, password=password)


def _offer(link: FeedLink) -> str:
    """What is known of a feed to choose: its kind, how much is in it, how old the newest of that is, its address."""
    if not link.kind:
        return link.href if link.title else link.type
    told = [link.kind, f"{link.entries or 0} {'entry' if link.entries == 1 else 'entries'}"]
    latest = "" if link.latest is None else to_local(link.latest).date().isoformat()
    told += [latest, link.href if link.title else ""]
    return " · ".join(part for part in told if part)
