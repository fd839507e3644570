"""What servers and publishers do to a library, by number of scenario: nothing is lost, doubled or unread again."""

import asyncio
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, process_time

import pytest

from engine.living import Living, rss
from engine.web import Page
from pollings import changed
from tuinews.config.settings import KeepSettings, Settings
from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import StoreFullError
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.model.text import SafeText
from tuinews.store import Writer
from waiting import wait_until

FEED = "http://news.example/feed"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    living = Living(tmp_path)
    yield living
    living.close()


async def read_all(living: Living) -> None:
    await living.library.entries.mark_all(EVERYTHING, Flag.READ, value=True)


async def test_n1_a_feed_that_cannot_be_reached_keeps_its_entries_and_harms_no_other(living: Living) -> None:
    await living.add(FEED, rss("a"))
    await living.add("http://sport.example/sport", rss("b"))
    living.answer(FEED, Page(status=500))
    living.put("http://sport.example/sport", rss("b", "c"))
    _, outcomes = await living.refresh(force=True, later=DAY)
    assert outcomes == {FEED: "failed", "http://sport.example/sport": "updated"}
    assert sorted(await living.guids()) == ["a", "b", "c"]
    failing = await living.library.feeds.find(FEED)
    assert (failing.status, failing.error[:12]) == ("failing", "news.example")


async def test_n9_without_a_network_everything_stored_is_there_at_once(living: Living) -> None:
    await living.add(FEED, rss("a", "b"))
    living.network = False
    living.reopen()
    started = process_time()
    assert len(await living.guids("is:unread")) == 2
    await read_all(living)
    assert await living.guids("is:unread") == []
    assert process_time() - started < 1


async def test_n14_leaving_during_a_refresh_takes_no_second_and_leaves_a_whole_store(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(30)]
    for url in urls:
        living.put(url, rss(*(f"{url[-2:]}-{n}" for n in range(20))))
    await living.subscribe(*urls)
    running = asyncio.ensure_future(living.library.refresh.run())
    await wait_until("ten requests", lambda: len(living.web.log) >= 10, lambda: asyncio.wait({running}, timeout=0.01))
    started = monotonic()
    living.library.close()
    took = monotonic() - started
    await asyncio.wait({running})
    assert took < 10, "it waited for the servers"
    living.reopen()
    assert (await living.library.health()).integrity == "ok"
    counts = {feed.total for feed in await living.library.feeds.all()}
    assert counts <= {0, 20}
    await living.refresh()
    assert {feed.total for feed in await living.library.feeds.all()} == {20}


async def test_h6_a_login_page_that_answers_for_everybody_is_told_once_and_changes_nothing(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(5)]
    for n, url in enumerate(urls):
        await living.add(url, rss(str(n)), ETag='"1"')
    login = "<html><body><form>Welcome to our hotel! Please sign in.</form></body></html>"
    living.put("http://portal.example/login", login, "text/html")
    for url in urls:
        living.answer(url, Page(status=302, headers={"Location": "http://portal.example/login"}))
    before = await living.library._services.pages.do(lambda reader: reader.polls.pollings())
    summary, outcomes = await living.refresh(later=2 * HOUR)
    assert summary.failed == 5
    assert all(refreshed.offline for refreshed in living.refreshed)
    assert set(outcomes) == set(urls)
    (notice,) = living.notices
    assert (
        notice == "portal.example answers in place of your feeds, as a login page does: sign in with a browser first."
    )
    after = await living.library._services.pages.do(lambda reader: reader.polls.pollings())
    assert {polling.schedule.next_check - living.clock.now for polling in after} == {15 * MINUTE}
    calm = [changed(polling, next_check=0, next_check_reason=SafeText("")) for polling in after]
    assert calm == [changed(polling, next_check=0, next_check_reason=SafeText("")) for polling in before]
    assert sorted(await living.guids()) == list("01234")


