from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.entry import Enclosure, Flag, Related
from tuinews.model.ids import EntryId
from tuinews.model.parsed import ExtractedPage
from tuinews.model.query import Order, parse_query
from tuinews.model.text import safe_text
from tuinews.store.feed_names import read_feed_names
from tuinews.store.select import select_ids, select_tally


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Two feeds in folders, one outside; nine entries of which three are read, two starred and one is for later."""
    with House(tmp_path) as house:
        port = house.feed("port", ["World", "Asia"])
        harbour = house.feed("harbour", ["World"])
        anchor = house.feed("anchor")
        house.store(port, draft("p1", "Delta", tags=["Sea"]), draft("p4", "alpha", tags=["sea"]), draft("p7", "“Echo”"))
        house.store(harbour, draft("h2", "bravo", lang=safe_text("en-GB")), draft("h5", "Golf"), draft("h8", "charlie"))
        house.store(
            anchor, draft("a3", "Foxtrot", author=safe_text("Öse Ål")), draft("a6", "india"), draft("a9", "hotel")
        )
        ids = {guid: EntryId(number) for guid, number in zip(house.guids(), house.find(), strict=True)}
        house.mark(Flag.READ, ids["p1"], ids["h2"], ids["a3"])
        house.mark(Flag.STARRED, ids["p4"], ids["a9"])
        house.mark(Flag.LATER, ids["h5"])
        house.writer.optimize()
        yield house


@pytest.mark.parametrize(
    ("query", "guids"),
    [
        ("", "a9 h8 p7 a6 h5 p4 a3 h2 p1"),
        ("sort:oldest", "p1 h2 a3 p4 h5 a6 p7 h8 a9"),
        ("sort:title", "p4 h2 h8 p1 p7 a3 h5 a9 a6"),
        ("sort:feed", "a9 a6 a3 h8 h5 h2 p7 p4 p1"),
        ("is:unread", "a9 h8 p7 a6 h5 p4"),
        ("is:read", "a3 h2 p1"),
        ("-is:read", "a9 h8 p7 a6 h5 p4"),
        ("is:unread sort:title", "p4 h8 p7 h5 a9 a6"),
        ("is:unread sort:feed", "a9 a6 h8 h5 p7 p4"),
        ("is:starred", "a9 p4"),
        ("is:later", "h5"),
        ("is:starred OR is:later", "a9 h5 p4"),
        ("is:starred is:later", ""),
        ("feed:harbour", "h8 h5 h2"),
        ("feed:harbour is:unread sort:title", "h8 h5"),
        ("feed:r", "a9 h8 p7 a6 h5 p4 a3 h2 p1"),
        ("feed:nowhere", ""),
        ("feed:nowhere is:unread", ""),
        ("feed:nowhere is:starred", ""),
        ("feed:https://port.example/feed", "p7 p4 p1"),
        ("folder:world", "h8 p7 h5 p4 h2 p1"),
        ("folder:World/Asia", "p7 p4 p1"),
        ("folder:asia", "p7 p4 p1"),
        ("folder:worl", ""),
        ("folder:world is:unread sort:feed", "h8 h5 p7 p4"),
        ("folder:world sort:title", "p4 h2 h8 p1 p7 h5"),
        ("-folder:world", "a9 a6 a3"),
        ("tag:SEA", "p4 p1"),
        ("tag:sea sort:oldest", "p1 p4"),
        ("tag:sea sort:title", "p4 p1"),
        ("tag:sea is:unread", "p4"),
        ("tag:nothing", ""),
        ("lang:en", "h2"),
        ("lang:EN_gb", "h2"),
        ("lang:e", ""),
        ("author:öse", "a3"),
        ("author:ål", "a3"),
        ("author:al", ""),
        ("url:NEWS.example/h", "h8 h5 h2"),
        ("url:%", ""),
        ("url:_", ""),
        ("/^[ab]/", "p4 h2"),
        ("author:/^ö/", "a3"),
        ("-/^[ab]/ is:unread", "a9 h8 p7 a6 h5"),
        ("feed:harbour newer:1min", ""),
    ],
)
def test_a_query_gives_what_matches_in_its_order(house: House, query: str, guids: str) -> None:
    expected = guids.split()

    assert house.guids(query) == expected
    read = parse_query(query, NOW)
    assert list(house.reader.lists.ids(read, NOW, 2)) == house.find(query)[:2]
    assert house.reader.lists.count(read, NOW) == len(expected)
    assert house.reader.lists.tally(read) == (len(expected), len(set(expected) - {"p1", "h2", "a3"}))


def test_dates_bound_a_list(house: House) -> None:
    assert house.guids("newer:10w") == house.guids()
    assert house.guids("older:10w") == []
    house.now = NOW - 100_000 + 5 * 60 + 60
    assert house.guids("newer:1min") == ["a9", "h8", "p7", "a6", "h5"]
    assert house.guids("older:1min") == ["p4", "a3", "h2", "p1"]
    assert house.reader.lists.tally(parse_query("older:1min", house.now)) == (4, 1)
    assert house.reader.lists.tally(parse_query("older:1min is:read", house.now)) == (3, 0)


SCOPES = {
    "everything": "",
    "unread": "is:unread",
    "feed": "feed:2",
    "feed and unread": "feed:2 is:unread",
    "folder": "folder:world",
    "folder and unread": "folder:world is:unread",
    "tag": "tag:sea",
    "starred": "is:starred",
    "later": "is:later",
    "fresh": "is:unread -is:aged",
    "fresh of a folder": "is:unread -is:aged folder:world",
    "aged": "is:aged",
    "aged of late": "aged:1d",
    "a story": "story:2",
    "stories": "story:>2",
    "stories and unread": "story:>2 is:unread",
    "large stories": "story:>20",
    "followed stories": "is:followed",
    "enclosure": "has:enclosure",
    "enclosure and unread": "has:enclosure is:unread",
    "fresh with an enclosure": "has:enclosure is:unread -is:aged",
    "full text": "has:fulltext",
    "muted": "is:muted",
    "muted and unread": "is:muted is:unread",
    "muted of a folder": "is:muted folder:world",
}
SMALL = ("a story", "stories", "stories and unread", "large stories", "followed stories")
SORTED = {
    *(("feed", Order.TITLE), ("feed and unread", Order.TITLE), ("tag", Order.TITLE), ("tag", Order.FEED)),
    *(("aged", Order.TITLE), ("aged of late", Order.TITLE)),
    *((scope, order) for scope in SMALL for order in Order),
    *((scope, order) for scope in SCOPES if scope.startswith("muted") for order in (Order.TITLE, Order.FEED)),
}
"""Lists that are small beside the store, where sorting what is in them beats walking an index of everything."""


def _is_read_once(step: str) -> bool:
    """Whether what is scanned is a list of ours, or comes row by row from the parts of a list that are merged."""
    return "json_each" in step or step.startswith("SCAN (subquery")


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_in_every_order_has_an_index(house: House, scope: str, order: Order) -> None:
    query = parse_query(f"{SCOPES[scope]} sort:{order}", NOW)
    feeds = list(read_feed_names(house.writer._connection)) if scope.startswith(("feed", "folder")) else []
    sql = select_ids(query, feeds, 200)

    plan = [str(row[3]) for row in house.reader._connection.rows(f"EXPLAIN QUERY PLAN {sql.text}", sql.bindings)]

    scanned = [step for step in plan if step.startswith("SCAN") and "INDEX" not in step and not _is_read_once(step)]
    # the river goes from feed to feed
    assert [step for step in scanned if order is not Order.RIVER or step != "SCAN each_feed"] == []
    assert any("USING INDEX" in step or "USING COVERING INDEX" in step for step in plan)
    if (scope, order) not in SORTED and order is not Order.RIVER:
        assert not any("TEMP B-TREE FOR" in step and "ORDER BY" in step for step in plan), plan


@pytest.mark.parametrize("scope", ["everything", "unread", "feed", "feed and unread", "fresh", "aged", "aged of late"])
def test_lists_are_made_and_counted_in_their_index_alone(house: House, scope: str) -> None:
    query = parse_query(SCOPES[scope], NOW)
    feeds = list(read_feed_names(house.writer._connection))
    # how many of a feed's entries are unread is a column that the index of all of them does not have
    counted = [] if scope == "feed" else [select_tally(query, feeds)]

    for sql in (select_ids(query, feeds, 200), *counted):
        plan = [str(row[3]) for row in house.rows(f"EXPLAIN QUERY PLAN {sql.text.replace('?', '2')}")]
        assert [step for step in plan if "USING INDEX" in step] == []
        assert any("USING COVERING INDEX" in step for step in plan), plan


def test_headlines_come_in_the_order_asked_for(house: House) -> None:
    ids = house.find("sort:title")

    rows = house.reader.lists.headlines([*ids[:3], 99_999, ids[0]])

    assert [row.id for row in rows] == [*ids[:3], ids[0]]
    assert [row.title for row in rows] == ["alpha", "bravo", "charlie", "alpha"]
    assert (rows[0].feed, rows[0].read, rows[0].starred, rows[0].later) == ("Port", False, True, False)
    assert house.reader.lists.headlines([]) == ()


def test_equal_moments_keep_the_feeds_own_order(house: House) -> None:
    feed = house.feed("clock")
    first, second, third = (draft(f"t{name}", moment=NOW) for name in "abc")
    house.store(feed, second, third)
    house.store(feed, first)

    assert house.guids("feed:clock") == ["ta", "tb", "tc"]
    assert house.guids()[:3] == ["ta", "tb", "tc"]


def test_entries_are_the_same_many_at_once_as_one_by_one_and_ask_the_file_no_more(house: House) -> None:
    feed = house.feed("quay")
    (first,) = house.store(feed, draft("q1", tags=("Sea", "Sky")))
    link = (Related(safe_text("The first"), "https://news.example/q1"),)
    house.store(feed, draft("q2", related=link), draft("q3", enclosures=(Enclosure("https://news.example/a.mp3"),)))
    ids = house.find()[::-1]
    found = house.reader.entries([*ids, 999_999])
    assert found == tuple(house.reader.entry(EntryId(number)) for number in ids)
    assert [entry.related[0].entry_id for entry in found if entry.related] == [first]
    assert {tag for entry in found for tag in entry.tags} == {"Sea", "sea", "Sky"}
    statements: list[str] = []

    def note(_cursor: object, sql: str, _bindings: object) -> bool:
        statements.append(sql)
        return True

    house.reader._connection._connection.set_exec_trace(note)
    house.reader.entries([first])
    few = len(statements)
    house.reader.entries(ids)
    assert len(statements) - few <= few + 1


def test_what_was_read_of_late_is_found_by_when(house: House) -> None:
    assert house.guids("read:1h") == ["a3", "h2", "p1"]
    house.now += 2 * 3600
    assert house.guids("read:1h") == []
    h8 = EntryId(house.find()[1])
    house.mark(Flag.READ, h8)
    assert house.guids("read:1h") == ["h8"]
    house.writer.undo()
    assert house.guids("read:1h") == []
    assert house.guids("read:1d") == ["a3", "h2", "p1"]


def test_a_list_is_cut_to_a_time(house: House) -> None:
    feed = house.feed("long")
    long = [draft(f"l{minutes}", minutes=minutes) for minutes in (7, 2, 30, 4)]
    house.store(feed, *long)

    for query, guids in (
        ("feed:long fit:10m", "l7 l2"),
        ("feed:long fit:11m", "l7 l4"),
        ("feed:long fit:3", "l2"),
        ("feed:long fit:1m", ""),
        ("feed:long fit:1h sort:oldest", "l2 l4 l7 l30"),
        ("feed:long minutes:<7", "l4 l2"),
        ("feed:long minutes:2..7 -minutes:4", "l7 l2"),
    ):
        assert house.guids(query) == guids.split(), query
        read = parse_query(query, NOW)
        assert house.reader.lists.count(read, NOW) == len(guids.split())
        assert house.reader.lists.tally(read) == (len(guids.split()), len(guids.split()))
    house.writer.mark_query(parse_query("feed:long fit:11m", NOW), Flag.READ, value=True)
    assert set(house.guids("feed:long is:read")) == {"l4", "l7"}


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
@pytest.mark.parametrize("asked", ["author:kim", "/storm/", "author:kim is:unread", "tag:a OR tag:b"])
def test_what_is_kept_beside_the_lists_is_merged_into_them(house: House, asked: str, order: Order) -> None:
    sql = select_ids(parse_query(f"{asked} sort:{order}", NOW), [], 100)

    plan = [str(row[3]) for row in house.reader._connection.rows(f"EXPLAIN QUERY PLAN {sql.text}", sql.bindings)]

    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in plan), plan
    assert any("kept_newest" in step for step in plan)
    assert any("fresh_newest" in step or "listed_newest" in step for step in plan)


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_what_was_read_of_late_has_an_index(house: House, order: Order) -> None:
    sql = select_ids(parse_query(f"read:1d sort:{order}", NOW), [], 100)

    plan = [str(row[3]) for row in house.reader._connection.rows(f"EXPLAIN QUERY PLAN {sql.text}", sql.bindings)]

    assert not any("TEMP B-TREE" in step for step in plan), plan
    assert any("read_newest" in step for step in plan)


def test_what_comes_with_a_file_or_its_full_text_is_found_among_what_does(house: House) -> None:
    feed = house.feed("quay")
    song = (Enclosure("https://news.example/a.mp3"),)
    drafts = (draft("q1", enclosures=song), draft("q2", author=safe_text("Kim"), enclosures=song), draft("q3"))
    read, _, page = house.store(feed, *drafts)
    house.mark(Flag.READ, read)
    house.writer.save_page(page, ExtractedPage(html="<p>Whole.</p>"), NOW)

    assert house.guids("has:enclosure") == ["q2", "q1"]
    assert house.guids("has:enclosure is:unread") == house.guids("has:enclosure is:unread -is:aged") == ["q2"]
    assert house.guids("has:enclosure author:kim sort:title") == ["q2"]
    assert house.guids("-has:enclosure feed:quay") == house.guids("has:fulltext") == ["q3"]
    assert house.guids("has:fulltext has:enclosure") == []
    for asked, index in (("has:enclosure is:unread", "enclosed_newest"), ("has:fulltext", "full_text_newest")):
        sql = select_ids(parse_query(asked, NOW), [], 100)
        plan = [str(row[3]) for row in house.rows(f"EXPLAIN QUERY PLAN {sql.text.replace('?', '100')}")]
        assert [step for step in plan if f"USING COVERING INDEX {index}" not in step] == []
