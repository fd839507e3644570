"""What storing a refreshed feed costs, counted and not timed: statements, and bytes that are written."""

from collections import Counter
from pathlib import Path

import apsw
import pytest

from store.storing import House, draft
from tuinews.model.change import EntryDraft, FeedUpdate
from tuinews.model.text import safe_text

FEEDS, ENTRIES = 8, 20
COUNTER = Path("/proc/self/io")


@pytest.fixture
def updates(house: House) -> list[FeedUpdate]:
    """Feeds of twenty entries, each with two tags and an author."""
    return [house.update(house.feed(f"feed{number}"), entries(number)) for number in range(FEEDS)]


def entries(number: int) -> list[EntryDraft]:
    return [
        draft(
            f"{number}-{entry}",
            html=f"<p>{'wave ' * 100}{number} {entry}</p>",
            author=safe_text(f"Writer {entry % 5}"),
            tags=[f"Tag {number}", f"Other {entry}"],
        )
        for entry in range(ENTRIES)
    ]


def test_statements_a_feed_are_few_beside_the_rows_of_its_entries(house: House, updates: list[FeedUpdate]) -> None:
    counted: Counter[str] = Counter()
    connection = house.writer._connection

    def count(event: dict[str, object]) -> None:
        counted[str(event["sql"])] += 1

    connection.trace_v2(apsw.SQLITE_TRACE_STMT, count)
    house.writer.apply(updates)
    connection.trace_v2(0, None)

    rows = sum(times for sql, times in counted.items() if times >= FEEDS * ENTRIES)
    others = sum(counted.values()) - rows
    assert rows <= 9 * FEEDS * ENTRIES, counted.most_common()
    # each of a feed's 21 tags and 6 names is a row of its own, three times and once
    assert others <= FEEDS * (30 + 4 * 21 + 6), counted.most_common()


@pytest.mark.skipif(not COUNTER.exists(), reason="only Linux counts what a process writes")
def test_what_is_stored_is_written_once_or_twice_and_not_kept_aside(house: House, updates: list[FeedUpdate]) -> None:
    def written() -> int:
        return int(dict(line.split(": ") for line in COUNTER.read_text("ascii").splitlines())["wchar"])

    before = written()
    house.writer.apply(updates)
    spent = written() - before

    touched = 8_192 * int(house.writer._connection.execute("PRAGMA page_count").get)
    assert spent < 1.2 * touched, (spent, touched)


def test_a_feed_that_cannot_be_stored_costs_the_others_nothing(house: House, updates: list[FeedUpdate]) -> None:
    broken = house.update(house.feed("broken"), [draft("x1", moment=2**70)])
    applied = house.writer.apply([*updates[:4], broken, *updates[4:]])

    assert [bool(one.error) for one in applied] == [False] * 4 + [True] + [False] * 4
    assert house.rows("SELECT count(*) FROM entries") == [(FEEDS * ENTRIES,)]
    assert house.rows("SELECT sum(total) FROM tallies") == [(FEEDS * ENTRIES,)]
    assert house.rows("SELECT count(*) FROM names WHERE field = 'author'") == [(5,)]


def test_tags_of_one_form_that_come_at_once_are_one_topic(house: House) -> None:
    feed = house.feed()
    house.store(feed, draft("a1", tags=["Café"]))
    house.store(feed, draft("a2", tags=["Cafes", "River", "cafés", "Rivers", "river"]))

    rows = house.rows("SELECT key, (SELECT key FROM tags o WHERE o.id = t.alias_of) FROM tags t ORDER BY id")
    assert rows == [("café", None), ("cafes", "café"), ("river", None), ("cafés", "café"), ("rivers", "river")]
    assert house.rows("SELECT count(DISTINCT tag_id) FROM entry_tags WHERE entry_id = 2") == [(2,)]
