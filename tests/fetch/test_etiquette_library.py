"""The rules of polite polling that the whole library keeps: across restarts, hosts, processes and offline hours."""

# ruff: noqa: N802  the rules go by a capital letter

import asyncio
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from engine.living import PUBLIC, Living, rss
from engine.web import NOW, Page
from tuinews.cli.log import keep_log
from tuinews.fetch.system_network import SystemNetwork
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.entry import Flag
from tuinews.model.error import TuinewsError
from tuinews.model.query import EVERYTHING
from waiting import wait_until

FEED = "http://news.example/feed"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    living = Living(tmp_path)
    yield living
    living.close()


def conditional(living: Living) -> list[bool]:
    return ["if-none-match" in headers for _, headers in living.web.log]


async def test_E05_validators_survive_restarts_marks_and_another_interval_but_not_another_address(
    living: Living,
) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    living.reopen()
    await living.library.entries.mark_all(EVERYTHING, Flag.READ, value=True)
    await living.library.feeds.edit(feed.id, FeedEdit(interval=6 * HOUR))
    await living.refresh(later=DAY)
    assert conditional(living) == [False, True]
    living.put("http://news.example/moved", rss("a"), ETag='"1"')
    await living.library.feeds.edit(feed.id, FeedEdit(url="http://news.example/moved"))
    await living.refresh(later=DAY)
    assert conditional(living) == [False, True, False]


@pytest.mark.parametrize("place", ["Story c", ">c</guid>", "/story/c", "News of c"])
async def test_E06_a_body_that_breaks_off_brings_whole_entries_and_no_validators_n7(living: Living, place: str) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    whole = rss("a", "b", "c")
    living.put(FEED, whole[: whole.index(place) + 1], ETag='"2"')
    summary, _ = await living.refresh(later=DAY)
    assert summary.failed == 0
    assert (await living.polling(feed)).validators.etag == '"1"'
    assert sorted(await living.guids()) == ["a", "b"]
    living.put(FEED, whole, ETag='"2"')
    await living.refresh(later=DAY)
    assert [headers.get("if-none-match") for _, headers in living.web.log] == [None, '"1"', '"1"']
    assert (await living.polling(feed)).validators.etag == '"2"'
    assert sorted(await living.guids()) == ["a", "b", "c"]


async def test_E06_who_always_breaks_off_is_believed_the_second_time(living: Living) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    living.put(FEED, rss("a", "b").removesuffix("</channel></rss>"), ETag='"2"')
    for _ in range(3):
        await living.refresh(later=DAY)
    assert (await living.polling(feed)).validators.etag == '"2"'
    assert [headers.get("if-none-match") for _, headers in living.web.log] == [None, '"1"', '"1"', '"2"']


async def test_E12_no_start_polls_what_is_not_due(living: Living) -> None:
    await living.add(FEED, rss("a"), ETag='"1"')
    for _ in range(4):
        living.reopen()
        await living.refresh(quiet=True, later=10 * MINUTE)
    assert len(living.asked) == 1


async def test_E13_a_key_pressed_again_within_a_minute_asks_nothing(living: Living) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    outcomes = []
    for later in (5, 5, 50, 10):
        _, outcome = await living.refresh(feed.id, force=True, later=later)
        outcomes.append(outcome[FEED])
    assert outcomes == ["not_modified", "not_due", "not_due", "not_modified"]
    assert conditional(living) == [False, True, True]


async def test_E13_inside_a_retry_after_a_forced_refresh_is_told_the_time(living: Living) -> None:
    feed = await living.add(FEED, rss("a"))
    living.answer(FEED, Page(status=429, headers={"Retry-After": "7200"}))
    await living.refresh(force=True, later=DAY)
    _, outcomes = await living.refresh(feed.id, force=True, later=HOUR)
    assert outcomes == {FEED: "limited"}
    assert (
        living.refreshed[0].error == "news.example asks to be left alone until 2027-01-16T10:00:00Z: nothing was sent."
    )
    assert len(living.asked) == 2


