"""Mutes: what they hide as it arrives and as it is stored, what comes back, and when."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.stories import ids, item, rss
from engine.web import Clock, Web
from store.storing import NOW, House, draft
from tuinews.engine.library import Library
from tuinews.engine.rules import mute_settlement
from tuinews.engine.services import Services
from tuinews.model.change import Edited, EntryDraft
from tuinews.model.clock import DAY
from tuinews.model.error import NotFoundError, QueryError, UsageError
from tuinews.model.feed import Counts
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.store import visibility
from tuinews.store.readers.mute_reader import StaleMute


@pytest.fixture
def house(tmp_path: Path, library: Library) -> Iterator[House]:
    """A connection to the library's own store, which puts entries into it as a poll does."""
    del library  # it has made the store
    with House(tmp_path) as house:
        yield house


def polled(house: House, feed: FeedId, *drafts: EntryDraft) -> None:
    """Store entries as they arrive, decided by the engine's rules."""
    from tuinews.engine.arrivals.rules import decide
    from tuinews.store import Writer

    house.writer.close()
    house.writer = Writer(house.path, lambda: house.now, decide)
    house.store(feed, *drafts)


async def muted(library: Library) -> list[int]:
    return sorted(await library.entries.ids(parse_query("is:muted", NOW)))


async def test_a_mute_hides_what_is_there_and_what_comes(library: Library, house: House) -> None:
    feed = house.feed()
    first, second = house.store(feed, draft("a1", "Cup final tonight"), draft("a2", "Ferry timetable"))

    mute = await library.mutes.add("cup")
    polled(house, feed, draft("a3", "Another cup final"), draft("a4", "Rivers"))

    (mute,) = await library.mutes.all()
    assert (mute.query, mute.hides, mute.hides_30d) == ("cup", 2, 2)
    assert len(await muted(library)) == 2
    assert first in await muted(library)
    assert second not in await muted(library)
    assert (await library.feeds.counts()).total == 2
    assert [found.id for found in await library.mutes.find_of_entry(first)] == [mute.id]


async def test_a_mute_of_one_feed_leaves_the_others(library: Library, house: House) -> None:
    harbour, hills = house.feed("harbour"), house.feed("hills")
    (ours,) = house.store(harbour, draft("a1", "Quiz of the day"))
    house.store(hills, draft("b1", "Quiz of the day"))

    await library.mutes.add("quiz", feed_id=harbour)
    polled(house, hills, draft("b2", "Quiz again"))
    polled(house, harbour, draft("a2", "Quiz again"))

    (mute,) = await library.mutes.all()
    assert (mute.feed, mute.hides) == ("Harbour", 2)
    assert ours in await muted(library)
    assert [f.total for f in await library.feeds.all()] == [0, 2]


async def test_what_two_mutes_hide_comes_back_with_the_second(library: Library, house: House) -> None:
    feed = house.feed()
    both, one = house.store(feed, draft("a1", "Cup final", tags=["Sport"]), draft("a2", "Rowing", tags=["Sport"]))
    word = await library.mutes.add("cup")
    tag = await library.mutes.add("tag:sport")

    await library.mutes.remove(tag.id)
    assert await muted(library) == [both]
    await library.mutes.remove(word.id)
    assert await muted(library) == []
    await library.entries.undo()
    await library.entries.undo()
    assert await muted(library) == sorted([both, one])
    await library.entries.redo()
    assert await muted(library) == [both]


async def test_a_mute_that_is_over_gives_back_what_it_hid(library: Library, house: House, clock: Clock) -> None:
    (number,) = house.store(house.feed(), draft("a1", "Cup final"))
    await library.mutes.add("cup", until=clock.now + DAY)

    await library.settle()
    assert await muted(library) == [number]
    clock.now += DAY
    await library.look()

    assert await muted(library) == []
    assert await library.mutes.all() == ()
    assert house.rows("SELECT * FROM mutes") == house.rows("SELECT * FROM muted_entries") == []


async def test_a_mute_ends_at_a_refresh_as_well(library: Library, web: Web, clock: Clock) -> None:
    await library.feeds.add(web.put("/feed.xml", rss(item(web, 1))))
    await library.mutes.add("story", until=clock.now + DAY)
    assert await ids(library) == []

    clock.now += 2 * DAY
    await library.refresh.run()

    assert len(await ids(library)) == 1


async def test_an_edited_entry_is_looked_at_again(library: Library, house: House) -> None:
    feed = house.feed()
    polled(house, feed, draft("a1", "Cup final"), draft("a2", "Ferry"))
    await library.mutes.add("cup -replay")
    (cup,) = await muted(library)
    (ferry,) = await ids(library)

    house.apply(house.update(feed, edited=[Edited(EntryId(ferry), draft("a2", "Ferry wins a cup"))]))
    assert await muted(library) == sorted([cup, ferry])
    house.apply(house.update(feed, edited=[Edited(EntryId(cup), draft("a1", "Cup final: the replay"))]))
    assert await muted(library) == [ferry]


async def test_a_preview_changes_nothing(library: Library, house: House) -> None:
    feed = house.feed()
    house.store(feed, draft("a1", "Cup final"), draft("a2", "Cup, long ago", moment=NOW - 40 * DAY), draft("a3"))

    preview = await library.mutes.preview("cup")

    assert (preview.total, preview.recent) == (2, 1)
    assert [row.title for row in preview.samples] == ["Cup final", "Cup, long ago"]
    assert await library.mutes.all() == ()
    assert (await library.feeds.counts()) == Counts(unread=3, total=3)


