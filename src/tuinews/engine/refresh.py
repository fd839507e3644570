"""Refreshing: every feed that is due, many hosts at once, one feed's failure never another's."""

import asyncio
import logging
import os
import socket
from collections.abc import Sequence
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from tuinews.engine.articles.articles import Articles
from tuinews.engine.polling.due import DueFeeds
from tuinews.engine.polling.group_commit import GroupCommit
from tuinews.engine.polling.plausibility import UNPROVEN, NetworkFindings, at_fault, few_among_many, portal, postponed
from tuinews.engine.polling.poller import Poll, Poller
from tuinews.engine.polling.run import RefreshPacing, RefreshRun, Report, shut_out
from tuinews.engine.results import Refreshed, Summary, Tally
from tuinews.engine.services import Services
from tuinews.engine.upkeep import tidy
from tuinews.engine.web_client import WebClient
from tuinews.model.change import FeedUpdate
from tuinews.model.error import NotFoundError, RefreshRunningError, StoreError, TuinewsError
from tuinews.model.event import Noticed, RefreshProgressed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.polling import Polling
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LEASE_SECONDS = 600
"""How long a refresh keeps others from refreshing the same store; taken over when its process died."""

_log = logging.getLogger(__name__)

_INDEX_SECONDS = 1.0
"""How long a refresh goes on for the search index: what an ordinary one brings, not what a first one does."""


