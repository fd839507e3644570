"""Refreshing: every account, one refresh at a time in all processes that use the library."""

import asyncio
import os
import socket
from collections.abc import Sequence
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from tuinews.engine.accounts.base import Account, Listener, RefreshProgress, RefreshRequest, Report
from tuinews.engine.accounts.delivery import deliver_pending
from tuinews.engine.articles.articles import Articles
from tuinews.engine.results import Summary
from tuinews.engine.services import Services
from tuinews.engine.upkeep import tidy
from tuinews.model.error import NotFoundError, RefreshRunningError, StoreError, TuinewsError
from tuinews.model.event import Noticed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping

LEASE_SECONDS = 600
"""Seconds for which a refresh keeps others out; taken over when its process has died."""

_INDEX_SECONDS = 1.0
"""Seconds for which a refresh feeds the search index: enough for an ordinary one, not for the first."""


class Refresh:
    """`library.refresh`."""

    def __init__(self, services: Services, accounts: "Mapping[str, Account]", articles: Articles) -> None:
        self._services = services
        self._accounts = accounts
        self._articles = articles
        self._running: asyncio.Task[Summary] | None = None
        self._progress: RefreshProgress | None = None

    async def run(
        self, feeds: Sequence[FeedId] = (), *, force: bool = False, quiet: bool = False, report: Report | None = None
    ) -> Summary:
        """Refresh the feeds that are due, or with `force` all, of all feeds or of those named.

        `report` is called from the engine's thread as each feed ends. `quiet` says that nobody waits for it: after a
        time without network or asleep, the feeds are then spread over some minutes.

        Raises:
            RefreshRunningError: a refresh is running already, here or in another process.
        """
        summary = await self._services.loop.call(self._begin(tuple(feeds), report, force=force, quiet=quiet))
        await self._services.loop.call(self._clear_up(changed=bool(summary.new or summary.updated)))
        return summary

    def cancel(self) -> None:
        """Stop the running refresh; what is committed stays."""
        running = self._running
        if running is not None:
            running.get_loop().call_soon_threadsafe(running.cancel)

    async def _clear_up(self, *, changed: bool) -> None:
        """Look after the store after a refresh; trouble with that is told, and does not fail the refresh."""
        try:
            if changed:
                await self._services.index_all(_INDEX_SECONDS)
                self._services.index_soon()
            await tidy(self._services)
        except StoreError as error:
            self._services.publish(Noticed(safe_text(str(error)), "error"))

    async def _begin(self, feeds: tuple[FeedId, ...], report: Report | None, *, force: bool, quiet: bool) -> Summary:
        if self._running is not None:
            if self._progress is not None:
                self._progress.hurried.set()
            raise RefreshRunningError("A refresh is running already: wait for it, or cancel it first.")
        self._running = asyncio.current_task()
        self._progress = RefreshProgress(self._services.publish, report)
        request = RefreshRequest(frozenset(feeds), force, quiet, self._services.opened)
        try:
            async with self._lease():
                return await self._refresh(request, self._progress)
        finally:
            self._running = self._progress = None

    async def _refresh(self, request: RefreshRequest, progress: RefreshProgress) -> Summary:
        started = perf_counter()
        try:
            async with asyncio.TaskGroup() as group:
                for name, account in self._accounts.items():
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
        wanted = await self._services.pages.do(lambda reader: reader.read_wanted_pages(frozenset(feeds)))
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

    @asynccontextmanager
    async def _lease(self) -> "AsyncIterator[None]":
        """Keep other processes from refreshing the same store meanwhile."""
        owner = f"{socket.gethostname()}:{os.getpid()}"
        now = self._services.clock()
        if not await self._services.writer.do(
            lambda writer: writer.lease("refresh", owner, LEASE_SECONDS, now, is_abandoned)
        ):
            raise RefreshRunningError(
                "Another tuinews is refreshing these feeds: its articles appear here as they come."
            )
        renewing = asyncio.create_task(self._renew(owner))
        try:
            yield
        finally:
            renewing.cancel()
            # queued and not awaited: being cancelled a second time must not keep the lease
            self._services.writer.submit(lambda writer: writer.release("refresh", owner))

    async def _renew(self, owner: str) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            now = self._services.clock()
            await self._services.writer.do(lambda writer: writer.lease("refresh", owner, LEASE_SECONDS, now))  # noqa: B023  done before the next


def _first(errors: BaseExceptionGroup[StoreError]) -> StoreError:
    error = errors.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def is_abandoned(owner: str) -> bool:
    """Whether the lease's owner was a process of this machine that has ended."""
    host, _, number = owner.rpartition(":")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