async def test_h6_a_page_that_is_put_in_place_of_every_feed_is_no_failure_of_theirs_either(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(3)]
    for n, url in enumerate(urls):
        await living.add(url, rss(str(n)))
        living.put(url, "<html><body>Please accept our terms.</body></html>", "text/html")
    await living.refresh(later=2 * DAY)
    assert {feed.status for feed in await living.library.feeds.all()} == {"ok"}
    assert len(living.notices) == 1


async def parked(living: Living, count: int) -> None:
    """Have so many feeds of hosts of their own, all with a web page in their place from now on."""
    for n in range(count):
        url = f"http://host{n}.example/feed{n}"
        await living.add(url, rss(str(n)))
        living.put(url, "<html><body>This address is for sale.</body></html>", "text/html")


async def statuses(living: Living) -> list[str]:
    return sorted(feed.status for feed in await living.library.feeds.all())


async def test_h6_two_feeds_with_one_page_in_their_place_are_broken(living: Living) -> None:
    await parked(living, 2)
    await living.refresh(later=2 * DAY)
    assert await statuses(living) == ["failing", "failing"]
    assert living.notices == []


async def test_h6_there_is_no_login_page_while_other_hosts_are_read(living: Living) -> None:
    await parked(living, 3)
    living.clock.now += 2 * DAY
    await living.add("http://sport.example/sport", rss("b"))
    await living.refresh(later=MINUTE)
    assert await statuses(living) == ["failing", "failing", "failing", "ok"]


async def test_h6_feeds_are_put_off_for_a_login_page_once_and_then_fail_and_are_asked_less(living: Living) -> None:
    await parked(living, 3)
    await living.refresh(later=2 * DAY)
    assert await statuses(living) == ["ok", "ok", "ok"]
    for _ in range(8):
        await living.refresh(later=15 * MINUTE)
    assert await statuses(living) == ["failing", "failing", "failing"]
    assert len(living.asked) < 3 * 6


