import asyncio
import socket
import subprocess
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from engine.stories import ids, item, rss
from engine.web import Clock, Page, Web
from tuinews.config import find_paths
from tuinews.engine.library import Library
from tuinews.engine.results import ChoiceNeededError
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import NotFoundError, RefreshRunningError, TuinewsError, UsageError
from tuinews.model.event import EntriesChanged, Event, RefreshProgressed
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING
from tuinews.model.text import safe_text
from tuinews.store import Reader
from waiting import wait_until


async def test_adding_a_feed_asks_once_and_stores_its_entries(library: Library, web: Web) -> None:
    url = web.put("/feed.xml", rss(item(web, 1), item(web, 2)))

    (added,) = await library.feeds.add(url, (safe_text("Coast"),))

    assert web.paths() == ["/feed.xml"]
    assert (added.new, added.existed, added.feed.title, added.feed.folder) == (2, False, "Tidewater Times", ("Coast",))
    assert added.feed.card.tagline == "News of the coast"
    assert len(await ids(library)) == 2


async def test_right_after_adding_nothing_is_due(library: Library, web: Web) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))

    summary = await library.refresh.run()

    assert web.paths() == ["/feed.xml"]
    assert (summary.feeds, summary.unchanged, summary.new) == (1, 1, 0)


async def test_adding_a_site_asks_for_the_page_and_the_feed(library: Library, web: Web) -> None:
    web.put("/feed.xml", rss(item(web, 1)))
    url = web.put(
        "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>', "text/html"
    )

    (added,) = await library.feeds.add(url)

    assert web.paths() == ["/", "/feed.xml"]
    assert added.feed.url == web.url("/feed.xml")


async def test_several_feeds_on_a_page_want_a_choice(library: Library, web: Web) -> None:
    for name in ("news", "sport"):
        web.put(f"/{name}.xml", rss(item(web, 1), title=name))
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml">' for n in ("news", "sport"))
    url = web.put("/", f"<html><head>{links}</head></html>", "text/html")

    with pytest.raises(ChoiceNeededError) as caught:
        await library.feeds.add(url)
    added = await library.feeds.add(url, every=True)

    assert [link.href for link in caught.value.links] == [web.url("/news.xml"), web.url("/sport.xml")]
    assert [item.feed.title for item in added] == ["news", "sport"]


async def test_adding_twice_makes_one_subscription_and_no_request(library: Library, web: Web) -> None:
    url = web.put("/feed.xml", rss(item(web, 1)))
    await library.feeds.add(url)

    (again,) = await library.feeds.add(url)

    assert again.existed
    assert web.paths() == ["/feed.xml"]


@pytest.mark.parametrize(
    ("path", "text", "content_type"),
    [("/none", "", "text/html"), ("/page", "<html><body><p>No feeds here.</p></body></html>", "text/html")],
)
async def test_what_cannot_be_added_is_one_sentence_and_leaves_nothing(
    library: Library, web: Web, path: str, text: str, content_type: str
) -> None:
    url = web.put(path, text, content_type) if text else web.url(path)

    with pytest.raises(TuinewsError) as caught:
        await library.feeds.add(url)

    assert "\n" not in str(caught.value)
    assert await library.feeds.all() == ()


async def test_an_unreachable_host_is_one_sentence(library: Library) -> None:
    with pytest.raises(TuinewsError, match=r"127\.0\.0\.1"):
        await library.feeds.add("http://127.0.0.1:9/feed.xml")