class Refresh:
    """`library.refresh`."""

    def __init__(self, services: Services, web: WebClient, articles: Articles) -> None:
        self._services = services
        self._web = web
        self._articles = articles
        self._poller = Poller(services, web)
        self._group_commit = GroupCommit(services)
        self._running: asyncio.Task[Summary] | None = None
        self._pacing = RefreshPacing(services.clock)

    async def run(
        self, feeds: Sequence[FeedId] = (), *, force: bool = False, quiet: bool = False, report: Report | None = None
    ) -> Summary:
        """Refresh the feeds that are due (`force`: due or not), all or those named.

        `report` is called from the engine's thread as each feed ends. `quiet` says that nobody waits for it: after a
        time without network or in suspend, the feeds are then spread over some minutes.

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
        """Look after the store; what comes in the way is told, and takes nothing from what was refreshed."""
        try:
            if changed:
                await self._services.index_all(_INDEX_SECONDS)
                self._services.index_soon()
            await tidy(self._services)
        except StoreError as error:
            self._services.publish(Noticed(safe_text(str(error)), "error"))

    async def _begin(self, feeds: tuple[FeedId, ...], report: Report | None, *, force: bool, quiet: bool) -> Summary:
        if self._running is not None:
            self._pacing.hurry()
            raise RefreshRunningError("A refresh is running already: wait for it, or cancel it first.")
        self._running = asyncio.current_task()
        try:
            async with self._lease():
                choice = await self._poller.select_due(feeds, force=force)
                moments = self._pacing.moments(len(choice.asked), quiet=quiet)
                return await self._round(RefreshRun(Tally(len(choice.asked)), report), choice, moments)
        finally:
            self._running = None

    async def _round(self, run: RefreshRun, choice: DueFeeds, moments: Sequence[float]) -> Summary:
        started = perf_counter()
        tally = run.tally
        for refreshed in choice.passed_over:
            run.count(refreshed)
        self._progress(tally, running=bool(choice.asked))
        self._web.lost = 0
        if choice.asked and (sentence := await asyncio.to_thread(self._services.secrets.trouble)):
            self._services.publish(Noticed(safe_text(sentence), "warning"))
        try:
            async with asyncio.TaskGroup() as group:
                for polling, moment in zip(choice.asked, moments, strict=True):
                    group.create_task(self._one(polling, run, moment))
            await self._weigh(run)
        except* StoreError as errors:
            # the store is the same for all of them: one sentence, not a thousand
            raise _first(errors) from None
        finally:
            self._progress(tally, running=False)
            self._services.feeds_changed()
        self._pacing.note(dark=run.dark)
        if run.warning:
            self._services.publish(Noticed(safe_text(run.warning), "warning"))
        await self._fetch_wanted_pages(frozenset(polling.feed_id for polling in choice.asked))
        return tally.summary(perf_counter() - started)

    async def _one(self, polling: Polling, run: RefreshRun, moment: float) -> None:
        await self._pacing.until(moment)
        try:
            poll = await self._poller.poll(polling)
            if poll.stranger is not None or poll.lost is not None:
                run.held.append((polling, poll))
                return
            refreshed = await self._commit(poll)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  a defect met with one feed is that feed's error
            _log.exception("refreshing feed %s failed", polling.feed_id)
            sentence = safe_text(f"Refreshing it failed ({type(error).__name__}); the log has the details.")
            refreshed = Refreshed(polling.feed_id, polling.url, "failed", error=sentence)
        run.count(refreshed, done=True)
        self._progress(run.tally, running=True)

    async def _weigh(self, run: RefreshRun) -> None:
        """Settle what others answered instead of feeds, or nobody: if all met that it is no failure, else it is one."""
        if not run.held:
            return
        now = self._services.clock()
        pollings = await self._services.pages.do(lambda reader: reader.pollings())
        strangers = [poll.stranger for _, poll in run.held if poll.stranger is not None]
        if strangers and run.tally.in_vain:
            run.portal = portal(strangers, pollings, now)
        lost = [(before.url, poll.lost) for before, poll in run.held if poll.lost is not None]
        answered = self._web.found >= run.begun
        few = not answered and few_among_many([(url, failed.dark) for url, failed in lost], pollings, now)
        there = all(failed.asked for _, failed in lost)
        network = NetworkFindings(self._web.found, answered, there, few, self._poller.heard)
        for before, poll in run.held:
            blame = poll.lost is not None and not run.portal and at_fault(before, poll.lost, network)
            blamed = await self._poller.blame(before, poll, guilty=blame)
            refreshed = await self._settle(before, blamed, run)
            run.count(refreshed, done=True)

    async def _settle(self, before: Polling, poll: Poll, run: RefreshRun) -> Refreshed:
        if not run.portal or poll.stranger is None or poll.stranger.place not in {run.portal, UNPROVEN}:
            return await self._commit(poll)
        now = self._services.clock()
        later = postponed(before, now)
        if later is None:
            return await self._commit(poll)
        await self._group_commit.store(FeedUpdate(later.feed_id, now, polling=later))
        return shut_out(poll.refreshed)

    async def _commit(self, poll: Poll) -> Refreshed:
        applied = await self._group_commit.store(poll.update)
        if applied.error:
            return poll.refreshed._replace(outcome="failed", error=applied.error)
        if applied.moved:
            self._services.publish(Noticed(safe_text(f"{applied.moved}; undo takes it back.")))
        return poll.refreshed._replace(new=len(applied.new), updated=applied.updated)

    async def _fetch_wanted_pages(self, feeds: frozenset[FeedId]) -> None:
        """Read the pages that are still wanted of entries of these feeds; each is tried once."""
        wanted = await self._services.pages.do(lambda reader: reader.wanted_pages(feeds))
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

    def _progress(self, tally: Tally, *, running: bool) -> None:
        self._services.publish(RefreshProgressed(tally.done, tally.total, tally.failed, tally.new, running))

    @asynccontextmanager
    async def _lease(self) -> "AsyncIterator[None]":
        """Keep other processes from refreshing the same store meanwhile."""
        owner = f"{socket.gethostname()}:{os.getpid()}"
        now = self._services.clock()
        if not await self._services.writer.do(
            lambda writer: writer.lease("refresh", owner, LEASE_SECONDS, now, abandoned)
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


def abandoned(owner: str) -> bool:
    """Whether the lease's owner was a process of this machine that is no more."""
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
