"""Refreshing: every account, one refresh at a time in all processes that use the library."""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from tuinews.engine.accounts.base import Account, Listener, RefreshProgress, RefreshRequest, ReportRefreshed
from tuinews.engine.accounts.delivery import deliver_pending
from tuinews.engine.articles.articles import Articles
from tuinews.engine.freshness import sweep
from tuinews.engine.refresh_lease import RefreshLease
from tuinews.engine.results import Summary
from tuinews.engine.rules.jobs import do_jobs
from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.engine.stories.story_worker import StoryWorker
from tuinews.engine.upkeep import tidy
from tuinews.model.error import NotFoundError, RefreshRunningError, StoreError, TuinewsError
from tuinews.model.event import Noticed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

_SHARE, _LEAST, _MOST = 0.1, 0.2, 1.0
"""The part of its own time for which a refresh feeds the search index, and looks for stories, before it ends; at least
and at most so many seconds. What it brought itself comes first; what is left of former ones is done later."""


class Refresh:
    """`library.refresh`."""

    def __init__(
        self,
        services: Services,
        accounts: "Mapping[str, Account]",
        articles: Articles,
        stories: StoryWorker,
        share: "Callable[[], Awaitable[None]]",
    ) -> None:
        """`share` takes over what other machines decided, before feeds are asked."""
        self._services = services
        self._accounts = accounts
        self._articles = articles
        self._stories = stories
        self._share = share
        self._lease = RefreshLease(services)
        self._running: asyncio.Task[Summary] | None = None
        self._progress: RefreshProgress | None = None

    async def run(
        self,
        feeds: Sequence[FeedId] = (),
        *,
        force: bool = False,
        quiet: bool = False,
        patience: float = 0,
        report: ReportRefreshed | None = None,
        accounts: Sequence[str] = (),
    ) -> Summary:
        """Refresh the feeds that are due, or with `force` all, of all feeds or of those named.

        `report` is called from the engine's thread as each feed ends. `quiet` says that nobody waits for it: after a
        time without network or asleep, the feeds are then spread over some minutes. A refresh of another process is
        waited for `patience` seconds; what it asked is not asked again. Only `accounts` are asked, if any are named.

        Raises:
            RefreshRunningError: a refresh is running already, here, or after all patience in another process.
        """
        request = RefreshRequest(frozenset(feeds), force, quiet, frozenset(accounts))
        await self._share()
        summary = await self._services.loop.call(self._begin(request, report, patience))
        aged = await self._services.loop.call(self._clear_up(summary))
        await self._services.loop.call(do_jobs(self._services))
        return summary._replace(aged=aged)

    def cancel(self) -> None:
        """Stop the running refresh; what is committed stays."""
        running = self._running
        if running is not None:
            running.get_loop().call_soon_threadsafe(running.cancel)

    async def _clear_up(self, summary: Summary) -> int:
        """Look after the store after a refresh, and return how many entries left the inbox by age.

        Trouble with that is told, and does not fail the refresh.
        """
        aged = 0
        try:
            await settle_mutes(self._services)
            aged = (await sweep(self._services)).aged
            seconds = min(_MOST, max(_LEAST, _SHARE * summary.ms / 1000))
            if summary.new or summary.updated:
                await self._services.index_all(seconds)
                self._services.index_soon()
            await self._stories.group_all(seconds)
            self._stories.group_soon()
            if await tidy(self._services):
                await self._stories.forget_old()
        except StoreError as error:
            self._services.publish(Noticed(safe_text(str(error)), "error"))
        return aged

    async def _begin(self, request: RefreshRequest, report: ReportRefreshed | None, patience: float) -> Summary:
        if self._running is not None:
            if self._progress is not None:
                self._progress.hurried.set()
            raise RefreshRunningError(tr("A refresh is running already: wait for it, or cancel it first."))
        self._running = asyncio.current_task()
        self._progress = RefreshProgress(self._services.publish, report)
        try:
            async with self._lease.hold(patience) as waited:
                summary = await self._refresh(request, self._progress)
                return summary._replace(waited_ms=round(waited * 1000))
        finally:
            self._running = self._progress = None

    async def _refresh(self, request: RefreshRequest, progress: RefreshProgress) -> Summary:
        started = perf_counter()
        try:
            async with asyncio.TaskGroup() as group:
                for name, account in self._accounts.items():
                    if request.accounts and name not in request.accounts:
                        continue
                    group.create_task(self._refresh_account(name, account, request, progress))
        except* StoreError as errors:
            # the store is the same for all of them: one sentence, not a thousand
            raise _first(errors) from None
        finally:
            progress.end()
            self._services.publish_feeds_changed()
        await self._fetch_wanted_pages(progress.asked)
        return progress.tally().summary(perf_counter() - started)

    async def _refresh_account(
        self, name: str, account: Account, request: RefreshRequest, progress: RefreshProgress
    ) -> None:
        """Send an account what changed here, then bring what is new. Its failure does not stop the others."""
        try:
            if isinstance(account, Listener):
                await deliver_pending(self._services, name, account)
            await account.refresh(request, progress)
        except StoreError:
            raise
        except TuinewsError as error:
            progress.warn(str(error))

    async def _fetch_wanted_pages(self, feeds: "Collection[FeedId]") -> None:
        """Fetch the pages that are wanted of entries of these feeds; each is tried once."""
        wanted = await self._services.pages.do(lambda reader: reader.polls.read_wanted_pages(frozenset(feeds)))
        if not wanted:
            return
        async with asyncio.TaskGroup() as group:
            for entry_id in wanted:
                group.create_task(self._full_text(entry_id))
        await self._services.writer.do(lambda writer: writer.forget_wanted_pages(wanted))

    async def _full_text(self, entry_id: EntryId) -> None:
        try:
            await self._articles.full_text(entry_id)
        except NotFoundError:
            return  # unsubscribed meanwhile
        except TuinewsError as error:
            self._services.publish(Noticed(safe_text(str(error)), "warning"))


def _first(errors: BaseExceptionGroup[StoreError]) -> StoreError:
    error = errors.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