@pytest.mark.parametrize("status", [429, 503])
async def test_E14_a_paused_host_is_left_alone_with_all_its_feeds_after_a_restart_too(
    living: Living, status: int
) -> None:
    other, elsewhere = "http://news.example/other", "http://sport.example/sport"
    for url in (FEED, other, elsewhere):
        await living.add(url, rss(url[-5:]))
    living.answer(FEED, Page(status=status, headers={"Retry-After": str(2 * DAY)}))
    first = await living.library.feeds.find(FEED)
    await living.refresh(first.id, force=True, later=DAY)
    living.reopen()
    living.web.log.clear()
    living.put(elsewhere, rss("new"))
    _, outcomes = await living.refresh(force=True, later=DAY + HOUR)
    assert outcomes == {FEED: "limited", other: "limited", elsewhere: "updated"}
    assert living.asked == [elsewhere]
    living.put(FEED, rss("later"))
    await living.refresh(force=True, later=DAY)
    assert {FEED, other} < set(living.asked)


async def test_E14_a_page_that_is_missing_for_a_while_is_left_alone_and_its_host_is_not(living: Living) -> None:
    other = "http://news.example/other"
    for url in (FEED, other):
        await living.add(url, rss(url[-5:]))
    living.answer(FEED, Page(status=404, headers={"Retry-After": str(2 * DAY)}))
    await living.refresh(force=True, later=DAY)
    living.reopen()
    living.web.log.clear()
    _, outcomes = await living.refresh(force=True, later=DAY + HOUR)
    assert outcomes == {FEED: "limited", other: "unchanged"}
    assert living.asked == [other]
    living.put(FEED, rss("later"))
    _, outcomes = await living.refresh(force=True, later=DAY)
    assert outcomes[FEED] == "updated"


async def test_E16_a_feed_that_is_gone_is_asked_only_when_the_user_wants_it_back(living: Living) -> None:
    feed = await living.add(FEED, rss("a", "b"))
    living.answer(FEED, Page(status=410))
    await living.refresh(later=DAY)
    for later in (DAY, 40 * DAY):
        _, outcomes = await living.refresh(force=True, later=later)
        assert outcomes == {FEED: "gone"}
    assert len(living.asked) == 2
    assert sorted(await living.guids()) == ["a", "b"]
    living.put(FEED, rss("a", "b", "c"))
    await living.refresh(feed.id, force=True)
    assert (await living.library.feeds.get(feed.id)).status == "ok"
    assert sorted(await living.guids()) == ["a", "b", "c"]


async def test_E17_a_move_is_told_and_can_be_undone(living: Living) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    new = "http://new.example/feed"
    living.web.pages["/feed"] = Page(status=301, headers={"Location": "http://new.example/now"})
    living.put("http://new.example/now", rss("a"), ETag='"2"')
    await living.refresh(later=DAY)
    assert (await living.library.feeds.get(feed.id)).url == FEED
    await living.refresh(later=DAY + HOUR)
    assert (await living.library.feeds.get(feed.id)).url == "http://new.example/now"
    assert living.notices == ["Tidewater Times moved to http://new.example/now; `tuinews undo` takes it back."]
    undone = await living.library.entries.undo()
    assert undone is not None
    assert "moved to" in undone.sentence
    assert (await living.library.feeds.get(feed.id)).url == FEED != new
    assert (await living.polling(feed)).validators.etag == ""


async def test_E17_many_feeds_do_not_move_to_one_host_at_the_same_time(living: Living) -> None:
    homes = [f"http://host{n}.example/feed{n}" for n in range(3)]
    for n, url in enumerate(homes):
        await living.add(url, rss(str(n)))
        living.answer(url, Page(status=301, headers={"Location": f"http://parking.example/now{n}"}))
        living.put(f"http://parking.example/now{n}", rss(str(n)))
    for _ in range(4):
        await living.refresh(later=2 * DAY)
    assert sorted(feed.url for feed in await living.library.feeds.all()) == homes


async def test_E18_an_address_that_is_subscribed_to_twice_is_asked_once(living: Living) -> None:
    living.put(FEED, rss("a"))
    await living.subscribe(
        FEED, "http://NEWS.example/feed", "http://news.example/feed#top", "http://news.example/feed/"
    )
    await living.refresh()
    assert living.asked == [FEED]


