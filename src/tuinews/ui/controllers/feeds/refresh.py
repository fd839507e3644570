"""Refreshing: what the user asks for, and what is due by itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from tuinews.engine.results import Summary
from tuinews.model.clock import MINUTE, Instant, format_ago
from tuinews.model.error import RefreshRunningError
from tuinews.model.feed import FeedStatus
from tuinews.model.ids import FeedId
from tuinews.model.language import tr, tr_count
from tuinews.model.polling import FORCED_APART_SECONDS
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.old_articles import OldArticlesController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.notices import Severity

FORCE = "--force"
"""What is typed behind the command to ask feeds that are not due yet."""

_INSISTS_SECONDS = MINUTE
"""Whoever wants a refresh a second time within it, after nobody was asked, means it."""


class RefreshController:
    """Refreshes feeds and tells what came of it."""

    def __init__(
        self, env: Environment, interaction: Interaction, sidebar: SidebarController, old: OldArticlesController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
        self._old = old
        self._nobody_due: Instant | None = None
        """When the user was told that no feed is due yet."""

    def refresh_here(self) -> None:
        """Refresh the feed or folder one is at, due or not, as far as its servers allow; elsewhere all that is due."""
        feeds = self._sidebar.feed_ids()
        self._interaction.run(self._refresh(feeds, force=bool(feeds) or self._insists()), "refresh")

    def refresh_feed(self, feed_id: FeedId) -> None:
        """Refresh one feed, due or not, as far as its server allows."""
        self._interaction.run(self._refresh((feed_id,), force=True), "refresh")

    def refresh_all(self, typed: str = "") -> None:
        """Refresh every feed that is due, with `--force` as far as its server allows every other one too.

        A second time soon after nobody was asked it is as with `--force`.
        """
        if typed not in {"", FORCE}:
            self._interaction.tell(
                tr("Only {force} can stand there: it asks feeds that are not due yet, too.", force=FORCE), "warning"
            )
            return
        self._interaction.run(self._refresh((), force=typed == FORCE or self._insists()), "refresh")

    def _insists(self) -> bool:
        told = self._nobody_due
        return told is not None and 0 <= self._env.clock() - told <= _INSISTS_SECONDS

    async def _refresh(self, feeds: Sequence[FeedId], *, force: bool = False) -> None:
        async with self._old.offer_afterwards():
            summary = await self._env.library.refresh.run(tuple(feeds), force=force)
        severity: Severity = "warning" if summary.failed and not summary.updated else "information"
        nobody = bool(summary.feeds) and summary.early == summary.feeds
        self._nobody_due = self._env.clock() if nobody and not force else None
        wait = await self._find_longest_wait(feeds) if summary.limited else ""
        again = await self._find_next_chance(feeds) if nobody and force else 0
        self._interaction.tell(describe_refresh(summary, self._interaction.key, wait=wait, again=again), severity)

    async def _find_longest_wait(self, feeds: Sequence[FeedId]) -> str:
        """Return how long the servers of some feeds, or of all, want to be left alone: `20m`; `""` if unknown."""
        now = self._env.clock()
        limited = (feed for feed in await self._env.library.feeds.all() if feed.status is FeedStatus.LIMITED)
        moments = [feed.next_check for feed in limited if feed.next_check and (not feeds or feed.id in feeds)]
        until = max(moments, default=now)
        return format_ago(now, max(until, now + 60)) if until > now else ""

    async def _find_next_chance(self, feeds: Sequence[FeedId]) -> int:
        """Return in how many seconds some feeds, or all, may be asked again that were asked just now; -1: never so."""
        asked = (feed for feed in await self._env.library.feeds.all() if not feeds or feed.id in feeds)
        moments = [feed.last_checked for feed in asked if feed.last_checked is not None]
        left = max(moments, default=0) + FORCED_APART_SECONDS - self._env.clock()
        return left if 0 < left <= FORCED_APART_SECONDS else -1

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
        self._interaction.tell(tr("The refresh stops; what it brought stays."))


def _describe_trouble(summary: Summary, wait: str) -> Iterator[str]:
    """Say how many feeds failed, were told to wait, or are gone."""
    if summary.failed:
        yield tr_count("{count} feed failed", "{count} feeds failed", summary.failed)
    if summary.limited:
        told = tr_count("{count} feed told to wait", "{count} feeds told to wait", summary.limited)
        longest = tr(", the longest {wait}", wait=wait) if summary.limited > 1 else f" {wait}"
        yield told + (longest if wait else "")
    if summary.gone:
        yield tr_count("{count} feed gone for good", "{count} feeds gone for good", summary.gone)


def describe_refresh(summary: Summary, key: Callable[[str], str], *, wait: str = "", again: int = 0) -> str:
    """Return what came of a refresh; `wait` is how long the longest is that a server asks for.

    `again` tells of a forced refresh that asked nobody: in how many seconds feeds may be asked again, -1 if not so.
    `key` gives the key of an action.
    """
    if not summary.feeds:
        return tr("There are no feeds to refresh.")
    if summary.early == summary.feeds:
        if again > 0:
            return tr(
                "Asked a moment ago: servers are asked again in {seconds} at the earliest.",
                seconds=tr_count("{count} second", "{count} seconds", again),
            )
        if again:
            return tr("Nobody was asked: {health} says why.", health=key("health"))
        return tr(
            "No feed is due yet: nobody was asked. {refresh_all} within a minute asks all the same.",
            refresh_all=key("refresh-all"),
        )
    parts = [*_describe_trouble(summary, wait)]
    if summary.early:
        parts.append(tr("{feeds} not due yet", feeds=tr_count("{count} feed", "{count} feeds", summary.early)))
    told = (
        "; ".join(
            (
                tr_count("{count} new article", "{count} new articles", summary.new)
                if summary.new
                else tr("Nothing new"),
                *parts,
            )
        )
        + "."
    )
    return tr("{told} {health} says why.", told=told, health=key("health")) if summary.failed else told
