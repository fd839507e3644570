"""News that ages, in the store: what leaves the inbox, what comes back, and counters that are right all the while."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store.storing import NOW, House, draft
from tuinews.model.clock import DAY, HOUR
from tuinews.model.entry import Flag
from tuinews.model.feed import Counts
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.store import freshness, visibility
from tuinews.store.freshness import Rhythm, Swept
from tuinews.store.select import select_ids

FRESH = "is:unread -is:aged"


def age(house: House, feed: int, hours: int | None, head_start: int = 0) -> None:
    """Give a feed a shelf life."""
    seconds = None if hours is None else hours * HOUR
    house.writer.freshness.write_rhythms([Rhythm(feed, HOUR, seconds, head_start)])


def sweep(house: House, limit: int = 100) -> Swept:
    whole = Swept()
    while (some := house.writer.freshness.sweep(house.now, limit)) != Swept():
        assert some.aged + some.returned <= limit
        whole = Swept(whole.aged + some.aged, whole.returned + some.returned)
    assert not house.reader.freshness.needs_sweep(house.now)
    return whole


def counters(house: House) -> list[tuple[Any, ...]]:
    return house.rows("SELECT * FROM tallies ORDER BY feed_id")


def assert_counted(house: House) -> None:
    """The counters are what is counted anew."""
    before = counters(house)
    connection = house.writer._connection
    connection.execute("SAVEPOINT counting")
    visibility.recount(connection)
    assert counters(house) == before
    connection.execute("ROLLBACK TO counting; RELEASE counting")


def test_what_is_over_its_shelf_life_leaves_the_inbox_and_nothing_else(house: House) -> None:
    loud, rare = house.feed("loud"), house.feed("rare")
    old, new = house.store(loud, draft("l1", moment=NOW - 5 * HOUR), draft("l2", moment=NOW - HOUR))
    (kept,) = house.store(rare, draft("r1", moment=NOW - 90 * DAY, html="<p>wave</p>"))
    house.index()
    age(house, loud, 3)
    age(house, rare, None)

    assert house.reader.freshness.needs_sweep(NOW)
    assert sweep(house) == Swept(aged=1)

    assert house.find(FRESH) == [new, kept]
    assert house.find("is:aged") == house.find("aged:1h") == house.find("is:aged feed:loud") == [old]
    assert house.find("is:unread") == house.find() == [new, old, kept]
    assert house.find("is:unread feed:loud") == house.find("feed:loud") == [new, old]
    assert house.reader.counts() == Counts(unread=2, total=3, aged=1)
    assert [(feed.unread, feed.aged, feed.total) for feed in house.reader.feeds()] == [(1, 1, 2), (1, 0, 1)]
    entry = house.reader.entry(old)
    assert entry is not None
    assert (entry.read, entry.aged) == (False, NOW)
    assert house.rows("SELECT count(*) FROM journal WHERE kind = 'mark'") == [(0,)]
    house.now += 2 * HOUR
    assert house.find("aged:1h") == []
    assert house.find("is:aged") == [old]


def test_a_longer_shelf_life_brings_back_what_may_stay(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{hours}", moment=NOW - hours * HOUR) for hours in range(10)))
    age(house, feed, 3)
    assert sweep(house, limit=2) == Swept(aged=7)

    age(house, feed, 6)
    assert sweep(house, limit=2) == Swept(returned=3)
    assert house.reader.counts() == Counts(unread=6, total=10, aged=4)
    age(house, feed, None)
    assert sweep(house) == Swept(returned=4)
    assert house.reader.counts() == Counts(unread=10, total=10)
    assert_counted(house)


def test_what_is_starred_or_kept_for_later_does_not_age_and_comes_back(house: House) -> None:
    feed = house.feed()
    one, two, three = house.store(feed, *(draft(f"a{n}", moment=NOW - 9 * HOUR) for n in range(3)))
    house.mark(Flag.STARRED, one)
    house.mark(Flag.LATER, one)
    assert house.reader.freshness.count_overdue(NOW, [(feed, 3 * HOUR)]) == 2
    house.mark(Flag.LATER, one, value=False)
    age(house, feed, 3)
    sweep(house)
    assert set(house.find("is:aged")) == {two, three}

    house.mark(Flag.LATER, two)
    assert house.find("is:aged") == [three]
    assert house.reader.counts() == Counts(unread=2, starred=1, later=1, total=3, aged=1)
    house.writer.undo()
    assert set(house.find("is:aged")) == {two, three}
    house.mark(Flag.STARRED, one, value=False)
    assert set(house.find("is:aged")) == {one, two, three}
    assert_counted(house)


def test_what_arrives_past_its_shelf_life_or_is_unread_again_has_aged(house: House) -> None:
    feed = house.feed()
    age(house, feed, 3)
    old, new = house.store(feed, draft("a1", moment=NOW - 9 * HOUR), draft("a2", moment=NOW - HOUR))
    assert house.find("is:aged") == [old]

    house.mark(Flag.READ, old, new)
    assert house.reader.counts() == Counts(total=2)
    assert house.find("is:aged") == []
    house.now += 2 * HOUR
    house.mark_all("", Flag.READ, value=False)
    assert house.find("is:aged") == [new, old]
    assert house.reader.counts() == Counts(total=2, aged=2)


def test_a_feed_that_goes_and_comes_back_keeps_what_aged(house: House) -> None:
    feed = house.feed()
    age(house, feed, 3)
    house.store(feed, draft("a1", moment=NOW - 9 * HOUR), draft("a2", moment=NOW - HOUR))
    before = counters(house)

    house.writer.remove_feed(feed)
    assert house.reader.counts() == Counts()
    house.writer.undo()
    assert counters(house) == before
    assert house.reader.counts() == Counts(unread=1, total=2, aged=1)


def test_turning_ageing_on_can_be_undone(house: House) -> None:
    assert not house.reader.freshness.read_agreement()
    assert house.writer.freshness.agree(on=True)
    assert not house.writer.freshness.agree(on=True)
    undone = house.writer.undo()
    assert undone is not None
    assert undone.sentence == "Undone: ageing turned on"
    assert not house.reader.freshness.read_agreement()
    house.writer.redo()
    assert house.reader.freshness.read_agreement()


def test_the_river_lifts_what_is_of_rare_feeds_and_its_beginning_is_that_of_the_whole(house: House) -> None:
    loud, rare = house.feed("loud"), house.feed("rare")
    many = house.store(loud, *(draft(f"l{n}", moment=NOW - 60 * n) for n in range(300)))
    few = house.store(rare, *(draft(f"r{n}", moment=NOW - n * DAY) for n in range(3)))
    age(house, loud, None, head_start=60)
    age(house, rare, None, head_start=3 * HOUR)

    whole = house.find(f"{FRESH} sort:river")
    assert whole[0] == few[0]
    assert set(whole) == {*many, *few}
    assert house.find("feed:loud sort:river") == house.find("feed:loud")
    for query in (FRESH, "is:unread", "", "is:unread feed:rare", "folder:none OR is:unread"):
        asked = parse_query(f"({query}) sort:river", NOW)
        for limit in (1, 2, 7, 250, 1_000):
            assert list(house.reader.lists.ids(asked, NOW, limit)) == list(house.reader.lists.ids(asked, NOW))[:limit]
    house.rows("DELETE FROM rhythms")
    assert house.find("sort:river") == house.find()


CHANGES = st.one_of(
    st.tuples(
        st.just("mark"), st.sampled_from(Flag), st.booleans(), st.sets(st.integers(1, 12), min_size=1, max_size=4)
    ),
    st.tuples(st.just("all"), st.booleans()),
    st.tuples(st.just("wait"), st.integers(1, 30)),
    st.tuples(st.just("age"), st.sampled_from([1, 2]), st.sampled_from([None, 3, 12, 48])),
    st.tuples(st.just("sweep"), st.integers(1, 4)),
    st.tuples(st.just("arrive"), st.sampled_from([1, 2]), st.integers(0, 60)),
    st.tuples(st.just("remove"), st.sampled_from([1, 2])),
    st.just(("undo",)),
    st.just(("redo",)),
)


def arrive(house: House, feed: FeedId, hours: int) -> None:
    if house.reader.feed(feed) is not None:
        house.store(feed, draft(f"new{house.now}x{hours}", moment=house.now - hours * HOUR))


def remove(house: House, feed: FeedId) -> None:
    if house.reader.feed(feed) is not None:
        house.writer.remove_feed(feed)


def wait(house: House, hours: int) -> None:
    house.now += hours * HOUR


ACTS: dict[str, Callable[..., object]] = {
    "mark": lambda house, flag, value, ids: house.mark(flag, *map(EntryId, ids), value=value),
    "all": lambda house, value: house.mark_all("", Flag.READ, value=value),
    "wait": wait,
    "age": age,
    "sweep": lambda house, limit: house.writer.freshness.sweep(house.now, limit),
    "arrive": arrive,
    "remove": remove,
    "undo": lambda house: house.writer.undo(),
    "redo": lambda house: house.writer.redo(),
}


def expected(house: House) -> list[tuple[int, bool]]:
    """Which unread entries in the lists have aged, by what ageing promises."""
    lives = dict(house.rows("SELECT feed_id, shelf_life FROM rhythms"))
    sql = "SELECT id, feed_id, moment, starred OR later FROM states WHERE read = 0 AND presence = 0 ORDER BY id"
    return [
        (number, not saved and lives.get(feed) is not None and moment <= house.now - lives[feed])
        for number, feed, moment, saved in house.rows(sql)
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, max_size=25))
def test_after_any_changes_counters_are_right_and_a_sweep_leaves_what_is_fresh(changes: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, House(Path(folder)) as house:
        for name in ("one", "two"):
            feed = house.feed(name)
            house.store(feed, *(draft(f"{name}{n}", moment=NOW - n * 5 * HOUR) for n in range(6)))
        for name, *values in changes:
            ACTS[name](house, *values)
            assert_counted(house)
        sweep(house)
        assert_counted(house)
        aged = house.rows("SELECT id, aged <> 0 FROM states WHERE read = 0 AND presence = 0 ORDER BY id")
        assert [(number, bool(value)) for number, value in aged] == expected(house)
        assert sorted(house.find(f"{FRESH} OR is:aged")) == [number for number, _ in expected(house)]


def test_what_aged_of_late_and_what_a_feed_published_in_a_week_are_counted_in_indexes_alone(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{n}", moment=NOW - n * HOUR) for n in range(200)))
    age(house, feed, 3)
    sweep(house)
    assert house.reader.freshness.count_since(NOW) == 197
    assert house.reader.freshness.count_since(NOW + 1) == 0
    told = house.reader.freshness.read_publishing(NOW)[feed]
    assert (len(told.moments), told.oldest, told.week) == (50, NOW - 199 * HOUR, 7 * 24 + 1)
    statements: list[str] = []
    connection = house.writer._connection

    def note(_cursor: object, sql: str, _bindings: object) -> bool:
        statements.append(sql)
        return True

    connection.set_exec_trace(note)
    freshness.count_since(connection, NOW)
    freshness.read_publishing(connection, feed, NOW)
    connection.set_exec_trace(None)
    assert len(statements) == 3
    for sql in statements:
        bindings = (1, 2)[: 2 if "?2" in sql else sql.count("?")]
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", bindings)]
        assert all("COVERING INDEX" in step or "SUBQUERY" in step for step in plan), plan


def test_the_first_titles_of_few_fresh_entries_are_those_of_the_whole(house: House) -> None:
    loud, rare = house.feed("loud"), house.feed("rare")
    house.store(loud, *(draft(f"l{n}", title=f"Title {n:03}", moment=NOW - 9 * HOUR) for n in range(60)))
    house.store(rare, draft("r1", title="Zebra"), draft("r2", title="Apple"))
    age(house, loud, 3)
    sweep(house)
    asked = parse_query(f"{FRESH} sort:title", NOW)
    assert list(house.reader.lists.ids(asked, NOW, 1)) == house.find(f"{FRESH} sort:title")[:1]
    assert house.guids(f"{FRESH} sort:title") == ["r2", "r1"]
    plans = [select_ids(asked, (), 1, few_fresh=few).text for few in (False, True)]
    assert ["listed_title" in plan for plan in plans] == [True, False]
