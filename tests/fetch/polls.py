"""Polls as the engine makes them, for the tests of the rules of polite polling."""

from dataclasses import replace
from typing import Any

from fetch.loopback import NOW
from pollings import made
from tuinews.fetch import Fetched, Fetcher, Outcome, Reply, apply_outcome, poll_request
from tuinews.model.clock import HOUR
from tuinews.model.feed import FeedCard
from tuinews.model.parsed import ParsedFeed
from tuinews.model.polling import Polling
from tuinews.model.text import EMPTY, SafeText, safe_text

FEED = ParsedFeed("rss 2.0", FeedCard())
DATE = "Sat, 21 Nov 2026 08:00:00 GMT"
FAULT = safe_text("It is no feed.")


def polling(url: str = "http://news.example/feed", **known: Any) -> Polling:
    return made(1, url, **known)


def settle(
    state: Polling,
    outcome: Outcome,
    feed: ParsedFeed | None = None,
    *,
    fault: SafeText = EMPTY,
    now: int = NOW,
    jitter: float = 0.0,
    interval: int = HOUR,
    forced: bool = False,
) -> Polling:
    read = feed or (FEED if isinstance(outcome, Fetched) and not fault else None)
    return apply_outcome(state, outcome, read, fault, interval=interval, now=now, jitter=jitter, forced=forced)


async def poll(fetcher: Fetcher, state: Polling, now: int = NOW, fault: SafeText = EMPTY) -> Polling:
    return settle(state, await fetcher.fetch(poll_request(state, now)), fault=fault, now=now)


def fetched(**said: Any) -> Fetched:
    reply = replace(Reply(200, etag='"1"'), **said)
    return Fetched("http://news.example/feed", b"<rss/>", "", reply)


def wait_after(outcome: Outcome, state: Polling | None = None, **more: Any) -> int:
    return settle(state or polling(), outcome, **more).schedule.next_check - NOW