@pytest.mark.parametrize("query", ["", "  ", "is:muted", "a -is:muted", "view:Coast"])
async def test_what_no_mute_can_ask_is_refused(library: Library, query: str) -> None:
    with pytest.raises(UsageError):
        await library.mutes.add(query)
    with pytest.raises(QueryError, match="character 1"):
        await library.mutes.add("odd:x")
    with pytest.raises(NotFoundError):
        await library.mutes.remove(7)
    assert await library.mutes.all() == ()


async def test_muting_the_same_again_sets_its_end(library: Library, clock: Clock) -> None:
    await library.mutes.add("cup")
    await library.mutes.add("cup", until=clock.now + 60)

    assert [mute.until for mute in await library.mutes.all()] == [clock.now + 60]


async def test_what_a_process_left_half_done_another_finishes(
    library: Library, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mute_settlement, "_SLICE", 2)
    feed = house.feed()
    house.store(feed, *(draft(f"a{n}", "Cup final") for n in range(5)))
    from tuinews.store.rules.mute_rows import StoredMute

    # the first process stored the mute, hid some entries and ended
    number = house.writer.mutes.add(StoredMute("cup", None, None, NOW), "cup")
    (stale,) = house.reader.mutes.find_stale(NOW)
    assert house.writer.mutes.hide(stale, [1, 2])

    await library.settle()

    assert len(await muted(library)) == 5
    assert house.rows("SELECT id, stale FROM mutes") == [(number, 0)]


async def test_a_look_in_between_begins_nothing_that_is_under_way(
    library: Library, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    settle = mute_settlement._settle

    async def watched(services: Services, mute: StaleMute) -> None:
        begun.append(mute.id)
        await library.look()
        await settle(services, mute)

    monkeypatch.setattr(mute_settlement, "_settle", watched)
    house.store(house.feed(), draft("a1", "Cup final"))

    mute = await library.mutes.add("cup")

    assert begun == [mute.id]
    assert len(await muted(library)) == 1


# whatever is done, an entry is hidden if and only if a mute matches it

_QUERIES = ["cup", "tag:sport", "title:ferry", "cup OR rowing", "-cup tag:sport", "東京", "author:kim", "/rob|ferry/"]
_TITLES = ["Cup final", "Ferry cup", "Rowing", "Robin seen", "東京の春", "Nothing much"]


async def check_settled(library: Library, house: House) -> None:
    house.index()
    wanted: set[int] = set()
    for mute in await library.mutes.all():
        found = house.reader.mutes.find_matching(parse_query(mute.query, NOW), mute.feed_id)
        assert set(house.reader.mutes.find_hidden(mute.id)) == set(found), mute
        wanted |= set(found)
    assert set(await muted(library)) == house.reader.lists.find_existing(sorted(wanted))
    connection = house.writer._connection
    tables = ("tallies", "hidden_tallies WHERE total <> 0", "spellings")
    before = [house.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608  names of tables
    connection.execute("SAVEPOINT counting")
    visibility.recount(connection)
    assert [house.rows(f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608  as above
    connection.execute("ROLLBACK TO counting")
    connection.execute("RELEASE counting")


def some_draft(chance: random.Random, guid: str) -> EntryDraft:
    more: dict[str, Any] = {"tags": ["Sport"]} if chance.random() < 0.5 else {}
    return draft(guid, chance.choice(_TITLES), fingerprint=f"{guid} {chance.random()}", **more)


async def change_mutes(library: Library, chance: random.Random, what: str, feed: FeedId) -> None:
    mutes = await library.mutes.all()
    match what:
        case "add":
            await library.mutes.add(chance.choice(_QUERIES), feed_id=chance.choice([None, None, feed]))
        case "edit" if mutes:
            await library.mutes.edit(chance.choice(mutes).id, chance.choice(_QUERIES), until=None)
        case "remove" if mutes:
            await library.mutes.remove(chance.choice(mutes).id)
        case "undo":
            await library.entries.undo()
        case "redo":
            await library.entries.redo()


@pytest.mark.parametrize("seed", [1, 2])
async def test_hidden_is_what_a_mute_matches_whatever_is_done(library: Library, house: House, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  it chooses what is done, it guards nothing
    feeds = [house.feed("harbour"), house.feed("hills")]
    for step in range(40):
        what = chance.choice(["add", "arrive", "arrive", "edit", "remove", "rewrite", "undo", "redo"])
        last = house.rows("SELECT kind FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1")
        if what == "undo" and last != [("mutes",)]:
            continue
        stored = house.rows("SELECT id, feed_id, guid FROM entries ORDER BY id")
        if what == "arrive":
            polled(house, chance.choice(feeds), some_draft(chance, f"a{step}"), some_draft(chance, f"b{step}"))
        elif what == "rewrite" and stored:
            number, feed, guid = chance.choice(stored)
            house.apply(house.update(feed, edited=[Edited(number, some_draft(chance, guid))]))
        else:
            await change_mutes(library, chance, what, feeds[0])
        await check_settled(library, house)


async def test_a_muted_story_hides_what_joins_it_and_comes_back_whole(library: Library, house: House) -> None:
    told = "Quake of magnitude 6.1 shakes Port Halden, 14 hurt"
    feeds = [house.feed(name) for name in ("harbour", "hills", "code")]
    first, _ = (house.store(feed, draft(f"a{feed}", told, f"{told} {feed}."))[0] for feed in feeds[:2])
    (other,) = house.store(feeds[0], draft("a7", "Ferry timetable"))
    await library.stories.catch_up()
    story = await library.mutes.find_story(first)

    mute = await library.mutes.add(f"story:{story}")
    house.store(feeds[2], draft("a8", told, f"{told} again."))
    await library.stories.catch_up()
    await library.settle()

    assert await ids(library) == [other]
    assert (await library.mutes.find(mute.id)).hides == 3
    await library.mutes.remove(mute.id)
    assert len(await ids(library)) == 4