async def test_E23_E24_a_poll_causes_no_request_but_its_own_and_pages_only_for_new_entries(living: Living) -> None:
    head = (
        "<image><url>http://news.example/logo.png</url></image><cloud domain='news.example' path='/rpc'/>"
        "<link rel='hub' xmlns='http://www.w3.org/2005/Atom' href='http://news.example/hub'/>"
    )
    feed = await living.add(FEED, rss("a", head=head), ETag='"1"')
    await living.refresh(later=DAY)
    assert living.asked == [FEED, FEED]
    await living.library.feeds.edit(feed.id, FeedEdit(full_text=True))
    living.put(FEED, rss("a", "b", head=head), ETag='"2"')
    await living.refresh(later=DAY)
    await living.refresh(later=DAY)
    assert living.asked[2:] == [FEED, "http://news.example/story/b", FEED]


async def test_E27_what_a_226_leaves_out_is_not_removed_h25(living: Living) -> None:
    await living.add(FEED, rss("a", "b"), ETag='"1"')
    living.answer(FEED, Page(rss("c").encode(), status=226, headers={"ETag": '"2"', "IM": "feed"}))
    await living.refresh(later=DAY)
    assert living.web.log[1][1]["a-im"] == "feed"
    assert sorted(await living.guids()) == ["a", "b", "c"]


async def test_E28_hubs_and_clouds_are_not_contacted(living: Living) -> None:
    head = "<link rel='hub' xmlns='http://www.w3.org/2005/Atom' href='http://hub.example/'/>"
    await living.add(FEED, rss("a", head=f"{head}<cloud domain='cloud.example' port='80' path='/RPC2'/>"))
    await living.refresh(later=DAY)
    assert set(living.asked) == {FEED}


@pytest.mark.parametrize("years", [-10, 10])
async def test_E29_p6_a_clock_that_jumps_causes_one_poll_a_feed(living: Living, years: int) -> None:
    await living.add(FEED, rss("a"), ETag='"1"')
    for later in (years * 365 * DAY, 1, MINUTE, 10 * MINUTE):
        await living.refresh(later=later)
    assert len(living.asked) == 2


async def test_E30_n8_without_a_network_one_line_is_told_and_nothing_put_off_or_counted(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(90)]
    await living.subscribe(*urls)
    living.network = False
    before = await living.library._services.pages.do(lambda reader: reader.polls.pollings())
    summary, outcomes = await living.refresh()
    assert set(outcomes.values()) == {"failed"}
    assert summary.failed == 90
    assert all(refreshed.offline for refreshed in living.refreshed)
    assert sum("not asked" in refreshed.error for refreshed in living.refreshed) >= 20
    assert living.notices == ["You seem to be offline: everything cached stays readable."]
    after = await living.library._services.pages.do(lambda reader: reader.polls.pollings())
    assert [
        (p.last_check.failures, p.last_check.error, p.schedule.next_check, p.last_check.last_checked) for p in after
    ] == [(p.last_check.failures, p.last_check.error, p.schedule.next_check, p.last_check.last_checked) for p in before]
    assert {feed.status for feed in await living.library.feeds.all()} == {"new"}


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN], ids=["no such name", "no answer"])
async def test_E30_a_few_names_that_are_no_more_keep_no_other_feed_from_being_asked(
    living: Living, number: int
) -> None:
    dead = [f"http://dead{n}.example/dead{n}" for n in range(5)]
    alive = [f"http://host{n}.example/feed{n}" for n in range(70)]
    for url in alive:
        living.put(url, rss(url[-5:]))
    left, under_way, told = {f"dead{n}.example" for n in range(5)}, asyncio.Event(), asyncio.Event()

    async def resolve(host: str, _port: int) -> list[str]:
        if host.startswith("dead"):
            await under_way.wait()
            left.discard(host)
            if not left:
                told.set()
            raise socket.gaierror(number, "no")
        under_way.set()
        await told.wait()  # a name that nobody has is told faster than a server answers
        return [PUBLIC]

    living.library._services.system_network = SystemNetwork(environ={}, resolve=resolve, connect=living._connect)
    await living.subscribe(*dead, *alive)
    _, outcomes = await living.refresh()
    assert outcomes == dict.fromkeys(alive, "updated") | dict.fromkeys(dead, "failed")
    assert living.notices == []


