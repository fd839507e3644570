"""From the engine's threads to the screen."""

import asyncio
import threading

from tuinews.model.event import ArticleReady, EntriesChanged, Event, FeedsChanged, Noticed, RefreshProgressed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import SafeText
from tuinews.ui.bridge import Bridge, merge_events


class Ear:
    """Collects deliveries and tells when one came."""

    def __init__(self) -> None:
        self.heard: list[tuple[Event, ...]] = []
        self.came = asyncio.Event()

    def __call__(self, events: tuple[Event, ...]) -> None:
        self.heard.append(events)
        self.came.set()

    async def until(self, deliveries: int) -> None:
        while len(self.heard) < deliveries:
            self.came.clear()
            await asyncio.wait_for(self.came.wait(), 10)


def changed(feed: int, new: int = 0, revision: int = 1) -> EntriesChanged:
    return EntriesChanged(frozenset({FeedId(feed)}), revision, new)


async def test_what_came_before_the_screen_is_delivered_first() -> None:
    bridge, ear = Bridge(), Ear()
    bridge.publish(changed(1, 2))
    bridge.publish(changed(2, 3))
    bridge.attach(asyncio.get_running_loop(), ear)
    await ear.until(1)
    assert ear.heard == [(EntriesChanged(frozenset({FeedId(1), FeedId(2)}), 1, 5),)]


async def test_a_burst_from_many_threads_is_a_few_deliveries_and_loses_nothing() -> None:
    bridge, ear = Bridge(gap=0.05), Ear()
    bridge.attach(asyncio.get_running_loop(), ear)

    def work(feed: int) -> None:
        for revision in range(200):
            bridge.publish(changed(feed, 1, revision))

    threads = [threading.Thread(target=work, args=(feed,)) for feed in range(5)]
    for thread in threads:
        thread.start()
    await asyncio.gather(*(asyncio.to_thread(thread.join) for thread in threads))
    while sum(e.new for events in ear.heard for e in events if isinstance(e, EntriesChanged)) < 1000:
        ear.came.clear()
        await asyncio.wait_for(ear.came.wait(), 10)
    told = [event for events in ear.heard for event in events]
    assert sum(event.new for event in told if isinstance(event, EntriesChanged)) == 1000
    assert len(ear.heard) < 200


async def test_the_first_event_after_silence_is_delivered_at_once() -> None:
    bridge, ear = Bridge(gap=3600), Ear()
    bridge.attach(asyncio.get_running_loop(), ear)
    bridge.publish(FeedsChanged())
    await ear.until(1)
    bridge.publish(FeedsChanged())
    await asyncio.sleep(0)
    assert len(ear.heard) == 1
    bridge.detach()


async def test_of_progress_the_newest_wins_and_notices_are_all_kept() -> None:
    bridge, ear = Bridge(), Ear()
    for done in range(5):
        bridge.publish(RefreshProgressed(done, 5, 0, 0, running=True))
    bridge.publish(Noticed(SafeText("One.")))
    bridge.publish(Noticed(SafeText("Two.")))
    bridge.publish(ArticleReady(EntryId(1)))
    bridge.publish(ArticleReady(EntryId(2)))
    bridge.attach(asyncio.get_running_loop(), ear)
    await ear.until(1)
    assert ear.heard[0][0] == RefreshProgressed(4, 5, 0, 0, running=True)
    assert len(ear.heard[0]) == 5


async def test_after_detaching_nothing_is_delivered() -> None:
    bridge, ear = Bridge(), Ear()
    bridge.attach(asyncio.get_running_loop(), ear)
    bridge.detach()
    bridge.publish(FeedsChanged())
    await asyncio.sleep(0)
    assert ear.heard == []


def test_publishing_to_a_closed_loop_is_harmless() -> None:
    bridge, ear = Bridge(), Ear()
    loop = asyncio.new_event_loop()
    bridge.attach(loop, ear)
    loop.close()
    bridge.publish(FeedsChanged())
    bridge.publish(FeedsChanged())
    assert ear.heard == []


def test_any_feed_and_some_feeds_are_any_feed() -> None:
    assert merge_events(changed(1, 1, 4), EntriesChanged(frozenset(), 7, 2)) == EntriesChanged(frozenset(), 7, 3)
