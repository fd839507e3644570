"""What the schema promises to the queries: plans of every list, an index for what refers to a row, and cheap marks."""

import itertools
from collections.abc import Iterator

import pytest

from store.storing import NOW, House
from tuinews.model.query import Order, parse_query
from tuinews.store.feed_names import read_feed_names
from tuinews.store.select import select_ids, select_tally


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("plans")) as house:
        for name in ("harbour", "quay"):
            house.feed(name, ["World"])
        yield house


PLACES = ("", "feed:harbour", "folder:world", "tag:sea", "story:>1", "has:enclosure", "has:fulltext", "minutes:>5")
MARKS = ("", "is:unread", "is:read", "is:starred", "is:later")
AGES = ("", "-is:aged", "is:aged", "aged:1d", "read:1d")
REASONS = ("", "is:muted", "-is:muted")
ORDERS = tuple(order for order in Order if order is not Order.RELEVANCE)

_SMALL = (
    *("feed_id=?", "entry_tags_newest", "hidden_newest", "aged_", "read_newest", "storied_newest"),
    *("starred_", "later_", "kept_newest"),
)
"""Parts of a plan that say that the list is small beside the store, so that it may be sorted."""


@pytest.mark.parametrize("order", ORDERS)
def test_no_list_scans_a_table_or_sorts_what_is_large(house: House, order: Order) -> None:
    connection = house.writer._connection
    feeds = list(read_feed_names(connection))
    for words in itertools.product(PLACES, MARKS, AGES, REASONS):
        query = parse_query(f"{' '.join(words)} sort:{order}", NOW)
        sql = select_ids(query, feeds, 200)

        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql.text}", sql.bindings)]

        scanned = [step for step in plan if step.startswith("SCAN") and " USING " not in step]
        # the river goes from feed to feed; what is merged comes row by row; lists of ours are read once
        assert [
            step for step in scanned if not step.startswith(("SCAN each_feed", "SCAN (subquery", "SCAN json"))
        ] == []
        sorts = any("TEMP B-TREE FOR" in step and "ORDER BY" in step for step in plan)
        if sorts and order is not Order.RIVER:
            assert any(small in step for step in plan for small in _SMALL), (query.text, plan)


@pytest.mark.parametrize(
    "asked", ["", "is:unread", "is:read", "is:unread -is:aged", "is:aged", "feed:harbour is:unread"]
)
def test_lists_are_counted_in_indexes_alone(house: House, asked: str) -> None:
    sql = select_tally(parse_query(asked, NOW), list(read_feed_names(house.writer._connection)))

    plan = [str(row[3]) for row in house.writer._connection.execute(f"EXPLAIN QUERY PLAN {sql.text}", sql.bindings)]

    assert [step for step in plan if "states" in step and "COVERING" not in step] == []


FEW_ROWS = {
    ("mutes", "feed_id"): "a user has a few mutes",
    ("mutes", "story_id"): "a user has a few mutes",
    ("rule_jobs", "rule_id"): "jobs are gone within minutes",
    ("pending", "feed_id"): "one account's changes are looked up by it",
    ("story_splits", "other_id"): "what was split by hand",
    ("story_postings", "entry_id"): "postings go by their moment, with the window",
    ("entry_tags", "spelling_id"): "looked up by the tag of the spelling",
}
"""What names a row of another table without an index, with the reason."""


def test_what_refers_to_a_row_has_an_index(house: House) -> None:
    connection = house.writer._connection
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
    lacking = set()
    for (table,) in connection.execute(tables).fetchall():
        columns = {str(row[1]): int(row[5]) for row in connection.execute(f"PRAGMA table_info({table})")}
        leading = {name for name, place in columns.items() if place == 1}
        for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
            leading.add(str(connection.execute(f"PRAGMA index_info({index[1]})").fetchall()[0][2]))
        lacking |= {(table, name) for name in columns if name.endswith("_id") and name not in leading}

    assert lacking == set(FEW_ROWS)


def test_marking_read_writes_few_indexes(house: House) -> None:
    rows = house.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'states'")
    written = {name for name, sql in rows if "read" in sql.replace(name, "").replace("read_at", "")}

    # of these an entry is in two before and in two after, and in no others unless it has a file, is cached or has aged
    assert written == {
        *("fresh_newest", "fresh_feed", "listed_read", "read_newest"),
        *("aged_newest", "aged_feed", "aged_when", "enclosed_newest", "full_text_newest"),
    }
