"""Polling one feed: ask politely, read in a worker, decide what changed, and say when to ask again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuinews.engine.context import Context
from tuinews.engine.decide import Decision, decide
from tuinews.engine.jobs import Reading, body_hash, read_feed
from tuinews.engine.online import Online
from tuinews.engine.outcome import Refreshed
from tuinews.engine.workers import JobFailedError
from tuinews.model.change import FeedUpdate
from tuinews.model.clock import Instant
from tuinews.model.feed import Polling
from tuinews.model.ids import FeedId
from tuinews.model.parsed import ParseFailure
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import canonical_url, host_key

if TYPE_CHECKING:
    from tuinews.fetch import Outcome


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll found: for the store and for the user."""

    update: FeedUpdate
    refreshed: Refreshed


class Poller:
    """Polls feeds one at a time; used on the engine's loop."""

    def __init__(self, context: Context, online: Online) -> None:
        self._context = context
        self._online = online

    async def choose(
        self, feeds: Sequence[FeedId], *, force: bool
    ) -> tuple[tuple[Polling, ...], tuple[Refreshed, ...]]:
        """Those of the feeds (all if none is named) that may be asked now, and the others with why not."""
        now = self._context.clock()
        stored = await self._context.pages.do(lambda reader: reader.pollings())
        pauses = await self._context.pages.do(lambda reader: reader.host_pauses(now))
        named = frozenset(feeds)
        chosen: dict[str, Polling] = {}
        passed_over = []
        for polling in stored:
            if named and polling.feed_id not in named:
                continue
            verdict = _verdict(polling, pauses.get(host_key(polling.url)), now, force=force)
            if verdict is not None:
                passed_over.append(Refreshed(polling.feed_id, polling.url, verdict, polling.http_status))
            elif chosen.setdefault(_address(polling.url), polling) is not polling:
                # the same address subscribed to twice is asked once a round
                passed_over.append(Refreshed(polling.feed_id, polling.url, "not_due", polling.http_status))
        return tuple(chosen.values()), tuple(passed_over)

    async def poll(self, polling: Polling) -> Poll:
        """Ask once and work out what to store."""
        from tuinews.fetch import Fetched, poll_request

        outcome = await self._online.get(poll_request(polling, self._context.clock()))
        reading = None
        if isinstance(outcome, Fetched) and body_hash(outcome.body) != polling.body_hash:
            seen = await self._context.pages.do(lambda reader: reader.fingerprints(polling.feed_id))
            try:
                reading = await self._online.work(
                    read_feed, outcome.body, outcome.url, outcome.content_type, self._context.clock(), seen
                )
            except JobFailedError as error:
                reading = ParseFailure(safe_text(f"The feed could not be read: {error}."))
        return await self.settle(polling, outcome, reading)

    async def settle(self, polling: Polling, outcome: "Outcome", reading: Reading | ParseFailure | None) -> Poll:
        """Work out what an outcome changes; `reading` is `None` when there was no new body."""
        from tuinews.fetch import Fetched, after

        now = self._context.clock()
        fault = reading.sentence if isinstance(reading, ParseFailure) else EMPTY
        read = reading if isinstance(reading, Reading) else None
        decision = await self._decide(polling.feed_id, read)
        following = after(
            polling,
            outcome,
            read.feed if read else None,
            fault,
            interval=self._context.settings.refresh.interval_minutes * 60,
            now=now,
            jitter=random.random(),  # noqa: S311  it spreads polls, it guards nothing
        )
        if isinstance(outcome, Fetched) and read is not None:
            carried = polling.carried if outcome.reply.status == 226 else read.total
            following = replace(following, body_hash=body_hash(outcome.body), carried=carried)
        if decision.new:
            following = replace(following, last_new=now)
        card = read.feed.card if read else None
        update = FeedUpdate(following, now, card, decision.new, decision.edited)
        return Poll(update, _refreshed(polling, outcome, fault, decision))

    async def _decide(self, feed_id: FeedId, reading: Reading | None) -> Decision:
        if reading is None or not reading.drafts:
            return Decision()
        guids = [draft.guid for draft in reading.drafts]
        link_keys = [draft.link_key for draft in reading.drafts if draft.link_key]
        known = await self._context.pages.do(lambda reader: reader.known(feed_id, guids, link_keys))
        return decide(reading.drafts, known)


def _verdict(polling: Polling, paused: Instant | None, now: Instant, *, force: bool) -> str | None:
    """Why the feed is not asked now, as an outcome; `None` when it is."""
    from tuinews.fetch import is_due

    if polling.gone:
        return "gone"
    if paused is not None and paused > now:
        return "limited"
    if is_due(polling, now, force=force):
        return None
    return "limited" if polling.http_status in {429, 503} else "not_due"


def _address(url: str) -> str:
    return f"{url.partition(':')[0].lower()}:{canonical_url(url)}"


def _refreshed(polling: Polling, outcome: "Outcome", fault: SafeText, decision: Decision) -> Refreshed:
    from tuinews.fetch import Failed, Fetched, Gone, Limited, NotModified

    reply = outcome.reply
    error = fault
    match outcome:
        case Fetched() if not fault:
            name = "updated" if decision.new or decision.edited else "unchanged"
        case NotModified():
            name = "not_modified"
        case Gone():
            name = "gone"
        case Limited():
            name = "limited"
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