async def test_p6_n12_when_no_feed_can_prove_who_it_is_the_clock_is_suspected_and_no_feed(
    living: Living, certificate: Path
) -> None:
    """The certificate is of nobody that is trusted; a feed that answers without one shows that it is not the clock."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    living.secure_port = server.sockets[0].getsockname()[1]
    await living.subscribe("https://one.example/1", "https://two.example/2", "https://three.example/3")
    await living.refresh()
    assert [notice[:36] for notice in living.notices] == ["None of your feeds can prove who it "]
    assert {feed.status for feed in await living.library.feeds.all()} == {"new"}
    living.put("http://plain.example/4", rss("a"))
    await living.subscribe("http://plain.example/4")
    await living.refresh(later=HOUR)
    assert sorted(feed.status for feed in await living.library.feeds.all()) == ["failing", "failing", "failing", "ok"]
    server.close()


async def test_h9_a_page_instead_of_one_feed_is_that_feeds_failure_and_names_what_it_points_to(living: Living) -> None:
    await living.add(FEED, rss("a"))
    await living.add("http://sport.example/sport", rss("b"), ETag='"1"')
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/new"></head><body>Moved</body></html>'
    living.put(FEED, page, "text/html")
    await living.refresh(later=2 * DAY)
    feed = await living.library.feeds.find(FEED)
    assert feed.status == "failing"
    assert "web page" in feed.error
    assert sorted(await living.guids()) == ["a", "b"]


@pytest.mark.parametrize("body", ["", "  \n", rss(), "<rss/>"], ids=["empty", "blank", "no entries", "bare"])
async def test_h10_nothing_in_an_answer_removes_nothing(living: Living, body: str) -> None:
    await living.add(FEED, rss("a", "b"))
    living.put(FEED, body)
    await living.refresh(later=2 * DAY)
    assert sorted(await living.guids()) == ["a", "b"]
    living.put(FEED, rss("a", "b"))
    await read_all(living)
    await living.refresh(force=True, later=2 * DAY)
    assert await living.guids("is:unread") == []


async def test_h22_a_feed_that_flaps_doubles_nothing_and_turns_nothing_unread(living: Living) -> None:
    await living.add(FEED, rss("a", "b"))
    await read_all(living)
    for _ in range(3):
        for page in (
            Page(status=500),
            Page(b"<html>down</html>", "text/html"),
            Page(b""),
            Page(rss("a", "b").encode()),
        ):
            living.answer(FEED, page)
            await living.refresh(force=True, later=DAY)
    assert sorted(await living.guids()) == ["a", "b"]
    assert await living.guids("is:unread") == []
    assert (await living.library.feeds.find(FEED)).status == "ok"


async def test_h23_a_freshness_of_years_is_capped_shown_and_a_refresh_by_hand_is_possible(living: Living) -> None:
    feed = await living.add(FEED, rss("a"), ETag='"1"', Cache_Control="max-age=504576000")
    assert feed.next_check is not None
    assert feed.next_check - living.clock.now == 31 * DAY
    assert feed.next_check_reason == "The server says that nothing changes for 31 days."
    _, outcomes = await living.refresh(force=True, later=HOUR)
    assert outcomes == {FEED: "not_modified"}


async def test_h24_a_site_that_blocks_programs_says_so(living: Living) -> None:
    await living.add(FEED, rss("a"))
    living.answer(FEED, Page(b"<html>Checking your browser</html>", "text/html", 403))
    await living.refresh(force=True, later=DAY)
    assert "does not let programs in" in (await living.library.feeds.find(FEED)).error


async def test_x6_repeated_missing_and_empty_ids_do_not_grow_with_every_poll(living: Living) -> None:
    odd = rss("a", "a", "b").replace("<guid isPermaLink='false'>b</guid>", "<guid></guid>")
    plain = "<item><title>Story plain</title><description>No id and no link.</description></item>"
    odd = odd.replace("</channel>", f"{plain}</channel>")
    await living.add(FEED, odd)
    count = len(await living.guids())
    assert count == 3
    for n in range(3):
        living.put(FEED, odd.replace("<title>Tidewater Times", f"<title>Tidewater Times {n}"))
        await living.refresh(force=True, later=DAY)
    assert len(await living.guids()) == count


async def test_x8_the_same_id_in_two_feeds_is_two_entries(living: Living) -> None:
    await living.add(FEED, rss("a"))
    await living.add("http://sport.example/sport", rss("a"))
    assert await living.guids() == ["a", "a"]


async def test_x9_what_is_edited_with_every_poll_is_not_unread_again(living: Living) -> None:
    await living.add(FEED, rss("a"))
    await read_all(living)
    for views in range(4):
        living.put(FEED, rss("a").replace("News of a.", f"News of a. Seen {views} times."))
        summary, _ = await living.refresh(force=True, later=DAY)
        assert (summary.new, summary.updated) == (0, 1)
    assert await living.guids("is:unread") == []
    assert await living.guids() == ["a"]


async def test_x10_a_feed_that_shrinks_and_grows_again_brings_back_nothing_as_new(living: Living) -> None:
    many = [f"{n:03}" for n in range(300)]
    await living.add(FEED, rss(*many))
    await read_all(living)
    for some in (["000"], many, ["299"], many):
        living.put(FEED, rss(*some))
        summary, _ = await living.refresh(force=True, later=DAY)
        assert summary.new == 0
    assert len(await living.guids()) == 300
    assert await living.guids("is:unread") == []


async def test_d10_what_retention_let_go_and_the_feed_brings_again_is_not_unread(tmp_path: Path) -> None:
    living = Living(tmp_path)
    try:
        await living.library._services.writer.do(lambda writer: writer.remember("upkeep", "0"))
        living.library._services.settings = _keeping(living, 5)
        await living.add(FEED, rss(*(f"{n:02}" for n in range(20))))
        await read_all(living)
        living.put(FEED, rss("20"))
        await living.refresh(force=True, later=DAY)
        assert len(await living.guids()) == 5
        living.put(FEED, rss(*(f"{n:02}" for n in range(22))))
        await living.refresh(force=True, later=DAY)
        assert sorted(await living.guids("is:unread")) == ["20", "21"]
    finally:
        living.close()


def _keeping(living: Living, articles: int) -> Settings:
    return replace(living.library._services.settings, keep=KeepSettings(articles=articles))


async def test_d11_marks_made_while_a_refresh_writes_are_all_there(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(20)]
    for url in urls:
        await living.add(url, rss(*(f"{url[-2:]}-{n}" for n in range(10))))
    for url in urls:
        edited = rss(*(f"{url[-2:]}-{n}" for n in range(20))).replace("News of", "Edited news of")
        living.put(url, edited)
    ids = list(await living.library.entries.ids(EVERYTHING))
    living.clock.now += 2 * DAY
    running = asyncio.ensure_future(living.library.refresh.run())
    for number in ids:
        await living.library.entries.mark(Mark(Flag.READ, value=True, ids=(EntryId(number),)))
    summary = await running
    assert (summary.new, summary.updated) == (200, 20)
    left = set(await living.library.entries.ids(parse_query("is:unread", living.clock.now)))
    assert not left & set(ids)
    assert len(left) == 200


async def test_x5_a_body_of_forty_thousand_entries_is_read_in_time_and_its_first_two_thousand_are_kept(
    living: Living,
) -> None:
    living.put(FEED, rss(*(f"{n:05}" for n in range(40_000))))
    await living.subscribe(FEED)
    started = monotonic()
    summary, outcomes = await living.refresh()
    assert outcomes == {FEED: "updated"}, living.refreshed
    assert summary.new == 2_000
    assert monotonic() - started < 60
    assert await living.guids("title:/00000/")
    assert not await living.guids("title:/02000/")
    (row,) = living.refreshed
    assert "carries 40000 entries" in row.warning


async def test_d2_a_disk_that_is_full_afterwards_takes_nothing_from_a_refresh(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_writer: Writer) -> None:
        raise StoreFullError("The disk is full: free some space.")

    monkeypatch.setattr(Writer, "optimize", full)
    living.put(FEED, rss("a"))
    await living.subscribe(FEED)
    summary, outcomes = await living.refresh()
    assert (summary.new, outcomes) == (1, {FEED: "updated"})
    assert living.notices == ["The disk is full: free some space."]


async def test_h21_a_feed_that_wants_a_password_is_asked_once_a_poll_and_says_so(living: Living) -> None:
    await living.subscribe(FEED)
    living.answer(FEED, Page(status=401, headers={"WWW-Authenticate": 'Basic realm="news"'}))
    await living.refresh()
    assert len(living.asked) == 1
    assert "name and password" in (await living.library.feeds.find(FEED)).error


async def test_p4_a_worker_that_dies_is_one_feeds_error_and_is_replaced(living: Living) -> None:
    await living.add(FEED, rss("a"))
    await living.add("http://sport.example/sport", rss("b"))
    workers = living.library._web.workers()
    for child in list(workers._all):
        child._process.kill()
    living.put(FEED, rss("a", "c"))
    living.put("http://sport.example/sport", rss("b", "d"))
    await living.refresh(force=True, later=DAY)
    await living.refresh(force=True, later=DAY)
    assert sorted(await living.guids()) == ["a", "b", "c", "d"]
    assert {feed.status for feed in await living.library.feeds.all()} == {"ok"}


async def test_d4_a_second_program_reads_and_marks_while_the_first_one_is_open(living: Living) -> None:
    await living.add(FEED, rss("a", "b"))
    other = living._opened()
    try:
        assert len(await other.entries.ids(EVERYTHING)) == 2
        await other.entries.mark_all(EVERYTHING, Flag.READ, value=True)
        assert await living.guids("is:unread") == []
    finally:
        other.close()
