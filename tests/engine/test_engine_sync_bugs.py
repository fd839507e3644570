"""Bugs that other clients had, and what goes wrong on the way, each against a server in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.sync_reading import Reading
from servers.memory_server import Trouble
from servers.served_account import serve
from servers.server_library import ServerLibrary
from tuinews.engine.accounts import ACCOUNTS
from tuinews.engine.accounts.servers.server import Capabilities
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY, HOUR
from tuinews.model.entry import Flag, Mark
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.model.sync.status import SERVER
from tuinews.model.text import safe_text


@pytest.fixture
async def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Reading]:
    made = Reading(tmp_path)
    monkeypatch.setitem(ACCOUNTS, SERVER, serve(made.server))
    await made.client.log_in()
    assert await made.sync()
    yield made
    made.client.library.close()


async def test_a_change_between_sending_and_fetching_is_not_reverted(reading: Reading) -> None:
    asked = reading.server.read_ids

    async def read_ids(*words: object, **more: object) -> object:
        found = await asked(*words, **more)  # type: ignore[arg-type]
        if reading.server.asked[-1] == "read_ids unread":
            await reading.mark("Report 1")
        return found

    reading.server.read_ids = read_ids  # type: ignore[assignment,method-assign]
    assert await reading.sync()
    assert "Report 1" not in await reading.titles("is:unread")
    assert "Report 1" in reading.unread_there()
    assert await reading.sync()
    assert "Report 1" not in reading.unread_there()


async def test_what_was_read_offline_does_not_come_back_unread(reading: Reading) -> None:
    for day in range(3):
        begin = len(reading.server.asked)
        reading.server.troubles = {begin + request: Trouble("unheard") for request in range(9)}
        await reading.mark(f"Report {day}")
        assert not await reading.sync(seconds=7 * DAY)
    reading.server.troubles = {}
    assert await reading.sync()
    assert reading.unread_there() == await reading.titles("is:unread") == {"Report 3"}


async def test_a_list_of_every_article_stars_nothing(reading: Reading) -> None:
    for number in range(60):
        reading.there.add_item(reading.there.feeds[11], f"More {number}")
    assert await reading.sync()
    for item in reading.there.items.values():
        item.starred = True
    assert await reading.sync()
    assert await reading.titles("is:starred") == set()
    assert any("not believed" in sentence for sentence in reading.told)


async def test_a_label_with_every_article_is_not_believed(reading: Reading) -> None:
    for number in range(60):
        reading.there.add_item(reading.there.feeds[11], f"More {number}")
    assert await reading.sync()
    for item in reading.there.items.values():
        item.labels.add("all")
    reading.there.labels.add("all")
    assert await reading.sync()
    assert await reading.titles("tag:all") == set()


async def test_a_list_of_stars_that_was_as_large_before_is_believed(reading: Reading) -> None:
    for item in reading.there.items.values():
        item.starred = True
    assert await reading.sync()
    assert len(await reading.titles("is:starred")) == 4


async def test_the_servers_read_state_and_stars_are_pulled(reading: Reading) -> None:
    first, second, *_ = reading.there.items.values()
    first.read, second.starred = True, True
    assert await reading.sync()
    assert first.title not in await reading.titles("is:unread")
    assert await reading.titles("is:starred") == {second.title}
    first.read, second.starred = False, False
    assert await reading.sync()
    assert first.title in await reading.titles("is:unread")
    assert await reading.titles("is:starred") == set()


async def test_the_backlog_of_a_new_feed_comes(reading: Reading) -> None:
    feed = reading.there.add_feed("http://new.example/feed", "New")
    for number in range(300):
        reading.there.add_item(feed, f"Old {number}", published=1_000_000 + number, arrived=10**12 + number)
    assert await reading.sync()
    assert len(await reading.titles("feed:New")) == 300


async def test_what_was_read_does_not_come_back_after_a_local_clean_up(reading: Reading) -> None:
    for title in ("Report 0", "Report 1", "Report 2", "Report 3"):
        await reading.mark(title)
    assert await reading.sync()
    await reading.client.library._services.writer.do(lambda writer: writer.trim(1))
    left = await reading.titles()
    asked = len(reading.server.asked)
    assert await reading.sync()
    assert await reading.titles() == left
    assert "read_items" not in reading.server.asked[asked:]


async def test_a_capped_list_marks_nothing_read_that_is_older_than_it(reading: Reading) -> None:
    reading.server.most = 2
    assert await reading.sync()
    assert len(await reading.titles("is:unread")) == 4
    newest = max(reading.there.items.values(), key=lambda item: item.arrived)
    newest.read = True
    assert await reading.sync()
    assert newest.title not in await reading.titles("is:unread")
    assert len(await reading.titles("is:unread")) == 3


async def test_a_change_that_the_server_refuses_is_told_and_not_sent_for_ever(reading: Reading) -> None:
    await reading.mark("Report 1")
    reading.server.troubles = {len(reading.server.asked): Trouble("refused")}
    assert await reading.sync()
    assert any("does not take the change of 1 article" in sentence for sentence in reading.told)
    assert await reading.pending() == 0


async def test_a_label_at_which_a_server_fails_holds_nothing_up_and_is_given_up(reading: Reading) -> None:
    (number, *_) = await reading.find("")
    await reading.client.library.entries.tag([number], [safe_text("red")], [])
    await reading.mark("Report 1")
    for run in range(3):
        assert await reading.pending() == (2 if not run else 1)
        reading.server.troubles = {len(reading.server.asked): Trouble("failed")}
        assert not await reading.sync()
        assert "Report 1" not in reading.unread_there()
    assert await reading.sync()
    assert await reading.pending() == 0
    assert await reading.titles("tag:red"), "it stays here"


async def test_a_refused_batch_is_halved_until_only_the_wrong_one_is_left(reading: Reading) -> None:
    for title in ("Report 0", "Report 1", "Report 2", "Report 3"):
        await reading.mark(title)
    begin = len(reading.server.asked)
    reading.server.troubles = {begin: Trouble("refused"), begin + 1: Trouble("refused"), begin + 2: Trouble("refused")}
    assert await reading.sync()
    assert len(reading.unread_there()) == 1


async def test_a_spent_quota_changes_nothing_and_is_kept_across_restarts(reading: Reading) -> None:
    await reading.client.library.sync.logout(keep=True)
    await reading.client.library.sync.login("http://server.example", "alice", "password")
    reading.server.limited_until = reading.now + HOUR
    reading.server.troubles = {len(reading.server.asked) + 1: Trouble("limited")}
    assert (await reading.client.library.sync.run()).error
    assert len(await reading.titles("is:unread")) == 4
    reading.client.library.close()
    reading.client.library = reading.client.open()
    asked = len(reading.server.asked)
    assert "no more requests" in (await reading.client.library.sync.run()).error
    assert len(reading.server.asked) == asked, "nobody is asked before the server wants it"
    reading.now += HOUR
    assert not (await reading.client.library.sync.run()).error


async def test_marking_all_read_leaves_what_was_never_seen(reading: Reading) -> None:
    unseen = reading.there.add_item(reading.there.feeds[11], "Unseen")
    await reading.client.library.entries.mark_all(parse_query("is:unread", reading.now), Flag.READ, value=True)
    assert await reading.sync()
    assert not unseen.read
    assert await reading.titles("is:unread") == {"Unseen"}


async def test_a_new_token_is_kept_so_that_articles_go_on_arriving(reading: Reading) -> None:
    await reading.client.library.sync.logout(keep=True)
    await reading.client.library.sync.login("http://server.example", "alice", "password")
    reading.server.login = type(reading.server.login)("memory", "http://server.example", "alice", "newer", "password")
    assert not (await reading.client.library.sync.run()).error
    access = reading.client.library._services.secrets.read_access(SERVER, "http://server.example")
    assert access is not None
    assert dict(access.headers)["token"] == "newer"


async def test_ok_without_effect_is_tried_three_times_and_told(reading: Reading) -> None:
    await reading.mark("Report 1")
    for _ in range(3):
        reading.server.troubles = {len(reading.server.asked): Trouble("ignored")}
        assert "Report 1" not in await reading.titles("is:unread")
        assert await reading.sync()
    assert "Report 1" in await reading.titles("is:unread")
    assert any("and does not" in sentence for sentence in reading.told)
    assert await reading.pending() == 0


async def test_killed_after_any_request_and_run_again_does_everything_once(reading: Reading) -> None:
    for request in range(8):
        title = f"New {request}"
        reading.there.add_item(reading.there.feeds[11], title)
        await reading.mark("Report 1", value=bool(request % 2))
        reading.server.troubles = {len(reading.server.asked) + request: Trouble("killed")}
        await reading.sync()
        reading.server.troubles = {}
        assert await reading.sync()
        assert title in await reading.titles("is:unread")
        assert ("Report 1" in reading.unread_there()) is not bool(request % 2)
    assert len(await reading.titles()) == 12


async def test_a_list_of_feeds_that_shrank_to_nothing_is_an_error(reading: Reading) -> None:
    for number in range(6):
        reading.there.add_feed(f"http://more.example/{number}", f"More {number}")
    assert await reading.sync()
    kept, reading.there.feeds = reading.there.feeds, {}
    assert not await reading.sync()
    assert len(await reading.client.library.feeds.all()) == 8
    reading.there.feeds = kept
    assert await reading.sync()


async def test_a_feed_that_is_gone_there_goes_after_a_grace_run_and_its_stars_stay(reading: Reading) -> None:
    await reading.mark("Report 0", Flag.STARRED)
    assert await reading.sync()
    feed = reading.there.items[min(reading.there.items)].feed
    reading.there.remove_feed(feed)
    assert await reading.sync()
    assert len(await reading.client.library.feeds.all()) == 2
    assert await reading.sync()
    assert len(await reading.client.library.feeds.all()) == 1
    assert await reading.titles("is:starred") == {"Report 0"}
    assert any("unsubscribed" in sentence for sentence in reading.told)


async def test_a_feed_renamed_and_moved_on_either_side_is_so_on_both(reading: Reading) -> None:
    one, other = await reading.client.library.feeds.all()
    await reading.client.library.feeds.edit(one.id, FeedEdit(safe_text("Mine"), (safe_text("Sea"),)))
    theirs = next(feed for feed in reading.there.feeds.values() if feed.url == other.url)
    theirs.title, theirs.folder = "Theirs", "Far"
    assert await reading.sync()
    assert {(feed.title, feed.folder) for feed in reading.there.feeds.values()} == {("Mine", "Sea"), ("Theirs", "Far")}
    here = {(feed.title, "/".join(feed.folder)) for feed in await reading.client.library.feeds.all()}
    assert here == {("Mine", "Sea"), ("Theirs", "Far")}


async def test_a_feed_subscribed_to_again_there_keeps_what_was_read(reading: Reading) -> None:
    await reading.mark("Report 0")
    assert await reading.sync()
    feed = next(item.feed for item in reading.there.items.values() if item.title == "Report 0")
    reading.there.resubscribe(feed)
    assert "Report 0" in reading.unread_there()
    assert await reading.sync()
    assert await reading.sync()
    assert "Report 0" not in reading.unread_there()
    assert len(await reading.titles()) == 4


async def test_a_label_that_was_deleted_there_goes_here(reading: Reading) -> None:
    (number, *_) = await reading.find("")
    await reading.client.library.entries.tag([number], [safe_text("red")], [])
    assert await reading.sync()
    assert reading.there.labels == {"red"}
    reading.there.remove_label("red")
    assert await reading.sync()
    assert await reading.titles("tag:red") == set()


async def test_later_is_a_label_and_comes_back_from_it(reading: Reading) -> None:
    await reading.mark("Report 1", Flag.LATER)
    assert await reading.sync()
    assert reading.there.labelled("Read later") == {reading.item("Report 1").id}  # type: ignore[attr-defined]
    reading.there.remove_label("Read later")
    assert await reading.sync()
    assert await reading.titles("is:later") == set()


async def test_without_labels_later_and_tags_stay_here_and_nothing_waits(reading: Reading) -> None:
    reading.server.capabilities = Capabilities()
    await reading.mark("Report 1", Flag.LATER)
    (number, *_) = await reading.find("")
    await reading.client.library.entries.tag([number], [safe_text("red")], [])
    assert await reading.sync()
    assert (await reading.pending(), reading.there.labels) == (0, set())
    assert await reading.titles("is:later") == {"Report 1"}


async def test_an_item_that_is_gone_between_ids_and_contents_is_not_asked_for_again(reading: Reading) -> None:
    item = reading.there.add_item(reading.there.feeds[11], "Gone")
    kept = dict(reading.there.items)

    def forget(name: str) -> None:
        if name == "read_items":
            reading.there.items.pop(item.id, None)

    reading.server.before = forget
    assert await reading.sync()
    reading.server.before = len
    reading.there.items = kept
    asked = len(reading.server.asked)
    assert await reading.sync()
    assert "read_items" not in reading.server.asked[asked:]


async def test_an_article_that_was_edited_is_seen_within_a_day(reading: Reading) -> None:
    number = max(reading.there.items)
    reading.there.edit_item(number, title="Corrected")
    assert await reading.sync(seconds=DAY)
    assert "Corrected" in await reading.titles()


async def test_feeds_that_were_polled_here_are_given_to_the_server_and_what_was_read_stays_read(
    reading: Reading,
) -> None:
    left = await reading.client.library.sync.logout(keep=True)
    assert left.feeds == 2
    await reading.mark("Report 0")
    reading.server.library = ServerLibrary()
    reading.server.poll = lambda feed: [
        reading.there.add_item(feed, f"Report {n}", url=f"{feed.site_url}/{1_790_000_000_000_000 + n * 1_000_001}")
        for n in range(4)
        if feed.url.endswith(f"/{n % 2}/feed.xml")
    ]
    await reading.client.log_in()
    assert await reading.client.library.sync.push_subscriptions() == 2
    assert await reading.sync()
    assert {feed.folder for feed in reading.there.feeds.values()} == {"News", "Science"}
    assert len(await reading.titles()) == 4, "articles are matched by their links"
    assert await reading.sync()
    assert "Report 0" not in reading.unread_there()
    assert reading.unread_there() == await reading.titles("is:unread")


async def test_what_is_read_on_the_server_is_read_here_after_the_first_sync(reading: Reading) -> None:
    await reading.client.library.sync.logout(keep=True)
    next(item for item in reading.there.items.values() if item.title == "Report 2").read = True
    await reading.client.log_in()
    assert await reading.sync()
    assert await reading.titles("is:unread") == {"Report 0", "Report 1", "Report 3"}


async def test_nothing_new_takes_at_most_8_requests(reading: Reading) -> None:
    asked = len(reading.server.asked)
    assert await reading.sync()
    assert len(reading.server.asked) - asked <= 8


async def test_an_empty_account_is_no_error(tmp_path: Path) -> None:
    empty = Reading(tmp_path, items=0)
    empty.server.library = ServerLibrary()
    await empty.client.log_in()
    assert await empty.sync()
    assert await empty.titles() == set()
    empty.client.library.close()


async def test_a_long_feed_is_marked_read_at_once_and_only_what_was_shown_of_it(tmp_path: Path) -> None:
    much = Reading(tmp_path, items=1_100)
    much.server.capabilities = replace(much.server.capabilities, mark_stream_read=True, marks_by_arrival=True)
    await much.client.log_in()
    assert await much.sync()
    unseen = much.there.add_item(much.there.feeds[11], "Unseen")
    kept = min(item.id for item in much.there.items.values() if item.feed == 12)
    (title,) = (item.title for item in much.there.items.values() if item.id == kept)
    wanted = set(await much.find("")) - set(await much.find(f"title:/{title}$/"))
    await much.client.library.entries.mark(Mark(Flag.READ, value=True, ids=tuple(wanted)))
    asked = len(much.server.asked)
    assert await much.sync()
    assert much.unread_there() == {"Unseen", title}
    assert not unseen.read
    sent = much.server.asked[asked:]
    assert (sent.count("mark_read"), sent.count("send read")) == (1, 3), (
        "the other feed has an older one that is unread"
    )
    much.client.library.close()


async def test_1001_changes_all_arrive(tmp_path: Path) -> None:
    much = Reading(tmp_path, items=1_001)
    await much.client.log_in()
    assert await much.sync()
    await much.client.library.entries.mark_all(EVERYTHING, Flag.READ, value=True)
    assert await much.sync()
    assert much.unread_there() == set()
    assert await much.pending() == 0
    much.client.library.close()
