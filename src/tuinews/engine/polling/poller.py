"""Polling one feed: fetch it, read it in a worker, work out what changed and when to ask again."""

import logging
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuinews.engine.accounts.base import RefreshRequest
from tuinews.engine.arrivals.comparison import Comparison, compare, has_new_ids
from tuinews.engine.polling.backlog import Backlog
from tuinews.engine.polling.due import DueFeeds, select_due
from tuinews.engine.polling.plausibility import (
    UNPROVEN,
    Impostor,
    find_shared_move_targets,
    keep_old_validators,
    last_public_answer,
    without_move,
)
from tuinews.engine.refusals import describe_refusal
from tuinews.engine.results import Refreshed
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import FeedContents, body_hash, read_feed
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.change import FeedUpdate, StoredIdentity
from tuinews.model.clock import Instant, to_iso
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.parsed import ParseFailure
from tuinews.model.polling import Polling, RequestRecord
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_key, host_to_show, redact

if TYPE_CHECKING:
    from tuinews.fetch import Failed, Fetched, Outcome
    from tuinews.store import Reader


_HEAD = 2_000
"""Bytes in which a web page says that it is one."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll found, for the store and for the user."""

    polling: Polling
    """The state after the poll."""
    update: FeedUpdate
    refreshed: Refreshed
    impostor: Impostor | None = None
    """What answered instead of the feed. It counts as a failure, unless it answered for feeds of other hosts too."""
    unreached: "Failed | None" = None
    """Why the host could not be reached, if that may be the network's fault and not the feed's."""


class Poller:
    """Polls feeds one at a time; used on the engine's loop."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services = services
        self._web = web
        self._shared_targets: frozenset[str] = frozenset()
        self._bare: set[FeedId] = set()
        """Feeds of which nothing is stored, so that nothing has to be compared."""
        self.backlog = Backlog()
        self.last_answer: Instant = 0
        """When a host on the internet had answered last, before the feeds were chosen."""

    async def select_due(self, request: RefreshRequest) -> DueFeeds:
        """Return those of the requested feeds that may be asked now, and the others with why not."""
        now = self._services.clock()
        stored = await self._services.pages.do(lambda reader: reader.polls.pollings())
        pauses = await self._services.pages.do(lambda reader: reader.polls.pauses(now))
        self._bare = set(await self._services.pages.do(lambda reader: reader.polls.find_bare()))
        self._shared_targets = find_shared_move_targets(stored)
        chosen = select_due(stored, pauses, request, now)
        if chosen.asked:
            self.last_answer = last_public_answer(stored)
        return chosen

    async def poll(self, polling: Polling, *, forced: bool = False) -> Poll:
        """Fetch a feed and work out what to store; asks nobody once it turns out that there is no network.

        `forced` says that the user has it asked, due or not.
        """
        from tuinews.fetch import Fetched, poll_request

        request = poll_request(polling, self._services.clock())
        if access := self._services.secrets.find_access(polling.feed_id, polling.url):
            request = replace(request, headers=access.headers, auth=access.auth)
        outcome = await self._web.fetch_feed(request, self.backlog.wait)
        contents = None
        digest = body_hash(outcome.body) if isinstance(outcome, Fetched) else ""
        if isinstance(outcome, Fetched) and digest != polling.validators.body_hash:
            self.backlog.add(polling.feed_id)
            seen = await self._find_fingerprints(polling.feed_id)
            try:
                contents = await self._web.work(
                    read_feed, outcome.body, outcome.url, outcome.content_type, self._services.clock(), seen
                )
            except JobFailedError as error:
                contents = ParseFailure(safe_text(tr("The feed could not be read: {error}.", error=error)))
        return await self.settle(polling, outcome, contents, digest, forced=forced)

    async def settle(
        self,
        polling: Polling,
        outcome: "Outcome",
        contents: FeedContents | ParseFailure | None,
        digest: str = "",
        *,
        forced: bool = False,
    ) -> Poll:
        """Work out what an outcome changes; `contents` is `None` when there was no new body, `digest` its hash."""
        from tuinews.fetch import Failed, Fetched, apply_outcome

        now = self._services.clock()
        fault = contents.sentence if isinstance(contents, ParseFailure) else EMPTY
        read = contents if isinstance(contents, FeedContents) else None
        decision = await self._decide(polling.feed_id, read)
        following = apply_outcome(
            polling,
            outcome,
            read.feed if read else None,
            fault,
            interval=self._services.settings.refresh.interval_minutes * 60,
            now=now,
            jitter=random.random(),  # noqa: S311  it spreads polls, it guards nothing
            forced=forced,
        )
        if isinstance(outcome, Fetched) and read is not None:
            following = _with_body(polling, following, outcome, read, digest or body_hash(outcome.body))
        if following.url != polling.url and host_key(following.url) in self._shared_targets:
            following = without_move(polling, following)
        if decision.new:
            following = replace(following, last_check=replace(following.last_check, last_new=now))
        lost = outcome if isinstance(outcome, Failed) and outcome.offline else None
        if lost is None:
            _note(polling, outcome, following)
        refreshed = _warn(_describe_result(polling, outcome, fault, decision), read)
        request = _make_record(refreshed, now, len(decision.new))
        card = read.feed.card if read else None
        update = FeedUpdate(polling.feed_id, now, card, *decision, following, request)
        return Poll(following, update, refreshed, _impostor(polling, outcome, contents), lost)

    async def settle_unreached(self, polling: Polling, poll: Poll, *, guilty: bool) -> Poll:
        """Return what becomes of a poll that reached nobody: the feed's own failure if it is `guilty`."""
        if poll.unreached is not None and guilty:
            return await self.settle(polling, replace(poll.unreached, offline=False), None)
        if poll.unreached is not None:
            _note(polling, poll.unreached, poll.polling)
        return poll

    async def _find_fingerprints(self, feed_id: FeedId) -> frozenset[str]:
        if feed_id in self._bare:
            return frozenset()
        return await self._services.pages.do(lambda reader: reader.polls.fingerprints(feed_id))

    async def _decide(self, feed_id: FeedId, contents: FeedContents | None) -> Comparison:
        if contents is None or not contents.drafts:
            return Comparison()
        if feed_id in self._bare:
            self._bare.remove(feed_id)
            return compare(contents.drafts, (), contents.guids)
        known = await self._services.pages.do(lambda reader: _find_known(reader, feed_id, contents))
        return compare(contents.drafts, known, contents.guids)