async def test_E30_n10_when_the_network_is_back_one_cycle_is_spread(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(6)]
    for url in urls:
        living.put(url, rss(url[-5:]))
    await living.subscribe(*urls)
    living.network = False
    await living.refresh(quiet=True)
    living.network = True
    living.local.pacing.seconds = 0.6
    _, outcomes = await living.refresh(quiet=True)
    assert set(outcomes.values()) == {"updated"}
    gaps = [later - earlier for earlier, later in pairwise(living.web.moments)]
    assert sum(gap > 0.05 for gap in gaps) >= 4
    living.web.moments.clear()
    await living.refresh(quiet=True, later=2 * DAY)
    assert living.web.moments[-1] - living.web.moments[0] < 60


async def test_E30_n11_after_a_night_in_suspend_one_cycle_is_spread_and_who_waits_hurries_it(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(4)]
    for url in urls:
        living.put(url, rss(url[-5:]))
    await living.subscribe(*urls)
    await living.refresh()
    living.local.pacing.seconds = 1_000_000.0
    sleeping = asyncio.create_task(living.refresh(quiet=True, later=10 * HOUR + DAY))
    await wait_until(
        "the fifth request", lambda: len(living.asked) >= 5, lambda: asyncio.wait({sleeping}, timeout=0.01)
    )
    assert not sleeping.done()
    with pytest.raises(TuinewsError, match="running already"):
        await living.library.refresh.run(force=True)
    await sleeping
    assert len(living.asked) == 8


@pytest.mark.parametrize(("probe", "unconditional"), [(True, 4), (False, 1)])
async def test_E31_the_user_can_keep_a_feed_from_being_asked_for_all(
    living: Living,
    probe: bool,  # noqa: FBT001  a switch
    unconditional: int,
) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    await living.library.feeds.edit(feed.id, FeedEdit(probe=probe))
    living.reopen()
    assert (await living.library.feeds.get(feed.id)).options.probe is probe
    for _ in range(50):
        await living.refresh(later=2 * DAY)
    assert len(living.asked) == 51
    assert conditional(living).count(False) == unconditional


async def test_E31_a_feed_is_asked_for_all_again_when_the_switch_is_undone(living: Living) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"')
    await living.library.feeds.edit(feed.id, FeedEdit(probe=False))
    await living.library.entries.undo()
    assert (await living.polling(feed)).options.probe
    await living.library.entries.redo()
    assert not (await living.polling(feed)).options.probe


async def test_E33_adding_a_feed_is_one_request_and_adding_a_page_is_two(living: Living) -> None:
    await living.add(FEED, rss("a"))
    assert living.asked == [FEED]
    living.put(
        "http://site.example/",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/site"></head></html>',
        "text/html",
    )
    living.put("http://site.example/site", rss("b"))
    await living.library.feeds.add("http://site.example/")
    assert living.asked[1:] == ["http://site.example/", "http://site.example/site"]


async def test_E34_two_programs_never_double_the_traffic(living: Living) -> None:
    await living.add(FEED, rss("a"))
    living.put(FEED, rss("b"))
    other = living._opened()
    try:
        living.clock.now += DAY
        runs = (living.library.refresh.run(force=True), other.refresh.run(force=True))
        done = await asyncio.gather(*runs, return_exceptions=True)
        refused = [str(one) for one in done if isinstance(one, TuinewsError)]
        assert all("Another tuinews" in sentence for sentence in refused)
        # whoever comes second is refused while the first is at it; right after it may ask, as it was told to
        asked = len(living.asked)
        assert 2 <= asked <= 3 - len(refused)
        assert (await other.refresh.run()).new == 0
        assert len(living.asked) == asked
    finally:
        other.close()


async def test_E35_every_request_leaves_a_line_with_what_was_sent_what_came_and_what_follows(living: Living) -> None:
    with keep_log(living.paths.log):
        feed = await living.add(FEED, rss("a"), ETag='"1"')
        await living.refresh(later=DAY)
        living.network = False
    lines = [line.partition("tuinews.engine.polling.poller: ")[2] for line in living.paths.log.read_text().splitlines()]
    first, second = [line for line in lines if line.startswith("feed ")]
    assert first.startswith(f"feed {feed.id} {FEED}, with no validators: 200 in ")
    assert second.startswith(f"feed {feed.id} {FEED}, with ETag: 304 in ")
    assert second.endswith(": Every 1 hour: that is the interval of the settings.")
    shown = await living.library.feeds.get(feed.id)
    assert (shown.http_status, shown.last_checked) == (304, NOW + DAY)
    assert shown.next_check_reason == "Every 1 hour: that is the interval of the settings."
