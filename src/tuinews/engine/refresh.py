"""Refreshing: every feed that is due, many hosts at once, one feed's failure never another's."""

import asyncio
import logging
import os
import socket
from collections.abc import Sequence
from contextlib import asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from tuinews.engine.articles import Articles
from tuinews.engine.commits import Commits
from tuinews.engine.context import Context
from tuinews.engine.online import Online
from tuinews.engine.outcome import Refreshed, Summary, Tally
from tuinews.engine.poll import Poll, Poller
from tuinews.engine.round import Absence, Report, Round, shut_out
from tuinews.engine.schedule import Choice
from tuinews.engine.trust import UNPROVEN, Network, at_fault, few_among_many, portal, postponed
from tuinews.engine.upkeep import tidy
from tuinews.model.change import FeedUpdate
from tuinews.model.error import NotFoundError, QueryError, StoreError, TuinewsError
from tuinews.model.event import Noticed, RefreshProgressed
from tuinews.model.feed import Polling
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
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

    def __init__(self, context: Context, online: Online, articles: Articles) -> None:
        self._context = context
        self._online = online
        self._articles = articles
        self._poller = Poller(context, online)
        self._commits = Commits(context)
        self._running: asyncio.Task[Summary] | None = None
        self._absence = Absence(context.clock)

    async def run(
        self, feeds: Sequence[FeedId] = (), *, force: bool = False, quiet: bool = False, report: Report | None = None
    ) -> Summary:
        """Refresh the feeds that are due (`force`: due or not), all or those named.

        `report` is called from the engine's thread as each feed ends. `quiet` says that nobody waits for it: after a
        time without network or in suspend, the feeds are then spread over some minutes.

        Raises:
            TuinewsError: a refresh is running already, here or in another process.
        """
        summary = await self._context.runner.call(self._begin(tuple(feeds), report, force=force, quiet=quiet))
        await self._context.runner.call(self._clear_up(changed=bool(summary.new or summary.updated)))
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
                await self._context.index_all(_INDEX_SECONDS)
                self._context.index_soon()
            await tidy(self._context)
        except StoreError as error:
            self._context.publish(Noticed(safe_text(str(error)), "error"))

    async def _begin(self, feeds: tuple[FeedId, ...], report: Report | None, *, force: bool, quiet: bool) -> Summary:
        if self._running is not None:
            self._absence.hurry()
            raise TuinewsError("A refresh is running already: wait for it, or cancel it first.")
        self._running = asyncio.current_task()
        try:
            async with self._lease():
                choice = await self._poller.choose(feeds, force=force)
                moments = self._absence.moments(len(choice.asked), quiet=quiet)
                return await self._round(Round(Tally(len(choice.asked)), report), choice, moments)
        finally:
            self._running = None

    async def _round(self, round_: Round, choice: Choice, moments: Sequence[float]) -> Summary:
        started = perf_counter()
        tally = round_.tally
        for refreshed in choice.passed_over:
            round_.count(refreshed)
        self._progress(tally, running=bool(choice.asked))
        self._online.lost = 0
        if choice.asked and (sentence := await asyncio.to_thread(self._context.secrets.trouble)):
            self._context.publish(Noticed(safe_text(sentence), "warning"))
        try:
            async with asyncio.TaskGroup() as group:
                for polling, moment in zip(choice.asked, moments, strict=True):
                    group.create_task(self._one(polling, round_, moment))
            await self._weigh(round_)
        except* StoreError as errors:
            # the store is the same for all of them: one sentence, not a thousand
            raise _first(errors) from None
        finally:
            self._progress(tally, running=False)
            self._context.feeds_changed()
        self._absence.note(dark=round_.dark)
        if round_.warning:
            self._context.publish(Noticed(safe_text(round_.warning), "warning"))
        await self._fetch_full_texts(round_.fresh)
        return tally.summary(perf_counter() - started)

    async def _one(self, polling: Polling, round_: Round, moment: float) -> None:
        await self._absence.until(moment)
        try:
            poll = await self._poller.poll(polling)
            if poll.stranger is not None or poll.lost is not None:
                round_.held.append((polling, poll))
                return
            refreshed = await self._commit(poll, round_)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  a defect met with one feed is that feed's error
            _log.exception("refreshing feed %s failed", polling.feed_id)
            sentence = safe_text(f"Refreshing it failed ({type(error).__name__}); the log has the details.")
            refreshed = Refreshed(polling.feed_id, polling.url, "failed", error=sentence)
        round_.count(refreshed, done=True)
        self._progress(round_.tally, running=True)

    async def _weigh(self, round_: Round) -> None:
        """Settle what others answered instead of feeds, or nobody: if all met that it is no failure, else it is one."""
        if not round_.held:
            return
        now = self._context.clock()
        pollings = await self._context.pages.do(lambda reader: reader.pollings())
        strangers = [poll.stranger for _, poll in round_.held if poll.stranger is not None]
        if strangers and round_.tally.in_vain:
            round_.portal = portal(strangers, pollings, now)
        lost = [(before.url, poll.lost) for before, poll in round_.held if poll.lost is not None]
        answered = self._online.found >= round_.begun
        few = not answered and few_among_many([(url, failed.dark) for url, failed in lost], pollings, now)
        there = all(failed.asked for _, failed in lost)
        network = Network(self._online.found, answered, there, few, self._poller.heard)
        for before, poll in round_.held:
            blame = poll.lost is not None and not round_.portal and at_fault(before, poll.lost, network)
            blamed = await self._poller.blame(before, poll, guilty=blame)
            refreshed = await self._settle(before, blamed, round_)
            round_.count(refreshed, done=True)

    async def _settle(self, before: Polling, poll: Poll, round_: Round) -> Refreshed:
        if not round_.portal or poll.stranger is None or poll.stranger.place not in {round_.portal, UNPROVEN}:
            return await self._commit(poll, round_)
        now = self._context.clock()
        later = postponed(before, now)
        if later is None:
            return await self._commit(poll, round_)
        await self._commits.store(FeedUpdate(later, now))
        return shut_out(poll.refreshed)

    async def _commit(self, poll: Poll, round_: Round) -> Refreshed:
        applied = await self._commits.store(poll.update)
        if applied.error:
            return poll.refreshed._replace(outcome="failed", error=applied.error)
        if applied.moved:
            self._context.publish(Noticed(safe_text(f"{applied.moved}; undo takes it back.")))
        if applied.new and poll.update.polling.mark_read:
            await self._mark_arrivals(applied.new, poll.update.polling)
        if poll.update.polling.full_text:
            round_.fresh.extend(applied.new)
        return poll.refreshed._replace(new=len(applied.new), updated=applied.updated)

    async def _mark_arrivals(self, arrived: tuple[EntryId, ...], polling: Polling) -> None:
        """Mark what the user does not want to see as unread."""
        try:
            query = parse_query(polling.mark_read, self._context.clock())
        except QueryError as error:
            _log.warning("the rule of feed %s cannot be read: %s", polling.feed_id, error)
            return
        if await self._context.writer.do(lambda writer: writer.mark_arrivals(arrived, query)):
            self._context.entries_changed(frozenset({polling.feed_id}))

    async def _fetch_full_texts(self, fresh: Sequence[EntryId]) -> None:
        """Read the pages of new entries, for the feeds whose user wants that."""
        async with asyncio.TaskGroup() as group:
            for entry_id in fresh:
                group.create_task(self._full_text(entry_id))

    async def _full_text(self, entry_id: EntryId) -> None:
        try:
            await self._articles.full_text(entry_id)
        except NotFoundError:
            return  # unsubscribed meanwhile
        except TuinewsError as error:
            self._context.publish(Noticed(safe_text(str(error)), "warning"))

    def _progress(self, tally: Tally, *, running: bool) -> None:
        self._context.publish(RefreshProgressed(tally.done, tally.total, tally.failed, tally.new, running))

    @asynccontextmanager
    async def _lease(self) -> "AsyncIterator[None]":
        """Keep other processes from refreshing the same store meanwhile."""
        owner = f"{socket.gethostname()}:{os.getpid()}"
        now = self._context.clock()
        if not await self._context.writer.do(
            lambda writer: writer.lease("refresh", owner, LEASE_SECONDS, now, abandoned)
        ):
            raise TuinewsError("Another tuinews is refreshing these feeds: its articles appear here as they come.")
        renewing = asyncio.create_task(self._renew(owner))
        try:
            yield
        finally:
            renewing.cancel()
            # queued and not awaited: being cancelled a second time must not keep the lease
            self._context.writer.submit(lambda writer: writer.release("refresh", owner))

    async def _renew(self, owner: str) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            now = self._context.clock()
            await self._context.writer.do(lambda writer: writer.lease("refresh", owner, LEASE_SECONDS, now))  # noqa: B023  done before the next


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
