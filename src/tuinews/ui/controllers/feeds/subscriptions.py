"""Subscribing to feeds."""

from tuinews.engine.results import Added, ChoiceNeededError
from tuinews.model.clock import local_time
from tuinews.model.feed import FeedLink
from tuinews.model.text import format_count, safe_text
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem


class SubscriptionsController:
    """Subscribes to a feed, or to one that a site names."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        sidebar: SidebarController,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
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


def _offer(link: FeedLink) -> str:
    """What is known of a feed to choose: its kind, how much is in it, how old the newest of that is, its address."""
    if not link.kind:
        return link.href if link.title else link.type
    told = [link.kind, f"{link.entries or 0} {'entry' if link.entries == 1 else 'entries'}"]
    latest = "" if link.latest is None else local_time(link.latest).date().isoformat()
    told += [latest, link.href if link.title else ""]
    return " · ".join(part for part in told if part)
