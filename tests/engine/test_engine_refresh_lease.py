"""A refresh that meets another process's: it waits, and asks what is due then; and the minute between two by hand."""

import asyncio
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.living import Living, rss
from tuinews.engine.connection_thread import ConnectionThread
from tuinews.engine.refresh_lease import RefreshLease, is_abandoned
from tuinews.engine.results import Summary
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY, Instant
from tuinews.model.error import RefreshRunningError, StoreFullError
from tuinews.model.feed import Access
from tuinews.model.text import SafeText
from tuinews.store import Writer
from waiting import patience

FEED, OTHER = "http://news.example/feed", "http://sport.example/sport"
ELSEWHERE = "elsewhere:1"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    world = Living(tmp_path)
    yield world
    world.close()


async def hold(living: Living, owner: str = ELSEWHERE) -> None:
    """Let another process have the lease."""
    await living.library._services.writer.do(lambda writer: writer.lease("refresh", owner, 600, living.clock.now))


async def wait_for_notice(living: Living, waiting: "asyncio.Task[Summary]") -> None:
    async with patience("the notice that another refresh is waited for"):
        while not any("waiting for it" in notice for notice in living.notices):
            done, _ = await asyncio.wait({waiting}, timeout=0.01)
            assert not done


@pytest.mark.parametrize("force", [False, True])
async def test_a_refresh_that_meets_another_asks_only_what_that_one_left(living: Living, *, force: bool) -> None:
    await living.subscribe(FEED, OTHER)
    for url in (FEED, OTHER):
        living.put(url, rss(url[-5:]))
    feed = await living.library.feeds.find(FEED)
    await living.refresh(feed.id, force=True)
    await hold(living)
    waiting = asyncio.create_task(living.library.refresh.run(force=force, patience=30))
    await wait_for_notice(living, waiting)
    await living.library._services.writer.do(lambda writer: writer.release("refresh", ELSEWHERE))
    summary = await waiting
    assert (summary.feeds, summary.new, summary.early) == (2, 1, 1)
    assert summary.waited_ms > 0
    assert living.asked == [FEED, OTHER]


async def test_a_refresh_whose_process_is_killed_meanwhile_is_taken_over(living: Living) -> None:
    await living.subscribe(FEED)
    living.put(FEED, rss("a"))
    child = subprocess.Popen(["sleep", "600"])  # noqa: ASYNC220, S607  it has to be there and then not
    await hold(living, f"{socket.gethostname()}:{child.pid}")
    waiting = asyncio.create_task(living.library.refresh.run(patience=30))
    await wait_for_notice(living, waiting)
    child.kill()
    try:
        summary = await waiting  # though nobody has asked yet how the child ended
    finally:
        child.wait()
    assert summary.new == 1


async def test_patience_ends_and_nobody_was_asked(living: Living) -> None:
    await living.subscribe(FEED)
    await hold(living)
    with pytest.raises(RefreshRunningError, match="Another tuinews"):
        await living.library.refresh.run(patience=0.01)
    assert living.asked == []


class _FullOnce(Writer):
    """A store whose disk is full the first time that the lease is renewed."""

    def __init__(self, living: Living, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(living.paths.store, living.clock)
        self._loop = loop
        self._turns = 0
        self.renewed = asyncio.Event()

    def lease(
        self, name: str, owner: str, seconds: int, now: Instant, abandoned: Callable[[str], bool] = is_abandoned
    ) -> bool:
        self._turns += 1
        if self._turns == 2:
            raise StoreFullError("The disk is full.")
        taken = super().lease(name, owner, seconds, now, abandoned)
        if self._turns == 3:
            self._loop.call_soon_threadsafe(self.renewed.set)
        return taken


async def test_a_lease_that_could_not_be_renewed_is_renewed_at_the_next_turn(living: Living) -> None:
    store = _FullOnce(living, asyncio.get_running_loop())
    writer = ConnectionThread[Writer]("full-once", lambda: store)
    lease = RefreshLease(replace(living.library._services, writer=writer), seconds=1)
    async with lease.hold(0):
        living.clock.now += 100
        await asyncio.wait_for(store.renewed.wait(), 10)
        holder = await living.library._services.pages.do(
            lambda reader: reader.polls.lease_holder("refresh", living.clock.now)
        )
    writer.close()
    assert holder is not None


def test_only_processes_of_this_machine_can_be_known_to_have_ended() -> None:
    assert not is_abandoned(ELSEWHERE)
    assert not is_abandoned(f"{socket.gethostname()}:1")
    assert not is_abandoned(f"{socket.gethostname()}:{10**30}")


async def test_what_one_process_refreshed_nobody_has_asked_again_within_a_minute(living: Living) -> None:
    feed = await living.add(FEED, rss("a"))
    outcomes = []
    for later in (5, 5, 50, 10):
        living.reopen()
        _, outcome = await living.refresh(feed.id, force=True, later=later)
        outcomes.append(outcome[FEED])
    assert outcomes == ["unchanged", "not_due", "not_due", "unchanged"]


async def test_what_was_due_may_be_asked_for_right_after(living: Living) -> None:
    feed = await living.add(FEED, rss("a"))
    await living.refresh(later=2 * DAY)
    assert (await living.refresh(feed.id, force=True, later=1))[1] == {FEED: "unchanged"}


@pytest.mark.parametrize(
    ("edit", "access"),
    [
        (FeedEdit(), Access(user="ann", password="s3cret")),
        (FeedEdit(user_agent=SafeText("Coast/1")), None),
        (FeedEdit(url="http://news.example/other"), None),
    ],
)
async def test_a_feed_that_is_asked_in_another_way_now_need_not_wait(
    living: Living, edit: FeedEdit, access: Access | None
) -> None:
    feed = await living.add(FEED, rss("a"))
    living.put("http://news.example/other", rss("a"))
    await living.refresh(feed.id, force=True, later=5)
    await living.library.feeds.edit(feed.id, edit, access)
    await living.refresh(feed.id, force=True, later=5)
    assert len(living.asked) == 3
