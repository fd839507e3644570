"""The account of the feeds that this program polls itself: many hosts at once, one feed's failure never another's."""

import asyncio
import logging

from tuinews.engine.accounts.base import RefreshProgress, RefreshRequest, SubscribeRequest
from tuinews.engine.feeds.logins import keep_merged_access
from tuinews.engine.polling.group_commit import GroupCommit
from tuinews.engine.polling.plausibility import (
    UNPROVEN,
    NetworkFindings,
    are_few_of_many,
    find_login_page,
    is_at_fault,
    postpone,
)
from tuinews.engine.polling.poller import Poll, Poller
from tuinews.engine.polling.run import PollRun, RefreshPacing, make_login_result
from tuinews.engine.polling.subscriber import Subscriber
from tuinews.engine.results import Added, FeedPreview, Refreshed, Tally
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.change import FeedUpdate
from tuinews.model.error import StoreError
from tuinews.model.event import Noticed
from tuinews.model.language import tr
from tuinews.model.polling import Polling
from tuinews.model.text import safe_text

_log = logging.getLogger(__name__)


class LocalAccount:
    """Feeds that tuinews polls itself. No server keeps their marks, so nobody is told of changes."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services = services
        self._web = web
        self._poller = Poller(services, web)
        self._subscriber = Subscriber(services, web, self._poller)
        self._group_commit = GroupCommit(services)
        self.pacing = RefreshPacing(services.clock)

    async def subscribe(self, request: SubscribeRequest) -> tuple[Added, ...]:
        """Subscribe to a feed, or to what a site's page points to, and store its entries."""
        return await self._subscriber.subscribe(request)

    async def look(self, request: SubscribeRequest) -> tuple[FeedPreview, ...]:
        """Return the feeds that are at an address, without subscribing to them."""
        return await self._subscriber.look(request)

    async def refresh(self, request: RefreshRequest, progress: RefreshProgress) -> None:
        """Poll the feeds that are due; after a time without network or in suspend, a quiet refresh is spread."""
        chosen = await self._poller.select_due(request)
        moments = self.pacing.moments(len(chosen.asked), quiet=request.quiet)
        run = PollRun(Tally(len(chosen.asked)), progress)
        for refreshed in chosen.passed_over:
            run.count(refreshed)
        progress.expect([polling.feed_id for polling in chosen.asked])
        self._web.unreached_in_a_row = 0
        if chosen.asked and (sentence := await asyncio.to_thread(self._services.secrets.trouble)):
            progress.warn(sentence)
        async with asyncio.TaskGroup() as group:
            for polling, moment in zip(chosen.asked, moments, strict=True):
                group.create_task(self._one(polling, run, moment, forced=request.force))
        await self._settle_held(run)
        self.pacing.note(no_network=run.no_network)
        if run.warning:
            progress.warn(run.warning)

    async def _one(self, polling: Polling, run: PollRun, moment: float, *, forced: bool) -> None:
        await self.pacing.wait_until(moment, run.progress.hurried)
        try:
            poll = await self._poller.poll(polling, forced=forced)
            if poll.impostor is not None or poll.unreached is not None:
                run.held.append((polling, poll))
                return
            refreshed = await self._commit(poll)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  a defect met with one feed is that feed's error
            _log.exception("refreshing feed %s failed", polling.feed_id)
            sentence = safe_text(
                tr("Refreshing it failed ({name}); the log has the details.", name=type(error).__name__)
            )
            refreshed = Refreshed(polling.feed_id, polling.url, "failed", error=sentence)
        finally:
            self._poller.backlog.remove(polling.feed_id)
        run.count(refreshed, done=True)

    async def _settle_held(self, run: PollRun) -> None:
        """Store the polls that got no answer, or another page instead of the feed.

        They had to wait until every feed was asked: where all met a login page, or the network is down, it is the
        failure of no feed; where others were answered, it is.
        """
        if not run.held:
            return
        now = self._services.clock()
        pollings = await self._services.pages.do(lambda reader: reader.polls.pollings())
        impostors = [poll.impostor for _, poll in run.held if poll.impostor is not None]
        if impostors and run.tally.all_failed:
            run.login_page = find_login_page(impostors, pollings, now)
        lost = [(before.url, poll.unreached) for before, poll in run.held if poll.unreached is not None]
        answered = self._web.found >= run.begun
        few = not answered and are_few_of_many([(url, failed.no_network) for url, failed in lost], pollings, now)
        there = all(failed.asked for _, failed in lost)
        network = NetworkFindings(self._web.found, answered, there, few, self._poller.last_answer)
        for before, poll in run.held:
            blame = poll.unreached is not None and not run.login_page and is_at_fault(before, poll.unreached, network)
            blamed = await self._poller.settle_unreached(before, poll, guilty=blame)
            refreshed = await self._settle_one(before, blamed, run)
            run.count(refreshed, done=True)

    async def _settle_one(self, before: Polling, poll: Poll, run: PollRun) -> Refreshed:
        if not run.login_page or poll.impostor is None or poll.impostor.source not in {run.login_page, UNPROVEN}:
            return await self._commit(poll)
        now = self._services.clock()
        later = postpone(before, now)
        if later is None:
            return await self._commit(poll)
        await self._group_commit.store(FeedUpdate(later.feed_id, now, polling=later))
        return make_login_result(poll.refreshed)

    async def _commit(self, poll: Poll) -> Refreshed:
        applied = await self._group_commit.store(poll.update)
        if applied.error:
            return poll.refreshed._replace(outcome="failed", error=applied.error)
        if applied.moved:
            self._services.publish(
                Noticed(safe_text(tr("{moved}; `tuinews undo` takes it back.", moved=applied.moved)))
            )
        if applied.merged_into is not None:
            await keep_merged_access(self._services, poll.refreshed, applied.merged_into)
            self._services.publish_feeds_changed()
            self._services.publish_entries_changed()
        return poll.refreshed._replace(new=len(applied.new), updated=applied.updated)