@pytest.mark.parametrize(
    "text", ["", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example", "no spaces here"]
)
async def test_no_web_address_no_request(library: Library, text: str) -> None:
    with pytest.raises(UsageError, match="web address"):
        await library.feeds.add(text)


async def test_a_304_costs_nothing_and_counts_as_success(library: Library, web: Web, clock: Clock) -> None:
    url = web.put("/feed.xml", rss(item(web, 1)), ETag='"one"')
    await library.feeds.add(url)
    clock.now += 2 * 3600

    seen: list[str] = []
    summary = await library.refresh.run(report=lambda refreshed: seen.append(refreshed.outcome))

    assert web.log[1][1]["if-none-match"] == '"one"'
    assert seen == ["not_modified"]
    assert (summary.unchanged, summary.failed, summary.new) == (1, 0, 0)


async def test_a_refresh_brings_new_and_edited_entries_and_marks_nothing_unread(
    library: Library, web: Web, clock: Clock, events: list[Event]
) -> None:
    url = web.put("/feed.xml", rss(item(web, 1), item(web, 2)))
    await library.feeds.add(url)
    everything = await ids(library)
    await library.entries.mark(Mark(Flag.READ, value=True, ids=tuple(EntryId(n) for n in everything)))
    web.put("/feed.xml", rss(item(web, 3), item(web, 2, "An edited teaser."), item(web, 1)))
    clock.now += 26 * 3600

    summary = await library.refresh.run()

    assert (summary.updated, summary.new) == (1, 1)
    assert len(await ids(library, "is:unread")) == 1
    assert any(isinstance(event, EntriesChanged) and event.new == 1 for event in events)
    progress = [event for event in events if isinstance(event, RefreshProgressed)]
    assert (progress[-1].done, progress[-1].total, progress[-1].running) == (1, 1, False)


async def test_one_broken_feed_does_not_hold_up_the_others(library: Library, web: Web, clock: Clock) -> None:
    good, bad = web.put("/good.xml", rss(item(web, 1))), web.put("/bad.xml", rss(item(web, 2)))
    await library.feeds.add(good)
    await library.feeds.add(bad)
    web.pages["/bad.xml"] = Page(b"\x00\x01 no feed at all", "application/octet-stream")
    web.put("/good.xml", rss(item(web, 3), item(web, 1)))
    clock.now += 26 * 3600

    outcomes: dict[str, str] = {}
    summary = await library.refresh.run(report=lambda r: outcomes.update({r.url: r.outcome}))

    assert outcomes == {good: "updated", bad: "failed"}
    assert (summary.new, summary.failed) == (1, 1)
    broken = next(feed for feed in await library.feeds.all() if feed.url == bad)
    assert broken.error
    assert len(await ids(library)) == 3


async def test_a_server_that_asks_to_wait_is_left_alone_even_by_force(library: Library, web: Web, clock: Clock) -> None:
    url = web.put("/feed.xml", rss(item(web, 1)))
    await library.feeds.add(url)
    web.pages["/feed.xml"] = Page(status=429, headers={"Retry-After": "7200"})
    await library.refresh.run(force=True)
    asked = len(web.log)
    clock.now += 3600

    outcomes: list[str] = []
    await library.refresh.run(force=True, report=lambda r: outcomes.append(r.outcome))

    assert outcomes == ["limited"]
    assert len(web.log) == asked


async def test_marks_are_undone_and_done_again(library: Library, web: Web) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1), item(web, 2))))
    await library.entries.mark_all(EVERYTHING, Flag.READ, value=True)
    assert await ids(library, "is:unread") == []

    undone = await library.entries.undo()
    unread = await ids(library, "is:unread")
    await library.entries.redo()

    assert undone is not None
    assert len(unread) == 2
    assert await ids(library, "is:unread") == []


async def test_unsubscribing_is_undone(library: Library, web: Web) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))

    await library.feeds.remove(added.feed.id)
    assert await library.feeds.all() == ()
    await library.entries.undo()

    assert [feed.title for feed in await library.feeds.all()] == ["Tidewater Times"]
    assert len(await ids(library)) == 1


async def test_lists_round_trip_and_import_makes_no_request(library: Library, web: Web) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))), (safe_text("Coast & sea"),))
    listed = await library.feeds.export_list()

    again = await library.feeds.import_list(listed, "feeds.opml")

    assert (again.added, again.existed) == (0, 1)
    assert b"Coast &amp; sea" in listed
    assert web.paths() == ["/feed.xml"]


async def test_an_unreadable_list_changes_nothing(library: Library) -> None:
    with pytest.raises(TuinewsError, match=r"feeds\.opml"):
        await library.feeds.import_list(b"<html><body>This is no list</body></html>", "feeds.opml")
    assert await library.feeds.all() == ()