def _find_known(reader: "Reader", feed_id: FeedId, contents: FeedContents) -> tuple[StoredIdentity, ...]:
    """Return the stored entries that those of a body may be."""
    guids = [draft.guid for draft in contents.drafts]
    known = reader.polls.find_known(feed_id, guids, [draft.link_key for draft in contents.drafts])
    if not has_new_ids(contents.drafts, known, contents.guids):
        return known
    dates = [draft.published for draft in contents.drafts if draft.published is not None]
    dated = reader.polls.find_known_by_date(feed_id, dates)
    return tuple({entry.id: entry for entry in (*known, *dated)}.values())


def _with_body(polling: Polling, following: Polling, fetched: "Fetched", read: FeedContents, digest: str) -> Polling:
    """Return the state that follows with what it remembers of the body, whose hash is `digest`."""
    carried = polling.last_check.carried if fetched.reply.status == 226 else read.total
    following = replace(
        following,
        validators=replace(following.validators, body_hash=digest),
        last_check=replace(following.last_check, carried=carried),
    )
    return keep_old_validators(polling, following, digest) if read.feed.cut else following


def _impostor(polling: Polling, outcome: "Outcome", contents: FeedContents | ParseFailure | None) -> Impostor | None:
    from tuinews.fetch import Failed, Fetched

    if isinstance(outcome, Failed) and outcome.untrusted:
        return Impostor(polling.url, UNPROVEN)
    if not isinstance(outcome, Fetched) or not isinstance(contents, ParseFailure):
        return None
    if "html" not in outcome.content_type.lower() and b"<html" not in outcome.body[:_HEAD].lower():
        return None
    host = host_to_show(outcome.url)
    return Impostor(polling.url, host if host != host_to_show(polling.url) else body_hash(outcome.body))


def _note(polling: Polling, outcome: "Outcome", following: Polling) -> None:
    """Log one line: what was asked and answered, when it is asked again and why then."""
    from tuinews.fetch import choose_validators

    if outcome.reply is None:
        told = getattr(outcome, "sentence", "nothing was sent")
    else:
        told = f"{outcome.reply.status} in {outcome.reply.ms} ms, {outcome.reply.bytes} bytes"
    sent = choose_validators(polling, following.last_check.last_checked or 0)
    names = [name for name, value in (("ETag", sent.etag), ("Last-Modified", sent.last_modified)) if value]
    _log.info(
        "feed %s %s, with %s: %s; next %s: %s",
        polling.feed_id,
        polling.url,
        " and ".join(names) or "no validators",
        told,
        to_iso(following.schedule.next_check),
        following.schedule.next_check_reason,
    )


def _describe_result(polling: Polling, outcome: "Outcome", fault: SafeText, decision: Comparison) -> Refreshed:
    from tuinews.fetch import GONE, Failed, Fetched, Gone, Limited, NotModified

    reply = outcome.reply
    error = fault
    match outcome:
        case Fetched() if not fault:
            name = "updated" if decision.new or decision.edited else "unchanged"
        case NotModified():
            name = "not_modified"
        case Gone():
            name, error = "gone", GONE
        case Limited():
            name, error = "limited", describe_refusal(polling.url, outcome)
        case Failed(sentence=error):
            name = "failed"
        case _:
            name = "failed"
    return Refreshed(
        polling.feed_id,
        polling.url,
        name,
        None if reply is None else reply.status,
        ms=0 if reply is None else reply.ms,
        bytes=0 if reply is None else reply.bytes,
        error=error,
        moved_to="" if reply is None else reply.moved_to,
        offline=isinstance(outcome, Failed) and outcome.offline,
    )


def _make_record(refreshed: Refreshed, now: Instant, new: int) -> RequestRecord:
    """Return what is remembered of a request."""
    counts = (new, refreshed.ms, refreshed.bytes)
    return RequestRecord(
        now, refreshed.outcome, refreshed.http_status, *counts, safe_text(redact(refreshed.error), 400)
    )


def _warn(refreshed: Refreshed, read: FeedContents | None) -> Refreshed:
    """Add what was wrong with a feed that could be read; what is not taken of it is logged as well."""
    if read is None:
        return refreshed
    if read.surplus:
        _log.info("feed %s %s: %s", refreshed.feed_id, refreshed.url, read.surplus)
    return refreshed._replace(warning=SafeText(" ".join(filter(None, (read.feed.warning, read.surplus)))))
