"""Refreshing: what the user asks for, and what is due by itself."""

from collections.abc import Sequence
from contextlib import suppress

from tuinews.engine.results import Summary
from tuinews.model.clock import format_ago
from tuinews.model.error import RefreshRunningError
from tuinews.model.feed import FeedStatus
from tuinews.model.ids import FeedId
from tuinews.model.text import format_count
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.notices import Severity

FORCE = "--force"
"""What is typed behind the command to ask feeds that are not due yet."""


class RefreshController:
    """Refreshes feeds and tells what came of it."""

    def __init__(
        self, env: Environment, interaction: Interaction, sidebar: SidebarController, old: OldArticlesController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
        self._old = old

    def refresh_here(self) -> None:
        """Refresh the feed or folder one is at, due or not, as far as its servers allow."""
        feeds = self._sidebar.feed_ids()
        self._interaction.run(self._refresh(feeds, force=bool(feeds)), "refresh")

    def refresh_feed(self, feed_id: FeedId) -> None:
        """Refresh one feed, due or not, as far as its server allows."""
        self._interaction.run(self._refresh((feed_id,), force=True), "refresh")

    def refresh_all(self, typed: str = "") -> None:
        """Refresh every feed that is due, with `--force` as far as its server allows every other one too."""
        if typed not in {"", FORCE}:
            self._interaction.tell(f"Only {FORCE} can stand there: it asks feeds that are not due yet, too.", "warning")
            return
        self._interaction.run(self._refresh((), force=typed == FORCE), "refresh")

    async def _refresh(self, feeds: Sequence[FeedId], *, force: bool = False) -> None:
        async with self._old.offer_afterwards():
            summary = await self._env.library.refresh.run(tuple(feeds), force=force)
        severity: Severity = "warning" if summary.failed and not summary.updated else "information"
        wait = await self._find_longest_wait(feeds) if summary.limited else ""
        self._interaction.tell(describe_refresh(summary, forced=force, wait=wait), severity)

    async def _find_longest_wait(self, feeds: Sequence[FeedId]) -> str:
        """Return how long the servers of some feeds, or of all, want to be left alone: `20m`; `""` if unknown."""
        now = self._env.clock()
        limited = (feed for feed in await self._env.library.feeds.all() if feed.status is FeedStatus.LIMITED)
        moments = [feed.next_check for feed in limited if feed.next_check and (not feeds or feed.id in feeds)]
        until = max(moments, default=now)
        return format_ago(now, max(until, now + 60)) if until > now else ""

    def refresh_quietly(self) -> None:
        """Refresh what is due; who did not ask is not told."""
        self._interaction.run(self._refresh_quietly(), "refresh")

    async def _refresh_quietly(self) -> None:
        # one that runs already, here or in another process, brings its news by itself
        with suppress(RefreshRunningError):
            async with self._old.offer_afterwards():
                await self._env.library.refresh.run(quiet=True)

    def cancel(self) -> None:
        """Stop the running refresh."""
        self._env.library.refresh.cancel()
        self._interaction.tell("The refresh stops; what it brought stays.")


def describe_refresh(summary: Summary, *, forced: bool, wait: str = "") -> str:
    """A refresh as a sentence; `wait` is how long the longest is that a server asks for."""
    if not summary.feeds:
        return "There are no feeds to refresh."
    if summary.early == summary.feeds:
        if forced:
            return "Asked a moment ago: nobody is asked again so soon."
        return f"No feed is due yet: nobody was asked. Type :refresh-all {FORCE} to ask all the same."
    longest = "" if not wait else f" {wait}" if summary.limited == 1 else f", the longest {wait}"
    counts = ((summary.failed, "failed"), (summary.limited, f"told to wait{longest}"), (summary.gone, "gone for good"))
    parts = [f"{format_count(count, 'feed')} {what}" for count, what in counts if count]
    if summary.early:
        parts.append(f"{format_count(summary.early, 'feed')} not due yet")
    return "; ".join((format_count(summary.new, "new article") if summary.new else "Nothing new", *parts)) + "."