async def test_finding_a_feed_by_id_url_or_part_of_its_title(library: Library, web: Web) -> None:
    (added,) = await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))

    for ref in (str(added.feed.id), added.feed.url, "tidewater"):
        assert (await library.feeds.find(ref)).id == added.feed.id
    with pytest.raises(NotFoundError):
        await library.feeds.find("mountain")


async def test_a_cancelled_refresh_keeps_what_is_committed_and_can_run_again(
    library: Library, web: Web, clock: Clock
) -> None:
    url = web.put("/feed.xml", rss(item(web, 1)))
    await library.feeds.add(url)
    clock.now += 26 * 3600
    running = asyncio.ensure_future(library.refresh.run())
    await asyncio.wait({running}, timeout=0)
    library.refresh.cancel()
    await asyncio.wait({running})

    summary = await library.refresh.run(force=True)

    assert summary.failed == 0
    assert len(await ids(library)) == 1


async def test_the_lease_of_a_process_that_died_keeps_nobody_from_refreshing(
    library: Library, web: Web, clock: Clock
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    gone = subprocess.Popen(["true"])  # noqa: ASYNC220, S607  it only has to have been there
    gone.wait()
    await library._services.writer.do(
        lambda writer: writer.lease("refresh", f"{socket.gethostname()}:{gone.pid}", 600, clock.now)
    )

    assert (await library.refresh.run(force=True)).failed == 0


async def test_while_another_process_refreshes_nothing_is_asked_twice(library: Library, web: Web, clock: Clock) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    await library._services.writer.do(lambda writer: writer.lease("refresh", "elsewhere:1", 600, clock.now))

    with pytest.raises(RefreshRunningError, match="Another tuinews"):
        await library.refresh.run(force=True)

    assert web.paths() == ["/feed.xml"]


async def test_while_this_process_refreshes_a_second_refresh_is_refused(
    library: Library, web: Web, clock: Clock
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    clock.now += 3 * 86_400

    done = await asyncio.gather(library.refresh.run(), library.refresh.run(), return_exceptions=True)

    (refused,) = [one for one in done if isinstance(one, BaseException)]
    assert isinstance(refused, RefreshRunningError)
    assert "wait for it, or cancel it first" in str(refused)
    assert web.paths() == ["/feed.xml", "/feed.xml"]


async def test_one_host_is_asked_one_thing_at_a_time_with_a_pause_between(
    patient: Library, web: Web, clock: Clock
) -> None:
    opml = "".join(f'<outline text="{n}" xmlUrl="{web.url(f"/{n}.xml")}"/>' for n in range(3))
    for n in range(3):
        web.put(f"/{n}.xml", rss(item(web, n)))
    await patient.feeds.import_list(f"<opml><body>{opml}</body></opml>".encode(), "three.opml")

    summary = await patient.refresh.run()

    assert summary.new == 3
    assert web.most_at_once == 1
    gaps = [later - earlier for earlier, later in pairwise(web.moments)]
    assert all(gap > 0.9 for gap in gaps)


async def test_a_feed_that_breaks_off_before_its_first_entry_is_not_added(library: Library, web: Web) -> None:
    url = web.put("/feed.xml", "<rss><channel><title>Tidewater")

    with pytest.raises(TuinewsError, match="breaks off"):
        await library.feeds.add(url)

    assert await library.feeds.all() == ()


async def test_a_list_of_nothing_but_rubbish_is_refused(library: Library) -> None:
    with pytest.raises(TuinewsError, match="urls cannot be imported: it is neither an OPML file"):
        await library.feeds.import_list(b"hello\n", "urls")


async def test_closing_during_a_refresh_is_not_the_feeds_fault(
    library: Library, web: Web, clock: Clock, tmp_path: Path
) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    clock.now += 26 * 3600
    running = asyncio.ensure_future(library.refresh.run())
    await wait_until("two requests", lambda: len(web.log) >= 2, lambda: asyncio.wait({running}, timeout=0.01))

    library.close()
    await asyncio.wait({running})

    with closing(Reader(find_paths(str(tmp_path), {}).store)) as reader:
        assert [feed.error for feed in reader.feeds()] == [""]
